"""When a file is not read at all: one sentence that says why and what to do instead."""

from tospann.engines.tables.words import Message, Reason, reason


class Unreadable(Exception):
    """The file cannot or must not be read; `reason` says why and what to do, `code` is "
    "stable."""

    def __init__(self, code: str, message: Message, **params: object) -> None:
        """Keep the sentence with its places filled."""
        self.code = code
        self.reason: Reason = reason(message, **params)
        super().__init__(str(self.reason))


TOO_BIG = Message(
    "Filen er for stor (%(size)s MB, grensen er %(limit)s MB). Del den i flere filer, for "
    "eksempel én for hvert år."
)
NOTHING = Message("Filen er tom. Velg filen på nytt, eller lim inn tabellen.")
TOO_MANY_ROWS = Message(
    "Arket «%(sheet)s» har flere enn %(limit)s rader. Del tabellen, for eksempel etter år."
)
TOO_MANY_COLUMNS = Message(
    "Arket «%(sheet)s» har flere enn %(limit)s kolonner. Ta bort kolonnene dere ikke trenger."
)
TOO_MANY_CELLS = Message(
    "Tabellen har flere enn %(limit)s ruter. Slett tomme rader og kolonner langt ute i arket, "
    "eller del tabellen."
)
TOO_MANY_SHEETS = Message(
    "Filen har flere enn %(limit)s ark. Lagre arkene dere trenger i en egen fil."
)
SUSPICIOUS = Message(
    "Filen blir urimelig stor når den pakkes ut, og er derfor ikke åpnet. Åpne den i Excel, "
    "kopier tabellen og lim den inn her."
)
BROKEN = Message("Filen er skadet og kan ikke åpnes. Åpne den i Excel og lagre den på nytt.")
LOCKED = Message(
    "Filen er beskyttet med passord. Ta bort passordet i Excel og last opp filen på nytt."
)
OLD_EXCEL = Message(
    "Dette er en fil fra en gammel Excel-utgave (.xls). Åpne den i Excel, lagre den som .xlsx "
    "og last opp den nye filen."
)
OTHER_BOOK = Message(
    "Regneark av denne typen (%(kind)s) leses ikke. Lagre arket som .xlsx eller .csv og last "
    "opp den nye filen."
)
MACROS = Message("Filen inneholder makroer og er ikke åpnet. Lagre den som .xlsx uten makroer.")
ARCHIVE = Message("Dette er en pakket fil (.zip). Pakk den ut, og last opp tabellen som ligger i.")
NO_TABLE = Message(
    "Filen inneholder ikke en tabell vi kan lese. Bruk .xlsx, .csv eller JSON-stat, eller lim "
    "inn tabellen."
)
PERSONS = Message(
    "Filen ser ut til å inneholde fødselsnummer og er ikke lest. Tospann skal bare ha samlede "
    "tall. Ta bort opplysninger om enkeltpersoner, og last opp summene."
)
KOSTRA_FORM = Message(
    "Dette ser ut som et KOSTRA-skjema med én linje for hver person (11F eller 11CF), og det er "
    "ikke lest. Last opp de publiserte tallene fra Statistisk sentralbyrå i stedet."
)
JSON_UNKNOWN = Message(
    "Filen er JSON, men ikke JSON-stat 2. Velg JSON-stat 2 når dere henter tabellen fra "
    "Statistikkbanken."
)
CUBE_SIZE = Message(
    "Tabellen har %(cells)s verdier, og grensen er %(limit)s. Velg færre regioner, år eller "
    "grupper."
)
CUBE_WRONG = Message(
    "JSON-stat-filen henger ikke sammen: %(part)s. Hent tabellen på nytt fra kilden."
)
QUOTES = Message(
    "Et anførselstegn i filen mangler sin make, så tabellen kan ikke deles i ruter. Åpne filen "
    "i Excel, lagre den som .xlsx og last opp den nye filen."
)
