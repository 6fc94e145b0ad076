"""The registers that are evidence of authority.

Each row is kept by one owner, in one partnership: the state keeps the state's rows, a
municipality its own. A row that was wrong is struck, with a reason, and stays to be read; it can
be put back. No row names a person. Days count from `since` to `until`, both included.
"""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tospann.base.ids import uuid7
from tospann.partnerships.models import OrganisationModel


class KeptQuerySet(models.QuerySet):
    """Rows of a register, struck ones included."""

    def standing(self) -> "KeptQuerySet":
        """Those not struck."""
        return self.filter(struck_at=None)


class Kept(models.Model):
    """A row that an owner keeps. `revision` rises with every change."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    partnership = models.ForeignKey("partnerships.Partnership", models.PROTECT, related_name="+")
    owner = models.ForeignKey("partnerships.Owner", models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField(default=1)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    struck_at = models.DateTimeField(null=True)
    struck_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    struck_because = models.CharField(max_length=400, blank=True)

    objects = KeptQuerySet.as_manager()

    class Meta:
        abstract = True


def _struck_with_a_reason(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(struck_at=None, struck_by=None, struck_because="")
        | (Q(struck_at__isnull=False) & ~Q(struck_because="")),
        name=name,
    )


def _in_order(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name=name)


# --- Positions --------------------------------------------------------------------------


class Employer(models.TextChoices):
    """Who the position is employed by."""

    OWNER = "owner", _("eieren selv")
    COMMUNITY = "community", _("oppgavefellesskapet")


class Position(models.TextChoices):
    """What the position is in the office."""

    CASEWORKER = "caseworker", _("medarbeider")
    LEADER = "leader", _("leder av kontoret")


class Employment(Kept):
    """A position in an office. The same code at two employers is a double position.

    `lent_reference` is the agreement that lends a home municipality's employee to the host.
    """

    employer = models.CharField(max_length=20, choices=Employer, default=Employer.OWNER)
    office_unit = models.CharField(max_length=4)  # the Nav unit's own number
    code = models.CharField(max_length=30)  # a position code, never a person's number
    title = models.CharField(max_length=120)
    position = models.CharField(max_length=20, choices=Position, default=Position.CASEWORKER)
    lent_reference = models.CharField(max_length=60, blank=True)
    count = models.PositiveSmallIntegerField(default=1)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            _struck_with_a_reason("employment_struck_with_a_reason"),
            _in_order("employment_period_in_order"),
            models.CheckConstraint(condition=Q(count__gte=1), name="employment_of_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.code})"


# --- Delegations ------------------------------------------------------------------------


class Receiver(models.TextChoices):
    """To whom authority is delegated."""

    LEADER = "leader", _("lederen av kontoret, i egen linje")
    STAFF = "staff", _("ansatte i egen linje")
    OTHER_LEADER = "other_leader", _("lederen av kontoret, ansatt i den andre linjen")
    OTHER_STAFF = "other_staff", _("ansatte i den andre linjen")
    HOST = "host", _("kommunedirektøren i vertskommunen")
    BOARD = "board", _("den felles folkevalgte nemnda")
    BOARD_STAFF = "board_staff", _("vertskommunens ansatte, fra den felles nemnda")


class Delegation(Kept):
    """A decision to delegate: by whom, to which position, for what, from when."""

    delegated_by = models.CharField(max_length=120)  # a body or a position
    receiver = models.CharField(max_length=20, choices=Receiver)
    to = models.CharField(max_length=160)  # position or unit, in words
    office_unit = models.CharField(max_length=4)
    services = ArrayField(models.CharField(max_length=4))  # codes of `agreements.services`
    employers = ArrayField(models.CharField(max_length=4), default=list)  # whose staff, besides
    rests_on = models.CharField(max_length=200)  # acts, regulations and instructions
    limits = models.CharField(max_length=300, blank=True)
    decided_on = models.DateField()
    case_reference = models.CharField(max_length=60, blank=True)
    file = models.ForeignKey("files.File", models.PROTECT, null=True, related_name="+")
    document = models.ForeignKey("agreed.Document", models.PROTECT, null=True, related_name="+")
    part_id = models.CharField(max_length=60, blank=True)  # the point of the agreement
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            _struck_with_a_reason("delegation_struck_with_a_reason"),
            _in_order("delegation_period_in_order"),
            models.CheckConstraint(
                condition=Q(file__isnull=False) | ~Q(case_reference=""),
                name="delegation_can_be_found",
            ),
            models.CheckConstraint(
                condition=Q(services__len__gte=1), name="delegation_of_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.delegated_by} → {self.to}"


class DelegationWithdrawal(models.Model):
    """The decision that took a delegation back; `last_day` is the last it could be used."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    delegation = models.OneToOneField(Delegation, models.PROTECT, related_name="withdrawal")
    last_day = models.DateField()
    case_reference = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=400)
    withdrawn_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(
        "accounts.Person", models.PROTECT, null=True, related_name="+"
    )


