"""Figures on the municipalities of today: what came in stays as it is, and is reckoned over.

When a number gave way to another, its figures follow with the share of its residents that went
there. Only numerators and denominators can be shared out; a share or a mean alone cannot.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from tospann.indicators.models import Indicator, Measure
from tospann.results.cells import Cell
from tospann.results.figures import COUNT, FINE
from tospann.results.models import Mark


@dataclass(frozen=True, slots=True)
class Change:
    """A number that gave way to another on a day, with the share of residents that went there."""

    old: str
    new: str
    on: date
    share: Decimal


@dataclass(frozen=True, slots=True)
class Carried:
    """A figure of today's municipality, and from which numbers and shares it was reckoned."""

    cell: Cell
    sources: tuple[tuple[str, Decimal], ...] = ()  # none: it came in as it is


def on_today(
    indicator: Indicator,
    cells: Mapping[tuple[str, str], Cell],
    place: str,
    last_on: date,
    changes: Iterable[Change],
    *,
    split: str = "",
) -> Carried | None:
    """A group's figure in a place for a period that ended on a day; None when it is not known.

    `cells` are those of the period, by place and split, as they are shown. Of what is hidden or
    missing nothing can be reckoned.
    """
    found = cells.get((place, split))
    if found is not None:
        return Carried(found)
    changes = list(changes)
    parts: list[tuple[Cell, Decimal]] = []
    sources: list[tuple[str, Decimal]] = []
    for change in changes:
        if change.new != place or last_on >= change.on:
            continue
        carried = on_today(indicator, cells, change.old, last_on, changes, split=split)
        if carried is None or not carried.cell.is_number:
            return None
        parts.append((carried.cell, change.share))
        inner = carried.sources or ((change.old, Decimal(1)),)
        sources += [(old, share * change.share) for old, share in inner]
    summed = _summed(indicator, place, split, parts)
    return None if summed is None else Carried(summed, tuple(sources))


def _summed(
    indicator: Indicator, place: str, split: str, parts: list[tuple[Cell, Decimal]]
) -> Cell | None:
    if not parts:
        return None
    first = parts[0][0]
    base = Cell(
        place,
        split,
        Mark.NUMBER.value,
        quality="e",
        source=first.source,
        source_on=first.source_on,
        summed=True,
    )
    if len(parts) == 1 and parts[0][1] == 1:
        return replace(
            base,
            value=first.value,
            numerator=first.numerator,
            denominator=first.denominator,
        )
    if indicator.measure == Measure.COUNT:
        whole = sum((share * (cell.value or 0) for cell, share in parts), Decimal(0))
        return replace(base, value=whole.quantize(FINE))
    if indicator.measure == Measure.MEDIAN or any(cell.denominator is None for cell, _ in parts):
        return None
    below = sum((share * (cell.denominator or 0) for cell, share in parts), Decimal(0))
    if not below:
        return None
    if indicator.has_parts:
        if any(cell.numerator is None for cell, _ in parts):
            return None
        above = sum((share * (cell.numerator or 0) for cell, share in parts), Decimal(0))
        return replace(
            base,
            value=(above / below * indicator.per).quantize(FINE),
            numerator=above.quantize(COUNT),
            denominator=below.quantize(COUNT),
        )
    mean = sum((s * (c.denominator or 0) * (c.value or 0) for c, s in parts), Decimal(0)) / below
    return replace(base, value=mean.quantize(FINE), denominator=below.quantize(COUNT))
