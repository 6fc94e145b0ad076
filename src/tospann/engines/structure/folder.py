"""A dataset as files: a folder, or a .zip, with one CSV for each table.

The only file of the engine that opens files. A file is named after its table, `places.csv`.
Comma, semicolon and tab are all read, and UTF-8 with or without a byte order mark as well as
what Windows writes. What comes may be hostile: sizes are bounded before anything is unpacked,
and no name inside an archive is ever used as a path.
"""

import csv
import io
import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path, PurePosixPath

import numpy as np

from tospann.engines.structure import grid
from tospann.engines.structure.errors import BadData, Fault
from tospann.engines.structure.schema import BY_NAME
from tospann.engines.structure.tables import territory_from
from tospann.engines.structure.territory import Territory
from tospann.engines.structure.tidy import rows_from

MOST_BYTES = 64 * 1024 * 1024  # of one file, unpacked
MOST_BYTES_TOGETHER = 256 * 1024 * 1024
MOST_ROWS = 1_000_000  # of all tables together
MOST_FILES = 100
MOST_COLUMNS = 20
MEGABYTE = 1024 * 1024
FARTHEST_METRES = 10_000_000  # of a corner, east or north

Rows = list[dict[str, str]]


def read(path: Path) -> Territory:
    """The territory in a folder or a .zip.

    Raises
    ------
    BadData
        If it is not there, is too large, cannot be read, or holds faults.
    """
    return territory_from(read_tables(path))


def read_tables(path: Path) -> dict[str, Rows]:
    """The tables in a folder or a .zip, by name, not yet checked. Raises `BadData`."""
    path = Path(path)
    try:
        files = list(
            _in_folder(path)
            if path.is_dir()
            else _in_archive(path, path.name, path.stat().st_size)
        )
    except (OSError, zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError) as fault:
        raise _bad("dataset", f"{path.name} kan ikke leses.", _why(fault)) from None
    return tables_in(files)


def tables_in(files: list[tuple[str, bytes]]) -> dict[str, Rows]:
    """The tables in files given by name and content. Raises `BadData`."""
    tables: dict[str, Rows] = {}
    faults: list[Fault] = []
    left = MOST_ROWS
    for name, content in files:
        stem, _, kind = name.casefold().rpartition(".")
        if stem in tables:
            faults.append(Fault(stem, None, "", "Tabellen finnes to ganger.", "Behold én av dem."))
            continue
        try:
            found = (_from_csv if kind == "csv" else _from_outlines)(stem, content, left)
        except BadData as bad:
            faults += bad.faults
        else:
            tables[stem] = found
            left -= len(found)
    if faults:
        raise BadData(tuple(faults))
    return tables


def write(territory: Territory, folder: Path) -> None:
    """Write every table that is not empty. The folder is made if need be. Raises `OSError`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files_of(rows_from(territory)):
        (folder / name).write_bytes(content)


def write_archive(territory: Territory, path: Path) -> None:
    """The same as one .zip. Raises `OSError`."""
    path.write_bytes(packed(territory))


def packed(territory: Territory) -> bytes:
    """A .zip of every table that is not empty. The same territory always gives the same bytes."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files_of(rows_from(territory)):
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def unpacked(content: bytes) -> Territory:
    """The territory in the bytes of a .zip. Raises `BadData` as `read` does."""
    return territory_from(tables_in(files_in(content)))


def files_in(content: bytes, called: str = "dataset") -> list[tuple[str, bytes]]:
    """Name and content of the files of interest in the bytes of a .zip. Raises `BadData`."""
    try:
        return list(_in_archive(io.BytesIO(content), called, len(content)))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError) as fault:
        raise _bad(called, "Pakken kan ikke leses.", _why(fault)) from None
    except (RuntimeError, ValueError) as fault:  # damaged in ways that zipfile has no name for
        raise _bad(called, "Pakken kan ikke leses.", _why(fault)) from None


def files_of(tables: Mapping[str, Rows]) -> Iterator[tuple[str, bytes]]:
    """File name and content of each table, comma and UTF-8; columns nothing uses left out."""
    for name, rows in tables.items():
        columns = [
            column.name
            for column in BY_NAME[name].columns
            if column.required or any(row.get(column.name) for row in rows)
        ]
        text = io.StringIO()
        writer = csv.DictWriter(
            text, columns, restval="", extrasaction="ignore", lineterminator="\n"
        )
        writer.writeheader()
        writer.writerows(rows)
        yield f"{name}.csv", text.getvalue().encode()


# ---- finding the files ---------------------------------------------------------------------


def _wanted(name: str) -> bool:
    """CSV files, and outlines; notes, licences and hidden files beside them are left alone."""
    name = name.casefold()
    return not name.startswith((".", "_")) and (
        name.endswith(".csv") or name in ("outlines.json", "outlines.geojson")
    )


def _in_folder(folder: Path) -> Iterator[tuple[str, bytes]]:
    names = sorted(path for path in folder.iterdir() if _wanted(path.name) and path.is_file())
    _check_count(len(names))
    together = 0
    for path in names:
        size = path.stat().st_size
        together += size
        _check_size(path.name, size, together)
        with path.open("rb") as file:
            yield path.name, file.read(MOST_BYTES)


def _in_archive(packed: Path | io.BytesIO, called: str, size: int) -> Iterator[tuple[str, bytes]]:
    _check_size(called, size, 0)
    with zipfile.ZipFile(packed) as archive:
        members = [
            (member, name)
            for member in archive.infolist()
            if not member.is_dir()
            and "__MACOSX" not in member.filename
            and _wanted(name := PurePosixPath(member.filename.replace("\\", "/")).name)
        ]
        _check_count(len(members))
        together = 0
        for member, name in members:
            if member.flag_bits & 1:
                raise _bad(name, "Filen er kryptert.", "Pakk den uten passord.")
            together += member.file_size
            _check_size(name, member.file_size, together)
            with archive.open(member) as file:
                content = file.read(MOST_BYTES + 1)  # the stated size may be a lie
            _check_size(name, len(content), together)
            yield name, content


