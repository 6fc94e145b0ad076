"""What is done with a table in a process of its own: read it, or mark its bad cells yellow.

`base.apart` runs these functions where there is no Django and no database, and little memory and
time, since a file somebody uploads may be made to hurt.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from tospann.engines.personal import signs
from tospann.engines.tables import Grid, Problem, Reading, Unreadable
from tospann.engines.tables import read as read_table
from tospann.engines.tables.words import Message, Reason

SHOWN_ROWS, SHOWN_COLUMNS = 8, 12
PLAIN = "%(text)s"  # a sentence that is already in the reader's language
STEPS = 200  # figures moved to other municipalities, told one by one


def read(
    asked: Mapping[str, Any], progress: Callable[[int, int], None] | None = None
) -> tuple[dict[str, Any], bytes]:
    """What the table holds as `{"found": …}`, or why it is not read: `{"refused": …, "code": …}`.

    `asked` is what `engines.tables.read` is given.
    """
    try:
        reading = read_table(**asked, progress=progress)
    except Unreadable as refusal:
        return {"refused": plain(refusal.reason), "code": refusal.code}, b""
    if kind := _about_a_person(reading.grids):
        return {"refused": None, "code": kind}, b""
    return {"found": found(reading)}, b""


def marked(
    asked: Mapping[str, Any],
    problems: Iterable[tuple[str, str, str, str]],
    words: Mapping[str, str],
) -> tuple[None, bytes]:
    """The workbook with its bad cells yellow."""
    from tospann.engines.tables.marked import build  # takes a second to load, and is seldom used

    listed = [
        Problem("", Reason(Message(PLAIN), (("text", text),)), sheet, address, stood)
        for sheet, address, stood, text in problems
    ]
    grids = read_table(**asked).grids
    return None, build(grids, listed, translate=lambda text: words.get(text, text))


def _about_a_person(grids: Iterable[Grid]) -> str:
    """The kind of the first sign that a cell is about one person; empty when there is none."""
    texts = {
        cell for grid in grids for row in grid.rows for cell in row
        if isinstance(cell, str) and len(cell) > 10 and not cell.isdecimal()
    }  # fmt: skip
    for text in sorted(texts):
        if seen := signs(text[:2000]):
            return str(seen[0].kind.value)
    return ""


def found(reading: Reading) -> dict[str, Any]:
    """A reading as plain data, small enough to keep."""
    return {
        "layouts": dict(reading.layouts),
        "observations": [
            [
                one.region.kind.value, one.region.code, one.region.name, one.period, one.measure,
                one.splits, one.value, one.mark.value if one.mark else None, one.numerator,
                one.denominator, one.unit, one.sheet, one.row, one.column, one.code,
            ]
            for one in reading.observations
        ],
        "problems": [
            [one.code, plain(one.message), one.sheet, one.address, one.found, one.blocking]
            for one in reading.problems
        ],
        "more_problems": reading.more_problems,
        "notes": [plain(one.text) for one in reading.notes],
        "questions": [
            [
                one.key, plain(one.text), [[c.value, plain(c.text)] for c in one.choices],
                one.free.value, one.sheet, one.address, one.optional,
            ]
            for one in reading.questions
        ],
        "steps": [
            [one.old, one.new, one.share, one.period, one.measure, one.before, one.after]
            for one in reading.steps[:STEPS]
        ],
        "step_count": len(reading.steps),
        "grids": [
            [grid.name, len(grid.rows), [row[:SHOWN_COLUMNS] for row in grid.rows[:SHOWN_ROWS]]]
            for grid in reading.grids
        ],
        "source": reading.source,
        "updated": reading.updated,
    }  # fmt: skip


def plain(value: Any) -> Any:
    """A sentence and what fills it as plain data, to be translated where it is shown."""
    if isinstance(value, Reason):
        return {"message": str(value.message), "params": {n: plain(v) for n, v in value.params}}
    if isinstance(value, Message):
        return {"message": str(value), "params": {}}
    return value if isinstance(value, str | int | float | None) else str(value)
