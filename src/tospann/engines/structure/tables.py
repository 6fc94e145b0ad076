"""Tidy tables in, a checked territory out; and back again.

A table is a sequence of rows, each a mapping from column to text, as `csv.DictReader` gives
them. `schema.py` says which tables and columns there are. Nothing is mended in silence and
nothing is guessed: every fault is found before any is reported, each with its table, row and
column and with what to do about it.
"""

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from tospann.engines.structure import cells, grid
from tospann.engines.structure.errors import BadData, Fault
from tospann.engines.structure.schema import (
    BY_NAME,
    EMPLOYERS,
    LATITUDES,
    LONGITUDES,
    TABLES,
    Table,
)
from tospann.engines.structure.territory import (
    NO_ROUTE,
    Ages,
    Indices,
    Integers,
    Municipalities,
    Obligation,
    Places,
    Roads,
    Sites,
    Source,
    Staff,
    Structure,
    Territory,
)

Rows = Iterable[Mapping[str, str]]
MOST_FAULTS = 1000  # of one table; further faults are counted, not listed
FIRST_ROW = 2  # the header line is 1


def territory_from(tables: Mapping[str, Rows]) -> Territory:
    """A territory of the tables given, by name.

    Raises
    ------
    BadData
        With every fault found, by table and row.
    """
    faults: list[Fault] = []
    for name in tables:
        if name not in BY_NAME:
            faults.append(Fault(str(name), None, "", "Tabellen er ukjent.", _did_you_mean(name)))
    read = {table.name: _read(table, tables.get(table.name), faults) for table in TABLES}
    for table in TABLES:
        _check_references(table, read, faults)
    for check in (
        _check_seats, _check_places, _check_residents, _check_adjacency, _check_edges,
        _check_structures, _check_outlines,
    ):  # fmt: skip
        check(read, faults)
    if faults:
        raise BadData(_in_order(faults))
    return _assembled(read)


# ---- reading -------------------------------------------------------------------------------


@dataclass
class _Columns:
    """A table by column. A cell that was wrong is None, and so is an empty one."""

    given: bool = False
    rows: list[int] = field(default_factory=list)
    by_name: dict[str, list[cells.Value]] = field(default_factory=dict)

    def __getitem__(self, column: str) -> list:
        return self.by_name[column]

    def __len__(self) -> int:
        return len(self.rows)

    def lines(self, *columns: str) -> Iterator[tuple]:
        """Row number, then the cells of these columns."""
        return zip(self.rows, *(self.by_name[column] for column in columns), strict=True)


class _Faults:
    """Collects the faults of one table, and counts those beyond the most that are listed."""

    def __init__(self, table: Table, into: list[Fault]) -> None:
        self.table, self.into, self.more = table, into, 0
        self.listed = 0

    def add(self, row: int | None, column: str, what: str, cure: str) -> None:
        if self.listed < MOST_FAULTS:
            self.into.append(Fault(self.table.name, row, column, what, cure))
            self.listed += 1
        else:
            self.more += 1

    def close(self) -> None:
        if self.more:
            self.into.append(
                Fault(
                    self.table.name, None, "", f"{self.more} feil til er ikke listet opp.",
                    "Rett de første, og prøv igjen.",
                )
            )  # fmt: skip


def _read(table: Table, rows: Rows | None, into: list[Fault]) -> _Columns:
    faults = _Faults(table, into)
    found = _Columns(given=rows is not None, by_name={c.name: [] for c in table.columns})
    seen_keys: dict[tuple, int] = {}
    unknown: set[str] = set()
    missing: set[str] = set()
    for number, row in enumerate(rows if rows is not None else (), FIRST_ROW):
        if not any(isinstance(text, str) and text.strip() for text in row.values()):
            continue
        for name in row:
            if name not in found.by_name and name not in unknown:
                unknown.add(name)
                _unknown_column(table, name, number, faults)
        found.rows.append(number)
        for column in table.columns:
            text = row.get(column.name)
            got: cells.Value = None
            if text is None and column.name not in row:
                if column.required and column.name not in missing:
                    missing.add(column.name)
                    faults.add(
                        None, column.name, "Kolonnen mangler.", f"Ta den med: {column.meaning}"
                    )
            else:
                try:
                    got = cells.value(text or "", column)
                except cells.Wrong as wrong:
                    faults.add(number, column.name, wrong.what, wrong.cure)
            found.by_name[column.name].append(got)
        if table.key:
            key = tuple(found.by_name[name][-1] for name in table.key)
            first = seen_keys.setdefault(key, number)
            if first != number and None not in key:
                shown = ", ".join(cells.shown(str(part)) for part in key)
                faults.add(
                    number, table.key[-1] if len(table.key) == 1 else "",
                    f"{shown} står også i rad {first}.", "Behold én av radene.",
                )  # fmt: skip
    if not found.rows and table.required:
        what = "Tabellen er tom." if found.given else "Tabellen mangler."
        faults.add(None, "", what, f"Ta den med. {table.meaning}")
    faults.close()
    return found


