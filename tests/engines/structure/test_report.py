"""Results as plain data: the same digits in JSON, CSV, tables and maps."""

import csv
import io
import json
from itertools import pairwise

import pytest

from engines.structure.small import alone, territory, together, travel
from tospann.engines.structure import norwegian, report
from tospann.engines.structure.assumptions import ILLUSTRATIVE
from tospann.engines.structure.comparison import compare
from tospann.engines.structure.measures import measure

NAMES = {"1801": "Vest", "1802": "Sund", "1803": "Ås", "1804": "Øya"}


@pytest.fixture(scope="module")
def found():
    return measure(territory(), travel(), together(), ILLUSTRATIVE)


@pytest.fixture(scope="module")
def data(found):
    return report.measured(found)


def test_json_is_the_same_whoever_writes_it_and_reads_back(data):
    text = report.as_json(data)

    assert json.loads(text) == data
    assert report.as_json(json.loads(text)) == text
    assert text.endswith("}\n")


def test_hidden_missing_and_zero_are_three_things():
    table = report.Table(
        (report.Column("people", "Folk", report.path("people"), norwegian.whole),),
        tuple({"people": one} for one in ({"hidden": "few"}, None, 0)),
    )

    assert report.as_csv(table).split() == ["people", ":", '""', "0"]
    assert report.as_text(table).split()[2:] == ["skjult", "–", "0"]


@pytest.mark.parametrize("text", ["=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1"])
def test_a_text_is_no_formula_in_a_spreadsheet(text):
    table = report.Table((report.Column("name", "Navn", report.path("name")),), ({"name": text},))

    (row,) = csv.DictReader(io.StringIO(report.as_csv(table), newline=""))
    assert row["name"] == f"'{text}"


@pytest.mark.parametrize(("value", "told"), [(-12, "-12"), (-0.5, "-0.5"), ("-0.5", "-0.5")])
def test_a_number_below_zero_stays_a_number(value, told):
    table = report.Table((report.Column("n", "N", report.path("n")),), ({"n": value},))

    assert report.as_csv(table) == f"n\n{told}\n"


def test_the_figures_of_the_csv_are_those_of_the_json(data):
    rows = list(csv.DictReader(io.StringIO(report.as_csv(report.everything(data)))))

    whole = rows[0]
    assert (whole["kind"], int(whole["residents"])) == ("whole", data["whole"]["residents"])
    assert float(whole["meet_mean_minutes"]) == data["whole"]["meet"]["mean_minutes"]
    assert [row["kind"] for row in rows].count("municipality") == 4
    area = rows[-1]
    assert float(area["total_kroner"]) == data["areas"][-1]["cost"]["total_kroner"]
    assert whole["meet_worst_residents"] == ":"
    assert rows[1]["total_kroner"] == ""


def test_the_figures_of_the_table_are_those_of_the_json_in_norwegian(data):
    lines = report.as_text(report.ways_table([data["whole"]])).splitlines()

    whole = data["whole"]
    assert norwegian.whole(whole["residents"]) in lines[2]
    assert norwegian.decimal(whole["host"]["mean_minutes"]) in lines[2]
    assert norwegian.percent(whole["meet"]["within_share"]["30"]) in lines[2]


def test_tables_are_aligned_and_name_the_partners(data):
    text = report.as_text(report.areas_table(data, NAMES))

    head, rule, first, second = text.splitlines()
    assert first.endswith("Sund")
    assert second.endswith("Øya")
    end = head.index("Innbyggere") + len("Innbyggere")
    assert first[:end].endswith(norwegian.whole(1700))
    assert set(rule) == {"─", " "}


def test_every_figure_in_csv_has_its_unit_in_its_name(data):
    units = ("minutes", "share", "residents", "kroner", "fte", "employed", "twos")
    for column in report.everything(data).columns:
        assert column.told is None or column.name.endswith(units), column.name


def test_every_column_reads_a_figure_that_is_there(data):
    both = compare(territory(), travel(), alone(), together(), ILLUSTRATIVE)
    made = [report.everything(data), report.shifts(report.compared(both))]

    for table in made:
        for column in table.columns:
            assert any(column.of(row) is not None for row in table.rows), column.name


def test_a_narrow_terminal_loses_the_spare_columns_last_first(data):
    table = report.areas_table(data, NAMES)

    wide, narrow = report.as_text(table), report.as_text(table, 70)

    assert "Jobber i området" in wide
    assert "Jobber i området" not in narrow
    assert "Kostnad, kr" in narrow
    assert max(map(len, narrow.splitlines())) <= 70


def test_a_comparison_has_both_and_the_differences():
    both = compare(territory(), travel(), alone(), together(), ILLUSTRATIVE)

    data = report.compared(both)
    text = report.as_text(report.shifts_table(data, "host"))

    assert data["changes"][1]["host"] == ["1802", "1801"]
    assert json.loads(report.as_json(data)) == data
    assert "Sund" in text


def test_geojson_has_areas_with_their_members_and_the_sites_that_are_open(found):
    made = report.as_geojson(territory(), together(), found)

    areas = [one for one in made["features"] if one["properties"]["kind"] == "area"]
    sites = [one for one in made["features"] if one["properties"]["kind"] == "site"]
    assert [one["properties"]["members"] for one in areas] == [["1801", "1802"], ["1803", "1804"]]
    assert len(areas[0]["geometry"]["coordinates"]) == 2
    assert [one["properties"]["site"] for one in sites] == ["S1", "S2", "S3", "M2"]
    assert areas[0]["properties"]["measures"]["cost"]["total_kroner"] == 4_150_000


def test_rings_are_closed_and_turn_against_the_clock():
    made = report.as_geojson(territory(), together())

    for feature in made["features"][:2]:
        for (ring,) in feature["geometry"]["coordinates"]:
            assert ring[0] == ring[-1]
            turned = sum((b[0] - a[0]) * (b[1] + a[1]) for a, b in pairwise(ring))
            assert turned < 0


def test_without_outlines_an_area_has_no_geometry():
    made = report.as_geojson(territory(outlines={}), together())

    assert made["features"][0]["geometry"] is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (norwegian.decimal(1234567.25), "1\u202f234\u202f567,2"),
        (norwegian.decimal(-0.04), "0,0"),
        (norwegian.decimal(-1234.5), "−1\u202f234,5"),
        (norwegian.percent(0.1234), "12,3\u00a0%"),
        (norwegian.kroner(1200000), "1\u202f200\u202f000\u00a0kr"),
        (norwegian.listed(["Evenes"]), "Evenes"),
        (norwegian.listed(["a", "b", "c"]), "a, b og c"),
    ],
)
def test_numbers_are_written_as_norwegians_write_them(text, told):
    assert text == told
