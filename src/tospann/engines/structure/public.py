"""Public tables as they are published, made into the tidy tables of a dataset.

Pure: a grid of cells or a JSON document in, rows by table out. Opening files, and recognising
the statbank's layouts, is `engines.tables`' work; `tospann.structure.bringing` joins the two.
A value that is missing or withheld is a fault with its row, and never zero.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from tospann.engines.structure import cells, grid
from tospann.engines.structure.errors import Fault

Rows = list[dict[str, str]]
SSB = ("Statistisk sentralbyrå", "NLOD 2.0 / CC BY 4.0")
KARTVERKET = ("Kartverket", "CC BY 4.0")
NAV = ("Nav", "NLOD 2.0")

LONGEST_TEXT = 120  # of a name in a file
OLDEST = 105  # the last single year of age Statistics Norway gives
GROUPS = ((0, 17, "0-17"), (18, 29, "18-29"), (30, 66, "30-66"), (67, OLDEST, "67+"))
COUNTIES = {
    "03": "Oslo", "11": "Rogaland", "15": "Møre og Romsdal", "18": "Nordland", "31": "Østfold",
    "32": "Akershus", "33": "Buskerud", "34": "Innlandet", "39": "Vestfold", "40": "Telemark",
    "42": "Agder", "46": "Vestland", "50": "Trøndelag", "55": "Troms", "56": "Finnmark",
}  # fmt: skip
"""Counties since 2024, by the first two digits of the municipalities (Klass 104)."""


@dataclass
class Piece:
    """What one file holds. `rows` by tidy table, or by a word of ours for what must be joined.

    `rows["cells"]`: place, residents; `rows["names"]`: number, name; `rows["changes"]`: old,
    new; `rows["units"]`: unit, number, name, status; `rows["serves"]`: unit, municipality;
    `rows["centres"]`: a, b, minutes. `date` is "" where the file does not tell.
    """

    file: str
    layout: str  # a stable word, such as `ssb_grid`
    title: str  # what to call the layout
    rows: dict[str, Rows] = field(default_factory=dict)
    source: tuple[str, str, str] | None = None  # title, publisher, licence
    date: str = ""
    faults: list[Fault] = field(default_factory=list)

    def fault(self, row: int | None, column: str, what: str, cure: str) -> None:
        """Something wrong in the file, with the row as a spreadsheet counts."""
        self.faults.append(Fault(self.file, row, column, what, cure))

    @property
    def row_count(self) -> int:
        """Rows in all."""
        return sum(len(rows) for rows in self.rows.values())


class Figure(NamedTuple):
    """One figure of a statbank's table. `value` is None where `mark` stands in its place."""

    region: str  # municipality number
    year: str
    groups: tuple[tuple[str, str], ...]
    value: float | None
    mark: str
    row: int


Grid = Sequence[Sequence[str]]

# --- Grids of text ----------------------------------------------------------------------


def from_grid(file: str, rows: Grid) -> Piece | None:
    """A sheet with headings we know, or None."""
    for number, row in enumerate(rows[:10]):
        heads = [str(cell).strip().casefold().lstrip("\ufeff") for cell in row[:60]]
        for wanted, read in _SHEETS:
            columns = [_column(heads, names) for names in wanted]
            if None not in columns:
                return read(file, rows, number + 1, [c for c in columns if c is not None])
    return None


def _column(heads: list[str], names: tuple[str, ...]) -> int | None:
    return next((heads.index(name) for name in names if name in heads), None)


def _lines(rows: Grid, first: int, columns: Sequence[int]) -> Iterator[tuple[int, list[str]]]:
    """Row number as a spreadsheet counts, and the wanted cells; blank rows are passed over."""
    for number in range(first, len(rows)):
        row = rows[number]
        if any(str(cell).strip() for cell in row):
            yield number + 1, [str(row[c]).strip() if c < len(row) else "" for c in columns]


def _population_grid(file: str, rows: Grid, first: int, columns: list[int]) -> Piece:
    """`SSBID1000M;pop_tot;…`: a cell of one kilometre and how many live there."""
    piece = Piece(
        file, "ssb_grid", "Befolkning på rutenett 1 km (Statistisk sentralbyrå)",
        source=("Befolkning på rutenett 1 km", *SSB), date=year_in(file),
    )  # fmt: skip
    kept: Rows = []
    for number, (cell, residents) in _lines(rows, first, columns):
        if not grid.is_cell(cell):
            piece.fault(
                number, "SSBID1000M", f"«{cells.shown(cell)}» er ikke en rute på 1 km.",
                "En rute-id har 14 siffer. Er den lest som et tall i Excel, last ned på nytt.",
            )  # fmt: skip
        elif _counted(piece, number, "pop_tot", residents):
            kept.append({"place": cell, "residents": residents})
    piece.rows["cells"] = kept
    return piece


