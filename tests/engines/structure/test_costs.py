"""The cost model and the key between owners."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engines.structure.small import alone, territory, together
from tospann.engines.structure import stated
from tospann.engines.structure.assumptions import ILLUSTRATIVE
from tospann.engines.structure.costs import Basis, area_key, cost, key, levels


def test_an_office_alone_costs_the_office_and_its_model():
    assert [one.total for one in cost(territory(), alone(), ILLUSTRATIVE)] == [3_200_000] * 4


def test_a_host_pays_for_partners_and_for_presence_outside_the_main_office():
    vest, oya = cost(territory(), together(), ILLUSTRATIVE)

    # 1.5 million and one partner; two days at the seat of Sund and two at Sundnes
    assert (vest.main_office, vest.model, vest.presence) == (1_800_000, 1_650_000, 700_000)
    assert (oya.model, oya.presence) == (1_920_000, 0)


def test_a_model_nobody_has_priced_has_no_total():
    found = cost(territory(), replace(together(), models=("host", "unheard_of")), ILLUSTRATIVE)

    assert (found[1].model, found[1].total) == (None, None)


@pytest.mark.parametrize(
    ("days", "name"), [(0, "none"), (1.5, "none"), (2, "opening_days"), (4, "opening_days"),
                       (5, "branch")]
)  # fmt: skip
def test_days_amount_to_the_fullest_presence_they_reach(days, name):
    assert ILLUSTRATIVE.presences[levels(np.array([days]), ILLUSTRATIVE)[0]].name == name


def test_the_order_of_the_stated_presences_does_not_matter():
    turned = replace(ILLUSTRATIVE, presences=ILLUSTRATIVE.presences[::-1])

    assert cost(territory(), together(), turned) == cost(territory(), together(), ILLUSTRATIVE)


def test_the_key_shares_by_every_basis_to_the_krone():
    found = key(("A", "B"), 1001, [Basis("equal", 50, (1, 1)), Basis("residents", 50, (300, 100))])

    # A: half of a half, and three quarters of the other half: 5/8 of 1001 is 625.625
    assert found.shares == (Fraction(5, 8), Fraction(3, 8))
    assert found.kroner == (626, 375)
    assert found.hundredths == (6250, 3750)


def test_what_is_left_goes_to_the_first_among_equals():
    found = key(("A", "B", "C"), 100, [Basis("equal", 1, (1, 1, 1))])

    assert found.kroner == (34, 33, 33)
    assert found.hundredths == (3334, 3333, 3333)


@settings(max_examples=60)
@given(
    st.integers(0, 10**9),
    st.lists(st.tuples(st.integers(1, 10**6), st.floats(0.1, 500)), min_size=1, max_size=9),
)
def test_the_key_always_sums_to_the_bill_and_to_the_whole(kroner, owners):
    residents, fte = zip(*owners, strict=True)
    names = [str(i) for i in range(len(owners))]

    found = key(names, kroner, [Basis("residents", 40, residents), Basis("fte", 60, fte)])

    assert (sum(found.shares), sum(found.kroner), sum(found.hundredths)) == (1, kroner, 10_000)
    assert all(abs(paid - share * kroner) < 1 for paid, share in
               zip(found.kroner, found.shares, strict=True))  # fmt: skip


@pytest.mark.parametrize(
    ("owners", "kroner", "bases"),
    [
        ((), 1, [Basis("equal", 1, ())]),
        (("A",), -1, [Basis("equal", 1, (1,))]),
        (("A",), 1, []),
        (("A", "B"), 1, [Basis("fte", 1, (0, 0))]),
        (("A", "B"), 1, [Basis("fte", 1, (1,))]),
        (("A", "B"), 1, [Basis("fte", 1, (2, -1))]),
    ],
)
def test_a_key_that_makes_no_sense_is_refused(owners, kroner, bases):
    with pytest.raises(ValueError, match=r"."):
        key(owners, kroner, bases)


def test_an_areas_key_weighs_equal_parts_residents_and_own_positions():
    found = area_key(territory(), np.array([0, 1]), 1_000_000)

    # 20 % equal; 40 % by 1200 and 500 residents; 40 % by 5 and 2.5 municipal positions
    vest = Fraction(20, 200) + Fraction(40, 100) * Fraction(1200, 1700) + Fraction(40, 150)
    assert found.owners == ("1801", "1802")
    assert found.shares[0] == vest


def test_a_key_is_never_made_of_less_than_was_asked_for():
    assert area_key(territory(staff=None), np.array([0, 1]), 100) is None
    assert area_key(territory(staff=None), np.array([0, 1]), 100, {"equal": 1}).kroner == (50, 50)


def test_what_differs_makes_the_same_assumptions_again():
    own = stated.changed(
        ILLUSTRATIVE,
        {
            "absence": 0.2,
            "presences": {"branch": {"kroner": 1}},
            "models": {"guild": {"kroner": 5, "kroner_per_partner": 1, "alone": False}},
        },
    )

    told = stated.differing(own, ILLUSTRATIVE)

    assert stated.changed(ILLUSTRATIVE, told) == own
    assert told["presences"] == {"branch": {"kroner": 1}}
    assert stated.differing(ILLUSTRATIVE, ILLUSTRATIVE) == {}
