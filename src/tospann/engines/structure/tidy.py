"""A territory as tidy tables again: the way back of `tables.py`."""

import numpy as np

from tospann.engines.structure import grid
from tospann.engines.structure.schema import EMPLOYERS
from tospann.engines.structure.territory import NO_ROUTE, Territory


def rows_from(territory: Territory) -> dict[str, list[dict[str, str]]]:
    """The tables that `territory_from` would make the same territory of. Empty ones left out."""
    number = territory.municipalities.numbers
    tables = {
        "dataset": [{"name": territory.name, "title": territory.title}],
        "municipalities": _municipality_rows(territory),
        "sites": _site_rows(territory),
        "places": _place_rows(territory),
        "residents": _resident_rows(territory),
        "staff": _staff_rows(territory),
        "competence": _competence_rows(territory),
        "adjacency": _adjacency_rows(territory),
        "nodes": _node_rows(territory),
        "edges": _edge_rows(territory),
        "travel": _travel_rows(territory),
        "commuting": _commuting_rows(territory),
        "obligations": [
            {"municipality": number[o.municipality], "kind": o.kind, "value": o.value,
             "source": o.source}
            for o in territory.obligations
        ],
        "offices": [
            {"unit": o.unit, "name": o.name, "municipality": number[m],
             "latitude": "" if o.latitude is None else _plain(o.latitude),
             "longitude": "" if o.longitude is None else _plain(o.longitude)}
            for o in territory.offices
            for m in o.serves
        ],
        "structures": _structure_rows(territory),
        "presence": _presence_rows(territory),
        "sources": [
            {"table": s.table, "title": s.title, "publisher": s.publisher, "date": s.date,
             "licence": s.licence, "quality": s.quality, "note": s.note}
            for s in territory.sources
        ],
        "outlines": [
            {"municipality": held, "ring": " ".join(_plain(x) for corner in ring for x in corner)}
            for held, rings in territory.outlines.items()
            for ring in rings
        ],
    }  # fmt: skip
    return {name: rows for name, rows in tables.items() if rows}


def _plain(value: float) -> str:
    """The shortest text that reads back as the same number; whole numbers without decimals."""
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def _minutes(seconds: int) -> str:
    return _plain(round(int(seconds) / 60, 4))


def _municipality_rows(territory: Territory) -> list[dict[str, str]]:
    held = territory.municipalities
    return [
        {"number": number, "name": name, "group": group, "seat": territory.sites.ids[seat]}
        for number, name, group, seat in zip(
            held.numbers, held.names, held.groups, held.seats, strict=True
        )
    ]


def _site_rows(territory: Territory) -> list[dict[str, str]]:
    number, sites = territory.municipalities.numbers, territory.sites
    return [
        {
            "site": sites.ids[i],
            "name": sites.names[i],
            "kind": sites.kinds[i],
            "municipality": number[sites.municipality[i]],
            "latitude": _plain(sites.latitude[i]),
            "longitude": _plain(sites.longitude[i]),
        }
        for i in range(len(sites))
    ]


def _place_rows(territory: Territory) -> list[dict[str, str]]:
    """Coordinates are left out of cells that lie where their id says."""
    number, places = territory.municipalities.numbers, territory.places
    is_cell = np.array([grid.is_cell(place) for place in places.ids], np.bool_)
    cell_at = np.flatnonzero(is_cell)
    north, east = grid.centres([places.ids[i] for i in cell_at])
    said = is_cell.copy()
    said[cell_at] = (north == places.latitude[cell_at]) & (east == places.longitude[cell_at])
    rows = []
    for i, place in enumerate(places.ids):
        row = {"place": place, "municipality": number[places.municipality[i]]}
        if not said[i]:
            row["latitude"] = _plain(places.latitude[i])
            row["longitude"] = _plain(places.longitude[i])
        row["residents"] = str(places.residents[i])
        rows.append(row)
    return rows