def _unknown_column(table: Table, name: object, row: int, faults: _Faults) -> None:
    if not isinstance(name, str) or not name:
        faults.add(
            row, "", "Raden har flere felt enn overskriften.", "Se etter et skilletegn for mye."
        )
        return
    names = [column.name for column in table.columns]
    near = difflib.get_close_matches(name[: cells.SHOWN], names, 1)
    cure = f"Mente du {near[0]}? " if near else ""
    faults.add(
        None, cells.shown(name), "Kolonnen er ukjent.",
        f"{cure}Tabellen har {', '.join(names)}. Ta bort andre kolonner.",
    )  # fmt: skip


def _did_you_mean(name: object) -> str:
    near = difflib.get_close_matches(str(name)[: cells.SHOWN], list(BY_NAME), 1)
    cure = f"Mente du {near[0]}? " if near else "Ta den bort. "
    return f"{cure}Datasettet kan ha {', '.join(BY_NAME)}."


def _in_order(faults: list[Fault]) -> tuple[Fault, ...]:
    order = {table.name: i for i, table in enumerate(TABLES)}
    return tuple(sorted(faults, key=lambda f: (order.get(f.table, -1), f.row or 0)))


# ---- checking ------------------------------------------------------------------------------

_Read = dict[str, _Columns]


def _check_references(table: Table, read: _Read, into: list[Fault]) -> None:
    faults = _Faults(table, into)
    for column in table.columns:
        if not column.refers:
            continue
        other = BY_NAME[column.refers]
        known = set(read[other.name][other.columns[0].name])
        for row, value in read[table.name].lines(column.name):
            if value is not None and value not in known:
                faults.add(
                    row, column.name, f"{cells.shown(str(value))} finnes ikke i {other.name}.",
                    f"Rett verdien, eller legg den til i {other.name}.",
                )  # fmt: skip
    faults.close()


def _check_seats(read: _Read, into: list[Fault]) -> None:
    faults = _Faults(BY_NAME["municipalities"], into)
    lies_in = dict(zip(read["sites"]["site"], read["sites"]["municipality"], strict=True))
    for row, number, seat in read["municipalities"].lines("number", "seat"):
        where = lies_in.get(seat) if seat is not None else None
        if where is not None and number is not None and where != number:
            faults.add(
                row, "seat", f"{cells.shown(seat)} ligger i {where}, ikke i {number}.",
                "Velg et sted i kommunen selv.",
            )  # fmt: skip
    faults.close()


def _check_places(read: _Read, into: list[Fault]) -> None:
    faults = _Faults(BY_NAME["places"], into)
    places = read["places"]
    on_grid: list[tuple[int, str]] = []
    for row, place, latitude, longitude in places.lines("place", "latitude", "longitude"):
        if place is None or (latitude is not None and longitude is not None):
            continue
        if latitude is None and longitude is None and _is_cell(place):
            on_grid.append((row, place))
        else:
            faults.add(
                row, "latitude" if latitude is None else "longitude",
                "Bredde- eller lengdegraden mangler eller er feil.",
                "Fyll ut begge, eller bruk en rute-id på 14 siffer og la begge stå tomme.",
            )  # fmt: skip
    north, east = grid.centres([place for _, place in on_grid])
    inside = (LATITUDES[0] <= north) & (north <= LATITUDES[1])
    inside &= (LONGITUDES[0] <= east) & (east <= LONGITUDES[1])
    for i in np.flatnonzero(~inside):
        row, place = on_grid[i]
        faults.add(
            row, "place", f"Ruten {place} ligger ikke i Norge.",
            "Rute-id er øst med 2 000 000 lagt til og så nord, i meter, sju siffer hver.",
        )  # fmt: skip
    if len(places) and all(count == 0 for count in places["residents"]):
        faults.add(None, "residents", "Ingen bor noe sted.", "Fyll ut antall bosatte.")
    faults.close()


