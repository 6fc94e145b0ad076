"""How sure a share or a rate is when few stand behind it: its exact interval.

Reckoned from the numerator and the denominator that are shown, and from nothing else, so that it
never tells more than they do. Clopper and Pearson's for a share, Garwood's for a rate: 95 per
cent, and never less. See `docs/explanation/control-charts.md`.
"""

from functools import lru_cache

from tospann.engines.results.intervals import clopper_pearson, garwood
from tospann.indicators.models import Indicator, Measure, Suppression
from tospann.results.cells import Cell

SMALL_BASE = 1000  # under this an interval is told
FEW = 100  # counted, under which it is told whatever the base
DAYS = frozenset({"I30", "I31"})  # days of sickness follow each other: no chance of one by one

Interval = tuple[float, float]  # in the unit of the indicator


def is_by_chance(indicator: Indicator) -> bool:
    """Whether people or cases are counted, so that the figures vary as their number says.

    Not so for days of sickness, nor for what the office itself decides and is always shown:
    meetings held, tasks closed.
    """
    if indicator.measure not in (Measure.SHARE, Measure.RATE):
        return False
    if indicator.suppression == Suppression.NONE:
        return False
    return indicator.partnership_id is not None or indicator.code not in DAYS


def parts_of(indicator: Indicator, cell: Cell | None) -> tuple[int, int] | None:
    """Numerator and denominator, when both are shown and are whole; else None.

    What was shared out in a merger is seldom whole, and nobody has counted it.
    """
    if cell is None or not cell.is_number or cell.numerator is None or not cell.denominator:
        return None
    counted, base = int(cell.numerator), int(cell.denominator)
    if counted != cell.numerator or base != cell.denominator:
        return None
    if counted > base and indicator.measure == Measure.SHARE:
        return None
    return counted, base


def interval(indicator: Indicator, cell: Cell | None, *, always: bool = False) -> Interval | None:
    """Where the level lies with 95 per cent certainty; None where it is not known, or sure enough.

    `always` gives it for a large base too.
    """
    parts = parts_of(indicator, cell) if is_by_chance(indicator) else None
    if parts is None or not (always or parts[1] < SMALL_BASE or parts[0] < FEW):
        return None
    low, high = _interval(indicator.measure == Measure.SHARE, *parts)
    return low * indicator.per, high * indicator.per


@lru_cache(maxsize=16384)
def _interval(is_share: bool, counted: int, base: int) -> Interval:
    return clopper_pearson(counted, base) if is_share else garwood(counted, base)
