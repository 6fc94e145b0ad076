"""What the pages about agreements show."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from tospann.access.actor import Actor
from tospann.access.roles import Permission
from tospann.agreed.kinds import Kind, kind_of
from tospann.agreed.models import Document
from tospann.agreed.selectors import visible_to
from tospann.agreed.standing import Standing, State, in_force, standings, with_rows
from tospann.agreements import notice
from tospann.agreements.kinds import KINDS
from tospann.agreements.kinds.cooperation import CooperationAgreement
from tospann.agreements.kinds.partnership.body import PartnershipAgreement, ServiceRow
from tospann.agreements.services import MANDATORY, OPTIONAL, STATE, Service
from tospann.base.sorting import norwegian_key
from tospann.offices.models import Municipality, MunicipalityChange
from tospann.partnerships.models import Partnership

NAMES = tuple(kind.name for kind in KINDS)
DRAFT = "draft"  # a document without versions
STATES = [
    (State.IN_FORCE.value, _("Gjelder")),
    (State.OPEN.value, _("Venter på godkjenning")),
    (State.LACKS_ANNEX.value, _("Mangler vedlegg")),
    (State.AGREED.value, _("Godkjent, ikke begynt")),
    (State.ENDED.value, _("Avsluttet")),
    (DRAFT, _("Utkast")),
]


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose in a filter."""

    id: UUID
    name: str


# --- The register -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """A document in the register. `current` is the version in force, `newest` the latest."""

    document: Document
    kind: Kind
    current: Standing | None
    newest: Standing | None
    overdue: bool  # in force, and past the day it should have been revised

    @property
    def states(self) -> frozenset[str]:
        """What the document is: in force and waiting at once, perhaps."""
        if self.newest is None:
            return frozenset({DRAFT})
        return frozenset(s.state.value for s in (self.current, self.newest) if s is not None)

    @property
    def waiting(self) -> Standing | None:
        """The newest version, when it does not hold yet."""
        return self.newest if self.newest is not self.current else None


def register(actor: Actor, day: date) -> list[RegisterLine]:
    """Every agreement the person may follow, by title in Norwegian order.

    Eight queries, however many; none without a seat that reads the register.
    """
    reach = frozenset(
        partnership_id
        for partnership_id in actor.partnership_ids
        if actor.may_in(Permission.REGISTER_READ, partnership_id=partnership_id)
    )
    if not reach:
        return []
    documents = with_rows(visible_to(actor).filter(partnership__in=reach, kind__in=NAMES))
    lines = [_line(document, day) for document in documents]
    return sorted(
        lines, key=lambda line: (norwegian_key(line.document.title), str(line.document.pk))
    )


def _line(document: Document, day: date) -> RegisterLine:
    found = standings(document, day)
    current = in_force(found)
    return RegisterLine(
        document=document,
        kind=kind_of(document.kind),
        current=current,
        newest=found[0] if found else None,
        overdue=bool(current and current.version.revise_by and current.version.revise_by < day),
    )


def matching(
    lines: Iterable[RegisterLine],
    *,
    kind: str = "",
    partnership: str = "",
    state: str = "",
    overdue: bool = False,
) -> list[RegisterLine]:
    """The lines that fit every filter given. No queries."""
    return [
        line
        for line in lines
        if (not kind or line.document.kind == kind)
        and (not partnership or str(line.document.partnership_id) == partnership)
        and (not state or state in line.states)
        and (not overdue or line.overdue)
    ]


def partnerships_in(lines: Iterable[RegisterLine]) -> list[Choice]:
    """The partnerships of the lines, each once, in Norwegian order. No queries."""
    found = {line.document.partnership_id: line.document.partnership for line in lines}
    return [
        Choice(one.pk, one.name)
        for one in sorted(found.values(), key=lambda one: (one.sort_key, str(one.pk)))
    ]


# --- Cooperation with other services ----------------------------------------------------


@dataclass(frozen=True, slots=True)
class CooperationLine:
    """A cooperation agreement as it stands: in force, or else the newest text."""

    line: RegisterLine
    counterpart: str
    sort: str
    meetings_per_year: int | None
    contact: str
    revise_by: date | None


def cooperations(lines: Iterable[RegisterLine]) -> list[CooperationLine]:
    """Those of the lines that are opened cooperation agreements, in their order. No queries."""
    found = []
    for line in lines:
        shown = line.current or line.newest
        if line.document.kind != "cooperation_agreement" or shown is None:
            continue
        body = CooperationAgreement.model_validate(shown.version.read().body)
        found.append(
            CooperationLine(
                line,
                body.counterpart,
                str(body.counterpart_sort.label) if body.counterpart_sort else "",
                body.meetings_per_year,
                body.contact,
                body.revise_by,
            )
        )
    return found


# --- Municipalities that cease ----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CeasedLine:
    """An agreement that names a municipality which is gone, or soon will be."""

    line: RegisterLine
    number: str
    name: str  # as the agreement has it
    last_day: date | None  # None: the register does not know the number
    successors: tuple[Municipality, ...]


