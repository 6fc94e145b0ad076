"""From the facts to a code: place the employee in the matrix, follow the chains, choose.

A `Verdict` holds for every service that the facts treat alike, which is what makes a whole
county quick to answer. It has no words; `finding.py` puts it into sentences.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tospann.engines.authority import facts as f
from tospann.engines.authority.cells import Cell, cell
from tospann.engines.authority.chains import CHAINS, LINKS, Case, Evidence, Walk, walk
from tospann.engines.authority.codes import (
    Code,
    Confidence,
    Group,
    Model,
    Relation,
    least,
)
from tospann.engines.authority.law import new_local_act
from tospann.engines.authority.services import Service
from tospann.engines.authority.setting import (
    HOST_MODELS,
    Setting,
    heir,
    model_of,
    municipality_on,
)
from tospann.engines.authority.words import Message, Unanswerable

NO_EMPLOYMENT = Message("Velg minst ett arbeidsforhold for den ansatte.")
NO_COMMUNITY = Message("Arbeidsgiveren «%(employer)s» finnes ikke i registeret. Legg den inn.")

DECIDED = frozenset({Group.STATE, Group.SOCIAL, Group.OTHER})


@dataclass(frozen=True, slots=True)
class Frame:
    """What a model means for one municipality on one day, whoever asks.

    undecided : other participants whose council has not adopted the agreement.
    old_act : the agreement names the act of 1992 after it was replaced here.
    act_certain : whether we know which kommunelov held here that day.
    """

    model: Model
    period: f.ModelPeriod | None
    host: f.Municipality | None
    undecided: tuple[str, ...] = ()
    old_act: str = ""
    act_certain: bool = True


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one employment gives."""

    employment: f.Employment
    relation: Relation
    employer: str  # its name, or its code when it is no municipality
    cell: Cell
    code: Code
    default: Code | None
    found: tuple[Evidence, ...]
    missing: tuple[str, ...]
    asks_principle: bool = False
    reserved_for: Relation | None = None  # a matter of principle: who decides

    @property
    def strength(self) -> tuple[int, int, int, str]:
        """Sorts the best last: what it allows, then the code, then what it lacks."""
        allows = max(self.code.rank, self.default.rank if self.default else 0)
        return allows, self.code.rank, -len(self.missing), self.employment.reference


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer for services that the facts treat alike; `outcomes` has the best first."""

    stay: f.Stay
    municipality: f.Municipality
    day: date
    act: f.Act
    group: Group
    frame: Frame
    outcomes: tuple[Outcome, ...]
    of_principle: bool | None
    relation_marked: bool

    @property
    def best(self) -> Outcome:
        """The employment that won."""
        return self.outcomes[0]

    @property
    def crosses_county(self) -> bool:
        """Whether the host has another county governor than the responsible municipality."""
        host = self.frame.host
        return (
            host is not None
            and self.frame.model in HOST_MODELS
            and host.governor != self.municipality.governor
        )

    @property
    def confidence(self) -> Confidence:
        """That of the cell, lowered by what we do not know about the host arrangement."""
        found = self.best.cell.confidence
        if self.frame.model in HOST_MODELS and self.group in DECIDED:
            if self.crosses_county or self.frame.undecided:
                found = least(found, Confidence.MEDIUM)
            if not self.frame.act_certain:
                found = Confidence.LOW
        return found


def group_of(service: Service, act: f.Act) -> Group:
    """The group of a service; general guidance is a group of its own, whatever the service."""
    if act is f.Act.GUIDE and service.group in DECIDED:
        return Group.GUIDANCE
    return service.group


def frame(where: Setting, period: f.ModelPeriod | None) -> Frame:
    """What the model of a municipality means. Raises `Unanswerable` for an unknown host."""
    if period is None:
        return Frame(Model.OWN_OFFICE, None, None)
    host = municipality_on(where.facts, period.host, where.day) if period.host else None
    if period.model not in HOST_MODELS or host is None or period.host == where.number:
        return Frame(period.model, period, host)
    new, certain = new_local_act(where.day, where.municipality.constituted_on)
    hosting = [one for one in where.hosts if one.host == period.host]
    papers = {
        (one.municipality, one.agreement)
        for one in where.papers
        if one.kind is f.PaperKind.COUNCIL_DECISION
    }
    undecided = {
        number
        for one in hosting
        for number in one.participants
        if number not in (one.host, where.number) and (number, one.reference) not in papers
    }
    names = {one.number: one.name for one in where.facts.municipalities if one.number in undecided}
    old = sorted(one.reference for one in hosting if one.act == "1992" and new)
    return Frame(
        period.model,
        period,
        host,
        tuple(sorted(names.get(number, number) for number in undecided)),
        ", ".join(old),
        certain,
    )


def place(
    where: Setting, about: Frame, employment: f.Employment
) -> tuple[Model, Relation, f.Employment, str]:
    """Which column of which matrix the employment belongs to, and the employer's name.

    The employment comes back with the number its employer has that day.

    Raises
    ------
    Unanswerable
        If the employer is not on record, or did not exist that day.
    """
    employer = employment.employer
    table = about.model
    if employer == f.STATE:
        if about.host is not None and about.host.number == where.number:
            table = Model.OWN_OFFICE if table in HOST_MODELS else table
        return table, Relation.STATE, employment, employer
    if any(one.community and one.community == employer for one in where.facts.models):
        if about.model is Model.TASK_COMMUNITY and _community(about) == employer:
            return table, Relation.COMMUNITY, employment, employer
        return Model.OWN_OFFICE, Relation.OTHER, employment, employer
    number = heir(where.facts, employer, where.day)
    if not any(one.number == number for one in where.facts.municipalities):
        raise Unanswerable(NO_COMMUNITY, employer=employer)
    named = municipality_on(where.facts, number, where.day)
    if number != employer:
        employment = f.Employment(
            number,
            employment.reference,
            employment.office,
            employment.position,
            employment.since,
            employment.until,
            employment.seconded,
        )
    return (*_column(where, about, employment), employment, f"{named.name} kommune")


def _community(about: Frame) -> str:
    return about.period.community if about.period else ""


def _column(where: Setting, about: Frame, employment: f.Employment) -> tuple[Model, Relation]:
    number, period = employment.employer, about.period
    if period is None:
        return about.model, Relation.OWN if number == where.number else Relation.OTHER
    of_host = period.host == where.number and about.model in HOST_MODELS
    if number == where.number:
        if (
            about.model is Model.HOST_JOINT_BOARD
            and of_host
            and employment.position is f.Position.BOARD
        ):
            return about.model, Relation.BOARD
        return Model.OWN_OFFICE if of_host else about.model, Relation.OWN
    if of_host or number not in period.municipalities | {period.host}:
        return Model.OWN_OFFICE, Relation.OTHER
    if number == period.host and about.model in HOST_MODELS:
        board = about.model is Model.HOST_JOINT_BOARD and employment.position is f.Position.BOARD
        return about.model, Relation.BOARD if board else Relation.HOST
    if number == period.host and about.model is Model.TASK_COMMUNITY:
        return about.model, Relation.COMMUNITY
    return about.model, Relation.OTHER


@dataclass(frozen=True, slots=True)
class Asked:
    """The part of a question that is the same for every service and employee."""

    stay: f.Stay
    act: f.Act = f.Act.DECIDE
    office: str = ""
    of_principle: bool | None = None
    relation_marked: bool = False
    assume: bool = False


def verdict(
    where: Setting,
    asked: Asked,
    service: Service,
    employments: Iterable[f.Employment],
    about: Frame | None = None,
) -> Verdict:
    """The verdict for a service and a person with one or more jobs; the best job wins.

    about : the frame, when it is known already.
    """
    if about is None:
        about = frame(where, model_of(where, service.code))
    group = group_of(service, asked.act)
    outcomes = [outcome(where, asked, service, group, about, one) for one in employments]
    if not outcomes:
        raise Unanswerable(NO_EMPLOYMENT)
    if len(outcomes) > 1:
        outcomes.sort(key=lambda one: one.strength, reverse=True)
    return Verdict(
        asked.stay,
        where.municipality,
        where.day,
        asked.act,
        group,
        about,
        tuple(outcomes),
        asked.of_principle,
        asked.relation_marked,
    )


def outcome(
    where: Setting,
    asked: Asked,
    service: Service,
    group: Group,
    about: Frame,
    employment: f.Employment,
) -> Outcome:
    """What one employment gives for a service."""
    table, relation, employment, employer = place(where, about, employment)
    within = cell(table, group, relation if _has(table, group, relation) else Relation.HOST)
    case = Case(
        where,
        service,
        employment,
        employment.office or asked.office,
        about.period.host if about.period else "",
        asked.of_principle,
    )
    in_work = LINKS["employment"].find(case)
    if not isinstance(in_work, tuple):
        return Outcome(employment, relation, employer, within, Code.N, None, (), ("employment",))
    start = (Evidence("employment", *in_work), *_model_evidence(about))
    if asked.of_principle and group in (Group.SOCIAL, Group.OTHER):
        board = about.model is Model.HOST_JOINT_BOARD
        if relation is not Relation.BOARD:
            return Outcome(
                employment,
                relation,
                employer,
                within,
                Code.N,
                None,
                start,
                (),
                reserved_for=Relation.BOARD if board else Relation.OWN,
            )
    base = _choose(within, case, start, relation, employer, assume=asked.assume)
    return _with_trial(base, case, start, group, assume=asked.assume)


def _has(table: Model, group: Group, relation: Relation) -> bool:
    """The board itself has no cells of its own for what is not decided."""
    return relation is not Relation.BOARD or group in (Group.SOCIAL, Group.OTHER)


def _model_evidence(about: Frame) -> tuple[Evidence, ...]:
    if about.period is None:
        return ()
    return (Evidence("model", about.period.reference, about.period.since),)


def _choose(
    within: Cell,
    case: Case,
    start: tuple[Evidence, ...],
    relation: Relation,
    employer: str,
    *,
    assume: bool,
) -> Outcome:
    """The first alternative whose chain is complete, with what the better ones lack."""
    tried: list[tuple[Code, Walk]] = []
    for one in within.alternatives:
        walked = walk(CHAINS[one.chain], case, assume=assume) if one.chain else Walk((), ())
        if not walked.missing:
            break
        tried.append((one.code, walked))
    better = [(code, walked) for code, walked in tried if code.rank > one.code.rank]
    found = _unique((*start, *(e for _c, w in better for e in w.found), *walked.found))
    missing = tuple(dict.fromkeys(link for _c, w in better for link in w.missing))
    code, default, asks = one.code, within.default, False
    if case.of_principle is None and any(w.missing == ("not_of_principle",) for _c, w in better):
        code, default, asks = Code.UNCLEAR, one.code, True
    return Outcome(
        case.employment, relation, employer, within, code, default, found, missing, asks
    )


def _unique(found: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """The first of each link."""
    first: dict[str, Evidence] = {}
    for one in found:
        first.setdefault(one.link, one)
    return tuple(first.values())


def _with_trial(
    base: Outcome, case: Case, start: tuple[Evidence, ...], group: Group, *, assume: bool
) -> Outcome:
    """The outcome with the best trial that names this service and employer laid over it."""
    if group not in DECIDED or base.code.decides or not case.where.trials:
        return base
    walks = []
    for one in case.where.trials:
        if case.service.code in one.services and base.relation in one.relations:
            case.trial = one
            walked = walk(CHAINS["trial"], case, assume=assume)
            walks.append((len(walked.missing), one.reference, walked))
    if not walks:
        return base
    _count, _reference, walked = min(walks, key=lambda one: one[:2])
    if walked.missing:
        code, found = base.code, base.found
        default, asks = base.default, base.asks_principle
        missing = tuple(dict.fromkeys((*base.missing, *walked.missing)))
    else:
        code, found, missing = Code.D5, start, ()
        default, asks = None, False
    return Outcome(
        base.employment,
        base.relation,
        base.employer,
        base.cell,
        code,
        default,
        _unique((*found, *walked.found)),
        missing,
        asks,
    )
