"""The road to a target: what was agreed for each day on the way, and how far there is to go."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tospann.engines.results.charts import Direction
from tospann.engines.results.periods import Period
from tospann.engines.results.rules import apart


class Shape(StrEnum):
    """How the target moves between the dates that are set."""

    LINEAR = "linear"  # evenly, day by day
    STEPS = "steps"  # at once, on each date


@dataclass(frozen=True, slots=True)
class Mark:
    """A level and the day it holds."""

    day: date
    value: float


@dataclass(frozen=True, slots=True)
class Path:
    """Where a series starts and where it shall be, in rising order of days.

    Raises `ValueError` when there is no target, or the days do not rise.
    """

    baseline: Mark | None
    targets: tuple[Mark, ...]
    shape: Shape = Shape.LINEAR

    def __post_init__(self) -> None:
        """Refuse a road that leads nowhere or turns back."""
        days = [one.day for one in self.marks]
        if not self.targets or days != sorted(set(days)):
            raise ValueError(f"a path needs a target, and days that rise: {days}")

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The baseline, if there is one, and the targets."""
        return (*((self.baseline,) if self.baseline else ()), *self.targets)

    def at(self, day: date) -> float | None:
        """The target that holds on a day.

        None before the first mark. With a linear path it moves evenly from mark to mark; with
        steps each mark holds until the next. The last target holds ever after.
        """
        marks = self.marks
        place = bisect_right([one.day for one in marks], day) - 1
        if place < 0:
            return None
        here = marks[place]
        if self.shape is Shape.STEPS or place + 1 == len(marks) or here.day == day:
            return here.value
        ahead = marks[place + 1]
        gone = (day - here.day).days / (ahead.day - here.day).days
        return here.value + (ahead.value - here.value) * gone

    def at_end_of(self, period: Period) -> float | None:
        """The target for a period: the one that holds on its last day."""
        return self.at(period.last_day)


def gap(value: float, target: float, direction: Direction) -> float | None:
    """How far there is to go, in the unit of the series; 0 or less when the target is met.

    None when no direction is better.
    """
    if direction is Direction.NONE:
        return None
    return target - value if direction is Direction.UP else value - target


def met(value: float, target: float, direction: Direction) -> bool | None:
    """Whether the target is met; equal to it is met. None when no direction is better."""
    if direction is Direction.NONE:
        return None
    return apart(value, target) != (-1 if direction is Direction.UP else 1)