def naming_ceased(lines: Iterable[RegisterLine], day: date) -> list[CeasedLine]:
    """Agreements to be handled because a municipality in their text ceases, by title.

    Looks at the text in force and at the newest text, if it may still come in force. Two
    queries.
    """
    named = [
        (line, row["number"], row.get("name", "")) for line in lines for row in _named_in(line)
    ]
    numbers = {number for _line_, number, _name in named}
    latest: dict[str, Municipality] = {
        row.number: row
        for row in Municipality.objects.filter(number__in=numbers).order_by(
            F("period__startswith").asc(nulls_first=True), "pk"
        )
    }
    gone = {n: m for n, m in latest.items() if m.period.upper is not None}
    successors: dict[UUID, list[Municipality]] = {}
    for change in (
        MunicipalityChange.objects.filter(predecessor__in=gone.values())
        .select_related("successor")
        .order_by("on", "successor__sort_key", "pk")
    ):
        successors.setdefault(change.predecessor_id, []).append(change.successor)
    return [
        CeasedLine(
            line,
            number,
            name,
            _last_day(gone[number]) if number in gone else None,
            tuple(successors.get(gone[number].pk, ())) if number in gone else (),
        )
        for line, number, name in named
        if number in gone or number not in latest
    ]


def _named_in(line: RegisterLine) -> list[dict[str, Any]]:
    """The municipalities of the texts that hold or may come to hold, each once."""
    done = {State.ENDED, State.SUPERSEDED, State.REPLACED}
    found: dict[str, dict[str, Any]] = {}
    for standing in (line.current, line.newest):
        if standing is not None and standing.state not in done:
            for row in standing.version.read().body.get("municipalities", []):
                if row.get("number"):
                    found.setdefault(row["number"], row)
    return list(found.values())


def _last_day(municipality: Municipality) -> date:
    return date.fromordinal(municipality.period.upper.toordinal() - 1)


# --- Notice -----------------------------------------------------------------------------


def in_force_lines(lines: Iterable[RegisterLine]) -> list[RegisterLine]:
    """Those that hold today. No queries."""
    return [line for line in lines if line.current is not None]


def notice_plan(line: RegisterLine, given_on: date) -> notice.Plan | None:
    """What follows when notice is given of a line; None if it is not in force or has no period.

    Raises `ValueError` when the agreement ends before the day.
    """
    if line.current is None or line.current.version.notice_months is None:
        return None
    return notice.plan(
        line.document.kind,
        given_on=given_on,
        notice_months=line.current.version.notice_months,
        until=line.current.last_day,
    )


# --- The tasks of an office -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cell:
    """Whether the office has a service for a municipality, and on what terms."""

    included: bool
    row: ServiceRow | None  # the terms, or the reason for leaving it out


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """A service with one cell for each municipality, in the order of the agreement."""

    service: Service
    cells: tuple[Cell, ...]

    @property
    def terms(self) -> list[ServiceRow]:
        """Each set of terms once, in the order of the agreement."""
        found: list[ServiceRow] = []
        for cell in self.cells:
            if cell.row is not None and cell.row not in found:
                found.append(cell.row)
        return found


@dataclass(frozen=True, slots=True)
class Portfolio:
    """What an office does for whom, by the agreement in force."""

    standing: Standing
    municipalities: tuple[str, ...]
    mandatory: tuple[ServiceLine, ...]
    optional: tuple[ServiceLine, ...]  # in for at least one municipality
    elsewhere: tuple[Service, ...]  # in for none
    state: tuple[Service, ...]


@dataclass(frozen=True, slots=True)
class PortfolioPage:
    """The portfolio, or what stands in its way."""

    partnership: Partnership
    portfolio: Portfolio | None
    waiting: Standing | None  # the newest text, when it does not hold


def portfolio_page(slug: str, day: date) -> PortfolioPage | None:
    """The tasks of a partnership's office on the day; None if there is no such partnership.

    Nine queries.
    """
    partnership = Partnership.objects.filter(slug=slug).first()
    if partnership is None:
        return None
    documents = with_rows(
        Document.objects.filter(partnership=partnership, kind="partnership_agreement")
    ).order_by("created_at", "pk")
    found = [standings(document, day) for document in documents]
    current = next((one for one in map(in_force, found) if one), None)
    waiting = next((one[0] for one in found if one and one[0] is not current), None)
    return PortfolioPage(partnership, portfolio_of(current) if current else None, waiting)


def portfolio_of(standing: Standing) -> Portfolio:
    """The portfolio in the text of a version. No queries."""
    body = PartnershipAgreement.model_validate(standing.version.read().body)
    lines = {
        service.code: ServiceLine(
            service, tuple(_cell(body, service.code, one.number) for one in body.municipalities)
        )
        for service in (*MANDATORY, *OPTIONAL)
    }
    held = {code for code, line in lines.items() if any(cell.included for cell in line.cells)}
    return Portfolio(
        standing=standing,
        municipalities=tuple(one.name.removesuffix(" kommune") for one in body.municipalities),
        mandatory=tuple(lines[service.code] for service in MANDATORY),
        optional=tuple(lines[one.code] for one in OPTIONAL if one.code in held),
        elsewhere=tuple(one for one in OPTIONAL if one.code not in held),
        state=tuple(one for one in STATE if one.code in body.state_services),
    )


def _cell(body: PartnershipAgreement, code: str, municipality: str) -> Cell:
    rows = [row for row in body.services if row.service == code]
    holding = next((row for row in rows if municipality in row.municipalities), None)
    weighed = next((row for row in rows if not row.municipalities), None)
    return Cell(holding is not None, holding or weighed)
