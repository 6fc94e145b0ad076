"""Fronts against every plan there is, on maps small enough to try them all."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engines.structure import covers, maps
from tospann.engines.structure import columns as area_columns
from tospann.engines.structure import rules, states
from tospann.engines.structure.assumptions import ILLUSTRATIVE
from tospann.engines.structure.errors import NoAnswer, Stopped
from tospann.engines.structure.front import OBJECTIVES, front

ALL = ("access", "cost", "exposed")
MADE = settings(max_examples=25)


@st.composite
def small_maps(draw, most=6):
    """A number of municipalities, and the options of every connected area."""
    m = draw(st.integers(1, most))
    pairs = [(a, b) for a in range(m) for b in range(a + 1, m)]
    touching = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    seed = draw(st.integers(0, 2**16))
    rng = np.random.default_rng(seed)
    few = draw(st.integers(2, 12))  # few different values make ties

    def gives(area):
        return rng.integers(0, few * len(area), (rng.integers(1, 4), 3)).tolist()

    return m, covers.options(m, touching, gives)


def brute(m, options, objectives, keep=lambda plan: True):
    return covers.undominated(
        covers.total(options, plan, objectives) for plan in covers.plans(m, options) if keep(plan)
    )


def as_tuples(found):
    return [tuple(point) for point in found.points.tolist()]


def assert_attained(found, m, options):
    """Each point is what its plan sums to, and the plan covers each municipality once."""
    for p, point in enumerate(as_tuples(found)):
        plan = found.plan(p).tolist()
        covered = [i for o in plan for i in covers.area_of(options, options.subset[o])]
        assert sorted(covered) == list(range(m))
        assert covers.total(options, plan, found.objectives) == point


@MADE
@given(small_maps(), st.sampled_from([("access", "cost"), ALL, ("exposed", "access"), ("cost",)]))
def test_the_front_is_what_trying_every_plan_finds(made, objectives):
    m, options = made

    found = front(options, m, objectives)

    assert as_tuples(found) == brute(m, options, objectives)
    assert found.complete
    assert found.missing == ()
    assert_attained(found, m, options)


@MADE
@given(small_maps(), st.integers(1, 4), st.integers(0, 3), st.integers(0, 40))
def test_rules_about_all_areas_together_are_kept(made, most, least, kroner):
    m, options = made
    asked = [rules.AtMostAreas(most), rules.AtLeastAreas(least), rules.AtMostKroner(kroner)]

    def keep(plan):
        return least <= len(plan) <= most and sum(int(options.cost[o]) for o in plan) <= kroner

    expected = brute(m, options, ("access", "exposed"), keep)
    if not expected:
        with pytest.raises(NoAnswer, match="Ingen inndeling holder alle kravene"):
            front(options, m, ("access", "exposed"), rules=asked)
        return
    found = front(options, m, ("access", "exposed"), rules=asked)
    assert as_tuples(found) == expected
    assert_attained(found, m, options)


@MADE
@given(small_maps(), st.randoms(use_true_random=False))
def test_numbering_the_municipalities_otherwise_changes_no_point(made, random):
    m, options = made
    names = list(range(m))
    random.shuffle(names)
    members = [
        sorted(names[i] for i in covers.area_of(options, c))
        for c in range(len(options.offsets) - 1)
    ]
    renamed = dataclasses.replace(
        options, members=np.array([i for area in members for i in area], np.int32)
    )

    assert as_tuples(front(renamed, m, ALL)) == as_tuples(front(options, m, ALL))


@settings(max_examples=15)
@given(small_maps(5), st.sampled_from([("access", "cost"), ("cost",), ALL]))
def test_without_room_for_the_states_set_partitioning_finds_points(made, objectives):
    m, options = made
    whole = as_tuples(front(options, m, objectives))

    found = front(options, m, objectives, most_states=0)

    assert set(as_tuples(found)) <= set(whole)
    assert_attained(found, m, options)
    if found.complete:
        assert as_tuples(found) == whole
    else:
        assert len(objectives) == 3
        assert "bare" in found.missing[0] or "kan finnes flere" in found.missing[0]


@settings(max_examples=10)
@given(small_maps(5), st.integers(1, 40))
def test_set_partitioning_keeps_the_rules_too(made, kroner):
    m, options = made
    asked = [rules.AtMostKroner(kroner), rules.AtMostAreas(3)]
    try:
        whole = as_tuples(front(options, m, rules=asked))
    except NoAnswer:
        with pytest.raises(NoAnswer):
            front(options, m, rules=asked, most_states=0)
        return

    found = front(options, m, rules=asked, most_states=0)

    assert as_tuples(found) == whole
    assert found.complete


@MADE
@given(small_maps())
def test_the_ends_of_the_front_are_the_least_of_each_objective(made):
    m, options = made
    found = front(options, m, ALL)

    for row, name in enumerate(ALL):
        assert found.points[:, row].min() == front(options, m, (name,)).points[0, 0]


@pytest.fixture(scope="module")
def grid():
    """A made-up county of 16, its travel and its options."""
    territory, travel = maps.grid(4, 4, 3, fields=3)
    asked = rules.checked((rules.AtMostMembers(4),), territory, ILLUSTRATIVE)
    enumerated = area_columns.enumerate_areas(
        territory.municipalities, travel.between_seats, asked
    )
    seconds = area_columns.between(territory, travel)
    options = area_columns.options(territory, seconds, ILLUSTRATIVE, enumerated, asked)
    return territory, seconds, options


def test_every_plan_gives_what_its_point_says_counted_from_the_map(grid):
    territory, seconds, options = grid
    found = front(options, 16, ALL)

    assert len(found) > 50
    for p in range(0, len(found), 7):
        access = cost = 0
        at_risk = 0.0
        for o in found.plan(p):
            area = covers.area_of(options, options.subset[o])
            host, model = int(options.host[o]), ILLUSTRATIVE.models[options.model[o]]
            cost += ILLUSTRATIVE.main_office_kroner + model.kroner
            cost += model.kroner_per_partner * (len(area) - 1)
            for place, i in enumerate(area):
                level = int(options.levels[o]) // 3**place % 3
                presence = ILLUSTRATIVE.presences[level]
                if i == host:
                    access += seconds[i, i]
                    continue
                access += round(
                    presence.met * seconds[i, i] + (1 - presence.met) * seconds[i, host]
                )
                cost += presence.kroner
            holders = territory.staff.people[area].sum(axis=0)
            share = np.mean([0.1 ** int(n) for n in holders])
            at_risk += round(territory.residents[area].sum() * share * 1000)
        assert found.points[p].tolist() == [access, cost, at_risk]


def test_a_case_small_enough_to_check_by_hand():
    # 0 - 1 - 2; alone: access 1, cost 10 each; two together: access 5, cost 12; three: 20, 15
    gives = {1: [(1, 10, 0)], 2: [(5, 12, 0)], 3: [(20, 15, 0)]}
    options = covers.options(3, [(0, 1), (1, 2)], lambda area: gives[len(area)])

    found = front(options, 3)

    # three alone (3, 30); a pair and one (6, 22); all together (20, 15)
    assert as_tuples(found) == [(3, 30), (6, 22), (20, 15)]
    assert [len(found.plan(p)) for p in range(3)] == [3, 2, 1]


def test_points_that_no_weighting_finds_are_there():
    gives = {1: [(0, 10, 0), (6, 6, 0), (10, 0, 0)]}
    options = covers.options(1, [], lambda area: gives[len(area)])

    # (6, 6) lies over the line from (0, 10) to (10, 0)
    assert as_tuples(front(options, 1)) == [(0, 10), (6, 6), (10, 0)]


@pytest.mark.parametrize("most", [0, 1, 400])
def test_stopped_for_memory_the_front_says_what_it_lacks(grid, most):
    _territory, _seconds, options = grid
    whole = set(as_tuples(front(options, 16, ALL)))

    found = front(options, 16, ALL, most_labels=most)

    assert not found.complete
    assert "det kan finnes flere mellom dem" in found.missing[0]
    assert 10 < len(found) < len(whole)
    assert set(as_tuples(found)) <= whole
    assert_attained(found, 16, options)


def test_out_of_time_the_front_says_so(grid):
    _territory, _seconds, options = grid

    found = front(options, 16, ALL, seconds=0)

    assert not found.complete
    assert_attained(found, 16, options)


def test_cancelled_at_once_there_is_no_answer(grid):
    _territory, _seconds, options = grid

    with pytest.raises(Stopped):
        front(options, 16, cancelled=lambda: True)


def test_parts_of_the_map_are_added_up():
    rng = np.random.default_rng(5)

    def gives(area):
        return rng.integers(0, 30, (3, 3)).tolist()

    apart = [(0, 1), (1, 2), (3, 4), (5, 6)]
    options = covers.options(8, apart, gives)

    assert len(states.pieces(8, options.offsets, options.members)) == 4
    found = front(options, 8, ALL)
    assert as_tuples(found) == brute(8, options, ALL)
    assert_attained(found, 8, options)
    # the same as one piece: counting areas keeps the map together
    assert as_tuples(front(options, 8, ALL, rules=[rules.AtMostAreas(8)])) == as_tuples(found)


def test_more_municipalities_than_bits_in_a_word():
    rng = np.random.default_rng(6)
    road = [(i, i + 1) for i in range(69)]
    options = covers.options(70, road, lambda area: rng.integers(1, 9, (2, 3)).tolist(), 2)

    found = front(options, 70, ("cost",))

    assert found.complete
    # along a road the cheapest way to i is the cheapest to i - 1 or i - 2 and one area more
    price = {
        tuple(covers.area_of(options, c)): int(options.cost[options.subset == c].min())
        for c in range(len(options.offsets) - 1)
    }
    best = [0]
    for i in range(70):
        one = best[i] + price[(i,)]
        two = best[i - 1] + price[(i - 1, i)] if i else one
        best.append(min(one, two))
    assert found.points.tolist() == [[best[70]]]


def test_an_unknown_objective_is_a_fault():
    options = covers.options(1, [], lambda area: [(1, 1, 1)])

    with pytest.raises(ValueError, match="objectives are"):
        front(options, 1, ("beauty",))
    assert OBJECTIVES == ("cost", "access", "exposed")
