"""Nav's monthly workbook of job seekers: two tables side by side, by status and sex.

Row 1 is empty; row 2 has the headings. The table for both sexes stands to the right of the one by
sex. Source: Nav, "Hovedtall om arbeidsmarkedet", as published in 2026.
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

NEEDED = ("år-måned", "arbeidsmarkedsstatus", "beh personer")


def score(grid: Grid) -> int:
    """Sure where all its headings stand in one row."""
    return SURE if heading(grid, *NEEDED) is not None else 0


def read(grid: Grid, desk: Desk) -> None:
    """Each block by itself: place, month, status and sex, persons and per cent."""
    row = heading(grid, *NEEDED)
    if row is None:
        return
    heads = words(grid.rows[row])
    for first, last in blocks(heads, width=4):
        named = {n: heads[n] for n in range(first, last + 1) if heads[n]}
        month = next((n for n, head in named.items() if head == "år-måned"), None)
        status = next((n for n, head in named.items() if head.startswith("arbeidsmarked")), None)
        if month is None or status is None:
            continue
        between = [n for n in named if month < n < status]
        figures = tuple(
            figures_of(n, shown(grid.rows[row][n]), "" if "%" in head else "personer")
            for n, head in named.items()
            if n > status and (head.startswith("beh ") or head.startswith("%"))
        )
        splits = tuple(
            (n, shown(grid.rows[row][n]).strip())
            for n in named
            if n >= status and n not in {one.column for one in figures}
        )
        if not figures:
            continue
        region = between[-1] if between else month
        level = between[0] if len(between) > 1 else -1
        read_long(grid, desk, row + 1, Columns(region, month, figures, splits, level))


LAYOUT = Layout(
    "nav_job_seekers",
    Message("Nav: arbeidssøkere per måned"),
    Message("Arbeidsbok med overskrifter i rad 2 og to tabeller ved siden av hverandre."),
    score,
    read,
)
