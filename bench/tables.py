"""A table of 100 000 rows read into observations, beside pandas and openpyxl on the same file.

    python -m bench.tables

The peers stop at a frame of columns with the numbers made numbers: they know no places, times or
marks, and give no address. We print what they need for that, and what we need for all of it.
"""

import csv
import io
import resource
import sys
import time
from collections.abc import Callable

import pandas as pd
import xlsxwriter

from tospann.engines.tables import Kind, Register, Unit, read

ROWS = 100_000
ROUNDS = 3
HEADS = (
    "Nivå", "Geografisk enhet", "Arbeidsmarkedsstatus", "Kjønn", "Antall personer",
    "Andel av arbeidsstyrken", "Dato",
)  # fmt: skip
STATUSES = ("Helt ledige", "Delvis ledige", "Arbeidssøkere på tiltak", "Nedsatt arbeidsevne")
SEXES = ("Kvinner", "Menn", "Begge kjønn")


def register() -> Register:
    """A made-up county with enough municipalities."""
    towns = tuple(Unit(f"{1801 + n}", f"Kommune {n}") for n in range(90))
    return Register((*towns, Unit("18", "Nordland", Kind.COUNTY)))


def rows() -> list[tuple[str, str, str, str, object, object, str]]:
    """No two rows are about the same figure; one in twenty is hidden by Nav."""
    found: list[tuple[str, str, str, str, object, object, str]] = []
    for n in range(ROWS):
        town, rest = n % 90, n // 90
        status, rest = STATUSES[rest % 4], rest // 4
        sex, rest = SEXES[rest % 3], rest // 3
        day = f"{2018 + rest // 12}-{rest % 12 + 1:02}-01"
        count: object = "*" if n % 20 == 0 else n * 7 % 4001
        share: object = "*" if n % 20 == 0 else round(n % 97 / 1000, 3)
        found.append(("Nordland kommuner", f"Kommune {town}", status, sex, count, share, day))
    return found


def as_csv(table: list[tuple[str, str, str, str, object, object, str]]) -> bytes:
    """The rows with commas and a decimal point."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADS)
    writer.writerows(table)
    return text.getvalue().encode()


def as_xlsx(table: list[tuple[str, str, str, str, object, object, str]]) -> bytes:
    """The rows in a workbook, numbers as numbers."""
    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept)
    sheet = book.add_worksheet("Tall")
    sheet.write_row(0, 0, HEADS)
    for number, row in enumerate(table, start=1):
        sheet.write_row(number, 0, row)
    book.close()
    return kept.getvalue()


def best(work: Callable[[], object]) -> float:
    """The least processor time of so many rounds, in seconds."""
    times = []
    for _round in range(ROUNDS):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return min(times)


def ours(data: bytes, name: str) -> None:
    """Read, and make sure that everything was."""
    found = read(data, name, register=register())
    if len(found.observations) != 2 * ROWS or not found.ready:
        raise AssertionError(f"{len(found.observations)} figures, {found.problems[:3]}")


def peer(frame: pd.DataFrame) -> None:
    """Numbers made numbers, hidden ones missing."""
    for head in HEADS[4:6]:
        pd.to_numeric(frame[head], errors="coerce")


def main() -> None:
    """Print both times and the ratio for each kind of file."""
    table = rows()
    text, book = as_csv(table), as_xlsx(table)
    lines = (
        (
            "csv, 100 000 rows",
            best(lambda: ours(text, "tall.csv")),
            "pandas",
            best(lambda: peer(pd.read_csv(io.BytesIO(text), dtype=str))),
        ),
        (
            "xlsx, 100 000 rows",
            best(lambda: ours(book, "tall.xlsx")),
            "pandas with openpyxl",
            best(lambda: peer(pd.read_excel(io.BytesIO(book), engine="openpyxl"))),
        ),
    )
    for what, mine, name, theirs in lines:
        sys.stdout.write(
            f"{what}: {mine:.2f} s; {name}: {theirs:.2f} s; ratio {mine / theirs:.2f}\n"
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    sys.stdout.write(f"most memory, both together: {peak} MB\n")


if __name__ == "__main__":
    main()
