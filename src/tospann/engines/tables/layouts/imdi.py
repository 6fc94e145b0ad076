"""IMDi's tables of settlement: two or three heading rows, `K1841` and `F18`.

The first row says what is measured, the second the unit where there are three, the last the year.
"""

from tospann.engines.tables import said
from tospann.engines.tables.cells import Grid, at, blank, shown
from tospann.engines.tables.desk import Desk
from tospann.engines.tables.layouts.layout import LOOK, SURE, Layout, filled, words
from tospann.engines.tables.marks import unit_of
from tospann.engines.tables.periods import period, year_of
from tospann.engines.tables.words import Message


def _rows(grid: Grid) -> tuple[int, int] | None:
    """The first heading row and the row of years."""
    for number, row in enumerate(grid.rows[:LOOK]):
        if words(row[:2]) == ["region", "navn"]:
            for years in range(number + 1, min(number + 3, len(grid.rows))):
                cells = [one for one in grid.rows[years][2:] if not blank([one])]
                if cells and all(period(one) for one in cells):
                    return number, years
    return None


def score(grid: Grid) -> int:
    """Sure where `Region`, `Navn` and a row of years stand above each other."""
    return SURE if _rows(grid) else 0


def read(grid: Grid, desk: Desk) -> None:
    """One figure for each place and column."""
    if (found := _rows(grid)) is None:
        return
    top, years = found
    measures = filled(grid.rows[top], 2)
    units = filled(grid.rows[top + 1], 2) if years - top == 2 else []
    whens = {
        n: when for n, cell in enumerate(grid.rows[years]) if n > 1 and (when := period(cell))
    }
    for number in range(years + 1, len(grid.rows)):
        row = grid.rows[number]
        if blank(row):
            continue
        if blank(row[1:]):
            desk.note("footnotes", said.FOOTNOTES, number)
            continue
        for column, when in whens.items():
            region = desk.region(at(row, 0), number, 0, year=year_of(when))
            if region is None:
                break
            value = desk.value(at(row, column), number, column)
            if value is not None:
                measure = shown(at(measures, column)).strip()
                unit = shown(at(units, column)).strip().removeprefix("Enhet:").strip().lower()
                desk.observe(
                    region, when, measure, (), value, number, column, unit or unit_of(measure)
                )


LAYOUT = Layout(
    "imdi",
    Message("IMDi: bosetting og introduksjonsprogram"),
    Message("To eller tre rader med overskrifter: hva, enhet og år. Steder som K1841 og F18."),
    score,
    read,
)
