"""Text in: any of the encodings and separators that Norwegian statistics come in."""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable

from tospann.engines.tables import refusals
from tospann.engines.tables.cells import Cell, Grid
from tospann.engines.tables.limits import Limits
from tospann.engines.tables.refusals import Unreadable

SEPARATORS = ("\t", ";", "|", ",")
SAMPLE = 80  # lines looked at to find the separator
STEP = 10_000  # rows between two reports of progress
GAPS = re.compile(r"\s{2,}")
BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def decode(data: bytes) -> str:
    """The text of a file: UTF-8, UTF-16 or Windows-1252 (of which Latin-1 is nearly a part).

    Raises `Unreadable` for what is no text.
    """
    for mark, encoding in BOMS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as fault:
                raise Unreadable("no_table", refusals.NO_TABLE) from fault
    start = data[:4000]
    if b"\0" in start:  # UTF-16 without its mark has a zero in every other place
        for encoding, zeros in (("utf-16-le", start[1::2]), ("utf-16-be", start[0::2])):
            if zeros.count(0) > 0.7 * len(zeros):
                try:
                    return data.decode(encoding)
                except UnicodeDecodeError:
                    continue
        raise Unreadable("no_table", refusals.NO_TABLE)
    for encoding in ("utf-8", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def separator(text: str) -> str:
    """The sign between cells, or the empty text where none divides the lines alike."""
    lines = [line for line in text[:200_000].splitlines()[:SAMPLE] if line.strip()]
    best, best_share = "", 0.0
    for sign in SEPARATORS:
        widths = Counter(len(row) for row in _rows(lines, sign))
        widths.pop(1, None)
        widths.pop(0, None)
        if not widths:
            continue
        share = max(widths.values()) / len(lines)
        if share >= 0.6:
            return sign
        if share > best_share:
            best, best_share = sign, share
    return best


def read(
    text: str, name: str, limits: Limits, progress: Callable[[int, int], None] | None
) -> Grid:
    """The one grid of a text. Raises `Unreadable`, and what `progress` raises in order to stop."""
    sign = separator(text)
    if not sign:
        rows: Iterable[list[str]] = (GAPS.split(line.strip()) for line in text.splitlines())
    else:
        rows = _rows(io.StringIO(text, newline=""), sign)
    kept: list[list[Cell]] = []
    cells = 0
    for row in rows:
        kept.append(row)  # type: ignore[arg-type]
        cells += len(row)
        if len(row) > limits.columns:
            raise Unreadable(
                "columns", refusals.TOO_MANY_COLUMNS, sheet=name, limit=limits.columns
            )
        if len(kept) > limits.rows:
            raise Unreadable("rows", refusals.TOO_MANY_ROWS, sheet=name, limit=limits.rows)
        if cells > limits.cells:
            raise Unreadable("cells", refusals.TOO_MANY_CELLS, limit=limits.cells)
        if progress and len(kept) % STEP == 0:
            progress(len(kept), max(text.count("\n"), len(kept)))
    return Grid(name, kept)


def _rows(lines: Iterable[str], sign: str) -> Iterable[list[str]]:
    """Lines as lists of cells; a quote that never ends is read as a letter."""
    try:
        yield from csv.reader(lines, delimiter=sign)
    except csv.Error:
        if isinstance(lines, io.StringIO):
            raise Unreadable("broken_text", refusals.QUOTES) from None
        yield from (line.split(sign) for line in lines)
