"""What a report quotes: the plan, how its measures stand, and the figures as they are now.

Figures come from what is published, never from what was given: what is hidden there is hidden
here. The words are those of the engine, reckoned on the office's own series.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from tospann.agreed.models import Document
from tospann.base import clock
from tospann.engines.results import periods
from tospann.engines.results.attainment import Path
from tospann.engines.results.charts import Variation
from tospann.engines.results.periods import Due, Period
from tospann.indicators import selectors as indicators
from tospann.indicators.models import Frequency, Indicator, Line
from tospann.partnerships.models import OwnerKind, Partnership
from tospann.partnerships.selectors import owners_on
from tospann.plans.body import JointPlan
from tospann.plans.models import Progress, Status
from tospann.plans.selectors.following import latest_progress
from tospann.plans.selectors.plans import Plan, PlanLine, PlannedIndicator, as_plan, plans_of
from tospann.reports.body import (
    OFFICE,
    Cell,
    Choice,
    Cost,
    Figure,
    Goal,
    Mark,
    Measure,
    Party,
    Point,
    Report,
    Signal,
)
from tospann.results import cells as published
from tospann.results import wording
from tospann.results.cells import HIDDEN
from tospann.results.figures import LENGTHS
from tospann.results.models import Mark as GivenMark
from tospann.results.models import Published, Quality, Rebase
from tospann.results.series import Series, series_of
from tospann.results.targets import path_of

SHOWN = 24  # periods in a chart


def agreed_plan(partnership: Partnership, year: int) -> PlanLine | None:
    """The plan of a year that every owner has ratified, if there is one. Eight queries."""
    lines = plans_of(partnership, clock.today())
    return next((one for one in lines if one.year == year and one.agreed), None)


def quoted(document: Document, body: Report) -> Report:
    """The body with plan, measures and figures written in as they are now.

    What the writer has typed follows the ids of the plan; a goal the plan no longer has is left
    out. Without a period or an agreed plan nothing is written in but the owners. 14 queries.
    """
    return written_in(document.partnership, body)


def written_in(partnership: Partnership, body: Report) -> Report:
    """As `quoted`, for a report that is not a document yet."""
    span, today = body.span, clock.today()
    owners = owners_on(partnership, span.last_day if span else today)
    line = agreed_plan(partnership, span.year) if span else None
    if span is None or line is None or line.agreed is None:
        parties = [Party(code=o.owner.code, name=o.owner.name, kind=o.owner.kind) for o in owners]
        return body.model_copy(update={"parties": parties, "office": partnership.name})
    version = line.agreed.version
    plan, agreed = as_plan(version), JointPlan.model_validate(version.read().body)
    frames = {one.owner: one.kroner for one in agreed.frames}
    parties = [
        Party(
            code=one.owner.code,
            name=one.owner.name,
            kind=one.owner.kind,
            frame=frames.get(one.owner.code),
        )
        for one in owners
    ]
    told = latest_progress([plan.document_id]).get(plan.document_id, {})
    left_out = set(body.left_out)
    followed = [
        (goal.id, one)
        for goal in plan.goals
        for one in goal.indicators
        if one.code not in left_out
    ]
    return body.model_copy(
        update={
            "plan": str(plan.document_id),
            "plan_version": plan.version,
            "plan_title": plan.title,
            "office": partnership.name,
            "parties": parties,
            "goals": _goals(plan, body),
            "measures": _measures(plan, body, told),
            "figures": figures(partnership, followed, span, parties, today),
            "costs": [body.cost_of(one.code) or Cost(id=one.code) for one in parties],
            "choices": [
                Choice(id=one.code, text=body.choice_of(one.code))
                for one in parties
                if one.kind == OwnerKind.MUNICIPALITY
            ],
        }
    )


def _goals(plan: Plan, body: Report) -> list[Goal]:
    typed = {one.id: one for one in body.goals}
    empty = Goal(id="")
    return [
        Goal(
            id=goal.id,
            part_id=goal.part_id,
            title=goal.title,
            text=typed.get(goal.id, empty).text,
            short=typed.get(goal.id, empty).short,
            signals=[
                Signal(
                    id=one.id,
                    label=one.label,
                    owner=one.owner,
                    line=one.line,
                    obligation=str(one.obligation.label),
                    source=", ".join(part for part in (one.document, one.place) if part),
                    text=one.text if one.public else "",
                    internal=not one.public,
                )
                for one in goal.signals
            ],
        )
        for goal in plan.goals
    ]


def _measures(plan: Plan, body: Report, told: dict[str, Progress]) -> list[Measure]:
    """A measure the writer has not seen yet begins with the newest word about it."""
    typed = {one.id: one.text for one in body.measures}
    goal_of = {one.part_id: goal.id for goal in plan.goals for one in goal.measures}
    found = []
    for one in plan.measures:
        latest = told.get(one.part_id)
        found.append(
            Measure(
                id=one.part_id,
                goal=goal_of.get(one.part_id, ""),
                title=one.title,
                responsible=one.responsible_name,
                role=one.role,
                deadline=one.deadline,
                continuous=one.continuous,
                status=latest.status if latest else "",
                status_words=str(Status(latest.status).label) if latest else "",
                told_on=latest.on if latest else None,
                text=typed.get(one.part_id, latest.text if latest else ""),
            )
        )
    return found


# --- Figures ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Known:
    """What is published of one indicator up to the report's last day, by code of period."""

    rows: dict[str, Published]
    rebased: frozenset[str]


