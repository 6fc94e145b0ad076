"""What the law demands of the text of an agreement, and what a given one lacks.

Points that only the guide asks for are not here: they are good practice, not law.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tospann.engines.authority import facts as f
from tospann.engines.authority.law import Provision, new_local_act, version
from tospann.engines.authority.services import services
from tospann.engines.authority.setting import check_day
from tospann.engines.authority.words import Message, Reason, reason

MANDATORY = ("M1", "M2", "M3", "M4", "M5")


@dataclass(frozen=True, slots=True)
class PartnershipText:
    """What a partnership agreement says, as far as the law asks. True: the text says it.

    services : code of service to the municipalities the office holds it for.
    clauses, delegations : as in `PartnershipAgreement`; a delegation stands here when its
        decision is attached.
    """

    municipalities: frozenset[str]
    signed_by_state: bool
    signed_by_municipality: bool
    location: bool
    organisation: bool
    user_dialogue: bool
    contact: bool
    services: tuple[tuple[str, frozenset[str]], ...]
    clauses: tuple[f.Clause, ...] = ()
    delegations: tuple[f.Delegation, ...] = ()
    leader_delegation: bool = False
    unitary_leadership: bool = True


@dataclass(frozen=True, slots=True)
class HostText:
    """What a host agreement says, as far as the law asks.

    decided : municipalities whose council has adopted this text.
    members : how many each municipality elects to a joint board.
    act : "2018" or "1992".
    """

    host: str
    participants: frozenset[str]
    tasks: frozenset[str]
    transfer_on: date | None
    informs: bool
    settlement: bool
    exit: bool
    winding_up: bool
    decided: frozenset[str]
    joint_board: bool | None = False
    members: tuple[tuple[str, int], ...] = ()
    act: str = "2018"
    constituted_on: date | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """Something the law asks for that is not there.

    point : a short name to find the place by; municipality : whose, when it is one's own.
    """

    point: str
    says: Reason
    provision: Provision | None
    municipality: str = ""


NO_MUNICIPALITIES = Message("Skriv hvilke kommuner avtalen gjelder for.")
STATE_UNSIGNED = Message("Staten har ikke godkjent avtalen.")
MUNICIPALITY_UNSIGNED = Message("Kommunen har ikke godkjent avtalen.")
LOCATION = Message("Skriv hvor kontoret skal ligge.")
ORGANISATION = Message("Skriv hvordan kontoret skal organiseres og drives.")
USER_DIALOGUE = Message("Skriv hvordan brukerne skal tas med på råd.")
CONTACT = Message("Skriv hvordan kontoret samarbeider med andre tjenester i kommunen.")
NO_SERVICE = Message("Den lovpålagte tjenesten «%(service)s» mangler for kommune %(number)s.")
NO_DECISION = Message("Punktet om «%(service)s» har ikke noe delegeringsvedtak ved avtalen.")
NO_CLAUSE = Message("Delegeringsvedtaket %(reference)s har ikke noe punkt i avtalen å bygge på.")
NO_CITATION = Message(
    "Delegeringsvedtaket %(reference)s viser ikke til lov, forskrift eller instruks."
)
NO_PERIOD = Message("Delegeringsvedtaket %(reference)s sier ikke når det begynner å gjelde.")
DUAL_LEADER = Message(
    "Med to ledere kan ikke myndighet delegeres til lederen på tvers av linjene."
)

PARTIES = Message("Skriv hvem som er vertskommune, og minst én samarbeidskommune.")
TASKS = Message("Skriv hvilke oppgaver og hvilken myndighet som overføres.")
TRANSFER = Message("Skriv når oppgavene og myndigheten overføres.")
INFORMS = Message("Skriv hvordan samarbeidskommunene skal få vite om vedtak.")
SETTLEMENT = Message("Skriv hvordan det økonomiske oppgjøret skal være.")
EXIT = Message("Skriv hvordan en kommune kan tre ut.")
WINDING_UP = Message("Skriv hvordan samarbeidet kan avvikles.")
BOARD = Message("Skriv om samarbeidet har en felles folkevalgt nemnd.")
MEMBERS = Message("Skriv hvor mange medlemmer kommune %(number)s velger til nemnda. Minst to.")
UNDECIDED = Message(
    "Kommunestyret i kommune %(number)s har ikke vedtatt avtalen. Den gjelder ikke der."
)
OLD_ACT = Message("Avtalen viser til kommuneloven av 1992. Vis til kapittel 20 i dagens lov.")


def partnership_gaps(text: PartnershipText, day: date) -> tuple[Gap, ...]:
    """What the law asks of a partnership agreement and this one lacks, in the law's order.

    Raises
    ------
    Unanswerable
        If the day is missing or before the rules begin.

    Source: Nav-loven §§ 13–14 and forskrift 26. januar 2007 nr. 107 §§ 1–2.
    """
    check_day(day)
    return tuple(_partnership(text, day))


def _partnership(text: PartnershipText, day: date) -> Iterator[Gap]:
    nav_14, nav_13 = version("nav_14", day), version("nav_13", day)
    for point, there, message in (
        ("municipalities", bool(text.municipalities), NO_MUNICIPALITIES),
        ("state", text.signed_by_state, STATE_UNSIGNED),
        ("municipality", text.signed_by_municipality, MUNICIPALITY_UNSIGNED),
        ("location", text.location, LOCATION),
        ("organisation", text.organisation, ORGANISATION),
        ("user_dialogue", text.user_dialogue, USER_DIALOGUE),
        ("contact", text.contact, CONTACT),
    ):
        if not there:
            yield Gap(point, reason(message), nav_14)
    for code in MANDATORY:
        held = frozenset[str]().union(*(who for one, who in text.services if one == code))
        for number in sorted(text.municipalities - held):
            says = reason(NO_SERVICE, service=services()[code].name, number=number)
            yield Gap("services", says, nav_13, number)
    yield from _delegations(text, day)


def _delegations(text: PartnershipText, day: date) -> Iterator[Gap]:
    cross = version("cross_line", day)
    for direction in f.Direction:
        opened = _crossing(text.clauses, direction)
        decided = _crossing(text.delegations, direction)
        for code in sorted(opened - decided):
            name = services()[code].name if code in services() else code
            yield Gap("delegation_decision", reason(NO_DECISION, service=name), cross)
        for one in sorted(text.delegations, key=lambda given: given.reference):
            if one.direction is direction and not one.services <= opened:
                yield Gap("clause", reason(NO_CLAUSE, reference=one.reference), cross)
    for one in sorted(text.delegations, key=lambda given: given.reference):
        if not any(one.cites):
            yield Gap("delegation_cites", reason(NO_CITATION, reference=one.reference), cross)
        if one.since is None:
            yield Gap("delegation_period", reason(NO_PERIOD, reference=one.reference), cross)
    if text.leader_delegation and not text.unitary_leadership:
        yield Gap("unitary_leadership", reason(DUAL_LEADER), version("leader_delegation", day))


def _crossing(
    rows: tuple[f.Clause, ...] | tuple[f.Delegation, ...], way: f.Direction
) -> frozenset[str]:
    return frozenset[str]().union(*(one.services for one in rows if one.direction is way))


def host_gaps(text: HostText, day: date) -> tuple[Gap, ...]:
    """The points of a host agreement that are not there, then the councils that have not decided.

    A council that has not decided keeps the agreement from holding for that municipality; when
    it is the host's, for everybody.

    Raises
    ------
    Unanswerable
        If the day is missing or before the rules begin.

    Source: kommuneloven § 20-4, seven points, and § 20-3 for the board; from the predecessor
    rules and memory, not held against today's text.
    """
    check_day(day)
    return tuple(_host(text, day))


def _host(text: HostText, day: date) -> Iterator[Gap]:
    def of(key: str) -> Provision | None:
        return version(key, day, text.constituted_on)

    content = of("host_content")
    others = text.participants - {text.host}
    for point, there, message in (
        ("participants", bool(text.host) and bool(others), PARTIES),
        ("tasks", bool(text.tasks), TASKS),
        ("transfer", text.transfer_on is not None, TRANSFER),
        ("information", text.informs, INFORMS),
        ("settlement", text.settlement, SETTLEMENT),
        ("exit", text.exit, EXIT),
        ("winding_up", text.winding_up, WINDING_UP),
        ("board", text.joint_board is not None, BOARD),
    ):
        if not there:
            yield Gap(point, reason(message), content)
    everyone = sorted(text.participants | ({text.host} - {""}))
    if text.joint_board:
        elected = dict(text.members)
        for number in everyone:
            if elected.get(number, 0) < 2:
                yield Gap("board", reason(MEMBERS, number=number), of("host_joint_board"), number)
    for number in everyone:
        if number not in text.decided:
            yield Gap("council_decision", reason(UNDECIDED, number=number), content, number)
    new, _certain = new_local_act(day, text.constituted_on)
    if text.act == "1992" and new:
        yield Gap("act", reason(OLD_ACT), of("host"))
