"""What in a scenario the rules do not allow, or leave unclear, and what would mend it."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from tospann.agreements.points import listed
from tospann.authority.selectors import wording
from tospann.engines import authority as engine
from tospann.engines.authority import Code, Group, Model
from tospann.structure.selectors.consequences.authority import Answers
from tospann.structure.selectors.consequences.ground import HOSTING, Area, Ground
from tospann.structure.selectors.consequences.told import Element, Verdict, cited, law

DUTY = "M1"  # stands for the services every municipality must decide on


def elements_of(ground: Ground, answers: Mapping[str, Answers]) -> tuple[Element, ...]:
    """Unlawful first, then unclear; in each, by area and then by municipality. No queries."""
    found = [*_of_areas(ground), *_of_answers(ground, answers)]
    found.sort(key=lambda one: not one.unlawful)
    return tuple(found)


def verdict_of(elements: tuple[Element, ...]) -> Verdict:
    """The worst of them."""
    if any(one.unlawful for one in elements):
        return Verdict.UNLAWFUL
    return Verdict.UNCLEAR if elements else Verdict.LAWFUL


# --- Areas ------------------------------------------------------------------------------


def _of_areas(ground: Ground) -> Iterator[Element]:
    for area in ground.areas():
        names = listed(ground.names(area.members))
        if area.model is None:
            yield Element(
                Verdict.UNCLEAR,
                _("Modellen «%(model)s» for %(names)s") % {"model": area.stated, "names": names},
                _("Modellen er ikke blant dem reglene kjenner."),
                _("Velg en av modellene, eller spør statsforvalteren."),
                law("forms", day=ground.day),
                area.members,
            )
        elif len(area.members) == 1:
            yield from _alone(ground, area)
        elif area.model is Model.OWN_OFFICE:
            yield Element(
                Verdict.UNLAWFUL,
                _("Eget kontor for %(names)s sammen") % {"names": names},
                _(
                    "Flere kommuner kan ikke dele et kontor uten en samarbeidsform for de "
                    "kommunale oppgavene. Ansatte i én kommune kan ikke fatte vedtak for de andre."
                ),
                _(
                    "Velg vertskommune for området, eller behold eget kontor i hver kommune og "
                    "velg faglig samarbeid."
                ),
                law("forms", "sotjl_3", day=ground.day),
                area.members,
            )
        elif area.model in HOSTING:
            yield from _two_counties(ground, area)


def _alone(ground: Ground, area: Area) -> Iterator[Element]:
    """A cooperation of one."""
    name = ground.name(area.host)
    mend = _("Velg eget kontor, eller ta med en kommune til.")
    if area.model in HOSTING:
        text = engine.HostText(
            ground.today[area.host], frozenset(), frozenset(), None, True, True, True, True,
            frozenset(), joint_board=area.model is Model.HOST_JOINT_BOARD,
        )  # fmt: skip
        lacks = next(
            one for one in engine.host_gaps(text, ground.day) if one.point == "participants"
        )
        yield Element(
            Verdict.UNLAWFUL,
            _("%(name)s er vertskommune uten samarbeidskommuner") % {"name": name},
            wording.said(lacks.says),
            mend,
            law("host", day=ground.day) + cited(lacks.provisions),
            area.members,
        )
    elif area.model in (Model.TASK_COMMUNITY, Model.PROFESSIONAL_COOPERATION):
        community = area.model is Model.TASK_COMMUNITY
        yield Element(
            Verdict.UNLAWFUL if community else Verdict.UNCLEAR,
            _("%(name)s samarbeider ikke med noen") % {"name": name},
            _("Modellen er «%(model)s», men området har bare én kommune.")
            % {"model": wording.said(engine.MODEL_LABELS[area.model])},
            mend,
            law("task_community" if community else "forms", day=ground.day),
            area.members,
        )


def _two_counties(ground: Ground, area: Area) -> Iterator[Element]:
    there = {one.number: one for one in ground.found.facts.municipalities
             if one.until is None or one.until >= ground.day}  # fmt: skip
    known = [one for one in area.members if ground.today[one] in there]
    counties = {one: there[ground.today[one]] for one in known}
    host = counties.get(area.host)
    away = [one for one in known if host and counties[one].county != host.county]
    if host is None or not away:
        return
    yield Element(
        Verdict.UNCLEAR,
        _("%(names)s ligger i et annet fylke enn vertskommunen %(host)s")
        % {"names": listed(ground.names(away)), "host": ground.name(area.host)},
        _("Kommunene har hver sin statsforvalter. Det er ikke avklart hvem som behandler klager."),
        _("Spør %(first)s og %(second)s.")
        % {"first": counties[away[0]].governor, "second": host.governor},
        law("host_control", "sotjl_47", day=ground.day),
        tuple(away),
    )


# --- Answers ----------------------------------------------------------------------------


def _of_answers(ground: Ground, answers: Mapping[str, Answers]) -> Iterator[Element]:
    unclear: dict[tuple[Area, str, str], list[str]] = {}
    findings: dict[tuple[Area, str, str], engine.Finding] = {}
    for number, one in answers.items():
        area = ground.new[number]
        if one.refusal and area.model is not None:
            yield Element(
                Verdict.UNCLEAR,
                _("Hvem som kan bestemme i %(name)s") % {"name": ground.name(number)},
                one.refusal,
                _("Rett registeret, og se konsekvensene på nytt."),
                (),
                (number,),
            )
        if one.refusal:
            continue
        yield from _nobody(ground, number, one)
        yield from _home_alone(ground, number, one)
        for (service, n), finding in one.after.items():
            if finding.code is Code.UNCLEAR and one.before[service, n].code is not Code.UNCLEAR:
                role = wording.said(engine.RELATION_LABELS[finding.relation])
                key = (area, role, wording.said(engine.GROUP_LABELS[finding.service.group]))
                unclear.setdefault(key, []).append(number)
                findings.setdefault(key, finding)
    for (area, role, group), numbers in unclear.items():
        finding = findings[area, role, group]
        about = tuple(dict.fromkeys(numbers))
        yield Element(
            Verdict.UNCLEAR,
            _("Om ansatte i %(employer)s kan avgjøre saker i %(names)s: %(group)s")
            % {"employer": role, "names": listed(ground.names(about)), "group": group},
            _unclear_because(finding),
            _("Spør statsforvalteren før saken går til kommunestyrene. Til da er svaret nei."),
            cited(one.provision for one in finding.citations),
            about,
        )


def _unclear_because(finding: engine.Finding) -> str:
    """The engine's own words for what is not settled."""
    found = [wording.said(finding.meaning)]
    if finding.default is not None:
        label = wording.label(finding.default)
        found.append(_("Inntil det er avklart, er svaret «%(label)s».") % {"label": label})
    sure = wording.confidence(finding.confidence)
    found.append(_("Hvor sikker regelen er: %(sure)s.") % {"sure": sure})
    return " ".join(found)