def figures(
    partnership: Partnership,
    followed: Sequence[tuple[str, PlannedIndicator]],
    span: Period,
    parties: Sequence[Party],
    today: date,
) -> list[Figure]:
    """The followed indicators for a period, in the order given. Three queries."""
    catalogue = indicators.by_code(partnership)
    wanted = [(goal, one, catalogue[one.code]) for goal, one in followed if one.code in catalogue]
    known = _known(partnership, [row for _goal, _one, row in wanted], span)
    seen: set[str] = set()
    found = []
    for goal, one, row in wanted:
        if row.code not in seen:  # followed under two goals: reported once, under the first
            seen.add(row.code)
            found.append(_figure(goal, one, row, known[row.pk], span, parties, today))
    return found


def _known(
    partnership: Partnership, every: Iterable[Indicator], span: Period
) -> dict[UUID, Known]:
    """Two queries."""
    rows: dict[UUID, dict[str, Published]] = defaultdict(dict)
    rebased: dict[UUID, set[str]] = defaultdict(set)
    ids = [one.pk for one in every]
    for row in Published.objects.filter(
        partnership=partnership, indicator__in=ids, standing=True, first_on__lte=span.last_day
    ).order_by("first_on"):
        rows[row.indicator_id][row.period] = row
    for key, period in Rebase.objects.filter(
        partnership=partnership, indicator__in=ids, withdrawn_at=None
    ).values_list("indicator", "period"):
        rebased[key].add(period)
    return {key: Known(rows[key], frozenset(rebased[key])) for key in ids}


def expected(indicator: Indicator, span: Period) -> Period:
    """The indicator's own last period that ended with the report's, or before it."""
    found = periods.containing(span.last_day, LENGTHS[Frequency(indicator.frequency)])
    return found if found.last_day <= span.last_day else found.previous


