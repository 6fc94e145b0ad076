"""Small questions of siting, and their answers by trying everything."""

from itertools import combinations

import numpy as np
from hypothesis import strategies as st

from tospann.engines.structure.territory import NO_ROUTE, Indices, Integers

Question = tuple[Indices, Integers, Integers, int]


@st.composite
def questions(draw, *, places: int = 7, sites: int = 6, lost: float = 0.15) -> Question:
    """Seconds, residents, site costs and a number of sites. Ties and zeros are common."""
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    p, s = draw(st.integers(1, places)), draw(st.integers(1, sites))
    most = draw(st.sampled_from([3, 40, 9000]))
    seconds = random.integers(0, most, (p, s)).astype(np.int32)
    seconds[random.random((p, s)) < draw(st.sampled_from([0.0, lost, 3 * lost]))] = NO_ROUTE
    residents = random.integers(0, draw(st.sampled_from([2, 6, 4000])), p)
    weights = random.integers(0, draw(st.sampled_from([1, 50])), s)
    return seconds, residents, weights, draw(st.integers(1, s))


def costs(question: Question, fixed: set[int] = frozenset()) -> dict[tuple[int, ...], int]:
    """What every set of sites that reaches everybody costs, in the order of the sets."""
    seconds, residents, weights, count = question
    lived_in = residents > 0
    found = {}
    for sites in combinations(range(seconds.shape[1]), count):
        nearest = seconds[lived_in][:, sites].min(axis=1)
        if set(fixed) <= set(sites) and (nearest < NO_ROUTE).all():
            travel = (residents[lived_in] * nearest.astype(np.int64)).sum()
            found[sites] = int(travel + weights[list(sites)].sum())
    return found


def country(places: int, sites: int, seed: int) -> tuple[Indices, Integers]:
    """A long country: towns along it, villages around each. Seconds and residents."""
    random = np.random.default_rng(seed)
    x, y = random.random(sites) * 80_000, random.random(sites) * 8_000
    town = random.integers(0, sites, places)
    px, py = x[town] + random.normal(0, 900, places), y[town] + random.normal(0, 900, places)
    seconds = np.hypot(px[:, None] - x, py[:, None] - y).astype(np.int32)
    return seconds, random.integers(1, 500, places)


def uniform(places: int, sites: int, seed: int) -> tuple[Indices, Integers]:
    """Journeys without any geography: the hardest kind, with a wide gap at the root."""
    random = np.random.default_rng(seed)
    return random.integers(0, 1000, (places, sites)).astype(np.int32), np.ones(places, np.int64)