def _is_cell(place: str) -> bool:
    return len(place) == grid.CELL_DIGITS and place.isascii() and place.isdigit()


def _check_residents(read: _Read, into: list[Fault]) -> None:
    table = read["residents"]
    if not len(table):
        return
    faults = _Faults(BY_NAME["residents"], into)
    held = set(zip(table["municipality"], table["year"], table["age_group"], strict=True))
    groups = list(dict.fromkeys(g for g in table["age_group"] if g is not None))
    years = sorted({y for y in table["year"] if y is not None})
    numbers = sorted({n for n in read["municipalities"]["number"] if n is not None})
    if len(numbers) * len(years) * len(groups) > len(held) + len(numbers) * MOST_FAULTS:
        faults.add(
            None, "", "Tabellen har for få rader for alle kommuner, år og aldersgrupper.",
            "Ta bare med år og aldersgrupper som alle kommunene har.",
        )  # fmt: skip
    else:
        for number in numbers:
            for year in years:
                lacking = [g for g in groups if (number, year, g) not in held]
                if lacking:
                    faults.add(
                        None, "age_group",
                        f"{number} mangler {', '.join(map(cells.shown, lacking[:5]))} i {year}.",
                        "Legg til radene, eller ta bort året for alle.",
                    )  # fmt: skip
    faults.close()


def _check_adjacency(read: _Read, into: list[Fault]) -> None:
    faults = _Faults(BY_NAME["adjacency"], into)
    seen: dict[frozenset, int] = {}
    for row, a, b in read["adjacency"].lines("a", "b"):
        if a is None or b is None:
            continue
        if a == b:
            faults.add(row, "b", f"{a} kan ikke være nabo med seg selv.", "Ta bort raden.")
            continue
        first = seen.setdefault(frozenset((a, b)), row)
        if first != row:
            faults.add(row, "", f"{a} og {b} står også i rad {first}.", "Behold én av radene.")
    faults.close()


def _check_edges(read: _Read, into: list[Fault]) -> None:
    faults = _Faults(BY_NAME["edges"], into)
    for row, a, b in read["edges"].lines("a", "b"):
        if a is not None and a == b:
            faults.add(
                row, "b", f"Strekningen går fra {cells.shown(a)} til seg selv.", "Ta bort raden."
            )
    for row, wait, sailings in read["edges"].lines("wait", "sailings"):
        if sailings is not None and sailings == 0:
            faults.add(
                row, "sailings", "En ferje uten avganger går ikke.",
                "Skriv antall avganger, eller ta bort raden.",
            )  # fmt: skip
        if wait and sailings is None:
            faults.add(
                row, "sailings", "Det er venting, men ingen avganger.",
                "Skriv antall avganger en hverdag, eller sett ventingen til 0.",
            )  # fmt: skip
    faults.close()
    for one, other in (("edges", "nodes"), ("nodes", "edges")):
        if len(read[one]) and not len(read[other]):
            into.append(
                Fault(other, None, "", "Tabellen er tom.", f"Den trengs når {one} er med.")
            )


def _check_structures(read: _Read, into: list[Fault]) -> None:
    faults = _Faults(BY_NAME["structures"], into)
    table = read["structures"]
    numbers = {n for n in read["municipalities"]["number"] if n is not None}
    lines: dict[str, list[tuple]] = {}
    for line in table.lines("structure", "title", "municipality", "host", "model", "illustrative"):
        if line[1] is not None:
            lines.setdefault(line[1], []).append(line)
    for name, members in lines.items():
        lacking = numbers - {line[3] for line in members}
        if lacking:
            faults.add(
                None, "municipality",
                f"Strukturen {cells.shown(name)} mangler {', '.join(sorted(lacking)[:10])}.",
                "Hver kommune må ha én rad i hver struktur.",
            )  # fmt: skip
        hosted = {line[3]: line[4] for line in members}
        models: dict[str, str] = {}
        sizes: dict[str, int] = {}
        for row, _name, title, _number, host, model, illustrative in members:
            if host is None:
                continue
            sizes[host] = sizes.get(host, 0) + 1
            if hosted.get(host, host) != host:
                faults.add(
                    row, "host", f"{host} er vert, men har selv {hosted[host]} som vert.",
                    "En vertskommune må være sin egen vert.",
                )  # fmt: skip
            if model is not None and models.setdefault(host, model) != model:
                faults.add(
                    row, "model", f"Området med vert {host} har to modeller.",
                    "Skriv den samme modellen i alle radene.",
                )  # fmt: skip
            if (title, illustrative) != (members[0][2], members[0][6]):
                faults.add(
                    row, "title", f"Strukturen {cells.shown(name)} har to titler eller merker.",
                    "Skriv det samme i alle radene.",
                )  # fmt: skip
        for host, model in models.items():
            if model == "own" and sizes[host] > 1:
                faults.add(
                    None, "model", f"{host} har «own», men deler kontor i {cells.shown(name)}.",
                    "Velg en modell for flere kommuner.",
                )  # fmt: skip
    faults.close()


