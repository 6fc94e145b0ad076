"""What may be shown: the tables of a period, given to disclosure control."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from tospann.indicators.models import Indicator
from tospann.partnerships.models import OwnerKind, Partnership
from tospann.results.cells import Cell, cells_of
from tospann.results.models import Measurement, Published
from tospann.results.shielding import shielded
from tospann.results.sums import with_office

Key = tuple[UUID, str]  # indicator and period


def protected(
    partnership: Partnership | None, every: Mapping[UUID, Indicator], touched: Iterable[Key]
) -> dict[Key, list[Cell]]:
    """The cells of each touched period as they may be shown. Three queries.

    What the periods have shown before is part of what a reader knows.
    """
    touched = set(touched)
    rows = (
        Measurement.objects.standing()
        .filter(
            partnership=partnership,
            indicator__in=every,
            period__in={period for _indicator, period in touched},
        )
        .select_related("batch")
        .order_by("indicator", "first_on", "place", "split")
    )
    found: dict[Key, list[Cell]] = {key: [] for key in touched}
    last_days: dict[Key, date] = {}
    for row in rows:
        key = row.indicator_id, row.period
        if key in touched:
            found[key].append(cell_of(row))
            last_days[key] = row.last_on
    served = _served(partnership) if partnership else {}
    before: dict[Key, list[list[Cell]]] = defaultdict(list)
    for shown in Published.objects.filter(
        partnership=partnership,
        indicator__in=every,
        period__in={period for _indicator, period in touched},
    ).order_by("number"):
        before[shown.indicator_id, shown.period].append(cells_of(shown))
    out = {}
    for key, cells in found.items():
        indicator = every[key[0]]
        if partnership is not None and cells:
            municipalities = _on(served, last_days[key])
            cells = with_office(indicator, cells, municipalities)
            cells = shielded(indicator, cells, municipalities, before[key])
        out[key] = cells
    return out


def cell_of(row: Measurement) -> Cell:
    """What a measurement says, before anything is hidden."""
    return Cell(
        place=row.place,
        split=row.split,
        mark=row.mark,
        value=row.value,
        numerator=row.numerator,
        denominator=row.denominator,
        quality=row.quality,
        source=row.batch.source,
        source_on=row.batch.source_on,
        edition=row.edition,
    )


Spans = dict[str, list[tuple[date, date | None]]]


def _served(partnership: Partnership) -> Spans:
    """When each municipality was an owner. One query."""
    spans: Spans = defaultdict(list)
    rows = partnership.ownerships.filter(owner__kind=OwnerKind.MUNICIPALITY)
    for code, since, until in rows.values_list("owner__code", "since", "until"):
        spans[code].append((since, until))
    return spans


def _on(served: Spans, day: date) -> list[str]:
    return [
        code
        for code, spans in served.items()
        if any(since <= day and (until is None or until >= day) for since, until in spans)
    ]
