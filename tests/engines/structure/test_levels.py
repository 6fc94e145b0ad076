"""Main offices, branches and meeting points chosen together."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engines.structure.sitings import country, questions
from tospann.engines.structure.levels import place_levels
from tospann.engines.structure.siting import Unreached, place
from tospann.engines.structure.territory import NO_ROUTE

# Five villages on a road, ten minutes apart, with an office possible in each.
ROAD = np.abs(np.subtract.outer(np.arange(5), np.arange(5))).astype(np.int32) * 600


def least(seconds, residents, counts, shares):
    """The least value of all nested choices; None when none reaches everybody."""

    def travel(sites):
        reach = seconds[residents > 0][:, sites].min(axis=1).astype(np.int64)
        return None if (reach >= NO_ROUTE).any() else int((residents[residents > 0] * reach).sum())

    def values(level, inside):
        if level == len(counts):
            yield 0
            return
        for more in combinations(set(range(seconds.shape[1])) - set(inside), counts[level]):
            sites = [*inside, *more]
            if (here := travel(sites)) is not None:
                yield from (shares[level] * here + rest for rest in values(level + 1, sites))

    return min(values(0, ()), default=None)


def test_a_main_office_in_the_middle_and_a_branch_at_each_end_by_hand():
    found = place_levels(ROAD, np.array([10, 10, 90, 10, 10]), counts=[1, 2], shares=[1, 3])

    # All to the middle: 10·20 + 10·10 + 10·10 + 10·20 minutes, once. With branches in two of the
    # other villages two villages of 10 go ten minutes, three times.
    assert found.level[2] == 1
    assert sorted(found.level.tolist()) == [0, 0, 1, 2, 2]
    assert found.value == found.bound == (600 + 3 * 200) * 60


@settings(max_examples=60)
@given(questions(places=6, sites=5), st.data())
def test_the_levels_are_those_of_trying_everything(question, data):
    seconds, residents, _, _ = question
    sites = seconds.shape[1]
    first = data.draw(st.integers(1, sites))
    second = data.draw(st.integers(0, sites - first))
    counts = [first, second, data.draw(st.integers(0, sites - first - second))]
    shares = data.draw(st.lists(st.integers(1, 9), min_size=3, max_size=3))
    best = least(seconds, residents, counts, shares)

    if best is None:
        with pytest.raises(Unreached):
            place_levels(seconds, residents, counts=counts, shares=shares)
        return
    found = place_levels(seconds, residents, counts=counts, shares=shares)

    assert found.value == found.bound == best
    assert [int((found.level == one).sum()) for one in (1, 2, 3)] == counts


def test_a_main_office_outside_the_best_meeting_points_is_found_when_only_it_reaches_everybody():
    none = NO_ROUTE
    # the first two sites are the best two, and neither of them reaches everybody alone
    seconds = np.array([[none, 1, 9], [1, none, 9], [1, none, 9], [none, 1, 9]], np.int32)
    residents = np.array([4, 3, 2, 2])

    found = place_levels(seconds, residents, counts=[1, 0, 1], shares=[1, 1, 1])

    assert found.value == found.bound == least(seconds, residents, [1, 0, 1], [1, 1, 1])
    assert found.level[2] == 1


def test_a_level_nobody_needs_changes_nothing():
    seconds, residents = country(60, 9, 1)

    alone = place(seconds, residents, count=4)
    found = place_levels(seconds, residents, counts=[2, 2], shares=[0, 1])

    assert found.value == alone.value


@pytest.mark.parametrize("seed", range(3))
def test_a_county_is_closed_and_more_sites_are_never_worse(seed):
    seconds, residents = country(300, 20, seed)

    values = []
    for branches in (2, 4, 6):
        found = place_levels(seconds, residents, counts=[3, branches, 4], shares=[2, 3, 5])
        assert found.gap < 2e-9  # as near as floating point lets HiGHS claim
        values.append(found.value)

    assert values == sorted(values, reverse=True)


def test_stopped_early_the_bound_holds():
    seconds, residents = country(300, 20, 4)
    ask = {"counts": [3, 4, 5], "shares": [5, 3, 2]}

    stopped = place_levels(seconds, residents, seconds_limit=0.0, **ask)
    whole = place_levels(seconds, residents, **ask)

    assert stopped.bound <= whole.value <= stopped.value


@pytest.mark.parametrize(
    ("counts", "shares", "said"),
    [
        ([0, 1], [1, 1], "counts is"),
        ([3, 3], [1, 1], "at most 5 in all"),
        ([1, 1], [1], "shares is"),
        ([1, 1], [0, 0], "shares is"),
    ],
)
def test_a_wrong_argument_is_named(counts, shares, said):
    with pytest.raises(ValueError, match=said):
        place_levels(ROAD, np.ones(5, int), counts=counts, shares=shares)
