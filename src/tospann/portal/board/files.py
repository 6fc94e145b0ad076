"""A table as a file for a spreadsheet: what stands on the page, and all of it."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.http import HttpResponse

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would reckon out

Value = int | float | Decimal | date | str | None


def csv_file(name: str, headings: Sequence[str], rows: Sequence[Sequence[Value]]) -> HttpResponse:
    """UTF-8 with a byte-order mark, semicolons and decimal commas, as Excel in Norway reads it."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([_plain(one) for one in headings])
    writer.writerows([_plain(one) for one in row] for row in rows)
    return _answer(("\ufeff" + text.getvalue()).encode(), f"{name}.csv", "text/csv; charset=utf-8")


def xlsx_file(
    name: str, title: str, headings: Sequence[str], rows: Sequence[Sequence[Value]]
) -> HttpResponse:
    """A workbook with one sheet: numbers as numbers, days as days, no formulas."""
    import xlsxwriter

    held = io.BytesIO()
    with xlsxwriter.Workbook(
        held,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    ) as book:
        sheet = book.add_worksheet(title[:31])
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        sheet.write_row(0, 0, headings, head)
        for at, row in enumerate(rows, start=1):
            for place, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(at, place, value, day)
                elif isinstance(value, int | float | Decimal):
                    sheet.write_number(at, place, value)
                elif value is not None:
                    sheet.write_string(at, place, value)
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, 0, 28)
        sheet.set_column(1, max(1, len(headings) - 1), 16)
        if rows:
            sheet.autofilter(0, 0, len(rows), len(headings) - 1)
    return _answer(held.getvalue(), f"{name}.xlsx", XLSX)


def _plain(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}".replace(".", ",")
    if isinstance(value, int | float):
        return str(value).replace(".", ",")
    return f"'{value}" if value.startswith(_FORMULA) else value


def _answer(content: bytes, name: str, kind: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=kind,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
