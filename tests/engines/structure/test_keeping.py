"""Which rules a structure breaks, against the same question asked of every division."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engines.structure import brute, small
from engines.structure.test_areas import SMALL, one_rule
from tospann.engines.structure import rules
from tospann.engines.structure.assumptions import ILLUSTRATIVE
from tospann.engines.structure.errors import NoAnswer
from tospann.engines.structure.keeping import broken, never_large_enough
from tospann.engines.structure.rules import checked
from tospann.engines.structure.territory import Structure

TERRITORY, TRAVEL = small.territory(), small.travel()

# what a rule says of «To kontorer» (Vest hosts Sund, Ås hosts Øya) | the areas that break it
CASES = [
    (rules.AtMostMembers(1), (0, 1)),
    (rules.AtMostMembers(2), None),
    (rules.WithinMinutes(39), (0, 1)),
    (rules.WithinMinutes(40), None),
    (rules.AtLeastFte(5), (1,)),
    (rules.AtLeastFte(5, ("1803", "1804")), None),
    (rules.AtLeastFte(5, ("1803",)), (1,)),
    (rules.AtLeastResidents(1000), (1,)),
    (rules.AtLeastResidents(1000, ("1803", "1804")), None),
    (rules.FieldsInTwos(1), None),
    (rules.FieldsInTwos(2), (1,)),
    (rules.Together(("1801", "1803")), (0, 1)),
    (rules.Apart("1801", "1802"), (0,)),
    (rules.StandsAlone("1804"), (1,)),
    (rules.RefusesHost("1802", "1801"), (0,)),
    (rules.RefusesHost("1801", "1802"), None),
    (rules.RefusesWith("1802", "1803"), None),
    (rules.Hosts("1802"), (0,)),
    (rules.NeverHosts("1801"), (0,)),
    (rules.FixedArea(("1801", "1802"), "1802"), (0,)),
    (rules.FixedArea(("1801", "1802")), None),
    (rules.Models(("own", "host")), (1,)),
    (rules.Models(("host",), ("1801",)), None),
    (rules.InsideGroups(), None),
    (rules.AtMostAreas(1), ()),
    (rules.AtLeastAreas(3), ()),
    (rules.AtMostKroner(1_000_000), ()),
]


@pytest.mark.parametrize(("rule", "areas"), CASES)
def test_a_broken_rule_is_found_where_it_is_broken(rule, areas):
    found = broken(TERRITORY, TRAVEL, small.together(), [rule], ILLUSTRATIVE)

    assert [one.areas for one in found] == ([] if areas is None else [areas])


def test_an_area_that_falls_apart_or_cannot_reach_its_host_is_found_without_asking():
    split = replace(
        small.together(), area=np.array([0, 1, 0, 1]), hosts=np.array([0, 1]), models=("host",) * 2
    )
    lost = small.cut_off(3)

    assert broken(TERRITORY, TRAVEL, split, [], ILLUSTRATIVE)[0].rule == rules.Connected()
    assert broken(TERRITORY, lost, small.together(), [], ILLUSTRATIVE)[0].rule == rules.Reachable()


def test_the_sentence_names_the_area_by_its_host():
    (found,) = broken(TERRITORY, TRAVEL, small.together(), [rules.AtLeastFte(5)], ILLUSTRATIVE)

    said = found.sentence(TERRITORY, small.together())
    assert said == "Hvert område har minst 5 årsverk. Gjelder området til Ås."


def test_areas_are_named_in_the_plural():
    (found,) = broken(TERRITORY, TRAVEL, small.alone(), [rules.AtLeastFte(1000)], ILLUSTRATIVE)

    said = found.sentence(TERRITORY, small.alone())
    assert said.startswith("Hvert område har minst 1\u00a0000 årsverk. Gjelder områdene til ")


def test_a_model_without_a_price_is_not_within_a_limit_on_kroner():
    unpriced = replace(small.together(), models=("host", "guild"))

    found = broken(TERRITORY, TRAVEL, unpriced, [rules.AtMostKroner(10**9)], ILLUSTRATIVE)
    assert [one.rule for one in found] == [rules.AtMostKroner(10**9)]


def test_a_rule_that_means_nothing_here_is_refused():
    with pytest.raises(NoAnswer, match="9999"):
        broken(TERRITORY, TRAVEL, small.together(), [rules.StandsAlone("9999")], ILLUSTRATIVE)


@settings(max_examples=60)
@given(
    asked=st.lists(one_rule, max_size=4, unique=True),
    groups=st.lists(st.integers(0, 2), min_size=6, max_size=6),
)
def test_an_area_breaks_no_rule_exactly_when_it_is_among_those_to_choose(asked, groups):
    territory, travel = SMALL
    asked = [
        one
        for one in asked
        if not isinstance(
            one, rules.AtMostAreas | rules.AtLeastAreas | rules.AtMostKroner | rules.Models
        )
    ]
    kept = checked(asked, territory, ILLUSTRATIVE)
    used = sorted(set(groups))
    area = np.array([used.index(one) for one in groups], np.int32)
    hosts = np.array([int(np.flatnonzero(area == i)[0]) for i in range(len(used))], np.int32)
    drawn = Structure("x", "X", area, hosts, ("host",) * len(used), np.zeros(len(territory.sites)))

    bad = {i for one in broken(territory, travel, drawn, asked, ILLUSTRATIVE) for i in one.areas}

    for i in range(len(used)):
        members = tuple(np.flatnonzero(area == i).tolist())
        choices = brute.choices(territory, travel, ILLUSTRATIVE, kept, members)
        assert (i not in bad) == any(host == hosts[i] for _w, host, *_rest in choices)


@pytest.mark.parametrize(
    ("asked", "lacking"),
    [
        ([rules.AtLeastFte(5)], ()),
        # Ås 3 and Øya 1 full-time equivalents, Sund 5: each within 40 minutes of the next
        ([rules.AtLeastFte(5), rules.WithinMinutes(40)], ()),
        ([rules.AtLeastFte(5), rules.WithinMinutes(40), rules.AtMostMembers(2)], ("1804",)),
        ([rules.AtLeastFte(5), rules.AtMostMembers(1)], ("1803", "1804")),
        ([rules.AtLeastFte(5, ("1804",)), rules.AtMostMembers(1)], ("1803",)),
        ([rules.AtLeastResidents(400), rules.WithinMinutes(39)], ("1803", "1804")),
        ([rules.AtMostMembers(1)], ()),
    ],
)
def test_those_who_can_never_be_in_an_area_large_enough_are_named(asked, lacking):
    assert never_large_enough(TERRITORY, TRAVEL, asked) == lacking
