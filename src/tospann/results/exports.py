"""What is shown, as files: a tidy table that comes in again unchanged, and JSON.

One row for each cell that stands: `indikator; kontor; kommune; periode; gruppe; verdi; teller;
nevner; merke; kvalitet; kilde; kildedato; regnet; fra95; til95`. `merke` is empty for a number,
and else one word of `MARKS`: what is hidden is told apart from what is missing, and neither is
ever zero. Periods that are not yet due have no row. `regnet` is "sum" for an office's figure that
was reckoned from the municipalities'; it is passed over when the table comes in again, as is what
is hidden. `fra95` and `til95` say how sure a figure with few behind it is, and are passed over
too.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from tospann.base import spreadsheets
from tospann.indicators.models import Indicator
from tospann.results.cells import HIDDEN, Cell, cells_of
from tospann.results.doubt import interval
from tospann.results.figures import FINE
from tospann.results.models import Mark, Published

COLUMNS = (
    *("indikator", "kontor", "kommune", "periode", "gruppe", "verdi", "teller", "nevner"),
    *("merke", "kvalitet", "kilde", "kildedato", "regnet", "fra95", "til95"),
)
MARKS = {
    Mark.NUMBER.value: "",
    HIDDEN: "skjult",
    Mark.SUPPRESSED.value: "skjult i kilden",
    Mark.MISSING.value: "mangler",
    Mark.NOT_APPLICABLE.value: "ikke aktuelt",
}
QUALITIES = {"f": "endelig", "p": "foreløpig", "e": "anslag", "i": "illustrasjon"}


def records(
    indicators: dict[Any, Indicator], slug: str, published: Iterable[Published]
) -> Iterator[dict[str, Any]]:
    """The rows of the table, as values. `slug` is the office's."""
    for one in published:
        for cell in cells_of(one):
            low, high = _doubt(indicators[one.indicator_id], cell)
            yield {
                "indikator": indicators[one.indicator_id].code,
                "kontor": slug,
                "kommune": cell.place,
                "periode": one.period,
                "gruppe": cell.split,
                "verdi": cell.value,
                "teller": cell.numerator,
                "nevner": cell.denominator,
                "merke": MARKS[cell.mark],
                "kvalitet": QUALITIES[cell.quality],
                "kilde": cell.source,
                "kildedato": cell.source_on,
                "regnet": "sum" if cell.summed else "",
                "fra95": low,
                "til95": high,
            }


def _doubt(indicator: Indicator, cell: Cell) -> tuple[Decimal | None, Decimal | None]:
    """The ends of the interval, as exact as values are kept."""
    found = interval(indicator, cell)
    if found is None:
        return None, None
    low, high = (Decimal(str(end)).quantize(FINE) for end in found)
    return low, high


def as_csv(rows: Iterable[dict[str, Any]]) -> bytes:
    """The table as text; days as they are written everywhere in the table, 2026-03-31."""
    return spreadsheets.as_csv(
        COLUMNS,
        (
            [one.isoformat() if isinstance(one, date) else one for one in _in_order(row)]
            for row in rows
        ),
    )


def as_xlsx(rows: Iterable[dict[str, Any]]) -> bytes:
    """One sheet with the same table; numbers as numbers, nothing as a formula."""
    return spreadsheets.as_xlsx("Resultater", COLUMNS, map(_in_order, rows))


def _in_order(row: dict[str, Any]) -> list[Any]:
    return [row[name] for name in COLUMNS]


def as_json(indicator: Indicator, slug: str, rows: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """One indicator of one office as plain data; numbers as text, so that no digit is lost."""
    return {
        "indicator": {
            "code": indicator.code,
            "name": indicator.name,
            "measure": indicator.measure,
            "unit": indicator.unit_name,
            "direction": indicator.direction,
            "frequency": indicator.frequency,
            "line": indicator.line,
            "type": indicator.type,
            "source": indicator.source,
        },
        "partnership": slug,
        "figures": [_figure(row) for row in rows],
    }


def all_as_json(slug: str, rows: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Every indicator of one office as plain data."""
    return {
        "partnership": slug,
        "figures": [{"indicator": row["indikator"], **_figure(row)} for row in rows],
    }


def _figure(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "place": row["kommune"],
        "split": row["gruppe"],
        "period": row["periode"],
        "mark": _MARK_CODES[row["merke"]],
        "value": _number(row["verdi"]),
        "numerator": _number(row["teller"]),
        "denominator": _number(row["nevner"]),
        "quality": row["kvalitet"],
        "source": row["kilde"],
        "source_on": row["kildedato"],
        "summed": row["regnet"] == "sum",
        "interval_95": None
        if row["fra95"] is None
        else [_number(row["fra95"]), _number(row["til95"])],
    }


_MARK_CODES = {
    "": "number",
    "skjult": "hidden",
    "skjult i kilden": "suppressed_at_source",
    "mangler": "missing",
    "ikke aktuelt": "not_applicable",
}


def _number(value: Decimal | None) -> str | None:
    return None if value is None else spreadsheets.exact(value)
