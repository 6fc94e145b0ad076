"""What changed between two readings of a document, word by word. Pure.

Everything is kept: the pieces that are not inserted are the old text, those that are not
deleted are the new, spaces included. Swapping old and new swaps inserted and deleted.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise

from tospann.agreed.body import Line, Part, Table


class Status(StrEnum):
    """What became of a part, a line, a table, a row or a column."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


class Op(StrEnum):
    """What became of a stretch of text."""

    SAME = "same"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; never empty."""

    op: Op
    text: str


Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class LineDifference:
    """A line with its label, both as pieces."""

    status: Status
    label: Pieces
    text: Pieces


@dataclass(frozen=True, slots=True)
class RowDifference:
    """A row; one cell for each column of its table, added and removed columns included."""

    status: Status
    cells: tuple[Pieces, ...]


@dataclass(frozen=True, slots=True)
class TableDifference:
    """A table; `columns` says what became of each column, `header` how it reads."""

    status: Status
    caption: Pieces
    columns: tuple[Status, ...]
    header: tuple[Pieces, ...]
    rows: tuple[RowDifference, ...]


@dataclass(frozen=True, slots=True)
class PartDifference:
    """A part in both readings. `number` is the new one, or the old of a removed part.

    `old_number` is empty for an added part. A part that only got another number is the same.
    """

    id: str
    status: Status
    number: str
    old_number: str
    title: Pieces
    lines: tuple[LineDifference, ...]
    tables: tuple[TableDifference, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """How many parts met each fate."""

    changed: int
    added: int
    removed: int
    same: int

    @property
    def nothing_changed(self) -> bool:
        """Whether every part reads as before."""
        return not (self.changed or self.added or self.removed)


class Difference(list[PartDifference]):
    """The parts of both readings, and how many met each fate."""

    @property
    def summary(self) -> Summary:
        """Count the parts by what became of them."""
        fates = Counter(part.status for part in self)
        return Summary(
            changed=fates[Status.CHANGED],
            added=fates[Status.ADDED],
            removed=fates[Status.REMOVED],
            same=fates[Status.SAME],
        )


def difference(old: list[Part], new: list[Part]) -> Difference:
    """Every part of both, in the new order; a removed part stands after its old neighbour.

    Parts are matched by id, lines by label and then by likeness, rows by their first cell;
    what moved within a part is removed in one place and added in another. Raises `ValueError`
    when two parts of a reading have the same id.
    """
    before, after = _by_id(old), _by_id(new)
    return Difference(
        _part(before.get(part_id), after.get(part_id)) for part_id in _order(before, after)
    )


def before(pieces: Pieces) -> str:
    """The old text."""
    return "".join(piece.text for piece in pieces if piece.op is not Op.INSERTED)


def after(pieces: Pieces) -> str:
    """The new text."""
    return "".join(piece.text for piece in pieces if piece.op is not Op.DELETED)


# --- Words ------------------------------------------------------------------------------

_MONTHS = "januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember"
_WORDS = re.compile(
    rf"\s+"
    rf"|\d{{1,2}}\.[ \u00a0](?:{_MONTHS})(?:[ \u00a0]\d{{4}})?(?!\w)"  # 4. mars 2026
    r"|§{1,2}[ \u00a0]?\d+(?:-\d+)?[a-z]?(?!\w)"  # § 14
    r"|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:,\d+)?(?!\w)"  # 1 234 567,5
    r"|\w+(?:[-–.,:/'’]\w+)*-?"  # Nav-loven, 04.03.2026, 12,5, kl. 10:30, stats-
    r"|.",
    re.DOTALL,
)
_LIKE_ENOUGH = 0.3  # less in common than this share of words: show the texts whole


def words(text: str) -> list[str]:
    """The text cut into words, spaces and signs; joined again it is the text.

    Compounds with a hyphen, numbers, dates and paragraphs of law stay whole.
    """
    return _WORDS.findall(text)


def compare(old: str, new: str) -> Pieces:
    """The two texts as pieces; what was deleted stands before what came in its place."""
    if old == new:
        return _all(Op.SAME, new)
    if old > new:  # one order for both directions, so that they agree
        return tuple(_merged(_swapped(piece) for piece in _compare(new, old)))
    return tuple(_merged(_compare(old, new)))


def _compare(old: str, new: str) -> Iterator[Piece]:
    a, b = words(old), words(new)
    if _likeness(_set(a), _set(b)) < _LIKE_ENOUGH:
        yield from (*_all(Op.DELETED, old), *_all(Op.INSERTED, new))
        return
    begin, end = _common_ends(a, b)
    yield from _all(Op.SAME, "".join(a[:begin]))
    tail = a[len(a) - end :]
    a, b = a[begin : len(a) - end], b[begin : len(b) - end]
    i = j = 0
    for block in SequenceMatcher(str.isspace, a, b, autojunk=False).get_matching_blocks():
        same = "".join(a[block.a : block.a + block.size])
        yield from _all(Op.DELETED, "".join(a[i : block.a]))
        yield from _all(Op.INSERTED, "".join(b[j : block.b]))
        if same.isspace():  # a lone space between changes only breaks the reading
            yield from (Piece(Op.DELETED, same), Piece(Op.INSERTED, same))
        else:
            yield from _all(Op.SAME, same)
        i, j = block.a + block.size, block.b + block.size
    yield from _all(Op.SAME, "".join(tail))


def _common_ends(a: list[str], b: list[str]) -> tuple[int, int]:
    """How many words the two begin with alike, and how many of the others they end with."""
    most = min(len(a), len(b))
    begin = next((n for n in range(most) if a[n] != b[n]), most)
    end = next((n for n in range(most - begin) if a[-1 - n] != b[-1 - n]), most - begin)
    return begin, end


def _merged(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Neighbours joined; within a change first all that was deleted, then all inserted."""
    gone = come = same = ""
    for piece in pieces:
        if piece.op is Op.SAME:
            if gone or come:
                yield from (
                    *_all(Op.SAME, same),
                    *_all(Op.DELETED, gone),
                    *_all(Op.INSERTED, come),
                )
                gone = come = same = ""
            same += piece.text
        elif piece.op is Op.DELETED:
            gone += piece.text
        else:
            come += piece.text
    yield from (*_all(Op.SAME, same), *_all(Op.DELETED, gone), *_all(Op.INSERTED, come))


