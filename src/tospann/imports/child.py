"""The reader as a process of its own, with little memory and little time.

A file somebody uploads may be made to hurt. So it is never opened where pages are served: this
is run as `python -m tospann.imports.child`, knows no Django and no database, and only says in
JSON what it found. In: one pickle from the parent on standard input. Out: lines of JSON, first
`{"done": …, "all": …}` now and then, last `{"found": …}` or `{"refused": …}`; or, when asked for
the marked workbook, its bytes alone.
"""

import json
import pickle
import resource
import sys
import time
from collections.abc import Iterable
from typing import Any

from tospann.engines.personal import signs
from tospann.engines.tables import Grid, Problem, Reading, Unreadable, read
from tospann.engines.tables.words import Message, Reason

SHOWN_ROWS, SHOWN_COLUMNS = 8, 12
PLAIN = "%(text)s"  # a sentence that is already in the reader's language
STEPS = 200  # figures moved to other municipalities, told one by one
WRITTEN = 400_000_000  # bytes of the files a marked workbook is made from
TICK = 0.3  # seconds between two lines about progress


def main() -> None:
    """Read what the parent sent, and answer."""
    asked = pickle.load(sys.stdin.buffer)  # noqa: S301 - from our own parent, over a pipe
    _limit(asked["bytes"], asked["seconds"], 0 if asked.get("problems") is None else WRITTEN)
    try:
        if asked.get("problems") is None:
            answer = _read(asked)
        else:
            sys.stdout.buffer.write(_marked(asked))
            return
    except Unreadable as refusal:
        answer = {"refused": plain(refusal.reason), "code": refusal.code}
    except MemoryError:
        answer = {"refused": None, "code": "memory"}
    sys.stdout.write(json.dumps(answer, separators=(",", ":")) + "\n")


def _limit(size: int, seconds: int, written: int) -> None:
    """Refuse this process more than it was given, of files too."""
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 2))
    resource.setrlimit(resource.RLIMIT_FSIZE, (written, written))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _read(asked: dict[str, Any]) -> dict[str, Any]:
    last = 0.0

    def progress(done: int, every: int) -> None:
        nonlocal last
        if time.monotonic() - last >= TICK:
            last = time.monotonic()
            sys.stdout.write(json.dumps({"done": done, "all": every}) + "\n")
            sys.stdout.flush()

    reading = read(
        asked["data"],
        asked["name"],
        register=asked["register"],
        answers=asked["answers"],
        mended=asked["mended"],
        progress=progress,
    )
    if kind := _about_a_person(reading.grids):
        return {"refused": None, "code": kind}
    return {"found": found(reading)}


def _marked(asked: dict[str, Any]) -> bytes:
    """The workbook with its bad cells yellow."""
    from tospann.engines.tables.marked import build  # takes a second to load, and is seldom used

    reading = read(
        asked["data"],
        asked["name"],
        register=asked["register"],
        answers=asked["answers"],
        mended=asked["mended"],
    )
    words: dict[str, str] = asked["words"]
    listed = [
        Problem("", Reason(Message(PLAIN), (("text", text),)), sheet, address, stood)
        for sheet, address, stood, text in asked["problems"]
    ]
    return build(reading.grids, listed, translate=lambda text: words.get(text, text))


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


if __name__ == "__main__":
    main()
