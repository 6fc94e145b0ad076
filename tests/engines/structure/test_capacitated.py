"""Siting when an office can only serve so many."""

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engines.structure.sitings import country, questions
from tospann.engines.structure.capacitated import place_within
from tospann.engines.structure.errors import Infeasible, Stopped
from tospann.engines.structure.siting import Unreached, place
from tospann.engines.structure.territory import NO_ROUTE

ROAD = np.abs(np.subtract.outer(np.arange(3), np.arange(3))).astype(np.int32) * 600


def least(question, capacity, load, fixed):
    """What the best division costs, found by trying every one; None when there is none."""
    seconds, residents, weights, count = question
    needs = [i for i in range(residents.size) if residents[i] or load[i]]
    best = None
    for sites in combinations(range(capacity.size), count):
        if not fixed <= set(sites):
            continue
        for serves in product(sites, repeat=len(needs)):
            carried = np.bincount(serves, load[needs], capacity.size)
            reach = seconds[needs, list(serves)].astype(np.int64)
            if (carried <= capacity).all() and (reach < NO_ROUTE).all():
                value = int((residents[needs] * reach).sum() + weights[list(sites)].sum())
                best = value if best is None else min(best, value)
    return best


def test_a_full_office_sends_the_smallest_place_on():
    # All would use the middle; it has room for 8, so the place of 3 goes ten minutes farther.
    seconds = np.array([[0, 600], [0, 600], [0, 600]], np.int32)

    found = place_within(seconds, np.array([4, 4, 3]), count=2, capacity=np.array([8, 8]))

    assert found.serves.tolist() == [0, 0, 1]
    assert found.value == found.bound == 3 * 600


@settings(max_examples=60)
@given(questions(places=5, sites=4), st.data())
def test_the_division_is_that_of_trying_everything(question, data):
    seconds, residents, weights, count = question
    random = np.random.default_rng(data.draw(st.integers(0, 2**32 - 1)))
    load = random.integers(0, 6, residents.size)
    capacity = random.integers(0, 14, weights.size)
    fixed = data.draw(st.sets(st.integers(0, weights.size - 1), max_size=min(1, count)))
    best = least(question, capacity, load, fixed)

    def ask():
        return place_within(
            seconds, residents, count=count, capacity=capacity, load=load, fixed=fixed,
            weights=weights,
        )  # fmt: skip

    if best is None:
        with pytest.raises(Infeasible):
            ask()
        return
    found = ask()

    assert found.value == found.bound == best
    for site in found.sites:
        assert load[found.serves == site].sum() <= capacity[site]


def test_with_room_enough_it_is_plain_siting():
    seconds, residents = country(40, 12, 3)

    within = place_within(seconds, residents, count=4, capacity=np.full(12, residents.sum()))

    assert within.value == place(seconds, residents, count=4).value


def test_more_room_is_never_worse():
    seconds, residents = country(30, 8, 4)
    total = int(residents.sum())

    values = [
        place_within(seconds, residents, count=4, capacity=np.full(8, total * tenths // 10)).value
        for tenths in (3, 4, 6, 10)
    ]

    assert values == sorted(values, reverse=True)


def test_stopped_early_the_bound_holds():
    seconds, residents = country(60, 20, 5)
    capacity = np.full(20, int(residents.sum() * 0.3))
    ask = {"count": 5, "capacity": capacity}

    stopped = place_within(seconds, residents, seconds_limit=0.0, **ask)
    whole = place_within(seconds, residents, **ask)

    assert stopped.bound <= whole.bound <= whole.value <= stopped.value


def test_nothing_found_in_time_is_said():
    load = np.array([4, 4, 3, 3, 3, 3])  # fills both offices to the last: greed does not
    seconds = np.zeros((6, 2), np.int32)

    with pytest.raises(Stopped):
        place_within(seconds, load, count=2, capacity=np.array([10, 10]), seconds_limit=0.0)
    assert place_within(seconds, load, count=2, capacity=np.array([10, 10])).proven


@pytest.mark.parametrize(
    ("capacity", "count", "said"),
    [
        ([9, 9, 9], 3, "Sted 1 er for stort"),
        ([12, 5, 5], 1, "de kan til sammen betjene høyst 12, men 20"),
        ([9, 10, 4], 3, "hvert sted skal høre til ett kontor"),
    ],
)
def test_what_clashes_is_named(capacity, count, said):
    with pytest.raises(Infeasible, match=said) as refusal:
        place_within(ROAD, np.array([5, 10, 5]), count=count, capacity=np.array(capacity))

    assert refusal.value.help


def test_too_few_offices_for_the_capacity_are_named_as_the_conflict():
    # Two offices hold 14 in all and three places of 4 are to be served, but each holds only one.
    with pytest.raises(Infeasible, match="det skal være 2 kontorsteder") as refusal:
        place_within(ROAD, np.array([4, 4, 4]), count=2, capacity=np.array([7, 7, 7]))

    assert "Tillat flere kontorsteder" in refusal.value.help[0]


def test_a_place_without_a_road_is_named():
    with pytest.raises(Unreached, match="Sted 0"):
        place_within(
            np.array([[NO_ROUTE]], np.int32), np.array([1]), count=1, capacity=np.array([9])
        )


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ({"capacity": np.array([1, 2])}, "capacity is"),
        ({"capacity": np.array([1, 2, -3])}, "capacity has to be"),
        ({"load": np.array([0.5, 1, 1])}, "load has to be"),
        ({"count": 4}, "count is 4"),
    ],
)
def test_a_wrong_argument_is_named(fault, said):
    arguments = {"count": 2, "capacity": np.array([9, 9, 9])} | fault
    with pytest.raises(ValueError, match=said):
        place_within(ROAD, np.array([1, 1, 1]), **arguments)
