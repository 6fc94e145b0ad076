"""Tidy tables in, a checked territory out. `tidy.py` is the way back.

A table is a sequence of rows, each a mapping from column to text, as `csv.DictReader` gives
them. `schema.py` says which tables and columns there are. Nothing is mended in silence and
nothing is guessed: every fault is found before any is reported, each with its table, row and
column and with what to do about it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np

from tospann.engines.structure import grid
from tospann.engines.structure.checking import Read, check, corners_of
from tospann.engines.structure.errors import BadData, Fault
from tospann.engines.structure.reading import Columns, Rows, did_you_mean, in_order, read_table
from tospann.engines.structure.schema import BY_NAME, EMPLOYERS, TABLES
from tospann.engines.structure.territory import (
    NO_ROUTE,
    Ages,
    Indices,
    Integers,
    Municipalities,
    Obligation,
    Office,
    Places,
    Roads,
    Sites,
    Source,
    Staff,
    Structure,
    Territory,
)


def territory_from(tables: Mapping[str, Rows]) -> Territory:
    """A territory of the tables given, by name.

    Raises
    ------
    BadData
        With every fault found, by table and row.
    """
    faults = [
        Fault(str(name), None, "", "Tabellen er ukjent.", did_you_mean(name))
        for name in tables
        if name not in BY_NAME
    ]
    read = {table.name: read_table(table, tables.get(table.name), faults) for table in TABLES}
    check(read, faults)
    if faults:
        raise BadData(in_order(faults))
    return _assembled(read)


def _assembled(read: Read) -> Territory:
    """A territory of tables that hold no fault."""
    held = read["municipalities"]
    order = np.argsort(np.array(held["number"]))
    numbers = tuple(held["number"][i] for i in order)
    position = {number: i for i, number in enumerate(numbers)}
    sites = _sites(read["sites"], position)
    site_at = {site: i for i, site in enumerate(sites.ids)}
    places = _places(read["places"], position)
    touching, crossings = _touching(read["adjacency"], position)
    return Territory(
        name=read["dataset"]["name"][0],
        title=read["dataset"]["title"][0],
        municipalities=Municipalities(
            numbers=numbers,
            names=tuple(held["name"][i] for i in order),
            groups=tuple(held["group"][i] for i in order),
            seats=_at([held["seat"][i] for i in order], site_at),
            touching=touching,
            crossings=crossings,
        ),
        places=places,
        sites=sites,
        ages=_ages(read["residents"], position),
        staff=_staff(read["staff"], read["competence"], position),
        roads=_roads(read["nodes"], read["edges"], position),
        brought=_brought(read["travel"], places, site_at),
        commuting=_commuting(read["commuting"], position),
        obligations=tuple(
            Obligation(position[number], kind, value, source)
            for _, number, kind, value, source in sorted(
                read["obligations"].lines("municipality", "kind", "value", "source"),
                key=lambda line: line[1:4],
            )
        ),
        offices=_offices(read["offices"], position),
        structures=_structures(read["structures"], read["presence"], numbers, site_at),
        outlines=_outlines(read["outlines"], position),
        sources=tuple(
            Source(*(text or "" for text in line[1:]))
            for line in read["sources"].lines(
                "table", "title", "publisher", "date", "licence", "quality", "note"
            )
        ),
    )


def _at(values: Iterable[str], position: Mapping[str, int]) -> Indices:
    return np.array([position[value] for value in values], np.int32)


def _sites(table: Columns, position: Mapping[str, int]) -> Sites:
    return Sites(
        ids=tuple(table["site"]),
        names=tuple(table["name"]),
        kinds=tuple(table["kind"]),
        municipality=_at(table["municipality"], position),
        latitude=np.array(table["latitude"], np.float64),
        longitude=np.array(table["longitude"], np.float64),
    )


def _places(table: Columns, position: Mapping[str, int]) -> Places:
    # None becomes NaN
    latitude = np.array(table["latitude"], np.float64)
    longitude = np.array(table["longitude"], np.float64)
    cells_of_grid = np.flatnonzero(np.isnan(latitude))
    if len(cells_of_grid):
        found = grid.centres([table["place"][i] for i in cells_of_grid])
        latitude[cells_of_grid], longitude[cells_of_grid] = found
    return Places(
        ids=tuple(table["place"]),
        municipality=_at(table["municipality"], position),
        latitude=latitude,
        longitude=longitude,
        residents=np.array(table["residents"], np.int64),
    )


def _touching(table: Columns, position: Mapping[str, int]) -> tuple[Indices, tuple[str, ...]]:
    crosses = {}
    for _, a, b, crossing in table.lines("a", "b", "crossing"):
        one, other = sorted((position[a], position[b]))
        crosses[one, other] = crossing or ""
    pairs = sorted(crosses)
    return np.array(pairs, np.int32).reshape(-1, 2), tuple(crosses[pair] for pair in pairs)


def _ages(table: Columns, position: Mapping[str, int]) -> Ages | None:
    if not len(table):
        return None
    groups = tuple(sorted(set(table["age_group"])))
    years = tuple(sorted(set(table["year"])))
    count = np.zeros((len(position), len(groups), len(years)), np.int64)
    at = (
        _at(table["municipality"], position),
        _at(table["age_group"], {group: i for i, group in enumerate(groups)}),
        np.searchsorted(years, table["year"]),
    )
    count[at] = table["residents"]
    return Ages(groups, years, count)


def _staff(work: Columns, skill: Columns, position: Mapping[str, int]) -> Staff | None:
    if not len(work) and not len(skill):
        return None
    functions = tuple(dict.fromkeys(work["function"]))
    fields = tuple(dict.fromkeys(skill["field"]))
    fte = np.zeros((len(position), len(EMPLOYERS), len(functions)))
    for _, number, employer, function, value in work.lines(
        "municipality", "employer", "function", "fte"
    ):
        fte[position[number], EMPLOYERS.index(employer), functions.index(function)] = value
    people = np.zeros((len(position), len(fields)), np.int64)
    for _, number, held, count in skill.lines("municipality", "field", "people"):
        people[position[number], fields.index(held)] = count
    return Staff(functions, fte, fields, people)


def _roads(nodes: Columns, edges: Columns, position: Mapping[str, int]) -> Roads | None:
    if not len(edges):
        return None
    node_at = {node: i for i, node in enumerate(nodes["node"])}
    return Roads(
        nodes=tuple(nodes["node"]),
        node_latitude=np.array(nodes["latitude"], np.float64),
        node_longitude=np.array(nodes["longitude"], np.float64),
        node_municipality=np.array(
            [-1 if number is None else position[number] for number in nodes["municipality"]],
            np.int32,
        ),
        ends=np.column_stack([_at(edges["a"], node_at), _at(edges["b"], node_at)]),
        drive=_seconds(edges["drive"]),
        wait=_seconds([wait or 0 for wait in edges["wait"]]),
        sailings=np.array(
            [np.inf if sailings is None else sailings for sailings in edges["sailings"]]
        ),
        cars=np.array([cars != "no" for cars in edges["cars"]], np.bool_),
        error=np.array([error or 0.0 for error in edges["error"]]),
    )


def _seconds(minutes: list[float]) -> Indices:
    return np.rint(np.array(minutes, np.float64) * 60).astype(np.int32)


def _brought(table: Columns, places: Places, site_at: Mapping[str, int]) -> Indices | None:
    if not len(table):
        return None
    place_at = {place: i for i, place in enumerate(places.ids)}
    seconds = np.full((len(places), len(site_at)), NO_ROUTE, np.int32)
    minutes = np.array(table["minutes"], np.float64)
    there = ~np.isnan(minutes)
    seconds[_at(table["place"], place_at)[there], _at(table["site"], site_at)[there]] = np.rint(
        minutes[there] * 60
    )
    return seconds


def _commuting(table: Columns, position: Mapping[str, int]) -> Integers | None:
    inside = [
        (position[home], position[work], employed)
        for _, home, work, employed in table.lines("home", "work", "employed")
        if home in position and work in position
    ]
    if not inside:
        return None
    flows = np.zeros((len(position), len(position)), np.int64)
    for home, work, employed in inside:
        flows[home, work] = employed
    return flows


def _offices(table: Columns, position: Mapping[str, int]) -> tuple[Office, ...]:
    """By unit. What its first row says of name and place holds for an office with several."""
    found: dict[str, Office] = {}
    serves: dict[str, list[int]] = {}
    for _, unit, name, latitude, longitude, number in table.lines(
        "unit", "name", "latitude", "longitude", "municipality"
    ):
        found.setdefault(unit, Office(unit, name, latitude, longitude, ()))
        serves.setdefault(unit, []).append(position[number])
    return tuple(
        replace(found[unit], serves=tuple(sorted(serves[unit]))) for unit in sorted(found)
    )


def _structures(
    table: Columns, presence: Columns, numbers: tuple[str, ...], site_at: Mapping[str, int]
) -> tuple[Structure, ...]:
    days = {name: np.zeros(len(site_at)) for name in dict.fromkeys(table["structure"])}
    for _, name, site, value in presence.lines("structure", "site", "days"):
        days[name][site_at[site]] = value
    position = {number: i for i, number in enumerate(numbers)}
    lines: dict[str, list[tuple]] = {name: [] for name in days}
    for _, name, *line in table.lines(
        "structure", "municipality", "host", "model", "title", "illustrative"
    ):
        lines[name].append(tuple(line))
    found = []
    for name, members in lines.items():
        members.sort()
        area_of = {host: i for i, host in enumerate(dict.fromkeys(line[1] for line in members))}
        model_of = {host: model for _, host, model, *_ in members}
        found.append(
            Structure(
                name=name,
                title=members[0][3],
                area=_at((line[1] for line in members), area_of),
                hosts=_at(area_of, position),
                models=tuple(model_of[host] for host in area_of),
                days=days[name],
                illustrative=members[0][4] == "yes",
            )
        )
    return tuple(found)


def _outlines(table: Columns, position: Mapping[str, int]) -> dict[str, list[list[list[float]]]]:
    found: dict[str, list[list[list[float]]]] = {}
    for _, number, ring in table.lines("municipality", "ring"):
        corners = corners_of(ring)
        if number in position and corners is not None:
            found.setdefault(number, []).append(corners)
    return found