# --- What councils have done in a host model --------------------------------------------


class StepSort(models.TextChoices):
    """What a council does besides adopting the agreement, which its ratification tells."""

    INSTRUCTION = "instruction", _("instruerte kommunedirektøren om å delegere")
    BOARD = "board", _("opprettet den felles nemnda")
    ELECTION = "election", _("valgte medlemmer til den felles nemnda")


class CouncilStep(Kept):
    """Something a municipality's council did for a host agreement to work."""

    document = models.ForeignKey("agreed.Document", models.PROTECT, related_name="+")
    sort = models.CharField(max_length=20, choices=StepSort)
    body = models.CharField(max_length=120)  # "Hamarøy kommunestyre"
    decided_on = models.DateField()
    case_reference = models.CharField(max_length=60)

    class Meta:
        constraints = [_struck_with_a_reason("council_step_struck_with_a_reason")]

    def __str__(self) -> str:
        return f"{self.body}: {self.get_sort_display()}"


# --- Trials -----------------------------------------------------------------------------


class Relation(models.TextChoices):
    """Whose staff would decide, seen from the municipality that is responsible."""

    STATE = "state", _("statens ansatte")
    OWN = "own", _("kommunens egne ansatte")
    OTHER = "other", _("ansatte i de andre kommunene")
    HOST = "host", _("vertskommunens ansatte")
    COMMUNITY = "community", _("oppgavefellesskapets ansatte")


class Trial(Kept):
    """A wish to deviate from the law for a time. What happened to it stands in its events."""

    title = models.CharField(max_length=160)
    deviates_from = models.CharField(max_length=200)  # the provisions, in words
    about = models.TextField()
    office_unit = models.CharField(max_length=4)
    services = ArrayField(models.CharField(max_length=4))
    municipalities = ArrayField(models.CharField(max_length=4))  # numbers
    relations = ArrayField(models.CharField(max_length=20))

    class Meta:
        constraints = [
            _struck_with_a_reason("trial_struck_with_a_reason"),
            models.CheckConstraint(condition=Q(services__len__gte=1), name="trial_of_something"),
        ]

    def __str__(self) -> str:
        return self.title


class EventSort(models.TextChoices):
    """What can happen to an application for a trial."""

    APPLIED = "applied", _("søknad sendt")
    REMINDED = "reminded", _("purring sendt")
    PRELIMINARY = "preliminary", _("foreløpig svar mottatt")
    REGULATION = "regulation", _("lokal forskrift vedtatt")
    APPROVED = "approved", _("godkjent")
    REFUSED = "refused", _("avslått")
    DROPPED = "dropped", _("søknaden trukket")
    EVALUATED = "evaluated", _("evaluert")


