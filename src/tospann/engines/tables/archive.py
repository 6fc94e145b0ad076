"""A workbook is a zip: what is in it is counted as it streams out, before anything is parsed.

Headers in a zip may lie about sizes, so they are not believed: each part is unpacked in pieces and
thrown away, and the first piece too many ends it. What is measured here is what the fast reader
would need memory for: unpacked bytes, the rectangle of cells of each sheet, and the texts each
counted as often as a cell uses them.
"""

import html
import io
import re
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass, field

from tospann.engines.tables import refusals
from tospann.engines.tables.cells import number
from tospann.engines.tables.limits import Limits
from tospann.engines.tables.refusals import Unreadable

PIECE = 1 << 20
CARRY = 4096  # a tag that is cut by a piece's end is seen whole in the next
PLAIN_PLACE = re.compile(rb' r="([A-Z]{1,3})([0-9]{1,7})"')  # as everybody writes it; fast
PLACE = re.compile(rb"""[\s]r\s*=\s*["']([A-Za-z]{1,3})([0-9]{1,7})["']""")
FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
NO_VALUE = re.compile(
    rb"""<(?:\w+:)?c\s[^>]*?\br="([A-Z]+[0-9]+)"[^>]*>\s*<f(?:\s[^>]*)?(?:/>|>[^<]*</f>)\s*"""
    rb"""(?:<v\s*/>|<v></v>)?\s*</c>"""
)
USED = re.compile(rb"""\bt\s*=\s*["']s["'][^>]*>\s*<(?:\w+:)?v>([0-9]{1,9})<""")
WRONG = re.compile(
    rb"""(<(?:\w+:)?c\s[^>]*\bt="e"[^>]*>)(?:<f(?:\s[^>]*)?(?:/>|>[^<]*</f>))?<v>(#[^<]{1,20})<"""
)
CELL_PLACE = re.compile(rb'\br="([A-Z]+[0-9]+)"')
SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*["']([^"']*)["']""")
KEPT = 1000  # places of errors remembered in one piece
TEXT = re.compile(rb"<(?:\w+:)?si[\s>].*?</(?:\w+:)?si>", re.DOTALL)


@dataclass(slots=True)
class Contents:
    """What a workbook holds, by part."""

    formulas: bool = False
    links: bool = False
    no_value: dict[str, list[str]] = field(default_factory=dict)  # sheet → addresses
    wrong: dict[str, list[tuple[str, str]]] = field(default_factory=dict)  # and what Excel says


def inspect(data: bytes, limits: Limits) -> Contents:
    """Unpack everything once, keeping counts only.

    Raises `Unreadable` for anything that is no plain .xlsx within the limits.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return _inspect(packed, limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as fault:
        raise Unreadable("broken", refusals.BROKEN) from fault
    except (NotImplementedError, RuntimeError) as fault:  # a strange packing, or a password
        raise Unreadable("locked", refusals.LOCKED) from fault
    except (ValueError, IndexError, OverflowError) as fault:  # nonsense in the list of parts
        raise Unreadable("broken", refusals.BROKEN) from fault


def _inspect(packed: zipfile.ZipFile, limits: Limits) -> Contents:
    parts = packed.infolist()
    if len(parts) > limits.entries:
        raise Unreadable("suspicious", refusals.SUSPICIOUS)
    names = {part.filename.lower() for part in parts}
    if "mimetype" in names and "content.xml" in names:
        raise Unreadable("other_book", refusals.OTHER_BOOK, kind=".ods")
    if "xl/workbook.bin" in names:
        raise Unreadable("other_book", refusals.OTHER_BOOK, kind=".xlsb")
    if "xl/workbook.xml" not in names:
        raise Unreadable("archive", refusals.ARCHIVE)
    if any(name.endswith("vbaproject.bin") for name in names):
        raise Unreadable("macros", refusals.MACROS)
    contents = Contents(links=any(name.startswith("xl/externallinks/") for name in names))
    total = cells = 0
    used: Counter[int] = Counter()
    lengths: list[int] = []
    weigh = False
    sheets = _sheets(packed, limits)
    # Any part may be a sheet, whatever its name: cells are counted wherever they are.
    for part in sorted(parts, key=lambda one: "sharedstrings" not in one.filename.lower()):
        size, found = _stream(packed, part, limits, limits.unpacked_bytes - total, used, weigh)
        total += size
        if found.strings:
            lengths = [len(one) for one in TEXT.findall(packed.read(part))]
            weigh = max(lengths, default=0) > limits.string_bytes // limits.cells
            continue
        cells += found.rows * found.columns
        sheet = part.filename.rsplit("/", 1)[-1]
        if found.rows > limits.rows:
            raise Unreadable("rows", refusals.TOO_MANY_ROWS, sheet=sheet, limit=limits.rows)
        if found.columns > limits.columns:
            raise Unreadable(
                "columns", refusals.TOO_MANY_COLUMNS, sheet=sheet, limit=limits.columns
            )
        if cells > limits.cells:
            raise Unreadable("cells", refusals.TOO_MANY_CELLS, limit=limits.cells)
        contents.formulas |= found.formulas
        name = sheets.get(part.filename, "")
        contents.no_value.setdefault(name, []).extend(found.no_value)
        contents.wrong.setdefault(name, []).extend(found.wrong)
    if sum(lengths[n] * times for n, times in used.items() if n < len(lengths)) > (
        limits.string_bytes
    ):
        raise Unreadable("suspicious", refusals.SUSPICIOUS)
    return contents


@dataclass(slots=True)
class _Part:
    rows: int = 0
    columns: int = 0
    formulas: bool = False
    strings: bool = False  # the texts that cells refer to, not a sheet
    no_value: list[str] = field(default_factory=list)
    wrong: list[tuple[str, str]] = field(default_factory=list)


def _sheets(packed: zipfile.ZipFile, limits: Limits) -> dict[str, str]:
    """The name that a person sees for each part that is a sheet."""
    texts = []
    for name in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels"):
        try:
            with packed.open(name) as stream:
                texts.append(stream.read(2 * PIECE))
        except KeyError:
            return {}
    targets = {}
    for tag in RELATION.findall(texts[1]):
        said = dict(ATTRIBUTE.findall(tag))
        target = said.get(b"Target", b"").decode("utf-8", "replace")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        targets[said.get(b"Id")] = part
    names = {}
    for tag in SHEET.findall(texts[0])[: limits.sheets + 1]:
        said = dict(ATTRIBUTE.findall(tag))
        link = next((value for key, value in said.items() if key.endswith(b":id")), None)
        if link in targets:
            names[targets[link]] = html.unescape(said.get(b"name", b"").decode("utf-8", "replace"))
    return names


def _stream(
    packed: zipfile.ZipFile,
    part: zipfile.ZipInfo,
    limits: Limits,
    left: int,
    used: Counter[int],
    weigh: bool,
) -> tuple[int, _Part]:
    """The unpacked size of a part, and what its cells take.

    With `weigh`, each use of a shared text is counted.
    """
    size, found, tail, plain = 0, _Part(), b"", False
    with packed.open(part) as stream:
        while piece := stream.read(PIECE):
            if not size:
                if b"<!DOCTYPE" in piece[:2000]:
                    raise Unreadable("suspicious", refusals.SUSPICIOUS)
                found.strings = b"<sst" in piece[:2000] or b":sst" in piece[:2000]
                plain = found.strings or b"<calcChain" in piece[:2000]
            size += len(piece)
            if size > left or (size > PIECE and size > limits.ratio * max(part.compress_size, 1)):
                raise Unreadable("suspicious", refusals.SUSPICIOUS)
            if plain:
                continue
            # Cut at a row's end where there is one, so that nothing is counted twice.
            text = tail + piece
            cut = text.rfind(b"</row>") + 6
            cut = cut if cut > 5 else max(len(text) - CARRY, 0)
            text, tail = text[:cut], text[cut:]
            if len(tail) > 4 * PIECE:
                raise Unreadable("suspicious", refusals.SUSPICIOUS)
            _count(text, found, used if weigh else None)
    _count(tail, found, used if weigh else None)
    return size, found


def _count(text: bytes, found: _Part, used: Counter[int] | None) -> None:
    """Add a piece of a part: its last row and column, its formulas, the texts it uses."""
    cells = text.count(b"<c ") + text.count(b"<c>") + text.count(b":c ") + text.count(b":c>")
    places = PLAIN_PLACE.findall(text)
    if cells > len(places):
        places = PLACE.findall(text)
    if places:
        found.rows = max(found.rows, max(map(int, {row for _column, row in places})))
        found.columns = max(
            found.columns, max(number(one.decode()) + 1 for one in {c for c, _r in places})
        )
    if cells > len(places):
        # Rows and cells may leave their place out, and then follow the one before.
        rows = re.split(rb"<(?:\w+:)?row\b", text)
        found.rows += len(rows) - 1
        found.columns = max(
            found.columns, max(len(re.findall(rb"<(?:\w+:)?c[ >]", one)) for one in rows)
        )
    if FORMULA.search(text):
        found.formulas = True
        found.no_value += [one.decode() for one in NO_VALUE.findall(text)[:KEPT]]
    if b't="e"' in text:
        for tag, sign in WRONG.findall(text)[:KEPT]:
            if place := CELL_PLACE.search(tag):
                found.wrong.append((place[1].decode(), sign.decode("utf-8", "replace")))
    if used is not None:
        for one, times in Counter(USED.findall(text)).items():
            used[int(one)] += times
