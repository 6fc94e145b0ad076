"""How long it takes from where people live to where an office could be.

Three ways to know: over a road-and-ferry graph, from a table somebody brought, or, roughly, by
straight line. All give whole seconds one way.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, dijkstra

from tospann.engines.structure.errors import NoAnswer
from tospann.engines.structure.territory import (
    NO_ROUTE,
    Flags,
    Indices,
    Numbers,
    Roads,
    Source,
    Territory,
    Travel,
)

EARTH_METRES = 6_371_008.8  # mean radius of WGS84
NEAREST = 3  # nodes each place may join
FEW_SAILINGS = 3  # a weekday: with fewer, a visit the same day is not assured
ROWS_AT_A_TIME = 4096


@dataclass(frozen=True)
class Joined:
    """How places and sites are joined to the road graph. Depends on the map alone.

    `place_node` and `site_node` hold -1 where there are fewer than k nodes to join.
    """

    place_node: Indices  # (p, k)
    place_seconds: Indices  # (p, k) the last stretch
    site_node: Indices  # (s, k)
    site_seconds: Indices  # (s, k)
    direct: Indices  # (p, s) seconds without the graph where both join the same node first
    local_kmh: float
    detour: float


def join(
    territory: Territory, *, local_kmh: float = 50, detour: float = 1.35, nearest: int = NEAREST
) -> Joined:
    """Join every place and site to the nearest nodes in its own municipality.

    A straight line out of a municipality too often crosses the sea, so only nodes in the same
    municipality are used, and beside the nearest only those that can be reached from it
    without a ferry. Keep the result when the same map is used again.

    Raises
    ------
    NoAnswer
        If the territory has no road graph.
    """
    roads = _roads(territory)
    places, sites = territory.places, territory.sites
    pace = detour / (local_kmh / 3.6)  # seconds a metre of straight line
    dry = _dry(roads)
    place_node, place_metres = _nearest(
        places.latitude, places.longitude, places.municipality, roads, dry, nearest
    )
    site_node, site_metres = _nearest(
        sites.latitude, sites.longitude, sites.municipality, roads, dry, nearest
    )
    direct = np.full((len(places), len(sites)), NO_ROUTE, np.int32)
    together = (place_node[:, :1] == site_node[None, :, 0]) & (place_node[:, :1] >= 0)
    p, s = np.nonzero(together)
    direct[p, s] = _whole(
        pace * metres_between(
            places.latitude[p], places.longitude[p], sites.latitude[s], sites.longitude[s]
        )
    )  # fmt: skip
    return Joined(
        place_node, _whole(pace * place_metres), site_node, _whole(pace * site_metres),
        direct, local_kmh, detour,
    )  # fmt: skip


KINDS = ("brought", "roads", "straight_line")


def best_kind(territory: Territory) -> str:
    """The first of `KINDS` that the dataset can give."""
    if territory.brought is not None:
        return "brought"
    return "roads" if territory.roads is not None else "straight_line"


def best(territory: Territory) -> Travel:
    """Travel times of the best kind the dataset can give, with mean waiting for ferries."""
    return {"brought": brought, "roads": by_roads, "straight_line": straight_line}[
        best_kind(territory)
    ](territory)


def by_roads(
    territory: Territory,
    *,
    waiting: bool = True,
    factors: Numbers | None = None,
    boats: bool = False,
    local_kmh: float = 50,
    detour: float = 1.35,
    joined: Joined | None = None,
) -> Travel:
    """Quickest way over roads and ferries, with a last stretch at both ends.

    Parameters
    ----------
    waiting : count the mean waiting for ferries.
    factors : (edges,) what each edge's time is multiplied by; None = as given.
    boats : also use boats that take no cars.
    local_kmh, detour : the last stretch is `detour` times the straight line at this speed.
    joined : from `join`, when the same map is used many times; its own speed and detour count.

    A trip is `same_day` when some quickest way uses no sailing with fewer than three departures
    a weekday.

    Raises
    ------
    NoAnswer
        If the territory has no road graph.
    ValueError
        If `factors` has another shape, or one is not above 0.
    """
    roads = _roads(territory)
    if joined is None:
        joined = join(territory, local_kmh=local_kmh, detour=detour)
    times = _edge_seconds(roads, waiting, factors)
    open_ = roads.cars | boats
    seconds, between = _over_graph(territory, joined, roads, times, open_)
    often = open_ & (roads.sailings >= FEW_SAILINGS)
    same_day = seconds < NO_ROUTE
    if (often != open_).any():
        same_day &= _over_graph(territory, joined, roads, times, often)[0] <= seconds
    return Travel(
        seconds=seconds,
        between_seats=between,
        same_day=same_day,
        waiting=waiting,
        source=_road_source(territory, joined, waiting, boats, factors is not None),
    )


def brought(territory: Territory) -> Travel:
    """The table of travel times that came with the dataset.

    It holds no times between seats: the time from one seat to another is the time from the
    populated place nearest to the first, in the same municipality. Whether waiting is included
    is for whoever brought it to know; every trip counts as possible the same day.

    Raises
    ------
    NoAnswer
        If no such table came.
    """
    if territory.brought is None:
        raise NoAnswer("Datasettet har ingen tabell over reisetider. Legg til travel.csv.")
    places, sites = territory.places, territory.sites
    seats = territory.municipalities.seats
    between = np.full((len(seats), len(seats)), NO_ROUTE, np.int32)
    for m, seat in enumerate(seats):
        inside = np.flatnonzero((places.municipality == m) & (places.residents > 0))
        if len(inside):
            metres = metres_between(
                places.latitude[inside], places.longitude[inside],
                sites.latitude[seat], sites.longitude[seat],
            )  # fmt: skip
            between[m] = territory.brought[inside[metres.argmin()], seats]
    np.fill_diagonal(between, 0)
    known = _source_of(territory, "travel")
    return Travel(
        seconds=territory.brought,
        between_seats=between,
        same_day=territory.brought < NO_ROUTE,
        waiting=True,
        source=known or Source("travel", "Medbrakte reisetider", "", "", "", "approximate"),
    )


def straight_line(territory: Territory, *, kmh: float = 60, detour: float = 1.4) -> Travel:
    """Straight line times a detour at one speed. Rough: it knows no fjord and no ferry."""
    places, sites = territory.places, territory.sites
    pace = detour / (kmh / 3.6)
    ends = _on_sphere(sites.latitude, sites.longitude)
    seconds = np.empty((len(places), len(sites)), np.int32)
    for start in range(0, len(places), ROWS_AT_A_TIME):
        rows = slice(start, start + ROWS_AT_A_TIME)
        starts = _on_sphere(places.latitude[rows], places.longitude[rows])
        seconds[rows] = _whole(pace * _arc(starts @ ends.T))
    seats = ends[territory.municipalities.seats]
    between = _whole(pace * _arc(seats @ seats.T))
    np.fill_diagonal(between, 0)
    return Travel(
        seconds=seconds,
        between_seats=between,
        same_day=np.broadcast_to(np.True_, seconds.shape),
        waiting=False,
        source=Source(
            table="travel",
            title="Reisetid i luftlinje",
            publisher="Tospann",
            date=_date_of(territory, "places"),
            licence="",
            quality="approximate",
            note=f"Luftlinje × {_number(detour)} i {_number(kmh)} km/t. Grovt: fjorder, fjell og "
            "ferjer er ikke med.",
        ),
    )


# ---- the graph -----------------------------------------------------------------------------


def _roads(territory: Territory) -> Roads:
    if territory.roads is None:
        raise NoAnswer("Datasettet har ikke noe veinett. Legg til nodes.csv og edges.csv.")
    return territory.roads


def _edge_seconds(roads: Roads, waiting: bool, factors: Numbers | None) -> Numbers:
    """(edges,) whole seconds as float, since the search wants float. Raises `ValueError`."""
    times = (roads.drive + roads.wait if waiting else roads.drive).astype(np.float64)
    if factors is not None:
        if factors.shape != times.shape:
            raise ValueError(f"factors is {factors.shape}, expected {times.shape}")
        if not (factors > 0).all():
            raise ValueError("a factor is not above 0")
        times = np.rint(times * factors)
    return times


def _graph(roads: Roads, times: Numbers, open_: Flags) -> csr_array:
    """Symmetric, the quickest of parallel edges; an edge of no time takes a second."""
    n = len(roads.nodes)
    ends, times = np.sort(roads.ends[open_], axis=1), np.maximum(times[open_], 1)
    order = np.lexsort((times, ends[:, 1], ends[:, 0]))
    ends, times = ends[order], times[order]
    first = np.ones(len(ends), np.bool_)
    first[1:] = (ends[1:] != ends[:-1]).any(axis=1)
    ends, times = ends[first], times[first]
    return csr_array((times, (ends[:, 0], ends[:, 1])), shape=(n, n))


def _dry(roads: Roads) -> Indices:
    """(nodes,) which piece of the map each node lies on when no ferry runs."""
    on_road = ~np.isfinite(roads.sailings)
    return connected_components(
        _graph(roads, np.ones(len(roads.ends)), on_road), directed=False
    )[1]  # fmt: skip


def _over_graph(
    territory: Territory, joined: Joined, roads: Roads, times: Numbers, open_: Flags
) -> tuple[Indices, Indices]:
    """(p, s) and (m, m) whole seconds. `NO_ROUTE` where there is none."""
    sources, back = np.unique(joined.site_node, return_inverse=True)
    back = back.reshape(joined.site_node.shape)
    reach = dijkstra(_graph(roads, times, open_), directed=False, indices=np.maximum(sources, 0))
    reach = np.where(np.isfinite(reach), reach, NO_ROUTE).astype(np.int32)
    reach[sources < 0] = NO_ROUTE
    # (nodes + 1, s) from each node to each site; the last row is for "no node", index -1
    to_site = np.full((len(roads.nodes) + 1, len(territory.sites)), NO_ROUTE, np.int32)
    for k in range(joined.site_node.shape[1]):
        np.minimum(to_site[:-1], reach[back[:, k]].T + joined.site_seconds[:, k], out=to_site[:-1])
    seconds = joined.direct.copy()
    for k in range(joined.place_node.shape[1]):
        way = to_site[joined.place_node[:, k]]
        way += joined.place_seconds[:, k, None]
        np.minimum(seconds, way, out=seconds)
    seats = territory.municipalities.seats
    between = np.full((len(seats), len(seats)), NO_ROUTE, np.int32)
    for k in range(joined.site_node.shape[1]):
        way = to_site[joined.site_node[seats, k]][:, seats]
        np.minimum(between, way + joined.site_seconds[seats, k, None], out=between)
    np.fill_diagonal(between, 0)
    return np.minimum(seconds, NO_ROUTE), np.minimum(between, between.T)


def _nearest(
    latitude: Numbers, longitude: Numbers, municipality: Indices,
    roads: Roads, dry: Indices, nearest: int,
) -> tuple[Indices, Numbers]:  # fmt: skip
    """(n, k) the nearest nodes in the same municipality, and the metres to each."""
    found = np.full((len(municipality), nearest), -1, np.int32)
    metres = np.zeros((len(municipality), nearest))
    for m in np.unique(municipality):
        nodes = np.flatnonzero(roads.node_municipality == m)
        here = np.flatnonzero(municipality == m)
        if not len(nodes):
            continue
        away = metres_between(
            latitude[here, None], longitude[here, None],
            roads.node_latitude[nodes], roads.node_longitude[nodes],
        )  # fmt: skip
        ranked = np.argsort(away, axis=1, kind="stable")[:, :nearest]
        picked = nodes[ranked]
        ashore = dry[picked] == dry[picked[:, :1]]
        found[here, : picked.shape[1]] = np.where(ashore, picked, -1)
        metres[here, : picked.shape[1]] = np.take_along_axis(away, ranked, axis=1)
    return found, metres


# ---- the sphere ----------------------------------------------------------------------------


def _on_sphere(latitude: Numbers, longitude: Numbers) -> Numbers:
    """(…, 3) unit vectors."""
    phi, theta = np.radians(latitude), np.radians(longitude)
    return np.stack([np.cos(phi) * np.cos(theta), np.cos(phi) * np.sin(theta), np.sin(phi)], -1)


def _arc(cosine: Numbers) -> Numbers:
    """Metres between points whose unit vectors have this product; right to a decimetre."""
    return 2 * EARTH_METRES * np.arcsin(np.sqrt(np.clip((1 - cosine) / 2, 0, 1)))


def metres_between(lat: Numbers, lon: Numbers, other_lat: Numbers, other_lon: Numbers) -> Numbers:
    """Great-circle distance in metres, pair by pair after broadcasting (haversine)."""
    phi, other_phi = np.radians(lat), np.radians(other_lat)
    half = np.sin((other_phi - phi) / 2) ** 2
    half = half + np.cos(phi) * np.cos(other_phi) * np.sin(np.radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH_METRES * np.arcsin(np.sqrt(np.clip(half, 0, 1)))


def _whole(seconds: Numbers) -> Indices:
    return np.rint(seconds).astype(np.int32)


# ---- where it comes from -------------------------------------------------------------------


def _source_of(territory: Territory, table: str) -> Source | None:
    return next((source for source in territory.sources if source.table == table), None)


def _date_of(territory: Territory, table: str) -> str:
    known = _source_of(territory, table)
    return known.date if known else ""


def _road_source(
    territory: Territory, joined: Joined, waiting: bool, boats: bool, disturbed: bool
) -> Source:
    known = _source_of(territory, "edges")
    notes = [
        f"Siste stykke: luftlinje × {_number(joined.detour)} i {_number(joined.local_kmh)} km/t.",
        "Med gjennomsnittlig venting på ferje." if waiting else "Uten venting på ferje.",
        "Også båter uten biler." if boats else "Bare det som tar biler.",
    ]
    if disturbed:
        notes.append("Tidene er endret innenfor feilen som er oppgitt.")
    return Source(
        table="travel",
        title=f"Reisetid over {known.title if known else 'veinettet i datasettet'}",
        publisher=known.publisher if known else "",
        date=known.date if known else "",
        licence=known.licence if known else "",
        quality=known.quality if known else "approximate",
        note=" ".join(notes),
    )


def _number(value: float) -> str:
    return f"{value:g}".replace(".", ",")
