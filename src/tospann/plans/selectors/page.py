"""The plan's own page: what is agreed, and how it goes."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tospann.access.actor import Actor
from tospann.agreed.models import Document
from tospann.agreed.selectors import visible_to
from tospann.partnerships.models import Partnership
from tospann.plans.models import Outlook, Status
from tospann.plans.selectors.following import (
    MeasureNow,
    Told,
    View,
    judgements,
    latest_progress,
    measures_now,
    stream,
)
from tospann.plans.selectors.plans import (
    Plan,
    PlanLine,
    PlannedGoal,
    PlannedIndicator,
    PlannedMeasure,
    Target,
    as_plan,
    holding,
    plans_of,
)
from tospann.plans.selectors.signals import ConflictLine, Hand, conflicts_of, hand


@dataclass(frozen=True, slots=True)
class IndicatorNow:
    """An indicator with the target that comes next."""

    indicator: PlannedIndicator
    next: Target | None


@dataclass(frozen=True, slots=True)
class GoalNow:
    """A goal with its measures as they stand, and what each owner holds."""

    goal: PlannedGoal
    measures: tuple[MeasureNow, ...]
    indicators: tuple[IndicatorNow, ...]
    views: tuple[View, ...]

    @property
    def differs(self) -> bool:
        """Whether the owners hold different views of the goal."""
        return len({one.outlook for one in self.views}) > 1


def _counted(measures: tuple[MeasureNow, ...]) -> list[tuple[str, int]]:
    """How many measures stand how, in words; those nobody has told of are their own number."""
    counts = [
        (str(status.label), sum(one.told and one.status is status for one in measures))
        for status in Status
    ]
    counts.append((_("ikke meldt"), sum(not one.told for one in measures)))
    return [(words, count) for words, count in counts if count]


@dataclass(frozen=True, slots=True)
class PlanPage:
    """One year's plan as one person sees it."""

    hand: Hand
    lines: list[PlanLine]  # every plan this person may see, newest year first
    line: PlanLine | None  # the one shown
    plan: Plan | None
    goals: tuple[GoalNow, ...]
    loose: tuple[MeasureNow, ...]
    conflicts: tuple[ConflictLine, ...]
    newer: PlanLine | None  # the plan in force, when another is shown
    day: date

    @property
    def measures(self) -> tuple[MeasureNow, ...]:
        """Every measure, goal by goal."""
        return (*(one for goal in self.goals for one in goal.measures), *self.loose)

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many measures stand how, in words."""
        return _counted(self.measures)

    @property
    def attention(self) -> list[MeasureNow]:
        """What someone should look at this week, the most pressing first."""
        found = [one for one in self.measures if one.needs_attention]
        return sorted(
            found,
            key=lambda one: (
                not one.overdue,
                one.status is not Status.DELAYED,
                one.measure.deadline or date.max,
                one.measure.title,
            ),
        )

    @property
    def next_is_begun(self) -> bool:
        """Whether there is a plan for a later year already."""
        return bool(self.lines) and self.lines[0].year > self.day.year

    @property
    def is_live(self) -> bool:
        """Whether every owner has ratified what is shown, so that progress counts."""
        return self.line is not None and self.line.agreed is not None


def plan_page(
    actor: Actor, partnership: Partnership, day: date, year: int | None = None
) -> PlanPage:
    """The plan of a year, or the one in force, or else the newest. At most 18 queries."""
    hands = hand(actor, partnership, day)
    lines = [
        one
        for one in plans_of(partnership, day)
        if one.standings or (one.draft is not None and hands.reads_drafts)
    ]
    shown = next((one for one in lines if one.year == year), None) if year else None
    if shown is None and year is None:
        shown = holding(lines) or next((one for one in lines if one.shown), None)
        shown = shown or next(iter(lines), None)
    standing = shown.shown if shown else None
    plan = as_plan(standing.version) if standing else None
    told = latest_progress([plan.document_id]) if plan else {}
    views = judgements([plan.document_id]) if plan else {}
    now = measures_now(plan, day, told.get(plan.document_id, {})) if plan else {}
    held = views.get(plan.document_id, {}) if plan else {}
    asked = {quote.id for goal in plan.goals for quote in goal.signals} if plan else set()
    conflicts = conflicts_of(partnership, day) if hands.inside and plan else []
    in_force = holding(lines)
    return PlanPage(
        hand=hands,
        lines=lines,
        line=shown,
        plan=plan,
        goals=tuple(
            GoalNow(
                goal,
                tuple(now[one.part_id] for one in goal.measures),
                tuple(IndicatorNow(one, one.target_on(day)) for one in goal.indicators),
                held.get(goal.part_id, ()),
            )
            for goal in (plan.goals if plan else ())
        ),
        loose=tuple(now[one.part_id] for one in (plan.loose if plan else ())),
        conflicts=tuple(one for one in conflicts if not one.settled and one.touches(asked)),
        newer=in_force if in_force is not shown else None,
        day=day,
    )


@dataclass(frozen=True, slots=True)
class MeasurePage:
    """A measure with everything that was told about it."""

    hand: Hand
    document: Document
    plan: Plan
    goal: PlannedGoal | None
    now: MeasureNow
    told: list[Told]
    lineage: list[tuple[PlanLine, PlannedMeasure]]  # the same measure in other years' plans


def measure_page(actor: Actor, document_id, part_id: str, day: date) -> MeasurePage | None:
    """A measure of a plan that every owner has ratified; None when there is none. 13 queries."""
    found = _agreed(actor, document_id, day)
    if found is None:
        return None
    hands, lines, line, plan = found
    measure = next((one for one in plan.measures if one.part_id == part_id), None)
    if measure is None:
        return None
    told = stream(line.document, part_id)
    return MeasurePage(
        hand=hands,
        document=line.document,
        plan=plan,
        goal=next((one for one in plan.goals if measure in one.measures), None),
        now=MeasureNow(measure, told[0].row if told else None, day),
        told=told,
        lineage=[
            (other, one)
            for other in lines
            if other is not line and other.agreed
            for one in as_plan(other.agreed.version).measures
            if one.part_id == part_id
        ],
    )


@dataclass(frozen=True, slots=True)
class GoalPage:
    """A goal, for an owner that has its own view of it."""

    hand: Hand
    document: Document
    plan: Plan
    goal: PlannedGoal
    views: tuple[View, ...]
    outlooks: tuple[Outlook, ...]


def goal_page(actor: Actor, document_id, part_id: str, day: date) -> GoalPage | None:
    """A goal of a plan that every owner has ratified; None when there is none. 13 queries."""
    found = _agreed(actor, document_id, day)
    if found is None:
        return None
    hands, _lines, line, plan = found
    goal = next((one for one in plan.goals if one.part_id == part_id), None)
    if goal is None:
        return None
    views = judgements([line.document.pk]).get(line.document.pk, {}).get(part_id, ())
    return GoalPage(hands, line.document, plan, goal, views, tuple(Outlook))


def _agreed(
    actor: Actor, document_id, day: date
) -> tuple[Hand, list[PlanLine], PlanLine, Plan] | None:
    document = visible_to(actor).select_related("partnership").filter(pk=document_id).first()
    if document is None:
        return None
    lines = plans_of(document.partnership, day)
    line = next((one for one in lines if one.document.pk == document.pk), None)
    if line is None or line.agreed is None:
        return None
    return hand(actor, document.partnership, day), lines, line, as_plan(line.agreed.version)
