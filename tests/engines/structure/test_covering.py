"""Sites by how far is too far, each compared with trying everything."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engines.structure.sitings import country, questions
from tospann.engines.structure.covering import center, maximal_cover, reduced, set_cover
from tospann.engines.structure.siting import Unreached
from tospann.engines.structure.territory import NO_ROUTE

# Five villages on a road, ten minutes apart, with an office possible in each.
ROAD = np.abs(np.subtract.outer(np.arange(5), np.arange(5))).astype(np.int32) * 600
PEOPLE = np.array([100, 300, 50, 80, 40])


def subsets(sites, least=0):
    """Every set of at least so many sites, as lists."""
    for size in range(least, sites + 1):
        yield from map(list, combinations(range(sites), size))


def test_two_offices_reach_five_villages_within_ten_minutes():
    found = set_cover(ROAD, PEOPLE, within=600)

    assert found.value == found.bound == 2
    assert found.residents == (570,)
    assert ROAD[:, found.sites].min(axis=1).max() <= 600


def test_the_most_residents_within_ten_minutes_by_hand():
    found = maximal_cover(ROAD, PEOPLE, count=1, within=[600])

    assert found.sites.tolist() == [1]  # 100 + 300 + 50, and 120 are left out
    assert (found.value, found.residents) == (120, (450,))


def test_the_longest_journey_by_hand():
    found = center(ROAD, PEOPLE, count=1)

    assert found.sites.tolist() == [2]
    assert found.value == found.bound == 1200


@settings(max_examples=80)
@given(questions(), st.data())
def test_the_cheapest_cover_is_that_of_trying_everything(question, data):
    seconds, residents, weights, _ = question
    fixed = data.draw(st.sets(st.integers(0, weights.size - 1), max_size=2))
    within = data.draw(st.sampled_from([0, 2, 20, 4000]))
    near = seconds[residents > 0] <= within
    prices = [
        int(weights[sites].sum())
        for sites in subsets(weights.size)
        if fixed <= set(sites) and near[:, sites].any(axis=1).all()
    ]

    if not near.any(axis=1).all():
        with pytest.raises(Unreached):
            set_cover(seconds, residents, within=within, fixed=fixed, weights=weights)
        return
    found = set_cover(seconds, residents, within=within, fixed=fixed, weights=weights)

    assert found.value == found.bound == min(prices)
    assert near[:, found.sites].any(axis=1).all()
    assert fixed <= set(found.sites.tolist())


@settings(max_examples=80)
@given(questions(), st.data())
def test_the_fewest_points_lost_are_those_of_trying_everything(question, data):
    seconds, residents, _, count = question
    barred = data.draw(st.sets(st.integers(0, seconds.shape[1] - 1), max_size=1))
    count = min(count, seconds.shape[1] - len(barred))
    if not count:
        return
    lost = 3 * (seconds > 10) + (seconds > 300)
    every = {
        sites: int((residents * lost[:, sites].min(axis=1)).sum())
        for sites in combinations(range(seconds.shape[1]), count)
        if not barred & set(sites)
    }

    found = maximal_cover(
        seconds, residents, count=count, within=[10, 300], points=[3, 1], forbidden=barred
    )

    assert found.value == found.bound == min(every.values()) == every[tuple(found.sites.tolist())]
    inside = seconds[:, found.sites].min(axis=1)
    assert found.residents == tuple(int(residents[inside <= r].sum()) for r in (10, 300))


@settings(max_examples=80)
@given(questions(), st.data())
def test_the_longest_journey_is_that_of_trying_everything(question, data):
    seconds, residents, _, count = question
    fixed = data.draw(st.sets(st.integers(0, seconds.shape[1] - 1), max_size=count))
    lived_in = residents > 0
    longest = [
        int(seconds[lived_in][:, sites].min(axis=1).max(initial=0))
        for sites in combinations(range(seconds.shape[1]), count)
        if fixed <= set(sites)
    ]

    if min(longest) >= NO_ROUTE:
        with pytest.raises(Unreached):
            center(seconds, residents, count=count, fixed=fixed)
        return
    found = center(seconds, residents, count=count, fixed=fixed)

    assert found.value == found.bound == min(longest)
    assert found.sites.size == count
    assert seconds[lived_in][:, found.sites].min(axis=1).max(initial=0) == found.value


def test_residents_do_not_move_the_longest_journey():
    seconds, residents = country(60, 10, 1)

    assert (
        center(seconds, residents, count=3).value
        == center(seconds, residents * 7 + 1, count=3).value
    )


def test_one_site_more_never_makes_anything_longer_or_loses_anybody():
    seconds, residents = country(200, 12, 2)

    longest = [center(seconds, residents, count=n).value for n in range(1, 13)]
    lost = [maximal_cover(seconds, residents, count=n, within=[3000]).value for n in range(1, 13)]
    needed = [set_cover(seconds, residents, within=w).value for w in (10_000, 20_000, 80_000)]

    assert longest == sorted(longest, reverse=True)
    assert lost == sorted(lost, reverse=True)
    assert needed == sorted(needed, reverse=True)


@pytest.mark.parametrize("seed", range(5))
def test_stopped_at_once_the_bounds_still_hold(seed):
    random = np.random.default_rng(seed)
    seconds, residents = random.integers(0, 100, (40, 20)).astype(np.int32), np.ones(40, int)

    for ask in (
        lambda **stop: set_cover(seconds, residents, within=20, **stop),
        lambda **stop: maximal_cover(seconds, residents, count=4, within=[20], **stop),
        lambda **stop: center(seconds, residents, count=4, **stop),
    ):
        stopped, whole = ask(seconds_limit=0.0), ask()
        assert whole.proven
        assert stopped.bound <= whole.value <= stopped.value


def test_who_is_too_far_away_is_named():
    with pytest.raises(Unreached, match="innen 10 minutter") as refusal:
        set_cover(ROAD[:, :1], PEOPLE, within=600)

    assert refusal.value.places == (2, 3, 4)


@settings(max_examples=60)
@given(st.integers(0, 2**32 - 1))
def test_what_is_left_out_of_a_cover_is_not_missed(seed):
    random = np.random.default_rng(seed)
    reach = random.random((9, 6)) < 0.4
    reach[np.arange(9), random.integers(0, 6, 9)] = True
    cost, must = random.integers(1, 4, 6), random.random(6) < 0.2

    def cheapest(rows, columns):
        return min(
            cost[sites].sum()
            for sites in (
                [*np.flatnonzero(must), *columns[some]] for some in subsets(columns.size)
            )
            if reach[np.ix_(rows, sites)].any(axis=1).all()
        )

    rows, columns = reduced(reach, cost, must)

    assert cheapest(rows, columns) == cheapest(np.arange(9), np.flatnonzero(~must))


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda: set_cover(ROAD, PEOPLE, within=-1), "within is -1"),
        (lambda: maximal_cover(ROAD, PEOPLE, count=1, within=[]), "one or more limits"),
        (lambda: maximal_cover(ROAD, PEOPLE, count=1, within=[60, 9]), "ascending"),
        (lambda: maximal_cover(ROAD, PEOPLE, count=1, within=[9], points=[0]), "points is"),
        (lambda: center(ROAD, PEOPLE, count=6), "count is 6"),
    ],
)
def test_a_wrong_argument_is_named(ask, said):
    with pytest.raises(ValueError, match=said):
        ask()
