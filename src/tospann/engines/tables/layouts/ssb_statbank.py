"""A table saved from Statistics Norway's Statbank, as text or workbook, wide by time."""

from tospann.engines.tables.cells import Grid
from tospann.engines.tables.desk import Desk
from tospann.engines.tables.layouts import statbank
from tospann.engines.tables.layouts.layout import LIKELY, SURE, Layout
from tospann.engines.tables.regions import CODED
from tospann.engines.tables.words import Message


def score(grid: Grid) -> int:
    """Sure with the Statbank's title; likely where headings and places fit without it."""
    found = statbank.shape(grid)
    if found is None:
        return 0
    if found.title:
        return SURE
    labels = [row[0] for row in grid.rows[found.first : found.first + 20] if row and row[0]]
    coded = [one for one in labels if isinstance(one, str) and CODED.match(one)]
    return LIKELY if coded and len(coded) * 2 >= len(labels) else 0


def read(grid: Grid, desk: Desk) -> None:
    """Every figure with its place, its time and its groups."""
    if found := statbank.shape(grid):
        statbank.read_shape(grid, desk, found)


LAYOUT = Layout(
    "ssb_statbank",
    Message("Statistikkbanken: tabell med ett år per kolonne"),
    Message("Tittel øverst, en tom linje, så overskrifter. Tomt navn betyr samme sted som over."),
    score,
    read,
)
