"""How a table from Statistics Norway's Statbank is laid out, whichever the subject.

A title in the first line (`07459: Folkemengde, etter region, …`), a blank line, then either one
heading row (`"region";"age";"Persons 2026"`) or several in which the cells above the labels are
empty and merged ones are written once. In the labels an empty cell is the same as the one above.
"""

import re
from dataclasses import dataclass

from tospann.engines.tables import said
from tospann.engines.tables.cells import Cell, Grid, at, blank, shown
from tospann.engines.tables.desk import Desk
from tospann.engines.tables.found import Free
from tospann.engines.tables.layouts.layout import filled, first_text, split_heading
from tospann.engines.tables.marks import unit_of
from tospann.engines.tables.periods import period, year_of
from tospann.engines.tables.register import Kind, fold

TITLE = re.compile(r"^\d{5}:\s")
AFTER = re.compile(r",\s+(?:etter|by)\s+(.+)$", re.IGNORECASE)
NO_GROUP = frozenset(
    {"statistikkvariabel", "contents", "år", "year", "måned", "month", "kvartal", "quarter",
     "tertial"}
)  # fmt: skip
SEXES = frozenset({"kvinner", "menn", "begge kjønn", "females", "males", "both sexes", "women",
                   "men"})  # fmt: skip
HEADS = 6  # heading rows at most


@dataclass(frozen=True, slots=True)
class Shape:
    """Where the parts of a table are. `columns` maps a column to measure, time and groups."""

    title: str
    labels: tuple[str, ...]  # the names of the label columns
    first: int  # the first row of data
    columns: dict[int, tuple[str, str, tuple[tuple[str, str], ...]]]


def title_of(grid: Grid) -> str:
    """The title line, or the empty text."""
    for row in grid.rows[:3]:
        text = shown(at(row, 0)).strip()
        if TITLE.match(text):
            # A title with commas in it may have been cut into cells by the separator.
            return ",".join(shown(cell) for cell in row if shown(cell)).strip(' "')
    return ""


def groups(title: str) -> list[str]:
    """The variables that a title names, but time and contents."""
    found = AFTER.search(title)
    if not found:
        return []
    parts = re.split(r",\s*|\s+og\s+|\s+and\s+", found[1].strip(' "'))
    return [one.strip() for one in parts if one.strip() and fold(one) not in NO_GROUP]


def shape(grid: Grid) -> Shape | None:
    """Where title, headings and data are; None for a table of another kind."""
    title = title_of(grid)
    rows = grid.rows
    start = 0
    if title:
        start = 1 + next(n for n, r in enumerate(rows) if TITLE.match(shown(at(r, 0)).strip()))
    while start < len(rows) and blank(rows[start]):
        start += 1
    if start >= len(rows):
        return None
    if blank(rows[start][:1]):
        return _above(rows, start, title)
    return _flat(rows, start, title)


def _flat(rows: list[list[Cell]], start: int, title: str) -> Shape | None:
    """One heading row in which figures are named `Persons 2026`."""
    heads = [shown(cell) for cell in rows[start]]
    columns: dict[int, tuple[str, str, tuple[tuple[str, str], ...]]] = {}
    for column, head in enumerate(heads):
        if column and (found := split_heading(head)):
            columns[column] = (found[0], found[1], ())
    if not columns:
        return None
    first = min(columns)
    if any(n not in columns for n in range(first, len(heads)) if heads[n].strip()):
        return None
    return Shape(title, tuple(head.strip() for head in heads[:first]), start + 1, columns)


def _above(rows: list[list[Cell]], start: int, title: str) -> Shape | None:
    """Several heading rows; the label columns are those that are empty in all of them."""
    end = start
    while end < len(rows) and end - start < HEADS and blank(rows[end][:1]):
        if blank(rows[end]):
            return None
        end += 1
    if end >= len(rows) or end == start:
        return None
    heads = rows[start:end]
    stub = min(next(n for n, cell in enumerate(head) if not blank([cell])) for head in heads)
    full = [filled(head, stub) for head in heads]
    times = [
        n
        for n, head in enumerate(full)
        if all(period(cell) for cell in head[stub:] if not blank([cell]))
    ]
    if not times:
        return None
    width = max(len(head) for head in heads)
    named = groups(title)
    names = tuple(named[n] if n < len(named) else f"gruppe {n + 1}" for n in range(stub))
    sexes = {
        n for n, head in enumerate(full)
        if n != times[-1] and {fold(shown(one)) for one in head[stub:]} - {""} <= SEXES
    }  # fmt: skip
    plain = [n for n in range(len(full)) if n != times[-1] and n not in sexes]
    columns: dict[int, tuple[str, str, tuple[tuple[str, str], ...]]] = {}
    for column in range(stub, width):
        when = period(at(full[times[-1]], column))
        if when is None:
            continue
        texts = [shown(at(full[n], column)).strip() for n in plain]
        splits = tuple(("kjønn", shown(at(full[n], column)).strip()) for n in sorted(sexes))
        columns[column] = (" – ".join(one for one in texts if one), when, splits)
    return Shape(title, names, end, columns) if columns else None


def read_shape(grid: Grid, desk: Desk, found: Shape, second_place: str = "") -> None:
    """Read the data under the headings.

    `second_place` names the group of the second label column where it is a place as well.
    """
    above: list[Cell] = [""] * len(found.labels)
    topic = found.title.split(":", 1)[-1].split(",")[0].strip()
    if not topic and any(not measure for measure, _when, _splits in found.columns.values()):
        answer = desk.ask(f"measure:{grid.name}", said.ASK_MEASURE, free=Free.TEXT)
        if answer is None:
            return
        topic = answer
    years = {when: year_of(when) for _measure, when, _splits in found.columns.values()}
    units = {measure: unit_of(measure or topic) for measure, _w, _s in found.columns.values()}
    table = found.title[:5] if TITLE.match(found.title) else ""
    stub = len(found.labels)
    width = max(found.columns) + 1
    for number in range(found.first, len(grid.rows)):
        row = grid.rows[number]
        if blank(row):
            continue
        if first_text(row) and _ends(grid, number):
            desk.note("footnotes", said.FOOTNOTES, number)
            break
        if len(row) < width:
            row = row + [""] * (width - len(row))
        for n in range(stub):
            if not blank([row[n]]):
                above[n] = row[n]
                if n == 0:
                    above[1:] = [""] * (stub - 1)
        if blank(row[stub:width]) and blank(row[1:stub]):
            continue  # a place that stands alone above its groups
        extra = tuple((found.labels[n], shown(above[n]).strip()) for n in range(1, stub))
        if second_place:
            other = desk.region(above[1], number, 1, kind=Kind.MUNICIPALITY)
            if other is None:
                continue
            extra = ((second_place, other.code), *extra[1:])
        for column, (measure, when, splits) in found.columns.items():
            region = desk.region(above[0], number, 0, year=years[when])
            if region is None:
                break
            value = desk.value(row[column], number, column, dash_zero=True)
            if value is not None:
                desk.observe(
                    region, when, measure or topic, extra + splits, value, number, column,
                    units[measure], code=table,
                )  # fmt: skip


def _ends(grid: Grid, number: int) -> bool:
    """Whether nothing but single texts follows: footnotes."""
    return all(blank(row) or bool(first_text(row)) for row in grid.rows[number : number + 200])
