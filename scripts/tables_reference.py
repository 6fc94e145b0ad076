"""docs/reference/import-layouts.md, made from the tables of the engine that reads tables.

python scripts/tables_reference.py write   # make the page anew
python scripts/tables_reference.py check   # exit 1 when it is stale
"""

import argparse
import sys
from dataclasses import fields
from pathlib import Path

from tospann.engines.tables import LAYOUTS, LIMITS, MEANINGS, Mark
from tospann.engines.tables.jsonstat import ABOUT, CODE, TITLE
from tospann.engines.tables.known import KINDS
from tospann.engines.tables.marks import SIGNS

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "import-layouts.md"
INTRODUCTION = """\
# Tables that can be imported

*Made from `src/tospann/engines/tables/` by `python scripts/tables_reference.py write`. Correct the
code, not this page. The words a person reads are Norwegian, as in the product.*

Nothing has to be chosen: pasted text, `.csv`, `.txt`, `.xlsx` and JSON-stat 2 are recognised by
what is in them. Encoding (UTF-8 with or without mark, UTF-16, Windows-1252), separator (tab,
semicolon, comma, bar) and decimal sign are found out. What the table does not tell is asked: the
time of a press table, `1.234` without other numbers to compare with, a dash, `Herøy` without a
county, a share of at most one.

"""
MIDDLE = """\
An empty heading is the same as the one to its left, an empty label in a table from the Statbank
the same as the one above. Text below a table is read as footnotes. Several sheets and several
tables side by side are read together; hidden sheets are not read, and that is said.

## Places and times

`1841`, `K-1841`, `K1841`, `1841 Fauske - Fuossko`, `F-18`, `18`, `Nordland - Nordlánnda` and names
alone are understood. The number decides. An office's unit number is told from a municipality's by
the heading (`kontor`) or by the name (`Nav …`). Numbers of before 2020, of 2020–2023 and of 2024
on are told apart; figures under numbers no longer in use are converted only when asked for, counts
by the share of residents that each change in the register states (Tysfjord: 53.2 per cent to
Hamarøy, 46.8 per cent to Narvik), and every step is shown. Percentages are never added: they are
reckoned from numerator and denominator, or left for the person to mend.

Times become `2026`, `2026K1` (quarter), `2026M03` (month), `2026T1` (third of a year) or `2026H1`
(half). `202603`, `mars 2026`, `1. kvartal 2026` and `2026-03-01` are understood; another day than
the first of a month is not a month.

"""
SAFETY = """\
A workbook is unpacked in pieces and counted before it is opened: bytes, cells, and each text as
often as it is used. Formulas are never computed; the answer last saved is used, and one saved
without an answer is a problem. Files with macros, a password, national identity numbers, or the
person-level KOSTRA forms 11F and 11CF are refused. So are `.xls`, `.xlsb` and `.ods`, with a
sentence that says what to save instead.

A share that disagrees with its numerator and denominator stops the import, with a sentence of its
own when they differ by ten: one printed edition of the KOSTRA formula multiplies by 10.
"""
NAMES = {
    "file_bytes": "bytes in a file",
    "unpacked_bytes": "bytes when a workbook is unpacked",
    "string_bytes": "bytes of text in a workbook, counted at each use",
    "entries": "parts in a workbook",
    "ratio": "times that a part above 1 MB may grow when it is unpacked",
    "sheets": "sheets",
    "rows": "rows in a sheet",
    "columns": "columns in a sheet",
    "cells": "cells in all sheets together",
    "cube_cells": "values in a JSON-stat cube",
    "problems": "problems listed one by one; more are counted",
}


def table(head: list[str], lines: list[list[str]]) -> str:
    """A Markdown table."""
    whole = [head, ["---"] * len(head), *lines]
    return "".join(f"| {' | '.join(line)} |\n" for line in whole) + "\n"


def page() -> str:
    """The whole page."""
    text = INTRODUCTION + "## Layouts\n\n"
    layouts = [(one.code, str(one.title), str(one.about)) for one in LAYOUTS]
    layouts.append((CODE, str(TITLE), str(ABOUT)))
    text += table(["Code", "Name", "How it looks"], [[f"`{c}`", t, a] for c, t, a in layouts])
    text += MIDDLE + "## Signs for missing figures\n\n"
    text += "None of them is ever read as zero. `-` is zero in tables from the Statbank only.\n\n"
    signs: dict[Mark, list[str]] = {mark: [] for mark in Mark}
    for sign, mark in SIGNS.items():
        signs[mark].append(f"`{sign}`" if sign else "an empty cell")
    signs[Mark.BELOW].append("`< 4`")
    text += table(
        ["Sign", "Word in Tospann's own table", "Meaning"],
        [[", ".join(signs[one]), f"`{one.value}`", str(MEANINGS[one])] for one in Mark],
    )
    text += "## Known files that hold no results\n\n"
    kinds = {str(kind.sentence): kind for kind in KINDS}
    text += table(
        ["Recognised by", "What is said"],
        [
            [", ".join(f"`{one}`" for one in kind.headings or kind.keys), sentence]
            for sentence, kind in kinds.items()
        ],
    )
    text += "## Limits\n\n"
    text += table(
        ["At most", "Of"],
        [
            [f"{getattr(LIMITS, one.name):,}".replace(",", "\u00a0"), NAMES[one.name]]
            for one in fields(LIMITS)
        ],
    )
    return text + SAFETY


def main() -> None:
    """Write the page, or say whether it is stale."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["write", "check"])
    if parser.parse_args().what == "write":
        PAGE.write_text(page(), encoding="utf-8")
    elif not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page():
        print(f"{PAGE.name} is stale; run python scripts/tables_reference.py write")
        sys.exit(1)


if __name__ == "__main__":
    main()