def _check_outlines(read: _Read, into: list[Fault]) -> None:
    faults = _Faults(BY_NAME["outlines"], into)
    for row, ring in read["outlines"].lines("ring"):
        if ring is not None and _ring(ring) is None:
            faults.add(
                row, "ring", "Ringen er ikke en rekke av lengdegrader og breddegrader.",
                "Skriv minst tre hjørner som «14.1 67.2 14.3 67.2 14.2 67.4».",
            )  # fmt: skip
    faults.close()


def _ring(text: str) -> list[list[float]] | None:
    """The corners as [longitude, latitude]; None if the text is no ring."""
    try:
        numbers = np.array(text.split(), np.float64)
    except ValueError:
        return None
    if len(numbers) < 6 or len(numbers) % 2 or not np.isfinite(numbers).all():
        return None
    corners = numbers.reshape(-1, 2)
    if (np.abs(corners) > (180, 90)).any():
        return None
    return corners.tolist()


# ---- assembling ----------------------------------------------------------------------------


def _assembled(read: _Read) -> Territory:
    """A territory of tables that hold no fault."""
    held = read["municipalities"]
    order = np.argsort(np.array(held["number"]))
    numbers = tuple(held["number"][i] for i in order)
    position = {number: i for i, number in enumerate(numbers)}
    sites = _sites(read["sites"], position)
    site_at = {site: i for i, site in enumerate(sites.ids)}
    places = _places(read["places"], position)
    touching, crossings = _touching(read["adjacency"], position)
    return Territory(
        name=read["dataset"]["name"][0],
        title=read["dataset"]["title"][0],
        municipalities=Municipalities(
            numbers=numbers,
            names=tuple(held["name"][i] for i in order),
            groups=tuple(held["group"][i] for i in order),
            seats=_at([held["seat"][i] for i in order], site_at),
            touching=touching,
            crossings=crossings,
        ),
        places=places,
        sites=sites,
        ages=_ages(read["residents"], position),
        staff=_staff(read["staff"], read["competence"], position),
        roads=_roads(read["nodes"], read["edges"], position),
        brought=_brought(read["travel"], places, site_at),
        commuting=_commuting(read["commuting"], position),
        obligations=tuple(
            Obligation(position[number], kind, value, source)
            for _, number, kind, value, source in sorted(
                read["obligations"].lines("municipality", "kind", "value", "source"),
                key=lambda line: line[1:4],
            )
        ),
        structures=_structures(read["structures"], read["presence"], numbers, site_at),
        outlines=_outlines(read["outlines"], position),
        sources=tuple(
            Source(*(text or "" for text in line[1:]))
            for line in read["sources"].lines(
                "table", "title", "publisher", "date", "licence", "quality", "note"
            )
        ),
    )


def _at(values: Iterable[str], position: Mapping[str, int]) -> Indices:
    return np.array([position[value] for value in values], np.int32)


def _sites(table: _Columns, position: Mapping[str, int]) -> Sites:
    return Sites(
        ids=tuple(table["site"]),
        names=tuple(table["name"]),
        kinds=tuple(table["kind"]),
        municipality=_at(table["municipality"], position),
        latitude=np.array(table["latitude"], np.float64),
        longitude=np.array(table["longitude"], np.float64),
    )


