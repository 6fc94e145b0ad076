"""Workbooks in: .xlsx through calamine, after `archive` has measured what is in it.

Formulas are never computed: the value that was saved with them is read. Hidden sheets are left
out, and the reading says so.
"""

import datetime as dt
import io
import warnings
from collections.abc import Callable
from functools import partial
from typing import TypeVar

import python_calamine as calamine

from tospann.engines.tables import archive, refusals
from tospann.engines.tables.cells import Cell, Grid, position
from tospann.engines.tables.limits import Limits
from tospann.engines.tables.refusals import Unreadable

T = TypeVar("T")
MERGED = 10_000  # merged ranges looked at in one sheet


def read(
    data: bytes, limits: Limits, progress: Callable[[int, int], None] | None
) -> tuple[list[Grid], archive.Contents, list[str]]:
    """The visible sheets, what the file holds besides, and the names of hidden sheets.

    Raises `Unreadable`, and whatever `progress` raises in order to stop.
    """
    contents = archive.inspect(data, limits)
    grids: list[Grid] = []
    hidden: list[str] = []
    book = _guarded(partial(calamine.CalamineWorkbook.from_filelike, io.BytesIO(data)))
    sheets = [one for one in book.sheets_metadata if one.typ is calamine.SheetTypeEnum.WorkSheet]
    if len(sheets) > limits.sheets:
        raise Unreadable("sheets", refusals.TOO_MANY_SHEETS, limit=limits.sheets)
    for done, about in enumerate(sheets):
        if about.visible is not calamine.SheetVisibleEnum.Visible:
            hidden.append(about.name)
            continue
        grids.append(_guarded(partial(_sheet, book, about.name)))
        if progress:
            progress(done + 1, len(sheets))
    for grid in grids:
        grid.no_value = contents.no_value.get(grid.name, [])
        for place, sign in contents.wrong.get(grid.name, ()):
            row, column = position(place)
            if row < len(grid.rows) and column < len(grid.rows[row]):
                grid.rows[row][column] = sign  # the fast reader gives an empty cell
    return grids, contents, hidden


def _guarded(work: Callable[[], T]) -> T:
    """What the reader answers, or `Unreadable` where it stumbles over a broken file."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return work()
    except calamine.PasswordError as fault:
        raise Unreadable("locked", refusals.LOCKED) from fault
    except (calamine.CalamineError, ValueError, OSError, OverflowError, TypeError) as fault:
        raise Unreadable("broken", refusals.BROKEN) from fault
    except BaseException as fault:
        if type(fault).__name__ == "PanicException":  # the Rust reader gave up
            raise Unreadable("broken", refusals.BROKEN) from fault
        raise


def _sheet(book: calamine.CalamineWorkbook, name: str) -> Grid:
    sheet = book.get_sheet_by_name(name)
    rows = [
        [one if type(one) is str or type(one) is float else _cell(one) for one in row]
        for row in sheet.to_python(skip_empty_area=False)
    ]
    for (top, left), (bottom, right) in (sheet.merged_cell_ranges or [])[:MERGED]:
        # A label over several rows holds for each of them; merged headings are read as such.
        if left == right and top < bottom and bottom < len(rows) and left < len(rows[top]):
            label = rows[top][left]
            if isinstance(label, str):
                for row in rows[top + 1 : bottom + 1]:
                    row[left] = label
    return Grid(name, rows, workbook=True)


def _cell(value: object) -> Cell:
    """Text and numbers as they are; days and times as ISO 8601."""
    kind = type(value)
    if kind is str:
        return value  # type: ignore[return-value]
    if kind is float or kind is int:
        return float(value)  # type: ignore[arg-type]
    if kind is bool:
        return "SANN" if value else "USANN"
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    return str(value)
