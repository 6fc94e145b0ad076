"""Statistics Norway's table 03321: where people work, and where those who work there live."""

from tospann.engines.tables.cells import Grid
from tospann.engines.tables.desk import Desk
from tospann.engines.tables.layouts import statbank
from tospann.engines.tables.layouts.layout import SURE, Layout
from tospann.engines.tables.register import fold
from tospann.engines.tables.words import Message


def score(grid: Grid) -> int:
    """Sure where the title speaks of commuting and there are two columns of places."""
    title = fold(statbank.title_of(grid))
    if not title.startswith("03321:") and "pendlingsstrøm" not in title:
        return 0
    found = statbank.shape(grid)
    return SURE + 5 if found is not None and len(found.labels) == 2 else 0


def read(grid: Grid, desk: Desk) -> None:
    """The place is where people work; where they live is a group, by its number."""
    if found := statbank.shape(grid):
        statbank.read_shape(grid, desk, found, second_place="bostedskommune")


LAYOUT = Layout(
    "ssb_commuting",
    Message("Statistikkbanken: pendling (tabell 03321)"),
    Message("Arbeidssted i første kolonne, bosted i andre. Tomt arbeidssted betyr som over."),
    score,
    read,
)
