"""Some municipalities of a territory by themselves, for drawing a map that shows them large.

Nothing is measured on a part: whoever lives there may meet somebody outside it.
"""

from collections.abc import Collection

import numpy as np

from tospann.engines.structure.reach import Ways
from tospann.engines.structure.territory import (
    Indices,
    Municipalities,
    Places,
    Sites,
    Structure,
    Territory,
)


def part_of(territory: Territory, numbers: Collection[str]) -> Territory:
    """The municipalities with these numbers, their places, sites and outlines.

    Raises `ValueError` if there are none.
    """
    known = territory.municipalities
    kept = [i for i, number in enumerate(known.numbers) if number in set(numbers)]
    if not kept:
        raise ValueError("a part has at least one municipality")
    new = _positions(kept, len(known))
    sites = np.flatnonzero(new[territory.sites.municipality] >= 0)
    seats = _positions(sites.tolist(), len(territory.sites))[known.seats[kept]]
    touching = known.touching.reshape(-1, 2)
    inside = [bool(a >= 0 and b >= 0) for a, b in new[touching]]
    places = _places(territory, new)
    return Territory(
        name=territory.name,
        title=territory.title,
        municipalities=Municipalities(
            numbers=tuple(known.numbers[i] for i in kept),
            names=tuple(known.names[i] for i in kept),
            groups=tuple(known.groups[i] for i in kept),
            seats=seats,
            touching=new[touching[np.array(inside, np.bool_)]],
            crossings=tuple(
                one for one, held in zip(known.crossings, inside, strict=True) if held
            ),
        ),
        places=Places(
            ids=tuple(territory.places.ids[i] for i in places),
            municipality=new[territory.places.municipality[places]],
            latitude=territory.places.latitude[places],
            longitude=territory.places.longitude[places],
            residents=territory.places.residents[places],
        ),
        sites=Sites(
            ids=tuple(territory.sites.ids[i] for i in sites),
            names=tuple(territory.sites.names[i] for i in sites),
            kinds=tuple(territory.sites.kinds[i] for i in sites),
            municipality=new[territory.sites.municipality[sites]],
            latitude=territory.sites.latitude[sites],
            longitude=territory.sites.longitude[sites],
        ),
        outlines={
            known.numbers[i]: territory.outlines[known.numbers[i]]
            for i in kept
            if known.numbers[i] in territory.outlines
        },
        sources=territory.sources,
    )


def structure_in(
    territory: Territory, structure: Structure, numbers: Collection[str]
) -> Structure:
    """The structure of `part_of(territory, numbers)`.

    Raises `ValueError` if an area has members both inside and outside the part.
    """
    known = territory.municipalities
    kept = [i for i, number in enumerate(known.numbers) if number in set(numbers)]
    areas = sorted(set(structure.area[kept].tolist()))
    if set(np.flatnonzero(np.isin(structure.area, areas)).tolist()) != set(kept):
        raise ValueError("an area must be whole in a part")
    new = _positions(kept, len(known))
    sites = np.flatnonzero(new[territory.sites.municipality] >= 0)
    return Structure(
        name=structure.name,
        title=structure.title,
        area=_positions(areas, structure.areas)[structure.area[kept]],
        hosts=new[structure.hosts[areas]],
        models=tuple(structure.models[one] for one in areas),
        days=structure.days[sites],
        illustrative=structure.illustrative,
    )


def ways_in(territory: Territory, ways: Ways, numbers: Collection[str]) -> Ways:
    """The ways of the places in `part_of(territory, numbers)`."""
    known = territory.municipalities
    kept = [i for i, number in enumerate(known.numbers) if number in set(numbers)]
    places = _places(territory, _positions(kept, len(known)))
    return Ways(ways.seconds[places], ways.same_day[places])


def _positions(kept: list[int], of: int) -> Indices:
    """Where each one stands among those kept; -1 for the others."""
    found = np.full(of, -1, np.int32)
    found[kept] = np.arange(len(kept), dtype=np.int32)
    return found


def _places(territory: Territory, new: Indices) -> Indices:
    return np.flatnonzero(new[territory.places.municipality] >= 0).astype(np.int32)
