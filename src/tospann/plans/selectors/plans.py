"""The plans of a partnership: which there are, which one holds, and what it says.

`plan_of`, `plans_of` and the dataclasses here are what the apps above read.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from tospann.agreed.models import Document, Draft, Version
from tospann.agreed.standing import Standing, State, standings, with_rows
from tospann.base import clock
from tospann.partnerships.models import Partnership
from tospann.plans.body import JointPlan, Measure, Quote
from tospann.plans.selectors.signals import KIND_NAME

AGREED = {State.AGREED, State.IN_FORCE, State.SUPERSEDED, State.ENDED, State.LACKS_ANNEX}


@dataclass(frozen=True, slots=True)
class Target:
    """The value an indicator is to have reached on a day."""

    on: date
    value: Decimal


@dataclass(frozen=True, slots=True)
class PlannedIndicator:
    """An indicator a goal is followed by. `code` is the catalogue's."""

    id: str
    code: str
    title: str
    unit: str
    decimals: int
    direction: str
    type: str
    baseline: Decimal | None
    baseline_period: str
    path: tuple[Target, ...]  # by day

    def target_on(self, day: date) -> Target | None:
        """The first target that is not before the day; the last one when all are."""
        return next(
            (one for one in self.path if one.on >= day), self.path[-1] if self.path else None
        )


@dataclass(frozen=True, slots=True)
class PlannedMeasure:
    """A measure, as it is agreed. `part_id` is what progress points at."""

    part_id: str
    title: str
    line: str
    responsible: str  # owner code
    responsible_name: str
    role: str
    start: date | None
    deadline: date | None
    continuous: bool
    kroner: int | None
    payer: str