def _check_count(files: int) -> None:
    if files > MOST_FILES:
        raise _bad(
            "dataset",
            f"Det er {files} filer.",
            f"Ta bare med tabellene; høyst {MOST_FILES} filer.",
        )


def _check_size(name: str, size: int, together: int) -> None:
    if size > MOST_BYTES:
        raise _bad(
            name, f"Filen er på {size // MEGABYTE} MB.",
            f"Grensen er {MOST_BYTES // MEGABYTE} MB. Del området, eller ta bort rader.",
        )  # fmt: skip
    if together > MOST_BYTES_TOGETHER:
        raise _bad(
            "dataset", f"Filene er på over {MOST_BYTES_TOGETHER // MEGABYTE} MB til sammen.",
            "Del området i flere datasett.",
        )  # fmt: skip


# ---- reading one file ----------------------------------------------------------------------


def _from_csv(table: str, content: bytes, most: int) -> Rows:
    """The rows, each a mapping from column to text. A field too many stands under ""."""
    text = _text(table, content)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    rows: Rows = []
    try:
        header = next(lines, [])
        columns = [name.strip().casefold() for name in header]
        if len(columns) > MOST_COLUMNS:
            raise _bad(table, f"Det er {len(columns)} kolonner.", "Ta bort dem som ikke trengs.")
        if doubled := sorted({name for name in columns if name and columns.count(name) > 1}):
            raise _bad(table, f"Kolonnen {doubled[0][:40]} står to ganger.", "Behold én av dem.")
        named = all(columns)
        for line in lines:
            if len(rows) == most:
                raise _too_many(table)
            row = dict(zip(columns, line, strict=False))
            if named and len(line) == len(columns):  # as nearly every row of a large file is
                rows.append(row)
                continue
            row |= dict.fromkeys(columns[len(line) :], "")
            if any(field.strip() for field in line[len(columns) :]):
                row[""] = "…"
            elif not row.get("", "").strip():
                row.pop("", None)  # a column without name and content: a stray delimiter
            rows.append(row)
    except csv.Error as fault:
        raise BadData(
            (
                Fault(
                    table, lines.line_num, "", f"Raden kan ikke leses: {fault}.",
                    "Se etter et anførselstegn som ikke er lukket.",
                ),
            )
        ) from None  # fmt: skip
    return rows


def _text(table: str, content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _bad(table, "Filen er lagret som UTF-16.", "Lagre den som «CSV UTF-8».")
    if b"\0" in content:
        raise _bad(table, "Filen er ikke tekst.", "Lagre regnearket som «CSV UTF-8».")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def _delimiter(text: str) -> str:
    """The one of semicolon, tab and comma that stands most often in the header line."""
    header = text[: text.find("\n") + 1] or text[:10_000]
    return max(";\t,", key=header.count)


def _from_outlines(table: str, content: bytes, most: int) -> Rows:
    """The rings in GeoJSON, or in our own compact form in metres. Raises `BadData`."""
    try:
        drawn = json.loads(content)
        rings = (_from_metres if "outlines" in drawn else _from_geojson)(drawn)
        rows = list(islice(rings, most + 1))
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError) as fault:
        raise _bad(table, "Omrissene kan ikke leses.", _why(fault)) from None
    if len(rows) > most:
        raise _too_many(table)
    return rows


def _from_metres(drawn: dict) -> Iterator[dict[str, str]]:
    """`outlines`: municipality → rings of x, y, x, y … in units of `unit_metres`, EPSG:25833."""
    if drawn["epsg"] != 25833:
        raise ValueError("epsg is not 25833")
    for number, rings in drawn["outlines"].items():
        for ring in rings:
            metres = np.array(ring, np.float64).reshape(-1, 2) * float(drawn["unit_metres"])
            if not (np.abs(metres) < FARTHEST_METRES).all():
                raise ValueError("a corner lies outside the zone")
            latitude, longitude = grid.degrees(metres[:, 0], metres[:, 1])
            yield _ring(number, np.column_stack([longitude, latitude]))


def _from_geojson(drawn: dict) -> Iterator[dict[str, str]]:
    """Polygons with the property `municipality_number` or `municipality`, in degrees."""
    for feature in drawn["features"]:
        said = feature["properties"]
        number = said.get("municipality_number") or said["municipality"]
        shape = feature["geometry"]
        if shape["type"] not in ("Polygon", "MultiPolygon"):
            raise ValueError(f"a feature is a {shape['type']}, not a polygon")
        parts = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        for part in parts:
            for ring in part:
                yield _ring(number, np.array([corner[:2] for corner in ring], np.float64))


def _ring(number: object, corners: np.ndarray) -> dict[str, str]:
    shown = " ".join(f"{x:.4f}".rstrip("0").rstrip(".") for x in corners.ravel())
    return {"municipality": str(number), "ring": shown}


def _too_many(table: str) -> BadData:
    return _bad(
        table, f"Med denne tabellen blir det over {MOST_ROWS:,} rader.".replace(",", "\u00a0"),
        "Del området i flere datasett.",
    )  # fmt: skip


def _bad(table: str, what: str, cure: str) -> BadData:
    return BadData((Fault(table, None, "", what, cure),))


def _why(fault: BaseException) -> str:
    said = str(fault).splitlines()[0][:200] if str(fault) else type(fault).__name__
    return f"Se etter om filen er hel ({said})."
