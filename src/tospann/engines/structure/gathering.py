"""Pieces of public and tidy tables joined into the tables of one dataset.

What a public table does not tell is worked out from the others where it can be, and every such
step is told in a note and in the sources. What cannot be worked out is a fault.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from tospann.engines.structure import cells, grid, outlining
from tospann.engines.structure.checking import corners_of
from tospann.engines.structure.errors import Fault
from tospann.engines.structure.public import COUNTIES, Piece, Rows
from tospann.engines.structure.schema import BY_NAME

_STANDS_FOR = {"cells": "places", "serves": "structures", "units": "structures"}
TIDY = "tidy"  # the layout of a table that already is one of the dataset's
UNKNOWN_DATE = "ikke oppgitt"
MOST_LISTED = 6  # names in one sentence


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


def gathered(
    pieces: Sequence[Piece], about: About, base: Mapping[str, Rows] | None = None
) -> Gathered:
    """One dataset of the pieces, upon the tables of an earlier version where there is one.

    A table in a piece stands instead of the one in `base`. Nothing is raised: what is wrong is in
    `faults`, and `tables.territory_from` finds what is wrong inside the tables.
    """
    work = _Work(pieces, about, dict(base or {}))
    work.known()
    work.people()
    work.outlines()
    work.offices()
    work.ways()
    work.commuting()
    work.sources()
    faults = [fault for piece in pieces for fault in piece.faults]
    return Gathered(
        {name: rows for name, rows in work.tables.items() if rows},
        work.notes,
        faults + work.faults,
    )


class _Work:
    """The tables as they become."""

    def __init__(self, pieces: Sequence[Piece], about: About, base: dict[str, Rows]) -> None:
        self.pieces, self.about = pieces, about
        self.notes: list[str] = []
        self.faults: list[Fault] = []
        self.made: dict[str, tuple[Piece, str, str]] = {}  # table: piece, quality, note
        self.given: dict[str, Piece] = {}
        self.base = base
        self.tables: dict[str, Rows] = dict(base)
        for piece in pieces:
            for table, rows in piece.rows.items():
                if piece.layout != TIDY:
                    continue
                if table in self.given:
                    other = self.given[table].file
                    self._fault(
                        piece.file, "", f"Tabellen {table} finnes også i {other}.",
                        "Behold én av dem.",
                    )  # fmt: skip
                    continue
                self.given[table] = piece
                self.tables[table] = rows
        self.tables["dataset"] = [{"name": about.name, "title": about.title}]
        self.changed = self._changes()

    def _fault(self, table: str, column: str, what: str, cure: str) -> None:
        self.faults.append(Fault(table, None, column, what, cure))

    def _of(self, word: str) -> tuple[Piece, Rows] | None:
        """The piece that holds rows under a word, and the rows. A second is a fault.

        None where a table of the person's own says the same.
        """
        if _STANDS_FOR.get(word, word) in self.given:
            return None
        held = [piece for piece in self.pieces if piece.rows.get(word) and piece.layout != TIDY]
        for piece in held[1:]:
            self._fault(
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

    # --- Which municipalities ---------------------------------------------------------------

    def known(self) -> None:
        """The municipalities: those of the table, else those named in public tables."""
        if self.tables.get("municipalities"):
            self.numbers = [str(row.get("number", "")) for row in self.tables["municipalities"]]
            return
        names: dict[str, str] = {}
        sources: list[Piece] = []
        for piece in sorted(self.pieces, key=lambda piece: piece.layout != "klass_codes"):
            for row in piece.rows.get("names", []):
                names.setdefault(row["number"], row["name"])
            if piece.rows.get("names"):
                sources.append(piece)
        counted = self._of("residents")
        if self.about.area:
            wanted = {n for n in names if any(n.startswith(one) for one in self.about.area)}
        elif counted:
            wanted = {row["municipality"] for row in counted[1]} & set(names)
        else:
            wanted = set(names)
        self.numbers = sorted(wanted)
        if not self.numbers:
            self._fault(
                "municipalities", "", "Ingen av filene sier hvilke kommuner det gjelder.",
                "Ta med kommunenumrene fra Klass, kommunegrensene, eller tabellen municipalities.",
            )  # fmt: skip
            return
        self.tables["municipalities"] = [
            {"number": number, "name": names[number], "seat": "",
             "group": COUNTIES.get(number[:2], number[:2])}
            for number in self.numbers
        ]  # fmt: skip
        self.made["municipalities"] = (sources[0], "exact", "")

    # --- People -----------------------------------------------------------------------------

    def people(self) -> None:
        """Population by age, and the places."""
        if counted := self._of("residents"):
            piece, rows = counted
            self.tables["residents"] = self._moved(piece, rows, ("municipality",), "residents")
            self.made["residents"] = (piece, "exact", "")
            self._earlier_years()
            years = sorted({row["year"] for row in self.tables["residents"]})
            if len(years) > 1:
                self.notes.append(f"Folketallet er med for årene {years[0]} til {years[-1]}.")
        if found := self._of("cells"):
            self._places(*found)
        if self.about.scaled:
            self._scale()
        self._seats()

    def _earlier_years(self) -> None:
        """Years the earlier version has and the new table has not, where the ages are alike."""
        new = self.tables["residents"]
        old = [] if "residents" in self.given else self.base.get("residents", [])
        years = {row["year"] for row in new}
        kept = [row for row in old if row["year"] not in years]
        if not kept or {row["age_group"] for row in kept} != {row["age_group"] for row in new}:
            return
        self.tables["residents"] = kept + new
        said = ", ".join(sorted({row["year"] for row in kept}))
        self.notes.append(f"Folketallet for {said} er beholdt fra versjonen før.")

    def _moved(self, piece: Piece, rows: Rows, columns: tuple[str, ...], counted: str) -> Rows:
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

    def _places(self, piece: Piece, rows: Rows) -> None:
        """Cells of the population grid, each in the municipality its centre lies in."""
        outlines = self._drawn()
        if not outlines:
            self._fault(
                piece.file, "", "Rutene sier ikke hvilken kommune de ligger i.",
                "Ta med kommunegrensene som GeoJSON.",
            )  # fmt: skip
            return
        latitude, longitude = grid.centres([row["place"] for row in rows])
        held, metres = outlining.municipality_of(longitude, latitude, outlines)
        inside = set(self.numbers)
        kept: Rows = []
        near = near_people = far = far_people = 0
        for row, number, away in zip(rows, held, metres, strict=True):
            people = int(cells.number(row["residents"], _ANY))
            if number in inside:
                kept.append(
                    {"place": row["place"], "municipality": number, "residents": str(people)}
                )
                if away:
                    near, near_people = near + 1, near_people + people
            elif not number:
                far, far_people = far + 1, far_people + people
        self.tables["places"] = kept
        self.made["places"] = (
            piece, "approximate", "Kommunen er den ruten har midtpunktet i, etter omrissene."
        )  # fmt: skip
        self.notes.append(
            f"{piece.file}: {_count(len(kept))} ruter med "
            f"{_count(sum(int(row['residents']) for row in kept))} bosatte ligger i området."
        )
        if near:
            self.notes.append(
                f"{_count(near)} ruter med {_count(near_people)} bosatte har midtpunktet utenfor "
                "alle omriss, og er lagt til den nærmeste kommunen."
            )
        if far:
            self.notes.append(
                f"{_count(far)} ruter med {_count(far_people)} bosatte ligger mer enn "
                f"{outlining.NEAR_METRES / 1000:.0f} km fra alle omriss, og er ikke med."
            )

    def _scale(self) -> None:
        """Places adjusted to the newest population; the largest remainders are rounded up."""
        residents, places = self.tables.get("residents"), self.tables.get("places")
        if not residents or not places:
            self._fault(
                "places", "", "Bostedene kan ikke justeres uten folketall og bosteder.",
                "Ta med begge tabellene, eller la være å justere.",
            )  # fmt: skip
            return
        newest = max(row.get("year", "") for row in residents)
        wanted: dict[str, int] = {}
        try:
            for row in residents:
                if row["year"] == newest:
                    number = cells.municipality(row["municipality"].strip())
                    wanted[number] = wanted.get(number, 0) + int(
                        cells.number(row["residents"].strip(), _ANY)
                    )
            held = [int(cells.number(row["residents"].strip(), _ANY)) for row in places]
        except (cells.Wrong, KeyError, AttributeError):
            return  # what is wrong in the tables themselves is told when they are read
        at: dict[str, list[int]] = {}
        for i, row in enumerate(places):
            at.setdefault(str(row.get("municipality", "")).strip(), []).append(i)
        adjusted = [dict(row) for row in places]
        for number, rows in at.items():
            if number not in wanted:
                continue
            shares = _shared(np.array([held[i] for i in rows], np.int64), wanted[number])
            for i, people in zip(rows, shares, strict=True):
                adjusted[i]["residents"] = str(people)
        self.tables["places"] = adjusted
        piece = self.made["places"][0] if "places" in self.made else None
        note = (
            f"Justert til kommunens folketall 1. januar {newest} og rundet av slik at summen "
            "stemmer."
        )
        if piece is not None:
            note = f"{self.made['places'][2]} {note}"
        self.made["places"] = (piece or _unchanged("places", self.base), "approximate", note)
        self.notes.append(f"Bostedene er justert til folketallet 1. januar {newest}.")

    # --- Sites ------------------------------------------------------------------------------

    def _seats(self) -> None:
        """A seat for each municipality: the site of the table, else the densest place."""
        sites = list(self.tables.get("sites", []))
        seat: dict[str, str] = {}
        for kind in ("seat", "main", "branch"):
            for row in sites:
                if row.get("kind") == kind:
                    seat.setdefault(str(row.get("municipality", "")), str(row.get("site", "")))
        made: list[str] = []
        for row in self.tables.get("municipalities", []):
            number = str(row.get("number", ""))
            if row.get("seat"):
                continue
            if (
                number not in seat
                and (site := self._densest(number, str(row.get("name", "")))) is not None
            ):
                sites.append(site)
                seat[number] = site["site"]
                made.append(site["name"])
            row["seat"] = seat.get(number, "")
        if made:
            self.tables["sites"] = sites
            self.notes.append(
                f"Ingen tabell sier hvor kommunesenteret er i {_listed(made)}. Den tettest "
                "bebodde ruten er brukt."
            )
            if "sites" not in self.given:
                cells_of = self._of("cells")
                if cells_of:
                    self.made["sites"] = (
                        cells_of[0], "approximate",
                        "Den tettest bebodde ruten i hver kommune, ikke et virkelig kontor.",
                    )  # fmt: skip

    def _densest(self, number: str, name: str) -> dict[str, str] | None:
        here = [
            row for row in self.tables.get("places", [])
            if row.get("municipality") == number and grid.is_cell(str(row.get("place", "")))
        ]  # fmt: skip
        if not here:
            return None
        cell = max(here, key=lambda row: (_living(row), row["place"]))["place"]
        latitude, longitude = grid.centres([cell])
        return {
            "site": f"{number}-senter", "name": name, "kind": "seat", "municipality": number,
            "latitude": f"{latitude[0]:.5f}", "longitude": f"{longitude[0]:.5f}",
        }  # fmt: skip

    # --- Outlines and neighbours ------------------------------------------------------------

    def _drawn(self) -> dict[str, list[np.ndarray]]:
        found = self._of("outlines")
        rows = found[1] if found else self.tables.get("outlines", [])
        drawn: dict[str, list[np.ndarray]] = {}
        for row in rows:
            corners = corners_of(row.get("ring") or "")
            if corners is not None:
                drawn.setdefault(str(row.get("municipality", "")), []).append(np.array(corners))
        return drawn

    def outlines(self) -> None:
        """The outlines inside the area, and neighbours where no table tells them."""
        found = self._of("outlines")
        if found:
            drawn = self._drawn()
            self.tables["outlines"] = [
                {"municipality": number, "ring": " ".join(f"{x:.10g}" for c in ring for x in c)}
                for number in self.numbers
                for ring in map(outlining.thinned, drawn.get(number, []))
            ]
            self.made["outlines"] = (found[0], "approximate", "Bare til å tegne kart av.")
            lacking = [number for number in self.numbers if number not in drawn]
            if lacking:
                self.notes.append(f"Omrisset mangler for {_listed(lacking)}.")
        if self.tables.get("adjacency") or not found:
            return
        inside = set(self.numbers)
        pairs = [pair for pair in outlining.neighbours(self._drawn()) if inside.issuperset(pair)]
        self.tables["adjacency"] = [{"a": a, "b": b, "crossing": ""} for a, b in pairs]
        self.made["adjacency"] = (
            found[0], "approximate",
            "Utledet av felles grenser i omrissene. Broer, tunneler og ferjer er ikke med.",
        )  # fmt: skip
        self.notes.append(
            f"{_count(len(pairs))} naboskap er utledet av felles grenser. Er det bro, tunnel "
            "eller ferje mellom andre kommuner, ta med tabellen adjacency."
        )

    # --- Offices ----------------------------------------------------------------------------

    def offices(self) -> None:
        """Today's structure, from which office serves which municipality."""
        units, serves = self._of("units"), self._of("serves")
        if units is None and serves is None:
            return
        if units is None or serves is None:
            piece = (units or serves or (Piece("", "", ""), []))[0]
            lacking = "enhet/navkontorer" if units else "enhet"
            self._fault(
                piece.file, "", "Kontorene kan ikke leses av denne filen alene.",
                f"Ta også med NORGs {lacking}.",
            )  # fmt: skip
            return
        named = {row["unit"]: row["name"] for row in units[1]}
        inside = set(self.numbers)
        served: dict[str, list[str]] = {}
        for row in serves[1]:
            if row["municipality"] in inside and row["unit"] in named:
                members = served.setdefault(row["unit"], [])
                if row["municipality"] not in members:
                    members.append(row["municipality"])
        taken: set[str] = set()
        rows: Rows = []
        guessed: list[str] = []
        for unit, members in sorted(served.items(), key=lambda one: min(one[1])):
            members = sorted(number for number in members if number not in taken)
            taken |= set(members)
            if not members:
                continue
            host, sure = self._host(named[unit], members)
            if not sure:
                guessed.append(named[unit])
            for number in members:
                rows.append(self._line(number, host, "own" if len(members) == 1 else "host"))
        alone = [number for number in self.numbers if number not in taken]
        rows += [self._line(number, number, "own") for number in alone]
        self.tables["structures"] = sorted(rows, key=lambda row: row["municipality"])
        seat = {
            str(row.get("number", "")): row.get("seat", "")
            for row in self.tables.get("municipalities", [])
        }
        note = "Verten er sluttet av kontorets navn og folketallet. Listen sier ikke hvem det er."
        self.made["structures"] = (serves[0], "approximate", note)
        if guessed:
            self.notes.append(
                f"Hvem som er vert for {_listed(guessed)}, står ikke. Kommunen med flest bosatte "
                "er brukt."
            )
        if alone:
            self.notes.append(
                f"{_listed(alone)} står ikke i listen over kontor, og er satt til eget kontor."
            )
        if "presence" in self.given:
            return
        hosts = sorted({row["host"] for row in rows})
        self.tables["presence"] = [
            {"structure": "present", "site": seat[host], "days": "5"}
            for host in hosts
            if seat.get(host)
        ]
        self.made["presence"] = (
            Piece("", "assumed", "Åpne dager", source=("Åpne dager", "Tospann", "CC0"),
                  date=serves[0].date),
            "illustrative",
            "Listen sier ikke hvor det er åpent. Fem dager hos verten er antatt.",
        )  # fmt: skip
        self.notes.append(
            f"{_count(len(hosts))} kontor er satt til å være åpne fem dager i uken hos verten. "
            "Andre steder er ikke med. Vet dere mer, ta med tabellen presence."
        )

    def _line(self, number: str, host: str, model: str) -> dict[str, str]:
        return {
            "structure": "present", "title": "Dagens kontorer", "municipality": number,
            "host": host, "model": model, "illustrative": "",
        }  # fmt: skip

    def _host(self, unit: str, members: list[str]) -> tuple[str, bool]:
        """The municipality the office is named after, else the one with most residents."""
        if len(members) == 1:
            return members[0], True
        words = unit.casefold().removeprefix("nav ").strip()
        for row in self.tables.get("municipalities", []):
            names = [part.strip().casefold() for part in str(row.get("name", "")).split(" - ")]
            if row.get("number") in members and words in names:
                return str(row["number"]), True
        people: dict[str, int] = {}
        for row in self.tables.get("places", []):
            number = str(row.get("municipality", ""))
            if number in members:
                people[number] = people.get(number, 0) + _living(row)
        return max(members, key=lambda number: (people.get(number, 0), number)), False

    # --- Travel, commuting, sources ---------------------------------------------------------

    def ways(self) -> None:
        """A matrix between places and sites as it is; one between centres as a graph of them."""
        found = self._of("centres")
        if found is None:
            return
        piece, rows = found
        sites = {str(row.get("site", "")): row for row in self.tables.get("sites", [])}
        seats = {
            str(row.get("number", "")): str(row.get("seat", ""))
            for row in self.tables.get("municipalities", [])
        }

        def site(text: str) -> str:
            return text if text in sites else seats.get(text, "")

        places = {str(row.get("place", "")) for row in self.tables.get("places", [])}
        if any(row["a"] in places for row in rows):
            self.tables["travel"] = [
                {"place": row["a"], "site": site(row["b"]) or row["b"], "minutes": row["minutes"]}
                for row in rows
            ]
            self.made["travel"] = (piece, "approximate", "")
            return
        edges: dict[frozenset[str], str] = {}
        for row in rows:
            a, b = site(row["a"]), site(row["b"])
            if a and b and a != b and row["minutes"].strip() not in ("", ".", ".."):
                edges.setdefault(frozenset((a, b)), row["minutes"])
        if not edges:
            self._fault(
                piece.file, "", "Ingen av stedene finnes i datasettet.",
                "Skriv bostedets id, stedets id eller kommunenummeret i kolonnene from og to.",
            )  # fmt: skip
            return
        used = sorted({one for pair in edges for one in pair})
        self.tables["nodes"] = [
            {"node": one, **{key: sites[one].get(key, "")
                             for key in ("municipality", "latitude", "longitude")}}
            for one in used
        ]  # fmt: skip
        self.tables["edges"] = [
            dict(zip(("a", "b"), sorted(pair), strict=True)) | {"drive": minutes}
            for pair, minutes in edges.items()
        ]
        note = "Tider mellom sentrene. Den siste delen av veien er regnet i luftlinje."
        self.made["nodes"] = self.made["edges"] = (piece, "approximate", note)
        self.notes.append(f"{piece.file}: {note}")

    def commuting(self) -> None:
        """Commuting under the numbers of today."""
        if found := self._of("commuting"):
            piece, rows = found
            self.tables["commuting"] = self._moved(piece, rows, ("home", "work"), "employed")
            self.made["commuting"] = (piece, "exact", "")

    def sources(self) -> None:
        """Where each table comes from. A table that is replaced loses the source it had."""
        replaced = (set(self.given) | set(self.made)) - {"sources"}
        rows = [
            row for row in self.tables.get("sources", [])
            if "sources" in self.given or row.get("table") not in replaced
        ]  # fmt: skip
        told = {row.get("table") for row in rows}
        undated: list[str] = []
        for table, (piece, quality, note) in self.made.items():
            if piece.source is None or table in told or table not in BY_NAME:
                continue
            title, publisher, licence = piece.source
            if not piece.date and piece.file and piece.file not in undated:
                undated.append(piece.file)
            rows.append(
                {"table": table, "title": title, "publisher": publisher,
                 "date": piece.date or UNKNOWN_DATE, "licence": licence, "quality": quality,
                 "note": note}
            )  # fmt: skip
        self.tables["sources"] = rows
        if undated:
            self.notes.append(
                f"Det står ikke når {_listed(undated)} er fra. Sett årstallet i filnavnet."
            )