def _counted(piece: Piece, row: int, column: str, text: str) -> bool:
    """Whether a cell holds a whole number; else a fault is kept."""
    try:
        cells.number(text, _WHOLE) if text else _no_number()
    except cells.Wrong as wrong:
        piece.fault(row, column, wrong.what, wrong.cure)
        return False
    return True


def _no_number() -> None:
    raise cells.Wrong("Feltet er tomt. Det er ikke null.", "Sett inn tallet, eller ta bort raden.")


_WHOLE = cells.Column("", "", "whole", "personer", high=1e7, dash_is_zero=True)


def _klass_codes(file: str, rows: Grid, first: int, columns: list[int]) -> Piece:
    """Klass 131, `code;…;name`: the municipalities of a day."""
    piece = Piece(
        file, "klass_codes", "Kommunenumre og navn (Klass 131)",
        source=("Standard for kommuneinndeling (Klass 131)", *SSB), date=year_in(file),
    )  # fmt: skip
    kept: Rows = []
    for number, (code, name) in _lines(rows, first, columns):
        if code in ("9999",):  # "Uoppgitt"
            continue
        try:
            kept.append({"number": cells.municipality(code), "name": _bokmal(name)})
        except cells.Wrong as wrong:
            piece.fault(number, "code", wrong.what, wrong.cure)
    piece.rows["names"] = kept
    return piece


def _bokmal(name: str) -> str:
    """The whole name; Statistics Norway puts the languages after one another with ` - `."""
    return " ".join(name.split())[:LONGEST_TEXT]


def _travel(file: str, rows: Grid, first: int, columns: list[int]) -> Piece:
    """From, to and minutes, from any routing tool. Places or centres: joining tells which."""
    piece = Piece(file, "travel_matrix", "Reisetider mellom steder", date=year_in(file))
    kept: Rows = []
    for _number, (start, end, minutes) in _lines(rows, first, columns):
        kept.append({"a": start, "b": end, "minutes": minutes})
    piece.rows["centres"] = kept
    return piece


_SHEETS: tuple[tuple[tuple[tuple[str, ...], ...], Callable[..., Piece]], ...] = (
    ((("ssbid1000m", "ssbid"), ("pop_tot",)), _population_grid),
    ((("code",), ("name",)), _klass_codes),
    ((("from", "fra"), ("to", "til"), ("minutes", "minutter")), _travel),
)

# --- JSON -------------------------------------------------------------------------------


def from_document(file: str, document: Any) -> Piece | None:
    """A JSON document with keys we know, or None. Whatever it holds, nothing is raised."""
    first = document[0] if isinstance(document, list) and document else document
    if not isinstance(first, dict):
        return None
    for key, read in _DOCUMENTS:
        if key in first:
            try:
                return read(file, document)
            except (ValueError, TypeError, KeyError, IndexError, AttributeError) as fault:
                piece = Piece(file, "broken", "JSON")
                piece.fault(
                    None, "", f"Filen henger ikke sammen ({type(fault).__name__}).",
                    "Hent den på nytt fra kilden.",
                )  # fmt: skip
                return piece
    return None


def _outlines(file: str, document: Any) -> Piece:
    """Municipalities as polygons, Kartverket's or ours, in degrees or in metres (EPSG:25833)."""
    piece = Piece(
        file, "outlines", "Kommunegrenser (GeoJSON)",
        source=("Administrative enheter kommuner", *KARTVERKET), date=year_in(file),
    )  # fmt: skip
    rings: Rows = []
    names: Rows = []
    for number, feature in enumerate(document["features"], 1):
        said = feature.get("properties") or {}
        code = next((str(said[key]) for key in _NUMBER_KEYS if said.get(key)), "")
        shape = feature.get("geometry") or {}
        if shape.get("type") not in ("Polygon", "MultiPolygon"):
            piece.fault(
                number, "geometry", "Figuren er ikke en flate.", "Ta bare med flater for kommuner."
            )
            continue
        try:
            code = cells.municipality(code)
        except cells.Wrong as wrong:
            piece.fault(number, "kommunenummer", wrong.what, wrong.cure)
            continue
        names.append({"number": code, "name": _name_of(said)})
        parts = shape["coordinates"]
        for part in [parts] if shape["type"] == "Polygon" else parts:
            for ring in part:
                rings.append({"municipality": code, "ring": _ring(ring)})
    piece.rows["outlines"] = rings
    piece.rows["names"] = [row for row in names if row["name"]]
    return piece


