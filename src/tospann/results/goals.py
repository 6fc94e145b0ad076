"""How it stands with the goals of the plan, by the engine's one rule."""

from collections.abc import Mapping
from datetime import date

from tospann.engines.results.charts import Assurance, Variation
from tospann.engines.results.periods import Due, Period, containing, parse
from tospann.engines.results.status import Figure, Reading, Sort, Status, status
from tospann.indicators.models import Frequency, Indicator
from tospann.plans.selectors.plans import PlannedGoal
from tospann.results.figures import LENGTHS
from tospann.results.models import Mark, Summary
from tospann.results.targets import Planned


def judged(
    planned: Planned, lines: Mapping[str, Summary], today: date
) -> list[tuple[PlannedGoal, Status]]:
    """Each goal and how it stands on a day. `lines` are the summaries by code. No queries."""
    return [
        (
            goal,
            status(
                [
                    reading(
                        planned.indicators[one.code],
                        lines.get(one.code),
                        today,
                        planned.since(one.code),
                    )
                    for one in goal.indicators
                    if one.code in planned.indicators
                ]
            ),
        )
        for goal in planned.goals
    ]


def reading(
    indicator: Indicator, line: Summary | None, today: date, since: date | None = None
) -> Reading:
    """One indicator as the rule reads it. A figure that should have come since is missing."""
    figure = standing_of(indicator, line, today, since)
    if line is None or figure is not Figure.THERE:
        return Reading(indicator.name, Sort(indicator.type), figure)
    return Reading(
        indicator.name,
        Sort(indicator.type),
        figure,
        Variation(line.variation),
        Assurance(line.assurance),
        line.met,
    )


def standing_of(
    indicator: Indicator, line: Summary | None, today: date, since: date | None = None
) -> Figure:
    """Whether the latest figure that must have come is there, missing, hidden or not yet due.

    `since` is the first day the plan follows the indicator.
    """
    wanted = latest_wanted(indicator, today)
    if line is None:
        is_followed = since is None or wanted.last_day >= since
        return Figure.MISSING if is_followed else Figure.NOT_DUE
    if parse(line.period) < wanted:
        return Figure.MISSING
    if line.mark == Mark.NUMBER:
        return Figure.THERE
    return Figure.MISSING if line.mark == Mark.MISSING else Figure.HIDDEN


def latest_wanted(indicator: Indicator, today: date) -> Period:
    """The newest period whose figure must have come by the day."""
    period = containing(today, LENGTHS[Frequency(indicator.frequency)])
    while period.due(today, indicator.due_days) is not Due.LATE:
        period = period.previous
    return period


def wanted_in_a_year(indicator: Indicator, today: date, since: date | None = None) -> list[Period]:
    """The periods of a year whose figures must have come by the day, oldest first.

    None that was over before `since`, the day following began.
    """
    last = latest_wanted(indicator, today)
    year = [last.step(-back) for back in reversed(range(last.length.a_year))]
    return [one for one in year if one.due(today, indicator.due_days, since) is Due.LATE]


def followed_since(first: str, asked: date | None) -> date | None:
    """The day following of an indicator began, by the code of the period of its first figure.

    That period's first day, or the day the plan begins to ask, whichever is earlier. None when
    there is neither figure nor plan.
    """
    days = [parse(first).first_day] if first else []
    return min([*days, *([asked] if asked else [])], default=None)
