"""The XmR chart: what is ordinary variation in a series, and what is a real change.

Source: D. J. Wheeler, Understanding Variation (SPC Press, 2nd ed. 2000), appendix; NHS England,
Making Data Count, https://www.england.nhs.uk/publication/making-data-count/. The method, the
choices and where they differ from other tools: docs/explanation/control-charts.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from tospann.engines.results.rules import Rule, Signal, apart, distance, signals

FACTOR = 2.66  # 3 / 1.128, rounded as Wheeler and Making Data Count do
RANGE_FACTOR = 3.267  # the upper limit of the moving range
LEAST = 12  # figures, before limits are drawn
FREEZE = 24  # figures, after which the limits of a segment no longer move

Series = Sequence[float | None]


class Direction(StrEnum):
    """Which way is better."""

    UP = "up"
    DOWN = "down"
    NONE = "none"


class Variation(StrEnum):
    """What the latest point says."""

    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    CHANGE = "change"  # a real change, where no direction is better
    COMMON = "common"  # ordinary variation
    TOO_FEW = "too_few"  # nothing can be said


class Assurance(StrEnum):
    """What can be expected of the target if nothing is changed."""

    HITS = "hits"
    MISSES = "misses"
    EITHER = "either"
    NO_TARGET = "no_target"  # no target, or no direction to judge it by
    TOO_FEW = "too_few"


@dataclass(frozen=True, slots=True)
class Limits:
    """The lines at one point, in the unit of the series."""

    lower: float
    centre: float
    upper: float


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the series with a baseline of its own, from `first` up to `end`."""

    first: int
    end: int
    has: int  # figures in the stretch
    baseline: int  # figures the limits are reckoned from; 0 when there are no limits
    settled: bool  # the limits no longer move when points are added
    mean_range: float | None = None  # mean moving range, after screening
    range_limit: float | None = None  # upper limit of the moving range
    screened: int = 0  # moving ranges set aside as extreme


