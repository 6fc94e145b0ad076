"""The joint plan as plain data. Lenient: a draft may be unfinished.

Ids of goals and measures follow them through versions, and into the next year's plan when they
are continued. Money is whole kroner. What is quoted (signals, what an indicator is called) is
written in by `kind.quoted`, so that a frozen plan can be read alone.
"""

from datetime import date
from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _l
from pydantic import BaseModel, Field

from tospann.agreed.body import Term
from tospann.agreements.points import Row
from tospann.plans.models import Line, Obligation

SHARED = "shared"  # the owners pay together


class MeasureLine(TextChoices):
    """Which steering line a measure belongs to."""

    STATE = "state", _l("staten")
    MUNICIPALITY = "municipality", _l("kommunen")
    JOINT = "joint", _l("felles")


class OwnerRow(Row):
    """An owner as the plan names it. `code` is its municipality number, or the region's name."""

    code: str = ""
    name: str = ""
    kind: str = ""  # "state" or "municipality"

    @property
    def choice(self) -> tuple[str, str]:
        """What measures and budgets choose it by."""
        return self.code, self.name


class Quote(BaseModel):
    """A signal as the plan quotes it. An internal one tells only who, and how hard it binds."""

    id: str  # the signal's own id
    number: int
    line: Line
    obligation: Obligation
    owner: str = ""  # code of the owner who keeps it
    sender: str = ""
    document: str = ""
    place: str = ""
    dated_on: date | None = None
    text: str = ""
    public: bool = True

    @property
    def label(self) -> str:
        """`S7`."""
        return f"S{self.number}"


class Goal(Row):
    """What the owners will reach together, and which signals it answers."""

    title: str = ""
    signals: list[str] = Field(default_factory=list)  # ids
    answer: str = ""

    @property
    def part_id(self) -> str:
        """The part of the document, for what is live."""
        return f"mal-{self.id}"

    @property
    def choice(self) -> tuple[str, str]:
        """What measures and indicators choose it by."""
        return self.id, self.title


class Measure(Row):
    """What will be done. The responsible is an owner and a role, never a name."""

    title: str = ""
    goal: str = ""
    line: MeasureLine | None = None
    responsible: str = ""  # owner code
    role: str = ""
    start: date | None = None
    deadline: date | None = None
    continuous: bool | None = None
    kroner: int | None = None
    payer: str = ""  # owner code, or SHARED

    @property
    def part_id(self) -> str:
        """The part of the document, for what is live."""
        return f"tiltak-{self.id}"


class Aim(Row):
    """An indicator that shows whether a goal is reached, from where it starts."""

    goal: str = ""
    code: str = ""
    baseline: Decimal | None = None
    baseline_period: str = ""
    title: str = ""  # from here on quoted from the catalogue
    unit: str = ""
    decimals: int = 0
    direction: str = ""
    type: str = ""

    @property
    def choice(self) -> tuple[str, str]:
        """What dated targets choose it by."""
        return self.id, f"{self.code} {self.title}".strip()


class Step(Row):
    """A dated target: the value an indicator is to have on a day."""

    aim: str = ""
    on: date | None = None
    value: Decimal | None = None


class Risk(Row):
    """What may go wrong, and what is done about it."""

    text: str = ""
    response: str = ""
    role: str = ""


class Frame(Row):
    """What an owner sets aside for the year."""

    owner: str = ""
    kroner: int | None = None
    note: str = ""


class JointPlan(BaseModel):
    """The body, in the order of the points. `copied_from` is the plan it was grown from."""

    year: int | None = None
    copied_from: str = ""  # id of a document
    owners: list[OwnerRow] = Field(default_factory=list)
    mandate: str = ""
    challenges: str = ""
    sources: str = ""
    signals: list[Quote] = Field(default_factory=list)
    goals: list[Goal] = Field(default_factory=list)
    measures: list[Measure] = Field(default_factory=list)
    aims: list[Aim] = Field(default_factory=list)
    steps: list[Step] = Field(default_factory=list)
    competence: str = ""
    staffing: str = ""
    cooperation: str = ""
    participation: str = ""
    risks: list[Risk] = Field(default_factory=list)
    reporting: str = ""
    frames: list[Frame] = Field(default_factory=list)
    note: str = ""

    @property
    def term(self) -> Term:
        """The calendar year."""
        if self.year is None:
            return Term(None)
        return Term(date(self.year, 1, 1), date(self.year, 12, 31))

    def measures_of(self, goal_id: str) -> list[Measure]:
        """A goal's measures, in order."""
        return [one for one in self.measures if one.goal == goal_id]

    def aims_of(self, goal_id: str) -> list[Aim]:
        """A goal's indicators, in order."""
        return [one for one in self.aims if one.goal == goal_id]

    def path_of(self, aim_id: str) -> list[Step]:
        """An indicator's dated targets, by day; those half filled in are left out."""
        whole = [
            one for one in self.steps if one.aim == aim_id and one.on and one.value is not None
        ]
        return sorted(whole, key=lambda one: (one.on or date.max, one.id))

    def owner_name(self, code: str) -> str:
        """An owner's name by its code; the code itself when the plan does not name it."""
        return next((one.name for one in self.owners if one.code == code), code)
