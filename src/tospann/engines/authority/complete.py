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
LEAST_MEMBERS = 2  # of a joint board, from each municipality (the rule before § 20-3)


@dataclass(frozen=True, slots=True)
class PartnershipText:
    """What a partnership agreement says, as far as the law asks. True: the text says it.

    services : code of service to the municipalities the office holds it for.
    clauses, delegations : as in `PartnershipAgreement`; a delegation stands here when its
        decision is attached. An area that is in no catalogue may have a key of its own in place
        of codes. An empty string among what a decision cites is a source it should have named.
    names : what to call municipalities, areas and decisions in sentences, by number, key and
        reference. What has no name is called by these.
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
    names: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class HostText:
    """What a host agreement says, as far as the law asks.

    host : empty when the text names none, or more than one.
    decided : municipalities whose council has adopted this text.
    members : how many each municipality elects to a joint board.
    act : "2018" or "1992".
    names : as in `PartnershipText`.
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
    names: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """Something the law asks for that is not there.

    point : a short name to find the place by.
    about : the numbers, keys or references it concerns; empty when it is the whole text.
    """

    point: str
    says: Reason
    provisions: tuple[Provision, ...]
    about: tuple[str, ...] = ()


NO_MUNICIPALITIES = Message("Avtalen må nevne kommunene den gjelder for.")
STATE_UNSIGNED = Message("Staten har ikke godkjent avtalen.")
MUNICIPALITY_UNSIGNED = Message("Kommunen har ikke godkjent avtalen.")
LOCATION = Message("Avtalen må si hvor kontoret skal ligge.")
ORGANISATION = Message("Avtalen må si hvordan kontoret skal organiseres og drives.")
USER_DIALOGUE = Message("Avtalen må si hvordan brukerne skal tas med på råd.")
CONTACT = Message("Avtalen må si hvordan kontoret samarbeider med andre tjenester i kommunen.")
NO_SERVICE = Message("Den lovpålagte tjenesten «%(service)s» mangler for %(municipalities)s.")
NO_DECISION = Message(
    "Vedtaket om delegering av «%(area)s» må ligge ved avtalen. Uten det er ingen myndighet "
    "overført."
)
NO_CLAUSE = Message(
    "Avtalen åpner ikke for arbeid på den andre eierens område: %(decisions)s. Uten det har "
    "delegeringen ingen virkning."
)
NO_CITATION = Message(
    "Vedtaket om delegering «%(decision)s» må vise til lov, forskrift og instruks."
)
NO_PERIOD = Message("Vedtaket om delegering «%(decision)s» må si når det begynner å gjelde.")
DUAL_LEADER = Message(
    "Med to ledere kan ikke myndighet delegeres til lederen på tvers av linjene. Velg én felles "
    "leder, eller deleger til andre ansatte."
)

PARTIES = Message("Avtalen må nevne nøyaktig én vertskommune og minst én samarbeidskommune.")
TASKS = Message("Avtalen må si hvilke oppgaver og hvilken myndighet som overføres.")
TRANSFER = Message("Avtalen må si når oppgavene og myndigheten overføres.")
INFORMS = Message("Avtalen må si hvordan samarbeidskommunene får vite om vedtak.")
SETTLEMENT = Message("Avtalen må si hvordan det økonomiske oppgjøret skal være.")
EXIT = Message("Avtalen må si hvordan en kommune kan tre ut.")
WINDING_UP = Message("Avtalen må si hvordan samarbeidet kan avvikles.")
BOARD = Message("Avtalen må si om samarbeidet har en felles folkevalgt nemnd.")
MEMBERS = Message(
    "Avtalen må si hvor mange medlemmer av nemnda som velges av %(municipalities)s. Hver kommune "
    "velger minst to."
)
UNDECIDED = Message(
    "Kommunestyret i %(municipality)s har ikke vedtatt avtalen. Den gjelder ikke der."
)
OLD_ACT = Message(
    "Avtalen viser til kommuneloven av 1992 (§ 28-1 a og følgende). Den er avløst. Vis til "
    "kapittel 20 i dagens lov, og kontroller innholdet mot den."
)
NUMBERED = Message("kommune %(number)s")


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
    names = dict(text.names)
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
            yield Gap(point, reason(message), _law(version("nav_14", day)))
    for code in MANDATORY:
        held = frozenset[str]().union(*(who for one, who in text.services if one == code))
        if left := tuple(sorted(text.municipalities - held)):
            service = services()[code]
            yield Gap(
                "services",
                reason(NO_SERVICE, service=service.name, municipalities=_called(left, names)),
                _law(version(service.provision, day), version("nav_13", day)),
                left,
            )
    yield from _delegations(text, day)


def _delegations(text: PartnershipText, day: date) -> Iterator[Gap]:
    names, cross = dict(text.names), _law(version("cross_line", day))
    papers = sorted(text.delegations, key=lambda one: one.reference)
    loose = []
    for direction in f.Direction:
        opened = _crossing(text.clauses, direction)
        decided = _crossing(text.delegations, direction)
        for code in sorted(opened - decided):
            area = services()[code].name if code in services() else names.get(code, code)
            yield Gap("delegation_decision", reason(NO_DECISION, area=area), cross, (code,))
        loose += [
            one.reference
            for one in papers
            if one.direction is direction and not one.services <= opened
        ]
    if loose:
        called = tuple(names.get(one, one) for one in loose)
        yield Gap("clause", reason(NO_CLAUSE, decisions=called), cross, tuple(loose))
    for one in papers:
        about, name = (one.reference,), names.get(one.reference, one.reference)
        if not (one.cites and all(one.cites)):
            yield Gap("delegation_cites", reason(NO_CITATION, decision=name), cross, about)
        if one.since is None:
            yield Gap("delegation_period", reason(NO_PERIOD, decision=name), cross, about)
    if text.leader_delegation and not text.unitary_leadership:
        yield Gap(
            "unitary_leadership", reason(DUAL_LEADER), _law(version("leader_delegation", day))
        )


def _crossing(
    rows: tuple[f.Clause, ...] | tuple[f.Delegation, ...], way: f.Direction
) -> frozenset[str]:
    return frozenset[str]().union(*(one.services for one in rows if one.direction is way))


def _law(*found: Provision | None) -> tuple[Provision, ...]:
    return tuple(one for one in found if one is not None)


def _called(numbers: tuple[str, ...], names: dict[str, str]) -> tuple[str | Reason, ...]:
    return tuple(names.get(one) or reason(NUMBERED, number=one) for one in numbers)


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
    def of(key: str) -> tuple[Provision, ...]:
        return _law(version(key, day, text.constituted_on))

    names = dict(text.names)
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
            yield Gap(point, reason(message), of("host_content"))
    everyone = sorted(text.participants | ({text.host} - {""}))
    if text.joint_board:
        elected = dict(text.members)
        if few := tuple(one for one in everyone if elected.get(one, 0) < LEAST_MEMBERS):
            says = reason(MEMBERS, municipalities=_called(few, names))
            yield Gap("members", says, of("host_joint_board"), few)
    for number in everyone:
        if number not in text.decided:
            says = reason(UNDECIDED, municipality=_called((number,), names))
            yield Gap("council_decision", says, of("host_content"), (number,))
    new, _certain = new_local_act(day, text.constituted_on)
    if text.act == "1992" and new:
        yield Gap("act", reason(OLD_ACT), of("host"))