def _figure(
    goal: str,
    planned: PlannedIndicator,
    indicator: Indicator,
    known: Known,
    span: Period,
    parties: Sequence[Party],
    today: date,
) -> Figure:
    period = expected(indicator, span)
    late = period.due(today, indicator.due_days) is Due.LATE
    target = planned.target_on(span.last_day)
    series = _series(indicator, known, period, path_of(planned))
    told = series is not None and series.points[-1].value is not None
    limits = series.limits if series else None
    return Figure(
        id=indicator.code,
        goal=goal,
        title=indicator.name,
        meaning=indicator.meaning,
        measure=indicator.measure,
        unit=indicator.unit_name,
        decimals=indicator.decimals,
        direction=indicator.direction,
        type=indicator.type,
        line=indicator.line,
        whose=_whose(indicator, parties),
        period=str(period),
        period_label=period.label.said(_),
        due_on=period.due_on(indicator.due_days),
        cells=_cells(
            indicator, known.rows.get(str(period)), parties, Mark.MISSING if late else Mark.NOT_DUE
        ),
        target=_rounded(target.value, indicator) if target else None,
        target_on=target.on if target else None,
        judgement=series.chart.variation.value if series and told else "",
        variation=series.variation.said(_) if series and told else "",
        assurance=series.assurance.said(_) if series and told and _is_judged(series) else "",
        points=[
            Point(
                label=one.period.label.said(_),
                value=_rounded(one.cell.value, indicator)
                if one.cell is not None and one.cell.value is not None
                else None,
            )
            for one in (series.points[-SHOWN:] if series else ())
        ],
        lower=_rounded(Decimal(str(limits.lower)), indicator) if limits else None,
        upper=_rounded(Decimal(str(limits.upper)), indicator) if limits else None,
        base_at=_base_at(series) if series else 0,
    )


def _base_at(series: Series) -> int:
    """Where among the shown points the last base begins."""
    return max(series.chart.segments[-1].first - max(len(series.points) - SHOWN, 0), 0)


def _is_judged(series: Series) -> bool:
    """Whether there is a target, and figures enough to say anything about it."""
    return series.target is not None and series.chart.variation is not Variation.TOO_FEW


def _series(indicator: Indicator, known: Known, last: Period, path: Path | None) -> Series | None:
    """What is shown of the whole office, up to and with the period."""
    shown = {
        code: cell
        for code, row in known.rows.items()
        if periods.parse(code) <= last and (cell := published.office_cell(row))
    }
    return series_of(indicator, shown, rebased=sorted(known.rebased), path=path)


def _whose(indicator: Indicator, parties: Sequence[Party]) -> str:
    """Who gives the figure, in words."""
    if indicator.line == Line.JOINT:
        return _("kontoret")
    kind = OwnerKind.STATE if indicator.line == Line.STATE else OwnerKind.MUNICIPALITY
    named = [one.name for one in parties if one.kind == kind]
    return named[0] if len(named) == 1 else _("kommunene")


def _cells(
    indicator: Indicator, row: Published | None, parties: Sequence[Party], awaited: Mark
) -> list[Cell]:
    """The office's cell, and one for each municipality when the figure is given for any."""
    shown = {
        cell.place: cell for cell in (published.cells_of(row) if row else ()) if cell.split == ""
    }
    numbers = [one.code for one in parties if one.kind == OwnerKind.MUNICIPALITY]
    by_place = len(numbers) > 1 and any(number in shown for number in numbers)
    places = [OFFICE, *numbers] if by_place else [OFFICE]
    return [_cell(place, shown.get(place), indicator, awaited) for place in places]


def _cell(place: str, given: published.Cell | None, indicator: Indicator, awaited: Mark) -> Cell:
    if given is None:
        return Cell(place=place, mark=awaited)
    cell = Cell(place=place, mark=Mark.MISSING, source=given.source, source_on=given.source_on)
    if given.is_number and given.value is not None:
        return cell.model_copy(
            update={
                "mark": Mark.NUMBER,
                "value": _rounded(given.value, indicator),
                "preliminary": given.quality in (Quality.PRELIMINARY, Quality.ESTIMATED),
                "illustrative": given.quality == Quality.ILLUSTRATIVE,
            }
        )
    if given.mark == HIDDEN:
        return cell.model_copy(update={"mark": Mark.HIDDEN, "why": wording.why_words(given.why)})
    if given.mark == GivenMark.SUPPRESSED:
        return cell.model_copy(
            update={"mark": Mark.HIDDEN, "why": _("Tallet er skjult av den som ga det.")}
        )
    if given.mark == GivenMark.NOT_APPLICABLE:
        return cell.model_copy(update={"mark": Mark.NOT_APPLICABLE})
    return cell


def _rounded(value: Decimal, indicator: Indicator) -> Decimal:
    """As it is shown everywhere: with the indicator's own number of decimals."""
    return value.quantize(Decimal(1).scaleb(-indicator.decimals), ROUND_HALF_UP)
