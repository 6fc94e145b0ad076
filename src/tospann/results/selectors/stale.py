"""Whose lines on lists and boards no longer say what they would if reckoned today."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Model

from tospann.base import clock
from tospann.indicators.models import Indicator
from tospann.partnerships.models import Partnership
from tospann.results import summaries
from tospann.results.models import GoalSummary, Summary
from tospann.results.targets import planned


def stale_partnerships() -> Iterator[Partnership]:
    """Those with a line or a goal that has changed, by name. Sixteen queries for each."""
    for partnership in Partnership.objects.order_by("sort_key", "pk"):
        if is_stale(partnership):
            yield partnership


def is_stale(partnership: Partnership) -> bool:
    """Whether any line or goal would be another if it was reckoned now."""
    today = clock.today()
    plan = planned(partnership, today)
    followed = list(Indicator.objects.filter(published__partnership=partnership).distinct())
    lines = summaries.reckoned(partnership, followed, plan)
    kept = list(Summary.objects.filter(partnership=partnership))
    if _said(lines, "indicator_id") != _said(kept, "indicator_id"):
        return True
    codes = {one.pk: one.code for one in followed}
    goals = summaries.goals(
        partnership, plan, {codes[one.indicator_id]: one for one in lines}, today
    )
    there = list(GoalSummary.objects.filter(partnership=partnership))
    return _said(goals, "part_id") != _said(there, "part_id")


def _said(rows: list[Any], key: str) -> dict[Any, tuple[Any, ...]]:
    """Everything but the row's own number, by what it is about."""
    return {getattr(row, key): tuple(_values(row)) for row in rows}


def _values(row: Model) -> Iterator[Any]:
    for field in row._meta.local_concrete_fields:
        if not field.primary_key:
            yield getattr(row, field.attname)