_OTHER_WAY = {Op.SAME: Op.SAME, Op.DELETED: Op.INSERTED, Op.INSERTED: Op.DELETED}


def _swapped(piece: Piece) -> Piece:
    return Piece(_OTHER_WAY[piece.op], piece.text)


def _all(op: Op, text: str) -> Pieces:
    return (Piece(op, text),) if text else ()


def _set(tokens: Iterable[str]) -> frozenset[str]:
    return frozenset(token.lower() for token in tokens if token[0].isalnum() or token[0] == "§")


def _likeness(a: frozenset[str], b: frozenset[str]) -> float:
    """The share of words in common, 0 to 1 (Dice's coefficient); 1 for two without words."""
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 1.0


# --- Sequences --------------------------------------------------------------------------

_MANY = 10_000  # pairs; above this, likeness of lines is not asked for


def _aligned(
    old: Sequence, new: Sequence, key: Callable, score: Callable | None = None
) -> list[tuple[int | None, int | None]]:
    """Pairs of places (old, new) in order; None where the other has no counterpart.

    Equal keys are matched first; between them, `score` (0 = no match) decides.
    """
    a, b = [key(one) for one in old], [key(one) for one in new]
    if a > b:
        pairs = [(i, j) for j, i in _aligned_in_order(new, old, b, a, score)]
    else:
        pairs = list(_aligned_in_order(old, new, a, b, score))
    found: list[tuple[int | None, int | None]] = []
    added: list[tuple[int | None, int | None]] = []
    for pair in pairs:  # between two matches, what went stands before what came
        if pair[0] is None:
            added.append(pair)
        elif pair[1] is None:
            found.append(pair)
        else:
            found += [*added, pair]
            added = []
    return found + added


def _aligned_in_order(
    old, new, a: list, b: list, score
) -> Iterator[tuple[int | None, int | None]]:
    blocks = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    i = j = 0
    for block in blocks:
        yield from _between(old, new, range(i, block.a), range(j, block.b), score)
        yield from ((block.a + n, block.b + n) for n in range(block.size))
        i, j = block.a + block.size, block.b + block.size


