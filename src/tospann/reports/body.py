"""The report as plain data. What the writer types, and what is quoted when it is opened.

The writer types texts, kroner and choices, each in one field. Everything else (the plan's goals
and measures, how the measures stand, the figures) is written in by `kind.quoted`: live while the
report is a draft, frozen with the rest when it is opened. Money is whole kroner. A figure is kept
as it is shown: with the indicator's own number of decimals.
"""

from datetime import date, timedelta
from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _l
from pydantic import BaseModel, Field

from tospann.agreed.body import Term
from tospann.engines.results import periods
from tospann.engines.results.periods import Length, Period

OFFICE = ""  # the place of a figure for the whole office
MOST_FOR_COUNCIL = 4  # figures on the page for the councils


class Mark(TextChoices):
    """What stands where a number is expected. Only the first has one; zero is a number."""

    NUMBER = "n", _l("tall")
    MISSING = "m", _l("mangler")
    NOT_DUE = "d", _l("ikke klart ennå")
    HIDDEN = "h", _l("skjult")
    NOT_APPLICABLE = "a", _l("ikke aktuelt")


class Party(BaseModel):
    """An owner on the day the report was opened. `code` is its number, or the region's name."""

    code: str
    name: str
    kind: str  # "state" or "municipality"
    frame: int | None = None  # kroner set aside for the year, as the plan says


class Signal(BaseModel):
    """A steering signal that a goal answers, as the plan quotes it."""

    id: str
    label: str  # "S7"
    owner: str  # code
    line: str
    obligation: str  # in words
    source: str  # the document and the place in it
    text: str  # empty for an internal one
    internal: bool = False


class Goal(BaseModel):
    """A goal of the plan, and what the writer says was done. `part_id` is the plan's."""

    id: str
    part_id: str = ""
    title: str = ""
    signals: list[Signal] = Field(default_factory=list)
    text: str = ""
    short: str = ""  # one sentence for the councils


class Measure(BaseModel):
    """A measure of the plan, its latest word, and what the writer adds. `id` is its part."""

    id: str
    goal: str = ""
    title: str = ""
    responsible: str = ""
    role: str = ""
    deadline: date | None = None
    continuous: bool = False
    status: str = ""  # code of `plans.models.Status`; empty when nobody has said anything
    status_words: str = ""
    told_on: date | None = None
    text: str = ""


class Cell(BaseModel):
    """One figure for one place, or why there is none."""

    place: str  # OFFICE, or a municipality's number
    mark: Mark
    value: Decimal | None = None
    why: str = ""  # why it is hidden, in words
    preliminary: bool = False
    illustrative: bool = False
    source: str = ""
    source_on: date | None = None


class Point(BaseModel):
    """One period in the chart; None where no figure may be shown."""

    label: str
    value: Decimal | None = None


class Figure(BaseModel):
    """An indicator of the plan for the report's period. `id` is its code."""

    id: str
    goal: str  # id of the goal it is followed under
    title: str
    meaning: str = ""
    measure: str = ""  # code of `indicators.models.Measure`
    unit: str = ""
    decimals: int = 0
    direction: str = ""
    type: str = ""
    line: str = ""
    whose: str = ""  # who gives it, in words
    period: str = ""  # code
    period_label: str = ""
    due_on: date | None = None
    cells: list[Cell] = Field(default_factory=list)  # the office first
    target: Decimal | None = None
    target_on: date | None = None
    judgement: str = ""  # code of `engines.results.charts.Variation`; empty without a figure
    variation: str = ""  # the same in the engine's words
    assurance: str = ""
    points: list[Point] = Field(default_factory=list)  # of the office, oldest first
    lower: Decimal | None = None  # ordinary variation, from the point `base_at` on
    upper: Decimal | None = None
    base_at: int = 0

    def cell(self, place: str = OFFICE) -> Cell | None:
        """The cell of a place; None when the figure is not given for it."""
        return next((one for one in self.cells if one.place == place), None)

    def nearest(self, place: str) -> Cell:
        """The cell of a place, or else of the whole office, which is always there."""
        return self.cell(place) or self.cells[0]

    @property
    def has_places(self) -> bool:
        """Whether it is given for municipalities too."""
        return any(one.place != OFFICE for one in self.cells)


class Cost(BaseModel):
    """What an owner has spent in the period. `id` is the owner's code."""

    id: str
    kroner: int | None = None
    note: str = ""


class Choice(BaseModel):
    """What one council can decide. `id` is the municipality's number."""

    id: str
    text: str = ""


class Report(BaseModel):
    """The body, in the order of its parts."""

    period: str = ""  # "2026T1", "2026"
    plan: str = ""  # id of the document
    plan_version: int | None = None
    plan_title: str = ""
    office: str = ""
    parties: list[Party] = Field(default_factory=list)
    summary: str = ""
    goals: list[Goal] = Field(default_factory=list)
    measures: list[Measure] = Field(default_factory=list)
    left_out: list[str] = Field(default_factory=list)  # codes of indicators not reported
    for_council: list[str] = Field(default_factory=list)  # codes on the page for the councils
    figures: list[Figure] = Field(default_factory=list)
    costs: list[Cost] = Field(default_factory=list)
    cost_source: str = ""
    common_choice: str = ""
    choices: list[Choice] = Field(default_factory=list)
    note: str = ""

    @property
    def span(self) -> Period | None:
        """The period; None when it is none that a report is made for."""
        return period_of(self.period)

    @property
    def term(self) -> Term:
        """From the day after the period, for good: a later version replaces it."""
        span = self.span
        return Term(span.last_day + timedelta(days=1) if span else None)

    @property
    def municipalities(self) -> list[Party]:
        """The municipal owners, in the order of the owners."""
        return [one for one in self.parties if one.kind == "municipality"]

    @property
    def states(self) -> list[Party]:
        """The state's owner."""
        return [one for one in self.parties if one.kind == "state"]

    def party(self, code: str) -> Party | None:
        """An owner by its code."""
        return next((one for one in self.parties if one.code == code), None)

    def name_of(self, place: str) -> str:
        """A place in words; the office's own name for the whole office."""
        found = self.party(place)
        return found.name if found else self.office

    def figures_of(self, goal_id: str) -> list[Figure]:
        """A goal's figures, in the order of the plan."""
        return [one for one in self.figures if one.goal == goal_id]

    def measures_of(self, goal_id: str) -> list[Measure]:
        """A goal's measures, in the order of the plan."""
        return [one for one in self.measures if one.goal == goal_id]

    def cost_of(self, code: str) -> Cost | None:
        """What an owner has spent, when it is filled in."""
        return next((one for one in self.costs if one.id == code), None)

    def choice_of(self, number: str) -> str:
        """What a municipality's own council can decide, besides what is common."""
        return next((one.text for one in self.choices if one.id == number), "")


def period_of(code: str) -> Period | None:
    """A tertial or a year by its code; None for anything else."""
    try:
        found = periods.parse(code)
    except ValueError:
        return None
    return found if found.length in (Length.TERTIAL, Length.YEAR) else None
