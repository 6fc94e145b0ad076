"""The tidy table from Nav's own statistics pages: level, place, status, sex, figures and day.

`Andel` is a fraction of one here.
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
from tospann.engines.tables.marks import unit_of
from tospann.engines.tables.words import Message

NEEDED = ("nivå", "geografisk enhet", "dato")


def score(grid: Grid) -> int:
    """Sure where all its headings stand in one row."""
    return SURE if heading(grid, *NEEDED) is not None else 0


def read(grid: Grid, desk: Desk) -> None:
    """Columns of figures are those named as a count or a share; the rest are groups."""
    row = heading(grid, *NEEDED)
    if row is None:
        return
    heads = words(grid.rows[row])
    place = next(n for n, head in enumerate(heads) if head.startswith("geografisk enhet"))
    day = next(n for n, head in enumerate(heads) if head.startswith("dato"))
    level = next(n for n, head in enumerate(heads) if head.startswith("nivå"))
    figures = tuple(
        Figures(n, shown(grid.rows[row][n]).strip(), unit_of(head))
        for n, head in enumerate(heads)
        if head.startswith(("antall", "andel", "prosent"))
    )
    splits = tuple(
        (n, shown(grid.rows[row][n]).strip())
        for n, head in enumerate(heads)
        if head and n not in {place, day, level, *(one.column for one in figures)}
    )
    if figures:
        read_long(grid, desk, row + 1, Columns(place, day, figures, splits, level))


LAYOUT = Layout(
    "tidy_long",
    Message("Ryddig tabell: én rad for hvert tall"),
    Message("Nivå, geografisk enhet, grupper, antall, andel og dato i hver sin kolonne."),
    score,
    read,
)
