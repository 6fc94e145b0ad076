"""One question and its answer, as the page and the JSON tell it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tospann.access.actor import STRANGER, Actor
from tospann.access.roles import Permission
from tospann.authority.models import Clarification, Employer, Employment, ProvisionCheck
from tospann.authority.selectors import rules, wording
from tospann.authority.selectors.gathering import Gathered, community, gathered
from tospann.authority.selectors.registers import NAMES, may_read_clarifications
from tospann.engines import authority as engine
from tospann.engines.authority import Finding, Unanswerable
from tospann.offices.models import Municipality, Office
from tospann.partnerships.models import OrganisationModel, OwnerKind, Partnership
from tospann.partnerships.models import Part as OwnerPart

STATE = engine.STATE


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in the words of the address."""

    service: str
    municipality: str
    employer: str
    day: date
    office: str = ""
    position: str = "caseworker"
    also: str = ""  # a second employer
    act: str = "decide"
    principle: str = ""  # "yes", "no", or not said
    before: str = ""  # stays in an institution: where the person stayed before
    related: bool = False
    code: str = ""  # a registered position, as `office:code`; then the employers come from it

    def query(self, **changed: Any) -> str:
        """The address of the question, or of one that differs in something."""
        given = {
            "tjeneste": self.service,
            "opphold": self.municipality,
            "arbeidsgiver": self.employer,
            "ogsa": self.also,
            "stilling": self.position if self.position != "caseworker" else "",
            "kontor": self.office,
            "dag": self.day.isoformat(),
            "gjelder": self.act if self.act != "decide" else "",
            "prinsipiell": self.principle,
            "tidligere": self.before,
            "tilknytning": "on" if self.related else "",
            "registrert": self.code,
        } | changed
        return urlencode({name: value for name, value in given.items() if value})


@dataclass(frozen=True, slots=True)
class Options:
    """What can be chosen."""

    services: list[tuple[str, list[tuple[str, Any]]]]
    municipalities: list[tuple[str, str]]
    employers: list[tuple[str, str]]
    offices: list[tuple[str, str]]
    positions: list[tuple[str, str]] = field(default_factory=list)


def options(actor: Actor = STRANGER) -> Options:
    """Every service, municipality, employer and office, past ones marked. Three queries.

    Those inside get the positions of their registers as well: four queries.
    """
    municipalities = [
        (row.number, _ended(row.name, row.number, row.period.upper))
        for row in Municipality.objects.filter(followed=True).order_by(
            "sort_key", F("period__startswith").desc(nulls_last=True), "pk"
        )
    ]
    offices = [
        (row.unit_number, _ended(row.name, "", row.period.upper))
        for row in Office.objects.order_by("sort_key", "unit_number")
    ]
    communities = [
        (community(one), _("Oppgavefellesskapet %(name)s") % {"name": one.name})
        for one in Partnership.objects.filter(model=OrganisationModel.TASK_COMMUNITY).order_by(
            "sort_key", "pk"
        )
    ]
    employers = [(STATE, _("Staten (Nav)")), *municipalities, *communities]
    return Options(service_options(), municipalities, employers, offices, _positions(actor))


def _readable(actor: Actor) -> QuerySet[Employment]:
    """The positions this person may read."""
    reach = {
        one
        for one in actor.partnership_ids
        if actor.may_in(Permission.INTERNAL_READ, partnership_id=one)
    }
    rows = Employment.objects.standing().filter(partnership__in=reach)
    return rows.select_related("owner", "partnership").order_by("partnership", "title", "pk")


def _positions(actor: Actor) -> list[tuple[str, str]]:
    if not actor.partnership_ids:
        return []
    found: dict[str, list[Employment]] = defaultdict(list)
    for row in _readable(actor):
        found[f"{row.office_unit}:{row.code}"].append(row)
    return [
        (key, f"{rows[0].title} ({rows[0].code}), {', '.join(row.owner.name for row in rows)}")
        for key, rows in found.items()
    ]


def registered(actor: Actor, code: str) -> list[engine.Employment]:
    """The jobs of a registered position, two when it is a double one. One query.

    None when there is no such position, or none this person may read.
    """
    office, _colon, wanted = code.partition(":")
    return [
        engine.Employment(
            _employer(row),
            str(row),
            row.office_unit,
            engine.Position(row.position),
            row.since,
            row.until,
            _secondment(row),
        )
        for row in _readable(actor).filter(office_unit=office, code=wanted)
    ]


