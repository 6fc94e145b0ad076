"""Who may decide what, before and after, for those who stay in one municipality."""

from collections import defaultdict
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from tospann.agreements.points import listed
from tospann.authority.selectors import wording
from tospann.authority.selectors.questions import missing_links, serving_office
from tospann.engines import authority as engine
from tospann.engines.authority import Code, Finding, Model, Unanswerable
from tospann.structure.selectors.consequences.ground import (
    COMMUNITY,
    KNOWN,
    TOGETHER,
    Area,
    Ground,
    planned,
)
from tospann.structure.selectors.consequences.told import Pair, Services, cited


@dataclass(frozen=True, slots=True)
class Employer:
    """Somebody's employer, and what it is to the municipality afterwards."""

    code: str
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Answers:
    """What the engine said of one municipality, before and after, in words and as it was."""

    employers: tuple[Employer, ...]
    before: dict[tuple[str, int], Finding]
    after: dict[tuple[str, int], Finding]
    services: tuple[Services, ...]
    lacking: tuple[str, ...]
    basis: str
    model: Model | None  # of today
    refusal: str = ""


def answers_of(ground: Ground, number: str, *, words: bool = True) -> Answers:
    """Every service and employer of a municipality, in both structures. No queries.

    Both are shown as if every paper they need were in place, so that what differs is the model;
    what the model of today lacks already is told apart.

    words : False leaves out `services` and `lacking`, which take longest.
    """
    old, new = ground.old[number], ground.new[number]
    model: Model | None
    period = ground.registered(number)
    today = ground.today[number]
    if period is not None:
        facts, model, host = _record(ground), period.model, period.host
        members = period.municipalities
        basis = _("I dag, slik det er registrert: %(model)s.") % {"model": _said(model)}
        if model is not old.model:
            stated = _said(old.model) if old.model else old.stated
            basis = _(
                "Kildene sier ikke det samme om i dag. I Tospann er partnerskapet registrert som "
                "%(registered)s. Datasettet som tallene bygger på, sier %(stated)s. Vi bruker "
                "det som er registrert, fordi det viser hva kommunene har avtalt."
            ) % {"registered": _said(model), "stated": stated}
    else:
        facts, model, host = ground.facts(old, _("datasettet")), old.model, ground.today[old.host]
        members = frozenset(ground.today[one] for one in old.members)
        basis = _(
            "Kommunen er ikke med i et partnerskap som er registrert her. I dag, slik datasettet "
            "sier det: %(model)s."
        ) % {"model": _said(model) if model else old.stated}
    if model is None or new.model is None:
        unknown = old.stated if model is None else new.stated
        refusal = _("Modellen «%(model)s» er ikke blant dem reglene kjenner.") % {"model": unknown}
        return Answers((), {}, {}, (), (), basis, model, refusal)
    planned_facts = ground.facts(new, planned(ground.scenario))
    who = _employers(ground, number, new, host if model in TOGETHER else "", members, model)
    office = serving_office(ground.found, today)
    if period is None:
        office = ground.office(old.host) if model in TOGETHER else office
    later = ground.office(new.host) if new.model in TOGETHER else office
    try:
        before = _told(facts, ground, today, who, office)
        after = _told(planned_facts, ground, today, who, later)
        lacking = _lacking(ground, number, who, office) if period and words else ()
    except Unanswerable as refused:
        return Answers(who, {}, {}, (), (), basis, model, wording.said(refused.reason))
    services = _services(before, after, who) if words else ()
    return Answers(who, before, after, services, lacking, basis, model)


def _record(ground: Ground) -> engine.Facts:
    """What is on record, with one name for the community of employers, whichever it is."""
    facts = ground.found.facts
    named = tuple(replace(one, community=one.community and COMMUNITY) for one in facts.models)
    return replace(facts, models=(*named, KNOWN), trials=())


def _said(model: Model) -> str:
    return wording.said(engine.MODEL_LABELS[model])


