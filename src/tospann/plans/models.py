"""What steers the plan, and what happens to it.

Signals and conflicts are registers; the plan itself is a governed document. What owners say about
a draft, and how measures go, are rows that are only added to: the newest counts, and none erases
another. No row names a person's title or name but the role they spoke in.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tospann.base.ids import uuid7


def _by(*, null: bool = True) -> models.ForeignKey:
    return models.ForeignKey("accounts.Person", models.PROTECT, null=null, related_name="+")


def _struck_with_a_reason(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(struck_at=None, struck_by=None, struck_because="")
        | (Q(struck_at__isnull=False) & ~Q(struck_because="")),
        name=name,
    )


class KeptQuerySet(models.QuerySet):
    """Rows of a register, struck ones included."""

    def standing(self) -> "KeptQuerySet":
        """Those not struck."""
        return self.filter(struck_at=None)


class Kept(models.Model):
    """A row that an owner keeps. `revision` rises with every change; a struck row can be read."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    partnership = models.ForeignKey("partnerships.Partnership", models.PROTECT, related_name="+")
    owner = models.ForeignKey("partnerships.Owner", models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField(default=1)
    recorded_at = models.DateTimeField()
    recorded_by = _by()
    struck_at = models.DateTimeField(null=True)
    struck_by = _by()
    struck_because = models.CharField(max_length=400, blank=True)

    objects = KeptQuerySet.as_manager()

    class Meta:
        abstract = True


# --- Steering signals -------------------------------------------------------------------


class Line(models.TextChoices):
    """From where the signal comes."""

    STATE = "state", _("staten")
    MUNICIPALITY = "municipality", _("kommunen")
    KS = "ks", _("KS")
    JOINT = "joint", _("begge linjer")


class Obligation(models.TextChoices):
    """How hard the signal binds."""

    MUST = "must", _("skal")
    SHOULD = "should", _("bør")
    INFORMATION = "information", _("til orientering")


class Signal(Kept):
    """What a sender asks of the office, found in a document.

    `owner` keeps the row: for the state's and a municipality's signals it is that owner itself.
    Days count from `since` to `until`, both included; without `until` it stands till replaced.
    """

    number = models.PositiveIntegerField()  # within the partnership: "S7"
    line = models.CharField(max_length=20, choices=Line)
    sender = models.CharField(max_length=120)
    document = models.CharField(max_length=200)
    place = models.CharField(max_length=60, blank=True)  # paragraph or page
    dated_on = models.DateField()
    since = models.DateField()
    until = models.DateField(null=True)
    obligation = models.CharField(max_length=20, choices=Obligation)
    text = models.TextField()
    municipalities = ArrayField(models.CharField(max_length=4), default=list)  # empty: all
    handling = models.TextField(blank=True)  # how it is handled
    reply = models.TextField(blank=True)  # what was answered to the sender
    public = models.BooleanField(default=False)

    class Meta:
        ordering = ["partnership", "number"]
        constraints = [
            _struck_with_a_reason("signal_struck_with_a_reason"),
            models.UniqueConstraint(
                fields=["partnership", "number"], name="one_signal_per_number"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="signal_period_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.document}"

    @property
    def label(self) -> str:
        """What plans call it: `S7`."""
        return f"S{self.number}"


# --- Signals that pull apart ------------------------------------------------------------


class Conflict(Kept):
    """Signals that cannot all be met as they stand. `owner` marked it."""

    about = models.TextField()
    signals = models.ManyToManyField(Signal, related_name="conflicts")

    class Meta:
        ordering = ["recorded_at", "pk"]
        constraints = [_struck_with_a_reason("conflict_struck_with_a_reason")]

    def __str__(self) -> str:
        return self.about


class Settlement(models.Model):
    """What one owner says about a conflict. Only its own newest row counts for it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    conflict = models.ForeignKey(Conflict, models.PROTECT, related_name="settlements")
    owner = models.ForeignKey("partnerships.Owner", models.PROTECT, related_name="+")
    settled = models.BooleanField()  # False: not for our part
    text = models.TextField()
    decided_on = models.DateField()
    decided_where = models.CharField(max_length=120)  # "partnerskapsmøtet", and the case
    said_at = models.DateTimeField()
    said_by = _by()

    class Meta:
        ordering = ["said_at", "pk"]


# --- What an owner says about a draft ---------------------------------------------------


class Understanding(models.Model):
    """Whether a draft has understood an owner's signals rightly.

    It is given to a fingerprint: of the owner's signals and of the wording of the goals that
    answer them. `content` is what the fingerprint was taken of, to tell what has changed since.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    document = models.ForeignKey("agreed.Document", models.PROTECT, related_name="understandings")
    owner = models.ForeignKey("partnerships.Owner", models.PROTECT, related_name="+")
    understood = models.BooleanField()
    remark = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64)
    content = models.JSONField()
    said_at = models.DateTimeField()
    said_by = _by()

    class Meta:
        ordering = ["said_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(understood=True) | ~Q(remark=""), name="misunderstood_with_a_remark"
            )
        ]


# --- How it goes ------------------------------------------------------------------------


class Status(models.TextChoices):
    """How far a measure has come."""

    NOT_STARTED = "not_started", _("ikke begynt")
    UNDER_WAY = "under_way", _("i gang")
    DELAYED = "delayed", _("forsinket")
    DONE = "done", _("ferdig")
    STOPPED = "stopped", _("stoppet")


class Progress(models.Model):
    """How a measure stood on a day, as one owner's people told it. `part_id` is the measure."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    document = models.ForeignKey("agreed.Document", models.PROTECT, related_name="progress")
    part_id = models.CharField(max_length=60)
    owner = models.ForeignKey("partnerships.Owner", models.PROTECT, related_name="+")
    role = models.CharField(max_length=40)  # of `access`: in which role it was told
    status = models.CharField(max_length=20, choices=Status)
    text = models.TextField(blank=True)
    on = models.DateField()
    reported_at = models.DateTimeField()
    reported_by = _by()

    class Meta:
        ordering = ["on", "reported_at", "pk"]
        indexes = [models.Index(fields=["document", "part_id", "on"], name="progress_of_part")]


class Outlook(models.TextChoices):
    """What an owner holds about a goal, whatever the figures say."""

    ON_TRACK = "on_track", _("på vei")
    AT_RISK = "at_risk", _("usikkert")
    OFF_TRACK = "off_track", _("ikke på vei")
    REACHED = "reached", _("nådd")
    LIFTED = "lifted", _("ingen egen vurdering")


class Judgement(models.Model):
    """An owner's own view of a goal, with its reason. Only its own newest row counts for it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    document = models.ForeignKey("agreed.Document", models.PROTECT, related_name="judgements")
    part_id = models.CharField(max_length=60)
    owner = models.ForeignKey("partnerships.Owner", models.PROTECT, related_name="+")
    outlook = models.CharField(max_length=20, choices=Outlook)
    reason = models.TextField()
    said_at = models.DateTimeField()
    said_by = _by()

    class Meta:
        ordering = ["said_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="judgement_with_a_reason")
        ]