def _employer(row: Employment) -> str:
    if row.employer == Employer.COMMUNITY:
        return community(row.partnership)
    return STATE if row.owner.kind == OwnerKind.STATE else row.owner.code


def _secondment(row: Employment) -> engine.Secondment | None:
    """A position that a participant has lent to the host of the partnership. One query."""
    if not row.lent_reference:
        return None
    host = row.partnership.ownerships.filter(part=OwnerPart.MUNICIPAL_PARTY).first()
    if host is None:
        return None
    return engine.Secondment(host.owner.code, row.lent_reference, row.since, row.until)


def service_options() -> list[tuple[str, list[tuple[str, Any]]]]:
    """The services by who is responsible. No queries."""
    groups = {"M": _("Må finnes i alle Nav-kontor"), "S": _("Statens tjenester"),
              "O": _("Valgt av kommunen")}  # fmt: skip
    return [
        (title, [(code, name) for code, name in NAMES.items() if code.startswith(letter)])
        for letter, title in groups.items()
    ]


def _ended(name: str, number: str, upper: date | None) -> str:
    about = [number] if number else []
    if upper:
        about.append(_("til %(day)s") % {"day": date_format(upper, "SHORT_DATE_FORMAT")})
    return f"{name} ({', '.join(about)})" if about else name


# --- The answer -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ChainLink:
    """One thing the answer needs: found in which paper, or missing and how to mend it."""

    id: str
    name: str
    found: bool
    reference: str = ""
    day: date | None = None
    address: str = ""
    mend: str = ""


@dataclass(frozen=True, slots=True)
class CitedRule:
    """A provision in the version of the day, and the last check of it."""

    key: str
    name: str
    valid_from: date | None
    valid_to: date | None
    confidence: str
    check: ProvisionCheck | None


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """Everything the answer says, in the language in use."""

    asked: Asked
    question: str
    code: str
    word: str
    color: str
    icon: str
    label: str
    meaning: str
    decides: bool
    confidence: str
    reasons: list[str]
    links: list[ChainLink]
    citations: list[CitedRule]
    appeal: str
    appeal_rule: str
    appeal_confidence: str
    reminders: list[str]
    asks: list[str]
    letter: str
    letter_address: str  # where the letter can be entered as a clarification, or empty
    others: list[tuple[str, str]]  # the other employments and what each gives
    related: list[Clarification]
    default: str = ""

    @property
    def found_count(self) -> int:
        """How many links were found."""
        return sum(link.found for link in self.links)

    @property
    def missing(self) -> list[ChainLink]:
        """The links that were not found."""
        return [link for link in self.links if not link.found]

    @property
    def address(self) -> str:
        """Where this very question stands."""
        return f"{reverse('authority:question')}?{self.asked.query()}"

    @property
    def settle(self) -> list[tuple[str, str]]:
        """The ways to settle what the engine asks, each with the address of that answer."""
        here = reverse("authority:question")
        return [
            (_("Nei, det er en vanlig enkeltsak"), f"{here}?{self.asked.query(prinsipiell='no')}"),
            (_("Ja, den er prinsipiell"), f"{here}?{self.asked.query(prinsipiell='yes')}"),
        ]


@dataclass(frozen=True, slots=True)
class Refusal:
    """The question cannot be answered as it stands."""

    asked: Asked
    text: str
    status: int = field(default=422)


def _stated(asked: Asked) -> list[engine.Employment]:
    """The jobs as the question states them. No queries."""
    given = _("oppgitt i spørsmålet")
    position = engine.Position(asked.position)
    employers = dict.fromkeys(filter(None, (asked.employer, asked.also)))
    return [engine.Employment(one, given, asked.office, position) for one in employers]


def question_of(asked: Asked, employments: list[engine.Employment]) -> engine.Question:
    """The question as the engine takes it. No queries."""
    return engine.Question(
        asked.service,
        engine.Stay(asked.municipality, institution=bool(asked.before), before=asked.before),
        tuple(employments),
        asked.day,
        act=engine.Act(asked.act),
        office=asked.office,
        of_principle={"yes": True, "no": False}.get(asked.principle),
        relation_marked=asked.related,
    )


def serving_office(found: Gathered, number: str) -> str:
    """The office that serves a municipality on the day, or nothing. No queries."""
    serving = [
        one.office
        for one in found.facts.coverage
        if one.municipality == number and _holds(one.since, one.until, found.day)
    ]
    return min(serving, default="")


