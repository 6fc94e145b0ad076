"""Where to keep offices: the least travel, its proof, and what is said when there is none."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engines.structure.sitings import costs, country, questions, uniform
from tospann.engines.structure import siting_kernels, siting_proof
from tospann.engines.structure.errors import Infeasible
from tospann.engines.structure.siting import Unreached, curve, place
from tospann.engines.structure.siting_lists import nearest_first
from tospann.engines.structure.siting_proof import offer
from tospann.engines.structure.territory import NO_ROUTE

# Four villages on a road, ten minutes apart, with an office possible in each.
ROAD = np.abs(np.subtract.outer(np.arange(4), np.arange(4))).astype(np.int32) * 600
PEOPLE = np.array([100, 300, 50, 80])


def test_a_case_small_enough_to_check_by_hand():
    found = place(ROAD, PEOPLE, count=2)

    # 100·10 + 50·10 minutes with offices in the second and the fourth village; any other pair
    # is farther: {0, 2} 3 000 + 800, {1, 2} 1 000 + 800, …
    assert found.sites.tolist() == [1, 3]
    assert found.serves.tolist() == [1, 1, 1, 3]  # the third could go either way: the first
    assert found.value == (100 * 10 + 50 * 10) * 60
    assert found.mean_minutes == pytest.approx(1500 / 530)
    assert found.proven
    assert found.gap == 0


@settings(max_examples=150)
@given(questions(), st.data())
def test_the_value_is_that_of_trying_everything(question, data):
    seconds, residents, weights, count = question
    sites = range(seconds.shape[1])
    fixed = data.draw(st.sets(st.sampled_from(sites), max_size=count))
    every = costs(question, fixed)

    if not every:
        with pytest.raises(Unreached):
            place(seconds, residents, count=count, fixed=fixed, weights=weights)
        return
    found = place(seconds, residents, count=count, fixed=fixed, weights=weights)

    assert found.value == min(every.values()) == every[tuple(found.sites.tolist())]
    assert found.bound == found.value


@settings(max_examples=40)
@given(questions(), st.data())
def test_forbidding_a_site_is_the_same_as_not_having_it(question, data):
    seconds, residents, weights, count = question
    count = max(1, count - 1)
    barred = data.draw(st.integers(0, seconds.shape[1] - 1))
    if seconds.shape[1] == 1:
        return
    kept = np.delete(np.arange(seconds.shape[1]), barred)

    answers = []
    for ask in (
        lambda: place(seconds, residents, count=count, forbidden=[barred], weights=weights),
        lambda: place(seconds[:, kept], residents, count=count, weights=weights[kept]),
    ):
        try:
            answers.append(ask())
        except Unreached:
            answers.append(None)

    with_it, without = answers
    assert (with_it is None) == (without is None)
    if with_it is not None:
        assert with_it.value == without.value
        assert with_it.sites.tolist() == kept[without.sites].tolist()


@settings(max_examples=40)
@given(questions(lost=0), st.integers(0, 2**32 - 1), st.integers(2, 9))
def test_order_scale_and_splitting_places_change_nothing(question, seed, times):
    seconds, residents, weights, count = question
    random = np.random.default_rng(seed)
    order = random.permutation(residents.size)
    moved = random.permutation(weights.size)
    part = random.integers(0, residents + 1)

    value = place(seconds, residents, count=count, weights=weights).value
    shuffled = place(
        seconds[order][:, moved], residents[order], count=count, weights=weights[moved]
    )
    scaled = place(seconds, residents * times, count=count, weights=weights * times)
    split = place(
        np.r_[seconds, seconds], np.r_[part, residents - part], count=count, weights=weights
    )

    assert shuffled.value == split.value == value
    assert scaled.value == value * times
    assert (
        scaled.sites.tolist()
        == place(seconds, residents, count=count, weights=weights).sites.tolist()
    )


@settings(max_examples=30)
@given(questions(lost=0))
def test_one_site_more_is_never_worse_and_the_curve_agrees(question):
    seconds, residents, _, _ = question

    along = list(curve(seconds, residents))

    assert [one.sites.size for one in along] == list(range(1, seconds.shape[1] + 1))
    values = [one.value for one in along]
    assert values == sorted(values, reverse=True)
    assert values == [place(seconds, residents, count=n + 1).value for n in range(len(values))]


@settings(max_examples=60)
@given(st.integers(0, 2**32 - 1), st.integers(1, 6))
def test_any_prices_give_a_bound_below_every_answer(seed, count):
    random = np.random.default_rng(seed)
    seconds, residents = random.integers(0, 90, (8, 6)).astype(np.int32), random.integers(1, 70, 8)
    nothing = np.zeros(6, np.int64)
    lists = nearest_first(seconds, residents, nothing, np.arange(8), np.arange(6))
    price = random.random(8) * random.choice([1, 100, 10_000])

    bid = offer(lists, nothing, count, price)

    assert bid.bound <= min(costs((seconds, residents, nothing, count)).values())


@pytest.mark.parametrize("seconds_limit", [0.0, 0.05])
@pytest.mark.parametrize("seed", range(4))
def test_a_stopped_search_tells_its_true_gap(seed, seconds_limit):
    seconds, residents = uniform(30, 14, seed)
    optimum = place(seconds, residents, count=4).value

    found = place(seconds, residents, count=4, seconds_limit=seconds_limit)

    assert found.bound <= optimum <= found.value
    assert found.proven == (found.bound == found.value)


def test_a_cancelled_search_answers_with_what_it_has():
    seconds, residents = uniform(300, 60, 1)

    found = place(seconds, residents, count=6, cancelled=lambda: True)

    assert found.bound < found.value
    assert not found.proven


def test_a_search_may_stop_at_a_stated_gap():
    seconds, residents = uniform(60, 20, 2)

    found = place(seconds, residents, count=5, enough=0.2)

    assert 0 < found.gap <= 0.2


def test_branching_closes_what_prices_leave_open(monkeypatch):
    seconds, residents = uniform(40, 16, 3)
    by_both = place(seconds, residents, count=5)
    monkeypatch.setattr(siting_proof, "small", lambda node: False)
    by_branching = place(seconds, residents, count=5)
    monkeypatch.setattr(siting_proof, "small", lambda node: True)
    by_highs = place(seconds, residents, count=5)

    assert by_both.proven
    assert by_branching.proven
    assert by_highs.proven
    assert by_both.value == by_branching.value == by_highs.value


def test_the_same_question_gives_the_same_bytes():
    seconds, residents = country(400, 40, 5)

    first, second = (place(seconds, residents, count=7, seed=11) for _ in range(2))

    assert first.sites.tobytes() == second.sites.tobytes()
    assert first.serves.tobytes() == second.serves.tobytes()
    assert (first.value, first.bound) == (second.value, second.bound)


def test_of_equal_sites_the_first_is_kept():
    seconds, residents = country(50, 8, 6)
    twice = np.hstack([seconds, seconds])

    assert place(twice, residents, count=3).sites.max() < 8


def test_progress_rises_to_the_answer():
    seconds, residents = uniform(40, 16, 4)
    heard = []

    found = place(seconds, residents, count=5, progress=heard.append)

    bounds, values = [one.bound for one in heard], [one.value for one in heard]
    assert len(heard) > 1
    assert bounds == sorted(bounds)
    assert values == sorted(values, reverse=True)
    assert bounds[-1] <= found.value <= values[-1]


def test_places_without_residents_decide_nothing():
    seconds = np.array([[0, 900], [0, 900], [NO_ROUTE, NO_ROUTE]], np.int32)

    found = place(seconds, np.array([5, 0, 0]), count=1)

    assert found.sites.tolist() == [0]
    assert found.serves.tolist() == [0, 0, -1]
    nobody = place(seconds, np.zeros(3, np.int64), count=2)
    assert (nobody.value, nobody.bound, nobody.mean_minutes) == (0, 0, 0.0)


def test_a_place_without_a_road_is_named():
    seconds = np.array([[0, 9], [NO_ROUTE, NO_ROUTE], [NO_ROUTE, 3]], np.int32)

    with pytest.raises(Unreached, match="Sted 1 har ingen vei") as refusal:
        place(seconds, np.array([5, 5, 5]), count=2)

    assert refusal.value.places == (1,)
    assert refusal.value.help


def test_islands_that_need_an_office_each_are_named():
    seconds = np.full((6, 6), NO_ROUTE)
    for island in (0, 2, 4):
        seconds[island : island + 2, island : island + 2] = [[0, 60], [60, 0]]

    with pytest.raises(Unreached, match="det skal være 2 kontorsteder") as refusal:
        place(seconds, np.full(6, 10), count=2)

    assert refusal.value.places == (0, 2, 4)
    assert refusal.value.help[0] == "Tillat minst 3 kontorsteder."
    assert place(seconds, np.full(6, 10), count=3).value == 3 * 10 * 60
    assert [one.sites.size for one in curve(seconds, np.full(6, 10))] == [3, 4, 5, 6]


def test_a_cover_that_greed_misses_is_found():
    # Greed takes the first site, which reaches four; only the other two together reach all.
    reach = np.array([[1, 1, 0], [1, 1, 0], [1, 0, 1], [1, 0, 1], [0, 1, 0], [0, 0, 1]], bool)
    seconds = np.where(reach, 60, NO_ROUTE).astype(np.int32)

    assert place(seconds, np.ones(6, np.int64), count=2).sites.tolist() == [1, 2]


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ({"count": 0}, "count is 0"),
        ({"count": 5}, "count is 5, expected 1 to 4"),
        ({"count": 4, "forbidden": [0]}, "count is 4, expected 1 to 3"),
        ({"count": 1, "fixed": [0, 1]}, "2 sites are fixed"),
        ({"count": 2, "fixed": [1], "forbidden": [1]}, r"sites \[1\] are fixed and forbidden"),
        ({"count": 2, "fixed": [4]}, "fixed has site 4"),
        ({"count": 2, "weights": np.array([1, -1, 0, 0])}, "weights has -1"),
        ({"count": 2, "weights": np.zeros(3, int)}, "weights is"),
        ({"count": 2, "residents": PEOPLE[:3]}, "residents is"),
        ({"count": 2, "residents": PEOPLE / 2}, "expected whole numbers"),
        ({"count": 2, "residents": -PEOPLE}, "no negative number"),
        ({"count": 2, "seconds": ROAD - 1}, "seconds has -1"),
        ({"count": 2, "residents": PEOPLE * 10**13 + 1}, "too many to count exactly"),
    ],
)
def test_a_wrong_argument_is_named(fault, said):
    arguments = {"seconds": ROAD, "residents": PEOPLE} | fault
    with pytest.raises(ValueError, match=said):
        place(arguments.pop("seconds"), arguments.pop("residents"), **arguments)


@pytest.mark.parametrize("count", [1, 2, 5, 12, 40])
def test_a_country_is_proved(count):
    seconds, residents = country(2000, 40, 8)

    assert place(seconds, residents, count=count).proven


def test_swaps_end_where_no_swap_helps():
    seconds, residents = uniform(40, 12, 9)
    lists = nearest_first(seconds, residents, np.zeros(12, int), np.arange(40), np.arange(12))
    is_open = np.arange(12) < 4

    value = siting_kernels.interchange(
        *lists.whole, np.ones(12, bool), np.int64(10**6), is_open, False, 1000
    )

    at = set(np.flatnonzero(is_open).tolist())
    neighbours = [
        seconds[:, sorted(at - {out} | {enter})].min(axis=1).sum()
        for out in at
        for enter in set(range(12)) - at
    ]
    assert value == seconds[:, sorted(at)].min(axis=1).sum() <= min(neighbours)


def test_settled_sites_agree_with_trying_everything():
    """What reduced costs settle is true of every answer better than the limit."""
    for seed in range(30):
        seconds, residents = uniform(12, 8, seed)
        nothing = np.zeros(8, np.int64)
        lists = nearest_first(seconds, residents, nothing, np.arange(12), np.arange(8))
        every = {sites: seconds[:, sites].min(axis=1).sum() for sites in combinations(range(8), 3)}
        value = sorted(every.values())[5]
        state = nothing.copy()
        bid = offer(lists, state, 3, seconds.mean(axis=1))
        siting_kernels.fix(bid.rho, bid.chosen, bid.scaled, (int(value) - 1) << bid.shift, state)

        for sites, worth in every.items():
            if worth < value:
                assert all(state[j] != siting_kernels.CLOSED for j in sites)
                assert all(j in sites for j in np.flatnonzero(state == siting_kernels.OPEN))


def test_infeasible_says_itself_in_a_sentence():
    with pytest.raises(Infeasible, match="Disse kravene kan ikke oppfylles samtidig"):
        place(np.array([[NO_ROUTE]], np.int32), np.array([1]), count=1)
