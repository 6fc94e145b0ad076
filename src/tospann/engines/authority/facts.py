"""What the engine is told: registers of papers and periods, and a question.

All days are inclusive; an open side is None. Sets name services by the codes of
`services.csv` and municipalities by their numbers. Nothing here says anything about a person
who uses Nav beyond where somebody stays.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tospann.engines.authority.codes import Group, Model, Relation

STATE = "state"  # the employer of state staff


def holds(since: date | None, until: date | None, day: date) -> bool:
    """Whether a period holds on a day."""
    return (since is None or since <= day) and (until is None or day <= until)


# --- Places ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality in the years it existed. `governor` is its county governor."""

    number: str
    name: str
    county: str
    governor: str
    since: date | None = None
    until: date | None = None
    constituted_on: date | None = None  # the council of 2019; None when not recorded


@dataclass(frozen=True, slots=True)
class Change:
    """A municipality gave way to another. A split has two changes, a merger of two as well."""

    predecessor: str
    successor: str
    on: date  # the successor's first day
    reference: str


@dataclass(frozen=True, slots=True)
class Office:
    """A local Nav office and its own life."""

    code: str
    name: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """An office serves a municipality in a period."""

    office: str
    municipality: str
    reference: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class SamiArea:
    """A municipality in the Sami language area. `language` is se, smj or sma.

    category : development, vitalisation or stimulation; empty when not recorded.
    """

    municipality: str
    language: str
    reference: str
    category: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class LanguageForm:
    """The written Norwegian a municipality has decided on: nb, nn or neutral."""

    municipality: str
    form: str
    reference: str
    since: date | None = None
    until: date | None = None


# --- Organisation and papers -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ModelPeriod:
    """The organisation model of some municipalities in a period.

    host : the host municipality, or the office municipality of a task community.
    community : the employer code of a task community.
    services : the services it concerns; None means all. Hybrids have several periods.
    """

    model: Model
    municipalities: frozenset[str]
    reference: str
    since: date | None = None
    until: date | None = None
    host: str = ""
    community: str = ""
    services: frozenset[str] | None = None


class Direction(StrEnum):
    """Which way authority crosses the two lines."""

    TO_MUNICIPALITY = "to_municipality"
    TO_STATE = "to_state"


@dataclass(frozen=True, slots=True)
class Clause:
    """A point of a partnership agreement that opens for work in the other's area."""

    direction: Direction
    services: frozenset[str]


@dataclass(frozen=True, slots=True)
class Delegation:
    """A delegation decision that is attached to a partnership agreement.

    cites : the acts, regulations and instructions it refers to.
    employers : municipalities whose staff it names beside those of the municipal party.
    """

    reference: str
    decided_on: date
    direction: Direction
    services: frozenset[str]
    cites: tuple[str, ...] = ()
    employers: frozenset[str] = frozenset()
    since: date | None = None
    until: date | None = None
    withdrawn_on: date | None = None


@dataclass(frozen=True, slots=True)
class PartnershipAgreement:
    """An agreement under Nav-loven § 14. `since` is the day it came into force.

    party : the municipal party; `municipalities` are all whose residents it concerns.
    ended_on : the last day after a notice.
    """

    reference: str
    office: str
    party: str
    municipalities: frozenset[str]
    since: date
    until: date | None = None
    ended_on: date | None = None
    unitary_leadership: bool = True
    clauses: tuple[Clause, ...] = ()
    delegations: tuple[Delegation, ...] = ()


@dataclass(frozen=True, slots=True)
class Transfer:
    """A service handed over from some municipalities. `decides`: with power to decide."""

    service: str
    municipalities: frozenset[str]
    decides: bool = True


@dataclass(frozen=True, slots=True)
class HostAgreement:
    """A host agreement. `since` is the time of transfer, `ended_on` the last day after notice.

    left : participants that have left, and the last day of each.
    act : "2018" or "1992", the act the text names.
    """

    reference: str
    host: str
    participants: frozenset[str]
    since: date
    until: date | None = None
    ended_on: date | None = None
    left: tuple[tuple[str, date], ...] = ()
    transfers: tuple[Transfer, ...] = ()
    onward_to_state: bool = False
    joint_board: bool = False
    act: str = "2018"


