"""Every layout is recognised by itself, and every figure has its place, time, unit and cell."""

import pytest

from engines.tables.places import REGISTER
from engines.tables.reads import FIXTURES, book, codes, figures, file, text
from tospann.engines.tables import Kind, Register, read

CASES = {
    "ssb_statbank.csv": ("ssb_statbank", 6),
    "ssb_commuting.csv": ("ssb_commuting", 8),
    "ssb_sick_leave.csv": ("ssb_sick_leave", 8),
    "nav_job_seekers.csv": ("nav_job_seekers", 10),
    "nav_reduced_capacity.csv": ("nav_reduced_capacity", 6),
    "nav_tidy_long.csv": ("tidy_long", 4),
    "imdi.csv": ("imdi", 12),
    "imdi_two_rows.csv": ("imdi", 2),
    "own_table.csv": ("own_table", 4),
    "own_month.csv": ("own_month", 4),
    "cube.json": ("json_stat", 8),
}


@pytest.mark.parametrize(("name", "layout", "count"), [(n, *c) for n, c in CASES.items()])
def test_a_layout_is_recognised_and_read_without_help(name, layout, count):
    found = file(name)

    assert (found.layout, len(found.observations)) == (layout, count)
    assert found.ready
    assert found.problems == found.questions == []


@pytest.mark.parametrize("name", [n for n in CASES if n.endswith(".csv")])
def test_the_same_sheet_in_a_workbook_gives_the_same_figures(name):
    plain = file(name)
    rows = [[float(c) if isinstance(c, float) else c for c in row] for row in plain.grids[0].rows]

    again = read(book(Ark=rows), "tabell.xlsx", register=REGISTER)

    assert figures(again) == figures(plain)
    assert [one.address for one in again.observations] == [
        one.address for one in plain.observations
    ]


def test_the_statbank_gives_table_time_group_and_cell():
    first = file("ssb_statbank.csv").observations[0]

    assert (first.region.code, first.period, first.value, first.address) == (
        "1804",
        "2025",
        410,
        "C4",
    )
    assert (first.measure, first.unit, first.code) == ("Personer", "personer", "07459")
    assert first.splits == (("alder", "0 år"),)


def test_a_dash_from_the_statbank_is_zero_and_two_points_are_missing():
    assert figures(file("ssb_statbank.csv"))[3:] == [
        ("1804", "2026", "mangler"),
        ("1841", "2025", 71),
        ("1841", "2026", 0),
    ]


def test_a_rest_that_is_no_place_is_left_out_and_said():
    assert "left_out" in {one.code for one in file("ssb_statbank.csv").notes}


def test_commuting_has_work_as_place_and_home_as_group_also_where_work_is_blank():
    found = file("ssb_commuting.csv").observations

    assert [(one.region.code, one.splits) for one in found[::2]] == [
        ("1804", (("bostedskommune", "1804"),)),
        ("1804", (("bostedskommune", "1841"),)),
        ("1841", (("bostedskommune", "1804"),)),
        ("1841", (("bostedskommune", "1840"),)),
    ]
    assert found[5].mark == "tom"


def test_merged_headings_hold_for_the_columns_to_their_right():
    found = file("ssb_sick_leave.csv").observations

    assert [(one.period, one.splits[0][1], one.value) for one in found[:4]] == [
        ("2025K4", "Kvinner", 8.2),
        ("2025K4", "Menn", 4.7),
        ("2026K1", "Kvinner", 8.0),
        ("2026K1", "Menn", 4.8),
    ]
    assert [str(one.mark) for one in found[4:6]] == ["skjult", "gjelder ikke"]


def test_both_tables_side_by_side_are_read():
    found = file("nav_job_seekers.csv").observations

    assert {one.splits[1][1] for one in found} == {"Kvinner", "Menn", "Begge kjønn"}
    assert [one.address for one in found[-4:]] == ["Q3", "R3", "Q4", "R4"]
    assert found[-1].below == 4


def test_a_name_borne_twice_is_settled_by_the_county_of_the_sheet():
    assert figures(file("nav_reduced_capacity.csv"))[2][0] == "1818"


def test_a_press_table_asks_for_its_month_and_uses_the_answer():
    asked = file("nav_press.txt")
    answered = file("nav_press.txt", **{"period:nav_press.txt": "januar 2026"})

    assert [one.free for one in asked.questions] == ["period"]
    assert not asked.ready
    assert answered.ready
    assert figures(answered)[8:10] == [("1841", "2026M01", 1204), ("1841", "2026M01", 1.8)]
    assert figures(answered)[6] == ("1857", "2026M01", -5)


def test_an_answer_that_is_no_time_is_asked_for_again():
    assert file("nav_press.txt", **{"period:nav_press.txt": "i fjor"}).questions


def test_offices_are_not_municipalities_though_their_numbers_agree():
    found = file("own_month.csv").observations

    assert {(one.region.kind, one.region.code) for one in found} == {
        (Kind.OFFICE, "1841"),
        (Kind.OFFICE, "1804"),
    }
    assert {one.period for one in found} == {"2026M03"}


def test_a_table_for_one_place_asks_which():
    table = "Indikator;2025;2026\nVentetid;12;10\nSaker;30;28\n"
    first = text(table)
    second = text(table, {"shape:t.csv": "measures"})
    third = text(table, {"shape:t.csv": "measures", "place:t.csv": "1841"})

    assert [one.key for one in first.questions] == ["shape:t.csv"]
    assert [one.key for one in second.questions] == ["place:t.csv"]
    assert figures(third) == [
        ("1841", "2025", 12), ("1841", "2026", 10), ("1841", "2025", 30), ("1841", "2026", 28),
    ]  # fmt: skip


def test_places_by_years_ask_what_is_measured():
    table = "Kommune;2025;2026\n1804 Bodø;12;10\n1841 Fauske;30;28\n"

    found = text(table, {"measure:t.csv": "Ventetid"})

    assert [one.key for one in text(table).questions] == ["measure:t.csv"]
    assert {one.measure for one in found.observations} == {"Ventetid"}
    assert len(found.observations) == 4


@pytest.mark.parametrize(
    "name", ["grid.csv", "postcodes.tsv", "klass_codes.csv", "klass_changes.json"]
)
def test_a_known_file_without_results_is_said_to_be_so(name):
    found = file(name)

    assert codes(found) == ["not_results"]
    assert "inneholder ikke resultater" in str(found.problems[0].message)


def test_a_stranger_in_a_known_workbook_is_a_note_not_a_problem():
    rows = [list(row) for row in file("nav_job_seekers.csv").grids[0].rows]
    data = book(Nordland=rows, Yrker=[["Yrke", "Ledige"], ["Kokk", 3], ["Murer", 4]])

    found = read(data, "nav.xlsx", register=REGISTER)

    assert found.ready
    assert [one.code for one in found.notes] == ["skipped"]


def test_an_unknown_table_says_how_it_should_look():
    found = text("dette er bare\nnoen linjer tekst\n")

    assert codes(found) == ["no_layout"]
    assert "første kolonne" in str(found.problems[0].message)


def test_without_a_register_numbers_are_taken_as_they_stand():
    found = read((FIXTURES / "imdi.csv").read_bytes(), "imdi.csv", register=Register())

    assert figures(found)[0] == ("1841", "2023", 40)


def test_footnotes_below_a_table_are_no_problem():
    found = file("ssb_statbank.csv")

    assert "footnotes" in {one.code for one in found.notes}
