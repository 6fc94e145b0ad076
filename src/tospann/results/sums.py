"""The office's figure when only the municipalities have one: reckoned, and said to be so."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

from tospann.indicators.models import Indicator, Measure
from tospann.results.cells import Cell
from tospann.results.figures import COUNT, step
from tospann.results.models import OFFICE, Mark

SUMMABLE = frozenset(Measure) - {Measure.MEDIAN}  # a median of parts is no median of the whole


def with_office(
    indicator: Indicator, cells: Sequence[Cell], municipalities: Iterable[str]
) -> list[Cell]:
    """The cells, and one for the office in every split where it can be reckoned.

    `municipalities` are those the office served in the period. The sum is there when each of
    them has a figure and none came in for the office itself. Where one was hidden in the source
    the sum is too; where one is missing there is none.
    """
    numbers = sorted(municipalities)
    found = {cell.key: cell for cell in cells}
    out = list(cells)
    if indicator.measure not in SUMMABLE or not numbers:
        return out
    for split in sorted({split for _place, split in found}):
        parts = [found.get((number, split)) for number in numbers]
        if (OFFICE, split) in found or not all(parts):
            continue
        office = _summed(indicator, [part for part in parts if part], split)
        if office is not None:
            out.append(office)
    return out


def _summed(indicator: Indicator, parts: list[Cell], split: str) -> Cell | None:
    latest = max(parts, key=lambda part: (part.source_on or date.min, part.place))
    base = Cell(
        place=OFFICE,
        split=split,
        mark=Mark.SUPPRESSED,
        quality=max((part.quality for part in parts), key="fpei".index),
        source=latest.source,
        source_on=latest.source_on,
        summed=True,
    )
    marks = {part.mark for part in parts}
    if Mark.MISSING in marks:
        return None
    if Mark.SUPPRESSED in marks:
        return base
    counted = [part for part in parts if part.is_number]
    if not counted:
        return replace(base, mark=Mark.NOT_APPLICABLE)
    denominators = [part.denominator for part in counted]
    if indicator.measure == Measure.COUNT:
        return replace(
            base, mark=Mark.NUMBER, value=sum((p.value or Decimal(0) for p in counted), Decimal(0))
        )
    if None in denominators:
        return None
    denominator = sum((number for number in denominators if number), Decimal(0))
    if not denominator:
        return None
    if indicator.has_parts:
        if any(part.numerator is None for part in counted):
            return None
        numerator = sum((part.numerator or Decimal(0) for part in counted), Decimal(0))
        value = numerator / denominator * indicator.per
    else:  # a mean of means, each weighed by what it is a mean of
        numerator = None
        value = (
            sum((p.value or Decimal(0)) * (p.denominator or Decimal(0)) for p in counted)
            / denominator
        )
    return replace(
        base,
        mark=Mark.NUMBER,
        value=value.quantize(step(indicator), ROUND_HALF_EVEN),
        numerator=None if numerator is None else numerator.quantize(COUNT),
        denominator=denominator.quantize(COUNT),
    )
