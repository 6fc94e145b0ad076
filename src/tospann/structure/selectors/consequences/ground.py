"""What every part of the consequences stands on: the two structures, and what is on record."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from tospann.authority.selectors.gathering import Gathered, gathered
from tospann.authority.selectors.questions import serving_office
from tospann.base import clock
from tospann.engines import authority as engine
from tospann.engines.authority import Model
from tospann.engines.structure.comparison import Change, changes
from tospann.engines.structure.territory import Structure, Territory
from tospann.offices.models import Municipality
from tospann.structure.models import Scenario
from tospann.structure.selectors.scenarios import structure_of
from tospann.structure.selectors.territories import present, territory_of

# What the lab calls a model, and what the law's engine calls it.
MODELS = {
    "own": Model.OWN_OFFICE,
    "host": Model.HOST_ADMINISTRATIVE,
    "joint_board": Model.HOST_JOINT_BOARD,
    "task_community": Model.TASK_COMMUNITY,
    "professional_cooperation": Model.PROFESSIONAL_COOPERATION,
}
HOSTING = frozenset({Model.HOST_ADMINISTRATIVE, Model.HOST_JOINT_BOARD})
TOGETHER = HOSTING | {Model.TASK_COMMUNITY}  # one office serves them all
COMMUNITY = "fellesskap"
# Makes the community an employer that is known also where nobody has one.
KNOWN = engine.ModelPeriod(Model.TASK_COMMUNITY, frozenset(), COMMUNITY, community=COMMUNITY)


@dataclass(frozen=True, slots=True)
class Area:
    """Municipalities that belong together in a structure: the host, then by number."""

    members: tuple[str, ...]
    host: str
    stated: str  # what the dataset calls the model

    @property
    def model(self) -> Model | None:
        """The model as the rules know it; None when they do not."""
        return MODELS.get(self.stated)


def areas_of(territory: Territory, structure: Structure) -> dict[str, Area]:
    """Each municipality's area, by number."""
    numbers = territory.municipalities.numbers
    found: dict[str, Area] = {}
    for n in range(structure.areas):
        members = [numbers[i] for i in (structure.area == n).nonzero()[0].tolist()]
        host = numbers[int(structure.hosts[n])]
        order = tuple(dict.fromkeys((host, *members)))
        area = Area(order, host, structure.models[n])
        found |= dict.fromkeys(members, area)
    return found


@dataclass(frozen=True, slots=True)
class Ground:
    """A scenario beside today, with everything that is on record about those it changes."""

    scenario: Scenario
    territory: Territory
    after: Structure
    changes: tuple[Change, ...]
    old: dict[str, Area]
    new: dict[str, Area]
    found: Gathered
    today: dict[str, str]  # a municipality's number on the day, by its number in the dataset
    day: date

    def name(self, number: str) -> str:
        """What a municipality of the territory is called."""
        names = self.territory.municipalities
        return names.names[names.index(number)]

    def names(self, numbers: Iterable[str]) -> tuple[str, ...]:
        """Names in the order of the numbers given."""
        return tuple(self.name(one) for one in numbers)

    @property
    def changed(self) -> tuple[str, ...]:
        """The numbers of those the scenario changes."""
        return tuple(one.municipality for one in self.changes)

    def areas(self) -> list[Area]:
        """The areas with somebody the scenario changes, once each, by their first member."""
        return list(dict.fromkeys(self.new[number] for number in self.changed))

    def office(self, number: str) -> str:
        """The code of the office that serves a municipality today; made up when unknown."""
        return serving_office(self.found, self.today[number]) or f"kontor-{number}"

    def facts(self, area: Area, reference: str) -> engine.Facts:
        """What is on record, had the municipalities of an area its model. Trials are left out.

        Where the model has one office for them all, the host's office serves them.
        """
        facts = replace(self.found.facts, trials=())  # nobody knows what would be approved
        if area.model is None:
            return facts
        together = area.model in TOGETHER
        period = engine.ModelPeriod(
            area.model,
            frozenset(self.today[one] for one in area.members),
            reference,
            host=self.today[area.host] if together else "",
            community=COMMUNITY if area.model is Model.TASK_COMMUNITY else "",
        )
        office = self.office(area.host) if together else ""
        planned = engine.under_model(facts, period, office=office)
        return replace(planned, models=(*planned.models, KNOWN))

    def registered(self, number: str) -> engine.ModelPeriod | None:
        """The model on record today, if the municipality is in a partnership here."""
        today = self.today[number]
        return next((one for one in self.found.facts.models if today in one.municipalities), None)


def ground_of(scenario: Scenario) -> Ground:
    """The ground of a scenario, today. 22 queries, and the dataset the first time."""
    return grounds_of([scenario])[0]


def grounds_of(scenarios: Sequence[Scenario]) -> list[Ground]:
    """The grounds of several, with the registers read once. 22 queries for each dataset.

    Raises `BadData` when a scenario makes no structure.
    """
    day = clock.today()
    found: dict[UUID, Ground] = {}
    for dataset in dict.fromkeys(one.dataset_id for one in scenarios):
        territory = territory_of(dataset)
        before, known = present(territory), _today(territory, day)
        here = [one for one in scenarios if one.dataset_id == dataset]
        after = {one.pk: structure_of(one) for one in here}
        moved = {pk: changes(territory, before, made) for pk, made in after.items()}
        old = areas_of(territory, before)
        new = {pk: areas_of(territory, made) for pk, made in after.items()}
        touched = {
            known[one]
            for pk, each in moved.items()
            for change in each
            for area in (old[change.municipality], new[pk][change.municipality])
            for one in area.members
        }
        register = gathered(day, touched)
        for one in here:
            found[one.pk] = Ground(
                one,
                territory,
                after[one.pk],
                moved[one.pk],
                old,
                new[one.pk],
                register,
                known,
                day,
            )
    return [found[one.pk] for one in scenarios]


def changed_by(scenario: Scenario) -> frozenset[str]:
    """The numbers of those a scenario changes. No queries once the dataset is read."""
    territory = territory_of(scenario.dataset_id)
    found = changes(territory, present(territory), structure_of(scenario))
    return frozenset(one.municipality for one in found)


def _today(territory: Territory, day: date) -> dict[str, str]:
    """The numbers of today, for those that only changed number. One query.

    One that was merged or split keeps its own, and the engine says why it cannot be asked about.
    """
    numbers, names = territory.municipalities.numbers, territory.municipalities.names
    rows = list(Municipality.objects.filter(Q(number__in=numbers) | Q(name__in=names)))
    there = [one for one in rows if one.period.lower is None or one.period.lower <= day]
    there = [one for one in there if one.period.upper is None or day < one.period.upper]
    standing = {one.number for one in there}
    once = {one.number: one.name for one in rows}
    found = {}
    for number in numbers:
        heirs = {one.number for one in there if one.name == once.get(number) and one.followed}
        found[number] = heirs.pop() if number not in standing and len(heirs) == 1 else number
    return found


def planned(scenario: Scenario) -> str:
    """What the scenario is called where a paper would be named."""
    return _("scenarioet «%(title)s»") % {"title": scenario.title}
