"""The structures of a dataset, measured and drawn. What is reckoned is kept in the process."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

import numpy as np

from tospann.engines.structure import drawn, maps, report
from tospann.engines.structure.assumptions import ILLUSTRATIVE
from tospann.engines.structure.drawing import tints
from tospann.engines.structure.maps import AreaMap, Base, TravelMap
from tospann.engines.structure.measures import measure
from tospann.engines.structure.reach import Ways, to_host, to_meet
from tospann.engines.structure.report import Plain
from tospann.engines.structure.territory import Structure, Territory, Travel
from tospann.structure.models import Dataset
from tospann.structure.selectors.territories import present, territory_of, travel_of

PRESENT = "present"
ALONE = "alone"
WAYS: dict[str, Callable[[Territory, Travel, Structure], Ways]] = {
    "meet": to_meet,
    "host": to_host,
}


@dataclass(frozen=True)
class Measured:
    """A structure with everything the engine says of it."""

    territory: Territory
    structure: Structure
    data: Plain  # `report.measured`

    @property
    def today(self) -> bool:
        """Is this how it is now, as far as the dataset knows?"""
        return bool(self.territory.structures) and (
            self.structure.name == self.territory.structures[0].name
        )


def newest_of_each() -> list[Dataset]:
    """The newest version of every dataset, by title, without archives. One query."""
    newest = Dataset.objects.defer("archive").order_by("name", "-taken_at", "pk").distinct("name")
    return sorted(newest, key=lambda one: one.title)


def structures_in(territory: Territory) -> dict[str, Structure]:
    """The structures of a dataset by name, today's first; `alone` when the dataset has none."""
    today = present(territory)
    return {today.name: today, **{one.name: one for one in territory.structures}}


def structure_named(territory: Territory, name: str) -> Structure | None:
    """A structure of the dataset; `present` is today's and `alone` every municipality alone."""
    if name == PRESENT:
        return present(territory)
    if name == ALONE:
        return drawn.alone(territory)
    return structures_in(territory).get(name)


@lru_cache(maxsize=24)
def measured_in(dataset_id: UUID, name: str) -> Measured:
    """A structure of a dataset by the stated assumptions. 20 ms for a county, 2 s for the country.

    Raises `KeyError` when there is none of the name.
    """
    territory = territory_of(dataset_id)
    structure = structure_named(territory, name)
    if structure is None:
        raise KeyError(name)
    found = measure(territory, travel_of(dataset_id), structure, ILLUSTRATIVE)
    return Measured(territory, structure, report.measured(found))


@lru_cache(maxsize=6)
def base_of(dataset_id: UUID) -> Base:
    """The dataset laid out as a map."""
    return maps.base(territory_of(dataset_id))


@lru_cache(maxsize=12)
def travel_map_in(dataset_id: UUID, name: str, kind: str) -> TravelMap:
    """How far people have in a structure of the dataset; `kind` is a key of `WAYS`."""
    territory = territory_of(dataset_id)
    structure = structure_named(territory, name)
    if structure is None:
        raise KeyError(name)
    return travel_map(territory, travel_of(dataset_id), structure, kind, base_of(dataset_id))


def travel_map(
    territory: Territory, travel: Travel, structure: Structure, kind: str, base: Base
) -> TravelMap:
    """How far people have in any structure."""
    ways = WAYS[kind](territory, travel, structure)
    main = territory.municipalities.seats[structure.hosts]
    sites = np.flatnonzero(structure.days > 0) if kind == "meet" else main
    return maps.travel(territory, ways, base, sites.tolist())


@dataclass(frozen=True)
class LegendLine:
    """An area in the legend of a map: its number, its colour and pattern, who is in it."""

    number: int
    tint: int
    name: str
    others: str


@dataclass(frozen=True)
class ShownMap:
    """An areas map as `structure/_map.html` shows it. `id` tells it from others on the page."""

    id: str
    title: str
    map: AreaMap
    legend: tuple[LegendLine, ...]  # empty where there are too many areas to list
    told: str  # what the picture says, for those who do not see it
    zoom: str = ""  # where the same map can be fetched to be moved and zoomed


MOST_LISTED = 60  # areas


def shown_map(
    territory: Territory, structure: Structure, base: Base, *, id_: str = "kart", zoom: str = ""
) -> ShownMap:
    """The areas of any structure on a page."""
    names, tint = territory.municipalities.names, tints(territory, structure)
    lines = []
    for area in range(structure.areas):
        host = int(structure.hosts[area])
        others = [names[i] for i in np.flatnonzero(structure.area == area) if i != host]
        lines.append(LegendLine(area + 1, int(tint[area]), names[host], ", ".join(others)))
    listed = tuple(lines) if structure.areas <= MOST_LISTED else ()
    drawn_map = maps.areas(territory, structure, base)
    return ShownMap(id_, structure.title, drawn_map, listed, territory.title, zoom)
