"""The offices of today one by one: whom each serves, and how far they have as the crow flies."""

import numpy as np

from tospann.engines.structure.hidden import Hidden, count, few
from tospann.engines.structure.report import Plain, shown
from tospann.engines.structure.territory import Office, Territory
from tospann.engines.structure.travel import metres_between

KILOMETRES = 1  # decimals


def listed(territory: Territory) -> Plain:
    """Every office by unit, and the municipalities no office is known to serve, by number.

    Residents and the mean distance are null for an office that shares a municipality with
    another, since who goes where is not known. Distances are from where people live to the place
    the list gives, in a straight line, in kilometres. An office without a place is put at the
    seat of its first municipality on a map, and has no distance. 50 ms for the country.
    """
    held = territory.municipalities
    times = np.bincount(
        [m for office in territory.offices for m in office.serves], minlength=len(held)
    )
    order = np.argsort(territory.places.municipality, kind="stable")
    starts = np.searchsorted(territory.places.municipality[order], np.arange(len(held) + 1))
    rows = []
    for office in territory.offices:
        alone = bool((times[list(office.serves)] == 1).all())
        mine = np.concatenate([order[starts[m] : starts[m + 1]] for m in office.serves])
        rows.append(_row(territory, office, mine, alone))
    return {
        "offices": rows,
        "municipalities_without": [held.numbers[m] for m in np.flatnonzero(times == 0)],
    }


def _row(territory: Territory, office: Office, places: np.ndarray, alone: bool) -> Plain:
    held, living = territory.municipalities, territory.places.residents[places]
    people, distance = int(living.sum()), None
    seat = held.seats[office.serves[0]]
    placed = office.latitude is not None and office.longitude is not None
    if alone and people and placed:
        away = metres_between(
            territory.places.latitude[places],
            territory.places.longitude[places],
            np.array(office.latitude),
            np.array(office.longitude),
        )
        distance = Hidden.FEW if few(people) else float((away * living).sum() / people / 1000)
    return {
        "unit": office.unit,
        "name": office.name,
        "county": held.groups[office.serves[0]],
        "municipalities": [held.numbers[m] for m in office.serves],
        "municipality_names": [held.names[m] for m in office.serves],
        "shares_municipality": not alone,
        "residents": shown(count(people)) if alone else None,
        "mean_kilometres": shown(distance, KILOMETRES),
        "latitude": office.latitude if placed else float(territory.sites.latitude[seat]),
        "longitude": office.longitude if placed else float(territory.sites.longitude[seat]),
        "placed": placed,
    }
