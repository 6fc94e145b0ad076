"""Sheets of cells with the address a person sees in Excel.

A cell is text as it stood in the file, or a float where a workbook says that it is a number. An
empty cell is the empty text.
"""

from dataclasses import dataclass, field

Cell = str | float


@dataclass(slots=True)
class Grid:
    """One sheet. `rows` may be of uneven length; the first cell of the first row is A1."""

    name: str
    rows: list[list[Cell]]
    workbook: bool = False
    no_value: list[str] = field(default_factory=list)  # formulas that were saved without a value


def letters(column: int) -> str:
    """`A` for 0, `Z` for 25, `AA` for 26."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def number(text: str) -> int:
    """The column of letters, from 0: `A` is 0. The inverse of `letters`."""
    value = 0
    for letter in text.upper():
        value = value * 26 + ord(letter) - 64
    return value - 1


def address(row: int, column: int) -> str:
    """`B3` for row 2 and column 1, both counted from 0."""
    return f"{letters(column)}{row + 1}"


def position(place: str) -> tuple[int, int]:
    """Row and column of an address, both from 0: the inverse of `address`."""
    column = place.rstrip("0123456789")
    return int(place[len(column) :]) - 1, number(column)


def shown(cell: Cell) -> str:
    """A cell as a Norwegian sees it: `1804`, `8,1` or the text itself."""
    if isinstance(cell, str):
        return cell
    if cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return repr(cell).replace(".", ",")


def at(row: list[Cell], column: int) -> Cell:
    """The cell of a column, empty where the row is too short."""
    return row[column] if 0 <= column < len(row) else ""


def blank(row: list[Cell]) -> bool:
    """Whether nothing but spaces stands in a row."""
    return all(isinstance(cell, str) and not cell.strip() for cell in row)
