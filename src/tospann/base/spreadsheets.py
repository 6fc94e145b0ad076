"""Tables as files for a spreadsheet: a text table as Norwegian Excel reads it, and a workbook."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from django.http import HttpResponse

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would reckon out

Value = int | float | Decimal | date | str | None


def as_csv(headings: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """UTF-8 with a byte-order mark, semicolons and decimal commas, as Excel in Norway reads it.

    Texts that a spreadsheet would take for a formula get an apostrophe before them.
    """
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([_plain(one) for one in headings])
    writer.writerows([_plain(one) for one in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(title: str, headings: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """A workbook with one sheet: numbers as numbers, days as days, no formulas and no links."""
    import xlsxwriter

    held = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(held, options) as book:
        sheet = book.add_worksheet(title[:31])
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        sheet.write_row(0, 0, headings, head)
        last = 0
        for last, row in enumerate(rows, start=1):
            for place, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(last, place, value, day)
                elif isinstance(value, int | float | Decimal):
                    sheet.write_number(last, place, value)
                elif value:
                    sheet.write_string(last, place, value)
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, 0, 28)
        sheet.set_column(1, max(1, len(headings) - 1), 16)
        if last:
            sheet.autofilter(0, 0, last, len(headings) - 1)
    return held.getvalue()


def exact(value: Decimal) -> str:
    """The number with no more digits than it has, and a point."""
    return f"{value.normalize():f}"


def written(value: Decimal | None) -> str:
    """A number as it is typed in Norwegian; empty for none."""
    return "" if value is None else exact(value).replace(".", ",")


def _plain(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, Decimal):
        return written(value)
    if isinstance(value, int | float):
        return str(value).replace(".", ",")
    return f"'{value}" if value.startswith(_FORMULA) else value


def attachment(content: bytes, name: str, media: str) -> HttpResponse:
    """A file to be saved under a name."""
    return HttpResponse(
        content,
        content_type=media,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
