"""What the engine knows of a territory: places, municipalities, sites, staff, roads.

Everything is a frozen dataclass of NumPy arrays in a fixed order. Municipalities are ordered by
number, places and sites as their tables give them; every other array points at them by index,
so that nothing is looked up by name inside a computation. `tables.py` makes a territory out of
tidy tables and says what is wrong with them.

Shapes are written with these letters: m municipalities, p places, s sites, f competence fields.
"""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Numbers = NDArray[np.float64]
Indices = NDArray[np.int32]
Flags = NDArray[np.bool_]

NO_ROUTE = np.int32(2**30)  # seconds: longer than any journey, and a sum of two still fits
EMPLOYERS = ("state", "municipality")


@dataclass(frozen=True)
class Source:
    """Where a table's figures come from, and how far they can be trusted.

    `quality` is "exact", "approximate" or "illustrative"; the last is nobody's fact.
    """

    table: str
    title: str
    publisher: str
    date: str  # as published: a year, a month or a day
    licence: str
    quality: str
    note: str = ""


@dataclass(frozen=True)
class Municipalities:
    """Ordered by number. `group` is the county, or the counties, an area must stay inside."""

    numbers: tuple[str, ...]
    names: tuple[str, ...]
    groups: tuple[str, ...]
    seats: Indices  # (m,) the site of the administrative centre
    touching: Indices  # (pairs, 2) neighbours by land, bridge, tunnel or ferry; a < b, sorted
    crossings: tuple[str, ...]  # per pair: "" for a land border, else what crosses the water

    def index(self, number: str) -> int:
        """The place of a municipality in the order. Raises `KeyError` if it is not here."""
        return self._positions[number]

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {number: i for i, number in enumerate(self.numbers)}

    def __len__(self) -> int:
        return len(self.numbers)


@dataclass(frozen=True)
class Places:
    """Where people live: 1 km cells, basic units or settlements."""

    ids: tuple[str, ...]
    municipality: Indices  # (p,)
    latitude: Numbers  # (p,) degrees north, WGS84
    longitude: Numbers  # (p,) degrees east
    residents: Integers  # (p,) not negative

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True)
class Sites:
    """Where an office is or could be. `kinds`: seat, main, branch, meeting_point, candidate."""

    ids: tuple[str, ...]
    names: tuple[str, ...]
    kinds: tuple[str, ...]
    municipality: Indices  # (s,)
    latitude: Numbers  # (s,)
    longitude: Numbers  # (s,)

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True)
class Ages:
    """Residents by age group and year, 1 January. `residents`: (m, groups, years)."""

    groups: tuple[str, ...]
    years: tuple[int, ...]
    residents: Integers


@dataclass(frozen=True)
class Staff:
    """Who works in the offices of today, counted where they sit. No row is a person."""

    functions: tuple[str, ...]
    fte: Numbers  # (m, employers, functions) full-time equivalents
    fields: tuple[str, ...]  # competence fields
    people: Integers  # (m, f) how many hold the field


@dataclass(frozen=True)
class Roads:
    """A road-and-ferry graph. Edges run both ways and take the same time."""

    nodes: tuple[str, ...]
    node_latitude: Numbers
    node_longitude: Numbers
    node_municipality: Indices  # -1 = outside the territory
    ends: Indices  # (edges, 2)
    drive: Indices  # (edges,) seconds on the road or on the water
    wait: Indices  # (edges,) mean seconds of waiting for a ferry; 0 on a road
    sailings: Numbers  # (edges,) a weekday; inf on a road
    cars: Flags  # (edges,) may a car come along
    error: Numbers  # (edges,) stated relative error of the time, 0.05 = ±5 %


@dataclass(frozen=True)
class Obligation:
    """A duty that follows a municipality into any area: a Sami language, an island's rule."""

    municipality: int
    kind: str  # "sami_language", "island", …
    value: str  # "smj", "no_same_day", …
    source: str


@dataclass(frozen=True)
class Office:
    """An office of today, as a register lists it, and the municipalities known to be served."""

    unit: str
    name: str
    latitude: float | None  # None: the register does not say where
    longitude: float | None
    serves: tuple[int, ...]  # municipalities, rising


@dataclass(frozen=True)
class Structure:
    """Which municipalities share an office, who hosts, and where there is somebody to meet.

    The structure of today, a pilot's, one drawn by hand and one proposed are all of this type.
    """

    name: str
    title: str
    area: Indices  # (m,) the area of each municipality, 0 to areas - 1
    hosts: Indices  # (areas,) the municipality that hosts
    models: tuple[str, ...]  # (areas,) "own", "host", "joint_board", "task_community", …
    days: Numbers  # (s,) days a week with somebody to meet, 0 to 5
    illustrative: bool = False

    @property
    def areas(self) -> int:
        return len(self.hosts)


@dataclass(frozen=True)
class Territory:
    """A dataset, whole and checked. What a table did not hold is empty, never guessed."""

    name: str
    title: str
    municipalities: Municipalities
    places: Places
    sites: Sites
    ages: Ages | None = None
    staff: Staff | None = None
    roads: Roads | None = None
    brought: Indices | None = None  # (p, s) seconds of a travel matrix the user brought
    commuting: Integers | None = None  # (m, m) employed, home by work
    obligations: tuple[Obligation, ...] = ()
    offices: tuple[Office, ...] = ()
    structures: tuple[Structure, ...] = ()
    outlines: dict[str, list[list[list[float]]]] = field(default_factory=dict)
    # municipality number → rings of [longitude, latitude], for drawing only
    sources: tuple[Source, ...] = ()

    @cached_property
    def residents(self) -> Integers:
        """(m,) people living in each municipality, summed over its places."""
        total = np.zeros(len(self.municipalities), np.int64)
        np.add.at(total, self.places.municipality, self.places.residents)
        return total


@dataclass(frozen=True)
class Travel:
    """How long it takes from every place to every site, one way, in whole seconds.

    `NO_ROUTE` where there is none. `same_day` is false where so few sailings a weekday lie on
    the way that nobody can be sure to get home the same day.
    """

    seconds: Indices  # (p, s)
    between_seats: Indices  # (m, m) from one administrative centre to another
    same_day: Flags  # (p, s)
    waiting: bool  # is mean waiting for ferries included
    source: Source

    def person_seconds(self, territory: Territory) -> Integers:
        """(m, s) seconds of all residents of a municipality to each site, summed one way.

        -1 where some resident has no route.
        """
        places, m = territory.places, len(territory.municipalities)
        lost = (self.seconds >= NO_ROUTE) & (places.residents[:, None] > 0)
        weighed = np.where(lost, 0, self.seconds.astype(np.int64)) * places.residents[:, None]
        total = np.zeros((m, weighed.shape[1]), np.int64)
        np.add.at(total, places.municipality, weighed)
        none = np.zeros((m, weighed.shape[1]), np.bool_)
        np.logical_or.at(none, places.municipality, lost)
        total[none] = -1
        return total
