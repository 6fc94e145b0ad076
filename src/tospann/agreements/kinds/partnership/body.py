"""What a partnership agreement holds. All of it may be empty while it is being written."""

from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from tospann.agreements.kinds.common import Line, Municipality, WithTerm
from tospann.agreements.points import Row
from tospann.agreements.shares import KeyRow


class Leadership(TextChoices):
    """One leader for both lines, or one for each."""

    UNITARY = "unitary", _("enhetlig ledelse: én leder for hele kontoret")
    DUAL = "dual", _("todelt ledelse: én leder for hver eier")


class Site(TextChoices):
    """What a place is."""

    MAIN = "main", _("hovedkontor")
    BRANCH = "branch", _("avdelingskontor")
    LOCATION = "location", _("kontorsted")
    MEETING_POINT = "meeting_point", _("møtested")


class Direction(TextChoices):
    """Which way authority is lent."""

    TO_MUNICIPALITY = "to_municipality", _("fra staten til kommunalt ansatte")
    TO_STATE = "to_state", _("fra kommunen til statlig ansatte")


class Receiver(TextChoices):
    """Who receives lent authority: only a leader of both lines may as leader."""

    LEADER = "leader", _("lederen av kontoret")
    STAFF = "staff", _("andre ansatte ved kontoret")


class Controller(TextChoices):
    """Who answers for the personal data of a process (behandlingsansvarlig)."""

    STATE = "state", _("Arbeids- og velferdsetaten")
    MUNICIPALITY = "municipality", _("kommunen")


class Goal(Row):
    """A goal the owners share."""

    text: str = ""

    @property
    def choice(self) -> tuple[str, str]:
        """What indicators choose it by."""
        return self.id, self.text


class Place(Row):
    """Somewhere people can meet the office."""

    name: str = ""
    sort: Site | None = None
    address: str = ""
    serves: list[str] = Field(default_factory=list)  # municipality numbers
    opening: str = ""
    lease: Line | None = None


class Process(Row):
    """A process that holds personal data."""

    name: str = ""
    controller: Controller | None = None


class Indicator(Row):
    """How a goal is followed."""

    goal: str = ""  # id of the goal
    name: str = ""
    source: str = ""
    reported: str = ""


class Delegation(Row):
    """Authority lent across the two lines, one area at a time (L3)."""

    area: str = ""
    direction: Direction | None = None
    to: str = ""
    receiver: Receiver | None = None
    act: str = ""
    regulation: str = ""
    instruction: str = ""
    since: date | None = None
    until: date | None = None
    limits: str = ""


class ServiceRow(Row):
    """A municipal service, and for which municipalities the office holds it."""

    service: str = ""  # code in `services.SERVICES`
    municipalities: list[str] = Field(default_factory=list)  # numbers
    since: date | None = None
    budget_owner: str = ""
    decided_by: str = ""
    review_on: date | None = None
    reason: str = ""
    note: str = ""


class Cooperation(Row):
    """Another service the office works with."""

    counterpart: str = ""
    about: str = ""
    responsible: str = ""
    review_on: date | None = None


class Step(Row):
    """A step of the ladder for disagreement."""

    level: str = ""
    within_days: int | None = None


class PartnershipAgreement(WithTerm):
    """The body. Fields stand in the order of the guide's points."""

    # 1
    state_party: str = ""
    state_org_number: str = ""
    state_signs: str = ""
    municipality_signs: str = ""
    municipalities: list[Municipality] = Field(default_factory=list)
    note: str = ""
    # 2.0 and 2.1
    purpose: str = ""
    vision: str = ""
    goals: list[Goal] = Field(default_factory=list)
    plan: str = ""
    plan_by: date | None = None
    places: list[Place] = Field(default_factory=list)
    accessibility: str = ""
    # 3.0
    operation_agreement: str = ""
    cost_key: list[KeyRow] = Field(default_factory=list)
    economy: str = ""
    # 3.1
    leadership: Leadership | None = None
    coherence: str = ""
    state_superior: str = ""
    municipal_superior: str = ""
    meetings_per_year: int | None = None
    meeting_members: str = ""
    meeting_chair: str = ""
    # 3.2
    leader_employer: Line | None = None
    appointment: str = ""
    deputy: str = ""
    appointment_disagreement: str = ""
    # 3.3
    processes: list[Process] = Field(default_factory=list)
    access: str = ""
    emergency_plan_on: date | None = None
    emergency_roles: str = ""
    # 3.4
    state_staff: str = ""
    municipal_staff: str = ""
    codetermination: str = ""
    # 3.5
    indicators: list[Indicator] = Field(default_factory=list)
    insight: str = ""
    # 3.6
    competence_plan_on: date | None = None
    competence: str = ""
    induction: str = ""
    # 3.7
    delegates: bool | None = None
    delegation_change: str = ""
    delegations: list[Delegation] = Field(default_factory=list)
    # 4.0
    state_services: list[str] = Field(default_factory=list)
    services: list[ServiceRow] = Field(default_factory=list)
    # 5.0
    participation_responsible: str = ""
    user_council: str = ""
    participation_plan: str = ""
    surveys: str = ""
    # 6.0
    cooperations: list[Cooperation] = Field(default_factory=list)
    # 7.0
    ladder: list[Step] = Field(default_factory=list)
    statutory_step: bool | None = None
