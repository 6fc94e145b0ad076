"""What a layout is, and the ways of reading that several share."""

from collections.abc import Callable
from dataclasses import dataclass

from tospann.engines.tables import said
from tospann.engines.tables.cells import Cell, Grid, at, blank, shown
from tospann.engines.tables.desk import Desk
from tospann.engines.tables.marks import unit_of
from tospann.engines.tables.periods import period, year_of
from tospann.engines.tables.register import Kind, fold
from tospann.engines.tables.words import Message

LOOK = 30  # rows searched for a heading
SURE = 90
LIKELY = 60
POSSIBLE = 30


@dataclass(frozen=True, slots=True)
class Layout:
    """A way of laying out a table: `score` says 0–100 how well a grid fits, `read` reads it."""

    code: str
    title: Message
    about: Message
    score: Callable[[Grid], int]
    read: Callable[[Grid, Desk], None]


@dataclass(frozen=True, slots=True)
class Figures:
    """A column of figures: what it measures and in which unit."""

    column: int
    measure: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column of a long table holds what; -1 for none."""

    region: int
    period: int
    figures: tuple[Figures, ...]
    splits: tuple[tuple[int, str], ...] = ()
    level: int = -1  # `Fylker`, `Nordland kommuner`
    kind: Kind | None = None
    asked: str = ""  # the time of every row where no column tells


def words(row: list[Cell]) -> list[str]:
    """A row's cells folded, for comparing with known headings."""
    return [fold(shown(cell)) for cell in row]


def heading(grid: Grid, *needed: str) -> int | None:
    """The first row near the top in which each of the words begins a cell."""
    for number, row in enumerate(grid.rows[:LOOK]):
        found = words(row[:200])
        if all(any(one.startswith(word) for one in found) for word in needed):
            return number
    return None


def blocks(heads: list[str], width: int = 0) -> list[tuple[int, int]]:
    """Tables side by side: first and last column of each, parted by headings that begin again.

    A block begins where the first heading of the row stands again, and ends before it.
    """
    first = next((n for n, head in enumerate(heads) if head), 0)
    starts = [n for n, head in enumerate(heads) if head == heads[first]]
    ends = [*(one - 1 for one in starts[1:]), len(heads) - 1]
    return [(a, b) for a, b in zip(starts, ends, strict=True) if b - a >= width]


def county_of(level: Cell, desk: Desk) -> str:
    """The county that a level such as `Nordland kommuner` names, as two digits."""
    name = fold(shown(level)).removesuffix(" kommuner").strip()
    for unit in desk.register.by_name.get(name, ()):
        if unit.kind is Kind.COUNTY:
            return unit.code
    return ""


def kind_of(level: Cell) -> Kind | None:
    """The kind of place that a level such as `Fylker` speaks of."""
    text = fold(shown(level))
    if text.endswith("kommuner") or text == "kommune":
        return Kind.MUNICIPALITY
    if text in {"fylker", "fylke"}:
        return Kind.COUNTY
    if text in {"kontor", "kontorer", "nav-kontor"}:
        return Kind.OFFICE
    return None


def read_long(grid: Grid, desk: Desk, start: int, columns: Columns) -> None:
    """Read a table with one row for each place, time and group.

    A row that has text in its first cell alone, below the table, is a footnote.
    """
    levels: dict[Cell, tuple[str, Kind | None]] = {"": ("", None)}
    decided: dict[str, int | None] = {}
    grouped: dict[tuple[Cell, ...], tuple[tuple[str, str], ...]] = {}
    used = [columns.region, columns.period, *(one.column for one in columns.figures)]
    first = min(one for one in [*used, *(c for c, _n in columns.splits)] if one >= 0)
    last = max(*used, *(c for c, _n in columns.splits), columns.level)
    rows = grid.rows
    for number in range(start, len(rows)):
        row = rows[number]
        if len(row) <= last:
            row = row + [""] * (last + 1 - len(row))
        label = row[columns.region]
        figures = [row[one.column] for one in columns.figures]
        if not any(figures) and blank(figures):
            part = row[first : last + 1]
            if blank(part):
                continue
            if sum(1 for cell in part if not blank([cell])) == 1:
                desk.note("footnotes", said.FOOTNOTES, number)
                continue
        when = columns.asked
        if columns.period >= 0:
            found = desk.period(row[columns.period], number, columns.period)
            if found is None:
                continue
            when = found
        level: Cell = row[columns.level] if columns.level >= 0 else ""
        if level not in levels:
            levels[level] = (county_of(level, desk), kind_of(level))
        county, kind = levels[level]
        if when not in decided:
            decided[when] = year_of(when) if when else None
        region = desk.region(
            label, number, columns.region, year=decided[when], county=county,
            kind=columns.kind or kind,
        )  # fmt: skip
        if region is None:
            continue
        cells = tuple([row[c] for c, _name in columns.splits])
        splits = grouped.get(cells)
        if splits is None:
            splits = grouped[cells] = tuple(
                (name, shown(cell).strip())
                for (_c, name), cell in zip(columns.splits, cells, strict=True)
            )
        for one, cell in zip(columns.figures, figures, strict=True):
            value = desk.value(cell, number, one.column)
            if value is not None:
                desk.observe(
                    region, when, one.measure, splits, value, number, one.column, one.unit
                )


def filled(row: list[Cell], start: int) -> list[Cell]:
    """A heading row in which an empty cell is the same as the one to its left, from `start`."""
    full = list(row)
    for column in range(start + 1, len(full)):
        if blank([full[column]]):
            full[column] = full[column - 1]
    return full


def split_heading(text: str) -> tuple[str, str] | None:
    """`Persons 2026` as what is measured and when; None where no time ends the text."""
    text = " ".join(text.split())
    if found := period(text):
        return "", found
    before, _space, last = text.rpartition(" ")
    if before and (found := period(last)):
        return before, found
    return None


def figures_of(column: int, text: str, unit: str = "") -> Figures:
    """A column named by its heading, with the unit that the heading tells."""
    return Figures(column, " ".join(text.split()), unit or unit_of(text))


def first_text(row: list[Cell]) -> str:
    """The text of a row in which the first cell alone is filled, or the empty text."""
    return shown(at(row, 0)).strip() if not blank(row[:1]) and blank(row[1:]) else ""
