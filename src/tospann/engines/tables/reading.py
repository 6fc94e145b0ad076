"""Bytes in, a reading out: the one door to this engine."""

import gc
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from tospann.engines.tables import jsonstat, known, refusals, said, sanity, vintages
from tospann.engines.tables.cells import Grid, position
from tospann.engines.tables.desk import Desk
from tospann.engines.tables.found import Choice, Note, Problem, Question, Reading
from tospann.engines.tables.layouts import ALL
from tospann.engines.tables.layouts.layout import LIKELY, SURE, Layout
from tospann.engines.tables.limits import LIMITS, Limits
from tospann.engines.tables.opening import PASTED, Opened, open_file
from tospann.engines.tables.refusals import Unreadable
from tospann.engines.tables.register import Kind, Register
from tospann.engines.tables.vintages import Vintage
from tospann.engines.tables.words import Message, reason

CLOSE = 10  # two layouts whose scores are no further apart are both shown to the person
NO_ANSWERS: Mapping[str, str] = {}
NUMBER = re.compile(r"-?\d{1,15}(?:,\d{1,9})?", re.ASCII)


def read(
    data: bytes,
    name: str,
    *,
    register: Register,
    answers: Mapping[str, str] | None = None,
    mended: Mapping[str, str] | None = None,
    limits: Limits = LIMITS,
    progress: Callable[[int, int], None] | None = None,
) -> Reading:
    """Read a file, or pasted text as UTF-8, into observations.

    Parameters
    ----------
    name : the file's name; empty for pasted text.
    register : the places there are. Without places, numbers are taken as they stand.
    answers : to the questions of an earlier reading of the same file, by their keys.
    mended : what is to stand in single cells instead, by sheet and address: `Ark1!C7`.
    progress : called now and then with done and all; what it raises stops the reading.

    Raises
    ------
    Unreadable
        For a file that is not read at all, with a sentence that says what to do. Nothing else is
        raised, whatever the file holds.
    """
    with _no_collection():
        opened = open_file(data, name, limits=limits, progress=progress)
        _mend(opened.grids, mended or NO_ANSWERS)
        reading = Reading(grids=opened.grids)
        given = answers or NO_ANSWERS
        if opened.json:
            _document(opened, name, reading, register, given, limits, progress)
        else:
            _sheets(opened, reading, register, given, limits, progress)
        sanity.check(reading, limits)
        _vintage(reading, register, given)
        return reading


def _mend(grids: list[Grid], mended: Mapping[str, str]) -> None:
    """Put what a person wrote into the cells; a number as Norwegians write it is a number."""
    sheets = {grid.name: grid for grid in grids}
    for place, text in mended.items():
        sheet, _mark, cell = place.rpartition("!")
        row, column = position(cell)
        grid = sheets.get(sheet)
        if grid is None or not 0 <= row < len(grid.rows) or column > LIMITS.columns:
            continue
        cells = grid.rows[row]
        cells += [""] * (column + 1 - len(cells))
        plain = "".join(text.split())
        cells[column] = float(plain.replace(",", ".")) if NUMBER.fullmatch(plain) else text.strip()


