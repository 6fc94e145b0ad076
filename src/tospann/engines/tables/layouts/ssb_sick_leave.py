"""Statistics Norway's table 12451: sick leave by place, quarter and sex, in three heading rows."""

from tospann.engines.tables.cells import Grid, shown
from tospann.engines.tables.desk import Desk
from tospann.engines.tables.layouts import statbank
from tospann.engines.tables.layouts.layout import SURE, Layout
from tospann.engines.tables.register import fold
from tospann.engines.tables.words import Message

WORDS = ("sykefravær", "sickness absence", "sick leave")


def score(grid: Grid) -> int:
    """Sure where the headings speak of sick leave above quarters."""
    top = [fold(shown(cell)) for row in grid.rows[:8] for cell in row[:60]]
    if not any(one.startswith(WORDS) or "sykefravær" in one for one in top):
        return 0
    found = statbank.shape(grid)
    if found is None or len(found.labels) != 1:
        return 0
    return SURE + 5 if all("K" in when for _m, when, _s in found.columns.values()) else 0


def read(grid: Grid, desk: Desk) -> None:
    """Per cent by place, quarter and sex."""
    if found := statbank.shape(grid):
        statbank.read_shape(grid, desk, found)


LAYOUT = Layout(
    "ssb_sick_leave",
    Message("Statistikkbanken: sykefravær (tabell 12451)"),
    Message("Steder nedover, kvartal, kjønn og sykefraværsprosent i tre rader med overskrifter."),
    score,
    read,
)
