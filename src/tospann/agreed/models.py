"""What owners agree on: documents, frozen versions, and each owner's answer as a row."""

import json

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Q

from tospann.agreed.body import Content, RequiredAnnex, from_data
from tospann.base.ids import uuid7


def _by(related_name: str = "+", *, null: bool = False) -> models.ForeignKey:
    return models.ForeignKey(
        "accounts.Person", models.PROTECT, null=null, related_name=related_name
    )


class Document(models.Model):
    """A governed document of a registered kind. Its versions hold what it says."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=60)
    partnership = models.ForeignKey(
        "partnerships.Partnership", models.PROTECT, related_name="documents"
    )
    title = models.CharField(max_length=200)
    created_at = models.DateTimeField()
    created_by = _by(null=True)

    class Meta:
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title


class Draft(models.Model):
    """The text being written. Gone when it is opened; every save raises `revision`."""

    document = models.OneToOneField(
        Document, models.PROTECT, primary_key=True, related_name="draft"
    )
    title = models.CharField(max_length=200)
    language = models.CharField(max_length=2, default="nb")
    body = models.JSONField()
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    saved_by = _by(null=True)
    based_on = models.ForeignKey("Version", models.PROTECT, null=True, related_name="+")


class EarlierDraft(models.Model):
    """A draft as it was before it was written over, or thrown away. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    document = models.ForeignKey(Document, models.PROTECT, related_name="earlier_drafts")
    title = models.CharField(max_length=200)
    language = models.CharField(max_length=2)
    body = models.JSONField()
    revision = models.PositiveIntegerField()
    saved_at = models.DateTimeField()
    saved_by = _by(null=True)

    class Meta:
        ordering = ["-saved_at", "-pk"]


class Version(models.Model):
    """A text opened for ratification. Never changed: a trigger refuses.

    `content` is canonical JSON as bytes and `sha256` its fingerprint; an owner ratifies the
    fingerprint. The dates repeat what the body says, for searching.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    document = models.ForeignKey(Document, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    text = models.TextField()  # what it says, in plain words, for the search box
    since = models.DateField()
    until = models.DateField(null=True)
    notice_months = models.PositiveSmallIntegerField(null=True)
    revise_by = models.DateField(null=True)
    opened_at = models.DateTimeField()
    opened_by = _by(null=True)

    class Meta:
        ordering = ["document", "number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="one_version_per_number"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="version_term_in_order"
            ),
        ]
        indexes = [
            GinIndex(SearchVector("title", "text", config="norwegian"), name="version_words"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.number}"

    def read(self) -> Content:
        """The content, read from the very bytes that were hashed."""
        told = json.loads(bytes(self.content))
        return Content(
            kind=told["kind"],
            title=told["title"],
            language=told["language"],
            body=told["body"],
            parts=from_data(told["parts"]),
            annexes=tuple(RequiredAnnex(**annex) for annex in told["annexes"]),
        )


class RatificationQuerySet(models.QuerySet):
    """Ratifications, standing and withdrawn."""

    def standing(self) -> "RatificationQuerySet":
        """Those not withdrawn."""
        return self.filter(withdrawn_at=None)


class Ratification(models.Model):
    """An owner's yes to one version. A row, not a flag; withdrawing it leaves it to be read."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    version = models.ForeignKey(Version, models.PROTECT, related_name="ratifications")
    owner = models.ForeignKey("partnerships.Owner", models.PROTECT, related_name="ratifications")
    sha256 = models.CharField(max_length=64)  # of the text the person had read
    decided_by = models.CharField(max_length=120)  # the owner's own body: "Fauske kommunestyre"
    decided_on = models.DateField()
    case_reference = models.CharField(max_length=60)  # in the owner's own archive
    recorded_at = models.DateTimeField()
    recorded_by = _by(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = _by(null=True)
    withdrawn_because = models.TextField(blank=True)

    objects = RatificationQuerySet.as_manager()

    class Meta:
        ordering = ["recorded_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "owner"],
                condition=Q(withdrawn_at=None),
                name="one_standing_ratification_per_owner",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawn_because="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_because="")),
                name="withdrawn_with_a_reason",
            ),
        ]


class Return(models.Model):
    """An owner's "not like this", with the reason. The other owners' rows stand."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    version = models.ForeignKey(Version, models.PROTECT, related_name="returns")
    owner = models.ForeignKey("partnerships.Owner", models.PROTECT, related_name="returns")
    reason = models.TextField()
    returned_at = models.DateTimeField()
    returned_by = _by(null=True)

    class Meta:
        ordering = ["returned_at", "pk"]


class Annex(models.Model):
    """A paper that belongs to a version. `part_id` ties it to the point that demands it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    version = models.ForeignKey(Version, models.PROTECT, related_name="annexes")
    part_id = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=200)
    file = models.ForeignKey("files.File", models.PROTECT, related_name="annexes")
    attached_at = models.DateTimeField()
    attached_by = _by(null=True)

    class Meta:
        ordering = ["attached_at", "pk"]


class Release(models.Model):
    """The moment a version became readable for every owner at once. One row is one moment."""

    version = models.OneToOneField(
        Version, models.PROTECT, primary_key=True, related_name="release"
    )
    released_at = models.DateTimeField()


class Reading(models.Model):
    """When someone from an owner first opened a released version."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    version = models.ForeignKey(Version, models.PROTECT, related_name="readings")
    owner = models.ForeignKey("partnerships.Owner", models.PROTECT, related_name="readings")
    first_read_at = models.DateTimeField()

    class Meta:
        ordering = ["first_read_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "owner"], name="one_first_reading"),
        ]


class Notice(models.Model):
    """An owner's notice to leave what a version binds it to; `last_day` is the last in force.

    It lapses when the owners agree on a newer version.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    version = models.ForeignKey(Version, models.PROTECT, related_name="notices")
    owner = models.ForeignKey("partnerships.Owner", models.PROTECT, related_name="notices")
    given_on = models.DateField()
    last_day = models.DateField()
    reason = models.TextField()
    recorded_at = models.DateTimeField()
    recorded_by = _by(null=True)

    class Meta:
        ordering = ["last_day", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "owner"], name="one_notice_per_owner"),
            models.CheckConstraint(
                condition=Q(last_day__gte=F("given_on")), name="notice_in_order"
            ),
        ]
