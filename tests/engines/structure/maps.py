"""Small made-up territories: grids of municipalities with one place and one site each."""

import numpy as np

from tospann.engines.structure.territory import (
    Municipalities,
    Places,
    Sites,
    Source,
    Staff,
    Territory,
    Travel,
)

SOURCE = Source("travel", "Made up", "Tests", "2026", "CC0", "illustrative")


def territory(
    residents, touching, *, fte=None, people=None, groups=None, name="made-up"
) -> Territory:
    """One place and one seat for each number of residents; staff where given."""
    m = len(residents)
    numbers = tuple(f"{1001 + i}" for i in range(m))
    flat = np.zeros(m)
    own = np.arange(m, dtype=np.int32)
    pairs = sorted({(min(pair), max(pair)) for pair in touching})
    staff = None
    if fte is not None or people is not None:
        fte = np.zeros(m) if fte is None else np.asarray(fte, float)
        people = np.zeros((m, 1), np.int64) if people is None else np.asarray(people, np.int64)
        staff = Staff(
            functions=("all",),
            fte=np.stack((fte, np.zeros(m)), axis=1)[:, :, None],
            fields=tuple(f"field {f}" for f in range(people.shape[1])),
            people=people,
        )
    return Territory(
        name=name,
        title="Made up",
        municipalities=Municipalities(
            numbers=numbers,
            names=tuple(f"By{i}" for i in range(m)),
            groups=tuple(groups or ["one"] * m),
            seats=own,
            touching=np.array(pairs, np.int32).reshape(-1, 2),
            crossings=("",) * len(pairs),
        ),
        places=Places(numbers, own, flat, flat, np.asarray(residents, np.int64)),
        sites=Sites(numbers, numbers, ("seat",) * m, own, flat, flat),
        staff=staff,
    )


def travel(seconds) -> Travel:
    """The same seconds from the only place of each municipality as between the seats."""
    seconds = np.asarray(seconds, np.int32)
    return Travel(seconds, seconds, np.ones(seconds.shape, np.bool_), False, SOURCE)


def grid(rows, columns, seed, *, fields=0):
    """A grid whose neighbours touch, with roads 10 to 40 minutes, and its travel."""
    rng = np.random.default_rng(seed)
    m = rows * columns
    touching = [(i, i + 1) for i in range(m) if (i + 1) % columns]
    touching += [(i, i + columns) for i in range(m - columns)]
    residents = np.rint(np.exp(rng.normal(8.2, 1.0, m))).astype(np.int64)
    place = np.stack((np.arange(m) // columns, np.arange(m) % columns), axis=1)
    place = place + rng.uniform(-0.3, 0.3, place.shape)
    apart = np.sqrt(((place[:, None] - place[None]) ** 2).sum(axis=2))
    seconds = np.rint(apart * rng.uniform(1500, 2400)).astype(np.int32)
    seconds = np.maximum(seconds, seconds.T)
    np.fill_diagonal(seconds, rng.integers(60, 600, m))
    people = rng.poisson(residents[:, None] / 2500, (m, fields)) if fields else None
    fte = residents / 500 if fields else None
    made = territory(residents, touching, people=people, fte=fte)
    between = seconds.copy()
    np.fill_diagonal(between, 0)
    given = travel(seconds)
    return made, Travel(given.seconds, between, given.same_day, False, SOURCE)
