"""How a figure, a period and a day read. The one place that turns a frozen number into text."""

from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from tospann.engines.results.periods import Length, Period
from tospann.indicators.models import Measure
from tospann.reports.body import Cell, Figure, Mark

NBSP = "\u00a0"
MEANINGS = {
    Mark.MISSING: _l("Tallet skulle ha kommet, men mangler. Det er ikke null."),
    Mark.NOT_DUE: _l("Tallet er ikke klart ennå. Det er ikke null."),
    Mark.HIDDEN: _l("Tallet er skjult fordi få personer står bak det."),
    Mark.NOT_APPLICABLE: _l("Tallet er ikke aktuelt her."),
}


def number(value: Decimal | int) -> str:
    """`1 234,5`: comma, and spaces that do not break; the digits as they are kept."""
    return f"{Decimal(value):,f}".replace(",", NBSP).replace(".", ",").replace("-", "−")


def amount(value: Decimal, figure: Figure) -> str:
    """A number with its unit: `41,2 %`, `kr 12 300`, `31 dager`."""
    if figure.measure == Measure.SHARE:
        return f"{number(value)}{NBSP}%"
    if figure.measure == Measure.MONEY:
        return f"kr{NBSP}{number(value)}"
    if figure.measure == Measure.SCORE:
        return _("%(score)s av 6") % {"score": number(value)}
    return f"{number(value)}{NBSP}{figure.unit}"


def kroner(value: int | None) -> str:
    """`kr 1 200 000`; in words when it is not filled in."""
    return _("ikke oppgitt") if value is None else f"kr{NBSP}{number(value)}"


def brief(value: Decimal, figure: Figure) -> str:
    """As `amount`, with the unit left out when it is a word: for a narrow place."""
    plain = figure.measure in (Measure.SHARE, Measure.MONEY)
    return amount(value, figure) if plain else number(value)


def shown(figure: Figure, cell: Cell) -> str:
    """What stands in a cell: the number with its unit, or one word for why there is none."""
    if cell.mark == Mark.NUMBER and cell.value is not None:
        return amount(cell.value, figure)
    return str(cell.mark.label)


def reservation(cell: Cell) -> str:
    """What must be said beside a number; empty when it is final."""
    if cell.mark != Mark.NUMBER:
        return ""
    if cell.illustrative:
        return _("illustrasjon")
    return _("foreløpig") if cell.preliminary else ""


def meaning(figure: Figure, cell: Cell) -> str:
    """Why there is no number, as a sentence; empty when there is one."""
    if cell.mark == Mark.NUMBER:
        return ""
    if cell.mark == Mark.NOT_DUE and figure.due_on:
        return _("Tallet er ikke klart ennå. Det ventes innen %(day)s.") % {
            "day": in_full(figure.due_on)
        }
    return cell.why or str(MEANINGS[cell.mark])


def aim(figure: Figure) -> str:
    """`45,0 % innen 31. desember 2026`; empty without a target."""
    if figure.target is None or figure.target_on is None:
        return ""
    return _("%(value)s innen %(day)s") % {
        "value": amount(figure.target, figure),
        "day": in_full(figure.target_on),
    }


def target(figure: Figure) -> str:
    """`Måltall: 45,0 % innen 31. desember 2026`; empty without one."""
    found = aim(figure)
    return _("Måltall: %(target)s") % {"target": found} if found else ""


def source(cell: Cell) -> str:
    """Where a number is from, with the source's own date when it is known."""
    if not cell.source:
        return ""
    if cell.source_on is None:
        return cell.source
    return f"{cell.source}, {in_full(cell.source_on)}"


def in_full(day: date) -> str:
    """`9. november 2026`."""
    return date_format(day, "j. F Y", use_l10n=False)


def months(span: Period) -> str:
    """`januar–april 2026`, `hele 2026`: what a period is to someone who knows no tertials."""
    if span.length is Length.YEAR:
        return _("hele %(year)s") % {"year": span.year}
    first = date_format(span.first_day, "F", use_l10n=False)
    last = date_format(span.last_day, "F Y", use_l10n=False)
    return f"{first}–{last}"


def name_of(span: Period) -> str:
    """What a report is called by its period: `1. tertial 2026`, `året 2026`."""
    if span.length is Length.YEAR:
        return _("året %(year)s") % {"year": span.year}
    return span.label.said(_)


def title(office: str, span: Period) -> str:
    """What a report's document is called: `Tertialrapport for Nav Fauske, 1. tertial 2026`."""
    if span.length is Length.YEAR:
        return _("Årsrapport for %(office)s, %(year)s") % {"office": office, "year": span.year}
    return _("Tertialrapport for %(office)s, %(period)s") % {
        "office": office,
        "period": name_of(span),
    }


def short_name(name: str) -> str:
    """`Saltdal` for `Saltdal kommune`: the council is the municipality's."""
    return name.removesuffix(" kommune")
