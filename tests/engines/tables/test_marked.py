"""The person's table comes back with the bad cells marked, and nothing in it runs."""

import io

import openpyxl

from engines.tables.places import REGISTER
from engines.tables.reads import own, text
from tospann.engines.tables import Grid, read
from tospann.engines.tables.marked import build


def opened(data: bytes):
    return openpyxl.load_workbook(io.BytesIO(data))


def test_bad_cells_are_yellow_with_the_cure_and_listed_first():
    found = text(own("Saker;1841;2026;mange;;;;", "Saker;Atlantis;2026;5;;;;"))
    book = opened(build(found.grids, found.problems))

    assert book.sheetnames == ["Feil", "t.csv"]
    bad = book["t.csv"]["D2"]
    assert (bad.value, bad.fill.fgColor.rgb) == ("mange", "00FFF2A8")
    assert bad.comment.text.startswith("D2: «mange»")
    assert book["t.csv"]["A2"].comment is None
    assert [row[:3] for row in book["Feil"].iter_rows(min_row=2, values_only=True)] == [
        ("t.csv", "D2", "mange"),
        ("t.csv", "B3", "Atlantis"),
    ]


def test_a_formula_goes_out_as_text():
    grid = Grid("Ark", [["=1+1", "@SUM(A1)", "+47", "-3", -3.0, "x\x00y"]])
    book = opened(build([grid], []))
    row = next(book["Ark"].iter_rows())

    assert [cell.data_type for cell in row[:5]] == ["s", "s", "s", "s", "n"]
    assert [cell.value for cell in row] == ["=1+1", "@SUM(A1)", "+47", "-3", -3, "xy"]
    assert row[0].quotePrefix


def test_the_marked_workbook_can_be_read_again():
    found = text(own("Saker;1841;2026;5;;;;", "Saker;Atlantis;2026;5;;;;"))

    again = read(build(found.grids, found.problems), "feil.xlsx", register=REGISTER)

    assert len(again.observations) == 1


def test_odd_names_of_sheets_are_made_allowed_and_different():
    grids = [Grid("Feil", [["a"]]), Grid("a/b*c" * 10, [["b"]]), Grid("a/b*c" * 10, [["c"]])]

    assert len(set(opened(build(grids, [])).sheetnames)) == 4


def test_words_are_translated():
    book = opened(build([], [], translate=lambda text: {"Feil": "Errors"}.get(text, text)))

    assert book.sheetnames == ["Errors"]
