"""JSON-stat 2, as Statistics Norway's Statbank answers: one cube of values and its labels.

The size of the cube is multiplied out and refused before anything is made of it.
Source: JSON-stat 2.0, https://json-stat.org/full/.
"""

from collections.abc import Mapping
from math import prod
from typing import Any

from tospann.engines.tables import refusals
from tospann.engines.tables.cells import Cell, Grid
from tospann.engines.tables.desk import Desk
from tospann.engines.tables.limits import Limits
from tospann.engines.tables.marks import Mark, Value, unit_of
from tospann.engines.tables.periods import period, year_of
from tospann.engines.tables.refusals import Unreadable
from tospann.engines.tables.regions import Region
from tospann.engines.tables.register import fold
from tospann.engines.tables.words import Message

TITLE = Message("JSON-stat 2")
ABOUT = Message("Svaret fra Statistikkbankens grensesnitt, med merker for manglende verdier.")
CODE = "json_stat"
STATUS = {
    ".": Mark.NOT_APPLICABLE,
    "..": Mark.MISSING,
    "...": Mark.MISSING,
    ":": Mark.SUPPRESSED,
    "*": Mark.SUPPRESSED_NAV,
}
PLACES = ("region", "kommune", "fylke", "geo", "bosted")
TIMES = ("tid", "time", "år", "year", "periode")
METRICS = ("contentscode", "statistikkvariabel", "contents")


def is_cube(document: object) -> bool:
    """Whether a document says that it is a JSON-stat 2 dataset."""
    return isinstance(document, dict) and document.get("class") == "dataset"


def _wrong(part: str) -> Unreadable:
    return Unreadable("cube", refusals.CUBE_WRONG, part=part)


def _categories(about: object, name: str, size: int) -> list[tuple[str, str]]:
    """Code and label of each category of a dimension, in the order of the values."""
    if not isinstance(about, dict) or not isinstance(about.get("category"), dict):
        raise _wrong(name)
    category = about["category"]
    labels = category.get("label")
    labels = labels if isinstance(labels, dict) else {}
    index = category.get("index")
    if isinstance(index, list):
        codes = index
    elif isinstance(index, dict):
        if not all(isinstance(one, int) for one in index.values()):
            raise _wrong(name)
        codes = sorted(index, key=lambda one: index[one])
    elif index is None and len(labels) == 1:  # one category needs no order
        codes = list(labels)
    else:
        raise _wrong(name)
    if len(codes) != size or not all(isinstance(one, str) for one in codes):
        raise _wrong(name)
    return [(one, str(labels.get(one, one))) for one in codes]


def _role(document: Mapping[str, Any], role: str, names: list[str], known: tuple[str, ...]) -> int:
    """The place of a dimension by its role, else by its name; -1 for none."""
    roles = document.get("role")
    given = roles.get(role) if isinstance(roles, dict) else None
    if isinstance(given, list):
        for one in given:
            if isinstance(one, str) and one in names:
                return names.index(one)
    for n, name in enumerate(names):
        if fold(name) in known:
            return n
    return -1


def read(document: object, desk: Desk, limits: Limits) -> None:
    """Every value with its place, time and groups.

    Raises `Unreadable` where the cube is too large or does not fit together.
    """
    if not isinstance(document, dict):
        raise _wrong("class")
    names, sizes = document.get("id"), document.get("size")
    if not isinstance(names, list) or not all(isinstance(one, str) for one in names):
        raise _wrong("id")
    if (
        not isinstance(sizes, list)
        or len(sizes) != len(names)
        or not all(type(one) is int and one >= 0 for one in sizes)
        or len(names) > 50
    ):
        raise _wrong("size")
    if (cells := prod(sizes)) > limits.cube_cells:
        raise Unreadable("cube_size", refusals.CUBE_SIZE, cells=f"{cells:.3g}",
                         limit=limits.cube_cells)  # fmt: skip
    values, status = document.get("value"), document.get("status")
    if isinstance(values, list):
        if len(values) != cells:
            raise _wrong("value")
    elif not isinstance(values, dict):
        raise _wrong("value")
    about = document.get("dimension")
    if not isinstance(about, dict):
        raise _wrong("dimension")
    dimensions = [
        _categories(about.get(name), name, size) for name, size in zip(names, sizes, strict=True)
    ]
    titles = [
        str(about[name].get("label", name)) if isinstance(about.get(name), dict) else name
        for name in names
    ]
    desk.reading.source = str(document.get("source") or "")[:200]
    desk.reading.updated = str(document.get("updated") or "")[:40]
    table = _table(document)
    _observe(desk, _Cube(document, names, dimensions, titles, values, status, table, cells))


