"""Every sentence about what a table says: problems with their cure, questions and notes."""

from tospann.engines.tables.words import Message

# --- Problems ---------------------------------------------------------------------------
UNKNOWN_SIGN = Message(
    "%(address)s: «%(found)s» er ikke et tall. Skriv tallet. Mangler det, skriv to punktum (..). "
    "Er det skjult i kilden, skriv kolon (:)."
)
FORMULA_ERROR = Message(
    "%(address)s: Excel viser feilen «%(found)s». Rett formelen i regnearket og lagre på nytt."
)
FORMULA_TEXT = Message(
    "%(address)s: «%(found)s» er en formel som tekst, og vi regner den ikke ut. Skriv tallet i "
    "ruten."
)
FORMULA_EMPTY = Message(
    "%(address)s: Formelen er lagret uten svar. Åpne filen i Excel og lagre den, så følger "
    "tallet med."
)
UNKNOWN_REGION = Message(
    "%(address)s: Vi kjenner ikke stedet «%(found)s». Skriv kommunenummeret foran navnet, eller "
    "sjekk skrivemåten."
)
NO_LABEL = Message("%(address)s: Her mangler navnet på stedet. Skriv kommunen eller kontoret.")
DISAGREE = Message(
    "%(address)s: Nummeret og navnet i «%(found)s» hører til ulike steder. Navnet er %(name)s. "
    "Rett det som er feil."
)
UNKNOWN_PERIOD = Message(
    "%(address)s: «%(found)s» er ikke en tid vi kjenner. Skriv for eksempel 2026, 2026K1, "
    "202601 eller mars 2026."
)
TWICE = Message(
    "%(address)s: Det samme tallet står også i %(other)s, med en annen verdi. Behold bare ett "
    "av dem."
)
FACTOR_TEN = Message(
    "%(address)s: %(share)s stemmer ikke med %(numerator)s av %(denominator)s, som er "
    "%(expected)s. Det skiller en faktor på ti. Sjekk om formelen ganger med 10 i stedet for "
    "100."
)
FACTOR_HUNDRED = Message(
    "%(address)s: %(share)s stemmer ikke med %(numerator)s av %(denominator)s, som er "
    "%(expected)s. Det skiller en faktor på hundre. Sjekk om tallet er prosent eller andel."
)
SHARE_DIFFERS = Message(
    "%(address)s: %(share)s stemmer ikke med %(numerator)s av %(denominator)s, som er "
    "%(expected)s. Sjekk teller, nevner og andel."
)
OVER_WHOLE = Message(
    "%(address)s: Telleren %(numerator)s er større enn nevneren %(denominator)s, så andelen "
    "blir over 100 prosent. Sjekk om de er byttet om."
)
MARK_AND_VALUE = Message(
    "%(address)s: Raden har både en verdi og et merke for manglende tall. Behold bare ett av dem."
)
UNKNOWN_MARK = Message("%(address)s: «%(found)s» er ikke et kjent merke. Bruk ett av: %(known)s.")
NO_MEASURE = Message("%(address)s: Her mangler navnet på det som er målt. Skriv indikatoren.")
NO_LAYOUT = Message(
    "Vi kjenner ikke igjen oppsettet i arket «%(sheet)s». Sett stedene nedover i første kolonne "
    "og det som måles i første rad, eller bruk malen til Tospann."
)
NOT_RESULTS = Message("Arket «%(sheet)s» er kjent, men inneholder ikke resultater: %(kind)s")
GARBLED = Message(
    "Noen bokstaver er blitt ødelagt før filen kom hit, for eksempel «Ã¸» i stedet for «ø». "
    "Lagre filen på nytt som UTF-8."
)
NO_FIGURES = Message(
    "Vi fant ingen tall i arket «%(sheet)s». Sjekk at tabellen har både overskrifter og tall."
)
CANNOT_SPLIT = Message(
    "%(address)s: %(found)s gjelder en kommune som er delt eller slått sammen, og en andel kan "
    "ikke legges sammen. Last opp teller og nevner i stedet."
)

# --- Questions --------------------------------------------------------------------------
ASK_DECIMAL = Message("Hva betyr «%(found)s» i arket «%(sheet)s»?")
COMMA = Message("Komma er desimaltegn, og punktum deler tusener")
POINT = Message("Punktum er desimaltegn, og komma deler tusener")
ASK_DASH = Message("Hva betyr en strek (–) i arket «%(sheet)s»?")
DASH_ZERO = Message("Streken betyr null")
DASH_MISSING = Message("Streken betyr at tallet mangler")
ASK_REGION = Message("Hvilket sted er «%(found)s»?")
PLACE = Message("%(code)s %(name)s")
ASK_ONE_REGION = Message("Hvilken kommune eller hvilket kontor gjelder tallene i «%(sheet)s»?")
ASK_PERIOD = Message("Hvilken tid gjelder tallene i «%(sheet)s»?")
ASK_LAYOUT = Message("Arket «%(sheet)s» kan leses på to måter. Hvilken er riktig?")
ASK_SHARE = Message("Er «%(measure)s» oppgitt i prosent eller som andel?")
PERCENT = Message("Prosent: 0,8 betyr 0,8 prosent")
FRACTION = Message("Andel: 0,8 betyr 80 prosent")
ASK_MEASURE = Message("Hva måler tallene i «%(sheet)s»?")
ASK_VINTAGE = Message(
    "Tabellen bruker kommunenumre som ikke lenger gjelder. Vil dere regne tallene om til dagens "
    "kommuner?"
)
CONVERT = Message("Ja, regn om og vis andelene som er brukt")
KEEP = Message("Nei, behold kommunene slik de var")

# --- Notes ------------------------------------------------------------------------------
LEFT_OUT = Message("Rader som «%(found)s» hører ikke til noe sted og er ikke tatt med.")
FOOTNOTES = Message("Tekst under tabellen i arket «%(sheet)s» er lest som fotnoter.")
FORMULAS = Message("Filen har formler. Vi bruker svarene som sist ble lagret.")
LINKS = Message("Filen henter tall fra andre filer. Vi bruker tallene som sist ble lagret.")
HIDDEN = Message("Arket «%(sheet)s» er skjult og er ikke lest.")
SKIPPED = Message("Arket «%(sheet)s» er ikke en tabell vi kjenner, og er ikke tatt med.")
VINTAGE = Message("Kommunenumrene i tabellen er slik de var %(vintage)s.")
VINTAGE_MIXED = Message(
    "Tabellen blander kommunenumre fra ulike år. Hvert tall er lagret på nummeret som står."
)
SHARED = Message(
    "%(old)s er fordelt med %(percent)s prosent til %(new)s. Andelene står ved hvert tall."
)

BEFORE_2020 = Message("før 2020")
FROM_2020 = Message("fra 2020 til 2023")
FROM_2024 = Message("fra 2024")
