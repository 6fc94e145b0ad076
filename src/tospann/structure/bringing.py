"""Files people bring, read into one dataset: what was recognised, what is wrong, what differs.

No Django and no database: the command line runs this as it is, and the pages run it in a process
of its own (`reader`), since what comes from outside may be made to hurt.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from tospann.engines.structure import folder, openstreetmap, public, versions
from tospann.engines.structure.errors import BadData, Fault
from tospann.engines.structure.gathering import About, gathered
from tospann.engines.structure.gathering.sources import UNKNOWN_DATE
from tospann.engines.structure.gathering.work import TIDY
from tospann.engines.structure.public import Figure, Piece, Rows
from tospann.engines.structure.quality import quality
from tospann.engines.structure.schema import BY_NAME, TABLES
from tospann.engines.structure.tables import territory_from
from tospann.engines.structure.territory import NO_ROUTE, Territory
from tospann.engines.tables import Limits, Register, Unreadable, delimited, persons, read
from tospann.engines.tables import jsonstat as cubes
from tospann.engines.tables.cells import Grid, shown
from tospann.engines.tables.opening import open_file

FILE_BYTES = 20_000_000  # of one file
TOGETHER_BYTES = 40_000_000  # of one dataset's files
MOST_FILES = 40
EXTRACT = ".osm.pbf"
MOST_FAULTS = 1_000  # kept; more are counted
LIMITS = Limits(
    file_bytes=FILE_BYTES, unpacked_bytes=200_000_000, string_bytes=200_000_000, sheets=40,
    rows=200_000, cells=2_000_000, cube_cells=500_000,
)  # fmt: skip
WORKBOOK = b"[Content_Types].xml"  # the name of a part that every workbook has
NOT_KEPT = re.compile("[\x00\ud800-\udfff]")
NAMES = frozenset({"datasett", "kontorer", "scenarier", "beregninger"})  # addresses of other pages


@dataclass
class Brought:
    """A dataset as it would be. `archive` is None while anything is wrong."""

    pieces: list[Piece]
    notes: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    territory: Territory | None = None
    archive: bytes | None = None

    def plain(self, before: bytes | None) -> dict[str, Any]:
        """What a page shows, as plain data. `before` is the archive it is compared with."""
        found: dict[str, Any] = {
            "files": [
                {"name": one.file, "title": one.title, "rows": one.row_count,
                 "faults": len(one.faults)}
                for one in self.pieces
            ],
            "notes": self.notes,
            "faults": [
                [one.table, one.row, one.column, one.what, one.cure]
                for one in self.faults[:MOST_FAULTS]
            ],
            "fault_count": len(self.faults),
        }  # fmt: skip
        if self.territory is not None and self.archive is not None:
            found |= described(self.territory, self.archive)
            if before is not None:
                found |= compared(before, self.archive)
        return _kept(found)


def _kept(found: Any) -> Any:
    """The same without the characters that JSON can write and a database cannot hold."""
    if isinstance(found, dict):
        return {key: _kept(value) for key, value in found.items()}
    if isinstance(found, list):
        return [_kept(one) for one in found]
    return NOT_KEPT.sub("", found) if isinstance(found, str) else found


def described(territory: Territory, archive: bytes) -> dict[str, Any]:
    """The quality report, and every table with its rows and sources. Plain data."""
    tables = tables_of(archive)
    sources: dict[str, list[dict[str, str]]] = {}
    for one in territory.sources:
        sources.setdefault(one.table, []).append(
            {"title": one.title, "publisher": one.publisher, "date": one.date,
             "licence": one.licence, "quality": one.quality, "note": one.note}
        )  # fmt: skip
    return {
        "residents": int(territory.places.residents.sum()),
        "municipalities": len(territory.municipalities),
        "remarks": [
            {
                "title": BY_NAME[one.table].title,
                "what": _untitled(one.what, BY_NAME[one.table].title),
                "serious": one.serious,
            }
            for one in quality(territory)
        ],
        "tables": [
            {"table": table.name, "title": table.title, "rows": len(tables[table.name]),
             "sources": sources.get(table.name, [])}
            for table in TABLES
            if table.name in tables and table.name not in ("dataset", "sources")
        ],
    }  # fmt: skip


def _untitled(said: str, title: str) -> str:
    """A remark without the table's title in front of it, which stands beside it."""
    rest = said.removeprefix(f"{title}: ")
    return rest[:1].upper() + rest[1:]


