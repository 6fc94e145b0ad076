"""Nav's workbook of reduced work capacity: place by name only, and a heading left empty.

Source: Nav, "Nedsatt arbeidsevne", as published in 2025.
"""

from tospann.engines.tables.cells import Grid, shown
from tospann.engines.tables.desk import Desk
from tospann.engines.tables.layouts.layout import (
    SURE,
    Columns,
    Layout,
    blocks,
    figures_of,
    heading,
    read_long,
    words,
)
from tospann.engines.tables.words import Message

NEEDED = ("månednummer", "nivå", "region", "d_år-måned")


def score(grid: Grid) -> int:
    """Sure where all its headings stand in one row."""
    return SURE if heading(grid, *NEEDED) is not None else 0


def read(grid: Grid, desk: Desk) -> None:
    """Each block by itself; the level narrows the names down to a county."""
    row = heading(grid, *NEEDED)
    if row is None:
        return
    heads = words(grid.rows[row])
    for first, last in blocks(heads, width=4):
        named = {heads[n]: n for n in range(last, first - 1, -1) if heads[n]}
        if not {"region", "d_år-måned"} <= named.keys():
            continue
        figures = tuple(
            figures_of(
                n,
                shown(grid.rows[row][n]),
                "prosent" if "prosent" in head else "personer",
            )
            for head, n in sorted(named.items(), key=lambda pair: pair[1])
            if head.startswith(("beh ", "v_"))
        )
        splits = tuple(
            (named[head], shown(grid.rows[row][named[head]]).strip())
            for head in ("kjønn", "alder")
            if head in named
        )
        if figures:
            columns = Columns(
                named["region"], named["d_år-måned"], figures, splits, named.get("nivå", -1)
            )
            read_long(grid, desk, row + 1, columns)


LAYOUT = Layout(
    "nav_reduced_capacity",
    Message("Nav: nedsatt arbeidsevne"),
    Message("Arbeidsbok med steder som navn, kjønn, alder, antall og prosent av befolkningen."),
    score,
    read,
)
