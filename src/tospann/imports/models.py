"""What is on its way in: tables that are read but not yet taken, and where they are fetched from.

Nothing here is a figure. A draft is seen by the one who brought it, and by nobody else; one that
was fetched, by those who may give figures. What it brings becomes figures in `results` when a
person confirms. Its bytes are thrown away when it
is taken, left, refused, or thirty days old. What was taken is told by `results.Import`; here it
is remembered which file it came from, by its fingerprint.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tospann.base.ids import uuid7


class State(models.TextChoices):
    """How far a draft has come."""

    READING = "reading", _("leses")
    READ = "read", _("venter på deg")
    TAKING = "taking", _("lagres")
    TAKEN = "taken", _("tatt imot")
    REFUSED = "refused", _("kunne ikke leses")
    LEFT = "left", _("forkastet")


OPEN = (State.READING, State.READ, State.TAKING)


class Feed(models.Model):
    """A table in a statbank that is fetched now and then, with the choice that was made in it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    partnership = models.ForeignKey(
        "partnerships.Partnership", models.PROTECT, related_name="feeds"
    )
    base = models.CharField(max_length=200)  # the address before the table's number
    table = models.CharField(max_length=5)
    title = models.CharField(max_length=200)  # what the statbank calls the table
    publisher = models.CharField(max_length=120)
    licence = models.CharField(max_length=60)
    selection = models.JSONField()  # [{code, values, latest, codelist}]
    every_days = models.PositiveSmallIntegerField()  # 0: only when somebody asks
    fetched_on = models.DateField(null=True)  # the last day it was asked for
    outcome = models.CharField(max_length=300, blank=True)  # why nothing came, in words
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return f"{self.table} {self.title}"


class Draft(models.Model):
    """A table somebody has brought, and what was found in it so far."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    partnership = models.ForeignKey(
        "partnerships.Partnership", models.PROTECT, related_name="drafts_of_figures"
    )
    feed = models.ForeignKey(Feed, models.PROTECT, null=True, related_name="drafts")
    name = models.CharField(max_length=200, blank=True)  # of the file; empty when pasted
    sha256 = models.CharField(max_length=64)
    bytes_count = models.PositiveIntegerField()
    data = models.BinaryField(null=True)
    state = models.CharField(max_length=8, choices=State)
    revision = models.PositiveIntegerField(default=1)
    answers = models.JSONField(default=dict)  # to the reader's questions, by key
    mended = models.JSONField(default=dict)  # what is to stand in cells, by sheet!address
    targets = models.JSONField(default=dict)  # series key: "I3", "I3:numerator", "-" for left out
    found = models.BinaryField(null=True)  # what was read, see `found.packed`
    looked = models.BinaryField(null=True)  # what the queue saw in it, see `selectors.looked_over`
    language = models.CharField(max_length=8, blank=True)  # the words of `looked` are in
    done_count = models.PositiveIntegerField(default=0)
    all_count = models.PositiveIntegerField(default=0)
    refusal = models.JSONField(null=True)  # why it could not be read, as `found` writes reasons
    source = models.CharField(max_length=200, blank=True)
    source_on = models.DateField(null=True)
    batch = models.OneToOneField("results.Import", models.PROTECT, null=True, related_name="draft")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(
        "accounts.Person", models.PROTECT, null=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=OPEN, ended_at=None, data__isnull=False)
                | (
                    ~Q(state__in=OPEN)
                    & Q(ended_at__isnull=False, data=None, found=None, looked=None)
                ),
                name="draft_ended_keeps_no_table",
            ),
            models.CheckConstraint(
                condition=Q(state="taken", batch__isnull=False)
                | (~Q(state="taken") & Q(batch=None)),
                name="draft_taken_has_its_import",
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(_("Innlimt tabell"))

    @property
    def is_open(self) -> bool:
        """Whether something may still come of it."""
        return self.state in OPEN


class Habit(models.Model):
    """What a partnership last chose for a series of a layout, so that next month is one click."""

    id = models.BigAutoField(primary_key=True)
    partnership = models.ForeignKey(
        "partnerships.Partnership", models.PROTECT, related_name="+", db_index=False
    )
    layout = models.CharField(max_length=20)
    series = models.CharField(max_length=16)  # see `matching.key`
    target = models.CharField(max_length=24)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "layout", "series"], name="one_habit_per_series"
            ),
        ]