@contextmanager
def _no_collection() -> Iterator[None]:
    """Leave the garbage collector out: it would look through a million rows without circles."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _document(
    opened: Opened,
    name: str,
    reading: Reading,
    register: Register,
    answers: Mapping[str, str],
    limits: Limits,
    progress: Callable[[int, int], None] | None,
) -> None:
    sheet = name.rsplit("/", 1)[-1][:80] or PASTED
    if jsonstat.is_cube(opened.document):
        reading.layout = jsonstat.CODE
        reading.layouts = {sheet: jsonstat.CODE}
        desk = Desk(reading, jsonstat.empty_grid(sheet), register, answers, limits, progress)
        jsonstat.read(opened.document, desk, limits)
        return
    kind = known.document(opened.document)
    if kind is None:
        raise Unreadable("json", refusals.JSON_UNKNOWN)
    _not_results(reading, sheet, kind)


def _sheets(
    opened: Opened,
    reading: Reading,
    register: Register,
    answers: Mapping[str, str],
    limits: Limits,
    progress: Callable[[int, int], None] | None,
) -> None:
    if opened.formulas:
        reading.notes.append(Note("formulas", reason(said.FORMULAS)))
    if opened.links:
        reading.notes.append(Note("links", reason(said.LINKS)))
    for hidden in opened.hidden:
        reading.notes.append(Note("hidden", reason(said.HIDDEN, sheet=hidden), hidden))
    if opened.garbled:
        reading.problems.append(Problem("garbled", reason(said.GARBLED)))
    layouts: dict[str, str] = {}
    strangers: list[Grid] = []
    kinds: list[tuple[str, known.Known]] = []
    scores = {
        grid.name: sorted(((one.score(grid), one) for one in ALL), key=lambda pair: -pair[0])
        for grid in opened.grids
        if any(grid.rows)
    }
    # A workbook with known sheets may hold others that merely look like somebody's own table.
    sure = any(found[0][0] >= LIKELY for found in scores.values())
    for grid in opened.grids:
        if not any(grid.rows):
            continue
        desk = Desk(reading, grid, register, answers, limits, progress)
        if kind := known.sheet(grid):
            kinds.append((grid.name, kind))
            continue
        layout, waits = _choose(grid, scores[grid.name], desk, sure)
        if layout is None:
            if not waits:
                strangers.append(grid)
            continue
        layouts[grid.name] = layout.code
        before = len(reading.observations), len(reading.problems), len(reading.questions)
        for place in grid.no_value[: limits.problems]:
            text = reason(said.FORMULA_EMPTY, address=place, sheet=grid.name)
            reading.problems.append(Problem("formula_empty", text, grid.name, place))
        layout.read(grid, desk)
        if before == (
            len(reading.observations), len(reading.problems), len(reading.questions),
        ):  # fmt: skip
            text = reason(said.NO_FIGURES, sheet=grid.name)
            reading.problems.append(Problem("no_figures", text, grid.name))
    reading.layouts = layouts
    reading.layout = next(iter(layouts.values()), "")
    for sheet, kind in kinds:
        _not_results(reading, sheet, kind)
    for grid in strangers:
        if layouts or kinds or reading.questions:
            text = reason(said.SKIPPED, sheet=grid.name)
            reading.notes.append(Note("skipped", text, grid.name))
        else:
            text = reason(said.NO_LAYOUT, sheet=grid.name)
            reading.problems.append(Problem("no_layout", text, grid.name))
    if not opened.grids or not (layouts or kinds or strangers or reading.questions):
        raise Unreadable("nothing", refusals.NOTHING)


def _choose(
    grid: Grid, scores: list[tuple[int, Layout]], desk: Desk, sure: bool
) -> tuple[Layout | None, bool]:
    """The layout that fits best, and whether the person has been asked which."""
    best = scores[0][0]
    if best <= 0 or (sure and best < LIKELY):
        return None, False
    close = [one for score, one in scores if score > 0 and best - score < CLOSE]
    if len(close) == 1 or best >= SURE:
        return scores[0][1], False
    answer = desk.ask(
        f"layout:{grid.name}",
        said.ASK_LAYOUT,
        tuple((one.code, one.title) for one in close),
    )
    return next((one for one in close if one.code == answer), None), True


def _not_results(reading: Reading, sheet: str, kind: known.Known) -> None:
    reading.layout = reading.layout or kind.code
    text = reason(said.NOT_RESULTS, sheet=sheet, kind=kind.sentence)
    blocking = not reading.observations
    reading.problems.append(Problem("not_results", text, sheet, blocking=blocking))


def _vintage(reading: Reading, register: Register, answers: Mapping[str, str]) -> None:
    """Say which years' numbers were used; ask about moving them, and do it where asked to."""
    codes = {
        one.region.code for one in reading.observations if one.region.kind is Kind.MUNICIPALITY
    }
    if not codes:
        return
    found = vintages.vintage(codes, register)
    reading.vintage = found.value
    if found is Vintage.MIXED:
        reading.notes.append(Note("vintage", reason(said.VINTAGE_MIXED)))
    elif found is not Vintage.ANY:
        words: Message = vintages.WORDS[found]
        reading.notes.append(Note("vintage", reason(said.VINTAGE, vintage=words)))
    if not any(vintages.outdated(one, register, vintages.LATEST) for one in codes):
        return
    answer = answers.get("vintage")
    if answer == "convert":
        reading.observations, reading.steps, problems = vintages.convert(
            reading.observations, register, vintages.LATEST
        )
        reading.problems += problems
        for old in sorted(codes):
            goes = vintages.targets(old, register, vintages.LATEST)
            if len(goes) > 1:
                for new, share in goes:
                    text = reason(
                        said.SHARED, old=old, new=new,
                        percent=f"{share * 100:.1f}".replace(".", ","),
                    )  # fmt: skip
                    reading.notes.append(Note("shared", text))
    elif answer != "keep":
        reading.questions.append(
            Question(
                "vintage",
                reason(said.ASK_VINTAGE),
                (
                    Choice("convert", reason(said.CONVERT)),
                    Choice("keep", reason(said.KEEP)),
                ),
            )
        )
