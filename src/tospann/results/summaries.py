"""The line of each indicator in lists and on boards, reckoned from what is published."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from django.utils import timezone

from tospann.engines.results import periods
from tospann.indicators.models import Indicator
from tospann.partnerships.models import Partnership
from tospann.results.cells import Cell, office_cell
from tospann.results.models import Note, Published, Summary

KEPT = 36  # periods in `Summary.points`


def reckoned(partnership: Partnership, every: Sequence[Indicator]) -> list[Summary]:
    """A line, not saved, for each indicator that has a figure of the office. Two queries."""
    shown: dict[UUID, list[tuple[Published, Cell]]] = defaultdict(list)
    rows = Published.objects.filter(partnership=partnership, indicator__in=every, standing=True)
    for row in rows.order_by("indicator", "first_on"):
        cell = office_cell(row)
        if cell is not None:
            shown[row.indicator_id].append((row, cell))
    notes = {
        (key, period)
        for key, period in Note.objects.filter(
            partnership=partnership, indicator__in=every
        ).values_list("indicator", "period")
    }
    return [_line(partnership, one, shown[one.pk], notes) for one in every if shown.get(one.pk)]


def _line(
    partnership: Partnership,
    indicator: Indicator,
    shown: list[tuple[Published, Cell]],
    notes: set[tuple[UUID, str]],
) -> Summary:
    row, cell = shown[-1]
    period = periods.parse(row.period)
    return Summary(
        partnership=partnership,
        indicator=indicator,
        period=row.period,
        first_on=period.first_day,
        last_on=period.last_day,
        mark=cell.mark,
        why=cell.why,
        value=cell.value,
        base=cell.denominator,
        quality=cell.quality,
        source=cell.source,
        source_on=cell.source_on,
        entered_on=timezone.localdate(row.published_at),
        points=[
            [one.period, None if part.value is None else float(part.value)]
            for one, part in shown[-KEPT:]
        ],
        has_note=(indicator.pk, row.period) in notes,
    )