class _Cube:
    """A cube that fits together."""

    def __init__(
        self,
        document: dict[str, Any],
        names: list[str],
        dimensions: list[list[tuple[str, str]]],
        titles: list[str],
        values: list | dict,
        status: object,
        table: str,
        cells: int,
    ) -> None:
        self.document, self.dimensions, self.titles = document, dimensions, titles
        self.values, self.status, self.table, self.cells = values, status, table, cells
        self.geo = _role(document, "geo", names, PLACES)
        self.time = _role(document, "time", names, TIMES)
        self.metric = _role(document, "metric", names, METRICS)
        self.units = {}
        if self.metric >= 0:
            units = document["dimension"][names[self.metric]]["category"].get("unit")
            self.units = units if isinstance(units, dict) else {}

    def value_at(self, place: int) -> tuple[object, object]:
        """The value and the status of a cell."""
        values, status = self.values, self.status
        value = values[place] if isinstance(values, list) else values.get(str(place))
        if isinstance(status, dict):
            return value, status.get(str(place))
        if isinstance(status, list):
            return value, status[place] if place < len(status) else None
        return value, status


def _table(document: Mapping[str, Any]) -> str:
    extension = document.get("extension")
    px = extension.get("px") if isinstance(extension, dict) else None
    return str(px.get("tableid", ""))[:10] if isinstance(px, dict) else ""


def _observe(desk: Desk, cube: _Cube) -> None:
    if cube.time < 0 and desk.asked_period() is None:
        return
    if cube.geo < 0 and desk.asked_region() is None:
        return
    rest = [n for n in range(len(cube.dimensions)) if n not in {cube.geo, cube.time, cube.metric}]
    measures: list[tuple[str, str, str]] = [("", str(cube.document.get("label") or ""), "")]
    if cube.metric >= 0:
        measures = []
        for code, label in cube.dimensions[cube.metric]:
            unit = cube.units.get(code)
            base = str(unit.get("base", "")) if isinstance(unit, dict) else ""
            measures.append((code, label, unit_of(base) or base.lower() or unit_of(label)))
    whens: list[str | None] = [None]
    if cube.time >= 0:
        whens = [period(code) or period(label) for code, label in cube.dimensions[cube.time]]
        for n, (code, _label) in enumerate(cube.dimensions[cube.time]):
            if whens[n] is None:
                desk.grid.rows = [[code]]
                desk.period(code, 0, 0)
    else:
        whens = [desk.asked_period()]
    places: dict[tuple[int, int], Region | None] = {}
    pairs = [[(cube.titles[n], label) for _code, label in cube.dimensions[n]] for n in rest]
    sizes = [len(one) for one in cube.dimensions]
    steps = [prod(sizes[n + 1 :]) for n in range(len(sizes))]

    def spot(place: int, n: int) -> int:
        return place // steps[n] % sizes[n]

    splits_of: dict[tuple[int, ...], tuple[tuple[str, str], ...]] = {}
    for place in range(cube.cells):
        w = spot(place, cube.time) if cube.time >= 0 else 0
        when = whens[w]
        if when is None:
            continue
        g = spot(place, cube.geo) if cube.geo >= 0 else 0
        if (g, w) not in places:
            places[g, w] = _place(desk, cube, g, when)
        region = places[g, w]
        if region is None:
            continue
        code, measure, unit = measures[spot(place, cube.metric) if cube.metric >= 0 else 0]
        key = tuple([spot(place, n) for n in rest])
        if key not in splits_of:
            splits_of[key] = tuple(pair[n] for pair, n in zip(pairs, key, strict=True))
        value = _value(*cube.value_at(place))
        if value is None:
            desk.grid.rows = [[str(cube.value_at(place)[0])[:60]]]
            desk.value("?", 0, 0)
            continue
        desk.observe(
            region, when, measure, splits_of[key], value, place, 0, unit,
            code=f"{cube.table}:{code}" if cube.table else code,
        )  # fmt: skip


def _place(desk: Desk, cube: _Cube, number: int, when: str) -> Region | None:
    if cube.geo < 0:
        return desk.asked_region()
    code, label = cube.dimensions[cube.geo][number]
    desk.grid.rows = [[label if label.startswith(code) else f"{code} {label}"]]
    cell: Cell = code if code != label else label
    return desk.region(cell, 0, 0, year=year_of(when))


def _value(value: object, status: object) -> Value | None:
    """A number or a mark; None for what is neither. A missing value is never zero."""
    if value is None:
        mark = STATUS.get(str(status).strip(), Mark.MISSING) if status else Mark.MISSING
        return Value(None, mark, 4.0 if mark is Mark.SUPPRESSED_NAV else None)
    if type(value) not in {int, float} or isinstance(value, bool):
        return None
    try:
        number = float(value)  # type: ignore[arg-type]
    except OverflowError:
        return None
    if number != number or abs(number) == float("inf"):
        return None
    if isinstance(status, str) and status.strip() in STATUS:
        # A hidden value that is filled in with a number is hidden all the same.
        return Value(None, STATUS[status.strip()])
    return Value(number)


def empty_grid(name: str) -> Grid:
    """The sheet that stands for a document, so that problems have a place."""
    return Grid(name, [[]])
