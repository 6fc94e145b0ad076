"""What to know about a dataset before trusting what comes out of it.

Nothing here stops a computation. What stops one is a fault, and `tables.py` finds those.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from tospann.engines.structure import travel
from tospann.engines.structure.schema import BY_NAME
from tospann.engines.structure.territory import NO_ROUTE, Indices, Territory

FAR_METRES = 15_000  # from a place to the nearest node of the road graph
LISTED = 8  # names in one sentence
SAME_RESIDENTS = 0.02  # relative difference between two tables that is not worth a remark


@dataclass(frozen=True)
class Remark:
    """One thing to know. `serious` means that it can change an answer."""

    table: str
    what: str
    serious: bool = True


def quality(territory: Territory) -> tuple[Remark, ...]:
    """Every remark on the dataset, the serious ones first."""
    remarks = [
        remark
        for look in (_map, _people, _roads, _brought, _missing, _sources)
        for remark in look(territory)
    ]
    return tuple(sorted(remarks, key=lambda remark: not remark.serious))


def _map(territory: Territory) -> Iterator[Remark]:
    held = territory.municipalities
    alone = np.setdiff1d(np.arange(len(held)), held.touching)
    if len(alone) and len(held) > 1:
        yield Remark(
            "adjacency",
            f"{_names(territory, alone)} har ingen nabo, og kan bare ha kontor alene. Gi dem en "
            "bro, en tunnel eller en ferje om det finnes.",
        )
    pieces, piece = _pieces(len(held), held.touching)
    if pieces > 1 + len(alone):
        sizes = np.bincount(piece)
        apart = np.flatnonzero((sizes[piece] > 1) & (piece != sizes.argmax()))
        yield Remark(
            "adjacency",
            f"Kartet er i {pieces} deler. {_names(territory, apart)} henger ikke sammen med de "
            "fleste andre.",
        )
    guessed = sum("omtrentlig" in crossing.casefold() for crossing in held.crossings)
    if guessed:
        what = "overgang mellom kommuner er omtrentlig"
        many = "overganger mellom kommuner er omtrentlige"
        yield Remark("adjacency", f"{_so_many(guessed, what, many)}.")


def _people(territory: Territory) -> Iterator[Remark]:
    empty = np.flatnonzero(territory.residents == 0)
    if len(empty):
        yield Remark("places", f"Ingen bor i {_names(territory, empty)}.")
    if territory.ages is None:
        return
    newest = territory.ages.residents[:, :, -1].sum(axis=1)
    differs = np.abs(newest - territory.residents) > SAME_RESIDENTS * np.maximum(newest, 1)
    if differs.any():
        yield Remark(
            "places",
            f"Bostedene har {_count(territory.residents.sum())} personer, folketallet for "
            f"{territory.ages.years[-1]} er {_count(newest.sum())}. De skiller seg med over "
            f"{SAME_RESIDENTS:.0%} i {_so_many(differs.sum(), 'kommune', 'kommuner')}.".replace(
                "%", " %"
            ),
            serious=False,
        )


def _roads(territory: Territory) -> Iterator[Remark]:
    roads, places = territory.roads, territory.places
    if roads is None:
        return
    without = np.setdiff1d(np.arange(len(territory.municipalities)), roads.node_municipality)
    if len(without):
        yield Remark(
            "nodes",
            f"{_names(territory, without)} har ikke noe knutepunkt, og ingen vei til noe sted.",
        )
    _, piece = _pieces(len(roads.nodes), roads.ends[roads.cars])
    used = np.unique(piece[roads.node_municipality >= 0])
    if len(used) > 1:
        yield Remark("edges", f"Veinettet er i {len(used)} deler som ingen bil kommer mellom.")
    joined = travel.join(territory, nearest=1)
    metres = joined.place_seconds[:, 0] * (joined.local_kmh / 3.6) / joined.detour
    far = (metres > FAR_METRES) & (joined.place_node[:, 0] >= 0)
    if people := places.residents[far].sum():
        yield Remark(
            "nodes",
            f"{_count(people)} bor mer enn {FAR_METRES // 1000} km fra nærmeste knutepunkt. "
            "Reisetiden deres er usikker.",
        )


def _brought(territory: Territory) -> Iterator[Remark]:
    if territory.brought is None:
        return
    cut_off = (territory.brought >= NO_ROUTE).all(axis=1)
    if people := territory.places.residents[cut_off].sum():
        yield Remark("travel", f"{_count(people)} har ingen reisetid til noe sted.")
    elsewhere = (territory.brought >= NO_ROUTE).mean()
    if elsewhere and not cut_off.all():
        yield Remark(
            "travel", f"{elsewhere:.0%} av parene har ingen reisetid.".replace("%", " %"),
            serious=False,
        )  # fmt: skip


def _missing(territory: Territory) -> Iterator[Remark]:
    if territory.roads is None and territory.brought is None:
        yield Remark("travel", "Reisetider kan bare regnes i luftlinje. Det er grovt.")
    if not len(territory.municipalities.touching) and len(territory.municipalities) > 1:
        yield Remark("adjacency", "Uten naboskap kan ingen kommuner dele kontor.")
    for table, held, lost in (
        ("residents", territory.ages, "framskrivinger kan ikke lages"),
        ("staff", territory.staff, "fagmiljøer kan ikke vurderes"),
        ("commuting", territory.commuting, "pendling vises ikke"),
        ("obligations", territory.obligations, "ingen plikter følger kommunene"),
        ("structures", territory.structures, "det er ingenting å sammenligne med"),
        ("outlines", territory.outlines, "kart kan ikke tegnes"),
    ):
        if held is None or (isinstance(held, tuple | dict) and not held):
            yield Remark(table, f"{BY_NAME[table].title} mangler: {lost}.", serious=False)


def _sources(territory: Territory) -> Iterator[Remark]:
    said = {source.table for source in territory.sources}
    silent = [
        BY_NAME[table].title.lower()
        for table, held in _held(territory)
        if held and table not in said
    ]
    if silent:
        yield Remark("sources", f"Det står ikke hvor dette kommer fra: {', '.join(silent)}.")
    for source in territory.sources:
        if source.quality == "illustrative" and source.table in BY_NAME:
            yield Remark(
                source.table,
                f"{BY_NAME[source.table].title}: bare eksempler, ikke virkelige tall.",
            )
    years = {
        source.table: source.date[:4]
        for source in territory.sources
        if source.table in ("places", "residents", "staff", "edges", "travel", "commuting")
        and source.date
    }
    if len(set(years.values())) > 1:
        when = ", ".join(
            f"{BY_NAME[table].title.lower()} {year}"
            for table, year in sorted(years.items(), key=lambda item: (item[1], item[0]))
        )
        yield Remark("sources", f"Tallene er fra ulike år: {when}.", serious=False)


def _held(territory: Territory) -> list[tuple[str, bool]]:
    """Which tables with figures the territory holds."""
    return [
        ("municipalities", True),
        ("sites", True),
        ("places", True),
        ("residents", territory.ages is not None),
        ("staff", territory.staff is not None and bool(territory.staff.functions)),
        ("competence", territory.staff is not None and bool(territory.staff.fields)),
        ("adjacency", bool(len(territory.municipalities.touching))),
        ("nodes", territory.roads is not None),
        ("edges", territory.roads is not None),
        ("travel", territory.brought is not None),
        ("commuting", territory.commuting is not None),
        ("structures", bool(territory.structures)),
    ]


def _pieces(n: int, pairs: Indices) -> tuple[int, Indices]:
    """How many connected pieces, and which each of n things is in."""
    graph = csr_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(n, n))
    return connected_components(graph, directed=False)


def _names(territory: Territory, municipalities: Iterable[int]) -> str:
    names = [territory.municipalities.names[m] for m in municipalities]
    more = f" og {len(names) - LISTED} til" if len(names) > LISTED else ""
    return ", ".join(names[:LISTED]) + more


def _so_many(n: int, one: str, many: str) -> str:
    return f"1 {one}" if n == 1 else f"{_count(n)} {many}"


def _count(people: int) -> str:
    return f"{int(people):,}".replace(",", "\u00a0")