@dataclass(frozen=True, slots=True)
class PlannedGoal:
    """A goal with its signals, measures and indicators, in the order of the document."""

    id: str
    part_id: str
    number: int
    title: str
    answer: str
    signals: tuple[Quote, ...]
    measures: tuple[PlannedMeasure, ...]
    indicators: tuple[PlannedIndicator, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan as one version says it."""

    document_id: UUID
    version: int
    sha256: str
    title: str
    year: int
    since: date
    until: date
    copied_from: str
    goals: tuple[PlannedGoal, ...]
    loose: tuple[PlannedMeasure, ...]  # measures without a goal

    @property
    def measures(self) -> tuple[PlannedMeasure, ...]:
        """Every measure, goal by goal."""
        return (*(one for goal in self.goals for one in goal.measures), *self.loose)


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan among the partnership's plans, with how its versions stand."""

    document: Document
    year: int
    standings: tuple[Standing, ...]  # newest first
    draft: Draft | None

    @property
    def holds(self) -> Standing | None:
        """The version in force."""
        return next((one for one in self.standings if one.state is State.IN_FORCE), None)

    @property
    def agreed(self) -> Standing | None:
        """The newest version that every owner has ratified."""
        return next((one for one in self.standings if one.state in AGREED), None)

    @property
    def waiting(self) -> Standing | None:
        """The newest version, when it waits for owners."""
        newest = self.standings[0] if self.standings else None
        return newest if newest and newest.state is State.OPEN else None

    @property
    def shown(self) -> Standing | None:
        """What the plan's page shows: what is agreed, or else what waits."""
        return self.agreed or (self.standings[0] if self.standings else None)


def documents_of(
    partnership: Partnership, documents: Iterable[Document] | None = None
) -> list[Document]:
    """The documents that are plans, from `with_rows`. Nine queries.

    None when the partnership's documents are at hand, from `with_rows` too, and are given.
    """
    if documents is None:
        return list(with_rows(Document.objects.filter(partnership=partnership, kind=KIND_NAME)))
    return [one for one in documents if one.kind == KIND_NAME]


def plans_of(
    partnership: Partnership,
    day: date | None = None,
    documents: Iterable[Document] | None = None,
) -> list[PlanLine]:
    """Every plan of a partnership as it stands on a day, newest year first. Nine queries, none
    when the documents are given.
    """
    on = day or clock.today()
    lines = []
    for document in documents_of(partnership, documents):
        found = tuple(standings(document, on))
        draft = getattr(document, "draft", None)
        body = found[0].version.read().body if found else (draft.body if draft else None)
        lines.append(PlanLine(document, (body or {}).get("year") or 0, found, draft))
    return sorted(lines, key=lambda one: (one.year, str(one.document.pk)), reverse=True)


def holding(lines: list[PlanLine]) -> PlanLine | None:
    """The plan in force among these, the newest year first. No queries."""
    return next((one for one in lines if one.holds), None)


def plan_of(
    partnership: Partnership, day: date, documents: Iterable[Document] | None = None
) -> Plan | None:
    """The plan in force on a day, or None. Nine queries, none when the documents are given."""
    line = holding(plans_of(partnership, day, documents))
    return as_plan(line.holds.version) if line and line.holds else None


def as_plan(version: Version) -> Plan:
    """What a version says, goal by goal. No queries."""
    content = version.read()
    return plan_from(
        JointPlan.model_validate(content.body),
        document_id=version.document_id,
        version=version.number,
        sha256=version.sha256,
        title=content.title,
    )


def plan_from(
    body: JointPlan, *, document_id: UUID, version: int, sha256: str, title: str
) -> Plan:
    """A body as a plan, goal by goal. No queries."""
    quotes = {one.id: one for one in body.signals}
    known = {goal.id for goal in body.goals}
    year = body.year or 0
    return Plan(
        document_id=document_id,
        version=version,
        sha256=sha256,
        title=title,
        year=year,
        since=date(max(year, 1), 1, 1),
        until=date(max(year, 1), 12, 31),
        copied_from=body.copied_from,
        goals=tuple(
            PlannedGoal(
                id=goal.id,
                part_id=goal.part_id,
                number=n,
                title=goal.title,
                answer=goal.answer,
                signals=tuple(quotes[one] for one in goal.signals if one in quotes),
                measures=tuple(_measure(body, one) for one in body.measures_of(goal.id)),
                indicators=tuple(_indicator(body, one) for one in body.aims_of(goal.id)),
            )
            for n, goal in enumerate(body.goals, start=1)
        ),
        loose=tuple(_measure(body, one) for one in body.measures if one.goal not in known),
    )


def _measure(body: JointPlan, one: Measure) -> PlannedMeasure:
    return PlannedMeasure(
        part_id=one.part_id,
        title=one.title,
        line=one.line or "",
        responsible=one.responsible,
        responsible_name=body.owner_name(one.responsible),
        role=one.role,
        start=one.start,
        deadline=one.deadline,
        continuous=bool(one.continuous),
        kroner=one.kroner,
        payer=one.payer,
    )


def _indicator(body: JointPlan, one) -> PlannedIndicator:
    return PlannedIndicator(
        id=one.id,
        code=one.code,
        title=one.title,
        unit=one.unit,
        decimals=one.decimals,
        direction=one.direction,
        type=one.type,
        baseline=one.baseline,
        baseline_period=one.baseline_period,
        path=tuple(
            Target(step.on, step.value)
            for step in body.path_of(one.id)
            if step.on and step.value is not None
        ),
    )


# --- For the actions --------------------------------------------------------------------


def draft_body(document: Document) -> JointPlan | None:
    """The draft's body, or None without a draft. One query."""
    draft = Draft.objects.filter(document=document).first()
    return JointPlan.model_validate(draft.body) if draft else None


def newest_body(document: Document) -> JointPlan:
    """The newest opened text, or the draft while none is opened. At most two queries."""
    version = document.versions.order_by("number").last()
    if version is not None:
        return JointPlan.model_validate(version.read().body)
    return draft_body(document) or JointPlan()


def has_rival(document: Document, year: int) -> bool:
    """Whether the partnership has another plan for the year, opened or in writing. Two queries."""
    others = Document.objects.filter(partnership=document.partnership_id, kind=KIND_NAME).exclude(
        pk=document.pk
    )
    return (
        Draft.objects.filter(document__in=others, body__year=year).exists()
        or Version.objects.filter(document__in=others, since=date(year, 1, 1)).exists()
    )


def agreed_bodies(document: Document) -> list[JointPlan]:
    """The texts every owner has ratified, newest first. Nine queries."""
    fresh = with_rows(Document.objects.filter(pk=document.pk)).get()
    return [
        JointPlan.model_validate(one.version.read().body)
        for one in standings(fresh, clock.today())
        if one.state in AGREED
    ]


def partnership_by(slug: str) -> Partnership | None:
    """A partnership by its address. One query."""
    return Partnership.objects.filter(slug=slug).first()


def document_of(document_id: UUID) -> Document | None:
    """A plan's document with partnership and draft. One query."""
    return (
        Document.objects.select_related("partnership", "draft")
        .filter(pk=document_id, kind=KIND_NAME)
        .first()
    )
