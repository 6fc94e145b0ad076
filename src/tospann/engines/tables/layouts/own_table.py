"""Tospann's own table: what it exports, and the template it offers. It comes back unchanged.

`indikator; kommune; periode; verdi; teller; nevner; merke`, with `enhet` where it is wanted.
`kontor` in place of `kommune` makes the places offices.
"""

from collections.abc import Iterable

from tospann.engines.tables import said
from tospann.engines.tables.cells import Cell, Grid, at, blank, shown
from tospann.engines.tables.desk import Desk
from tospann.engines.tables.found import Observation
from tospann.engines.tables.layouts.layout import LOOK, SURE, Layout, words
from tospann.engines.tables.marks import NAV_LIMIT, WORDS, Mark, Value, unit_of
from tospann.engines.tables.periods import year_of
from tospann.engines.tables.register import Kind
from tospann.engines.tables.words import Message

HEADINGS = ("indikator", "kommune", "periode", "verdi", "teller", "nevner", "merke")
PLACES = {"kommune": None, "kontor": Kind.OFFICE, "sted": None, "region": None}
NEEDED = frozenset({"indikator", "periode"})
VALUE = ("verdi", "andel", "prosent")


def _heads(grid: Grid) -> tuple[int, dict[str, int]] | None:
    for number, row in enumerate(grid.rows[:LOOK]):
        found = {head: n for n, head in reversed(list(enumerate(words(row[:40])))) if head}
        if found.keys() >= NEEDED and found.keys() & PLACES.keys() and found.keys() & set(VALUE):
            return number, found
    return None


def score(grid: Grid) -> int:
    """Sure where its headings stand in one row."""
    return SURE + 5 if _heads(grid) else 0


def read(grid: Grid, desk: Desk) -> None:
    """One figure for each row; a mark and a value in one row is a problem."""
    if (heads := _heads(grid)) is None:
        return
    start, found = heads
    place = next(one for one in PLACES if one in found)
    worth = next(one for one in VALUE if one in found)
    kind = PLACES[place]
    spare = {"verdi": "", "andel": "andel", "prosent": "prosent"}[worth]
    named = {number: head for head, number in found.items()}
    known = {"indikator", place, "periode", worth, "teller", "nevner", "merke", "enhet"}
    groups = [
        (n, shown(grid.rows[start][n]).strip()) for n in sorted(named) if named[n] not in known
    ]
    for number in range(start + 1, len(grid.rows)):
        row = grid.rows[number]
        if blank(row):
            continue
        if blank(row[1:]) and found["indikator"] == 0:
            desk.note("footnotes", said.FOOTNOTES, number)
            continue
        measure = plain(at(row, found["indikator"]))
        if not measure:
            desk.problem("no_measure", said.NO_MEASURE, number, found["indikator"])
            continue
        when = desk.period(at(row, found["periode"]), number, found["periode"])
        if when is None:
            continue
        where, sort = found[place], kind
        if place == "kommune" and "kontor" in found and not shown(at(row, where)).strip():
            where, sort = found["kontor"], Kind.OFFICE  # the whole office
        region = desk.region(at(row, where), number, where, year=year_of(when), kind=sort)
        if region is None:
            continue
        value = desk.value(at(row, found[worth]), number, found[worth], dash_zero=None)
        if value is None or (value := _marked(row, number, found, value, desk)) is None:
            continue
        parts = []
        for name in ("teller", "nevner"):
            column = found.get(name, -1)
            part = desk.value(at(row, column), number, column) if column >= 0 else Value(None)
            if part is None:
                break
            parts.append(part.value)
        if len(parts) < 2:
            continue
        unit = plain(at(row, found["enhet"])) if "enhet" in found else ""
        splits = tuple((name, plain(at(row, n))) for n, name in groups)
        desk.observe(
            region, when, measure, splits, value, number, found[worth],
            unit or spare or unit_of(measure), parts[0], parts[1],
        )  # fmt: skip


def _marked(
    row: list[Cell], number: int, found: dict[str, int], value: Value, desk: Desk
) -> Value | None:
    """The value with the mark of its own column."""
    column = found.get("merke", -1)
    text = shown(at(row, column)).strip() if column >= 0 else ""
    if not text:
        return value
    word, _space, limit = text.lower().rpartition(" ")
    if limit.isdecimal() and word == Mark.BELOW.value:
        marked = Value(None, Mark.BELOW, float(limit))
    elif text.lower() in WORDS:
        mark = WORDS[text.lower()]
        marked = Value(None, mark, float(NAV_LIMIT) if mark is Mark.SUPPRESSED_NAV else None)
    else:
        desk.problem("unknown_mark", said.UNKNOWN_MARK, number, column, known=", ".join(Mark))
        return None
    if value.value is not None:
        desk.problem("mark_and_value", said.MARK_AND_VALUE, number, column)
        return None
    return marked


def plain(cell: Cell) -> str:
    """A text as it was before `safe` wrote `'` in front of it."""
    text = shown(cell).strip()
    return text[1:] if text[:1] == "'" and text[1:2] in {"=", "+", "-", "@", "\t", "\r"} else text


def safe(text: str) -> str:
    """A text that no spreadsheet runs as a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


def written(observations: Iterable[Observation], *, offices: bool = False) -> list[list[str]]:
    """The table that comes back unchanged: headings, then a row for each figure, with `enhet`.

    Figures have a decimal comma and no spaces; a figure's groups follow in columns of their own.
    """
    kept = list(observations)
    groups = list(dict.fromkeys(name for one in kept for name, _value in one.splits))
    place = "kontor" if offices else "kommune"
    rows = [["indikator", place, *HEADINGS[2:], "enhet", *groups]]
    for one in kept:
        splits = dict(one.splits)
        mark = one.mark.value if one.mark and one.mark is not Mark.EMPTY else ""
        if one.mark is Mark.BELOW and one.below is not None:
            mark = f"{mark} {one.below:.0f}"
        label = " ".join(part for part in (one.region.code, one.region.name) if part)
        rows.append(
            [
                safe(one.measure), label, one.period, *(_figure(n) for n in
                (one.value, one.numerator, one.denominator)), mark, one.unit,
                *(safe(splits.get(name, "")) for name in groups),
            ]
        )  # fmt: skip
    return rows


def _figure(value: float | None) -> str:
    """Always with a comma where three places follow, so that `1,234` is never taken for 1234."""
    if value is None:
        return ""
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    text = f"{value!r}" if "e" not in repr(value) else f"{value:.17f}".rstrip("0")
    whole, _point, part = text.partition(".")
    return f"{whole},{part}" if len(part) != 3 else f"{whole},{part}0"


LAYOUT = Layout(
    "own_table",
    Message("Tospann: ryddig tabell"),
    Message("Kolonnene indikator, kommune eller kontor, periode, verdi, teller, nevner og merke."),
    score,
    read,
)
