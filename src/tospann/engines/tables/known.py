"""Files that are known and hold no results: said so in a sentence, instead of guessed at."""

from dataclasses import dataclass

from tospann.engines.tables.cells import Grid, shown
from tospann.engines.tables.register import fold
from tospann.engines.tables.words import Message


@dataclass(frozen=True, slots=True)
class Known:
    """A kind of file, the sentence about it, and the headings or keys that give it away."""

    code: str
    sentence: Message
    headings: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()


KINDS = (
    Known(
        "population_grid",
        Message("rutenett med folketall fra Statistisk sentralbyrå. Det brukes i kontorstruktur."),
        headings=("pop_tot",),
    ),
    Known(
        "postcodes",
        Message("en liste over postnumre."),
        headings=("postnr", "poststad"),
    ),
    Known(
        "klass_codes",
        Message("kommunenumre fra Klass hos Statistisk sentralbyrå. De hører til i registeret."),
        headings=("code", "parentcode", "level"),
    ),
    Known(
        "timetable",
        Message("en rutetabell (GTFS). Reisetider hører til i kontorstruktur."),
        headings=("trip_id", "stop_id"),
    ),
    Known(
        "travel_times",
        Message("reisetider mellom steder. De hører til i kontorstruktur."),
        headings=("from", "to", "minutes"),
    ),
    Known(
        "klass_changes",
        Message("endringer i kommunenumre fra Klass. De hører til i registeret."),
        keys=("codeChanges",),
    ),
    Known(
        "municipality",
        Message("opplysninger om en kommune fra Kartverket."),
        keys=("kommunenummer", "kommunenavn"),
    ),
    Known("timetable", Message("avgangstider fra Entur."), keys=("data",)),
    Known(
        "offices",
        Message("en liste over kontorer i Nav. De legges inn under kontorer."),
        keys=("enhetNr",),
    ),
    Known(
        "offices",
        Message("en liste over kontorer i Nav. De legges inn under kontorer."),
        keys=("kontorId",),
    ),
    Known(
        "offices",
        Message("en liste over kontorer i Nav. De legges inn under kontorer."),
        keys=("navKontorId",),
    ),
    Known(
        "offices",
        Message("en liste over kontorer i Nav. De legges inn under kontorer."),
        keys=("hits",),
    ),
    Known(
        "roads",
        Message("vegnett fra Statens vegvesen. Det hører til i kontorstruktur."),
        keys=("objekter",),
    ),
    Known(
        "roads",
        Message("vegnett fra OpenStreetMap. Det hører til i kontorstruktur."),
        keys=("elements",),
    ),
    Known("map", Message("et kart (GeoJSON)."), keys=("type", "features")),
    Known(
        "query",
        Message("en spørring til Statistikkbanken, ikke svaret. Last opp svaret."),
        keys=("query", "response"),
    ),
)


def sheet(grid: Grid) -> Known | None:
    """The kind of a sheet, by its first filled rows."""
    for row in grid.rows[:10]:
        heads = {fold(shown(cell)) for cell in row[:60]}
        for kind in KINDS:
            if kind.headings and heads.issuperset(kind.headings):
                return kind
    return None


def document(content: object) -> Known | None:
    """The kind of a JSON document, by the keys of its first object."""
    first = content[0] if isinstance(content, list) and content else content
    if not isinstance(first, dict):
        return None
    for kind in KINDS:
        if kind.keys and all(key in first for key in kind.keys):
            return kind
    return None
