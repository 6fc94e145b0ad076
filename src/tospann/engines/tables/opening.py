"""Bytes and a file name in; sheets of cells, or a JSON document, out."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import chain

from tospann.engines.tables import delimited, persons, refusals, workbook
from tospann.engines.tables.cells import Grid
from tospann.engines.tables.limits import LIMITS, Limits
from tospann.engines.tables.refusals import Unreadable
from tospann.engines.tables.words import Message

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
NEVER = (b"MZ", b"%PDF", b"\x7fELF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"Rar!")
PASTED = Message("innlimt tabell")  # the name of a sheet that came without a file


@dataclass(slots=True)
class Opened:
    """What a file holds: grids, or `document` where it is JSON."""

    grids: list[Grid] = field(default_factory=list)
    document: object = None
    json: bool = False
    formulas: bool = False
    links: bool = False
    hidden: list[str] = field(default_factory=list)
    garbled: bool = False  # letters that were decoded wrongly before the file came here


def open_file(
    data: bytes,
    name: str,
    *,
    limits: Limits = LIMITS,
    progress: Callable[[int, int], None] | None = None,
) -> Opened:
    """Look at the first bytes, not at the name, and open the file as what it is.

    `progress` is called with parts done and parts in all; what it raises stops the reading.

    Raises
    ------
    Unreadable
        For anything but a plain workbook, text or JSON within the limits, and for files with
        national identity numbers.
    """
    if len(data) > limits.file_bytes:
        raise Unreadable(
            "too_big",
            refusals.TOO_BIG,
            size=len(data) // 1_000_000,
            limit=limits.file_bytes // 1_000_000,
        )
    if not data.strip(b" \t\r\n\0"):
        raise Unreadable("nothing", refusals.NOTHING)
    if data.startswith(ZIP):
        grids, contents, hidden = workbook.read(data, limits, progress)
        persons.refuse_cells(chain.from_iterable(row for grid in grids for row in grid.rows), name)
        return Opened(grids, formulas=contents.formulas, links=contents.links, hidden=hidden)
    if data.startswith(OLE):
        if ENCRYPTED in data:
            raise Unreadable("locked", refusals.LOCKED)
        raise Unreadable("old_excel", refusals.OLD_EXCEL)
    if data.startswith(NEVER):
        raise Unreadable("no_table", refusals.NO_TABLE)
    text = delimited.decode(data)
    persons.refuse(text, name)
    if text.lstrip()[:1] in {"{", "["}:
        try:
            return Opened(document=json.loads(text), json=True)
        except (ValueError, RecursionError):
            if name.lower().endswith(".json"):
                raise Unreadable("broken", refusals.BROKEN) from None
    sheet = name.rsplit("/", 1)[-1][:80] or PASTED
    grid = delimited.read(text, sheet, limits, progress)
    return Opened([grid], garbled=any(sign in text for sign in ("Ã¸", "Ã¥", "Ã¦", "\ufffd")))