_NUMBER_KEYS = ("municipality_number", "kommunenummer", "municipality", "kommunenr")


def _name_of(said: Mapping[str, Any]) -> str:
    """The bokmål name, as Kartverket gives it: plain, or a list of names by language."""
    for key in ("kommunenavn", "name", "navn"):
        given = said.get(key)
        if isinstance(given, str):
            return _bokmal(given)
        if isinstance(given, list):
            ordered = sorted(
                (one for one in given if isinstance(one, dict) and one.get("navn")),
                key=lambda one: (one.get("sprak") not in ("nor", "norsk", "Norwegian"),),
            )
            if ordered:
                return _bokmal(str(ordered[0]["navn"]))
    return ""


def _ring(ring: Iterable[Sequence[float]]) -> str:
    corners = [(float(corner[0]), float(corner[1])) for corner in ring]
    if corners and max(abs(x) for corner in corners for x in corner) > 180:
        north, east = grid.degrees(*(_numbers(axis) for axis in zip(*corners, strict=True)))
        corners = [
            (round(float(x), 5), round(float(y), 5)) for x, y in zip(east, north, strict=True)
        ]
    if not all(-180 <= x <= 180 for corner in corners for x in corner):
        raise ValueError("a corner lies outside the world")
    return " ".join(f"{x:.10g}" for corner in corners for x in corner)


def _numbers(values: Iterable[float]) -> Any:
    import numpy as np

    return np.array(list(values), np.float64)


def _klass_changes(file: str, document: Any) -> Piece:
    """Klass' list of codes that became others."""
    piece = Piece(
        file, "klass_changes", "Endringer i kommunenumre (Klass 131)",
        source=("Endringer i kommuneinndelingen (Klass 131)", *SSB), date=year_in(file),
    )  # fmt: skip
    piece.rows["changes"] = []
    for number, one in enumerate(document["codeChanges"], 1):
        old, new = str(one.get("oldCode") or ""), str(one.get("newCode") or "")
        if not old or not new or old == new:
            continue
        try:
            row = {"old": cells.municipality(old), "new": cells.municipality(new)}
        except cells.Wrong as wrong:
            piece.fault(number, "oldCode", wrong.what, wrong.cure)
        else:
            piece.rows["changes"].append(row)
    return piece


def _norg_units(file: str, document: Any) -> Piece:
    """NORG's units: only local offices that are active are of use."""
    piece = Piece(
        file, "norg_units", "Navs enheter (NORG)",
        source=("Enhetsregisteret NORG", *NAV), date=year_in(file),
    )  # fmt: skip
    piece.rows["units"] = [
        {"unit": str(one["enhetId"]), "number": str(one["enhetNr"]),
         "name": " ".join(str(one["navn"]).split())[:LONGEST_TEXT]}
        for one in document
        if str(one.get("status", "Aktiv")).casefold() == "aktiv"
        and str(one.get("type", "LOKAL")).upper() == "LOKAL"
    ]  # fmt: skip
    return piece


def _norg_serves(file: str, document: Any) -> Piece:
    """Which office serves which municipality; districts are read as their municipality."""
    piece = Piece(
        file, "norg_serves", "Hvilket Nav-kontor hver kommune har (NORG)",
        source=("Navkontor for geografisk område (NORG)", *NAV), date=year_in(file),
    )  # fmt: skip
    piece.rows["serves"] = [
        {"unit": str(one["enhetId"]), "municipality": str(one["geografiskOmraade"])[:4]}
        for one in document
        if one.get("geografiskOmraade") and one.get("enhetId")
    ]
    return piece


def _office_names(file: str, _document: Any) -> Piece:
    piece = Piece(file, "office_names", "Liste over Nav-kontor")
    piece.fault(
        None, "", "Listen sier ikke hvilke kommuner kontorene betjener.",
        "Bruk NORG: enhetene (enhet) og hvilken kommune de betjener (enhet/navkontorer).",
    )  # fmt: skip
    return piece


def _roads(file: str, _document: Any) -> Piece:
    piece = Piece(file, "openstreetmap", "Veinett")
    piece.fault(
        None, "", "Veinett leses ikke her.",
        "La dem som drifter Tospann, regne ut reisetidene, og last opp tabellen med dem.",
    )  # fmt: skip
    return piece


_DOCUMENTS: tuple[tuple[str, Callable[[str, Any], Piece]], ...] = (
    ("features", _outlines),
    ("codeChanges", _klass_changes),
    ("enhetNr", _norg_units),
    ("navKontorId", _norg_serves),
    ("kontorId", _office_names),
    ("hits", _office_names),
    ("elements", _roads),
    ("objekter", _roads),
)

