"""Proposals: the best of all divisions, every rule kept, with a proof that is true."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engines.structure import brute, maps
from tospann.engines.structure import rules
from tospann.engines.structure.areas import HOST, alternatives, prices, propose
from tospann.engines.structure.assumptions import ILLUSTRATIVE
from tospann.engines.structure.compact import assign
from tospann.engines.structure.errors import Infeasible, NoAnswer, Stopped
from tospann.engines.structure.rules import checked

NUMBERS = tuple(f"{1001 + i}" for i in range(6))
number = st.sampled_from(NUMBERS)
two = st.lists(number, min_size=2, max_size=2, unique=True)
one_rule = st.one_of(
    st.integers(1, 5).map(rules.AtMostMembers),
    st.integers(10, 90).map(rules.WithinMinutes),
    st.integers(1, 60).map(rules.AtLeastFte),
    st.integers(1000, 30_000).map(rules.AtLeastResidents),
    two.map(lambda pair: rules.AtLeastFte(30, tuple(pair))),
    number.map(lambda one: rules.AtLeastResidents(12_000, (one,))),
    st.integers(1, 2).map(rules.FieldsInTwos),
    two.map(lambda pair: rules.Together(tuple(pair))),
    two.map(lambda pair: rules.Apart(*pair)),
    number.map(rules.StandsAlone),
    two.map(lambda pair: rules.RefusesHost(*pair)),
    two.map(lambda pair: rules.RefusesWith(*pair)),
    number.map(rules.Hosts),
    number.map(rules.NeverHosts),
    two.map(lambda pair: rules.FixedArea(tuple(pair), pair[0])),
    st.sampled_from([rules.Models(("own", "joint_board")), rules.Models(("host",), ("1002",))]),
    st.just(rules.InsideGroups()),
    st.integers(1, 5).map(rules.AtMostAreas),
    st.integers(2, 6).map(rules.AtLeastAreas),
    st.integers(8_000_000, 26_000_000).map(rules.AtMostKroner),
)
SMALL = maps.grid(2, 3, 11, fields=2)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=st.lists(one_rule, max_size=5, unique=True), seed=st.integers(0, 3))
def test_a_proposal_is_the_best_of_all_divisions_or_a_smallest_conflict(asked, seed):
    territory, travel = maps.grid(2, 3, seed, fields=2)
    kept = checked(asked, territory, ILLUSTRATIVE)
    expected, _winners = brute.best(territory, travel, ILLUSTRATIVE, kept)

    if expected is None:
        with pytest.raises(Infeasible) as refusal:
            propose(territory, travel, rules=asked)
        named = [rule for rule in kept if rule.sentence(territory) in refusal.value.conflict]
        assert len(named) == len(refusal.value.conflict) > 0
        assert brute.best(territory, travel, ILLUSTRATIVE, named)[0] is None
        for rule in named:
            rest = [other for other in named if other != rule]
            assert brute.best(territory, travel, ILLUSTRATIVE, rest)[0] is not None
        return

    found = propose(territory, travel, rules=asked)
    assert (found.value, found.bound, found.proven, found.gap) == (expected, expected, True, 0)
    assert sorted(i for area in found.areas for i in area.members) == list(range(6))
    for area in found.areas:
        assert brute.connected(territory, area.members)
        choices = list(brute.choices(territory, travel, ILLUSTRATIVE, kept, area.members))
        assert (area.weighted, area.host, area.access, area.cost, area.exposed) in choices
        assert area.presences[area.members.index(area.host)] == HOST
    assert sum(area.weighted for area in found.areas) == found.value


@pytest.mark.parametrize("rule", [rules.AtMostMembers(2), rules.WithinMinutes(25)])
def test_relaxing_a_rule_never_makes_the_answer_worse(rule):
    territory, travel = maps.grid(4, 4, 5, fields=2)
    tight = propose(territory, travel, rules=[rules.AtMostMembers(4), rule])
    loose = propose(territory, travel, rules=[rules.AtMostMembers(4)])
    assert loose.value <= tight.value


def renamed(territory, travel, order):
    """The same territory with its municipalities in another order."""
    m = len(order)
    place = np.empty(m, np.int32)
    place[order] = np.arange(m)
    residents = territory.residents[order]
    touching = [(int(place[a]), int(place[b])) for a, b in territory.municipalities.touching]
    staff = territory.staff
    other = maps.territory(
        residents, touching, fte=staff.fte.sum(axis=(1, 2))[order], people=staff.people[order]
    )
    turned = np.ix_(order, order)
    return other, replace(
        travel, seconds=travel.seconds[turned], between_seats=travel.between_seats[turned]
    )


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_municipalities_does_not_matter(seed):
    territory, travel = maps.grid(4, 4, seed, fields=2)
    asked = [rules.AtMostMembers(4), rules.WithinMinutes(60)]
    order = np.random.default_rng(seed).permutation(16)
    there, travelled = renamed(territory, travel, order)
    one, other = propose(territory, travel, rules=asked), propose(there, travelled, rules=asked)
    assert one.value == other.value
    moved = {frozenset(int(order[i]) for i in area.members) for area in other.areas}
    assert moved == {frozenset(area.members) for area in one.areas}


def test_ten_times_all_kroner_is_ten_times_the_value():
    territory, travel = maps.grid(4, 4, 1, fields=2)
    asked = [rules.AtMostMembers(4)]
    dear = replace(
        ILLUSTRATIVE,
        presences=tuple(replace(p, kroner=10 * p.kroner) for p in ILLUSTRATIVE.presences),
        models=tuple(
            replace(m, kroner=10 * m.kroner, kroner_per_partner=10 * m.kroner_per_partner)
            for m in ILLUSTRATIVE.models
        ),
        main_office_kroner=10 * ILLUSTRATIVE.main_office_kroner,
        kroner_per_hour=10 * ILLUSTRATIVE.kroner_per_hour,
        kroner_per_exposed=10 * ILLUSTRATIVE.kroner_per_exposed,
    )
    one = propose(territory, travel, rules=asked)
    ten = propose(territory, travel, dear, asked)
    assert [area.members for area in ten.areas] == [area.members for area in one.areas]
    # each area is rounded to a whole øre
    assert abs(ten.value - 10 * one.value) <= 10 * len(one.areas)


def test_a_linear_cost_gives_the_same_as_assignment_with_flows():
    territory, travel = maps.grid(3, 4, 2)
    plain = replace(
        ILLUSTRATIVE,
        presences=(replace(ILLUSTRATIVE.presences[0]),),
        models=tuple(replace(m, kroner=0, kroner_per_partner=0) for m in ILLUSTRATIVE.models),
        kroner_per_hour=900,
        visits=1.0,
    )
    asked = [rules.AtMostMembers(5), rules.WithinMinutes(60), rules.AtLeastResidents(9000)]
    kept = checked(asked, territory, plain)
    found = propose(territory, travel, plain, asked)
    seconds = travel.person_seconds(territory)
    costs = np.rint(seconds * 50.0).astype(np.int64)  # 2 · 900 kroner / 3600 s, in øre
    np.fill_diagonal(costs, np.diagonal(costs) + 100 * plain.main_office_kroner)
    answer = assign(territory, travel, plain, kept, costs=costs)
    assert answer.feasible
    assert round(answer.value) == found.value
    assert {i for i in range(12) if answer.host[i] == i} == {area.host for area in found.areas}


def test_the_next_best_are_the_next_best_of_all():
    territory, travel = SMALL
    kept = checked([rules.AtMostMembers(4)], territory, ILLUSTRATIVE)
    worth = {}
    for parts in brute.divisions(list(range(6))):
        least = [
            min(
                (c[0] for c in brute.choices(territory, travel, ILLUSTRATIVE, kept, part)),
                default=None,
            )
            for part in parts
        ]
        if None not in least:
            worth[tuple(sorted(parts))] = sum(least)

    found = alternatives(territory, travel, rules=[rules.AtMostMembers(4)], count=6)
    assert [one.value for one in found] == sorted(worth.values())[:6]
    assert all(one.proven for one in found)
    assert len({tuple(area.members for area in one.areas) for one in found}) == 6


def pairs_of(areas):
    return {pair for area in areas for pair in combinations(area, 2)}


def test_proposals_that_must_differ_do_and_are_the_best_that_do():
    territory, travel = SMALL
    asked, apart = [rules.AtMostMembers(4)], 5
    first, second = alternatives(territory, travel, rules=asked, count=2, different=apart)
    taken = pairs_of(area.members for area in first.areas)
    kept = checked(asked, territory, ILLUSTRATIVE)
    values = []
    for parts in brute.divisions(list(range(6))):
        least = [
            min(
                (c[0] for c in brute.choices(territory, travel, ILLUSTRATIVE, kept, part)),
                default=None,
            )
            for part in parts
        ]
        if None not in least and len(pairs_of(parts) ^ taken) >= apart:
            values.append(sum(least))
    assert second.value == min(values)
    assert len(pairs_of(area.members for area in second.areas) ^ taken) >= apart


def test_alternatives_end_when_there_are_no_more():
    territory = maps.territory([100, 100], [(0, 1)])
    found = alternatives(territory, maps.travel([[60, 600], [600, 60]]), count=5)
    assert len(found) == 2


def test_the_price_of_a_rule_is_the_best_with_it_less_the_best_without():
    territory, travel = maps.grid(3, 4, 6, fields=2)
    most, alone = rules.AtMostMembers(4), rules.StandsAlone("1006")
    held, found = prices(territory, travel, rules=[most, alone], of=[alone])
    free = propose(territory, travel, rules=[most])
    assert held.value - free.value == found[0].value > 0
    assert found[0].exact
    assert found[0].least == found[0].most == found[0].value
    assert found[0].minutes == pytest.approx(
        (held.access - free.access) / 60 / territory.residents.sum()
    )
    assert "Uten kravet «By5 har kontor alene»" in found[0].sentence(territory)
    assert "millioner kroner lavere kostnad i året" in found[0].sentence(territory)


def test_a_price_is_told_with_spaces_between_the_thousands():
    territory, travel = maps.grid(3, 4, 6, fields=2)
    alone = rules.StandsAlone("1006")
    _held, (found,) = prices(territory, travel, rules=[alone], of=[alone])

    said = replace(found, kroner=1_234_500_000, exposed=5765.4).sentence(territory)

    assert "1\u202f234,50 millioner kroner lavere kostnad i året" in said
    assert "5\u202f765 færre innbyggere som møter et fag uten noen på jobb" in said


def test_a_rule_that_costs_nothing_says_so():
    territory, travel = SMALL
    _held, found = prices(territory, travel, rules=[rules.AtMostAreas(6)])
    assert found[0].value == 0
    assert found[0].sentence(territory).endswith("blir forslaget det samme.")


def test_what_one_answer_leaves_gives_the_next_the_same_answer():
    territory, travel = maps.grid(4, 4, 9, fields=2)
    asked = [rules.AtMostMembers(4), rules.WithinMinutes(60)]
    first = propose(territory, travel, rules=asked)
    dearer = replace(ILLUSTRATIVE, kroner_per_hour=400)
    cold = propose(territory, travel, dearer, asked)
    warm = propose(territory, travel, dearer, asked, warm=first.warm)
    assert warm.warm.enumerated is first.warm.enumerated
    assert (warm.value, warm.proven) == (cold.value, True)
    other = propose(territory, travel, dearer, [rules.AtMostMembers(3)], warm=first.warm)
    assert other.value == propose(territory, travel, dearer, [rules.AtMostMembers(3)]).value


def test_the_same_seed_gives_the_same_bytes():
    territory, travel = maps.grid(4, 5, 3, fields=2)
    asked = [rules.AtMostMembers(4)]
    answers = {repr(propose(territory, travel, rules=asked, seed=5).areas) for _again in range(2)}
    assert len(answers) == 1


def test_a_proposal_becomes_a_structure_with_days_where_somebody_is_met():
    territory, travel = SMALL
    found = propose(territory, travel, rules=[rules.AtMostMembers(3)])
    structure = found.structure(territory, "proposed", "Foreslått")
    assert structure.areas == len(found.areas)
    days = {"none": 0.0, "opening_days": 2.0, "branch": 5.0, HOST: 5.0}
    for number_, area in enumerate(found.areas):
        assert structure.hosts[number_] == area.host
        for member, presence in zip(area.members, area.presences, strict=True):
            assert structure.area[member] == number_
            assert structure.days[member] == days[presence]


def test_no_time_is_no_answer_and_never_a_number():
    territory, travel = SMALL
    with pytest.raises(Stopped):
        propose(territory, travel, seconds=0)


def test_cancelling_before_any_plan_is_no_answer():
    territory, travel = SMALL
    with pytest.raises(Stopped):
        propose(territory, travel, cancelled=lambda: True)


def test_cancelling_at_the_first_plan_gives_it_with_a_true_gap():
    territory, travel = maps.grid(5, 5, 4, fields=3)
    asked, seen = [rules.AtMostMembers(5)], []
    best = propose(territory, travel, rules=asked)
    found = propose(
        territory,
        travel,
        rules=asked,
        progress=lambda told: seen.append(told.value),
        cancelled=lambda: any(value is not None for value in seen),
    )
    assert found.bound <= best.value <= found.value
    assert found.proven == (found.bound == found.value)


def test_an_island_without_crossing_is_named_with_what_would_help():
    # 1003 touches nobody and is too small to stand alone
    territory = maps.territory([5000, 4000, 300], [(0, 1)])
    travel = maps.travel([[60, 600, 900], [600, 60, 900], [900, 900, 60]])
    with pytest.raises(Infeasible) as refusal:
        propose(territory, travel, rules=[rules.AtLeastResidents(1000), rules.AtMostMembers(3)])
    assert refusal.value.conflict == (
        "Hvert område har minst 1\u00a0000 innbyggere",
        "Kommunene i et område henger sammen over land, bro, tunnel eller ferje",
    )
    assert "By2 kommer ikke med i noe mulig område." in refusal.value.help
    assert "Dette lar seg oppfylle: hvert område har minst 300 innbyggere." in refusal.value.help


def test_a_size_above_all_together_is_a_conflict_alone():
    territory, travel = SMALL
    total = int(territory.residents.sum())
    with pytest.raises(Infeasible) as refusal:
        propose(territory, travel, rules=[rules.AtLeastResidents(total + 1)])
    assert len(refusal.value.conflict) == 1
    assert any("Dette lar seg oppfylle" in line for line in refusal.value.help)


def test_the_fewest_areas_that_would_do_is_told():
    territory, travel = SMALL
    asked = [rules.AtMostMembers(2), rules.AtMostAreas(2)]
    with pytest.raises(Infeasible) as refusal:
        propose(territory, travel, rules=asked)
    assert "Dette lar seg oppfylle: det er høyst 3 områder i alt." in refusal.value.help
    assert "Dette lar seg oppfylle: hvert område har høyst 3 kommuner." in refusal.value.help


def test_the_least_money_that_would_do_is_told_and_does():
    territory, travel = SMALL
    with pytest.raises(Infeasible) as refusal:
        propose(territory, travel, rules=[rules.AtMostKroner(1_000_000)])
    line = next(line for line in refusal.value.help if "koster til sammen høyst" in line)
    kroner = int("".join(letter for letter in line if letter.isdigit()))
    assert propose(territory, travel, rules=[rules.AtMostKroner(kroner)]).cost == kroner
    with pytest.raises(Infeasible):
        propose(territory, travel, rules=[rules.AtMostKroner(kroner - 1)])


def test_rules_that_contradict_each_other_are_both_named():
    territory, travel = SMALL
    asked = [rules.Together(("1001", "1002")), rules.Apart("1001", "1002")]
    with pytest.raises(Infeasible) as refusal:
        propose(territory, travel, rules=asked)
    assert refusal.value.conflict == tuple(rule.sentence(territory) for rule in asked)


def test_a_map_in_pieces_is_divided_piece_by_piece():
    territory = maps.territory([900, 800, 700, 600], [(0, 1), (2, 3)])
    seconds = np.full((4, 4), 300)
    found = propose(territory, maps.travel(seconds))
    assert [area.members for area in found.areas] == [(0, 1), (2, 3)]


def test_one_municipality_or_no_residents_is_a_stated_refusal():
    with pytest.raises(NoAnswer, match="bare én kommune"):
        propose(maps.territory([100], []), maps.travel([[60]]))
    with pytest.raises(NoAnswer, match="ingen innbyggere"):
        propose(maps.territory([0, 0], [(0, 1)]), maps.travel([[60, 90], [90, 60]]))


def test_without_staff_the_environment_is_said_to_be_left_out():
    territory, travel = maps.grid(2, 2, 1)
    found = propose(territory, travel)
    assert found.exposed == 0
    assert "fagmiljøet er ikke regnet med" in found.left_out[0]
