"""Small numbers, and what they could be computed back from."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tospann.engines.structure.hidden import Hidden, complement, count, few, nested, share


@pytest.mark.parametrize(
    ("people", "shown"), [(0, 0), (1, Hidden.FEW), (3, Hidden.FEW), (4, 4), (90, 90)]
)
def test_one_to_three_people_are_hidden_and_nobody_is_nobody(people, shown):
    assert count(people) == shown


@pytest.mark.parametrize(
    ("people", "base", "shown"),
    [
        (0, 0, None),
        (5, 19, Hidden.SMALL_BASE),
        (5, 20, 0.25),
        (0, 20, 0.0),
        (20, 20, 1.0),
        (3, 20, Hidden.FEW),
        (18, 20, Hidden.FEW),
    ],
)
def test_a_share_is_hidden_of_a_small_base_or_where_either_side_is_few(people, base, shown):
    assert share(people, base) == shown


@given(st.lists(st.integers(0, 12), min_size=1, max_size=5))
def test_no_difference_between_shown_limits_is_a_few(steps):
    rising = [sum(steps[: i + 1]) for i in range(len(steps))]
    base = rising[-1] + 5

    hide = nested(rising, base)

    seen = [0, *(n for n, hidden in zip(rising, hide, strict=True) if not hidden), base]
    assert not any(few(b - a) for a, b in pairwise(seen))


def test_the_smallest_other_is_hidden_with_the_only_one():
    assert complement([2, 50, 9, 0], [True, False, False, False]) == [True, False, True, False]
    assert complement([2, 3, 9], [True, True, False]) == [True, True, False]
    assert complement([2, 0, 0], [True, False, False]) == [True, True, False]
    assert complement([7, 8], [False, False]) == [False, False]


@pytest.mark.parametrize("why", list(Hidden))
def test_hidden_says_why(why):
    assert why.sentence.startswith("Skjult: ")