def _between(
    old, new, rows: range, columns: range, score
) -> Iterator[tuple[int | None, int | None]]:
    """The pairing with the highest sum of scores that crosses nothing."""
    if score is None or not rows or not columns or len(rows) * len(columns) > _MANY:
        yield from ((i, None) for i in rows)
        yield from ((None, j) for j in columns)
        return
    value = {(i, j): score(old[i], new[j]) for i in rows for j in columns}
    best = [[0.0] * (len(columns) + 1) for _ in range(len(rows) + 1)]
    for i in reversed(range(len(rows))):
        for j in reversed(range(len(columns))):
            pair = value[rows[i], columns[j]]
            best[i][j] = max(
                best[i + 1][j], best[i][j + 1], pair + best[i + 1][j + 1] if pair else 0.0
            )
    i = j = 0
    while i < len(rows) and j < len(columns):
        pair = value[rows[i], columns[j]]
        if pair and best[i][j] == pair + best[i + 1][j + 1]:
            yield rows[i], columns[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            yield rows[i], None
            i += 1
        else:
            yield None, columns[j]
            j += 1
    yield from ((left, None) for left in rows[i:])
    yield from ((None, right) for right in columns[j:])


# --- Lines, tables, parts ---------------------------------------------------------------


def _lines(old: Sequence[Line], new: Sequence[Line]) -> tuple[LineDifference, ...]:
    known: dict[str, frozenset[str]] = {}

    def vocabulary(text: str) -> frozenset[str]:
        if text not in known:
            known[text] = _set(words(text))
        return known[text]

    alone = len(old) == len(new) == 1

    def score(a: Line, b: Line) -> float:
        like = _likeness(vocabulary(a.text), vocabulary(b.text))
        if a.label != b.label:
            return like if like >= 0.6 else 0.0
        if a.label:
            return 2.0 + like
        return like if like >= _LIKE_ENOUGH or alone else 0.0

    pairs = _aligned(old, new, lambda line: (line.label, line.text), score)
    return tuple(
        _line(None if i is None else old[i], None if j is None else new[j]) for i, j in pairs
    )


def _line(old: Line | None, new: Line | None) -> LineDifference:
    return LineDifference(
        _status(old, new),
        label=compare(old.label if old else "", new.label if new else ""),
        text=compare(old.text if old else "", new.text if new else ""),
    )


def _tables(old: Sequence[Table], new: Sequence[Table]) -> tuple[TableDifference, ...]:
    pairs = _aligned(old, new, lambda table: table.caption, lambda a, b: 1.0)
    return tuple(
        _table(None if i is None else old[i], None if j is None else new[j]) for i, j in pairs
    )


def _table(old: Table | None, new: Table | None) -> TableDifference:
    old_header, new_header = old.header if old else (), new.header if new else ()
    if len(old_header) == len(new_header):  # a column that got another name is the same column
        columns: list = [(n, n) for n in range(len(new_header))]
    else:
        columns = _aligned(old_header, new_header, str, lambda a, b: 0.0)
    old_rows, new_rows = old.rows if old else (), new.rows if new else ()
    rows = _aligned(old_rows, new_rows, lambda row: row[:1])
    return TableDifference(
        _status(old, new),
        caption=compare(old.caption if old else "", new.caption if new else ""),
        columns=tuple(
            _status(None if i is None else old_header[i], None if j is None else new_header[j])
            for i, j in columns
        ),
        header=tuple(compare(_cell(old_header, i), _cell(new_header, j)) for i, j in columns),
        rows=tuple(
            _row(None if i is None else old_rows[i], None if j is None else new_rows[j], columns)
            for i, j in rows
        ),
    )


def _row(old: tuple[str, ...] | None, new: tuple[str, ...] | None, columns: list) -> RowDifference:
    return RowDifference(
        _status(old, new),
        cells=tuple(compare(_cell(old or (), i), _cell(new or (), j)) for i, j in columns),
    )


def _cell(row: tuple[str, ...], place: int | None) -> str:
    return row[place] if place is not None and place < len(row) else ""


def _part(old: Part | None, new: Part | None) -> PartDifference:
    old_lines, new_lines = old.lines if old else (), new.lines if new else ()
    title = compare(old.title if old else "", new.title if new else "")
    if old and new and (old.title, old.lines, old.tables) == (new.title, new.lines, new.tables):
        status = Status.SAME
    else:
        status = Status.CHANGED if old and new else _status(old, new)
    return PartDifference(
        id=(new or old).id,  # type: ignore[union-attr]
        status=status,
        number=(new or old).number,  # type: ignore[union-attr]
        old_number=old.number if old else "",
        title=title,
        lines=_lines(old_lines, new_lines),
        tables=_tables(old.tables if old else (), new.tables if new else ()),
    )


def _status(old: object | None, new: object | None) -> Status:
    if old is None:
        return Status.ADDED
    if new is None:
        return Status.REMOVED
    return Status.SAME if old == new else Status.CHANGED


def _by_id(parts: list[Part]) -> dict[str, Part]:
    found = {part.id: part for part in parts}
    if len(found) != len(parts):
        raise ValueError(f"two parts share an id: {[part.id for part in parts]}")
    return found


def _order(old: dict[str, Part], new: dict[str, Part]) -> list[str]:
    """New ids in order, each removed id after the old neighbour that came before it."""
    following: dict[str | None, list[str]] = {}
    for neighbour, part_id in pairwise([None, *old]):
        if part_id is not None and part_id not in new:
            following.setdefault(neighbour, []).append(part_id)
    order: list[str] = []

    def place(part_id: str | None) -> None:
        if part_id is not None:
            order.append(part_id)
        for removed in following.get(part_id, []):
            place(removed)

    place(None)
    for part_id in new:
        place(part_id)
    return order
