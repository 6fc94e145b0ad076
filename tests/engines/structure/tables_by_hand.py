"""A territory of three municipalities, small enough to do by hand, as tables and as text.

Two on the mainland share a border and a road; the third is an island with a ferry. One degree
of latitude is 111.195 km.
"""

from tospann.engines.structure.tables import territory_from
from tospann.engines.structure.territory import Territory

TABLES = {
    "dataset": """
        name | title
        fjord | Fjorden
    """,
    "municipalities": """
        number | name | group | seat
        0301 | Ås | Fylket | as
        1804 | Bø | Fylket | bo
        1857 | Øya | Fylket | oya
    """,
    "sites": """
        site | name | kind | municipality | latitude | longitude
        as | Ås | seat | 0301 | 60.0 | 10.0
        bo | Bø | seat | 1804 | 60.0 | 11.0
        oya | Øya | seat | 1857 | 61.0 | 5.0
        vik | Vik | candidate | 1804 | 60.1 | 11.0
    """,
    "places": """
        place | municipality | latitude | longitude | residents
        a1 | 0301 | 60.0 | 10.0 | 100
        b1 | 1804 | 60.0 | 11.0 | 200
        b2 | 1804 | 60.1 | 11.0 | 50
        o1 | 1857 | 61.0 | 5.0 | 30
    """,
    "residents": """
        municipality | year | age_group | residents
        0301 | 2025 | 0-17 | 20
        0301 | 2025 | 18+ | 80
        1804 | 2025 | 0-17 | 50
        1804 | 2025 | 18+ | 200
        1857 | 2025 | 0-17 | 5
        1857 | 2025 | 18+ | 25
    """,
    "staff": """
        municipality | employer | function | fte
        0301 | state | follow_up | 2.5
        1804 | municipality | social | 1
    """,
    "competence": """
        municipality | field | people
        0301 | housing | 2
        1804 | housing | 1
    """,
    "adjacency": """
        a | b | crossing
        0301 | 1804 |
        1857 | 0301 | Ferje
    """,
    "nodes": """
        node | municipality | latitude | longitude
        As | 0301 | 60.0 | 10.0
        Bo | 1804 | 60.0 | 11.0
        Kai | 0301 | 60.0 | 9.9
        Oya | 1857 | 61.0 | 5.0
        Ute |  | 62.0 | 12.0
    """,
    "edges": """
        a | b | drive | wait | sailings | cars | error
        As | Bo | 40 |  |  |  | 0.1
        As | Kai | 5 |  |  |  | 0.05
        Kai | Oya | 30 | 60 | 2 |  | 0.2
        As | Oya | 20 | 30 | 4 | no |
        Bo | Ute | 90 |  |  |  |
    """,
    "commuting": """
        home | work | employed
        0301 | 1804 | 7
        0301 | 5001 | 3
    """,
    "obligations": """
        municipality | kind | value | source
        1857 | island | no_same_day | edges
    """,
    "offices": """
        unit | name | municipality | latitude | longitude
        0301 | Nav Ås | 0301 | 60.0 | 10.0
        1804 | Nav Bo og Øya | 1804 | 60.0 | 11.0
        1804 | Nav Bo og Øya | 1857 | 60.0 | 11.0
    """,
    "structures": """
        structure | title | municipality | host | model | illustrative
        present | I dag | 0301 | 1804 | host |
        present | I dag | 1804 | 1804 | host |
        present | I dag | 1857 | 1857 | own |
    """,
    "presence": """
        structure | site | days
        present | bo | 5
        present | as | 2
        present | oya | 4.5
    """,
    "sources": """
        table | title | publisher | date | licence | quality | note
        edges | Veier | Oss | 2024 | CC0 | approximate |
        places | Ruter | SSB | 2019-01-01 | NLOD | exact | Merk
    """,
    "outlines": """
        municipality | ring
        0301 | 10 60 10.5 60 10 60.5
        9999 | 10 60 10.5 60 10 60.5
    """,
}


def rows(drawn: str) -> list[dict[str, str]]:
    """The rows of a drawn table."""
    header, *lines = (
        [cell.strip() for cell in line.split("|")] for line in drawn.strip().splitlines()
    )
    return [dict(zip(header, line, strict=True)) for line in lines]


def tables(**changed: str | None) -> dict[str, list[dict[str, str]]]:
    """The tables, with some drawn anew or, with None, left out."""
    drawn = {**TABLES, **changed}
    return {name: rows(table) for name, table in drawn.items() if table is not None}


def with_cell(table: str, row: int, column: str, text: str) -> dict[str, list[dict[str, str]]]:
    """The tables with one cell written anew; the row as a spreadsheet counts it."""
    changed = tables()
    changed[table][row - 2][column] = text
    return changed


def territory(**changed: str | None) -> Territory:
    """The territory of the tables."""
    return territory_from(tables(**changed))