def _holds(since: date | None, until: date | None, day: date) -> bool:
    return (since is None or since <= day) and (until is None or day <= until)


def on_day(number: str, day: date) -> str:
    """The number a municipality had on a day, when it only changed number. At most two queries.

    A municipality that was merged, split or renamed is left as it is, and the engine says why
    it cannot be asked about.
    """
    rows = Municipality.objects.filter(number=number)
    if not rows or any(_exists(row, day) for row in rows):
        return number
    same = Municipality.objects.filter(name__in={row.name for row in rows}, followed=True)
    there = {row.number for row in same if _exists(row, day)}
    return there.pop() if len(there) == 1 else number


def _exists(row: Municipality, day: date) -> bool:
    period = row.period
    return (period.lower is None or period.lower <= day) and (
        period.upper is None or day < period.upper
    )


def answered(actor: Actor, asked: Asked, *, names: dict[str, str]) -> AnswerPage | Refusal:
    """The answer to a question, or why it cannot be answered. At most 36 queries.

    names : what employers are called, by their code.
    """
    asked = _renumbered(asked)
    jobs = registered(actor, asked.code) if asked.code else []
    if asked.code and not jobs:
        return Refusal(asked, _("Stillingen står ikke i noe register du kan lese."))
    numbers = {asked.municipality, asked.before, asked.employer, asked.also}
    numbers |= {one.employer for one in jobs}
    found = gathered(asked.day, {one for one in numbers if one.isdigit()})
    office = asked.office or serving_office(found, asked.before or asked.municipality)
    here = replace(asked, office=office)
    try:
        question = question_of(here, jobs or _stated(here))
        finding = engine.answer(found.facts, question)
    except Unanswerable as refused:
        return Refusal(asked, wording.said(refused.reason))
    return _page(actor, asked, finding, found, names)


def _renumbered(asked: Asked) -> Asked:
    """The question with the numbers municipalities had that day."""

    def then(given: str) -> str:
        return on_day(given, asked.day) if given.isdigit() else given

    return replace(
        asked,
        municipality=then(asked.municipality),
        employer=then(asked.employer),
        also=then(asked.also),
        before=then(asked.before),
    )


def _page(
    actor: Actor, asked: Asked, finding: Finding, found: Gathered, names: dict[str, str]
) -> AnswerPage:
    word, color, icon = wording.WORDS[finding.code]
    checks = rules.checks_of(one.provision.key for one in finding.citations)
    letter = wording.said(finding.letter) if finding.letter else ""
    appeal = finding.appeal
    return AnswerPage(
        asked=asked,
        question=_question(asked, finding, names),
        code=finding.code.value,
        word=str(word),
        color=color,
        icon=icon,
        label=wording.label(finding.code),
        meaning=wording.said(finding.meaning),
        decides=finding.code.decides,
        confidence=wording.confidence(finding.confidence),
        reasons=[wording.said(one) for one in finding.reasons],
        links=_links(finding, found),
        citations=[_cited(one.provision, checks) for one in finding.citations],
        appeal=wording.said(appeal.body),
        appeal_rule=str(appeal.provision) if appeal.provision else "",
        appeal_confidence=wording.confidence(appeal.confidence),
        reminders=[wording.said(one) for one in finding.reminders],
        asks=[wording.said(one) for one in finding.asks],
        letter=letter,
        letter_address=_letter_address(actor, found, finding, letter),
        others=[
            (names.get(job.employer, job.employer), wording.label(code))
            for job, code in finding.others
        ],
        related=_related(actor, finding),
        default=wording.label(finding.default) if finding.default else "",
    )


def _question(asked: Asked, finding: Finding, names: dict[str, str]) -> str:
    service = wording.service_name(asked.service)
    given = {
        "employer": names.get(finding.employment.employer, finding.employment.employer),
        "service": service[:1].lower() + service[1:],
        "municipality": finding.municipality.name,
        "day": date_format(asked.day, "DATE_FORMAT"),
    }
    if asked.act == "guide":
        return _(
            "Kan en som er ansatt i %(employer)s, veilede om %(service)s for en som oppholder "
            "seg i %(municipality)s, %(day)s?"
        ) % given  # fmt: skip
    return _(
        "Kan en som er ansatt i %(employer)s, avgjøre %(service)s for en som oppholder seg i "
        "%(municipality)s, %(day)s?"
    ) % given  # fmt: skip


