"""What a reader knows of one figure: when it is shown, and when it is hidden.

All bounds are whole numbers, both ends included; `NO_LIMIT` stands for no upper bound.
"""

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from math import ceil, floor

from .classes import Rule, may_show_share
from .tables import Cell, Mark, Prints, Table

NO_LIMIT = 1 << 60


class Role(Enum):
    """Why a figure is or may be hidden."""

    FREE = "free"  # may be hidden to protect others
    FIXED = "fixed"  # stays: zero is shown as zero
    SMALL = "small"  # hidden by its class
    SOURCE = "source"  # hidden by the source; its value is not known here
    UNSEEN = "unseen"  # printed nowhere: parts that stand in no table


@dataclass(frozen=True, slots=True)
class Band:
    """One figure before anything is decided.

    value : the true figure, None when it is not known here.
    shown : what a reader who knows the class can tell when it is not hidden; one number, or
        what rounding leaves, or of a share of a small base only that it is no small number.
    hidden : what a reader who knows the reason and the class can tell when it is hidden.
    keep : for figures to be protected, the least range that must stay possible.
    most : the most it can be, whatever the reason it is hidden for.
    """

    role: Role
    value: int | None
    shown: tuple[int, int]
    hidden: tuple[int, int]
    keep: tuple[int, int]
    most: int = NO_LIMIT


def band(table: Table, cell: Cell) -> Band | None:
    """The band of a cell, None when it is missing.

    Raises `ValueError` for a negative figure, a count above its base, or a known cell without
    a figure.
    """
    if cell.mark is Mark.MISSING:
        return None
    if cell.mark is Mark.SUPPRESSED:
        known = (cell.low, NO_LIMIT if cell.high is None else cell.high)
        return Band(Role.SOURCE, None, known, known, known)
    _check(table, cell)
    if table.prints in (Prints.COUNT, Prints.SHARE):
        return _of_people(table, cell)
    return _of_amount(table, cell)


def _check(table: Table, cell: Cell) -> None:
    people = table.prints in (Prints.COUNT, Prints.SHARE)
    value = cell.count if people else cell.amount
    if value is None or value < 0 or (cell.count or 0) < 0 or (cell.base or 0) < 0:
        raise ValueError(f"{table.measure} {cell.key}: {value} is not a figure of zero or more")
    if people and cell.base is not None and value > cell.base:
        raise ValueError(f"{table.measure} {cell.key}: {value} of {cell.base}")
    if table.prints is Prints.SHARE and cell.base is None:
        raise ValueError(f"{table.measure} {cell.key}: a share without a base")
    if table.prints is Prints.MEAN and cell.count is None:
        raise ValueError(f"{table.measure} {cell.key}: a mean over an unknown number")


def _of_people(table: Table, cell: Cell) -> Band:
    count, base = cell.count or 0, cell.base
    shown = (count, count)
    most = NO_LIMIT if base is None else base
    small = hides(table.rule, count, base)
    if small is not None:
        return Band(Role.SMALL, count, shown, small, small, most)
    if count == 0:
        return Band(Role.FIXED, count, shown, shown, shown, most)
    outside = table.rule.below if table.rule.complement and base is not None else 0
    large = (table.rule.below, most - outside)
    if table.prints is Prints.SHARE and base is not None:
        shown = large
        if may_show_share(base):
            shown = both(large, rounded(count, base, 100, table.decimals))
    return Band(Role.FREE, count, shown, large, shown, most)


def both(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    """What is left to a reader who knows two bounds of the same figure."""
    return max(one[0], other[0]), min(one[1], other[1])


def hides(rule: Rule, count: int, base: int | None) -> tuple[int, int] | None:
    """The range a reader may be left with when the class hides this count, None if it may stand.

    Of a group of 1 to `below` - 1 nothing is told, not even zero: "none of the two" is about
    both of them. Zero of a larger group, or of an unknown one, stands.
    """
    if base is not None and 0 < base < rule.below:
        return 0, base
    if count == 0:
        return None
    few = count < rule.below
    if base is None:
        return (1, rule.below - 1) if few else None
    if not rule.complement:
        return (1, min(rule.below - 1, base)) if few else None
    if base <= 2 * (rule.below - 1):  # whatever the count, it or the rest is few
        return 1, base
    if few:
        return 1, rule.below - 1
    return (base - rule.below + 1, base) if base - count < rule.below else None


def _of_amount(table: Table, cell: Cell) -> Band:
    amount, people, rule = cell.amount or 0, cell.count, table.rule
    known = (0, NO_LIMIT)
    if table.scale is not None and people is not None:
        known = (people * table.scale[0], people * table.scale[1])
    few = people is not None and 0 < people < rule.below
    dominated = (
        rule.largest_share is not None
        and cell.largest is not None
        and amount > 0
        and Fraction(cell.largest, amount) > rule.largest_share
    )
    shown = (amount, amount)
    if table.prints is Prints.MEAN and people and amount:
        shown = both(known, rounded(amount, people, 1, table.decimals))
    if few or dominated:
        keep = (
            max(known[0], min(amount - 1, floor(amount * (1 - rule.margin)))),
            min(known[1], max(amount + 1, ceil(amount * (1 + rule.margin)))),
        )
        return Band(Role.SMALL, amount, shown, known, keep)
    role = Role.FIXED if amount == 0 else Role.FREE
    return Band(role, amount, shown, known, shown)


def rounded(part: int, whole: int, scale: int, decimals: int) -> tuple[int, int]:
    """The whole numbers that print as the same `scale` x part / whole with so many decimals.

    Halves are rounded up by some pages and to even by others. So a half is taken to be known, and
    to be ruled out where it is not the figure itself.

    >>> rounded(3, 41, 100, 1)  # 7.3 per cent of 41 can only be 3
    (3, 3)
    >>> rounded(311, 4100, 100, 1)  # 7.6 per cent of 4100
    (310, 313)
    >>> rounded(1, 200, 100, 0)  # half a per cent
    (1, 1)
    """
    unit = Fraction(1, 10**decimals)
    exact = Fraction(scale * part, whole)
    printed = round(exact / unit) * unit
    half = unit / 2
    if abs(exact - printed) == half:
        return part, part
    low = floor((printed - half) * whole / scale) + 1
    high = ceil((printed + half) * whole / scale) - 1
    return max(0, low), high
