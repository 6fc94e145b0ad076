"""Ordinary Norwegian texts: all of the project's own, and as many that municipalities write.

The project's own are its messages, glossary, tables and demo agreements. The rest is
made: minutes, budgets, letters and lists with names of people in office, benefits, amounts,
dates, numbers of cases, organisations, accounts and telephones.
"""

import csv
import random
import uuid
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po

from tospann.demo import agreements

SOURCE = Path(__file__).resolve().parents[1] / "src" / "tospann"


def texts() -> list[str]:
    """All of them, the same each time."""
    among = random.Random(25)
    ours = own()
    return [*ours, *(_made(among) for _ in ours)]


def own() -> list[str]:
    """Those of the project itself."""
    return [text for text in _own() if len(text) > 3]


def _own() -> Iterator[str]:
    with (SOURCE / "locale" / "nn" / "LC_MESSAGES" / "django.po").open("rb") as opened:
        for message in read_po(opened):
            for text in (message.id, message.string):
                yield from text if isinstance(text, tuple | list) else [text or ""]
    for file in [SOURCE / "base/glossary.csv", *(SOURCE / "demo/tables").glob("*.csv")]:
        with file.open(encoding="utf-8", newline="") as opened:
            yield from (", ".join(row) for row in list(csv.reader(opened))[:200])
    for name in dir(agreements):
        yield from _strings(getattr(agreements, name))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for one in value.values() for text in _strings(one))
    elif isinstance(value, list | tuple):
        yield from (text for one in value for text in _strings(one))
    elif hasattr(value, "__slots__") and not isinstance(value, type):
        yield from (text for one in value.__slots__ for text in _strings(getattr(value, one)))


def _list(text: str, by: str = " ") -> list[str]:
    return text.split(by)


# --- Made -------------------------------------------------------------------------------

MUNICIPALITIES = _list(
    "Bodø Narvik Fauske Saltdal Beiarn Gildeskål Meløy Sørfold Hamarøy Steigen Rana Vefsn "
    "Alstahaug Brønnøy Vega Hattfjelldal Grane Hemnes Lurøy Træna Rødøy Nesna Leirfjord Dønna "
    "Herøy Vågan Vestvågøy Flakstad Moskenes Røst Værøy Lødingen Evenes Øksnes Bø Andøy Hadsel "
    "Sortland Sømna Vevelstad Bindal"
)
GIVEN = _list(
    "Kari Ola Anne Per Ingrid Lars Marit Knut Berit Svein Solveig Arne Hilde Odd Nina Amina "
    "Mohammed Ida Jan Rune Turid Geir Tone Bjørn Liv Even Dag Siri Erik Randi"
)
FAMILY = _list(
    "Hansen Olsen Nordmann Lund Berg Dahl Moen Haugen Jensen Eide Strand Nilsen Pedersen Ali "
    "Kristiansen Bakken Solberg Myhre Rasmussen Aune Sivertsen Fjellvang Vik Mathisen"
)
TITLES = _list(
    "Ordfører;Varaordfører;Kommunedirektør;Kommunalsjef;Nav-leder;Fylkesdirektør;Avdelingsleder;"
    "Hovedtillitsvalgt;Verneombud;Økonomisjef;Rådgiver;Prosjektleder;Brukerrepresentant;"
    "Leder av brukerutvalget;Kommuneadvokat;Saksbehandler;Møteleder;Referent;Assisterende leder",
    by=";",
)
BENEFITS = _list(
    "sosialhjelp;økonomisk sosialhjelp;kvalifiseringsprogrammet;KVP;arbeidsavklaringspenger;AAP;"
    "dagpenger;sykepenger;uføretrygd;bostøtte;midlertidig bolig;gjeldsrådgivning;støttekontakt",
    by=";",
)
ILLNESSES = _list("rus;psykisk helse;angst og depresjon;rusavhengighet;demens;kreft;ADHD", by=";")
PARTIES = ["Ap", "H", "Sp", "SV", "Frp", "R", "V", "KrF", "MDG"]
MONTHS = _list(
    "januar februar mars april mai juni juli august september oktober november desember"
)

