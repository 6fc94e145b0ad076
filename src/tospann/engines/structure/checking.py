"""What must hold between the rows of a table, and between the tables."""

import numpy as np

from tospann.engines.structure import cells, grid
from tospann.engines.structure.errors import Fault
from tospann.engines.structure.reading import MOST_FAULTS, Columns, Faults
from tospann.engines.structure.schema import BY_NAME, LATITUDES, LONGITUDES, TABLES, Table

Read = dict[str, Columns]


def check(read: Read, into: list[Fault]) -> None:
    """Every check across rows and tables. Cells that were wrong by themselves are passed over."""
    for table in TABLES:
        _check_references(table, read, into)
    _check_seats(read, into)
    _check_places(read, into)
    _check_residents(read, into)
    _check_adjacency(read, into)
    _check_edges(read, into)
    _check_structures(read, into)
    _check_outlines(read, into)


def _check_references(table: Table, read: Read, into: list[Fault]) -> None:
    faults = Faults(table, into)
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


def _check_seats(read: Read, into: list[Fault]) -> None:
    faults = Faults(BY_NAME["municipalities"], into)
    lies_in = dict(zip(read["sites"]["site"], read["sites"]["municipality"], strict=True))
    for row, number, seat in read["municipalities"].lines("number", "seat"):
        where = lies_in.get(seat) if seat is not None else None
        if where is not None and number is not None and where != number:
            faults.add(
                row, "seat", f"{cells.shown(seat)} ligger i {where}, ikke i {number}.",
                "Velg et sted i kommunen selv.",
            )  # fmt: skip
    faults.close()


def _check_places(read: Read, into: list[Fault]) -> None:
    faults = Faults(BY_NAME["places"], into)
    places = read["places"]
    on_grid: list[tuple[int, str]] = []
    for row, place, latitude, longitude in places.lines("place", "latitude", "longitude"):
        if place is None or (latitude is not None and longitude is not None):
            continue
        if latitude is None and longitude is None and grid.is_cell(place):
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


def _check_residents(read: Read, into: list[Fault]) -> None:
    table = read["residents"]
    if not len(table):
        return
    faults = Faults(BY_NAME["residents"], into)
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


def _check_adjacency(read: Read, into: list[Fault]) -> None:
    faults = Faults(BY_NAME["adjacency"], into)
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


def _check_edges(read: Read, into: list[Fault]) -> None:
    faults = Faults(BY_NAME["edges"], into)
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


def _check_structures(read: Read, into: list[Fault]) -> None:
    faults = Faults(BY_NAME["structures"], into)
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


def _check_outlines(read: Read, into: list[Fault]) -> None:
    faults = Faults(BY_NAME["outlines"], into)
    for row, ring in read["outlines"].lines("ring"):
        if ring is not None and corners_of(ring) is None:
            faults.add(
                row, "ring", "Ringen er ikke en rekke av lengdegrader og breddegrader.",
                "Skriv minst tre hjørner som «14.1 67.2 14.3 67.2 14.2 67.4».",
            )  # fmt: skip
    faults.close()


def corners_of(text: str) -> list[list[float]] | None:
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
