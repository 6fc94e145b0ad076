"""Figures and marks in words, the same on every page."""

import re
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tospann.base.templatetags.ui import NBSP, kroner, number, percent
from tospann.engines.results.periods import parse
from tospann.engines.results.proportions import Kind
from tospann.indicators.models import Indicator, Measure
from tospann.results.cells import HIDDEN
from tospann.results.doubt import Interval
from tospann.results.models import Mark, Quality

MARKS = {
    HIDDEN: gettext_lazy("skjult"),
    Mark.SUPPRESSED: gettext_lazy("skjult i kilden"),
    Mark.MISSING: gettext_lazy("mangler"),
    Mark.NOT_APPLICABLE: gettext_lazy("ikke aktuelt"),
}
WHY = {
    "small": gettext_lazy("Så få personer står bak tallet at de kunne kjennes igjen."),
    "others": gettext_lazy(
        "Tallet er ikke lite, men et annet lite tall kunne ellers regnes ut av det."
    ),
    "base": gettext_lazy("Grunnlaget er under 20 personer. Da sier en prosent lite."),
    "unsure": gettext_lazy("Vi kan ikke vise tallet uten å røpe et lite tall."),
}
ICONS = {
    "improvement": "trend-up",
    "concern": "exclamationmark-triangle",
    "change": "branching",
    "common": "trend-flat",
    "hits": "checkmark-circle",
    "misses": "x-mark-octagon",
    "either": "arrow-circlepath",
    "too_few": "hourglass",
}
COLORS = {
    "improvement": "success",
    "concern": "warning",
    "change": "info",
    "hits": "success",
    "misses": "warning",
}


def amount(value: Decimal | float | None, indicator: Indicator) -> str:
    """A value with its unit: 2,1 %, kr 12 000, 14 dager. A dash for None, which is not zero."""
    if value is None:
        return number(None)
    after = unit(indicator)
    space = " " if indicator.measure == Measure.RATE else NBSP
    return f"{bare(value, indicator)}{space}{after}" if after else bare(value, indicator)


def bare(value: Decimal | float, indicator: Indicator) -> str:
    """A value without the word that follows it: 14 of 14 dager, but all of 2,1 %."""
    if indicator.measure == Measure.MONEY:
        return kroner(value)
    written = number(value, indicator.decimals)
    return f"{written}{NBSP}%" if indicator.measure == Measure.SHARE else written


def unit(indicator: Indicator) -> str:
    """The word that follows a value, which is never broken over two lines; empty without one."""
    if indicator.measure in (Measure.MONEY, Measure.SHARE, Measure.SCORE):
        return ""
    if indicator.measure == Measure.RATE:
        return (_("%(number)s per 1 000") % {"number": ""}).strip().replace(" ", NBSP)
    return indicator.unit_name.replace(" ", NBSP)


def between(interval: Interval, indicator: Indicator) -> str:
    """From where to where, on one line: 31,2–48,9."""
    low, high = (number(end, indicator.decimals) for end in interval)
    return f"{low}–{high}"


def sure(interval: Interval, indicator: Indicator) -> str:
    """How sure a figure is: 95 % sikkert mellom 31,2 og 48,9 %."""
    return _("95 %% sikkert mellom %(low)s og %(high)s") % {
        "low": number(interval[0], indicator.decimals),
        "high": amount(interval[1], indicator),
    }


CHARTS = {
    Kind.PROPORTION: gettext_lazy(
        "Dette er et p-diagram: Hver periode har sine egne grenser, fordi grunnlaget varierer mye "
        "og et lite grunnlag svinger mer av tilfeldigheter."
    ),
    Kind.RATE: gettext_lazy(
        "Dette er et u-diagram: Hver periode har sine egne grenser, fordi grunnlaget varierer mye "
        "og et lite grunnlag svinger mer av tilfeldigheter."
    ),
    Kind.INTERVALS: gettext_lazy(
        "Diagrammet har ingen grenser, fordi få tilfeller svinger mye av tilfeldigheter. "
        "Streken gjennom hvert punkt viser hvor nivået ligger med 95 prosent sikkerhet."
    ),
    Kind.XMR: gettext_lazy(
        "Dette er et XmR-diagram: Grensene er de samme hele veien, for de er regnet av hvor mye "
        "tallet selv pleier å gå opp og ned."
    ),
}
METHODS = {
    Kind.PROPORTION: gettext_lazy(
        "Metoden er p-diagrammet med Laneys rettelse (2002), med reglene i NHS Englands «Making "
        "Data Count»."
    ),
    Kind.RATE: gettext_lazy(
        "Metoden er u-diagrammet med Laneys rettelse (2002), med reglene i NHS Englands «Making "
        "Data Count»."
    ),
    Kind.XMR: gettext_lazy(
        "Metoden er XmR-diagrammet etter Wheeler (2000), med reglene i NHS Englands «Making Data "
        "Count»."
    ),
}


def chart_words(kind: Kind, *, has_limits: bool) -> str:
    """Which sort of chart it is, and why; nothing while there are too few figures for limits."""
    return str(CHARTS[kind]) if has_limits or kind is Kind.INTERVALS else ""


def method_words(kind: Kind) -> str:
    """Whose method the chart follows; nothing where there is no chart."""
    return str(METHODS.get(kind, ""))


SEXES = {"k": gettext_lazy("Kvinner"), "m": gettext_lazy("Menn")}
_YEARS = re.compile(r"\d+([–-]\d+|\+)")


def split_words(split: str) -> str:
    """A group of people: Kvinner, 18–24 år; everybody, for none."""
    if not split:
        return _("Alle")
    if _YEARS.fullmatch(split):
        return _("%(ages)s år") % {"ages": split.replace("-", "–")}
    return str(SEXES.get(split, split))


def mark_words(mark: str) -> str:
    """What to say instead of a number."""
    return str(MARKS.get(mark, ""))


def why_words(why: str) -> str:
    """Why a number is hidden here; empty when it is not."""
    return str(WHY.get(why, ""))


def period_words(code: str) -> str:
    """A period as people say it, in the reader's language."""
    return parse(code).label.said(_)


def tick(value: float, indicator: Indicator) -> str:
    """A value on an axis: no more decimals than it needs."""
    decimals = 0 if float(value).is_integer() else max(1, indicator.decimals)
    written = number(round(value, 4), decimals)
    return f"{written}{NBSP}%" if indicator.measure == Measure.SHARE else written


def plain(value: Decimal) -> str:
    """A numerator or a denominator: whole when it is whole."""
    return number(value, 0 if value == value.to_integral_value() else 1)


def share(value: Decimal) -> str:
    """46,8 %."""
    return percent(value)


def quality_words(code: str) -> str:
    """How far a figure can be trusted; nothing when it is final."""
    return "" if code == Quality.FINAL else str(Quality(code).label)


COUNTIES = {  # Klass 104, Statistics Norway, from 2024
    "03": "Oslo",
    "11": "Rogaland",
    "15": "Møre og Romsdal",
    "18": "Nordland",
    "31": "Østfold",
    "32": "Akershus",
    "33": "Buskerud",
    "34": "Innlandet",
    "39": "Vestfold",
    "40": "Telemark",
    "42": "Agder",
    "46": "Vestland",
    "50": "Trøndelag",
    "55": "Troms",
    "56": "Finnmark",
}


def area_words(place: str) -> str:
    """A county or the country; the number of a county that is not one today."""
    if place == "0":
        return _("Hele landet")
    return COUNTIES.get(place) or _("Fylke %(number)s") % {"number": place}
