"""What the plan in force asks of the figures: goals, their indicators, and the road to each."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from tospann.agreed.models import Document
from tospann.engines.results.attainment import Mark, Path
from tospann.engines.results.periods import parse
from tospann.indicators.models import Indicator
from tospann.indicators.selectors import by_code
from tospann.partnerships.models import Partnership
from tospann.plans.selectors.plans import PlannedGoal, PlannedIndicator, plan_of


@dataclass(frozen=True, slots=True)
class Planned:
    """The plan of a day, with indicators by code. Without a plan it is empty."""

    document_id: UUID | None = None
    year: int | None = None
    goals: tuple[PlannedGoal, ...] = ()
    paths: dict[str, Path] = field(default_factory=dict)
    indicators: dict[str, Indicator] = field(default_factory=dict)

    def since(self, code: str) -> date | None:
        """The first day the plan follows an indicator; None when it does not."""
        return date(self.year, 1, 1) if self.year and code in self.codes else None

    @property
    def codes(self) -> list[str]:
        """The indicators the goals are followed by, each once, in the order of the plan."""
        every = [one.code for goal in self.goals for one in goal.indicators]
        return [code for code in dict.fromkeys(every) if code in self.indicators]


def planned(
    partnership: Partnership, day: date, documents: Iterable[Document] | None = None
) -> Planned:
    """The plan in force on a day. Ten queries, one when the partnership's documents are given."""
    known = by_code(partnership)
    plan = plan_of(partnership, day, documents)
    if plan is None:
        return Planned(indicators=known)
    paths: dict[str, Path] = {}
    for goal in plan.goals:
        for one in goal.indicators:
            path = path_of(one)
            if path is not None:
                paths.setdefault(one.code, path)
    return Planned(plan.document_id, plan.year, plan.goals, paths, known)


def path_of(one: PlannedIndicator) -> Path | None:
    """The road from the baseline over the dated targets; None without a target."""
    targets = tuple(Mark(target.on, float(target.value)) for target in one.path)
    if not targets:
        return None
    return Path(_baseline(one, targets[0].day), targets)


def _baseline(one: PlannedIndicator, before: date) -> Mark | None:
    """Where it starts, when the plan says of which period, and that is before the targets."""
    if one.baseline is None:
        return None
    try:
        day = parse(one.baseline_period).last_day
    except ValueError:
        return None
    return Mark(day, float(one.baseline)) if day < before else None