def _places(table: _Columns, position: Mapping[str, int]) -> Places:
    # None becomes NaN
    latitude = np.array(table["latitude"], np.float64)
    longitude = np.array(table["longitude"], np.float64)
    cells_of_grid = np.flatnonzero(np.isnan(latitude))
    if len(cells_of_grid):
        found = grid.centres([table["place"][i] for i in cells_of_grid])
        latitude[cells_of_grid], longitude[cells_of_grid] = found
    return Places(
        ids=tuple(table["place"]),
        municipality=_at(table["municipality"], position),
        latitude=latitude,
        longitude=longitude,
        residents=np.array(table["residents"], np.int64),
    )


def _touching(table: _Columns, position: Mapping[str, int]) -> tuple[Indices, tuple[str, ...]]:
    pairs = sorted(
        (*sorted((position[a], position[b])), crossing or "")
        for _, a, b, crossing in table.lines("a", "b", "crossing")
    )
    touching = np.array([pair[:2] for pair in pairs], np.int32).reshape(-1, 2)
    return touching, tuple(pair[2] for pair in pairs)


def _ages(table: _Columns, position: Mapping[str, int]) -> Ages | None:
    if not len(table):
        return None
    groups = tuple(sorted(set(table["age_group"])))
    years = tuple(sorted(set(table["year"])))
    count = np.zeros((len(position), len(groups), len(years)), np.int64)
    at = (
        _at(table["municipality"], position),
        _at(table["age_group"], {group: i for i, group in enumerate(groups)}),
        np.searchsorted(years, table["year"]),
    )
    count[at] = table["residents"]
    return Ages(groups, years, count)


def _staff(work: _Columns, skill: _Columns, position: Mapping[str, int]) -> Staff | None:
    if not len(work) and not len(skill):
        return None
    functions = tuple(dict.fromkeys(work["function"]))
    fields = tuple(dict.fromkeys(skill["field"]))
    fte = np.zeros((len(position), len(EMPLOYERS), len(functions)))
    for _, number, employer, function, value in work.lines(
        "municipality", "employer", "function", "fte"
    ):
        fte[position[number], EMPLOYERS.index(employer), functions.index(function)] = value
    people = np.zeros((len(position), len(fields)), np.int64)
    for _, number, held, count in skill.lines("municipality", "field", "people"):
        people[position[number], fields.index(held)] = count
    return Staff(functions, fte, fields, people)


def _roads(nodes: _Columns, edges: _Columns, position: Mapping[str, int]) -> Roads | None:
    if not len(edges):
        return None
    node_at = {node: i for i, node in enumerate(nodes["node"])}
    return Roads(
        nodes=tuple(nodes["node"]),
        node_latitude=np.array(nodes["latitude"], np.float64),
        node_longitude=np.array(nodes["longitude"], np.float64),
        node_municipality=np.array(
            [-1 if number is None else position[number] for number in nodes["municipality"]],
            np.int32,
        ),
        ends=np.column_stack([_at(edges["a"], node_at), _at(edges["b"], node_at)]),
        drive=_seconds(edges["drive"]),
        wait=_seconds([wait or 0 for wait in edges["wait"]]),
        sailings=np.array(
            [np.inf if sailings is None else sailings for sailings in edges["sailings"]]
        ),
        cars=np.array([cars != "no" for cars in edges["cars"]], np.bool_),
        error=np.array([error or 0.0 for error in edges["error"]]),
    )


def _seconds(minutes: list[float]) -> Indices:
    return np.rint(np.array(minutes, np.float64) * 60).astype(np.int32)


def _brought(table: _Columns, places: Places, site_at: Mapping[str, int]) -> Indices | None:
    if not len(table):
        return None
    place_at = {place: i for i, place in enumerate(places.ids)}
    seconds = np.full((len(places), len(site_at)), NO_ROUTE, np.int32)
    minutes = np.array(table["minutes"], np.float64)
    there = ~np.isnan(minutes)
    seconds[_at(table["place"], place_at)[there], _at(table["site"], site_at)[there]] = np.rint(
        minutes[there] * 60
    )
    return seconds


def _commuting(table: _Columns, position: Mapping[str, int]) -> Integers | None:
    inside = [
        (position[home], position[work], employed)
        for _, home, work, employed in table.lines("home", "work", "employed")
        if home in position and work in position
    ]
    if not inside:
        return None
    flows = np.zeros((len(position), len(position)), np.int64)
    for home, work, employed in inside:
        flows[home, work] = employed
    return flows


