"""Four municipalities along a fjord, small enough to reckon with in the head.

    Vest (1801) --- Sund (1802) --- Ås (1803) --- Øya (1804, by a boat that goes twice a day)

Each has two places: one at the seat, one a quarter of an hour away. Sund also has a meeting
point at its far place. Between neighbouring seats the way is 40 minutes.
"""

from dataclasses import replace

import numpy as np

from tospann.engines.structure.territory import (
    NO_ROUTE,
    Ages,
    Municipalities,
    Obligation,
    Places,
    Sites,
    Source,
    Staff,
    Structure,
    Territory,
    Travel,
)

NUMBERS = ("1801", "1802", "1803", "1804")
RESIDENTS = [1000, 200, 400, 100, 300, 50, 40, 2]  # seat, far place, seat, far place …


def integers(values):
    return np.array(values, np.int64)


def indices(values):
    return np.array(values, np.int32)


def territory(**changes):
    made = Territory(
        name="fjorden",
        title="Fjorden",
        municipalities=Municipalities(
            numbers=NUMBERS,
            names=("Vest", "Sund", "Ås", "Øya"),
            groups=("18",) * 4,
            seats=indices([0, 1, 2, 3]),
            touching=indices([[0, 1], [1, 2], [2, 3]]),
            crossings=("", "", "Båten"),
        ),
        places=Places(
            ids=tuple(f"{number}-{end}" for number in NUMBERS for end in ("seat", "far")),
            municipality=indices([0, 0, 1, 1, 2, 2, 3, 3]),
            latitude=np.array([67.0, 67.1, 67.0, 67.1, 67.0, 67.1, 67.0, 67.1]),
            longitude=np.array([14.0, 14.0, 14.5, 14.5, 15.0, 15.0, 15.5, 15.5]),
            residents=integers(RESIDENTS),
        ),
        sites=Sites(
            ids=("S1", "S2", "S3", "S4", "M2"),
            names=("Vest", "Sund", "Ås", "Øya", "Sundnes"),
            kinds=("seat", "seat", "seat", "seat", "meeting_point"),
            municipality=indices([0, 1, 2, 3, 1]),
            latitude=np.array([67.0, 67.0, 67.0, 67.0, 67.1]),
            longitude=np.array([14.0, 14.5, 15.0, 15.5, 14.5]),
        ),
        ages=Ages(
            groups=("0-17", "18-66", "67+"),
            years=(2025, 2026),
            residents=np.stack(
                [
                    integers([[1, 1, 1]] * 4),
                    integers([[240, 720, 240], [100, 300, 100], [35, 245, 70], [0, 21, 21]]),
                ],
                axis=2,
            ),
        ),
        staff=Staff(
            functions=("leader", "follow_up"),
            fte=np.array(
                [
                    [[1.0, 6.0], [0.0, 5.0]],
                    [[0.5, 2.0], [0.0, 2.5]],
                    [[0.5, 1.0], [0.0, 1.5]],
                    [[0.0, 0.5], [0.0, 0.5]],
                ]
            ),
            fields=("debt_advice", "youth"),
            people=integers([[2, 3], [1, 1], [0, 1], [0, 1]]),
        ),
        commuting=integers([[500, 60, 0, 0], [90, 160, 30, 0], [2, 40, 100, 0], [0, 2, 3, 15]]),
        obligations=(Obligation(1, "sami_language", "smj", "sameloven § 3-1"),),
        outlines={
            number: [
                [[14 + i / 2, 67], [14.5 + i / 2, 67], [14.5 + i / 2, 67.2], [14 + i / 2, 67.2]]
            ]
            for i, number in enumerate(NUMBERS)
        },
        sources=(
            Source("places", "Rutenett", "SSB", "2026", "CC BY 4.0", "exact"),
            Source("staff", "Årsverk", "Eksempel", "2026", "CC0", "illustrative"),
            Source("residents", "Alder", "SSB", "2026", "CC BY 4.0", "exact"),
            Source("commuting", "Pendling", "SSB", "2017", "CC BY 4.0", "exact"),
        ),
    )
    return replace(made, **changes)


def travel(**changes):
    """Minutes: 40 between neighbouring seats, 15 to the far place; Sund's is at its own point."""
    at, arm = [0, 0, 40, 40, 80, 80, 120, 120], [0, 15] * 4
    to, leg = [0, 40, 80, 120, 40], [0, 0, 0, 0, 15]
    minutes = [
        [
            0 if (place, site) == (3, 4) else abs(at[place] - to[site]) + arm[place] + leg[site]
            for site in range(5)
        ]
        for place in range(8)
    ]
    seconds = indices(minutes) * 60
    over_water = np.array(
        [[(place > 5) != (site == 3) for site in range(5)] for place in range(8)]
    )
    made = Travel(
        seconds=seconds.astype(np.int32),
        between_seats=indices([[abs(a - b) * 2400 for b in range(4)] for a in range(4)]),
        same_day=~np.array(over_water),
        waiting=True,
        source=Source("travel", "Reisetid", "Regnet", "2026", "CC0", "approximate"),
    )
    return replace(made, **changes)


def cut_off(place, made=None):
    """The travel with one place that no road or boat leads to."""
    made = made or travel()
    seconds = made.seconds.copy()
    seconds[place] = NO_ROUTE
    return replace(made, seconds=seconds)


def alone():
    """Every municipality has its own office."""
    return Structure("alone", "Hver for seg", indices([0, 1, 2, 3]), indices([0, 1, 2, 3]),
                     ("own",) * 4, np.array([5.0, 5.0, 5.0, 5.0, 0.0]))  # fmt: skip


def together():
    """Vest hosts Sund, which keeps two days and its meeting point; Ås hosts Øya."""
    return Structure("together", "To kontorer", indices([0, 0, 1, 1]), indices([0, 2]),
                     ("host", "joint_board"), np.array([5.0, 2.0, 5.0, 0.0, 2.0]))  # fmt: skip