class TrialEvent(Kept):
    """One thing that happened. An approval says from when to when."""

    trial = models.ForeignKey(Trial, models.PROTECT, related_name="events")
    sort = models.CharField(max_length=20, choices=EventSort)
    happened_on = models.DateField()
    body = models.CharField(max_length=120)  # who sent, answered or decided
    case_reference = models.CharField(max_length=60, blank=True)
    since = models.DateField(null=True)
    until = models.DateField(null=True)

    class Meta:
        ordering = ["happened_on", "pk"]
        constraints = [
            _struck_with_a_reason("trial_event_struck_with_a_reason"),
            models.CheckConstraint(
                condition=Q(sort="approved", since__isnull=False, until__gte=F("since"))
                | (~Q(sort="approved") & Q(since=None, until=None)),
                name="only_an_approval_has_a_period",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_sort_display()} {self.happened_on:%d.%m.%Y}"


# --- Clarifications ---------------------------------------------------------------------


class Confidence(models.TextChoices):
    """How sure we are."""

    HIGH = "high", _("sikkert")
    MEDIUM = "medium", _("ganske sikkert")
    LOW = "low", _("usikkert")


class Clarification(Kept):
    """A legal question put to somebody who can answer; shared with every partnership."""

    question = models.TextField()
    asked_whom = models.CharField(max_length=120)
    asked_on = models.DateField()
    case_reference = models.CharField(max_length=60, blank=True)
    model = models.CharField(max_length=40, choices=OrganisationModel, blank=True)
    provision = models.CharField(max_length=40, blank=True)  # code in the engine

    class Meta:
        constraints = [_struck_with_a_reason("clarification_struck_with_a_reason")]

    def __str__(self) -> str:
        return self.question


class ClarificationAnswer(Kept):
    """What the one who was asked answered, and how far it can be relied on."""

    clarification = models.ForeignKey(Clarification, models.PROTECT, related_name="answers")
    answered_by = models.CharField(max_length=120)  # a body
    answered_on = models.DateField()
    answer = models.TextField()
    case_reference = models.CharField(max_length=60, blank=True)
    confidence = models.CharField(max_length=10, choices=Confidence)

    class Meta:
        ordering = ["answered_on", "pk"]
        constraints = [_struck_with_a_reason("clarification_answer_struck_with_a_reason")]

    def __str__(self) -> str:
        return self.answer


# --- Checks of the rules ----------------------------------------------------------------


class Outcome(models.TextChoices):
    """What a check of a provision found."""

    AGREES = "agrees", _("stemmer med kilden")
    DIFFERS = "differs", _("stemmer ikke med kilden")
    UNCLEAR = "unclear", _("uklart")


class ProvisionCheck(Kept):
    """Somebody who knows the law has held a provision of the engine against its source."""

    provision = models.CharField(max_length=40)  # code in the engine
    role = models.CharField(max_length=120)  # "jurist", never a name
    body = models.CharField(max_length=120)
    checked_on = models.DateField()
    outcome = models.CharField(max_length=10, choices=Outcome)
    remark = models.TextField(blank=True)

    class Meta:
        ordering = ["checked_on", "pk"]
        constraints = [_struck_with_a_reason("provision_check_struck_with_a_reason")]

    def __str__(self) -> str:
        return f"{self.provision} {self.checked_on:%d.%m.%Y}"


# --- Before a structure decision --------------------------------------------------------


class StructureDecision(Kept):
    """A decision on the office structure, planned or taken."""

    title = models.CharField(max_length=160)
    about = models.TextField(blank=True)
    decided_on = models.DateField()  # planned, or done
    municipalities = ArrayField(models.CharField(max_length=4))  # numbers

    class Meta:
        constraints = [
            _struck_with_a_reason("structure_decision_struck_with_a_reason"),
            models.CheckConstraint(
                condition=Q(municipalities__len__gte=1), name="structure_decision_of_somewhere"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PreparationSort(models.TextChoices):
    """Who was heard."""

    STATE = "state", _("medbestemmelse for de statlig ansatte")
    MUNICIPAL = "municipal", _("drøfting med de tillitsvalgte i kommunen")
    JOINT = "joint", _("behandling i et felles organ for begge sider")
    USERS = "users", _("brukermedvirkning")


class Preparation(Kept):
    """Staff or users were heard before a structure decision. Disagreement is kept."""

    decision = models.ForeignKey(StructureDecision, models.PROTECT, related_name="preparations")
    sort = models.CharField(max_length=20, choices=PreparationSort)
    happened_on = models.DateField()
    reference = models.CharField(max_length=120)  # the minutes, as they are found again
    disagreed = models.BooleanField(default=False)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["happened_on", "pk"]
        constraints = [_struck_with_a_reason("preparation_struck_with_a_reason")]

    def __str__(self) -> str:
        return f"{self.get_sort_display()} {self.happened_on:%d.%m.%Y}"


def ends(delegation: Delegation) -> date | None:
    """The last day of a delegation: as decided, or as taken back. None: it has none."""
    withdrawal = getattr(delegation, "withdrawal", None)
    days = [delegation.until, withdrawal.last_day if withdrawal else None]
    return min((day for day in days if day is not None), default=None)
