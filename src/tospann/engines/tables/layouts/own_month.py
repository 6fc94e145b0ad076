"""A small table somebody keeps: places downwards and what is measured across, for one time.

Or, for one place, what is measured downwards and one column of figures. Headings are free; what
the table does not tell is asked.
"""

from tospann.engines.tables import said
from tospann.engines.tables.cells import Cell, Grid, at, blank, shown
from tospann.engines.tables.desk import Desk
from tospann.engines.tables.found import Free
from tospann.engines.tables.layouts.layout import (
    POSSIBLE,
    Columns,
    Figures,
    Layout,
    first_text,
    read_long,
    words,
)
from tospann.engines.tables.marks import Decimal, NoValue, Value, unit_of, value
from tospann.engines.tables.periods import period
from tospann.engines.tables.register import Kind
from tospann.engines.tables.words import Message

ROWS = 500
COLUMNS = 60
PLACES = ("kommune", "kontor", "nav-kontor", "nav kontor", "sted", "region", "enhet", "område")


def _table(grid: Grid) -> tuple[int, str, list[str]] | None:
    """The heading row, the title above it and the headings; None for a grid of another kind."""
    if not 2 <= len(grid.rows) <= ROWS or max(len(row) for row in grid.rows) > COLUMNS:
        return None
    title = ""
    for number, row in enumerate(grid.rows[:10]):
        if blank(row):
            continue
        if first_text(row):
            title = title or first_text(row)
            continue
        heads = [shown(cell).strip() for cell in row]
        if any(isinstance(cell, float) and not period(cell) for cell in row[1:]):
            return None
        below = [one for one in grid.rows[number + 1 :] if not blank(one)]
        cells = [cell for one in below for cell in one[1:] if not blank([cell])]
        figures = sum(_figure(cell) for cell in cells)
        if not figures or figures * 2 < len(cells):
            return None
        return number, title, heads
    return None


def _figure(cell: Cell) -> bool:
    """Whether a cell holds a number or a sign for a missing one."""
    try:
        value(cell, Decimal.COMMA, dash_zero=True)
    except NoValue:
        return False
    return True


def score(grid: Grid) -> int:
    """Possible where headings stand above figures; a little more where the first names places."""
    found = _table(grid)
    if found is None:
        return 0
    return POSSIBLE + 10 if words(list(found[2]))[0].startswith(PLACES) else POSSIBLE


def read(grid: Grid, desk: Desk) -> None:
    """Places by measures, places by times, or measures of one place."""
    if (found := _table(grid)) is None:
        return
    start, title, heads = found
    place = words(list(heads))[0]
    shape = f"shape:{grid.name}"
    if not place.startswith(PLACES):
        answer = desk.ask(
            shape,
            ASK_SHAPE,
            (("places", PLACES_DOWN), ("measures", MEASURES_DOWN)),
            row=start,
        )
        if answer is None:
            return
        if answer == "measures":
            _one_place(grid, desk, start, title, heads)
            return
    kind = Kind.OFFICE if place.startswith(("kontor", "nav")) else None
    _places(grid, desk, start, title, heads, kind)


def _places(
    grid: Grid, desk: Desk, start: int, title: str, heads: list[str], kind: Kind | None
) -> None:
    named = [(n, head) for n, head in enumerate(heads) if n and head]
    whens = {n: period(head) for n, head in named}
    own = next((n for n, head in named if head.casefold() in {"periode", "måned", "tid"}), -1)
    if all(whens.values()):
        measure = desk.ask(f"measure:{grid.name}", said.ASK_MEASURE, free=Free.TEXT, row=start)
        if measure is None:
            return
        for n, _head in named:
            figures = (Figures(n, measure, unit_of(measure)),)
            read_long(grid, desk, start + 1, Columns(0, -1, figures, (), -1, kind, str(whens[n])))
        return
    units = {n: _unit(grid, desk, start, n, head) for n, head in named if n != own}
    when = "" if own >= 0 else _period(title, desk, start)
    if when is None or any(unit is None for unit in units.values()):
        return
    shown_figures = tuple(Figures(n, heads[n], str(unit)) for n, unit in units.items())
    read_long(grid, desk, start + 1, Columns(0, own, shown_figures, (), -1, kind, when))


def _one_place(grid: Grid, desk: Desk, start: int, title: str, heads: list[str]) -> None:
    """Measures downwards; the columns are figures, named by time where they are."""
    region = desk.asked_region(start)
    when = None if any(period(head) for head in heads[1:]) else _period(title, desk, start)
    if region is None:
        return
    whens = {n: period(head) or when for n, head in enumerate(heads) if n and head}
    if not all(whens.values()):
        return
    for number in range(start + 1, len(grid.rows)):
        row = grid.rows[number]
        measure = shown(at(row, 0)).strip()
        if blank(row):
            continue
        if blank(row[1:]):
            desk.note("footnotes", said.FOOTNOTES, number)
            continue
        if not measure:
            desk.problem("no_measure", said.NO_MEASURE, number, 0)
            continue
        for column, each in whens.items():
            worth: Value | None = desk.value(at(row, column), number, column)
            if worth is not None:
                desk.observe(
                    region, str(each), measure, (), worth, number, column, unit_of(measure)
                )


def _period(title: str, desk: Desk, row: int) -> str | None:
    """The time that the title ends with, else what the person answers."""
    parts = title.replace(":", " ").replace(",", " ").split()
    for count in (3, 2, 1):
        if len(parts) >= count and (found := period(" ".join(parts[-count:]))):
            return found
    return desk.asked_period(row)


def _unit(grid: Grid, desk: Desk, start: int, column: int, head: str) -> str | None:
    """The unit of a heading; shares of at most one are asked about, since both readings fit."""
    unit = unit_of(head)
    if unit not in {"prosent", "andel"}:
        return unit
    numbers = []
    for row in grid.rows[start + 1 :]:
        cell = at(row, column)
        if isinstance(cell, str) and "%" in cell:
            return "prosent"
        if _figure(cell):
            numbers.append(abs(value(cell, Decimal.COMMA, dash_zero=True).value or 0.0))
    if not numbers or max(numbers) > 1 or max(numbers) == 0:
        return "prosent"
    answer = desk.ask(
        f"share:{grid.name}:{head}",
        said.ASK_SHARE,
        (("percent", said.PERCENT), ("fraction", said.FRACTION)),
        row=start,
        column=column,
        measure=head,
    )
    return {"percent": "prosent", "fraction": "andel"}.get(answer or "")


ASK_SHAPE = Message("Hva står i første kolonne i arket «%(sheet)s»?")
PLACES_DOWN = Message("Kommuner eller kontorer")
MEASURES_DOWN = Message("Det som er målt, for ett sted")

LAYOUT = Layout(
    "own_month",
    Message("Egen tabell for én periode"),
    Message("Kontorer eller kommuner nedover og det som måles bortover, med egne overskrifter."),
    score,
    read,
)
