"""Files for spreadsheets: nothing is reckoned out, and numbers and days are what they are."""

import io
from datetime import date
from decimal import Decimal

from openpyxl import load_workbook

from tospann.base import spreadsheets

ROWS = [["=1+1", -2, "-x", None, date(2026, 1, 2), Decimal("3.50")]]


def test_nothing_in_a_text_is_taken_for_a_formula():
    text = spreadsheets.as_csv(["Æ"], ROWS).decode()

    assert text == "\ufeffÆ\r\n'=1+1;-2;'-x;;02.01.2026;3,5\r\n"


def test_a_workbook_holds_texts_numbers_and_days_and_no_formulas():
    book = load_workbook(io.BytesIO(spreadsheets.as_xlsx("Ark", list("abcdef"), ROWS))).active

    assert book["A2"].data_type == "s"
    assert [cell.value for cell in book[2]][1:4] == [-2, "-x", None]
    assert book["E2"].value.date() == date(2026, 1, 2)
    assert book["F2"].value == 3.5


def test_a_table_without_rows_has_its_headings():
    book = load_workbook(io.BytesIO(spreadsheets.as_xlsx("Ark", ["a", "b"], iter([])))).active

    assert [cell.value for cell in book[1]] == ["a", "b"]
