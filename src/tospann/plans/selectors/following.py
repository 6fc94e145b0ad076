"""How the plan goes: the newest word about each measure, what each owner holds, what is due."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from tospann.agreed.models import Document
from tospann.agreed.standing import standings
from tospann.partnerships.models import Owner, Partnership, RoleLabel
from tospann.plans.models import Judgement, Outlook, Progress, Status
from tospann.plans.selectors.plans import AGREED, Plan, PlannedMeasure, as_plan, documents_of

SOON = timedelta(days=30)
SILENT = timedelta(days=60)  # without a word about a measure that is under way
OPEN = {Status.NOT_STARTED, Status.UNDER_WAY, Status.DELAYED}


def latest_progress(document_ids: Iterable[UUID]) -> dict[UUID, dict[str, Progress]]:
    """The newest word about each measure, by document and part. One query."""
    found: dict[UUID, dict[str, Progress]] = defaultdict(dict)
    rows = Progress.objects.filter(document__in=list(document_ids)).select_related("owner")
    for row in rows.order_by("on", "reported_at", "pk"):
        found[row.document_id][row.part_id] = row
    return dict(found)


def stream(document: Document, part_id: str) -> list["Told"]:
    """Every word about a measure, newest first. One query."""
    rows = Progress.objects.filter(document=document, part_id=part_id).select_related("owner")
    return [Told(row, role_name(row.role)) for row in rows.order_by("-on", "-reported_at", "-pk")]


def role_name(role: str) -> str:
    """A role in words; what is not known is left as it is."""
    return str(dict(RoleLabel.choices).get(role, role))


@dataclass(frozen=True, slots=True)
class Told:
    """One word about a measure, with the role it was told in."""

    row: Progress
    role: str


@dataclass(frozen=True, slots=True)
class View:
    """What one owner holds about a goal now."""

    owner: Owner
    row: Judgement

    @property
    def outlook(self) -> Outlook:
        return Outlook(self.row.outlook)


def judgements(document_ids: Iterable[UUID]) -> dict[UUID, dict[str, tuple[View, ...]]]:
    """Each owner's own view of each goal, by document and part, but lifted ones. One query."""
    newest: dict[tuple[UUID, str, UUID], Judgement] = {}
    rows = Judgement.objects.filter(document__in=list(document_ids)).select_related("owner")
    for row in rows.order_by("said_at", "pk"):
        newest[(row.document_id, row.part_id, row.owner_id)] = row
    found: dict[UUID, dict[str, tuple[View, ...]]] = defaultdict(dict)
    for row in sorted(newest.values(), key=lambda one: one.owner.sort_key):
        if row.outlook != Outlook.LIFTED:
            before = found[row.document_id].get(row.part_id, ())
            found[row.document_id][row.part_id] = (*before, View(row.owner, row))
    return dict(found)


# --- Measures as they stand -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MeasureNow:
    """A measure with its newest word, on a day."""

    measure: PlannedMeasure
    latest: Progress | None
    day: date

    @property
    def status(self) -> Status:
        """The newest status; not begun while nobody has said anything."""
        return Status(self.latest.status) if self.latest else Status.NOT_STARTED

    @property
    def told(self) -> bool:
        """Whether anybody has said anything: "not begun" is not the same as "no word"."""
        return self.latest is not None

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def overdue(self) -> bool:
        """Past its deadline and not ended."""
        deadline = self.measure.deadline
        return self.is_open and deadline is not None and deadline < self.day

    @property
    def due_soon(self) -> bool:
        """Its deadline is within thirty days."""
        deadline = self.measure.deadline
        return self.is_open and deadline is not None and self.day <= deadline <= self.day + SOON

    @property
    def silent(self) -> bool:
        """Begun by the plan, and without a word for sixty days."""
        if not self.is_open or (self.measure.start and self.measure.start > self.day):
            return False
        return self.latest is not None and self.latest.on < self.day - SILENT

    @property
    def needs_attention(self) -> bool:
        return self.overdue or self.due_soon or self.silent or self.status is Status.DELAYED


def measures_now(plan: Plan, day: date, told: dict[str, Progress]) -> dict[str, MeasureNow]:
    """Each measure of a plan as it stands, by part id. No queries."""
    return {one.part_id: MeasureNow(one, told.get(one.part_id), day) for one in plan.measures}


# --- For the wheel ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day a ratified plan names: a measure's deadline, or a dated target."""

    day: date
    kind: str  # "measure" or "target"
    title: str
    document_id: UUID
    part_id: str  # the measure's, or the goal's
    responsible: str  # owner code; empty for a target
    role: str
    ended: bool  # the measure is done or stopped; never for a target


def deadlines(
    partnership: Partnership,
    first: date,
    last: date,
    documents: Iterable[Document] | None = None,
) -> tuple[Deadline, ...]:
    """What the plans that every owner has ratified name between two days, both included.

    The newest ratified version of each year's plan counts. By day, then by title. Ten queries,
    one when the documents are given.
    """
    plans = []
    for document in documents_of(partnership, documents):
        agreed = next((one for one in standings(document, last) if one.state in AGREED), None)
        if agreed:
            plans.append(as_plan(agreed.version))
    told = latest_progress([one.document_id for one in plans])
    found = [
        one for plan in plans for one in _deadlines(plan, told.get(plan.document_id, {}), plans)
    ]
    return tuple(
        sorted(
            (one for one in found if first <= one.day <= last),
            key=lambda one: (one.day, one.title, one.part_id),
        )
    )


def _deadlines(plan: Plan, told: dict[str, Progress], every: list[Plan]) -> list[Deadline]:
    """What one plan names; a day that a later year's plan names for the same part is its own."""
    later = [one for one in every if one.year > plan.year]
    continued = {one.part_id for other in later for one in other.measures}
    measures = [
        Deadline(
            day=one.deadline,
            kind="measure",
            title=one.title,
            document_id=plan.document_id,
            part_id=one.part_id,
            responsible=one.responsible,
            role=one.role,
            ended=one.part_id in told and Status(told[one.part_id].status) not in OPEN,
        )
        for one in plan.measures
        if one.deadline and not (one.part_id in continued and one.deadline > plan.until)
    ]
    targets = [
        Deadline(
            day=step.on,
            kind="target",
            title=f"{one.code} {one.title}",
            document_id=plan.document_id,
            part_id=goal.part_id,
            responsible="",
            role="",
            ended=False,
        )
        for goal in plan.goals
        for one in goal.indicators
        for step in one.path
        if step.on <= plan.until or not later
    ]
    return measures + targets
