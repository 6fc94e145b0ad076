"""What a board of control charts costs: all series at once, beside a plain loop over them.

    python -m bench.results

20 000 series of 36 months. Both ways give the same answers, which is checked in the same run.
"""

import sys
import time
from collections.abc import Callable

import numpy as np

from tospann.engines.results.charts import Chart, Direction, xmr
from tospann.engines.results.many import VARIATIONS, Board, xmr_many

SERIES, MONTHS, ROUNDS = 20_000, 36, 5
TARGET = 10.0


def table() -> np.ndarray:
    """Invented series, some with gaps, some with a step on the way."""
    chance = np.random.default_rng(2026)
    values = chance.normal(10.0, 1.0, (SERIES, MONTHS))
    values[: SERIES // 4, 24:] += 1.5
    values[chance.random(values.shape) < 0.02] = np.nan
    return values


def directions() -> list[Direction]:
    """Each way in turn."""
    return [list(Direction)[at % 3] for at in range(SERIES)]


def at_once(values: np.ndarray) -> Board:
    """Every series in one call."""
    return xmr_many(values, directions=directions(), targets=np.full(SERIES, TARGET))


def one_by_one(rows: list[list[float | None]]) -> list[Chart]:
    """The same, a chart at a time."""
    return [
        xmr(row, direction=way, target=TARGET) for row, way in zip(rows, directions(), strict=True)
    ]


def comparison() -> tuple[str, float, str, float]:
    """What `python -m bench` prints a line of: ours in seconds, and the peer's."""
    values = table()
    rows = [[None if one != one else one for one in row] for row in values.tolist()]
    board, charts = at_once(values), one_by_one(rows)
    if [VARIATIONS[one] for one in board.variation] != [one.variation for one in charts]:
        raise AssertionError("the two ways disagree")
    return (
        f"results: {SERIES} control charts of {MONTHS} months at once",
        _best(lambda: at_once(values), ROUNDS),
        "the same, a chart at a time",
        _best(lambda: one_by_one(rows), 2),
    )


def main() -> None:
    """Print charts per second both ways, and the ratio."""
    what, fast, peer, slow = comparison()
    sys.stdout.write(
        f"{what}: {SERIES / fast:,.0f} a second; {peer}: {SERIES / slow:,.0f}; "
        f"ratio {slow / fast:.0f}\n"
    )


def _best(work: Callable[[], object], rounds: int) -> float:
    times = []
    for _round in range(rounds):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return min(times)


if __name__ == "__main__":
    main()
