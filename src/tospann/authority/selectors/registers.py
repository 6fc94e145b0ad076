"""The registers of a partnership, as its pages print them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tospann.access.actor import Actor
from tospann.access.roles import Permission
from tospann.agreed.models import Document
from tospann.agreed.standing import Standing, in_force, standings, with_rows
from tospann.agreements.kinds.partnership.body import PartnershipAgreement
from tospann.agreements.services import SERVICES, STATE
from tospann.authority import trials
from tospann.authority.models import (
    Clarification,
    ClarificationAnswer,
    CouncilStep,
    Delegation,
    Employment,
    Kept,
    Relation,
    Trial,
    TrialEvent,
    ends,
)
from tospann.base import clock
from tospann.offices.models import Office
from tospann.partnerships.models import Owner, OwnerKind, Partnership

NAMES = {code: one.name for code, one in SERVICES.items()} | {one.code: one.name for one in STATE}


def services_in_words(codes: Iterable[str]) -> list[str | Promise]:
    """The names of services, in the order of the catalogue. No queries."""
    wanted = set(codes)
    return [name for code, name in NAMES.items() if code in wanted]


# --- Who may keep what ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Keeper:
    """The owners for whom this person keeps rows in a partnership."""

    partnership: Partnership
    owners: tuple[Owner, ...]
    inside: bool  # reads what is not for everybody

    def keeps(self, row: Kept) -> bool:
        """Whether the person keeps this very row."""
        return row.partnership_id == self.partnership.pk and any(
            owner.pk == row.owner_id for owner in self.owners
        )


def keeper(actor: Actor, partnership: Partnership) -> Keeper:
    """What this person may do in the registers of a partnership. One query."""
    owners = {
        row.owner.pk: row.owner
        for row in partnership.ownerships.select_related("owner").order_by("since", "pk")
        if actor.may_for(
            Permission.EVIDENCE_KEEP, owner_id=row.owner_id, partnership_id=partnership.pk
        )
    }
    return Keeper(
        partnership,
        tuple(sorted(owners.values(), key=lambda one: (one.sort_key, str(one.pk)))),
        actor.may_in(Permission.INTERNAL_READ, partnership_id=partnership.pk),
    )


@dataclass(frozen=True, slots=True)
class Choices:
    """What the forms of a partnership can choose among, as (value, words)."""

    offices: list[tuple[str, str]]
    municipalities: list[tuple[str, str]]
    documents: list[tuple[str, str]]  # every agreement that was opened
    host_agreements: list[tuple[str, str]]
    clauses: list[tuple[str, str]]  # the delegations of the partnership agreements
    provisions: list[tuple[str, str]]


def choices(partnership: Partnership, provisions: Sequence[tuple[str, str]] = ()) -> Choices:
    """What the forms of a partnership can choose among. Four queries."""
    numbers = {
        row.owner.code: row.owner.name
        for row in partnership.ownerships.select_related("owner")
        if row.owner.kind == OwnerKind.MUNICIPALITY
    }
    offices = (
        Office.objects.filter(coverages__municipality__number__in=numbers)
        .distinct()
        .order_by("sort_key", "unit_number")
    )
    first = [one for one in offices if one.unit_number == partnership.office_unit]
    others = [one for one in offices if one.unit_number != partnership.office_unit]
    found = [(one.unit_number, one.name) for one in (*first, *others)]
    if partnership.office_unit and not first:
        found.insert(0, (partnership.office_unit, partnership.name))
    documents = list(
        Document.objects.filter(partnership=partnership, versions__isnull=False)
        .distinct()
        .prefetch_related("versions")
        .order_by("title", "pk")
    )
    return Choices(
        offices=found or [("", _("Ingen kontor i registeret"))],
        municipalities=sorted(numbers.items(), key=lambda one: one[1]),
        documents=[(str(one.pk), one.title) for one in documents],
        host_agreements=[
            (str(one.pk), one.title) for one in documents if one.kind == "host_agreement"
        ],
        clauses=[
            (row.id, f"{row.area} ({document.title})")
            for document in documents
            if document.kind == "partnership_agreement"
            for row in _clauses(document)
        ],
        provisions=list(provisions),
    )


def _clauses(document: Document) -> list[Any]:
    newest = max(document.versions.all(), key=lambda one: one.number)
    return PartnershipAgreement.model_validate(newest.read().body).delegations


def document_of(partnership: Partnership, document_id: str) -> Document | None:
    """One of the partnership's documents, or None for no id. One query."""
    if not document_id:
        return None
    return Document.objects.filter(partnership=partnership, pk=document_id).first()


