"""Figures that have come, that are late, and how goals stand: as the card of an office says it."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from django.db.models import Q

from tospann.engines.results.charts import Variation
from tospann.engines.results.status import Standing
from tospann.indicators.models import Indicator
from tospann.plans.selectors.plans import Plan
from tospann.results.goals import judged, latest_wanted
from tospann.results.models import Summary
from tospann.results.targets import Planned

MISSED = (Standing.MISSED, Standing.ACTIVITY_BEHIND)
# Activity as planned is no result: it does not tell whether the goal will be reached.
UNKNOWN = (Standing.UNKNOWN, Standing.ACTIVITY_AS_PLANNED)


@dataclass
class Followed:
    """What one partnership follows: its latest figures, and the indicators of its plan.

    `known` are the catalogue's indicators and its own, by code.
    """

    summaries: dict[str, Summary]  # by code
    known: dict[str, Indicator]
    plan: Plan | None
    last_days: "LastDays"

    @cached_property
    def planned(self) -> Planned:
        """The plan in force, as the results read it."""
        if self.plan is None:
            return Planned(indicators=self.known)
        return Planned(
            document_id=self.plan.document_id,
            year=self.plan.year,
            goals=self.plan.goals,
            indicators=self.known,
        )

    @property
    def worse_count(self) -> int:
        """How many indicators show a real worsening."""
        return sum(one.variation == Variation.CONCERN for one in self.summaries.values())

    @property
    def late_count(self) -> int:
        """How many of those in use should have come with a newer figure than they have."""
        return sum(
            self._is_late(self.known[code])
            for code in {*self.planned.codes, *self.summaries}
            if self.known[code].retired_at is None
        )

    def _is_late(self, indicator: Indicator) -> bool:
        line, last = self.summaries.get(indicator.code), self.last_days.of(indicator)
        if line is not None:
            return line.last_on < last
        since = self.planned.since(indicator.code)  # the plan asks for nothing from before it
        return since is None or since <= last

    def standings(self, day: date) -> Counter[Standing]:
        """How many goals of the plan stand how."""
        return Counter(status.standing for _, status in judged(self.planned, self.summaries, day))


class LastDays:
    """The last day of the newest period that must have come by a day, for each indicator."""

    def __init__(self, day: date) -> None:
        self.day = day
        self._found: dict[UUID, date] = {}

    def of(self, indicator: Indicator) -> date:
        """That last day; reckoned once for each indicator."""
        if indicator.pk not in self._found:
            self._found[indicator.pk] = latest_wanted(indicator, self.day).last_day
        return self._found[indicator.pk]


def followed(
    ids: Collection[UUID], plans: dict[UUID, Plan | None], day: date
) -> dict[UUID, Followed]:
    """What each partnership follows. Two queries."""
    common: dict[str, Indicator] = {}
    own: dict[UUID, dict[str, Indicator]] = defaultdict(dict)
    by_id: dict[UUID, Indicator] = {}
    for row in Indicator.objects.filter(Q(partnership=None) | Q(partnership__in=ids)):
        by_id[row.pk] = row
        (own[row.partnership_id] if row.partnership_id else common)[row.code] = row
    summaries: dict[UUID, dict[str, Summary]] = defaultdict(dict)
    for line in Summary.objects.filter(partnership__in=ids).defer("points", "words", "limits"):
        line.indicator = by_id[line.indicator_id]
        summaries[line.partnership_id][line.indicator.code] = line
    last_days = LastDays(day)
    return {
        key: Followed(summaries[key], {**common, **own[key]}, plans[key], last_days) for key in ids
    }
