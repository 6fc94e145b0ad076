"""A table as a file for a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_file(name: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> HttpResponse:
    """UTF-8 with a byte-order mark and semicolons, as Excel in Norway reads it; no formulas."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([_plain(one) for one in row] for row in rows)
    answer = HttpResponse(("\ufeff" + text.getvalue()).encode(), "text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


def _plain(text: str) -> str:
    number = text.lstrip("-").replace(",", "", 1).isdigit()
    return f"'{text}" if text.startswith(FORMULA) and not number else text