def _structures(
    table: _Columns, presence: _Columns, numbers: tuple[str, ...], site_at: Mapping[str, int]
) -> tuple[Structure, ...]:
    days = {name: np.zeros(len(site_at)) for name in dict.fromkeys(table["structure"])}
    for _, name, site, value in presence.lines("structure", "site", "days"):
        days[name][site_at[site]] = value
    position = {number: i for i, number in enumerate(numbers)}
    lines: dict[str, list[tuple]] = {name: [] for name in days}
    for _, name, *line in table.lines(
        "structure", "municipality", "host", "model", "title", "illustrative"
    ):
        lines[name].append(tuple(line))
    found = []
    for name, members in lines.items():
        members.sort()
        area_of = {host: i for i, host in enumerate(dict.fromkeys(line[1] for line in members))}
        model_of = {host: model for _, host, model, *_ in members}
        found.append(
            Structure(
                name=name,
                title=members[0][3],
                area=_at((line[1] for line in members), area_of),
                hosts=_at(area_of, position),
                models=tuple(model_of[host] for host in area_of),
                days=days[name],
                illustrative=members[0][4] == "yes",
            )
        )
    return tuple(found)


def _outlines(table: _Columns, position: Mapping[str, int]) -> dict[str, list[list[list[float]]]]:
    found: dict[str, list[list[list[float]]]] = {}
    for _, number, ring in table.lines("municipality", "ring"):
        if number in position:
            found.setdefault(number, []).append(_ring(ring))
    return found


# ---- back again ----------------------------------------------------------------------------


def rows_from(territory: Territory) -> dict[str, list[dict[str, str]]]:
    """The tables that `territory_from` would make the same territory of. Empty ones left out."""
    number = territory.municipalities.numbers
    tables = {
        "dataset": [{"name": territory.name, "title": territory.title}],
        "municipalities": _municipality_rows(territory),
        "sites": _site_rows(territory),
        "places": _place_rows(territory),
        "residents": _resident_rows(territory),
        "staff": _staff_rows(territory),
        "competence": _competence_rows(territory),
        "adjacency": _adjacency_rows(territory),
        "nodes": _node_rows(territory),
        "edges": _edge_rows(territory),
        "travel": _travel_rows(territory),
        "commuting": _commuting_rows(territory),
        "obligations": [
            {"municipality": number[o.municipality], "kind": o.kind, "value": o.value,
             "source": o.source}
            for o in territory.obligations
        ],
        "structures": _structure_rows(territory),
        "presence": _presence_rows(territory),
        "sources": [
            {"table": s.table, "title": s.title, "publisher": s.publisher, "date": s.date,
             "licence": s.licence, "quality": s.quality, "note": s.note}
            for s in territory.sources
        ],
        "outlines": [
            {"municipality": held, "ring": " ".join(_plain(x) for corner in ring for x in corner)}
            for held, rings in territory.outlines.items()
            for ring in rings
        ],
    }  # fmt: skip
    return {name: rows for name, rows in tables.items() if rows}


def _plain(value: float) -> str:
    """The shortest text that reads back as the same number; whole numbers without decimals."""
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def _minutes(seconds: int) -> str:
    return _plain(round(int(seconds) / 60, 4))


def _municipality_rows(territory: Territory) -> list[dict[str, str]]:
    held = territory.municipalities
    return [
        {"number": number, "name": name, "group": group, "seat": territory.sites.ids[seat]}
        for number, name, group, seat in zip(
            held.numbers, held.names, held.groups, held.seats, strict=True
        )
    ]


def _site_rows(territory: Territory) -> list[dict[str, str]]:
    number, sites = territory.municipalities.numbers, territory.sites
    return [
        {
            "site": sites.ids[i],
            "name": sites.names[i],
            "kind": sites.kinds[i],
            "municipality": number[sites.municipality[i]],
            "latitude": _plain(sites.latitude[i]),
            "longitude": _plain(sites.longitude[i]),
        }
        for i in range(len(sites))
    ]


def _place_rows(territory: Territory) -> list[dict[str, str]]:
    """Coordinates are left out of cells that lie where their id says."""
    number, places = territory.municipalities.numbers, territory.places
    is_cell = np.array([_is_cell(place) for place in places.ids], np.bool_)
    cell_at = np.flatnonzero(is_cell)
    north, east = grid.centres([places.ids[i] for i in cell_at])
    said = is_cell.copy()
    said[cell_at] = (north == places.latitude[cell_at]) & (east == places.longitude[cell_at])
    rows = []
    for i, place in enumerate(places.ids):
        row = {"place": place, "municipality": number[places.municipality[i]]}
        if not said[i]:
            row["latitude"] = _plain(places.latitude[i])
            row["longitude"] = _plain(places.longitude[i])
        row["residents"] = str(places.residents[i])
        rows.append(row)
    return rows