def compared(before: bytes, after: bytes) -> dict[str, Any]:
    """What differs from another version: by table, and residents by municipality. Plain data."""
    old, new = tables_of(before), tables_of(after)
    return {
        "changes": [
            {"title": one.title, "before": one.before, "after": one.after, "added": one.added,
             "removed": one.removed, "changed": one.changed}
            for one in versions.changes(old, new)
        ],
        "moved": [
            {"number": one.number, "name": one.name, "before": one.before, "after": one.after,
             "difference": one.difference}
            for one in versions.moved(old, new)
        ],
    }  # fmt: skip


def tables_of(archive: bytes) -> dict[str, Rows]:
    """The tables of a dataset as they stand. Raises `BadData`."""
    return folder.tables_in(folder.files_in(archive))


# --- Reading ----------------------------------------------------------------------------


def brought(
    files: Sequence[tuple[str, bytes]], about: About, base: bytes | None = None
) -> Brought:
    """One dataset of the files, upon an earlier version's archive where there is one.

    Nothing is raised for what the files hold: it is told in `faults`.
    """
    pieces = [piece for name, content in files for piece in pieces_of(name, content)]
    together = gathered(pieces, about, tables_of(base) if base is not None else None)
    found = Brought(pieces, together.notes, together.faults)
    if found.faults:
        return found
    try:
        found.territory = territory_from(together.tables)
    except BadData as bad:
        found.faults = _in_files(bad.faults, pieces)
        return found
    found.archive = folder.packed(found.territory)
    return found


def with_roads(found: Brought, extract: Path, *, ferry_minutes: float) -> Brought:
    """What was brought, with travel times over the roads of an OpenStreetMap extract.

    Raises `NoAnswer` or `BadData`; see `openstreetmap.with_roads`.
    """
    if found.territory is None:
        return found
    measured = openstreetmap.with_roads(
        found.territory,
        extract,
        date=public.year_in(extract.name) or UNKNOWN_DATE,
        ferry_minutes=ferry_minutes,
    )
    archive = folder.packed(measured)
    there = (measured.brought < NO_ROUTE).mean() if measured.brought is not None else 0
    note = f"{extract.name}: {there:.0%} av reisetidene fra bosted til sted er regnet over vei."
    return replace(
        found,
        notes=[*found.notes, note.replace("%", "\u00a0%")],
        territory=folder.unpacked(archive),
        archive=archive,
    )


def _in_files(faults: Sequence[Fault], pieces: Sequence[Piece]) -> list[Fault]:
    """Faults in tidy tables, under the name of the file the person has them in."""
    files = {
        table: piece.file
        for piece in pieces
        if piece.layout == TIDY
        for table in piece.rows
        if not piece.file.endswith(f"{table}.csv")
    }
    return [
        Fault(files.get(one.table, one.table), one.row, one.column, one.what, one.cure)
        for one in faults
    ]


def pieces_of(name: str, content: bytes) -> list[Piece]:
    """What one file holds: a table, or all those of a .zip or a workbook."""
    name = name.replace("\\", "/").rpartition("/")[2][:120] or "fil"
    try:
        if name.casefold().endswith((EXTRACT, ".osm")):
            raise _unread(name, "Dette er et kartutdrag fra OpenStreetMap.", BY_COMMAND)
        if len(content) > FILE_BYTES:
            raise _unread(name, f"Filen er på {len(content) // 1_000_000} MB.",
                          f"Grensen er {FILE_BYTES // 1_000_000} MB. Del den.")  # fmt: skip
        if content.startswith(b"PK\x03\x04") and WORKBOOK not in content:
            inside = folder.files_in(content, name)
            if not inside:
                raise _unread(name, "Pakken har ingen tabeller.", "Legg CSV-filer i den.")
            return [piece for one in inside for piece in pieces_of(*one)]
        return _opened(name, content)
    except BadData as bad:
        return [Piece(name, "broken", "", faults=list(bad.faults))]
    except Unreadable as refusal:
        return [Piece(name, "broken", "", faults=[Fault(name, None, "", str(refusal.reason), "")])]