_ANY = cells.Column("", "", "whole", "personer", high=1e7, dash_is_zero=True)


def _living(row: Mapping[str, str]) -> int:
    """Residents of a place; nobody where it cannot be read, which is told when tables are read."""
    try:
        return int(cells.number(str(row.get("residents", "")).strip(), _ANY))
    except cells.Wrong:
        return 0


def _unchanged(table: str, base: Mapping[str, Rows]) -> Piece:
    """The source an earlier version gave for a table, as a piece without rows."""
    row = next((row for row in base.get("sources", []) if row.get("table") == table), None)
    if row is None:
        return Piece("", "", "")
    said = (row.get("title", ""), row.get("publisher", ""), row.get("licence", ""))
    return Piece("", "", "", source=said, date=row.get("date", ""))


def _shared(held: np.ndarray, total: int) -> list[int]:
    """`total` whole persons shared out as `held` is; the largest remainders are rounded up."""
    if not held.sum():
        return held.tolist()
    exact = held * total
    whole = exact // held.sum()
    rest = exact - whole * held.sum()
    first = np.argsort(-rest, kind="stable")[: total - int(whole.sum())]
    whole[first] += 1
    return whole.tolist()


def _listed(names: Iterable[str]) -> str:
    names = list(names)
    more = f" og {len(names) - MOST_LISTED} til" if len(names) > MOST_LISTED else ""
    return ", ".join(names[:MOST_LISTED]) + more


def _count(number: int) -> str:
    return f"{int(number):,}".replace(",", "\u00a0")
