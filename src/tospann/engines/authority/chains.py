"""Chains of evidence: an answer such as D2 holds when every named link is found.

A link looks for one thing in the facts and gives the paper it found, nothing, or `INSIDE`
when it lies inside a paper that is itself missing and so is not named apart from it.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

from tospann.engines.authority import facts as f
from tospann.engines.authority.services import Service
from tospann.engines.authority.setting import Setting
from tospann.engines.authority.words import Message, Reason, reason

STATED = Message("oppgitt i spørsmålet")
ASSUMED = Message("forutsatt her, ikke funnet")
FOUND = Message("%(link)s: %(reference)s, %(day)s")
FOUND_UNDATED = Message("%(link)s: %(reference)s")


class Nested(Enum):
    """The one value of `INSIDE`."""

    INSIDE = "inside"


INSIDE = Nested.INSIDE


@dataclass(frozen=True, slots=True)
class Evidence:
    """A link that was found: which paper, and its day. None when the paper has no day."""

    link: str
    reference: str
    day: date | None

    @property
    def reason(self) -> Reason:
        """As a sentence."""
        name = LINKS[self.link].name
        if self.day is None:
            return reason(FOUND_UNDATED, link=name, reference=self.reference)
        return reason(FOUND, link=name, reference=self.reference, day=self.day)

    def __str__(self) -> str:
        """In bokmål."""
        return str(self.reason)


@dataclass(slots=True)
class Case:
    """One service and one employee in a setting; the agreements being tried are filled in."""

    where: Setting
    service: Service
    employment: f.Employment
    office: str
    host: str
    of_principle: bool | None
    agreement: f.PartnershipAgreement | None = None
    delegation: f.Delegation | None = None
    host_agreement: f.HostAgreement | None = None
    trial: f.Trial | None = None
    direction: f.Direction | None = None


Found = tuple[str, date | None] | Nested | None


@dataclass(frozen=True, slots=True)
class Link:
    """One thing that must be on record. `mend` says what to do when it is not."""

    id: str
    name: Message
    mend: Message
    provision: str
    find: Callable[[Case], Found]


def _employment(case: Case) -> Found:
    one = case.employment
    return (one.reference, one.since) if f.holds(one.since, one.until, case.where.day) else None


def _office_serves(case: Case) -> Found:
    serving = [one for one in case.where.coverage if one.office == case.office]
    return _first((one.reference, one.since) for one in serving)


def _portfolio(case: Case) -> Found:
    listed = [one for one in case.where.portfolio if one.service == case.service.code]
    return _first((one.reference, one.since) for one in listed)


def _partnership(case: Case) -> Found:
    return (case.agreement.reference, case.agreement.since) if case.agreement else None


def _clause(case: Case) -> Found:
    if case.agreement is None:
        return INSIDE
    for one in case.agreement.clauses:
        if one.direction is case.direction and case.service.code in one.services:
            return case.agreement.reference, case.agreement.since
    return None


def _delegation(case: Case) -> Found:
    if case.agreement is None:
        return INSIDE
    return (case.delegation.reference, case.delegation.decided_on) if case.delegation else None


def _cites(case: Case) -> Found:
    if case.delegation is None:
        return INSIDE
    return (", ".join(case.delegation.cites), None) if any(case.delegation.cites) else None


def _period(case: Case) -> Found:
    one, day = case.delegation, case.where.day
    if one is None:
        return INSIDE
    begun = one.decided_on <= day and f.holds(one.since, one.until, day)
    if begun and (one.withdrawn_on is None or day < one.withdrawn_on):
        return one.reference, one.since or one.decided_on
    return None


def _named(case: Case) -> Found:
    if case.agreement is None or case.delegation is None:
        return INSIDE
    if case.employment.employer == case.agreement.party:
        return INSIDE  # an agreement need not name the staff of its own party
    if case.employment.employer in case.delegation.employers:
        return case.delegation.reference, case.delegation.decided_on
    return None


def _unitary(case: Case) -> Found:
    if case.employment.position is not f.Position.LEADER or case.agreement is None:
        return INSIDE
    one = case.agreement
    return (one.reference, one.since) if one.unitary_leadership else None


def _host_agreement(case: Case) -> Found:
    one = case.host_agreement
    return (one.reference, one.since) if one else None


def _paper(kind: f.PaperKind, *, of_host: bool) -> Callable[[Case], Found]:
    def find(case: Case) -> Found:
        taken_by = case.host if of_host else case.where.number
        return _first(_papers(case, kind, taken_by))

    return find


def _papers(case: Case, kind: f.PaperKind, number: str) -> Iterator[tuple[str, date | None]]:
    for one in case.where.papers:
        if (
            one.kind is kind
            and one.municipality == number
            and (case.host_agreement is None or one.agreement == case.host_agreement.reference)
            and (one.services is None or case.service.code in one.services)
        ):
            yield one.reference, one.decided_on


def _by_both(kind: f.PaperKind) -> Callable[[Case], Found]:
    def find(case: Case) -> Found:
        own = _first(_papers(case, kind, case.where.number))
        return own if own and _first(_papers(case, kind, case.host)) else None

    return find


def _scope(case: Case) -> Found:
    one = case.host_agreement
    if one is None:
        return INSIDE
    for transfer in one.transfers:
        if (
            transfer.decides
            and transfer.service == case.service.code
            and case.where.number in transfer.municipalities
        ):
            return one.reference, one.since
    return None


def _onward(case: Case) -> Found:
    one = case.host_agreement
    if one is None:
        return INSIDE
    return (one.reference, one.since) if one.onward_to_state else None


def _not_of_principle(case: Case) -> Found:
    return (STATED, None) if case.of_principle is False else None


def _seconded(case: Case) -> Found:
    one = case.employment.seconded
    if one and one.host == case.host and f.holds(one.since, one.until, case.where.day):
        return one.reference, one.since
    return None


def _trial_regulation(case: Case) -> Found:
    return _dated(case.trial.regulation if case.trial else None, case.where.day)


def _trial_approval(case: Case) -> Found:
    return _dated(case.trial.approval if case.trial else None, case.where.day)


def _trial_period(case: Case) -> Found:
    one, day = case.trial, case.where.day
    if one is None or one.approval is None:
        return INSIDE
    inside = one.since is not None and one.until is not None and one.since <= day <= one.until
    return (one.reference, one.since) if inside else None


def _trial_standing(case: Case) -> Found:
    one, day = case.trial, case.where.day
    if one is None:
        return INSIDE
    over = (one.refused_on, one.withdrawn_on)
    if any(end is not None and end <= day for end in over):
        return None
    return one.reference, one.applied_on


def _dated(paper: tuple[str, date] | None, day: date) -> Found:
    return paper if paper and paper[1] <= day else None


def _first(found: Iterable[tuple[str, date | None]]) -> tuple[str, date | None] | None:
    """The earliest, so that the order of the register does not matter."""
    return min(found, key=lambda one: (one[1] or date.min, one[0]), default=None)


_ALL = (
    Link("employment", Message("Arbeidsforholdet gjelder denne dagen"),
         Message("Registrer et arbeidsforhold som gjelder denne dagen."),
         "nav_14", _employment),
    Link("model", Message("Organisasjonsmodellen er registrert"),
         Message("Registrer organisasjonsmodellen og perioden den gjelder for."),
         "forms", lambda case: None),
    Link("office_serves", Message("Den ansatte arbeider ved kontoret som betjener kommunen"),
         Message("Registrer hvor den ansatte arbeider, og at kontoret betjener kommunen."),
         "nav_16", _office_serves),
    Link("portfolio", Message("Tjenesten er lagt til kontoret for denne kommunen"),
         Message("Registrer at tjenesten ligger ved kontoret for denne kommunen."),
         "nav_13", _portfolio),
    Link("partnership_agreement", Message("Partnerskapsavtale som gjelder kontoret og kommunen"),
         Message("Få på plass en partnerskapsavtale som gjelder kontoret og kommunen."),
         "nav_14", _partnership),
    Link("clause", Message("Punkt i partnerskapsavtalen om oppgaver på den andre eierens område"),
         Message("Ta inn et punkt i partnerskapsavtalen som nevner tjenesten."),
         "cross_line", _clause),
    Link("delegation_decision", Message("Delegeringsvedtak som ligger ved partnerskapsavtalen"),
         Message("Legg delegeringsvedtaket for tjenesten ved partnerskapsavtalen."),
         "cross_line", _delegation),
    Link("delegation_cites",
         Message("Delegeringsvedtaket viser til lov, forskrift eller instruks"),
         Message("Skriv i vedtaket hvilken lov, forskrift eller instruks det bygger på."),
         "cross_line", _cites),
    Link("delegation_period", Message("Delegeringsvedtaket gjelder denne dagen"),
         Message("Forny delegeringsvedtaket, eller vent til det begynner å gjelde."),
         "cross_line", _period),
    Link("employer_named", Message("Delegeringsvedtaket nevner ansatte i denne kommunen"),
         Message("Skriv i delegeringsvedtaket at det også gjelder ansatte i denne kommunen."),
         "cross_line", _named),
    Link("unitary_leadership", Message("Kontoret har én leder for begge linjene"),
         Message("Delegering til lederen på tvers av linjene krever én felles leder."),
         "leader_delegation", _unitary),
    Link("host_agreement", Message("Vertskommuneavtale som gjelder for kommunen"),
         Message("Få på plass en vertskommuneavtale som gjelder for kommunen denne dagen."),
         "host_content", _host_agreement),
    Link("participant_decision", Message("Kommunestyret i hjemkommunen har vedtatt avtalen"),
         Message("Legg vertskommuneavtalen fram for kommunestyret i hjemkommunen."),
         "host_content", _paper(f.PaperKind.COUNCIL_DECISION, of_host=False)),
    Link("host_decision", Message("Kommunestyret i vertskommunen har vedtatt avtalen"),
         Message("Legg vertskommuneavtalen fram for kommunestyret i vertskommunen."),
         "host_content", _paper(f.PaperKind.COUNCIL_DECISION, of_host=True)),
    Link("instruction", Message("Kommunestyret har instruert kommunedirektøren om å delegere"),
         Message("Be kommunestyret i hjemkommunen instruere kommunedirektøren om å delegere."),
         "host_administrative", _paper(f.PaperKind.INSTRUCTION, of_host=False)),
    Link("delegation_to_host",
         Message("Kommunedirektøren i hjemkommunen har delegert til kommunedirektøren i "
                 "vertskommunen"),
         Message("Be kommunedirektøren i hjemkommunen delegere til kommunedirektøren i "
                 "vertskommunen."),
         "host_administrative", _paper(f.PaperKind.DELEGATION_TO_HOST, of_host=False)),
    Link("host_line", Message("Vertskommunen har delegert videre til Nav-leder og saksbehandlere"),
         Message("Be kommunedirektøren i vertskommunen delegere til Nav-leder og saksbehandlere."),
         "council", _paper(f.PaperKind.HOST_LINE, of_host=True)),
    Link("scope", Message("Tjenesten er overført med rett til å fatte vedtak"),
         Message("Ta tjenesten inn i vertskommuneavtalen, med rett til å fatte vedtak."),
         "host_content", _scope),
    Link("onward", Message("Vertskommuneavtalen tillater delegering videre til statlig ansatte"),
         Message("Skriv i vertskommuneavtalen at myndigheten kan delegeres til statlig ansatte."),
         "host_content", _onward),
    Link("not_of_principle", Message("Saken er ikke av prinsipiell betydning"),
         Message("Avklar om saken er av prinsipiell betydning."),
         "council", _not_of_principle),
    Link("board_set_up", Message("Den felles folkevalgte nemnda er opprettet"),
         Message("Opprett den felles folkevalgte nemnda."),
         "host_joint_board", _paper(f.PaperKind.BOARD_SET_UP, of_host=True)),
    Link("board_election", Message("Begge kommunestyrene har valgt medlemmer til nemnda"),
         Message("Be kommunestyrene i hjemkommunen og vertskommunen velge medlemmer til nemnda."),
         "host_joint_board", _by_both(f.PaperKind.BOARD_ELECTION)),
    Link("board_authority", Message("Begge kommunestyrene har delegert myndigheten til nemnda"),
         Message("Be kommunestyrene i hjemkommunen og vertskommunen delegere den samme "
                 "myndigheten til nemnda."),
         "host_joint_board", _by_both(f.PaperKind.BOARD_AUTHORITY)),
    Link("board_subdelegation", Message("Nemnda har delegert videre til de ansatte"),
         Message("Be nemnda delegere myndigheten videre til de ansatte i vertskommunen."),
         "host_joint_board", _paper(f.PaperKind.BOARD_SUBDELEGATION, of_host=True)),
    Link("seconded", Message("Den ansatte er utlånt til vertskommunen"),
         Message("Registrer avtalen om utlån til vertskommunen."),
         "host_administrative", _seconded),
    Link("trial_regulation", Message("Kommunestyret har vedtatt en lokal forskrift om forsøket"),
         Message("Be kommunestyret vedta den lokale forskriften om forsøket."),
         "trial_act", _trial_regulation),
    Link("trial_approval", Message("Departementet har godkjent forsøksforskriften"),
         Message("Få departementets godkjenning. En søknad uten svar gir ingen myndighet."),
         "trial_act", _trial_approval),
    Link("trial_period", Message("Dagen er innenfor forsøksperioden"),
         Message("Forsøket gjelder bare i perioden som er godkjent."),
         "trial_act", _trial_period),
    Link("trial_standing", Message("Forsøket er verken avslått eller trukket tilbake"),
         Message("Et forsøk som er avslått eller trukket tilbake, gir ingen myndighet."),
         "trial_act", _trial_standing),
)  # fmt: skip
LINKS = {one.id: one for one in _ALL}


@dataclass(frozen=True, slots=True)
class Chain:
    """Links that must all be found, in the order they are told.

    direction : which way it crosses the two lines, when it does.
    """

    links: tuple[str, ...]
    direction: f.Direction | None = None
    hosted: bool = False
    links_found: tuple[Link, ...] = ()


CROSS = (
    "partnership_agreement", "clause", "delegation_decision", "delegation_cites",
    "delegation_period", "unitary_leadership",
)  # fmt: skip
TO_HOST = (
    "host_agreement", "participant_decision", "host_decision", "instruction",
    "delegation_to_host", "scope",
)  # fmt: skip
TO_BOARD = (
    "host_agreement", "participant_decision", "host_decision", "board_set_up",
    "board_election", "board_authority", "scope",
)  # fmt: skip


def _chain(*links: str, direction: f.Direction | None = None) -> Chain:
    return Chain(links, direction, "host_agreement" in links, tuple(LINKS[name] for name in links))


_MUNICIPALITY, _STATE = f.Direction.TO_MUNICIPALITY, f.Direction.TO_STATE
CHAINS = {
    "same_office": _chain("office_serves"),
    "same_office_listed": _chain("office_serves", "portfolio"),
    "to_municipality": _chain(
        "office_serves", *CROSS, "employer_named", direction=_MUNICIPALITY
    ),
    "to_state": _chain("office_serves", *CROSS, direction=_STATE),
    "to_state_listed": _chain("office_serves", "portfolio", *CROSS, direction=_STATE),
    "delegated": _chain(*TO_HOST),
    "delegated_stationed": _chain(*TO_HOST, "office_serves"),
    "host": _chain(*TO_HOST, "host_line", "not_of_principle"),
    "host_to_state": _chain(
        "office_serves", *TO_HOST, "host_line", "onward", *CROSS, "not_of_principle",
        direction=_STATE,
    ),
    "board_delegated": _chain(*TO_BOARD),
    "board_itself": _chain(*TO_BOARD),
    "board_prepares": _chain(*TO_BOARD, "office_serves"),
    "board": _chain(*TO_BOARD, "board_subdelegation", "not_of_principle"),
    "board_to_state": _chain(
        "office_serves", *TO_BOARD, "board_subdelegation", "onward", *CROSS, "not_of_principle",
        direction=_STATE,
    ),
    "seconded": _chain("seconded", "office_serves"),
    "trial": _chain("trial_regulation", "trial_approval", "trial_period", "trial_standing"),
}  # fmt: skip

# What no paper can put in place, and so is not taken for granted when papers are.
NOT_ASSUMED = frozenset({"employment", "model", "office_serves", "seconded", "not_of_principle"})


@dataclass(frozen=True, slots=True)
class Walk:
    """What was found and what was not, link by link."""

    found: tuple[Evidence, ...]
    missing: tuple[str, ...]


def walk(chain: Chain, case: Case, *, assume: bool = False) -> Walk:
    """Follow a chain; of several agreements the one that lacks least is told.

    assume : take for granted every paper that is not found.
    """
    case.direction = chain.direction
    best: tuple[tuple[bool, int, str, str, str], Walk] | None = None
    for agreement, delegation in _agreements(chain, case):
        for hosting in _host_agreements(chain, case):
            case.agreement, case.delegation, case.host_agreement = agreement, delegation, hosting
            tried = _follow(chain, case, assume=assume)
            order = (
                bool(tried.missing),
                -len(tried.found),
                agreement.reference if agreement else "",
                delegation.reference if delegation else "",
                hosting.reference if hosting else "",
            )
            if best is None or order < best[0]:
                best = (order, tried)
    return best[1] if best else Walk((), chain.links)


def _follow(chain: Chain, case: Case, *, assume: bool) -> Walk:
    found, missing = [], []
    for link in chain.links_found:
        seen = link.find(case)
        if seen is INSIDE:
            continue
        if seen is not None:
            found.append(Evidence(link.id, *seen))
        elif assume and link.id not in NOT_ASSUMED:
            found.append(Evidence(link.id, ASSUMED, None))
        else:
            missing.append(link.id)
    return Walk(tuple(found), tuple(missing))


def _agreements(
    chain: Chain, case: Case
) -> list[tuple[f.PartnershipAgreement | None, f.Delegation | None]]:
    if chain.direction is None or not case.where.partnerships:
        return [(None, None)]
    known = case.where.partnerships
    if any(one.office == case.office for one in case.where.coverage):
        known = tuple(one for one in known if one.office == case.office)
    return [
        (one, delegation)
        for one in known
        for delegation in (
            *(
                given
                for given in one.delegations
                if given.direction is chain.direction and case.service.code in given.services
            ),
            None,
        )
    ] or [(None, None)]


def _host_agreements(chain: Chain, case: Case) -> list[f.HostAgreement | None]:
    if not chain.hosted:
        return [None]
    return [one for one in case.where.hosts if one.host == case.host] or [None]