def row_of(model: type[Kept], row_id: UUID) -> Any:
    """A row of a register by its id, or None. One query."""
    rows = model._default_manager.select_related("partnership", "owner")
    return rows.filter(pk=row_id).first()


def documents_of(rows: Iterable[Any]) -> dict[UUID, Document]:
    """The agreements that rows point at, by id. One query."""
    ids = {row.document_id for row in rows if row.document_id}
    return {one.pk: one for one in Document.objects.filter(pk__in=ids)}


# --- The overview -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Overview:
    """How much stands in each register of a partnership."""

    keeper: Keeper
    employment_count: int
    delegation_count: int
    step_count: int
    trial_count: int


def overview(actor: Actor, slug: str) -> Overview | None:
    """The registers of a partnership, or None if there is no such. Six queries."""
    partnership = Partnership.objects.filter(slug=slug).first()
    if partnership is None:
        return None

    def count(model: type[Kept]) -> int:
        rows = model._default_manager.filter(partnership=partnership, struck_at=None)
        return rows.count()

    return Overview(
        keeper(actor, partnership),
        count(Employment),
        count(Delegation),
        count(CouncilStep),
        count(Trial),
    )


# --- Positions --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class EmploymentLine:
    """A position, and whether somebody holds it together with one at another employer."""

    row: Employment
    office: str
    holds: bool  # today
    doubled: bool
    kept: bool


@dataclass(frozen=True, slots=True)
class Register:
    """A register's lines: those that stand, and those that were struck."""

    keeper: Keeper
    lines: list[Any]
    struck: list[Any]


def employments(actor: Actor, partnership: Partnership, day: date) -> Register:
    """Every position, by owner, title and first day. Three queries."""
    who = keeper(actor, partnership)
    rows = list(
        Employment.objects.filter(partnership=partnership)
        .select_related("owner")
        .order_by("owner__sort_key", "title", "since", "pk")
    )
    employers = defaultdict(set)
    for row in rows:
        if row.struck_at is None and _holds(row.since, row.until, day):
            employers[row.code].add((row.owner_id, row.employer))
    offices = office_names({row.office_unit for row in rows})
    lines = [
        EmploymentLine(
            row,
            offices.get(row.office_unit, row.office_unit),
            _holds(row.since, row.until, day),
            len(employers[row.code]) > 1,
            who.keeps(row),
        )
        for row in rows
    ]
    return _register(who, lines)


def office_names(units: Iterable[str]) -> dict[str, str]:
    """What offices are called, by unit number. One query."""
    rows = Office.objects.filter(unit_number__in=set(units))
    return dict(rows.values_list("unit_number", "name"))


def _holds(since: date, until: date | None, day: date) -> bool:
    return since <= day and (until is None or day <= until)


def _register(who: Keeper, lines: list[Any]) -> Register:
    return Register(
        who,
        [one for one in lines if one.row.struck_at is None],
        [one for one in lines if one.row.struck_at is not None] if who.inside else [],
    )


# --- Delegations ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DelegationLine:
    """A delegation, what it covers in words, and whether it holds today."""

    row: Delegation
    office: str
    services: list[str | Promise]
    document: Document | None
    last_day: date | None
    holds: bool
    kept: bool

    @property
    def withdrawn(self) -> bool:
        """Whether a decision has taken it back, from some day."""
        return hasattr(self.row, "withdrawal")

    @property
    def coming(self) -> bool:
        """Whether its first day is still to come."""
        return (
            not self.holds
            and (self.last_day is None or self.row.since <= self.last_day)
            and (self.row.since > clock.today())
        )


def _delegation_lines(who: Keeper, rows: list[Delegation], day: date) -> list[DelegationLine]:
    offices = office_names({row.office_unit for row in rows})
    documents = documents_of(rows)
    return [
        DelegationLine(
            row,
            offices.get(row.office_unit, row.office_unit),
            services_in_words(row.services),
            documents.get(row.document_id) if row.document_id else None,
            ends(row),
            _holds(row.since, ends(row), day),
            who.keeps(row),
        )
        for row in rows
    ]