PATTERNS = """
{title} {person} orienterte om {benefit} og {benefit2}.
{title} {person} ({party}) fikk spørsmål om utgiftene til {benefit}.
{person} ({party}) foreslo å øke satsene for {benefit} med {percent} prosent.
{person} ({party}) tok opp ventetiden for søknader om {benefit} i {place}.
Til stede: {person}, {person2}, {person3}. Forfall: {person4}.
Innkalt: {title} {person}, {title2} {person2}. Møtet ble satt kl. {hour}.{minute}.
Saksbehandler: {person}. Sak {case}. Dato: {date}.
{title} {person} la fram vedtaket om {benefit}. Kommunestyret tok saken til orientering.
{person} har søkt permisjon fra vervet som {title2} fra {date}.
Kommunestyret i {place} vedtok i sak {case} den {longdate} å si opp avtalen.
PS {case} Vertskommunesamarbeid om sosiale tjenester i {place} og {place2}
Sak {case}: Søknad om skjønnsmidler til Nav {place}, {amount} kroner.
Arkivsak {year}/{serial}-{n}. Journalpost {year}{serial}{n2}.
Jnr. {serial}/{n}, arkivkode {n2}, saksnr. {year}/{serial}.
Nav {place}, besøksadresse {street}, {post} {place}. Telefon 55 55 33 33.
Ring sentralbordet i {place} kommune på {landline}, eller Nav på 55 55 33 33.
Vakttelefon ved Nav {place}: {mobile}. Åpent hverdager 10–14.
Legevakten {place} har nummer 116 117. Krisesenteret i Salten: {landline}.
Barnevernvakten i {place} kommune har telefon {mobile}.
{place} kommune, org.nr. {org}, kontonummer {account}.
Fakturaadresse: {place} kommune, org.nr. {org2}. KID {kid}. Forfall {date}.
Utbetales til konto {account} innen {date}, merket {serial}.
Budsjettet for {year} er {amount} kroner, mot {amount2} kroner i {year2}.
Utgifter til {benefit}: {amount} kroner i {year}, {amount2} kroner i {year2}.
{place} hadde {people} innbyggere per 1. januar {year}, {place2} hadde {people2}.
{date} {people} {people2} {percent} {year} {n} {n2}
Mottakere av {benefit} i {year}: {n} i {place}, {n2} i {place2}, {people2} i hele fylket.
Kontoret ligger på {north} N, {east} Ø, {kilometres} km fra {place}.
UTM 33: {easting} {northing}. Avstand {kilometres} km, reisetid {minute} minutter.
Fingeravtrykket til versjon {n} er {sha}.
Se https://tospann.example.no/dokument/{uuid}/versjon/{n}/ og {uuid2}.
https://www.regjeringen.no/no/dokumenter/prop.-{n}-l-{year}{year2}/id{urlid}/?ch={n2}
Etter sosialtjenesteloven § {n} tredje ledd bokstav b, jf. LOV-2009-12-18-131, kan kommunen gi.
Forskrift {longdate} nr. {n} § {n2}, sist endret ved lov {date} nr. {hour}.
Brukeren skal møtes med respekt. Når brukeren har {illness}, skal fastlegen trekkes inn.
Veilederen hjelper deltakeren i {benefit} med å søke jobb. Målet er {percent} prosent i arbeid.
Flere brukere mottar {benefit} og sliter med {illness}. Tiltak: faste møter med kommunehelsen.
Brukerutvalget ved leder {person} ønsker fast orientering om {benefit} og {illness}.
Kompetanseplan: {person} holder kurs om {illness} for de ansatte i {place} den {longdate}.
Kommunen bruker Visma Flyt Sosial til {benefit}. Nav Nordland bruker egne systemer.
{title} {person} har ansvar for {benefit}, {title2} {person2} for {benefit2}.
{person} er valgt som {title2} for perioden {year}–{year2}. Vara: {person2}.
Spørsmål om {benefit} rettes til {title} {person} ved Nav {place}, telefon {landline}.
Prosjektet varer fra {date} til {date2} og koster {amount} kroner, prosjektnummer {serial}{n2}.
Møter: {date} kl. {hour}.{minute}–{hour2}.00, {date2} kl. {hour}:{minute}, rom {n}.
Tabell {n}: {people} {people2} {n} {n2} {percent} {people} {n} {people2}
Stillinger: {percent} årsverk i {place}, {n} i {place2}. Stillingsnummer {serial}{serial2}.
Oppsigelse av avtalen er gitt {date}. Siste dag er {date2}. Vedtak: sak {case} i {place}.
{place} og {place2} deler husleien etter folketall: {people} og {people2} innbyggere.
Referat-{date3}-Nav-{place}-sak-{serial}.pdf
""".strip().split("\n")