# --- The statbank -----------------------------------------------------------------------

_AGE = ("alder", "age")
_SEX = ("kjønn", "sex", "gender")
_BOTH = ("begge kjønn", "both sexes", "i alt", "total", "begge")
_TOTAL = ("alle aldre", "i alt", "total", "all ages", "alder i alt", "sum")
_YEARS = re.compile(r"^(\d{1,3})(?:\s*[-–]\s*(\d{1,3}))?(\+)?", re.ASCII)
_OLDER = ("eller eldre", "or older", "or over", "og over", "+")


def population(file: str, figures: Sequence[Figure]) -> Piece:
    """Statistics Norway's population by municipality and age, as `residents`.

    Single years are put together as 0-17, 18-29, 30-66 and 67+; other groups stay. Women and men
    are added together, and sums that come beside their parts are left out.
    """
    years = sorted({one.year for one in figures})
    piece = Piece(
        file, "ssb_population", "Folkemengde etter alder (Statistisk sentralbyrå)",
        source=("Folkemengde 1. januar (tabell 07459)", *SSB), date=years[-1] if years else "",
    )  # fmt: skip
    ages = {_group(one, _AGE) for one in figures}
    sexes = {_group(one, _SEX).casefold() for one in figures}
    parts = {age for age in ages if _is_age(age)}
    single = bool(parts) and all(low == high for low, high in map(_span, parts))
    sums: dict[tuple[str, str, str], float] = {}
    wrong: set[tuple[int, str]] = set()
    for one in figures:
        age, sex = _group(one, _AGE), _group(one, _SEX).casefold()
        if (parts and age not in parts) or (sex in _BOTH and sexes - set(_BOTH)):
            continue
        if one.value is None:
            if (one.row, one.mark) not in wrong:
                wrong.add((one.row, one.mark))
                piece.fault(
                    one.row + 1, one.region, f"Tallet for {one.year} er «{one.mark}», ikke null.",
                    "Sett inn tallet, eller ta bort året eller kommunen.",
                )  # fmt: skip
            continue
        group = _folded(age, single) if parts else "alle"
        key = (one.region, one.year, group)
        sums[key] = sums.get(key, 0) + one.value
    piece.rows["residents"] = [
        {"municipality": region, "year": year, "age_group": group, "residents": _whole(value)}
        for (region, year, group), value in sorted(sums.items())
    ]
    return piece


def _group(figure: Figure, names: tuple[str, ...]) -> str:
    return next((value for name, value in figure.groups if name.casefold() in names), "")


def _is_age(text: str) -> bool:
    return text.casefold() not in _TOTAL and _YEARS.match(text.strip()) is not None


def _span(age: str) -> tuple[int, int]:
    """First and last year of a group; an open end is told by OLDEST."""
    found = _YEARS.match(age.strip())
    if found is None:
        raise ValueError(age)
    low = int(found[1])
    if found[2]:
        return low, int(found[2])
    if low < OLDEST and (found[3] or any(word in age.casefold() for word in _OLDER)):
        return low, OLDEST
    return low, low


def _folded(age: str, single: bool) -> str:
    low, high = _span(age)
    if single:
        return next((name for first, last, name in GROUPS if first <= low <= last), "67+")
    return f"{low}+" if high == OLDEST else f"{low}-{high}" if high != low else str(low)


def _whole(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else repr(value)


def commuting(file: str, figures: Sequence[Figure]) -> Piece:
    """Statistics Norway's table 03321, newest year: the region works, `bostedskommune` is home."""
    newest = max((one.year for one in figures), default="")
    piece = Piece(
        file, "ssb_commuting", "Pendling (Statistisk sentralbyrå, tabell 03321)",
        source=("Pendlingsstrømmer (tabell 03321)", *SSB), date=newest,
    )  # fmt: skip
    rows: Rows = []
    for one in figures:
        home = _group(one, ("bostedskommune",))
        if one.year != newest or not home:
            continue
        if one.value is None:
            piece.fault(
                one.row + 1, home, f"Tallet er «{one.mark}», ikke null.",
                "Sett inn et anslag, eller ta bort raden.",
            )  # fmt: skip
            continue
        rows.append({"home": home, "work": one.region, "employed": _whole(one.value)})
    piece.rows["commuting"] = rows
    return piece


def year_in(file: str) -> str:
    """The last year that stands in a file's name, or ""."""
    return max(re.findall(r"(?<!\d)(20\d\d|19\d\d)(?!\d)", file), default="")
