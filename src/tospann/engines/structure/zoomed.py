"""A structure as GeoJSON for a map that can be moved and zoomed: what `maps` draws, in degrees.

What `report.as_geojson` gives is a file to keep, with one feature for each area. Here each
municipality is a feature with the colour of its area, as on the page, and the borders between
areas are lines of their own.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from tospann.engines.structure.drawing import tints
from tospann.engines.structure.maps import Corner, arcs, sides
from tospann.engines.structure.report import Plain, exterior, shown
from tospann.engines.structure.territory import Structure, Territory

DECIMALS = 4  # of a degree: ten metres or less
UNITS = 10**DECIMALS
ROOM = 0.05  # degrees kept around a territory that is a single place


def areas(territory: Territory, structure: Structure) -> Plain:
    """A FeatureCollection with `bbox`: municipalities, the borders between areas, places.

    Features have `kind`: `municipality` (MultiPolygon, or MultiPoint of where people live when the
    territory has no outlines), `border` (MultiLineString, left out when there is none), `seat`
    (Point: where a municipality has its centre and nobody is to be met) and `site` (Point with
    somebody to meet; `host` when it is the main office of its area).
    Degrees, WGS84. See RFC 7946 (2016). 0.1 s for a county.
    """
    municipalities, tint = territory.municipalities, tints(territory, structure)
    made = [
        _feature(
            land,
            kind="municipality",
            number=municipalities.numbers[i],
            name=municipalities.names[i],
            area=int(structure.area[i]) + 1,
            tint=int(tint[structure.area[i]]),
        )
        for i, land in enumerate(_lands(territory))
    ]
    lines = _borders(territory, structure)
    if lines:
        made.append(_feature({"type": "MultiLineString", "coordinates": lines}, kind="border"))
    held, main = territory.sites, set(municipalities.seats[structure.hosts].tolist())
    for name, seat in zip(municipalities.names, municipalities.seats.tolist(), strict=True):
        if structure.days[seat] <= 0:
            where = _point(held.longitude[seat], held.latitude[seat])
            made.append(_feature(where, kind="seat", name=name))
    for site in np.flatnonzero(structure.days > 0).tolist():
        made.append(
            _feature(
                _point(held.longitude[site], held.latitude[site]),
                kind="site",
                name=held.names[site],
                area=int(structure.area[held.municipality[site]]) + 1,
                days=shown(float(structure.days[site]), 1),
                host=site in main,
            )
        )
    return _collection(territory, made)


def offices(territory: Territory, rows: Sequence[Plain], chosen: Iterable[str]) -> Plain:
    """A FeatureCollection with `bbox`: the land, and every office of `listed.listed`.

    Features have `kind`: `land` (one for each municipality) and `office` (Point with `name`;
    `chosen` when its unit is among those given, which come last, so that they are drawn on top).
    """
    wanted = set(chosen)
    made = [_feature(land, kind="land") for land in _lands(territory)]
    for row in sorted(rows, key=lambda one: one["unit"] in wanted):
        made.append(
            _feature(
                _point(row["longitude"], row["latitude"]),
                kind="office",
                name=row["name"],
                chosen=row["unit"] in wanted,
            )
        )
    return _collection(territory, made)


def _lands(territory: Territory) -> list[Plain]:
    """The geometry of each municipality."""
    places = territory.places
    if not territory.outlines:
        lived = places.residents > 0
        return [
            {
                "type": "MultiPoint",
                "coordinates": [
                    _degrees(places.longitude[at], places.latitude[at])
                    for at in np.flatnonzero((places.municipality == i) & lived)
                ],
            }
            for i in range(len(territory.municipalities))
        ]
    return [
        {
            "type": "MultiPolygon",
            "coordinates": [
                [[_degrees(*corner) for corner in exterior(ring)]]
                for ring in territory.outlines.get(number, ())
            ],
        }
        for number in territory.municipalities.numbers
    ]


def _borders(territory: Territory, structure: Structure) -> list[list[list[float]]]:
    """The lines along which municipalities of two areas meet."""
    rings: list[tuple[int, list[Corner]]] = []
    for i, number in enumerate(territory.municipalities.numbers):
        for ring in territory.outlines.get(number, ()):
            corners = [(round(x * UNITS), round(y * UNITS)) for x, y in ring]
            apart = [one for at, one in enumerate(corners) if one != corners[at - 1]]
            if len(apart) > 2:
                rings.append((i, apart))
    owners: dict[tuple[Corner, Corner], set[int]] = {}
    for i, corners in rings:
        for side in sides(corners):
            owners.setdefault(side, set()).add(i)
    found: dict[tuple[Corner, ...], None] = {}
    for _i, corners in rings:
        for arc, whose in arcs(corners, owners):
            if len({int(structure.area[one]) for one in whose}) > 1:
                found[tuple(min(arc, arc[::-1]))] = None
    return [[[x / UNITS, y / UNITS] for x, y in arc] for arc in sorted(found)]


def _collection(territory: Territory, features: list[Plain]) -> Plain:
    return {"type": "FeatureCollection", "bbox": _bounds(territory), "features": features}


def _bounds(territory: Territory) -> list[float]:
    """West, south, east and north of everything there is to draw."""
    held = [np.stack([where.longitude, where.latitude], axis=1)
            for where in (territory.places, territory.sites)]  # fmt: skip
    held += [np.array(ring, np.float64) for one in territory.outlines.values() for ring in one]
    every = np.concatenate(held)
    low, high = every.min(axis=0), every.max(axis=0)
    if (high - low).max() < ROOM:
        low, high = low - ROOM, high + ROOM
    return [*_degrees(*low), *_degrees(*high)]


def _point(longitude: float, latitude: float) -> Plain:
    return {"type": "Point", "coordinates": _degrees(longitude, latitude)}


def _degrees(longitude: float, latitude: float) -> list[float]:
    return [round(float(longitude), DECIMALS), round(float(latitude), DECIMALS)]


def _feature(geometry: Plain, **properties: Any) -> Plain:
    return {"type": "Feature", "geometry": geometry, "properties": properties}