@dataclass(frozen=True, slots=True)
class Chart:
    """A series, its lines, what the rules saw, and what that means for the latest point."""

    values: tuple[float | None, ...]
    limits: tuple[Limits | None, ...]  # one for each point; None without enough figures
    segments: tuple[Segment, ...]
    signals: tuple[Signal, ...]
    direction: Direction
    target: float | None  # at the latest point
    needs: int  # figures needed before limits are drawn
    latest: int | None  # the last figure of the last segment
    variation: Variation
    assurance: Assurance
    began: int | None  # where the signal that marks the latest point began

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that mark the latest point, the weightiest first."""
        return tuple(one.rule for one in self.signals if self.latest in one.points)


def xmr(
    values: Series,
    *,
    direction: Direction,
    target: float | Series | None = None,
    rebased: Sequence[int] = (),
    least: int = LEAST,
    freeze: int | None = FREEZE,
    floor: float | None = None,
    ceiling: float | None = None,
    screen: bool = True,
) -> Chart:
    """The XmR chart of one series.

    The limits are the mean ± 2.66 times the mean moving range of the first `freeze` figures of
    each segment. With fewer than `least` figures, or fewer than half as many moving ranges, a
    segment has no limits and nothing is said about it.

    Parameters
    ----------
    values : in order, one for each period; None where there is no figure (missing or hidden is
        never zero). A gap gives no moving range, neither into it nor over it.
    direction : which way is better.
    target : one for all points, or one for each; the one at the latest point counts.
    rebased : indices where a new segment begins, because people decided that it does.
    least : figures a segment needs before it has limits; at least 3.
    freeze : figures after which its limits no longer move; None = never, as others do.
    floor, ceiling : where the scale ends (0 and 100 for per cent); limits stop there.
    screen : set aside, once, moving ranges over 3.267 times their mean (Nelson 1982).

    Raises
    ------
    ValueError
        If `rebased` is out of range or order, `least` is under 3 or over `freeze`, or there is
        not one target for each point.
    """
    check(len(values), rebased, least, freeze)
    segments: list[Segment] = []
    limits: list[Limits | None] = []
    found: list[Signal] = []
    for first, end in stretches(len(values), rebased):
        part = values[first:end]
        base = baseline(part, freeze)
        ranges = moving_ranges(base)
        has = figures(part)
        if has < least or len(ranges) * 2 < least:
            segments.append(Segment(first, end, has, 0, settled=False))
            limits += [None] * len(part)
            continue
        mean, mean_range, screened = middle(base, ranges, screen)
        reach = FACTOR * mean_range
        lines = Limits(
            mean - reach if floor is None else max(mean - reach, floor),
            mean,
            mean + reach if ceiling is None else min(mean + reach, ceiling),
        )
        segments.append(
            Segment(
                first,
                end,
                has,
                figures(base),
                freeze is not None and has >= freeze,
                mean_range,
                RANGE_FACTOR * mean_range,
                screened,
            )
        )
        limits += [lines] * len(part)
        away = [None if one is None else distance(one, mean, reach / 3) for one in part]
        found += shifted(signals(part, away), first)
    return judged(values, limits, segments, found, direction, target, least)


# --- What every chart shares --------------------------------------------------------------


def check(length: int, rebased: Sequence[int], least: int, freeze: int | None) -> None:
    """Raise `ValueError` if the choices make no sense for a series of this length."""
    if list(rebased) != sorted(set(rebased)) or any(not 0 < one < length for one in rebased):
        raise ValueError(f"rebased is {rebased}, expected rising places from 1 to {length - 1}")
    if least < 3 or (freeze is not None and freeze < least):
        raise ValueError(f"least is {least} and freeze {freeze}, expected 3 ≤ least ≤ freeze")


def stretches(length: int, rebased: Sequence[int]) -> list[tuple[int, int]]:
    """Where each segment begins and ends."""
    starts = [0, *rebased]
    return list(zip(starts, [*rebased, length], strict=True))


def figures(values: Series) -> int:
    """How many of them are figures."""
    return sum(one is not None for one in values)


def baseline(values: Series, freeze: int | None) -> Series:
    """The values up to and including figure number `freeze`."""
    seen = 0
    for at, one in enumerate(values):
        seen += one is not None
        if seen == freeze:
            return values[: at + 1]
    return values


def moving_ranges(values: Series) -> list[float]:
    """The distance from each figure to the next, where the two stand side by side."""
    return [abs(new - old) for old, new in pairwise(values) if old is not None and new is not None]


def mean_of(values: Series) -> float:
    """The mean, added up in order, so that it is the same to the last bit in `many`."""
    total, count = 0.0, 0
    for one in values:
        if one is not None:
            total += one
            count += 1
    return total / count


def middle(values: Series, ranges: list[float], screen: bool) -> tuple[float, float, int]:
    """The mean, the mean moving range, and how many ranges were set aside as extreme."""
    mean_range = mean_of(ranges)
    kept = [one for one in ranges if one <= RANGE_FACTOR * mean_range] if screen else ranges
    return mean_of(values), mean_of(kept), len(ranges) - len(kept)


def shifted(found: list[Signal], by: int) -> list[Signal]:
    """The same signals, counted from the beginning of the series."""
    return [Signal(one.rule, one.side, tuple(at + by for at in one.points)) for one in found]


def judged(
    values: Series,
    limits: list[Limits | None],
    segments: list[Segment],
    found: list[Signal],
    direction: Direction,
    target: float | Series | None,
    needs: int,
) -> Chart:
    """The chart, with what its latest point says."""
    first = segments[-1].first
    last = [at for at in range(first, len(values)) if values[at] is not None]
    latest = last[-1] if last else None
    aim = target_at(target, latest, len(values))
    lines = None if latest is None else limits[latest]
    order = list(Rule)
    found = sorted(found, key=lambda one: (order.index(one.rule), one.first))
    marks = [one for one in found if latest in one.points]
    # A trend may move the other way than the side it is on, but is then within a shift.
    began = min((one.first for one in marks), default=None)
    return Chart(
        tuple(values),
        tuple(limits),
        tuple(segments),
        tuple(found),
        direction,
        aim,
        needs,
        latest,
        Variation.TOO_FEW if lines is None else variation(marks, direction),
        Assurance.TOO_FEW if lines is None else assurance(lines, direction, aim),
        began,
    )


def target_at(target: float | Series | None, at: int | None, length: int) -> float | None:
    """The target at one point, from one for all or one for each."""
    if not isinstance(target, Sequence):
        return target
    if len(target) != length:
        raise ValueError(f"{len(target)} targets for {length} points")
    return None if at is None else target[at]


def variation(marks: list[Signal], direction: Direction) -> Variation:
    """What the signals that mark a point say; the weightiest comes first and decides."""
    if not marks:
        return Variation.COMMON
    if direction is Direction.NONE:
        return Variation.CHANGE
    better = 1 if direction is Direction.UP else -1
    return Variation.IMPROVEMENT if marks[0].side == better else Variation.CONCERN


def assurance(lines: Limits, direction: Direction, target: float | None) -> Assurance:
    """Whether the whole of the ordinary variation lies on one side of the target.

    A value equal to the target meets it.
    """
    if target is None or direction is Direction.NONE:
        return Assurance.NO_TARGET
    worst, best = lines.lower, lines.upper
    side = 1
    if direction is Direction.DOWN:
        worst, best, side = best, worst, -1
    if apart(target, best) == side:
        return Assurance.MISSES
    return Assurance.EITHER if apart(target, worst) == side else Assurance.HITS
