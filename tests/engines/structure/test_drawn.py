"""Structures drawn by hand, and assumptions changed."""

import pytest

from engines.structure.small import territory, together
from tospann.engines.structure.assumptions import ILLUSTRATIVE, Model
from tospann.engines.structure.drawn import (
    alone,
    differences_between,
    rows_of,
    structure_from,
    with_differences,
)
from tospann.engines.structure.errors import BadData
from tospann.engines.structure.stated import changed

ROWS = [
    {"municipality": "1804", "host": "1803", "model": "joint_board", "days": ""},
    {"municipality": "1801", "host": "1801", "model": "host", "days": "5"},
    {"municipality": "1802", "host": "1801", "model": "host", "days": "2,5"},
    {"municipality": "1803", "host": "1803", "model": "joint_board"},
]


def drawn(rows=ROWS):
    return structure_from(territory(), rows, name="drawn.csv", title="Tegnet")


def faults_of(rows):
    with pytest.raises(BadData) as refusal:
        drawn(rows)
    return [(one.row, one.column) for one in refusal.value.faults]


def test_rows_in_any_order_make_a_structure():
    found = drawn()

    assert found.area.tolist() == [0, 0, 1, 1]
    assert found.hosts.tolist() == [0, 2]
    assert found.models == ("host", "joint_board")
    assert found.days.tolist() == [5.0, 2.5, 5.0, 0.0, 0.0]


def test_what_is_written_is_read_back_the_same():
    rows = rows_of(territory(), drawn())

    assert rows_of(territory(), drawn(rows)) == rows


def test_every_municipality_alone_is_its_own_host():
    found = alone(territory())

    assert found.areas == 4
    assert found.days.tolist() == [5.0] * 4 + [0.0]


@pytest.mark.parametrize(
    ("row", "change", "fault"),
    [
        (0, {"municipality": "9999"}, (2, "municipality")),
        (1, {"host": "12"}, (3, "municipality")),
        (2, {"host": ""}, (4, "host")),
        (2, {"model": "own"}, (4, "model")),
        (2, {"days": "8"}, (4, "days")),
        (3, {"host": "1801", "model": "host"}, (2, "host")),
        (3, {"municipality": "1804"}, (5, "municipality")),
    ],
)
def test_a_fault_is_told_by_row_and_column(row, change, fault):
    rows = [dict(one) for one in ROWS]
    rows[row].update(change)

    assert fault in faults_of(rows)


def test_a_missing_municipality_is_named():
    with pytest.raises(BadData, match="1803"):
        drawn(ROWS[:3])


def test_assumptions_change_by_name_and_the_others_stay():
    found = changed(
        ILLUSTRATIVE,
        {
            "absence": 0.2,
            "presences": {"branch": {"kroner": 900_000}},
            "models": {"task_community": {"kroner": 10, "kroner_per_partner": 2, "alone": False}},
        },
    )

    assert found.absence == 0.2
    assert [one.kroner for one in found.presences] == [0, 350_000, 900_000]
    assert found.models[-1] == Model("task_community", 10, 2, alone=False)
    assert found.models[:-1] == ILLUSTRATIVE.models


@pytest.mark.parametrize(
    ("data", "column"),
    [
        ({"abscence": 0.2}, "abscence"),
        ({"absence": 2}, "absence"),
        ({"visits": "mange"}, "visits"),
        ({"visits": float("nan")}, "visits"),
        ({"kroner_per_hour": 2.5}, "kroner_per_hour"),
        ({"presences": {"branch": {"days": 6}}}, "presences.branch.days"),
        ({"presences": {"branch": {"dager": 3}}}, "presences.branch.dager"),
        ({"presences": {"branch": 3}}, "presences.branch"),
        ({"presences": 3}, "presences"),
        ({"models": {"new": {"kroner": 1}}}, "models.new.alone"),
        ({"models": {"own": {"alone": 1}}}, "models.own.alone"),
    ],
)
def test_an_assumption_that_makes_no_sense_is_told_by_name(data, column):
    with pytest.raises(BadData) as refusal:
        changed(ILLUSTRATIVE, data)

    assert column in [one.column for one in refusal.value.faults]


def test_the_structure_drawn_is_the_one_measured():
    assert rows_of(territory(), together())[1] == {
        "municipality": "1802",
        "name": "Sund",
        "host": "1801",
        "model": "host",
        "days": "2",
    }


def test_a_structure_is_what_it_was_with_its_differences():
    here, before, after = territory(), alone(territory()), drawn()

    differences = differences_between(here, before, after)
    again = with_differences(here, before, differences, name="drawn.csv", title="Tegnet")

    assert differences["municipalities"]["1802"] == {"host": "1801", "model": "host"}
    assert rows_of(here, again) == rows_of(here, after)
    assert again.days.tolist() == after.days.tolist()
    assert differences_between(here, before, before) == {"municipalities": {}, "days": {}}


@pytest.mark.parametrize(
    "differences",
    [
        {"municipalities": {"0301": {"host": "0301"}}},
        {"municipalities": {"1801": {"host": "1802"}, "1802": {"host": "1803"}}},
        {"days": {"nowhere": 2}},
        {"days": {"seat-1801": 8}},
    ],
)
def test_differences_that_make_no_structure_are_refused(differences):
    with pytest.raises(BadData):
        with_differences(territory(), alone(territory()), differences, name="x", title="x")
