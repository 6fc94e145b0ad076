"""What the plan in force asks of the figures: goals, their indicators, and the road to each."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from tospann.engines.results.attainment import Path
from tospann.indicators.models import Indicator
from tospann.indicators.selectors import by_code
from tospann.partnerships.models import Partnership


@dataclass(frozen=True, slots=True)
class Planned:
    """The plan of a day, with indicators by code. Without a plan it is empty."""

    document_id: UUID | None = None
    year: int | None = None
    goals: tuple = ()
    paths: dict[str, Path] = field(default_factory=dict)
    indicators: dict[str, Indicator] = field(default_factory=dict)

    @property
    def codes(self) -> list[str]:
        """The indicators the goals are followed by, each once, in the order of the plan."""
        every = [one.code for goal in self.goals for one in goal.indicators]
        return [code for code in dict.fromkeys(every) if code in self.indicators]


def planned(partnership: Partnership, day: date) -> Planned:
    """The plan in force on a day. Ten queries."""
    known = by_code(partnership)
    return Planned(indicators=known)
