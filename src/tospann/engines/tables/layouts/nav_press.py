"""The table of municipalities in Nav's press releases, pasted from a web page.

The table does not say which month it is for, so that is asked.
"""

from tospann.engines.tables.cells import Grid, shown
from tospann.engines.tables.desk import Desk
from tospann.engines.tables.layouts.layout import (
    SURE,
    Columns,
    Figures,
    Layout,
    heading,
    read_long,
    words,
)
from tospann.engines.tables.register import Kind
from tospann.engines.tables.words import Message

NEEDED = ("kommune", "antall", "prosent arb", "endring")
UNITS = {"antall": "personer", "endring": "personer", "prosent": "prosent"}


def score(grid: Grid) -> int:
    """Sure where all its headings stand in one row."""
    return SURE if heading(grid, *NEEDED) is not None else 0


def read(grid: Grid, desk: Desk) -> None:
    """One row for each municipality; a dash is asked about."""
    row = heading(grid, *NEEDED)
    if row is None:
        return
    heads = words(grid.rows[row])
    place = next(n for n, head in enumerate(heads) if head.startswith("kommune"))
    figures = tuple(
        Figures(
            n,
            shown(grid.rows[row][n]).strip(),
            next((unit for word, unit in UNITS.items() if head.startswith(word)), ""),
        )
        for n, head in enumerate(heads)
        if n != place and head
    )
    when = desk.asked_period(row)
    if when is not None:
        columns = Columns(place, -1, figures, kind=Kind.MUNICIPALITY, asked=when)
        read_long(grid, desk, row + 1, columns)


LAYOUT = Layout(
    "nav_press",
    Message("Nav: tabell fra pressemelding"),
    Message("Limt inn fra en nettside: kommune, antall, prosent av arbeidsstyrken og endring."),
    score,
    read,
)