def _resident_rows(territory: Territory) -> list[dict[str, str]]:
    ages = territory.ages
    if ages is None:
        return []
    return [
        {
            "municipality": number,
            "year": str(year),
            "age_group": group,
            "residents": str(ages.residents[m, g, y]),
        }
        for m, number in enumerate(territory.municipalities.numbers)
        for y, year in enumerate(ages.years)
        for g, group in enumerate(ages.groups)
    ]


def _staff_rows(territory: Territory) -> list[dict[str, str]]:
    staff = territory.staff
    if staff is None:
        return []
    return [
        {
            "municipality": number,
            "employer": employer,
            "function": function,
            "fte": _plain(staff.fte[m, e, f]),
        }
        for m, number in enumerate(territory.municipalities.numbers)
        for e, employer in enumerate(EMPLOYERS)
        for f, function in enumerate(staff.functions)
    ]


def _competence_rows(territory: Territory) -> list[dict[str, str]]:
    staff = territory.staff
    if staff is None:
        return []
    return [
        {"municipality": number, "field": held, "people": str(staff.people[m, f])}
        for m, number in enumerate(territory.municipalities.numbers)
        for f, held in enumerate(staff.fields)
    ]


def _adjacency_rows(territory: Territory) -> list[dict[str, str]]:
    held = territory.municipalities
    return [
        {"a": held.numbers[a], "b": held.numbers[b], "crossing": crossing}
        for (a, b), crossing in zip(held.touching, held.crossings, strict=True)
    ]


def _node_rows(territory: Territory) -> list[dict[str, str]]:
    roads, number = territory.roads, territory.municipalities.numbers
    if roads is None:
        return []
    return [
        {
            "node": node,
            "municipality": number[m] if (m := roads.node_municipality[i]) >= 0 else "",
            "latitude": _plain(roads.node_latitude[i]),
            "longitude": _plain(roads.node_longitude[i]),
        }
        for i, node in enumerate(roads.nodes)
    ]


def _edge_rows(territory: Territory) -> list[dict[str, str]]:
    roads = territory.roads
    if roads is None:
        return []
    return [
        {
            "a": roads.nodes[a],
            "b": roads.nodes[b],
            "drive": _minutes(roads.drive[i]),
            "wait": _minutes(roads.wait[i]) if roads.wait[i] else "",
            "sailings": _plain(s) if np.isfinite(s := roads.sailings[i]) else "",
            "cars": "" if roads.cars[i] else "no",
            "error": _plain(roads.error[i]) if roads.error[i] else "",
        }
        for i, (a, b) in enumerate(roads.ends)
    ]


def _travel_rows(territory: Territory) -> list[dict[str, str]]:
    if territory.brought is None:
        return []
    there = np.argwhere(territory.brought < NO_ROUTE)
    return [
        {
            "place": territory.places.ids[p],
            "site": territory.sites.ids[s],
            "minutes": _minutes(territory.brought[p, s]),
        }
        for p, s in there
    ]


def _commuting_rows(territory: Territory) -> list[dict[str, str]]:
    number, flows = territory.municipalities.numbers, territory.commuting
    if flows is None:
        return []
    return [
        {"home": number[a], "work": number[b], "employed": str(flows[a, b])}
        for a, b in np.argwhere(flows > 0)
    ]


def _structure_rows(territory: Territory) -> list[dict[str, str]]:
    number = territory.municipalities.numbers
    return [
        {
            "structure": structure.name,
            "title": structure.title,
            "municipality": number[m],
            "host": number[structure.hosts[area]],
            "model": structure.models[area],
            "illustrative": "yes" if structure.illustrative else "",
        }
        for structure in territory.structures
        for m, area in enumerate(structure.area)
    ]


def _presence_rows(territory: Territory) -> list[dict[str, str]]:
    return [
        {
            "structure": structure.name,
            "site": territory.sites.ids[s],
            "days": _plain(structure.days[s]),
        }
        for structure in territory.structures
        for s in np.flatnonzero(structure.days)
    ]
