"""XmR over a whole table of series at once: the same numbers as `charts.xmr`, to the last bit.

The table is walked period by period with all series side by side, in the same order of sums as
`charts` uses. What a rule needs to remember between periods is a length and a beginning.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tospann.engines.results.charts import (
    FACTOR,
    FREEZE,
    LEAST,
    RANGE_FACTOR,
    Assurance,
    Direction,
    Variation,
)
from tospann.engines.results.rules import LIMIT, NEAR_LIMIT, ROUNDING, RUN

if TYPE_CHECKING:
    import numpy as np

VARIATIONS = tuple(Variation)
ASSURANCES = tuple(Assurance)


@dataclass(frozen=True, slots=True)
class Board:
    """What the latest point of each series says; every array has one place for each series.

    `mean`, `mean_range`, `lower` and `upper` are NaN, and `latest` and `began` are -1, where a
    `Chart` has None. `variation` and `assurance` are places in `VARIATIONS` and `ASSURANCES`.
    """

    has: "np.ndarray"
    mean: "np.ndarray"
    mean_range: "np.ndarray"
    lower: "np.ndarray"
    upper: "np.ndarray"
    latest: "np.ndarray"
    began: "np.ndarray"
    variation: "np.ndarray"
    assurance: "np.ndarray"


def xmr_many(
    table: "np.ndarray",
    *,
    directions: Sequence[Direction],
    targets: "np.ndarray | None" = None,
    starts: "np.ndarray | None" = None,
    floors: "np.ndarray | None" = None,
    ceilings: "np.ndarray | None" = None,
    least: int = LEAST,
    freeze: int | None = FREEZE,
    screen: bool = True,
) -> Board:
    """The XmR chart of every series, judged at its latest point.

    Parameters
    ----------
    table : (series, periods) float; NaN where there is no figure.
    directions : which way is better, one for each series.
    targets : (series,) float, at the latest point; NaN or None = no target.
    starts : (series,) int, where the last segment of each begins; None = all at 0.
    floors, ceilings : (series,) float, where each scale ends; NaN or None = nowhere.
    least, freeze, screen : as in `charts.xmr`.

    Raises
    ------
    ValueError
        If a shape disagrees, or `least` is under 3 or over `freeze`.
    """
    import numpy as np

    table = np.asarray(table, dtype=float)
    count, periods = table.shape
    if least < 3 or (freeze is not None and freeze < least):
        raise ValueError(f"least is {least} and freeze {freeze}, expected 3 ≤ least ≤ freeze")
    nan, zero = np.full(count, np.nan), np.zeros(count, dtype=int)
    aims = nan if targets is None else np.asarray(targets, dtype=float)
    floor = nan if floors is None else np.asarray(floors, dtype=float)
    ceiling = nan if ceilings is None else np.asarray(ceilings, dtype=float)
    begins = zero if starts is None else np.asarray(starts)
    for given in (aims, floor, ceiling, begins, np.asarray(directions)):
        if given.shape != (count,):
            raise ValueError(f"{given.shape} given for {count} series")

    columns = np.ascontiguousarray(table.T)
    there = ~np.isnan(columns) & (np.arange(periods)[:, None] >= begins)
    columns = np.where(there, columns, 0.0)
    seen = np.cumsum(there, axis=0)
    within = there if freeze is None else there & (seen <= freeze)
    has = there.sum(axis=0)
    latest = np.where(there, np.arange(periods)[:, None], -1).max(axis=0, initial=-1)
    moves = np.abs(columns[1:] - columns[:-1])
    side_by_side = within[1:] & within[:-1]
    ranges = side_by_side.sum(axis=0)

    with np.errstate(divide="ignore", invalid="ignore"):
        mean = _added(columns, within) / within.sum(axis=0)
        mean_range = _added(moves, side_by_side) / ranges
        if screen:
            kept = side_by_side & (moves <= RANGE_FACTOR * mean_range)
            mean_range = _added(moves, kept) / kept.sum(axis=0)
        known = (has >= least) & (ranges * 2 >= least)
        mean, mean_range = np.where(known, mean, np.nan), np.where(known, mean_range, np.nan)
        reach = FACTOR * mean_range
        lower = np.where(np.isnan(floor), mean - reach, np.maximum(mean - reach, floor))
        upper = np.where(np.isnan(ceiling), mean + reach, np.minimum(mean + reach, ceiling))
        away = (columns - mean) / (reach / 3)
        away[_same(columns, mean)] = 0.0

    began, side = _marks(columns, there & known, away)
    return Board(
        has,
        mean,
        mean_range,
        lower,
        upper,
        latest,
        began,
        _variations(known, side, directions),
        _assurances(known, lower, upper, aims, directions),
    )


def _added(columns: "np.ndarray", chosen: "np.ndarray") -> "np.ndarray":
    """The sum of the chosen in each series, added period by period."""
    import numpy as np

    total = np.zeros(columns.shape[1])
    for column, mask in zip(columns, chosen, strict=True):
        total += np.where(mask, column, 0.0)
    return total


def _same(one: "np.ndarray", other: "np.ndarray") -> "np.ndarray":
    """Where two differ by rounding only; `rules.apart` is zero there."""
    import numpy as np

    return np.abs(one - other) <= ROUNDING * np.maximum(np.abs(one), np.abs(other))


def _marks(
    columns: "np.ndarray", there: "np.ndarray", away: "np.ndarray"
) -> "tuple[np.ndarray, np.ndarray]":
    """Where the signal that marks the latest point began, and its side (0 = no signal)."""
    import numpy as np

    periods, count = columns.shape
    sides = np.where(there, np.sign(away), 0).astype(int)
    outer = np.where(np.abs(away) > LIMIT + ROUNDING, sides, 0)
    near = (np.abs(away) > NEAR_LIMIT + ROUNDING) & (outer == 0) & (sides != 0)
    steps = np.zeros_like(sides)
    if periods > 1:
        moved = np.sign(columns[1:] - columns[:-1]).astype(int)
        moved[_same(columns[1:], columns[:-1]) | ~(there[1:] & there[:-1])] = 0
        steps[1:] = moved

    nothing = np.zeros(count, dtype=int)
    began, side = nothing - 1, nothing
    lengths = {"outside": nothing, "shift": nothing, "trend": nothing}
    window, first_near = np.zeros(count, dtype=bool), nothing
    for at in range(periods):
        before = at - 1 if at else at
        lengths = {
            "outside": _longer(lengths["outside"], outer[at], outer[before]),
            "shift": _longer(lengths["shift"], sides[at], sides[before]),
            "trend": _longer(lengths["trend"], steps[at], steps[before]),
        }
        if at >= 2:
            three = near[at - 2 : at + 1]
            same = (sides[at] != 0) & (sides[at] == sides[at - 1]) & (sides[at] == sides[at - 2])
            now = same & (three.sum(axis=0) >= 2)
            first_near = np.where(now & ~window, at - 2 + np.argmax(three, axis=0), first_near)
            window = now
        here = there[at]
        marks = (  # the weightiest first
            (lengths["outside"] > 0, sides[at], at - lengths["outside"] + 1),
            (lengths["shift"] >= RUN, sides[at], at - lengths["shift"] + 1),
            (window & near[at], sides[at], first_near),
            (lengths["trend"] >= RUN - 1, steps[at], at - lengths["trend"]),
        )
        decided, since = nothing, np.full(count, periods)
        for marked, way, first in marks:
            decided = np.where((decided == 0) & marked, way, decided)
            since = np.where(marked, np.minimum(since, first), since)
        side = np.where(here, decided, side)
        began = np.where(here, np.where(decided != 0, since, -1), began)
    return began, side


def _longer(length: "np.ndarray", now: "np.ndarray", before: "np.ndarray") -> "np.ndarray":
    """How many in a row are on the same side, now included; 0 where now is on none."""
    import numpy as np

    return np.where(now == 0, 0, np.where(now == before, length + 1, 1))


def _ways(directions: Sequence[Direction]) -> "np.ndarray":
    """1 where higher is better, -1 where lower is, 0 where neither."""
    import numpy as np

    way = {Direction.UP: 1, Direction.DOWN: -1, Direction.NONE: 0}
    return np.array([way[one] for one in directions], dtype=int)


def _variations(
    known: "np.ndarray", side: "np.ndarray", directions: Sequence[Direction]
) -> "np.ndarray":
    import numpy as np

    way = _ways(directions)
    return np.select(
        [~known, side == 0, way == 0, side == way],
        [
            VARIATIONS.index(one)
            for one in (
                Variation.TOO_FEW,
                Variation.COMMON,
                Variation.CHANGE,
                Variation.IMPROVEMENT,
            )
        ],
        VARIATIONS.index(Variation.CONCERN),
    )


def _assurances(
    known: "np.ndarray",
    lower: "np.ndarray",
    upper: "np.ndarray",
    aims: "np.ndarray",
    directions: Sequence[Direction],
) -> "np.ndarray":
    import numpy as np

    way = _ways(directions)
    worst, best = np.where(way < 0, upper, lower), np.where(way < 0, lower, upper)
    beyond_best = np.where(_same(aims, best), 0, np.sign(aims - best)) == way
    beyond_worst = np.where(_same(aims, worst), 0, np.sign(aims - worst)) == way
    return np.select(
        [~known, np.isnan(aims) | (way == 0), beyond_best, beyond_worst],
        [
            ASSURANCES.index(one)
            for one in (
                Assurance.TOO_FEW,
                Assurance.NO_TARGET,
                Assurance.MISSES,
                Assurance.EITHER,
            )
        ],
        ASSURANCES.index(Assurance.HITS),
    )
