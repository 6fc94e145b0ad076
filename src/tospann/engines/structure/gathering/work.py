"""What the pieces are joined in: the tables as they become, notes, sources and faults."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tospann.engines.structure import cells
from tospann.engines.structure.errors import Fault
from tospann.engines.structure.public import Piece, Rows

_STANDS_FOR = {"cells": "places", "serves": "structures", "units": "structures"}
TIDY = "tidy"  # the layout of a table that already is one of the dataset's
MOST_LISTED = 6  # names in one sentence
PEOPLE = cells.Column("", "", "whole", "personer", high=1e7, dash_is_zero=True)


@dataclass(frozen=True)
class About:
    """What the person says. `area`: numbers of municipalities or counties; empty for all.

    `scaled`: places are adjusted so that each municipality has its newest population.
    """

    name: str
    title: str
    area: tuple[str, ...] = ()
    scaled: bool = False


@dataclass
class Gathered:
    """The tables, what was done to make them, and what stands in the way."""

    tables: dict[str, Rows] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


class Work:
    """The tables as they become. What was given stands; what is made is told in `made`."""

    def __init__(self, pieces: Sequence[Piece], about: About, base: dict[str, Rows]) -> None:
        self.pieces, self.about = pieces, about
        self.notes: list[str] = []
        self.faults: list[Fault] = []
        self.made: dict[str, tuple[Piece, str, str]] = {}  # table: piece, quality, note
        self.given: dict[str, Piece] = {}
        self.base = base
        self.numbers: list[str] = []  # of the municipalities it is about
        self.tables: dict[str, Rows] = dict(base)
        for piece in pieces:
            for table, rows in piece.rows.items():
                if piece.layout != TIDY:
                    continue
                if table in self.given:
                    other = self.given[table].file
                    self.fault(
                        piece.file, "", f"Tabellen {table} finnes også i {other}.",
                        "Behold én av dem.",
                    )  # fmt: skip
                    continue
                self.given[table] = piece
                self.tables[table] = rows
        self.tables["dataset"] = [{"name": about.name, "title": about.title}]
        self.changed = self._changes()

    def fault(self, table: str, column: str, what: str, cure: str) -> None:
        """Something wrong that stands in no row."""
        self.faults.append(Fault(table, None, column, what, cure))

    def of(self, word: str) -> tuple[Piece, Rows] | None:
        """The piece that holds rows under a word, and the rows. A second is a fault.

        None where a table of the person's own says the same.
        """
        if _STANDS_FOR.get(word, word) in self.given:
            return None
        held = [piece for piece in self.pieces if piece.rows.get(word) and piece.layout != TIDY]
        for piece in held[1:]:
            self.fault(
                piece.file, "", f"Samme slags tabell som {held[0].file}.", "Behold én av dem."
            )
        return (held[0], held[0].rows[word]) if held else None

    def _changes(self) -> dict[str, list[str]]:
        changed: dict[str, list[str]] = {}
        for piece in self.pieces:
            for row in piece.rows.get("changes", []):
                if row["new"] not in changed.setdefault(row["old"], []):
                    changed[row["old"]].append(row["new"])
        return changed

    def moved(self, piece: Piece, rows: Rows, columns: tuple[str, ...], counted: str) -> Rows:
        """Rows under the numbers of today, added together; those outside the area left out."""
        inside, moved, outside = set(self.numbers), set(), set()
        sums: dict[tuple[str, ...], int] = {}
        keys = [key for key in rows[0] if key != counted]
        for row in rows:
            new = dict(row)
            for column in columns:
                new[column] = self._today(piece, row[column], inside)
                if new[column] != row[column]:
                    moved.add(row[column])
            if not any(new[column] in inside for column in columns):
                outside.add(row[columns[0]])
                continue
            key = tuple(new[name] for name in keys)
            sums[key] = sums.get(key, 0) + int(float(row[counted]))
        if moved:
            self.notes.append(
                f"{piece.file}: {len(moved)} gamle kommunenumre er regnet om til dagens."
            )
        if outside and columns == ("municipality",):
            self.notes.append(
                f"{piece.file}: {len(outside)} kommuner ligger utenfor området og er ikke med."
            )
        return [
            dict(zip([*keys, counted], [*key, str(total)], strict=True))
            for key, total in sums.items()
        ]

    def _today(self, piece: Piece, number: str, inside: set[str]) -> str:
        """The number that holds today. A split nobody gave shares for is a fault."""
        for _ in range(5):
            if number in inside or number not in self.changed:
                return number
            new = self.changed[number]
            if len(new) > 1:
                if set(new) & inside:
                    fault = Fault(
                        piece.file, None, number,
                        f"{number} er delt mellom {', '.join(new)}, og listen sier ikke hvordan.",
                        "Bruk tall i dagens kommuneinndeling, eller fordel tallene selv.",
                    )  # fmt: skip
                    if fault not in self.faults:
                        self.faults.append(fault)
                return number
            number = new[0]
        return number


def living(row: Mapping[str, str]) -> int:
    """Residents of a place; nobody where it cannot be read, which is told when tables are read."""
    try:
        return int(cells.number(str(row.get("residents", "")).strip(), PEOPLE))
    except cells.Wrong:
        return 0


def listed(names: Iterable[str]) -> str:
    """The first names, and how many more there are."""
    names = list(names)
    more = f" og {len(names) - MOST_LISTED} til" if len(names) > MOST_LISTED else ""
    return ", ".join(names[:MOST_LISTED]) + more


def count(number: int) -> str:
    """A whole number as it is written."""
    return f"{int(number):,}".replace(",", "\u00a0")