def _employers(
    ground: Ground, number: str, new: Area, host: str, members: frozenset[str], model: Model
) -> tuple[Employer, ...]:
    """State, the municipality, host after, host before, community, then the others.

    Of those who are alike one is asked about, and stands for them all.
    """
    called = {one.number: one.name for one in ground.found.facts.municipalities}
    called |= {
        ground.today[one]: ground.name(one) for one in ground.territory.municipalities.numbers
    }
    own, then = ground.today[number], ground.today[new.host]
    found = {engine.STATE: Employer(engine.STATE, _("Staten"), "")}
    found[own] = Employer(own, called[own], _("kommunen med ansvaret"))
    if new.model in TOGETHER and then not in found:
        word = _("kontorkommunen") if new.model is Model.TASK_COMMUNITY else _("vertskommunen")
        found[then] = Employer(then, called[then], word)
    if host and host not in found:
        found[host] = Employer(host, called.get(host, host), _("vertskommunen i dag"))
    if Model.TASK_COMMUNITY in (new.model, model):
        found[COMMUNITY] = Employer(COMMUNITY, _("Oppgavefellesskapet"), _("fellesskapet"))
    there = {ground.today[one] for one in new.members}
    for numbers, word in (
        (there, _("i samme område")),
        (members - there, _("ikke lenger i samme område")),
    ):
        others = sorted(numbers - found.keys(), key=lambda one: called.get(one, one))
        if others:
            names = listed([called.get(one, one) for one in others])
            found[others[0]] = Employer(others[0], names, word)
    return tuple(found.values())


def _told(
    facts: engine.Facts,
    ground: Ground,
    number: str,
    who: tuple[Employer, ...],
    office: str,
    *,
    assume: bool = True,
) -> dict[tuple[str, int], Finding]:
    people = [(engine.Employment(one.code, _("oppgitt i spørsmålet"), office),) for one in who]
    told = engine.matrix(
        facts,
        municipalities=[number],
        services=list(engine.services()),
        people=people,
        days=[ground.day],
        of_principle=False,
        office=office,
        assume=assume,
    )
    return {(code, n): told[number, code, n, day] for number, code, n, day in told}


def _services(
    before: dict[tuple[str, int], Finding],
    after: dict[tuple[str, int], Finding],
    who: tuple[Employer, ...],
) -> tuple[Services, ...]:
    """Services that go the same way stand together, by group."""
    found = []
    for group in engine.Group:
        codes = [one.code for one in engine.services().values() if one.group is group]
        alike: dict[tuple[tuple[Code, Code], ...], list[str]] = defaultdict(list)
        for code in codes:
            ways = tuple((before[code, n].code, after[code, n].code) for n in range(len(who)))
            alike[ways].append(code)
        name = wording.said(engine.GROUP_LABELS[group])
        for same in alike.values():
            pairs = tuple(
                _pair(one, before[same[0], n], after[same[0], n]) for n, one in enumerate(who)
            )
            found.append(
                Services(
                    name[:1].upper() + name[1:],
                    tuple(wording.service_name(code) for code in same),
                    len(same) == len(codes),
                    pairs,
                )
            )
    return tuple(found)


def _pair(who: Employer, was: Finding, now: Finding) -> Pair:
    because = wording.said(now.meaning)
    if now.default is not None:
        label = wording.label(now.default)
        because += " " + _("Inntil det er avklart, er svaret «%(label)s».") % {"label": label}
    return Pair(
        who.name,
        who.role,
        wording.label(was.code),
        wording.WORDS[was.code][1],
        wording.label(now.code),
        wording.WORDS[now.code][1],
        was.code is not now.code,
        because,
        lacks_of(now),
        cited(one.provision for one in now.citations),
        wording.confidence(now.confidence),
    )


def lacks_of(finding: Finding) -> tuple[str, ...]:
    """The links of a finding that no paper can be assumed for, in words."""
    return tuple(wording.said(one.name) for one in finding.missing)


def _lacking(
    ground: Ground, number: str, who: tuple[Employer, ...], office: str
) -> tuple[str, ...]:
    """What the model of today lacks on record, so that social services can be decided."""
    found: dict[str, str] = {}
    told = _told(_record(ground), ground, ground.today[number], who, office, assume=False)
    assumed = _told(_record(ground), ground, ground.today[number], who, office)
    for key, finding in told.items():
        if key[0] == "M1" and finding.code is not assumed[key].code:
            for one in missing_links(finding, ground.found):
                found.setdefault(one.id, one.mend)
    return tuple(found.values())
