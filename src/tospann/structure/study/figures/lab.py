"""The scenarios beside today, measured once. What no table of the dataset holds is not there."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

import numpy as np
from django.utils.translation import gettext as _

from tospann.agreements.points import in_full, listed
from tospann.engines.structure import drawn, report, stated
from tospann.engines.structure.assumptions import ILLUSTRATIVE
from tospann.engines.structure.comparison import compare
from tospann.engines.structure.territory import Structure, Territory, Travel
from tospann.structure.models import Scenario
from tospann.structure.selectors.consequences.ground import MODELS, TOGETHER
from tospann.structure.selectors.scenarios import structure_of
from tospann.structure.selectors.territories import present, territory_of, travel_of

Plain = Any


@dataclass(frozen=True)
class Counted:
    """A scenario beside today. `data` is `report.compared`: read it, never change it."""

    scenario: UUID
    letter: str
    title: str
    structure: Structure
    data: Plain


@dataclass(frozen=True)
class Lab:
    """Everything the study is made of. `concerned` are numbers, in order; areas are whole."""

    territory: Territory
    travel: Travel
    today: Structure
    counted: tuple[Counted, ...]
    concerned: tuple[str, ...]
    owners: tuple[str, ...]
    recorded: str = ""  # the model of the owners' partnership on record, as the lab names it

    def stated(self, number: str) -> str:
        """The model of a municipality today, as the dataset has it."""
        return self.today.models[int(self.today.area[self.territory.municipalities.index(number)])]

    def model_today(self, number: str) -> str:
        """The model of a municipality today: as it is on record if it is, else the dataset's.

        What the rules say of a municipality is asked of the same record.
        """
        return self.recorded if self.recorded and number in self.owners else self.stated(number)

    def host_today(self, number: str) -> str:
        """Whose office serves a municipality today: on record its own, unless one hosts it."""
        area = int(self.today.area[self.territory.municipalities.index(number)])
        host = self.territory.municipalities.numbers[int(self.today.hosts[area])]
        return host if MODELS.get(self.model_today(number)) in TOGETHER else number

    @property
    def before(self) -> Plain:
        """Today, measured."""
        return self.counted[0].data["before"]

    def name(self, number: str) -> str:
        """A municipality by its number."""
        return self.territory.municipalities.names[self.territory.municipalities.index(number)]

    def rows(self, data: Plain) -> list[Plain]:
        """The municipalities concerned, of what is measured or compared."""
        return [one for one in data["municipalities"] if one["code"] in self.concerned]

    def areas(self, data: Plain) -> list[Plain]:
        """The areas concerned, of what is measured."""
        return [one for one in data["areas"] if set(one["members"]) & set(self.concerned)]

    def told(self, one: "Counted") -> list[Plain]:
        """The areas of an alternative that an owner is in, or that are not as today."""
        moved = {change["municipality"] for change in one.data["changes"]} | set(self.owners)
        return [area for area in self.areas(one.data["after"]) if moved & set(area["members"])]

    def changes(self, one: "Counted") -> list[Plain]:
        """What is otherwise than today for those concerned."""
        return [c for c in one.data["changes"] if c["municipality"] in self.concerned]

    def area(self, data: Plain, number: str) -> Plain:
        """The area of a municipality, of what is measured."""
        return next(one for one in data["areas"] if number in one["members"])

    def is_illustrative(self, *tables: str) -> bool:
        """Whether any of these tables of the dataset is nobody's fact."""
        return any(
            one.quality == "illustrative" for one in self.territory.sources if one.table in tables
        )

    def source(self, *tables: str) -> str:
        """Where these tables of the dataset come from."""
        found = [one for one in self.territory.sources if one.table in tables]
        if self.travel.source.table in tables and self.travel.source not in found:
            found.append(self.travel.source)
        return "; ".join(
            ", ".join(part for part in (one.title, one.publisher, _dated(one.date)) if part)
            for one in found
        )


def _dated(said: str) -> str:
    """A day in full; a year as it is."""
    try:
        return in_full(date.fromisoformat(said))
    except ValueError:
        return said


def lab_of(scenarios: Sequence[Scenario], owners: Sequence[str], recorded: str = "") -> Lab:
    """The scenarios, the recommended first, beside today, for those who own the office.

    Where none of them is in the tables, for those whom the scenarios change. All of one dataset.
    No queries once the process has read it. Raises `BadData` when the differences of a scenario
    do not make a structure.
    """
    first = scenarios[0]
    territory, travel = territory_of(first.dataset_id), travel_of(first.dataset_id)
    counted = tuple(
        Counted(one.pk, letter, one.title, structure_of(one), report_of(one))
        for letter, one in zip("ABCDEF", scenarios, strict=False)
    )
    today = present(territory)
    structures = [today, *(one.structure for one in counted)]
    inside = tuple(one for one in owners if one in territory.municipalities.numbers)
    changed = [change["municipality"] for one in counted for change in one.data["changes"]]
    concerned = concerned_by(territory, structures, inside or changed)
    return Lab(territory, travel, today, counted, concerned, inside, recorded)


def report_of(scenario: Scenario) -> Plain:
    """`report.compared` of a scenario beside today, kept by what it is made of."""
    told = json.dumps([scenario.differences, scenario.assumptions], sort_keys=True)
    return _compared(scenario.dataset_id, scenario.title, told)


@lru_cache(maxsize=16)
def _compared(dataset_id: UUID, title: str, told: str) -> Plain:
    differences, assumptions = json.loads(told)
    territory = territory_of(dataset_id)
    today = present(territory)
    after = drawn.with_differences(territory, today, differences, name="scenario", title=title)
    return report.compared(
        compare(
            territory,
            travel_of(dataset_id),
            today,
            after,
            stated.changed(ILLUSTRATIVE, assumptions),
        )
    )


def concerned_by(
    territory: Territory, structures: Sequence[Structure], owners: Sequence[str]
) -> tuple[str, ...]:
    """The owners, and all who share an area with one of them in any of the structures."""
    numbers = territory.municipalities.numbers
    found = {i for i, number in enumerate(numbers) if number in set(owners)}
    while True:
        more = set(found)
        for one in structures:
            areas = {int(one.area[i]) for i in found}
            more |= set(np.flatnonzero(np.isin(one.area, list(areas))).tolist())
        if more == found:
            return tuple(numbers[i] for i in sorted(found))
        found = more


def members(lab: Lab, area: Plain) -> str:
    """`Meløy med Rødøy`, the host first."""
    host = area["host_municipality"]
    others = [lab.name(number) for number in area["members"] if number != host]
    if not others:
        return lab.name(host)
    return _("%(host)s med %(others)s") % {
        "host": lab.name(host),
        "others": listed(others),
    }


def together(lab: Lab, area: Plain) -> str:
    """`Meløy, Rødøy og Gildeskål`, the host first."""
    host = area["host_municipality"]
    others = [number for number in area["members"] if number != host]
    return listed([lab.name(number) for number in (host, *others)])


def each_area(lab: Lab) -> Iterator[tuple[str, Plain]]:
    """The areas concerned, today and with each alternative, under the name of the structure."""
    for area in lab.areas(lab.before):
        yield _("I dag"), area
    for one in lab.counted:
        for area in lab.areas(one.data["after"]):
            yield one.letter, area


def paid(data: Plain, number: str) -> Plain:
    """What a municipality pays by the cost key of its area: kroner and per cent, or None."""
    for area in data["areas"]:
        for one in area["key"]["owners"] if area["key"] else ():
            if one["municipality"] == number:
                return one
    return None