class PaperKind(StrEnum):
    """The decisions a host arrangement rests on."""

    COUNCIL_DECISION = "council_decision"  # a council adopts the agreement
    INSTRUCTION = "instruction"  # a council tells its chief executive to delegate
    DELEGATION_TO_HOST = "delegation_to_host"  # that chief executive delegates to the host's
    HOST_LINE = "host_line"  # the host's chief executive delegates to leader and staff
    BOARD_SET_UP = "board_set_up"
    BOARD_ELECTION = "board_election"  # a council elects its members
    BOARD_AUTHORITY = "board_authority"  # a council delegates to the board
    BOARD_SUBDELEGATION = "board_subdelegation"  # the board delegates to the host's staff


@dataclass(frozen=True, slots=True)
class Paper:
    """A decision taken by, or in, a municipality for a host agreement.

    services : what it concerns; None means all that the agreement transfers.
    """

    kind: PaperKind
    reference: str
    decided_on: date
    municipality: str
    agreement: str
    services: frozenset[str] | None = None
    until: date | None = None
    withdrawn_on: date | None = None


@dataclass(frozen=True, slots=True)
class Portfolio:
    """An optional service is in the office for one municipality."""

    municipality: str
    service: str
    reference: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Trial:
    """A trial under forsøksloven, from application to end.

    relations : whose staff would decide, seen from the responsible municipality.
    regulation, approval : reference and day of the local regulation and of the ministry's yes.
    refused_on, withdrawn_on : from that day it has no effect.
    secrecy : whether the approved regulation makes an exception from confidentiality.
    """

    reference: str
    applied_on: date
    municipalities: frozenset[str]
    services: frozenset[str]
    relations: frozenset[Relation]
    regulation: tuple[str, date] | None = None
    approval: tuple[str, date] | None = None
    since: date | None = None
    until: date | None = None
    refused_on: date | None = None
    withdrawn_on: date | None = None
    secrecy: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything on record. The order of the rows never matters."""

    municipalities: tuple[Municipality, ...] = ()
    changes: tuple[Change, ...] = ()
    offices: tuple[Office, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    models: tuple[ModelPeriod, ...] = ()
    partnership_agreements: tuple[PartnershipAgreement, ...] = ()
    host_agreements: tuple[HostAgreement, ...] = ()
    papers: tuple[Paper, ...] = ()
    portfolio: tuple[Portfolio, ...] = ()
    trials: tuple[Trial, ...] = ()
    sami_area: tuple[SamiArea, ...] = ()
    language_forms: tuple[LanguageForm, ...] = ()


# --- The question ------------------------------------------------------------------------


class Act(StrEnum):
    """What is to be done: decide a case, or guide in general without a decision."""

    DECIDE = "decide"
    GUIDE = "guide"


@dataclass(frozen=True, slots=True)
class Stay:
    """Where somebody stays. The address in the population register does not matter.

    institution : stays in an institution or in housing with care round the clock.
    before : the municipality of stay before moving in there.
    """

    municipality: str
    institution: bool = False
    before: str = ""


@dataclass(frozen=True, slots=True)
class Secondment:
    """An employee is lent to a host municipality."""

    host: str
    reference: str
    since: date
    until: date | None = None


class Position(StrEnum):
    """What the employee is."""

    CASEWORKER = "caseworker"
    LEADER = "leader"
    BOARD = "board"  # the joint elected board itself


@dataclass(frozen=True, slots=True)
class Employment:
    """A job, without a name. `employer` is `STATE`, a municipality or a task community.

    office : where it is done; empty means the office of the question.
    """

    employer: str
    reference: str
    office: str = ""
    position: Position = Position.CASEWORKER
    since: date | None = None
    until: date | None = None
    seconded: Secondment | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """Who may decide what, for whom, on which day.

    of_principle : whether the case is a matter of principle; None when nobody has said.
    relation_marked : the employee has said that they know somebody in the case.
    """

    service: str
    stay: Stay
    employments: tuple[Employment, ...]
    day: date
    act: Act = Act.DECIDE
    office: str = ""
    of_principle: bool | None = None
    relation_marked: bool = False


MUNICIPAL = frozenset({Group.SOCIAL, Group.OTHER})
