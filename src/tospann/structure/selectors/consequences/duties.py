"""Duties that follow a municipality into an area: Sami languages, and islands."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from tospann.authority.selectors import wording
from tospann.engines import authority as engine
from tospann.engines.authority.duties import LANGUAGES, SAMI
from tospann.engines.structure.hidden import Hidden, count
from tospann.engines.structure.territory import Obligation
from tospann.structure.selectors.consequences.elements import days_in
from tospann.structure.selectors.consequences.ground import TOGETHER, Area, Ground
from tospann.structure.selectors.consequences.told import Duty, Rule, cited


def duties_of(ground: Ground, area: Area) -> tuple[Duty, ...]:
    """The duties of an area's offices, by municipality. No queries.

    Where each municipality keeps its office, its duties stay with it. The engine is asked first;
    what only the dataset knows is told with the dataset's source.
    """
    found: list[Duty] = []
    offices = [area.host] if area.model in TOGETHER else list(area.members)
    facts = ground.facts(area, _("scenarioet"))
    told: set[tuple[str, str]] = set()
    mine = {ground.today[one]: one for one in area.members}
    for office in offices:
        for duty in engine.duties(facts, ground.office(office), ground.day):
            number = mine.get(duty.municipality)
            if duty.kind in SAMI and number is not None:
                told.add((number, duty.language))
                found.append(_lawful(ground, area, office, number, duty))
    found += _stated(ground, area, told)
    return tuple(sorted(found, key=lambda one: one.municipality))


def _lawful(ground: Ground, area: Area, office: str, number: str, duty: engine.Duty) -> Duty:
    kept = ""
    if duty.kind is engine.DutyKind.COMPETENCE:
        kept = _competence(ground, area, duty.language)
    return Duty(
        wording.said(duty.says),
        _("Plikten kommer av at kontoret betjener %(name)s. Den må følges også etter endringen.")
        % {"name": ground.name(number)},
        cited([duty.provision]),
        number not in ground.old[office].members,
        kept,
        number,
    )


def _competence(ground: Ground, area: Area, language: str) -> str:
    """Whether the dataset knows of anybody who has the language. Fields are no people by name."""
    staff = ground.territory.staff
    field = f"sami_{language}"
    if staff is None or field not in staff.fields:
        return _("Datasettet sier ikke om noen i området kan språket. Det må kartlegges.")
    at = [ground.territory.municipalities.index(one) for one in area.members]
    people = count(int(staff.people[at, staff.fields.index(field)].sum()))
    if isinstance(people, Hidden):
        return _("Noen få i området kan språket, etter datasettet. Tallet er skjult.")
    if not people:
        return _("Ingen i området kan språket, etter datasettet.")
    return _("Så mange i området kan språket, etter datasettet: %(people)s.") % {"people": people}


def _stated(ground: Ground, area: Area, told: set[tuple[str, str]]) -> Iterator[Duty]:
    numbers = ground.territory.municipalities.numbers
    for one in ground.territory.obligations:
        number = numbers[one.municipality]
        if number in area.members and (number, one.value) not in told:
            yield _of_dataset(ground, area, number, one)


def _of_dataset(ground: Ground, area: Area, number: str, one: Obligation) -> Duty:
    name = ground.name(number)
    source = (Rule(one.source),)
    new = number not in ground.old[area.host].members
    if one.kind == "sami_language":
        language = LANGUAGES.get(one.value)
        says = _("Kontoret må kunne ta imot og svare på %(language)s.") % {
            "language": wording.said(language) if language else one.value
        }
        because = _("%(name)s er i området for samiske språk, etter datasettet.") % {"name": name}
        return Duty(says, because, source, new, _competence(ground, area, one.value), number)
    if one.kind == "island" and one.value == "no_same_day":
        days = days_in(ground, number)
        kept = (
            _("Scenarioet har noen å møte i kommunen, dager i uken: %(days)s.")
            % {"days": f"{days:g}".replace(".", ",")}
            if days
            else _("Scenarioet har ingen å møte i kommunen.")
        )
        says = _(
            "De som bor i %(name)s, kan ikke regne med å komme fram og hjem på samme dag. Det må "
            "kontoret ta hensyn til."
        ) % {"name": name}
        because = _("Så få avganger har fergen eller hurtigbåten, etter datasettet.")
        return Duty(says, because, source, new, kept, number)
    says = f"{one.kind}: {one.value}"
    because = _("Datasettet sier at dette følger %(name)s.") % {"name": name}
    return Duty(says, because, source, new, "", number)
