"""Signs for what is missing are kept apart, and numbers are read as they were meant."""

import pytest

from engines.tables.reads import codes, figures, own, text
from tospann.engines.tables.marks import Ambiguous, Decimal, Mark, Unknown, decimal_in, value

SIGNS = """
    .          | gjelder ikke
    ..         | mangler
    :          | skjult
    *          | skjult av Nav
    < 4        | under
    <4         | under
    under 4    | under
    skjult     | skjult
"""

NUMBERS = """
    1 204          | 1204
    1\u00a0204,5   | 1204.5
    1\u2009204     | 1204
    12\u202f204    | 12204
    −5             | -5
    - 5            | -5
    +5             | 5
    8,1            | 8.1
    8.1            | 8.1
    ,5             | 0.5
    1.204.333      | 1204333
    1.204,5        | 1204.5
    1,204.5        | 1204.5
    0,125          | 0.125
    88 %           | 88
    kr 1 200       | 1200
    1 200 kr       | 1200
    '-3            | -3
"""


def lines(table: str) -> list[list[str]]:
    return [[one.strip(" ") for one in row.split("|")] for row in table.split("\n") if "|" in row]


@pytest.mark.parametrize(("sign", "mark"), lines(SIGNS))
def test_a_sign_for_a_missing_number_is_kept_and_never_zero(sign, mark):
    found = value(sign, Decimal.COMMA, dash_zero=True)

    assert (found.value, str(found.mark)) == (None, mark)


def test_a_number_hidden_by_nav_is_known_to_be_below_four():
    assert value("*", Decimal.COMMA, dash_zero=True).below == 4
    assert value("< 4", Decimal.COMMA, dash_zero=True).below == 4
    assert value(":", Decimal.COMMA, dash_zero=True).below is None


def test_an_empty_cell_is_empty_and_not_zero():
    assert value("  ", Decimal.COMMA, dash_zero=True).mark is Mark.EMPTY


@pytest.mark.parametrize(("written", "number"), lines(NUMBERS))
def test_a_number_is_read_as_it_was_meant(written, number):
    assert value(written, Decimal.UNKNOWN, dash_zero=None).value == float(number)


@pytest.mark.parametrize("written", ["1.234", "1,234", "12.000", "-1.234"])
def test_a_number_that_may_be_thousand_times_another_is_not_guessed(written):
    with pytest.raises(Ambiguous):
        value(written, Decimal.UNKNOWN, dash_zero=None)


@pytest.mark.parametrize(
    "written", ["x", "1 2", "1204 1", "=1+1", "#DIV/0!", "1e5", "nan", "inf", "١٢", "1.2.3", "--1"]
)
def test_what_is_no_number_is_a_problem_and_no_guess(written):
    with pytest.raises(Unknown):
        value(written, Decimal.COMMA, dash_zero=None)


def test_a_table_gives_its_own_decimal_sign_away():
    assert decimal_in(["8,1", "1.234"]) is Decimal.COMMA
    assert decimal_in(["8.1", "1.234"]) is Decimal.POINT
    assert decimal_in(["8.1", "8,1"]) is Decimal.UNKNOWN
    assert decimal_in(["1.234", "01.2026"]) is Decimal.UNKNOWN


def test_an_ambiguous_number_is_asked_about_and_the_answer_is_used():
    table = own("Saker;1841;2026;1.234;;;;", "Saker;1804;2026;5;;;;")
    key = "decimal:t.csv"

    asked = text(table)

    assert [(one.key, len(one.choices)) for one in asked.questions] == [(key, 2)]
    assert not asked.ready
    assert figures(text(table, {key: "komma"}))[0] == ("1841", "2026", 1234)
    assert figures(text(table, {key: "punktum"}))[0] == ("1841", "2026", 1.234)


def test_a_number_in_a_workbook_is_never_ambiguous():
    assert value(1.234, Decimal.UNKNOWN, dash_zero=None).value == 1.234


def test_a_dash_is_asked_about_where_the_layout_does_not_tell():
    table = own("Saker;1841;2026;-;;;;")

    assert [one.key for one in text(table).questions] == ["dash:t.csv"]
    assert figures(text(table, {"dash:t.csv": "zero"})) == [("1841", "2026", 0)]
    assert figures(text(table, {"dash:t.csv": "missing"})) == [("1841", "2026", "mangler")]


def test_a_share_of_at_most_one_is_asked_about():
    table = "Kommune;Andel med plan\n1841 Fauske;0,8\n1804 Bodø;0,75\n"
    answers = {"period:t.csv": "2026"}
    key = "share:t.csv:Andel med plan"

    assert [one.key for one in text(table, answers).questions] == [key]
    assert text(table, answers | {key: "fraction"}).observations[0].unit == "andel"
    assert text(table, answers | {key: "percent"}).observations[0].unit == "prosent"


def test_an_unknown_sign_is_a_problem_with_cell_and_cure():
    found = text(own("Saker;1841;2026;mange;;;;"))

    assert [(one.code, one.address, one.found) for one in found.problems] == [
        ("unknown_sign", "D2", "mange")
    ]
    assert str(found.problems[0].message).startswith("D2: «mange» er ikke et tall")


def test_an_unknown_sign_is_told_for_every_cell_it_stands_in():
    found = text(own(*(f"Saker {n};1841;2026;?;;;;" for n in range(3))))

    assert [one.address for one in found.problems] == ["D2", "D3", "D4"]


def test_a_mark_beside_a_value_is_a_problem():
    assert codes(text(own("Saker;1841;2026;5;;;skjult;"))) == ["mark_and_value"]
    assert codes(text(own("Saker;1841;2026;;;;borte;"))) == ["unknown_mark"]