def _unread(name: str, what: str, cure: str) -> BadData:
    return BadData((Fault(name, None, "", what, cure),))


def _opened(name: str, content: bytes) -> list[Piece]:
    stem, _dot, kind = name.casefold().rpartition(".")
    if kind == "csv" and stem in BY_NAME:
        if stem != "outlines":  # long rows of coordinates may look like anything
            persons.refuse(delimited.decode(content), name)
        return [_tidy(name, folder.tables_in([(f"{stem}.csv", content)]))]
    start = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if start in (b"{", b"["):
        return [_from_json(name, content)]
    opened = open_file(content, name, limits=LIMITS)
    found = [piece for grid in opened.grids if (piece := _sheet(name, stem, grid)) is not None]
    if found:
        return found
    return [_statbank(name, content)]


def _tidy(name: str, tables: Mapping[str, Rows]) -> Piece:
    title = ", ".join(BY_NAME[table].title for table in tables if table in BY_NAME)
    return Piece(name, TIDY, title, rows=dict(tables))


def _sheet(name: str, stem: str, grid: Grid) -> Piece | None:
    """One sheet: a table of the dataset by its name, or a public one by its headings."""
    table = next((one for one in (grid.name.casefold(), stem) if one in BY_NAME), None)
    rows = [[shown(cell) for cell in row] for row in grid.rows]
    if table is not None and rows:
        heads = [cell.strip().casefold() for cell in rows[0]]
        lines = [
            {head: cell for head, cell in zip(heads, row, strict=False) if head}
            for row in rows[1:]
        ]
        return _tidy(name, {table: lines})
    return public.from_grid(name, rows)


def _from_json(name: str, content: bytes) -> Piece:
    text = delimited.decode(content)
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        raise _unread(name, "Filen er ikke hel JSON.", "Hent den på nytt fra kilden.") from None
    if isinstance(document, dict) and "outlines" in document:
        return _tidy(name, folder.tables_in([("outlines.json", content)]))
    if isinstance(document, dict) and isinstance(document.get("features"), list):
        said = [one.get("properties") for one in document["features"] if isinstance(one, dict)]
        persons.refuse(json.dumps(said, ensure_ascii=False), name)
    else:
        persons.refuse(text, name)
    if cubes.is_cube(document):
        return _statbank(name, content)
    piece = public.from_document(name, document)
    if piece is None:
        raise _unread(name, "Vi kjenner ikke igjen innholdet.", KNOWN)
    return piece


BY_COMMAND = "Det leses bare av kommandoen tospann structure bring, og bare som .osm.pbf."
KNOWN = "Se hvilke tabeller som kan leses, på siden for nytt datasett."


def _statbank(name: str, content: bytes) -> Piece:
    """A table from Statistics Norway's statbank: population or commuting."""
    reading = read(content, name, register=Register(), limits=LIMITS)
    waits = [one for one in reading.questions if not one.optional]
    wrong = [one for one in reading.problems if one.blocking]
    if waits or wrong:
        said = [str(one.text) for one in waits] + [str(one.message) for one in wrong]
        raise BadData(tuple(Fault(name, None, "", what, "") for what in said[:MOST_FAULTS]))
    figures = [
        Figure(
            one.region.code, one.period[:4],
            tuple((key.casefold(), value) for key, value in one.splits),
            one.value, one.mark.value if one.mark else "", one.row,
        )
        for one in reading.observations
        if len(one.region.code) == 4 and one.region.code.isdecimal()
    ]  # fmt: skip
    groups = {key for one in figures[:1000] for key, _value in one.groups}
    about = " ".join({one.measure.casefold() for one in reading.observations[:1000]})
    if "bostedskommune" in groups:
        piece = public.commuting(name, figures)
    elif figures and (groups & {"alder", "age"} or "folkemengde" in about or "person" in about):
        piece = public.population(name, figures)
    else:
        raise _unread(name, "Tabellen er verken folketall eller pendling.", KNOWN)
    if not piece.row_count and not piece.faults:
        raise _unread(name, "Tabellen har ingen tall for kommuner.", KNOWN)
    return piece
