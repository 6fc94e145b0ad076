"""The product's own table comes back unchanged, and no text in it runs as a formula."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engines.tables.places import REGISTER
from engines.tables.reads import codes, file, own, text
from tospann.engines.tables import Mark, Observation, Region, read, written
from tospann.engines.tables.register import Kind

PLACE = Region(Kind.MUNICIPALITY, "1841", "Fauske - Fuossko")


def as_csv(observations) -> bytes:
    kept = io.StringIO()
    csv.writer(kept, delimiter=";").writerows(written(observations))
    return kept.getvalue().encode()


def same(one: Observation) -> tuple:
    return (
        one.region.code, one.period, one.measure, one.splits, one.value, one.mark, one.below,
        one.numerator, one.denominator, one.unit,
    )  # fmt: skip


def test_what_is_written_is_read_back_the_same():
    first = file("own_table.csv").observations
    again = read(as_csv(first), "x.csv", register=REGISTER)

    assert [same(one) for one in again.observations] == [same(one) for one in first]
    assert as_csv(again.observations) == as_csv(first)


names = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp", "Cf")),
    min_size=1, max_size=20,
).filter(lambda text: not text.startswith("'"))  # fmt: skip
values = st.one_of(
    st.integers(-(10**9), 10**9).map(float),
    st.floats(-1e6, 1e6).map(lambda number: round(number, 4)),
)


@settings(max_examples=150)
@given(
    st.lists(
        st.tuples(names, st.one_of(values, st.sampled_from([*Mark])), names),
        min_size=1, max_size=8, unique_by=lambda row: row[0],
    )
)  # fmt: skip
def test_any_figures_round_trip(rows):
    first = [
        Observation(
            PLACE,
            "2026M03",
            measure,
            (("gruppe", group),),
            None if isinstance(value, Mark) else value + 0.0,
            value if isinstance(value, Mark) else None,
            4.0 if value in (Mark.BELOW, Mark.SUPPRESSED_NAV) else None,
            unit="personer",
        )
        for measure, value, group in rows
    ]

    again = read(as_csv(first), "x.csv", register=REGISTER)

    assert [same(one) for one in again.observations] == [same(one) for one in first]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_a_text_that_begins_like_a_formula_goes_out_as_text_and_comes_back(sign):
    one = Observation(PLACE, "2026", f"{sign}cmd|' /C calc'!A0", value=5.0)

    assert written([one])[1][0] == f"'{one.measure}"
    assert read(as_csv([one]), "x.csv", register=REGISTER).observations[0].measure == one.measure


def test_a_negative_number_stays_a_number():
    one = Observation(PLACE, "2026", "Endring", value=-5.5)

    assert written([one])[1][3] == "-5,5"


@pytest.mark.parametrize(
    ("share", "code"),
    [
        ("12,5", []),
        ("12,54", []),
        ("1,25", ["factor_ten"]),
        ("125", ["factor_ten"]),
        ("0,125", ["factor_hundred"]),
        ("13,9", ["share_differs"]),
    ],
)
def test_a_share_that_disagrees_with_its_parts_is_caught(share, code):
    assert codes(text(own(f"Langtid;1841;2026;{share};25;200;;prosent", "x;1804;2026;1,5;;;;"),
                      {"decimal:t.csv": "komma"})) == code  # fmt: skip


def test_the_trap_of_times_ten_says_what_to_look_for():
    found = text(own("Langtid;1841;2026;1,25;25;200;;prosent"))

    assert "ganger med 10 i stedet for 100" in str(found.problems[0].message)
    assert found.problems[0].address == "D2"


def test_the_same_figure_twice_with_two_values_is_a_problem():
    found = text(own("Saker;1841;2026;5;;;;", "Saker;1841 Fauske;2026;6;;;;"))

    assert codes(found) == ["twice"]
    assert "D2" in str(found.problems[0].message)


def test_the_same_figure_twice_alike_is_kept_once():
    found = text(own("Saker;1841;2026;5;;;;", "Saker;1841 Fauske;2026;5;;;;"))

    assert (codes(found), len(found.observations)) == ([], 1)
