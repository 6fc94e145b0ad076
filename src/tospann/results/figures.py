"""A figure as it comes in, before it is a measurement, and what may be wrong with it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

from django.utils.translation import gettext as _

from tospann.base.errors import Refused
from tospann.engines.results import periods
from tospann.engines.results.periods import Length
from tospann.indicators.models import Frequency, Indicator, Measure, Suppression
from tospann.results.errors import (
    NotOurPlace,
    NotOverYet,
    OutOfRange,
    PartMissing,
    PartsDisagree,
    Twice,
    WrongPeriod,
)
from tospann.results.models import OFFICE, Mark, Quality

LENGTHS = {
    Frequency.MONTH: Length.MONTH,
    Frequency.QUARTER: Length.QUARTER,
    Frequency.TERTIAL: Length.TERTIAL,
    Frequency.HALF_YEAR: Length.HALF_YEAR,
    Frequency.YEAR: Length.YEAR,
}
FINE = Decimal("0.0001")  # how exactly a value is kept
COUNT = Decimal("0.01")  # how exactly numerators and denominators are kept


@dataclass(frozen=True, slots=True)
class Figure:
    """One cell. `value` may be left out when numerator and denominator give it."""

    indicator: Indicator
    period: str
    place: str = OFFICE
    split: str = ""
    mark: str = Mark.NUMBER
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    quality: str = Quality.FINAL

    @property
    def cell(self) -> tuple[str, str, str, str]:
        """What it is a figure of: indicator, period, place, split."""
        return str(self.indicator.pk), self.period, self.place, self.split


def whole(figure: Figure) -> Figure:
    """The figure as it is kept: period as written everywhere, value reckoned, digits cut.

    A figure of a share or a rate with denominator zero is not applicable. Raises `ValueError`
    for a period that is none.
    """
    period = periods.code(figure.period)
    if figure.mark != Mark.NUMBER:
        return replace(figure, period=period, value=None, numerator=None, denominator=None)
    if figure.indicator.has_parts and figure.denominator == 0 and not figure.numerator:
        return replace(
            figure,
            period=period,
            mark=Mark.NOT_APPLICABLE,
            value=None,
            numerator=None,
            denominator=None,
        )
    return replace(
        figure,
        period=period,
        value=_cut(_value(figure), step(figure.indicator)),
        numerator=_cut(figure.numerator, COUNT),
        denominator=_cut(figure.denominator, COUNT),
    )


def _value(figure: Figure) -> Decimal | None:
    """Numerator over denominator when both are there: more exact than what was rounded."""
    if figure.indicator.has_parts and figure.numerator is not None and figure.denominator:
        return figure.numerator / figure.denominator * figure.indicator.per
    return figure.value


def step(indicator: Indicator) -> Decimal:
    """How exactly a value is kept: what is no share is kept as it is shown."""
    return FINE if indicator.has_parts else Decimal(1).scaleb(-indicator.decimals)


def _cut(number: Decimal | None, to: Decimal) -> Decimal | None:
    return None if number is None else number.quantize(to, ROUND_HALF_EVEN)


def ask(figures: Sequence[Figure], *, places: Collection[str], today: date) -> None:
    """Raise the first of the `faults`, if there is one."""
    for _index, refusal in faults(figures, places=places, today=today):
        raise refusal


def faults(
    figures: Sequence[Figure], *, places: Collection[str], today: date
) -> Iterator[tuple[int, Refused]]:
    """What is wrong, as (index of the figure, refusal), in the order of the figures.

    `places` are the municipalities that may be named; the whole office, counties and the country
    always may. At most one refusal for each figure.
    """
    seen: set[tuple[str, str, str, str]] = set()
    for index, figure in enumerate(figures):
        refusal = _fault(figure, places, today)
        if refusal is None:
            cell = (
                str(figure.indicator.pk), periods.code(figure.period), figure.place, figure.split,
            )  # fmt: skip
            if cell in seen:
                refusal = Twice(code=figure.indicator.code, period=figure.period)
            seen.add(cell)
        if refusal is not None:
            yield index, refusal


def _fault(figure: Figure, places: Collection[str], today: date) -> Refused | None:
    code = figure.indicator.code
    try:
        period = periods.parse(figure.period)
    except ValueError:
        period = None
    if period is None or period.length is not LENGTHS[Frequency(figure.indicator.frequency)]:
        example = _EXAMPLES[Frequency(figure.indicator.frequency)]
        return WrongPeriod(period=figure.period, code=code, example=example)
    if period.last_day >= today:
        return NotOverYet(period=figure.period)
    if len(figure.place) > 2 and figure.place not in places:
        return NotOurPlace(place=figure.place)
    return None if figure.mark != Mark.NUMBER else _number_fault(figure)


_EXAMPLES = {
    Frequency.MONTH: "2026M03",
    Frequency.QUARTER: "2026K1",
    Frequency.TERTIAL: "2026T1",
    Frequency.HALF_YEAR: "2026H1",
    Frequency.YEAR: "2026",
}


def _number_fault(figure: Figure) -> Refused | None:
    """A value out of range, parts that disagree, or parts without which nobody can be hidden."""
    indicator, parts = figure.indicator, (figure.numerator, figure.denominator)
    if any(part is not None and part < 0 for part in parts):
        return _disagree(figure)
    if figure.numerator is not None and not figure.denominator:
        return None if figure.denominator == 0 == figure.numerator else _disagree(figure)
    missing = _missing_part(figure)
    if missing:
        return PartMissing(code=indicator.code, period=figure.period, part=missing)
    value = _value(figure)
    if value is None:
        return _disagree(figure)
    if indicator.has_parts and figure.value is not None and None not in parts:
        step = Decimal(1).scaleb(-indicator.decimals)
        if abs(value - figure.value) > step:  # as rounded by whoever made the table
            return _disagree(figure)
    ceiling = indicator.ceiling
    if value < indicator.floor or (ceiling is not None and value > ceiling):
        upper = "" if ceiling is None else _(" til %(number)s") % {"number": _shown(ceiling)}
        return OutOfRange(
            value=_shown(value), code=indicator.code, floor=_shown(indicator.floor), ceiling=upper
        )
    return None


def _disagree(figure: Figure) -> Refused:
    return PartsDisagree(
        code=figure.indicator.code,
        period=figure.period,
        numerator=_shown(figure.numerator),
        denominator=_shown(figure.denominator),
        value=_shown(figure.value),
    )


def _missing_part(figure: Figure) -> str:
    """The part that must be there for small numbers to be hidden; empty when none lacks."""
    indicator = figure.indicator
    if indicator.suppression == Suppression.NONE or indicator.measure == Measure.COUNT:
        return ""
    if len(figure.place) in (1, 2):  # nobody is found in a county
        return ""
    if figure.denominator is None:
        return _("nevner")
    counted = indicator.measure in (Measure.SHARE, Measure.RATE)
    return _("teller") if counted and figure.numerator is None else ""


def _shown(number: Decimal | None) -> str:
    if number is None:
        return "–"
    return f"{number.normalize():f}".replace(".", ",").replace("-", "\u2212")
