"""The four rules that tell a signal from noise.

A rule sees each point as its distance from the centre line in thirds of the way to the limit
(in sigma units): 0 is on the line, 3 is on a limit. The same rules then hold for every chart,
whether its limits are straight or follow the size of each period.

    rule     | what it marks
    ---------+---------------------------------------------------------------------------------
    OUTSIDE  | a point outside a limit
    SHIFT    | every point of a run of seven or more on the same side of the centre line
    NEAR     | among three in a row on the same side, two or more that lie beyond two thirds of
             | the way to the limit without being outside it: those two or three
    TREND    | every point of a run of seven or more where each is higher than the one before,
             | or each is lower

A point on the centre line ends a SHIFT, two equal neighbours end a TREND, and a period without
a figure ends every run: what nobody has seen counts for nothing.

Source: NHS England, Making Data Count, https://www.england.nhs.uk/publication/making-data-count/
with the exact definitions of NHSRplotthedots 0.2.2 (2025-09-29), `ptd_calculate_point_type.R`,
https://github.com/nhs-r-community/NHSRplotthedots. What we do otherwise stands in
docs/explanation/control-charts.md.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

RUN = 7  # points on one side of the line, and points in a trend
LIMIT = 3.0  # where the limits lie, in the unit the rules see
NEAR_LIMIT = 2.0
ROUNDING = 1e-9  # a relative difference smaller than this is rounding, not news


class Rule(StrEnum):
    """The rules, the weightiest first: the first that marks a point decides its direction."""

    OUTSIDE = "outside"
    SHIFT = "shift"
    NEAR = "near"
    TREND = "trend"


@dataclass(frozen=True, slots=True)
class Signal:
    """What one rule saw: the points it marks, in order, and which way they lie or move."""

    rule: Rule
    side: int  # 1 up, -1 down
    points: tuple[int, ...]

    @property
    def first(self) -> int:
        """Where it began."""
        return self.points[0]


def apart(value: float, other: float) -> int:
    """1 if the value is higher than the other, -1 if lower, 0 if they differ by rounding only."""
    if abs(value - other) <= ROUNDING * max(abs(value), abs(other)):
        return 0
    return 1 if value > other else -1


def distance(value: float, centre: float, sigma: float) -> float:
    """How far from the centre line, in sigma; infinite where nothing has ever varied."""
    side = apart(value, centre)
    if not side:
        return 0.0
    return (value - centre) / sigma if sigma else side * float("inf")


def sign(z: float) -> int:
    """Which side of the centre line."""
    return (z > 0) - (z < 0)


def is_outside(z: float) -> bool:
    """Whether a point lies outside a limit."""
    return abs(z) > LIMIT + ROUNDING


def is_near(z: float) -> bool:
    """Whether a point lies beyond two thirds of the way to a limit, and not outside it."""
    return NEAR_LIMIT + ROUNDING < abs(z) <= LIMIT + ROUNDING


def signals(values: Sequence[float | None], distances: Sequence[float | None]) -> list[Signal]:
    """Every signal among points that share one baseline, ordered by rule, then by place.

    Parameters
    ----------
    values : the figures in order; None where there is none.
    distances : of each from its centre line, in sigma; None where there is no figure.
    """
    found = []
    sides = [None if z is None else sign(z) for z in distances]
    outer = [
        s if z is not None and is_outside(z) else None
        for s, z in zip(sides, distances, strict=True)
    ]
    for first, last, side in _runs(outer):
        found.append(Signal(Rule.OUTSIDE, side, tuple(range(first, last + 1))))
    for first, last, side in _runs(sides):
        if last - first + 1 >= RUN:
            found.append(Signal(Rule.SHIFT, side, tuple(range(first, last + 1))))
    found += _near(sides, [z is not None and is_near(z) for z in distances])
    steps = [
        None if old is None or new is None else apart(new, old) for old, new in pairwise(values)
    ]
    for first, last, side in _runs(steps):
        if last - first + 2 >= RUN:  # a step has a point at both ends
            found.append(Signal(Rule.TREND, side, tuple(range(first, last + 2))))
    return found


def _near(sides: Sequence[int | None], close: Sequence[bool]) -> Iterator[Signal]:
    """The NEAR signals: windows of three that qualify one after the other are one signal."""
    whole = [
        sides[at]
        if sides[at] == sides[at + 1] == sides[at + 2] and sum(close[at : at + 3]) >= 2
        else None
        for at in range(len(sides) - 2)
    ]
    for first, last, side in _runs(whole):
        yield Signal(Rule.NEAR, side, tuple(at for at in range(first, last + 3) if close[at]))


def _runs(sides: Sequence[int | None]) -> Iterator[tuple[int, int, int]]:
    """The longest stretches of equal sides, as first, last, side; 0 and None belong to none."""
    first = 0
    for at, side in enumerate(sides):
        if at and side != sides[at - 1]:
            first = at
        if side and (at + 1 == len(sides) or sides[at + 1] != side):
            yield first, at, side