def _resident_rows(territory: Territory) -> list[dict[str, str]]:
    ages = territory.ages
    if ages is None:
        return []
    return [
        {
            "municipality": number,
            "year": str(year),
            "age_group": group,
            "residents": str(ages.residents[m, g, y]),
        }
        for m, number in enumerate(territory.municipalities.numbers)
        for y, year in enumerate(ages.years)
        for g, group in enumerate(ages.groups)
    ]


def _staff_rows(territory: Territory) -> list[dict[str, str]]:
    staff = territory.staff
    if staff is None:
        return []
    return [
        {
            "municipality": number,
            "employer": employer,
            "function": function,
            "fte": _plain(staff.fte[m, e, f]),
        }
        for m, number in enumerate(territory.municipalities.numbers)
        for e, employer in enumerate(EMPLOYERS)
        for f, function in enumerate(staff.functions)
    ]


def _competence_rows(territory: Territory) -> list[dict[str, str]]:
    staff = territory.staff
    if staff is None:
        return []
    return [
        {"municipality": number, "field": held, "people": str(staff.people[m, f])}
        for m, number in enumerate(territory.municipalities.numbers)
        for f, held in enumerate(staff.fields)
    ]


def _adjacency_rows(territory: Territory) -> list[dict[str, str]]:
    held = territory.municipalities
    return [
        {"a": held.numbers[a], "b": held.numbers[b], "crossing": crossing}
        for (a, b), crossing in zip(held.touching, held.crossings, strict=True)
    ]


def _node_rows(territory: Territory) -> list[dict[str, str]]:
    roads, number = territory.roads, territory.municipalities.numbers
    if roads is None:
        return []
    return [
        {
            "node": node,
            "municipality": number[m] if (m := roads.node_municipality[i]) >= 0 else "",
            "latitude": _plain(roads.node_latitude[i]),
            "longitude": _plain(roads.node_longitude[i]),
        }
        for i, node in enumerate(roads.nodes)
    ]


def _edge_rows(territory: Territory) -> list[dict[str, str]]:
    roads = territory.roads
    if roads is None:
        return []
    return [
        {
            "a": roads.nodes[a],
            "b": roads.nodes[b],
            "drive": _minutes(roads.drive[i]),
            "wait": _minutes(roads.wait[i]) if roads.wait[i] else "",
            "sailings": _plain(s) if np.isfinite(s := roads.sailings[i]) else "",
            "cars": "" if roads.cars[i] else "no",
            "error": _plain(roads.error[i]) if roads.error[i] else "",
        }
        for i, (a, b) in enumerate(roads.ends)
    ]


def _travel_rows(territory: Territory) -> list[dict[str, str]]:
    if territory.brought is None:
        return []
    there = np.argwhere(territory.brought < NO_ROUTE)
    return [
        {
            "place": territory.places.ids[p],
            "site": territory.sites.ids[s],
            "minutes": _minutes(territory.brought[p, s]),
        }
        for p, s in there
    ]


def _commuting_rows(territory: Territory) -> list[dict[str, str]]:
    number, flows = territory.municipalities.numbers, territory.commuting
    if flows is None:
        return []
    return [
        {"home": number[a], "work": number[b], "employed": str(flows[a, b])}
        for a, b in np.argwhere(flows > 0)
    ]


def _structure_rows(territory: Territory) -> list[dict[str, str]]:
    number = territory.municipalities.numbers
    return [
        {
            "structure": structure.name,
            "title": structure.title,
            "municipality": number[m],
            "host": number[structure.hosts[area]],
            "model": structure.models[area],
            "illustrative": "yes" if structure.illustrative else "",
        }
        for structure in territory.structures
        for m, area in enumerate(structure.area)
    ]


def _presence_rows(territory: Territory) -> list[dict[str, str]]:
    return [
        {
            "structure": structure.name,
            "site": territory.sites.ids[s],
            "days": _plain(structure.days[s]),
        }
        for structure in territory.structures
        for s in np.flatnonzero(structure.days)
    ]