def _deciders(one: Answers, service: str) -> set[str]:
    return {
        who.code
        for n, who in enumerate(one.employers)
        if (service, n) in one.after and one.after[service, n].code.decides
    }


def _nobody(ground: Ground, number: str, one: Answers) -> Iterator[Element]:
    """Services that have decisions and that no employer can decide."""
    without = [
        code
        for code, service in engine.services().items()
        if service.group in (Group.STATE, Group.SOCIAL, Group.OTHER) and not _deciders(one, code)
    ]
    if without:
        yield Element(
            Verdict.UNLAWFUL,
            _("Ingen kan fatte vedtak om %(services)s i %(name)s")
            % {
                "services": listed([wording.service_name(code) for code in without]),
                "name": ground.name(number),
            },
            _("Hver kommune skal ha et felles lokalt kontor som kan avgjøre disse sakene."),
            _("Velg en modell der noen får myndigheten."),
            law("nav_13", "sotjl_3", day=ground.day),
            (number,),
        )


def _home_alone(ground: Ground, number: str, one: Answers) -> Iterator[Element]:
    """Only the municipality's own staff may decide, and the scenario gives them no place."""
    area = ground.new[number]
    keeps = _deciders(one, DUTY) <= {ground.today[number], engine.STATE}
    away = area.host != number and area.model in (
        Model.TASK_COMMUNITY, Model.PROFESSIONAL_COOPERATION,
    )  # fmt: skip
    if keeps and away and days_in(ground, number) == 0:
        yield Element(
            Verdict.UNCLEAR,
            _("%(name)s har ingen dager med noen å møte") % {"name": ground.name(number)},
            _(
                "I denne modellen flytter ikke myndigheten seg. Sosiale tjenester i kommunen "
                "avgjøres fortsatt av kommunens egne ansatte, eller av statlig ansatte som har "
                "fått det delegert. Scenarioet sier ikke hvor de skal arbeide."
            ),
            _("Gi kommunen dager på et kontorsted, eller velg vertskommune."),
            law("nav_13", "sotjl_3", day=ground.day),
            (number,),
        )


def days_in(ground: Ground, number: str) -> float:
    """The most days a week with somebody to meet at a site in the municipality."""
    mine = ground.territory.sites.municipality == ground.territory.municipalities.index(number)
    days = ground.after.days[mine]
    return float(days.max()) if days.size else 0.0