def _links(finding: Finding, found: Gathered) -> list[ChainLink]:
    links = [
        ChainLink(
            one.link,
            wording.said(engine.LINKS[one.link].name),
            True,
            wording.said(one.reference),
            one.day,
            _read_at(one, found, finding),
        )
        for one in finding.evidence
    ]
    return [*links, *missing_links(finding, found)]


def _read_at(one: engine.Evidence, found: Gathered, finding: Finding) -> str:
    if one.link == "employment" and one.day is not None:  # a registered position
        return _where("employment", found, finding)
    return found.addresses.get(one.reference, "")


def missing_links(finding: Finding, found: Gathered) -> list[ChainLink]:
    """What was not found, each with where it can be entered. No queries."""
    return [
        ChainLink(
            lack.link,
            wording.said(lack.name),
            False,
            mend=wording.said(lack.mend),
            address=_where(lack.link, found, finding),
        )
        for lack in finding.missing
        if lack.link != "not_of_principle"  # no paper: the page asks for it
    ]


_REGISTERS = {
    "authority:councils": {"instruction", "board_set_up", "board_election"},
    "authority:delegations": {
        *("delegation_to_host", "host_line", "board_authority", "board_subdelegation"),
        *("delegation_decision", "delegation_cites", "delegation_period", "employer_named"),
    },
    "authority:employments": {"employment", "seconded"},
    "authority:trials": {
        *("trial_regulation", "trial_approval", "trial_period", "trial_standing"),
    },
    "portal:partnership": {
        *("partnership_agreement", "clause", "unitary_leadership", "host_agreement"),
        *("participant_decision", "host_decision", "scope", "onward", "portfolio", "model"),
    },
}


def _where(link: str, found: Gathered, finding: Finding) -> str:
    if link == "office_serves":
        return reverse("offices:coverage")
    route = next((name for name, links in _REGISTERS.items() if link in links), "")
    if not route or not found.partnerships:
        return ""
    return reverse(route, args=[found.partnerships[0].slug])


def _cited(one: engine.Provision, checks: dict[str, list[ProvisionCheck]]) -> CitedRule:
    known = checks.get(one.key, [])
    return CitedRule(
        one.key,
        str(one),
        one.valid_from,
        one.valid_to,
        wording.confidence(one.confidence),
        known[0] if known else None,
    )


def _letter_address(actor: Actor, found: Gathered, finding: Finding, letter: str) -> str:
    if not letter:
        return ""
    for one in found.partnerships:
        if actor.may_in(Permission.EVIDENCE_KEEP, partnership_id=one.pk):
            query = urlencode({"question": letter, "model": finding.model.value})
            return f"{reverse('authority:new_question', args=[one.slug])}?{query}"
    return ""


def _related(actor: Actor, finding: Finding) -> list[Clarification]:
    """The questions of others about the same model or rules, for those who may read them."""
    if not may_read_clarifications(actor):
        return []
    keys = {one.provision.key for one in finding.citations}
    rows = Clarification.objects.standing().order_by("-asked_on", "pk")
    return [
        row
        for row in rows
        if row.provision in keys or (row.model == finding.model.value and not row.provision)
    ]


def as_data(page: AnswerPage) -> dict[str, Any]:
    """The answer as JSON gives it. Names of fields never change; new ones may come."""
    return {
        "guidance": True,
        "question": page.question,
        "code": page.code,
        "decides": page.decides,
        "label": page.label,
        "meaning": page.meaning,
        "default": page.default,
        "confidence": page.confidence,
        "reasons": page.reasons,
        "evidence": [
            {"link": one.id, "name": one.name, "reference": one.reference,
             "day": one.day.isoformat() if one.day else None, "address": one.address}
            for one in page.links if one.found
        ],
        "missing": [
            {"link": one.id, "name": one.name, "mend": one.mend, "address": one.address}
            for one in page.missing
        ],
        "citations": [
            {"key": one.key, "name": one.name, "confidence": one.confidence,
             "valid_from": _iso(one.valid_from), "valid_to": _iso(one.valid_to),
             "checked_on": _iso(one.check.checked_on) if one.check else None}
            for one in page.citations
        ],
        "appeal": {"body": page.appeal, "provision": page.appeal_rule,
                   "confidence": page.appeal_confidence},
        "reminders": page.reminders,
        "asks": page.asks,
        "letter": page.letter,
        "address": page.address,
    }  # fmt: skip


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def names_of(given: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What employers are called in a sentence: without the number. No queries."""
    return {
        code: name.partition(" (")[0] if code != STATE else _("staten") for code, name in given
    }
