"""Norwegian order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tospann.base.sorting import norwegian_key


@pytest.mark.parametrize(
    "ordered",
    [
        ["Zoo", "Ærfugl", "Østre", "Åsen"],
        ["Zoo", "Aasen"],
        ["Aasen", "Åsen", "Åskog"],
        ["Ääs", "Ölen", "Ås"],
        ["Aker", "akse", "Alta"],
        ["Nord", "Nord-Odal", "Nordre Land"],
        ["Alta", "Áltá", "Alvdal"],
        ["Snåsa", "Šuoŋŋir", "Sørfold"],
        ["Deatnu", "Điehtu", "Drammen"],
        ["Müller", "Mysen"],
    ],
)
def test_norwegian_order(ordered):
    backwards = ordered[::-1]

    assert sorted(backwards, key=norwegian_key) == ordered


@given(st.text(), st.text())
def test_different_words_have_different_keys(one, other):
    alike = " ".join(one.casefold().split()) == " ".join(other.casefold().split())
    if not alike:
        assert norwegian_key(one) != norwegian_key(other) or one.casefold() == other.casefold()


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzæøå", min_size=1))
def test_a_word_stands_before_its_own_continuation(word):
    assert norwegian_key(word) < norwegian_key(word + " b")
