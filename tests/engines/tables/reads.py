"""Short ways for the tests to read."""

import io
from pathlib import Path

import xlsxwriter

from engines.tables.places import REGISTER
from tospann.engines.tables import Reading, read

FIXTURES = Path(__file__).parent / "fixtures"


def file(name: str, **answers: str) -> Reading:
    """A fixture, read."""
    return read((FIXTURES / name).read_bytes(), name, register=REGISTER, answers=answers)


def text(content: str, answers: dict[str, str] | None = None, name: str = "t.csv") -> Reading:
    """A text, read."""
    return read(content.encode(), name, register=REGISTER, answers=answers)


def book(**sheets: list[list[object]]) -> bytes:
    """A workbook of sheets."""
    kept = io.BytesIO()
    made = xlsxwriter.Workbook(kept, {"strings_to_formulas": False})
    for name, rows in sheets.items():
        sheet = made.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    made.close()
    return kept.getvalue()


def own(*rows: str) -> str:
    """The product's own table with these rows."""
    return "\n".join(("indikator;kommune;periode;verdi;teller;nevner;merke;enhet", *rows))


def codes(reading: Reading) -> list[str]:
    """The codes of its problems, in order."""
    return [one.code for one in reading.problems]


def figures(reading: Reading) -> list[tuple]:
    """Place, period and value or mark of each figure."""
    return [
        (one.region.code, one.period, one.value if one.mark is None else str(one.mark))
        for one in reading.observations
    ]
