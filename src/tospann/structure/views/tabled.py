"""What the pages of the lab share: a table as a file, and the way up."""

import csv
import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from tospann.base.context import address
from tospann.engines.structure.report import harmless
from tospann.partnerships.models import Partnership


def csv_file(name: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> HttpResponse:
    """UTF-8 with a byte-order mark and semicolons, as Excel in Norway reads it; no formulas."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([harmless(one) for one in row] for row in (headings, *rows))
    answer = HttpResponse(("\ufeff" + text.getvalue()).encode(), "text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


def lab_of(partnership: Partnership) -> str:
    """The partnership's lab; its own page while there is no lab."""
    slug = partnership.slug
    return address("structure:lab", slug) or address("portal:partnership", slug)