def delegations(actor: Actor, partnership: Partnership, day: date) -> Register:
    """Every delegation, by owner and first day, newest first. Four queries."""
    who = keeper(actor, partnership)
    rows = list(
        Delegation.objects.filter(partnership=partnership)
        .select_related("owner", "withdrawal", "file")
        .order_by("owner__sort_key", "-since", "pk")
    )
    return _register(who, _delegation_lines(who, rows, day))


@dataclass(frozen=True, slots=True)
class DelegationPage:
    """One delegation with all that was entered about it."""

    keeper: Keeper
    line: DelegationLine
    clause: str


def delegation_page(actor: Actor, row_id: UUID, day: date) -> DelegationPage | None:
    """A delegation, or None: there is none, or it was struck and is not for this person.

    At most five queries.
    """
    row = (
        Delegation.objects.select_related("partnership", "owner", "withdrawal", "file")
        .filter(pk=row_id)
        .first()
    )
    if row is None:
        return None
    who = keeper(actor, row.partnership)
    if row.struck_at is not None and not who.inside:
        return None
    (line,) = _delegation_lines(who, [row], day)
    clause = ""
    if line.document and row.part_id and line.document.kind == "partnership_agreement":
        named = {one.id: one.area for one in _clauses(line.document)}
        clause = named.get(row.part_id, "")
    return DelegationPage(who, line, clause)


# --- Councils ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StepLine:
    """What a council did."""

    row: CouncilStep
    kept: bool


@dataclass(frozen=True, slots=True)
class HostLine:
    """A host agreement: who has adopted it, and what the councils have done besides."""

    document: Document
    standing: Standing | None  # in force, or the newest
    steps: list[StepLine]


@dataclass(frozen=True, slots=True)
class Councils:
    """The host agreements of a partnership with the decisions they rest on."""

    keeper: Keeper
    lines: list[HostLine]
    struck: list[StepLine]


def councils(actor: Actor, partnership: Partnership, day: date) -> Councils:
    """Host agreements by title, each with its councils' decisions, by day. Ten queries."""
    who = keeper(actor, partnership)
    documents = with_rows(
        Document.objects.filter(
            partnership=partnership, kind="host_agreement", versions__isnull=False
        ).distinct()
    ).order_by("title", "pk")
    steps = defaultdict(list)
    struck = []
    for row in (
        CouncilStep.objects.filter(partnership=partnership)
        .select_related("owner")
        .order_by("decided_on", "owner__sort_key", "pk")
    ):
        line = StepLine(row, who.keeps(row))
        if row.struck_at is None:
            steps[row.document_id].append(line)
        else:
            struck.append(line)
    lines = []
    for document in documents:
        found = standings(document, day)
        lines.append(
            HostLine(
                document, in_force(found) or (found[0] if found else None), steps[document.pk]
            )
        )
    return Councils(who, lines, struck if who.inside else [])


# --- Trials -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TrialLine:
    """A trial and where it stands today."""

    row: Trial
    standing: trials.Standing
    events: list[TrialEvent]
    services: list[str | Promise]
    kept: bool

    @property
    def state(self) -> str:
        """Where it stands, in words."""
        return _STATES[self.standing.state]()

    @property
    def color(self) -> str:
        """Which colour the word has."""
        return _COLORS.get(self.standing.state, "neutral")


_STATES = {
    trials.State.PREPARED: lambda: _("Ikke søkt"),
    trials.State.WAITING: lambda: _("Søkt, ikke besvart"),
    trials.State.PRELIMINARY: lambda: _("Foreløpig svar"),
    trials.State.REFUSED: lambda: _("Avslått"),
    trials.State.DROPPED: lambda: _("Trukket"),
    trials.State.LACKS_REGULATION: lambda: _("Godkjent, mangler lokal forskrift"),
    trials.State.COMING: lambda: _("Godkjent, ikke begynt"),
    trials.State.RUNNING: lambda: _("Pågår"),
    trials.State.OVER: lambda: _("Avsluttet"),
}
_COLORS = {
    trials.State.WAITING: "warning",
    trials.State.PRELIMINARY: "warning",
    trials.State.LACKS_REGULATION: "warning",
    trials.State.REFUSED: "danger",
    trials.State.COMING: "info",
    trials.State.RUNNING: "success",
}


