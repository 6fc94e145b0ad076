"""The line of each indicator in lists and on boards, reckoned from what is published."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from tospann.engines.results.attainment import Path
from tospann.indicators.models import Indicator
from tospann.partnerships.models import Partnership
from tospann.results.cells import Cell, office_cell
from tospann.results.goals import judged
from tospann.results.models import GoalSummary, Note, Published, Rebase, Summary
from tospann.results.series import kept, series_of
from tospann.results.targets import Planned

KEPT = 36  # periods in `Summary.points`


def reckoned(
    partnership: Partnership, every: Sequence[Indicator], planned: Planned
) -> list[Summary]:
    """A line, not saved, for each indicator that has a figure of the office. Three queries."""
    shown: dict[UUID, dict[str, Cell]] = defaultdict(dict)
    days: dict[tuple[UUID, str], date] = {}
    rows = Published.objects.filter(partnership=partnership, indicator__in=every, standing=True)
    for row in rows.order_by("indicator", "first_on"):
        cell = office_cell(row)
        if cell is not None:
            shown[row.indicator_id][row.period] = cell
            days[row.indicator_id, row.period] = timezone.localdate(row.published_at)
    rebased: dict[UUID, list[str]] = defaultdict(list)
    for key, period in Rebase.objects.filter(
        partnership=partnership, indicator__in=every, withdrawn_at=None
    ).values_list("indicator", "period"):
        rebased[key].append(period)
    notes = set(
        Note.objects.filter(partnership=partnership, indicator__in=every).values_list(
            "indicator", "period"
        )
    )
    return [
        _line(
            partnership,
            one,
            shown[one.pk],
            rebased[one.pk],
            planned.paths.get(one.code),
            days,
            notes,
        )
        for one in every
        if shown.get(one.pk)
    ]


def _line(
    partnership: Partnership,
    indicator: Indicator,
    shown: dict[str, Cell],
    rebased: list[str],
    path: Path | None,
    days: dict[tuple[UUID, str], date],
    notes: set[tuple[UUID, str]],
) -> Summary:
    series = series_of(indicator, shown, rebased=rebased, path=path)
    assert series is not None
    last = series.points[-1]
    code, cell = str(last.period), shown[str(last.period)]
    limits = series.limits
    return Summary(
        partnership=partnership,
        indicator=indicator,
        period=code,
        first_on=last.period.first_day,
        last_on=last.period.last_day,
        mark=cell.mark,
        why=cell.why,
        value=cell.value,
        base=cell.denominator,
        quality=cell.quality,
        source=cell.source,
        source_on=cell.source_on,
        entered_on=days[indicator.pk, code],
        variation=series.chart.variation.value,
        assurance=series.chart.assurance.value,
        words={"variation": kept(series.variation), "assurance": kept(series.assurance)},
        target=None if series.target is None else Decimal(str(round(series.target, 4))),
        met=series.met,
        points=[
            [str(point.period), point.value, flag]
            for point, flag in list(zip(series.points, series.flags, strict=True))[-KEPT:]
        ],
        limits=[limits.lower, limits.centre, limits.upper] if limits else None,
        has_note=(indicator.pk, code) in notes,
    )


def goals(
    partnership: Partnership, planned: Planned, lines: dict[str, Summary], today: date
) -> list[GoalSummary]:
    """How it stands with each goal of the plan, not saved. No queries."""
    if planned.document_id is None:
        return []
    return [
        GoalSummary(
            partnership=partnership,
            document_id=planned.document_id,
            part_id=goal.part_id,
            number=goal.number,
            title=goal.title,
            standing=status.standing.value,
            has=status.has,
            of=status.of,
            words=[kept(reason) for reason in status.reasons],
        )
        for goal, status in judged(planned, lines, today)
    ]
