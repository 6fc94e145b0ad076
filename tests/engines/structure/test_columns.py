"""Every area there could be, once, with what it costs."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engines.structure import brute, maps
from tospann.engines.structure import rules
from tospann.engines.structure.assumptions import ILLUSTRATIVE
from tospann.engines.structure.columns import (
    TooMany,
    between,
    enumerate_areas,
    options,
    score,
)
from tospann.engines.structure.errors import NoAnswer
from tospann.engines.structure.rules import checked

CASES = [
    (),
    (rules.AtMostMembers(3),),
    (rules.WithinMinutes(30), rules.AtMostMembers(4)),
    (rules.Apart("1001", "1002"), rules.Together(("1004", "1005"))),
    (rules.StandsAlone("1005"), rules.NeverHosts("1001")),
    (rules.RefusesHost("1002", "1001"), rules.Hosts("1006")),
    (rules.FixedArea(("1001", "1002"), "1002"),),
    (rules.AtLeastFte(15), rules.AtLeastResidents(9000)),
    (rules.AtLeastFte(15, ("1001", "1002")), rules.AtLeastResidents(9000, ("1001",))),
    (rules.FieldsInTwos(1), rules.InsideGroups()),
    (rules.Models(("joint_board", "own"), ("1003",)),),
    (rules.RefusesWith("1001", "1004"), rules.Models(("host",))),
]


def listed(rules, seed=3):
    territory, travel = maps.grid(2, 3, seed, fields=2)
    kept = checked(rules, territory, ILLUSTRATIVE)
    found = enumerate_areas(territory.municipalities, travel.between_seats, kept)
    return territory, travel, kept, found


@pytest.mark.parametrize("rules", CASES)
def test_the_columns_are_exactly_the_areas_the_rules_allow(rules):
    territory, travel, kept, found = listed(rules)
    columns = score(territory, between(territory, travel), ILLUSTRATIVE, found, kept)
    mine = {tuple(columns.area(c).tolist()): c for c in range(len(columns))}
    assert len(mine) == len(columns)

    for size in range(1, 7):
        for members in combinations(range(6), size):
            choices = list(brute.choices(territory, travel, ILLUSTRATIVE, kept, members))
            assert (members in mine) == bool(choices)
            if choices:
                c = mine[members]
                assert columns.weighted[c] == min(choices)[0]
                assert (
                    columns.weighted[c],
                    columns.host[c],
                    columns.access[c],
                    columns.cost[c],
                    columns.exposed[c],
                ) in choices
                assert columns.host[c] == min(w[1] for w in choices if w[0] == min(choices)[0])


@pytest.mark.parametrize("rules", CASES)
def test_the_options_are_exactly_the_undominated_choices_of_each_area(rules):
    territory, travel, kept, found = listed(rules)
    every = options(territory, between(territory, travel), ILLUSTRATIVE, found, kept)
    for subset in range(len(every.offsets) - 1):
        members = every.members[every.offsets[subset] : every.offsets[subset + 1]]
        mine = np.flatnonzero(every.subset == subset)
        pairs = list(zip(every.access[mine].tolist(), every.cost[mine].tolist(), strict=True))
        choices = {
            choice[2:4]
            for choice in brute.choices(
                territory, travel, ILLUSTRATIVE, kept, tuple(members.tolist())
            )
        }
        expected = [
            pair
            for pair in choices
            if not any(o != pair and o[0] <= pair[0] and o[1] <= pair[1] for o in choices)
        ]
        assert sorted(pairs) == sorted(expected)


def test_the_levels_of_an_option_give_its_access_and_cost():
    territory, travel, kept, found = listed((rules.AtMostMembers(3),))
    seconds = between(territory, travel)
    every = options(territory, seconds, ILLUSTRATIVE, found, kept)
    levels = ILLUSTRATIVE.presences
    for k in range(len(every)):
        subset, host = every.subset[k], every.host[k]
        members = every.members[every.offsets[subset] : every.offsets[subset + 1]]
        access, code = 0, int(every.levels[k])
        for i in members:
            level = levels[code % len(levels)]
            code //= len(levels)
            if i == host:
                access += seconds[i, i]
            else:
                access += round(level.met * seconds[i, i] + (1 - level.met) * seconds[i, host])
        assert access == every.access[k]


@settings(max_examples=30)
@given(
    m=st.integers(1, 7),
    pairs=st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=14),
    most=st.integers(1, 7),
)
def test_every_connected_set_is_listed_once_on_any_graph(m, pairs, most):
    touching = [(a, b) for a, b in pairs if a < b < m]
    territory = maps.territory([1000] * m, touching)
    found = enumerate_areas(
        territory.municipalities,
        np.zeros((m, m), np.int32),
        (rules.AtMostMembers(most), rules.Connected()),
    )
    mine = [
        tuple(found.members[a:b].tolist())
        for a, b in zip(found.offsets[:-1], found.offsets[1:], strict=True)
    ]
    expected = {
        members
        for size in range(1, most + 1)
        for members in combinations(range(m), size)
        if brute.connected(territory, members)
    }
    assert len(mine) == len(set(mine))
    assert set(mine) == expected


@pytest.mark.parametrize("holding", range(6))
def test_areas_holding_one_municipality_are_those_of_all_that_have_it(holding):
    territory, travel, kept, found = listed((rules.AtMostMembers(4), rules.WithinMinutes(60)))
    some = enumerate_areas(territory.municipalities, travel.between_seats, kept, holding=holding)

    def sets(areas):
        return {
            frozenset(areas.members[a:b].tolist())
            for a, b in zip(areas.offsets[:-1], areas.offsets[1:], strict=True)
        }

    assert sets(some) == {members for members in sets(found) if holding in members}
    assert len(sets(some)) == len(some)


def test_a_host_outside_the_first_municipalities_is_found():
    # 0 and 2 are far from each other, both near 1, which joins last
    territory = maps.territory([100, 100, 100], [(0, 1), (1, 2)])
    far = np.array([[0, 600, 1200], [600, 0, 600], [1200, 600, 0]], np.int32)
    kept = (rules.WithinMinutes(10), rules.Connected())
    found = enumerate_areas(territory.municipalities, far, kept)
    assert [0, 1, 2] in [
        found.members[a:b].tolist()
        for a, b in zip(found.offsets[:-1], found.offsets[1:], strict=True)
    ]


def test_too_many_areas_is_a_stated_refusal():
    territory, travel = maps.grid(4, 5, 1)
    with pytest.raises(TooMany, match="Tillat færre kommuner"):
        enumerate_areas(
            territory.municipalities, travel.between_seats, (rules.Connected(),), most_areas=500
        )


def test_no_bound_on_members_is_refused_in_a_large_territory():
    territory = maps.territory([1] * 63, [(i, i + 1) for i in range(62)])
    with pytest.raises(NoAnswer, match="høyst 62"):
        enumerate_areas(
            territory.municipalities, np.zeros((63, 63), np.int32), (rules.Connected(),)
        )


def test_a_future_with_other_people_uses_the_same_list():
    territory, travel, kept, found = listed((rules.AtMostMembers(4),))
    fewer = replace(
        territory, places=replace(territory.places, residents=territory.places.residents // 2)
    )
    columns = score(fewer, between(fewer, travel), ILLUSTRATIVE, found, kept)
    again = enumerate_areas(fewer.municipalities, travel.between_seats, kept)
    fresh = score(fewer, between(fewer, travel), ILLUSTRATIVE, again, kept)
    assert columns.weighted.tolist() == fresh.weighted.tolist()


def test_a_municipality_that_cannot_reach_a_seat_is_not_hosted_there():
    seconds = np.array([[100, 2**30], [300, 100]])
    territory = maps.territory([10, 10], [(0, 1)])
    travel = maps.travel(seconds)
    kept = checked((), territory, ILLUSTRATIVE)
    found = enumerate_areas(territory.municipalities, np.zeros((2, 2), np.int32), kept)
    columns = score(territory, between(territory, travel), ILLUSTRATIVE, found, kept)
    assert {tuple(columns.area(c).tolist()): int(columns.host[c]) for c in range(3)} == {
        (0,): 0,
        (0, 1): 0,
        (1,): 1,
    }
