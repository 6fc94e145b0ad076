"""A label means one place, or it is asked about; numbers of other years are moved in the open."""

import pytest

from engines.tables.places import REGISTER
from engines.tables.reads import codes, figures, own, text
from tospann.engines.tables import Kind, Vintage, convert, vintage
from tospann.engines.tables.regions import (
    Disagree,
    NoPlace,
    SeveralPlaces,
    UnknownPlace,
    resolve,
)

LABELS = """
    1841                          | kommune | 1841
    K-1841                        | kommune | 1841
    K1841                         | kommune | 1841
    1841 Fauske - Fuossko         | kommune | 1841
    1841 Fauske - Fuosko          | kommune | 1841
    K-1841 Fauske                 | kommune | 1841
    F-18                          | fylke   | 18
    F18                           | fylke   | 18
    18                            | fylke   | 18
    18 Nordland                   | fylke   | 18
    Nordland - Nordlánnda         | fylke   | 18
    NORDLAND FYLKE                | fylke   | 18
    Fauske                        | kommune | 1841
    fauske – fuossko              | kommune | 1841
    Fuossko                       | kommune | 1841
    Fauske kommune                | kommune | 1841
    Hábmer                        | kommune | 1875
    1850 Tysfjord (-2019)         | kommune | 1850
    Nav Indre Salten              | kontor  | 1841
    NAV  INDRE SALTEN             | kontor  | 1841
    Hele landet                   | land    | 0
    0 Hele landet                 | land    | 0
"""


@pytest.mark.parametrize(
    ("label", "kind", "code"),
    [[one.strip() for one in row.split("|")] for row in LABELS.split("\n") if "|" in row],
)
def test_a_label_means_its_place(label, kind, code):
    found = resolve(label, REGISTER)

    assert (str(found.kind), found.code) == (kind, code)


def test_a_number_from_a_workbook_is_a_number_of_a_place():
    assert resolve(1841.0, REGISTER).code == "1841"


def test_a_number_among_offices_is_an_office():
    assert resolve("1841", REGISTER, kind=Kind.OFFICE).name == "Nav Indre Salten"


def test_a_name_with_two_numbers_is_settled_by_the_year():
    assert resolve("Narvik", REGISTER, year=2018).code == "1805"
    assert resolve("Narvik", REGISTER, year=2021).code == "1806"
    assert resolve("Gratangen", REGISTER, year=2022).code == "5414"


@pytest.mark.parametrize("label", ["9999", "Atlantis", "", "x" * 300, "K-99"])
def test_an_unknown_place_is_unknown(label):
    with pytest.raises(UnknownPlace):
        resolve(label, REGISTER)


@pytest.mark.parametrize("label", ["K-Rest Delte kommuner og uoppgitt", "Uoppgitt", "I alt"])
def test_a_rest_or_sum_is_no_place(label):
    with pytest.raises(NoPlace):
        resolve(label, REGISTER)


def test_a_number_with_the_name_of_another_place_is_caught():
    with pytest.raises(Disagree):
        resolve("1841 Bodø", REGISTER)
    assert codes(text(own("Saker;1841 Bodø;2026;5;;;;"))) == ["name_and_number"]


def test_a_name_borne_twice_is_asked_about_and_the_answer_is_used():
    with pytest.raises(SeveralPlaces):
        resolve("Herøy", REGISTER)
    table = own("Saker;Herøy;2026;5;;;;")
    question = text(table).questions[0]

    assert {one.value for one in question.choices} == {"kommune:1818", "kommune:1515"}
    assert figures(text(table, {question.key: "kommune:1515"})) == [("1515", "2026", 5)]


def test_an_unknown_place_is_told_with_cell_and_cure():
    problem = text(own("Saker;Atlantis;2026;5;;;;")).problems[0]

    assert (problem.code, problem.address) == ("unknown_region", "B2")
    assert "Skriv kommunenummeret" in str(problem.message)


@pytest.mark.parametrize(
    ("used", "expected"),
    [
        (["1850", "1804"], Vintage.BEFORE_2020),
        (["5414", "1804"], Vintage.FROM_2020),
        (["5516", "1806"], Vintage.FROM_2024),
        (["1806", "1804"], Vintage.FROM_2024),
        (["1850", "5516"], Vintage.MIXED),
        (["1804", "1841"], Vintage.ANY),
    ],
)
def test_the_numbers_tell_their_years(used, expected):
    assert vintage(used, REGISTER) is expected


OLD = (
    "Ledige;1805;2019;100;;;;personer",
    "Ledige;1849;2019;20;;;;personer",
    "Ledige;1850;2019;50;;;;personer",
    "Ledige;1854;2019;30;;;;personer",
)


def test_old_numbers_are_asked_about_and_kept_until_then():
    found = text(own(*OLD))

    assert [one.key for one in found.questions] == ["vintage"]
    assert (found.vintage, len(found.observations), found.steps) == ("before_2020", 4, [])
    assert text(own(*OLD), {"vintage": "keep"}).ready


def test_tysfjord_is_split_by_its_shares_and_every_step_is_shown():
    found = text(own(*OLD), {"vintage": "convert"})

    assert {one.region.code: one.value for one in found.observations} == {
        "1806": pytest.approx(100 + 30 + 50 * 0.468),
        "1875": pytest.approx(20 + 50 * 0.532),
    }
    assert {(one.old, one.new, one.share) for one in found.steps} == {
        ("1805", "1806", 1.0), ("1854", "1806", 1.0), ("1849", "1875", 1.0),
        ("1850", "1806", 0.468), ("1850", "1875", 0.532),
    }  # fmt: skip
    assert "53,2" in " ".join(str(one.text) for one in found.notes)


def test_splitting_keeps_the_sum():
    found = text(own(*OLD), {"vintage": "convert"})

    assert sum(one.value or 0 for one in found.observations) == pytest.approx(200)


def test_a_hidden_part_makes_the_whole_unknown():
    rows = (*OLD[:3], "Ledige;1854;2019;;;;skjult;personer")

    found = text(own(*rows), {"vintage": "convert"})

    assert [str(one.mark) for one in found.observations if one.region.code == "1806"] == ["skjult"]


def test_shares_of_people_are_not_added_but_reckoned_from_their_parts():
    bare = ("Plan;1805;2019;50;;;;prosent", "Plan;1854;2019;80;;;;prosent")
    whole = ("Plan;1805;2019;50;50;100;;prosent", "Plan;1854;2019;80;8;10;;prosent")

    assert codes(text(own(*bare), {"vintage": "convert"})) == ["cannot_split"]
    assert text(own(*whole), {"vintage": "convert"}).observations[0].value == pytest.approx(
        58 / 110 * 100
    )


def test_a_new_number_for_the_same_place_takes_a_share_with_it():
    found = text(own("Plan;1919;2019;50;;;;prosent"), {"vintage": "convert"})

    assert figures(found) == [("5516", "2019", 50)]


def test_figures_that_nothing_happened_to_are_left_alone():
    found = text(own("Saker;1841;2026;5;;;;"))

    kept, steps, problems = convert(found.observations, REGISTER, 2024)

    assert (kept, steps, problems) == (found.observations, [], [])
