"""What any structure means for those who live and work in it: the structure of today, a pilot's,
one drawn by hand, one the engine proposes.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from tospann.engines.structure import environment
from tospann.engines.structure.assumptions import Assumptions
from tospann.engines.structure.costs import Cost, Key, area_key, cost, levels
from tospann.engines.structure.hidden import Count, Share, count, share
from tospann.engines.structure.reach import (
    Reach,
    Ways,
    farthest,
    reaches,
    sums,
    to_host,
    to_meet,
    veil,
)
from tospann.engines.structure.territory import (
    Indices,
    Integers,
    Obligation,
    Source,
    Structure,
    Territory,
    Travel,
)


@dataclass(frozen=True)
class Group:
    """Some residents, and how far they have: to the nearest place to meet inside their own area,
    and to the main office of the host.
    """

    kind: str  # "whole", "municipality", "age" or "area"
    code: str  # "", a municipality's number, an age group, the number of an area from 1
    name: str
    residents: Count
    meet: Reach
    host: Reach


@dataclass(frozen=True)
class Field:
    """A competence field in an area: how many hold it, and the share of days nobody is there."""

    name: str
    people: int
    uncovered: float


@dataclass(frozen=True)
class Environment:
    """The professional environment of an area. Positions and fields, never people by name."""

    fte: tuple[float, ...]  # by employer, in the order of `territory.EMPLOYERS`
    functions: tuple[tuple[str, float], ...]
    fields: tuple[Field, ...]
    in_twos: int  # fields held by two or more
    uncovered: float  # mean share of days over the fields
    exposed: float  # residents who meet an uncovered field on an average day


@dataclass(frozen=True)
class Commuting:
    """Employed residents of an area, and the share who work inside it.

    Only journeys to work inside the territory are known to the engine.
    """

    employed: Count
    inside: Share


@dataclass(frozen=True)
class Facts:
    """What somebody who knows the law needs in order to say what a model means for an area."""

    members: tuple[str, ...]  # numbers
    host: str
    model: str
    obligations: tuple[tuple[str, Obligation], ...]  # each with the number of whom it follows


@dataclass(frozen=True)
class AreaMeasures:
    """One office area. `group` has its residents and their ways."""

    facts: Facts
    group: Group
    environment: Environment | None  # None: no staff in the territory
    commuting: Commuting | None  # None: no commuting in the territory
    cost: Cost
    key: Key | None  # of the cost, between the municipalities; None: no cost, or no basis
    authority: Any  # what `authority` answered, None if it was not given


@dataclass(frozen=True)
class Objective:
    """What the search for areas minimises, summed over the areas.

    `access` is in person-seconds one way, `cost` in kroner a year, `exposed` in thousandths of
    residents, `weighted` in øre a year. `None` where something in it is unknown; but as in the
    search, a territory without staff is weighed by access and cost alone.
    """

    access: int | None
    cost: int | None
    exposed: int | None
    weighted: int | None


@dataclass(frozen=True)
class Measures:
    """Everything the engine says of one structure, with what it rests on."""

    territory: str
    structure: Structure
    waiting: bool  # is mean waiting for ferries in the travel times
    whole: Group
    municipalities: tuple[Group, ...]
    ages: tuple[Group, ...]  # approximate: within a municipality every age lives alike
    areas: tuple[AreaMeasures, ...]
    objective: Objective
    sources: dict[str, tuple[Source, ...]]  # by what is measured


def measure(
    territory: Territory,
    travel: Travel,
    structure: Structure,
    assumptions: Assumptions,
    authority: Callable[[Facts], Any] | None = None,
) -> Measures:
    """Measure a structure.

    Parameters
    ----------
    structure : its `area` must name every area from 0 to `areas` - 1 at least once, and each
        host must be a member of its own area.
    authority : asked once for each area; its answer is kept with the area and never read.

    Raises
    ------
    ValueError
        If the arrays of the structure do not fit the territory.
    """
    fits(territory, structure)
    ways = to_meet(territory, travel, structure), to_host(territory, travel, structure)
    (whole,), by_municipality, by_area = _groups(territory, structure, ways)
    names = territory.municipalities.names
    return Measures(
        territory.name,
        structure,
        travel.waiting,
        replace(whole, kind="whole", name=territory.title),
        tuple(
            replace(group, kind="municipality", code=number, name=name)
            for group, number, name in zip(
                by_municipality, territory.municipalities.numbers, names, strict=True
            )
        ),
        _by_age(territory, ways),
        tuple(
            _area(territory, structure, assumptions, i, group, priced, authority)
            for i, (group, priced) in enumerate(
                zip(by_area, cost(territory, structure, assumptions), strict=True)
            )
        ),
        objective(territory, travel, structure, assumptions),
        _sources(territory, travel),
    )


def fits(territory: Territory, structure: Structure) -> None:
    """Raise `ValueError` unless the structure is one of this territory."""
    m, s, n = len(territory.municipalities), len(territory.sites), structure.areas
    if structure.area.shape != (m,) or structure.days.shape != (s,) or len(structure.models) != n:
        raise ValueError(f"{structure.name} is not a structure of {territory.name}")
    if not np.array_equal(np.unique(structure.area), np.arange(n)):
        raise ValueError(f"{structure.name} has areas without members, or members without area")
    if (structure.area[structure.hosts] != np.arange(n)).any():
        raise ValueError(f"{structure.name} has a host outside its own area")


def _groups(
    territory: Territory, structure: Structure, ways: tuple[Ways, Ways]
) -> tuple[list[Group], list[Group], list[Group]]:
    """The whole, every municipality, every area, without kind and name.

    What is hidden of a municipality is hidden of its area too, or the others would tell.
    """
    m = len(territory.municipalities)
    splits = [np.zeros(m, np.int32), np.arange(m, dtype=np.int32), structure.area]
    near, far = (_three(territory, splits, way) for way in ways)
    people = [
        np.bincount(group_of, weights=territory.residents).astype(np.int64) for group_of in splits
    ]
    whole, municipalities, areas = (
        [
            Group("", "", "", count(int(n)), meet, host)
            for n, meet, host in zip(residents, meets, hosts, strict=True)
        ]
        for residents, meets, hosts in zip(people, near, far, strict=True)
    )
    return whole, municipalities, areas


def _three(territory: Territory, splits: list[Indices], way: Ways) -> list[tuple[Reach, ...]]:
    """The reach of the whole, of municipalities and of areas, which `splits` (m,) tell apart."""
    places = territory.places
    groups = [group_of[places.municipality] for group_of in splits]
    sizes = [int(group_of.max()) + 1 for group_of in splits]
    found = [
        sums(places.residents, group, size, way) for group, size in zip(groups, sizes, strict=True)
    ]
    worst = [
        farthest(territory, group, size, way) for group, size in zip(groups, sizes, strict=True)
    ]
    hide = [veil(one, parts=size > 1) for one, size in zip(found, sizes, strict=True)]
    for number, area in enumerate(splits[2]):
        hide[2][:, area] |= hide[1][:, number]
    return [reaches(*one) for one in zip(found, worst, hide, strict=True)]


def _by_age(territory: Territory, ways: tuple[Ways, Ways]) -> tuple[Group, ...]:
    """Measure age groups by the ages of each municipality in the latest year.

    Approximate: where in its municipality an age group lives is not known.
    """
    if territory.ages is None:
        return ()
    ages = territory.ages.residents[:, :, int(np.argmax(territory.ages.years))]
    shares = ages / np.maximum(ages.sum(axis=1, keepdims=True), 1)
    places, m = territory.places, len(territory.municipalities)
    found = [sums(places.residents, places.municipality, m, way).mixed(shares) for way in ways]
    nobody = [None] * len(territory.ages.groups)
    meet, host = (reaches(one, nobody, veil(one, parts=True)) for one in found)
    return tuple(
        Group("age", name, name, count(round(float(people))), near, far)
        for name, people, near, far in zip(
            territory.ages.groups, found[0].residents, meet, host, strict=True
        )
    )


def _area(
    territory: Territory,
    structure: Structure,
    assumptions: Assumptions,
    area: int,
    group: Group,
    priced: Cost,
    authority: Callable[[Facts], Any] | None,
) -> AreaMeasures:
    """Measure one area beside the ways of its residents."""
    names, numbers = territory.municipalities.names, territory.municipalities.numbers
    members = np.flatnonzero(structure.area == area)
    host = int(structure.hosts[area])
    facts = Facts(
        tuple(numbers[i] for i in members),
        numbers[host],
        structure.models[area],
        tuple(
            (numbers[one.municipality], one)
            for one in territory.obligations
            if one.municipality in members
        ),
    )
    return AreaMeasures(
        facts,
        replace(group, kind="area", code=str(area + 1), name=names[host]),
        professional(territory, members, assumptions.absence),
        _commuting(territory, members),
        priced,
        None if priced.total is None else area_key(territory, members, priced.total),
        None if authority is None else authority(facts),
    )


def professional(territory: Territory, members: Integers, absence: float) -> Environment | None:
    """The professional environment that some municipalities make together."""
    staff = territory.staff
    if staff is None:
        return None
    fte, people = staff.fte[members].sum(axis=0), staff.people[members].sum(axis=0)
    uncovered = environment.uncovered(people, absence)
    residents = territory.residents[members].sum()
    return Environment(
        tuple(float(one) for one in fte.sum(axis=1)),
        tuple(zip(staff.functions, (float(one) for one in fte.sum(axis=0)), strict=True)),
        tuple(
            Field(name, int(holders), float(days))
            for name, holders, days in zip(staff.fields, people, uncovered, strict=True)
        ),
        int(environment.in_twos(people)),
        float(uncovered.mean()) if len(people) else 0.0,
        float(environment.exposed(people, residents, absence)) / 1000 if len(people) else 0.0,
    )


def _commuting(territory: Territory, members: Integers) -> Commuting | None:
    if territory.commuting is None:
        return None
    home = territory.commuting[members]
    employed, inside = int(home.sum()), int(home[:, members].sum())
    return Commuting(count(employed), share(inside, employed))


def objective(
    territory: Territory, travel: Travel, structure: Structure, assumptions: Assumptions
) -> Objective:
    """What the search for areas would say of this structure, to the last whole number.

    Residents of the host's own municipality travel to its seat. Of the others, the share that the
    days at their own seat meet travels there, the rest to the seat of the host.
    """
    seats = territory.municipalities.seats
    to_seats = replace(travel, seconds=travel.seconds[:, seats])
    access = _access(to_seats.person_seconds(territory), structure, seats, assumptions)
    kroner = [one.total for one in cost(territory, structure, assumptions)]
    exposed = None
    if territory.staff is not None and territory.staff.fields:
        people = np.zeros((structure.areas, len(territory.staff.fields)), np.int64)
        np.add.at(people, structure.area, territory.staff.people)
        residents = np.bincount(structure.area, weights=territory.residents).astype(np.int64)
        exposed = environment.exposed(people, residents, assumptions.absence)
    known = [one for one in kroner if one is not None]
    whole_cost = len(known) == len(kroner)
    weighted = None
    if access is not None and whole_cost:
        nobody = np.zeros(structure.areas, np.int64)
        doubt = weigh(access, nobody if exposed is None else exposed, assumptions)
        weighted = 100 * np.array(known, np.int64) + doubt
    return Objective(
        None if access is None else int(access.sum()),
        sum(known) if whole_cost else None,
        None if exposed is None else int(exposed.sum()),
        None if weighted is None else int(weighted.sum()),
    )


def weigh(access: Integers, exposed: Integers, assumptions: Assumptions) -> Integers:
    """Øre a year that access and exposure are weighed at, by area; halves to even."""
    ore_per_second = assumptions.visits * 2 / 3600 * assumptions.kroner_per_hour * 100
    travelled = np.rint(access * ore_per_second).astype(np.int64)
    met_nobody = np.rint(exposed / 1000 * assumptions.kroner_per_exposed * 100).astype(np.int64)
    return travelled + met_nobody


def _access(
    person_seconds: Integers, structure: Structure, seats: Indices, assumptions: Assumptions
) -> Integers | None:
    """(areas,) person-seconds one way, or `None` where somebody has no route they need."""
    own = np.arange(len(structure.area))
    host = structure.hosts[structure.area]
    shares = np.array([presence.met for presence in assumptions.presences] + [0.0])
    met = np.where(host == own, 1.0, shares[levels(structure.days[seats], assumptions)])
    near, far = person_seconds[own, own], person_seconds[own, host]
    if ((near < 0) & (met > 0)).any() or ((far < 0) & (met < 1)).any():
        return None
    each = np.rint(met * near + (1 - met) * far).astype(np.int64)
    total = np.zeros(structure.areas, np.int64)
    np.add.at(total, structure.area, each)
    return total


def _sources(territory: Territory, travel: Travel) -> dict[str, tuple[Source, ...]]:
    """What each kind of measure rests on, by the tables it reads."""
    tables: dict[str, tuple[str, ...]] = {
        "travel": ("places", "sites"),
        "age": ("places", "residents"),
        "environment": ("staff", "competence"),
        "commuting": ("commuting",),
        "obligations": ("obligations",),
        "structure": ("structures",),
    }
    found = {
        name: tuple(one for one in territory.sources if one.table in wanted)
        for name, wanted in tables.items()
    }
    found["travel"] = (*found["travel"], travel.source)
    found["cost"] = (STATED,)
    return found


STATED = Source(
    table="assumptions",
    title="Oppgitte forutsetninger om nærvær, modeller, fravær og kroner",
    publisher="Den som regner",
    date="",
    licence="",
    quality="illustrative",
    note="Ingen offentlig kilde har tall for hvert kontor. Forutsetningene kan byttes ut.",
)
