"""What a dataset consists of: one description of every table, said once.

`tables.py` reads by it, `folder.py` looks for files named after it, and
`docs/reference/structure-dataset.md` is written from it. Meanings are in bokmål, because those
who put a dataset together read them.
"""

from dataclasses import dataclass

SITE_KINDS = ("seat", "main", "branch", "meeting_point", "candidate")
EMPLOYERS = ("state", "municipality")
QUALITIES = ("exact", "approximate", "illustrative")
YES_OR_NO = ("yes", "no")
# Mainland Norway with Svalbard and the islands; whatever is outside is most likely swapped.
LATITUDES, LONGITUDES = (57.0, 81.0), (4.0, 34.0)


@dataclass(frozen=True)
class Column:
    """One column. `kind`: text, municipality, whole (an integer), number or choice."""

    name: str
    meaning: str
    kind: str = "text"
    unit: str = ""
    required: bool = True  # may no cell be empty
    low: float = 0
    high: float = 1e9
    choices: tuple[str, ...] = ()
    refers: str = ""  # the table whose first column must hold the value
    dash_is_zero: bool = False  # SSB writes "-" for a zero
    no_value: tuple[str, ...] = ("",)  # what stands for "no value" where none is required


@dataclass(frozen=True)
class Table:
    """One table. `key`: the columns that together may stand there only once."""

    name: str
    title: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    required: bool = False

    def column(self, name: str) -> Column:
        """Raises `KeyError` if the table has no such column."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


def _municipality(
    meaning: str = "Kommunenummer, fire siffer.", name: str = "municipality"
) -> Column:
    return Column(name, meaning, "municipality", refers="municipalities")


def _degrees(required: bool = True) -> tuple[Column, Column]:
    return (
        Column(
            "latitude", "Breddegrad nord, WGS84.", "number", "grader", required,
            low=LATITUDES[0], high=LATITUDES[1],
        ),
        Column(
            "longitude", "Lengdegrad øst, WGS84.", "number", "grader", required,
            low=LONGITUDES[0], high=LONGITUDES[1],
        ),
    )  # fmt: skip


TABLES = (
    Table(
        "dataset",
        "Datasettet",
        "Én rad som sier hva datasettet heter.",
        (
            Column("name", "Kort navn, bare små bokstaver, tall og strek."),
            Column("title", "Navnet folk leser."),
        ),
        key=("name",),
        required=True,
    ),
    Table(
        "municipalities",
        "Kommuner",
        "Hver kommune i området, én rad hver.",
        (
            Column("number", "Kommunenummer, fire siffer.", "municipality"),
            Column("name", "Navn på bokmål."),
            Column(
                "group",
                "Fylket, eller flere fylker sett under ett. Et kontorområde kan holdes innenfor.",
            ),
            Column("seat", "Stedet der kommunens administrasjon er.", refers="sites"),
        ),
        key=("number",),
        required=True,
    ),
    Table(
        "sites",
        "Steder for kontor",
        "Hvor et kontor er eller kan være.",
        (
            Column("site", "Stedets id, valgfri tekst."),
            Column("name", "Stedsnavn."),
            Column(
                "kind",
                "seat = kommunens administrasjonssted, main = hovedkontor et annet sted, "
                "branch = avdelingskontor, meeting_point = møtested, candidate = mulig sted.",
                "choice",
                choices=SITE_KINDS,
            ),
            _municipality(),
            *_degrees(),
        ),
        key=("site",),
        required=True,
    ),
    Table(
        "places",
        "Bosteder",
        "Hvor folk bor: ruter på én kilometer, grunnkretser eller tettsteder.",
        (
            Column(
                "place",
                "Stedets id. Er den 14 siffer, er det en rute på 1 km i SSBs rutenett, og "
                "bredde- og lengdegrad regnes ut.",
            ),
            _municipality(),
            *_degrees(required=False),
            Column(
                "residents", "Antall bosatte.", "whole", "personer", high=1e7, dash_is_zero=True
            ),
        ),
        key=("place",),
        required=True,
    ),
    Table(
        "residents",
        "Innbyggere etter alder",
        "Folketall 1. januar. Hver kommune må ha alle aldersgrupper og alle år som er med.",
        (
            _municipality(),
            Column("year", "Årstall.", "whole", "år", low=1900, high=2200),
            Column("age_group", "Aldersgruppe, for eksempel 18-29."),
            Column("residents", "Antall.", "whole", "personer", high=1e7, dash_is_zero=True),
        ),
        key=("municipality", "year", "age_group"),
    ),
    Table(
        "staff",
        "Årsverk",
        "Årsverk i kontorene der de sitter i dag. Ingen rad er en person.",
        (
            _municipality(),
            Column("employer", "state eller municipality.", "choice", choices=EMPLOYERS),
            Column("function", "Oppgaven, valgfri tekst."),
            Column("fte", "Årsverk.", "number", "årsverk", high=1e5, dash_is_zero=True),
        ),
        key=("municipality", "employer", "function"),
    ),
    Table(
        "competence",
        "Fagområder",
        "Hvor mange som har hvert fagområde. Den som har to, telles i begge.",
        (
            _municipality(),
            Column("field", "Fagområdet, valgfri tekst."),
            Column("people", "Antall.", "whole", "personer", high=1e5, dash_is_zero=True),
        ),
        key=("municipality", "field"),
    ),
    Table(
        "adjacency",
        "Naboskap",
        "Hvilke kommuner som henger sammen. Hvert par én gang, i hvilken rekkefølge som helst.",
        (
            _municipality("Den ene kommunen.", "a"),
            _municipality("Den andre kommunen.", "b"),
            Column(
                "crossing",
                "Tom for landegrense, ellers broen, tunnelen eller ferja.",
                required=False,
            ),
        ),
    ),
    Table(
        "nodes",
        "Knutepunkter i veinettet",
        "Steder der veier og ferjer møtes.",
        (
            Column("node", "Knutepunktets id, valgfri tekst."),
            Column(
                "municipality",
                "Kommunenummer. Tom utenfor området.",
                "municipality",
                required=False,
                refers="municipalities",
            ),
            *_degrees(),
        ),
        key=("node",),
    ),
    Table(
        "edges",
        "Veier og ferjer",
        "Strekninger mellom knutepunkter. De går begge veier og tar like lang tid.",
        (
            Column("a", "Fra knutepunkt.", refers="nodes"),
            Column("b", "Til knutepunkt.", refers="nodes"),
            Column("drive", "Tid på veien eller på vannet.", "number", "minutter", high=5000),
            Column(
                "wait",
                "Gjennomsnittlig venting på ferja. Tom eller 0 på vei.",
                "number",
                "minutter",
                required=False,
                high=5000,
                dash_is_zero=True,
            ),
            Column(
                "sailings",
                "Avganger en hverdag. Tom på vei.",
                "number",
                "avganger",
                required=False,
                high=1000,
            ),
            Column(
                "cars",
                "no når bilen ikke kan være med. Tom betyr yes.",
                "choice",
                required=False,
                choices=YES_OR_NO,
            ),
            Column(
                "error",
                "Hvor usikker tiden er, som andel: 0,1 er ±10 %. Tom når det ikke er kjent.",
                "number",
                "andel",
                required=False,
                high=1,
            ),
        ),
    ),
    Table(
        "travel",
        "Reisetider",
        "En ferdig tabell over reisetider, fra hvilket som helst verktøy. Par som ikke står der, "
        "har ingen vei.",
        (
            Column("place", "Bosted.", refers="places"),
            Column("site", "Sted for kontor.", refers="sites"),
            Column(
                "minutes",
                "Tid én vei. Tom, «.» eller «..» betyr at det ikke finnes noen vei.",
                "number",
                "minutter",
                required=False,
                high=1e5,
                no_value=("", ".", ".."),
            ),
        ),
        key=("place", "site"),
    ),
    Table(
        "commuting",
        "Pendling",
        "Sysselsatte etter bosted og arbeidssted. Rader der en av kommunene er utenfor området, "
        "tas ikke med.",
        (
            Column("home", "Kommunen de bor i.", "municipality"),
            Column("work", "Kommunen de arbeider i.", "municipality"),
            Column("employed", "Antall.", "whole", "personer", high=1e7, dash_is_zero=True),
        ),
        key=("home", "work"),
    ),
    Table(
        "obligations",
        "Plikter",
        "Plikter som følger kommunen uansett kontorområde.",
        (
            _municipality(),
            Column("kind", "Slag, for eksempel sami_language eller island."),
            Column("value", "Innholdet, for eksempel smj eller no_same_day."),
            Column("source", "Hvor det står."),
        ),
        key=("municipality", "kind", "value"),
    ),
    Table(
        "offices",
        "Kontorer i dag",
        "Kontorene som er i drift, én rad for hver kommune kontoret betjener, så langt det er "
        "kjent.",
        (
            Column("unit", "Enhetsnummer. Det ligner et kommunenummer, men er ikke det samme."),
            Column("name", "Navnet på kontoret."),
            _municipality("Kommune kontoret betjener."),
            *_degrees(required=False),
        ),
        key=("unit", "municipality"),
    ),
    Table(
        "structures",
        "Kontorstrukturer",
        "Hvilke kommuner som deler kontor, én rad for hver kommune i hver struktur. De som har "
        "samme vertskommune, er ett område.",
        (
            Column("structure", "Strukturens id."),
            Column("title", "Strukturens navn."),
            _municipality(),
            _municipality("Vertskommunen i området. En kommune alene er sin egen vert.", "host"),
            Column(
                "model",
                "own = eget kontor, host = vertskommune, joint_board = felles nemnd, "
                "task_community = oppgavefellesskap, professional_cooperation = faglig samarbeid "
                "uten formell endring, eller en annen modell.",
            ),
            Column(
                "illustrative",
                "yes når strukturen bare er et eksempel.",
                "choice",
                required=False,
                choices=YES_OR_NO,
            ),
        ),
        key=("structure", "municipality"),
    ),
    Table(
        "presence",
        "Åpne dager",
        "Dager i uken noen er til stede, for hvert sted i hver struktur. Steder som ikke står "
        "der, er ikke betjent.",
        (
            Column("structure", "Strukturens id.", refers="structures"),
            Column("site", "Stedet.", refers="sites"),
            Column("days", "Dager i uken.", "number", "dager", high=5, dash_is_zero=True),
        ),
        key=("structure", "site"),
    ),
    Table(
        "sources",
        "Kilder",
        "Hvor tallene i hver tabell kommer fra.",
        (
            Column("table", "Tabellen."),
            Column("title", "Hva kilden heter."),
            Column("publisher", "Hvem som har gitt den ut."),
            Column("date", "Når: et år, en måned eller en dag."),
            Column("licence", "Vilkår for bruk."),
            Column(
                "quality",
                "exact = nøyaktig, approximate = omtrentlig, illustrative = bare et eksempel.",
                "choice",
                choices=QUALITIES,
            ),
            Column("note", "Merknad.", required=False),
        ),
    ),
    Table(
        "outlines",
        "Omriss",
        "Kommunegrenser, bare til å tegne kart av. Kan også gis som outlines.geojson eller som "
        "outlines.json med meter i UTM-sone 33.",
        (
            Column(
                "municipality", "Kommunenummer. Kommuner utenfor tas ikke med.", "municipality"
            ),
            Column("ring", "Lengdegrad og breddegrad for hvert hjørne etter tur, med mellomrom."),
        ),
    ),
)

BY_NAME = {table.name: table for table in TABLES}