def _trial_rows():
    events = Prefetch(
        "events",
        TrialEvent.objects.select_related("owner").order_by("happened_on", "pk"),
        to_attr="every_event",
    )
    return Trial.objects.select_related("owner", "partnership").prefetch_related(events)


def _trial_line(who: Keeper, row: Any, day: date) -> TrialLine:
    return TrialLine(
        row,
        trials.standing(
            (
                trials.Event(one.sort, one.happened_on, one.since, one.until)
                for one in row.every_event
                if one.struck_at is None
            ),
            day,
        ),
        row.every_event,
        services_in_words(row.services),
        who.keeps(row),
    )


def trials_of(actor: Actor, partnership: Partnership, day: date) -> Register:
    """Every trial, the latest entered first. Three queries."""
    who = keeper(actor, partnership)
    rows = _trial_rows().filter(partnership=partnership).order_by("-recorded_at", "pk")
    return _register(who, [_trial_line(who, row, day) for row in rows])


@dataclass(frozen=True, slots=True)
class TrialPage:
    """One trial with everything that happened to it."""

    keeper: Keeper
    line: TrialLine
    office: str
    municipalities: list[str]
    relations: list[str]


def trial_page(actor: Actor, row_id: UUID, day: date) -> TrialPage | None:
    """A trial, or None: there is none, or it was struck and is not for this person.

    Four queries.
    """
    row = _trial_rows().filter(pk=row_id).first()
    if row is None:
        return None
    who = keeper(actor, row.partnership)
    if row.struck_at is not None and not who.inside:
        return None
    from_owners = {
        one.owner.code: one.owner.name
        for one in row.partnership.ownerships.select_related("owner")
    }
    return TrialPage(
        who,
        _trial_line(who, row, day),
        office_names([row.office_unit]).get(row.office_unit, row.office_unit),
        [from_owners.get(number, number) for number in row.municipalities],
        [str(Relation(one).label) for one in row.relations],
    )


# --- Clarifications ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ClarificationLine:
    """A legal question with its answers. `days_waiting` while there is none."""

    row: Clarification
    answers: list[ClarificationAnswer]
    days_waiting: int | None
    provision: str
    kept: bool


def may_read_clarifications(actor: Actor) -> bool:
    """Whoever has a seat with some owner. No queries."""
    return actor.may_anywhere(Permission.INTERNAL_READ)


def clarifications(
    actor: Actor, day: date, provisions: dict[str, str] | None = None
) -> list[ClarificationLine]:
    """The questions of every partnership: unanswered first, then the newest. Two queries.

    None for somebody without a seat.
    """
    if not may_read_clarifications(actor):
        return []
    rows = _clarification_rows().filter(struck_at=None).order_by("-asked_on", "pk")
    lines = [_clarification_line(actor, row, day, provisions or {}) for row in rows]
    return sorted(lines, key=lambda line: bool(line.answers))


def clarification(
    actor: Actor, row_id: UUID, day: date, provisions: dict[str, str] | None = None
) -> ClarificationLine | None:
    """One question, or None when this person may not see it. Two queries."""
    row = _clarification_rows().filter(pk=row_id).first()
    if row is None or not may_read_clarifications(actor):
        return None
    if row.struck_at is not None and row.partnership_id not in actor.partnership_ids:
        return None
    return _clarification_line(actor, row, day, provisions or {})


def _clarification_rows():
    answers = Prefetch(
        "answers",
        ClarificationAnswer.objects.order_by("answered_on", "pk"),
        to_attr="every_answer",
    )
    return Clarification.objects.select_related("owner", "partnership").prefetch_related(answers)


def _clarification_line(
    actor: Actor, row: Any, day: date, provisions: dict[str, str]
) -> ClarificationLine:
    standing = [one for one in row.every_answer if one.struck_at is None]
    return ClarificationLine(
        row,
        standing,
        None if standing else (day - row.asked_on).days,
        provisions.get(row.provision, row.provision),
        actor.may_for(
            Permission.EVIDENCE_KEEP, owner_id=row.owner_id, partnership_id=row.partnership_id
        ),
    )