def _made(among: random.Random) -> str:
    def person() -> str:
        middle = among.choice(["", "", "", f" {among.choice(FAMILY)}", " M."])
        return f"{among.choice(GIVEN)}{middle} {among.choice(FAMILY)}"

    def amount(most: int) -> str:
        return f"{among.randrange(1000, most):,}".replace(",", among.choice([" ", "\u00a0", ""]))

    def day() -> tuple[int, int, int]:
        return among.randint(1, 28), among.randint(1, 12), among.randint(2004, 2031)

    dates = [day() for _ in range(3)]
    landline = f"{among.choice('23567')}{among.randrange(10**7):07}"
    mobile = f"{among.choice('49')}{among.randrange(10**7):07}"
    longdate = dates[2]
    facts = {
        "person": person(), "person2": person(), "person3": person(), "person4": person(),
        "title": among.choice(TITLES), "title2": among.choice(TITLES).lower(),
        "party": among.choice(PARTIES),
        "benefit": among.choice(BENEFITS), "benefit2": among.choice(BENEFITS),
        "illness": among.choice(ILLNESSES),
        "place": among.choice(MUNICIPALITIES), "place2": among.choice(MUNICIPALITIES),
        "street": f"{among.choice(['Storgata', 'Sjøgata', 'Kirkeveien'])} {among.randint(1, 99)}",
        "post": f"8{among.randrange(1000):03}",
        "case": f"{among.randint(1, 150)}/{among.choice(['', '20'])}{among.randint(10, 31)}",
        "serial": among.randint(100, 99999), "serial2": among.randint(100, 99999),
        "n": among.randint(1, 400), "n2": among.randint(1, 99),
        "hour": among.randint(8, 11), "hour2": among.randint(12, 16),
        "minute": f"{among.choice([0, 15, 30, 45]):02}",
        "percent": f"{among.randint(1, 99)},{among.randint(0, 9)}",
        "year": among.randint(2004, 2031), "year2": among.randint(2004, 2031),
        "people": amount(60_000), "people2": amount(300_000),
        "amount": amount(10 ** among.randint(5, 11)), "amount2": amount(90_000_000),
        "date": _dotted(dates[0]), "date2": _dotted(dates[1]),
        "date3": f"{dates[2][2]}-{dates[2][1]:02}-{dates[2][0]:02}",
        "longdate": f"{longdate[0]}. {MONTHS[longdate[1] - 1]} {longdate[2]}",
        "landline": among.choice([landline, _by(landline, 2, 2, 2, 2), "+47 " + landline]),
        "mobile": among.choice([mobile, _by(mobile, 3, 2, 3), "+47 " + _by(mobile, 2, 2, 2, 2)]),
        "org": _by(f"{among.choice('89')}{among.randrange(10**8):08}", 3, 3, 3),
        "org2": f"{among.choice('89')}{among.randrange(10**8):08}",
        "account": account(among),
        "kid": among.randrange(10**6, 10 ** among.choice([7, 8, 9, 10, 13, 16, 20, 25])),
        "urlid": among.randrange(10**5, 10**7),
        "north": f"{among.uniform(65, 69):.{among.randint(2, 6)}f}",
        "east": f"{among.uniform(11, 18):.{among.randint(2, 6)}f}",
        "easting": among.randrange(350_000, 650_000),
        "northing": among.randrange(7_200_000, 7_650_000),
        "kilometres": among.randint(1, 400),
        "sha": sha256(among.randbytes(8)).hexdigest(),
        "uuid": uuid.UUID(bytes=among.randbytes(16)),
        "uuid2": uuid.UUID(bytes=among.randbytes(16)),
    }  # fmt: skip
    return among.choice(PATTERNS).format(**facts)


def account(among: random.Random, by: str = ".") -> str:
    """A valid account number, written 1234.56.78903 unless said otherwise."""
    while True:
        ten = f"{among.randrange(10**10):010}"
        weighed = zip(ten, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2), strict=True)
        last = -sum(int(digit) * weight for digit, weight in weighed) % 11
        if last < 10:
            return f"{ten[:4]}{by}{ten[4:6]}{by}{ten[6:]}{last}"


def _dotted(day: tuple[int, int, int]) -> str:
    return f"{day[0]:02}.{day[1]:02}.{day[2]}"


def _by(digits: str, *lengths: int) -> str:
    parts, at = [], 0
    for length in lengths:
        parts.append(digits[at : at + length])
        at += length
    return " ".join(parts)
