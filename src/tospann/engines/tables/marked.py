"""The person's own table back, with the bad cells yellow and a sheet that lists what is wrong.

Nothing in it is a formula: every text is stored as text, so that what came in as `=…` goes out as
the same letters and never runs.
"""

import io
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils.exceptions import IllegalCharacterError
from openpyxl.writer.excel import save_workbook

from tospann.engines.tables.cells import Cell, Grid, address
from tospann.engines.tables.found import Problem
from tospann.engines.tables.words import Message

ERRORS = Message("Feil")
SHEET = Message("Ark")
CELL = Message("Celle")
FOUND = Message("Det står")
CURE = Message("Hva er galt, og hva kan gjøres")
YELLOW = PatternFill("solid", fgColor="FFF2A8")
BOLD = Font(bold=True)
LONGEST = 32_767  # letters in a cell of Excel
RISKY = ("=", "+", "-", "@", "\t", "\r")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")


def build(
    grids: Sequence[Grid],
    problems: Iterable[Problem],
    *,
    translate: Callable[[str], str] = str,
) -> bytes:
    """An .xlsx of the sheets as they were read, marked, with the list of errors first."""
    listed = list(problems)
    at: dict[tuple[str, str], list[Problem]] = defaultdict(list)
    for one in listed:
        at[one.sheet, one.address].append(one)
    book = Workbook(write_only=True)
    names = dict.fromkeys([translate(ERRORS).casefold()], 1)
    errors = book.create_sheet(translate(ERRORS))
    errors.column_dimensions["D"].width = 90
    errors.append(
        [_cell(errors, translate(head), bold=True) for head in (SHEET, CELL, FOUND, CURE)]
    )
    for one in listed:
        texts = (one.sheet, one.address, one.found, one.message.said(translate))
        errors.append([_cell(errors, text) for text in texts])
    for grid in grids:
        sheet = book.create_sheet(_name(grid.name, names))
        marked = {place for name, place in at if name == grid.name}
        for number, row in enumerate(grid.rows):
            line = []
            for column, value in enumerate(row):
                place = address(number, column) if marked else ""
                cell = _cell(sheet, value)
                if place in marked:
                    cell.fill = YELLOW
                    text = "\n".join(one.message.said(translate) for one in at[grid.name, place])
                    cell.comment = Comment(_clean(text)[:2000], "Tospann", height=160, width=320)
                line.append(cell)
            sheet.append(line)
    kept = io.BytesIO()
    save_workbook(book, kept)
    return kept.getvalue()


def _clean(text: str) -> str:
    return ILLEGAL_CHARACTERS_RE.sub("", text)[:LONGEST]


def _cell(sheet: object, value: Cell, *, bold: bool = False) -> WriteOnlyCell:
    """A cell that holds a number or a text, never a formula."""
    if isinstance(value, float):
        return WriteOnlyCell(sheet, value)
    try:
        cell = WriteOnlyCell(sheet, None)
        cell.value = _clean(value)
    except IllegalCharacterError:
        cell = WriteOnlyCell(sheet, "")
    cell.data_type = "s"
    if value.startswith(RISKY):
        cell.quotePrefix = True
    if bold:
        cell.font = BOLD
    return cell


def _name(name: str, taken: dict[str, int]) -> str:
    """A name that Excel allows and that no other sheet has."""
    plain = _NOT_IN_NAMES.sub(" ", _clean(name)).strip()[:28] or "1"
    found, number = plain, 1
    while found.casefold() in taken:
        number += 1
        found = f"{plain[:25]} {number}"
    taken[found.casefold()] = 1
    return found
