"""What is found to be about a person, and what is let be."""

import random
import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

import invented
import ordinary
from tospann.engines.personal import Kind, digits_in, signs

COUNT = 10_000


def kinds(text: str) -> set[Kind]:
    return {sign.kind for sign in signs(text)}


# --- Identity numbers -------------------------------------------------------------------


def test_no_identity_number_passes_of_any_kind_however_written():
    passed = Counter(
        way
        for _digits, way, text in invented.texts(COUNT)
        if Kind.IDENTITY_NUMBER not in kinds(text)
    )

    assert passed == {}


def test_what_is_told_never_holds_the_number():
    told = [
        text
        for digits, _way, text in invented.texts(COUNT)
        if any(any(char.isdigit() for char in sign.around) for sign in signs(text))
    ]

    assert told == []


@pytest.mark.parametrize("kind", invented.KINDS)
def test_every_kind_is_known(kind):
    among = random.Random(kind)

    assert all(signs(invented.number(kind, among)) for _ in range(300))


def test_a_whole_date_of_birth_before_the_five_last_digits_is_known():
    assert kinds("29.02.1996 00013")
    assert kinds("29/02-1996 000 13")
    assert not kinds("29.02.2096 00013")  # the series of another century


@pytest.mark.parametrize(
    "text",
    [
        "fnr 12345678901",
        "Fødselsnummer: 123456 78901",
        "personnr. 12345",
        "D-nummer er 12345678901",
    ],
)
def test_a_number_called_an_identity_number_is_believed(text):
    assert kinds(text) == {Kind.IDENTITY_NUMBER}


@pytest.mark.parametrize(
    ("digits", "why"),
    [
        ("00019012345", "no day"),
        ("32019012345", "no day"),
        ("30029012345", "no day in February"),
        ("29029100013", "no leap year"),
        ("01139012345", "no month"),
        ("29029600014", "second control digit"),
        ("2902960001", "ten digits"),
        ("290296000130", "twelve digits"),
    ],
)
def test_what_is_no_identity_number_may_stand(digits, why):
    assert kinds("29029600013") == {Kind.IDENTITY_NUMBER}
    assert kinds(digits) == set(), why


def test_the_29th_of_february_2000_is_a_day():
    nine = "290200000"
    assert any(signs(f"{nine}{last:02}") for last in range(100))


def test_few_random_rows_of_eleven_digits_are_taken_for_one():
    among = random.Random(11)
    found = sum(bool(signs(f"{among.randrange(10**11):011}")) for _ in range(COUNT))

    assert found < COUNT / 100


def test_an_account_number_with_dots_is_an_account_number():
    among = random.Random(12)
    accounts = [ordinary.account(among) for _ in range(COUNT)]

    assert [one for one in accounts if signs(one)] == []
    # Without dots some cannot be told apart; the refusal says how to write them.
    assert 0 < sum(bool(signs(one.replace(".", ""))) for one in accounts) < COUNT / 10


def test_a_number_that_lost_its_zero_in_a_sheet_is_made_whole():
    assert digits_in(1019012345) == "01019012345"
    assert digits_in(12_345_678) == digits_in(10**11) == ""


# --- Persons ----------------------------------------------------------------------------

PHONES = """
Kari Nordmann, tlf. 412 34 567
Ring Ola Nordmann på 91 23 45 67.
Nordmann, Kari: 41234567
+47 912 34 567 (Amina Yusuf)
Kontakt: Zofia Kowalska 912 34 567
Kari Anne Nordmann | 412.34.567
Jan-Erik Berg 9123 4567
"""

CASES = """
Bruker Kari Nordmann søkte om sosialhjelp.
Brukeren Kari Nordmann møtte ikke.
Klient Ola Nordmann
bruker K.N. har fått avslag på AAP
Kari Nordmann mottar økonomisk sosialhjelp.
Ola Nordmann (34) har søkt om midlertidig bolig.
Amina Yusuf fikk avslag på søknad om uføretrygd
Per Olsen går på KVP
Vedtak om kvalifiseringsprogram for Kari Nordmann
Vedtak_sosialhjelp_Kari_Nordmann.pdf
Søknad om bostøtte fra bruker Ola Nordmann
Søknaden fra Ola Nordmann om KVP ble avslått
Klage på avslag på sosialhjelp – Kari Nordmann
Kari Nordmanns klage på vedtak om sosialhjelp
Kari Nordmann lider av alvorlig depresjon
Kari Nordmann er sykmeldt
Ola Nordmann har rusproblemer
Kari Nordmann, født 01.02.1990
Ola Nordmann (f. 010290)
"""

# What is read every day in minutes, plans and letters, and must be let be.
ORDINARY = """
Ordfører Kari Hansen orienterte om sosialhjelp og KVP.
Nav-leder Ola Berg fikk i oppdrag å se på satsene for økonomisk sosialhjelp.
Brukerrepresentant Amina Yusuf tok opp ventetiden for bostøtte.
Kari Hansen har søkt permisjon fra vervet.
Kari Hansen søker ny stilling som leder for KVP-teamet.
Kari Hansen (Ap) fremmet forslag om høyere sosialhjelp.
Vedtak om nye satser for sosialhjelp. Saksbehandler: Kari Hansen
Sak 12/24 Satser for sosialhjelp, saksbehandler Kari Hansen
Kommunen bruker Visma Flyt Sosial til KVP og sosialhjelp.
Kommunen bruker Kari Hansen som rådgiver.
Når brukeren har rusproblemer, skal fastlegen trekkes inn.
Bruker og veileder skriver planen sammen.
Flere brukere mottar sosialhjelp og AAP samtidig.
Nav Nordland mottar søknader om dagpenger.
Fauske kommune har fått tilskudd til gjeldsrådgivning.
Statsforvalteren i Nordland har klaget på avslag på sosialhjelp i flere saker.
Kari Hansen har ansvar for sosialhjelp, Ola Berg for gjeldsrådgivning.
Kari Hansen leder prosjektet om rus og psykisk helse.
Kari Hansen holder kurs om angst og depresjon.
Lov om sosiale tjenester § 18 om økonomisk stønad
Knut Hamsun ble født i Lom.
Vakttelefon ved Nav Bodø: 912 34 567
Legevakten Narvik 912 34 567
Barnevernvakten i Indre Salten 412 34 567
Telefon til Nav: 55 55 33 33. Leder er Kari Hansen.
Kontaktperson er Kari Hansen, telefon 75 60 00 00.
Kari Hansen la fram budsjettet på 41 234 567 kroner.
Kari Hansen: 45000000 kr til drift
Sak 24/91234567 er tildelt Kari Hansen.
Sak 24/12345, 2024/1234-5, PS 45/2026 og RS 12/24
Org.nr. 974 760 673, konto 1234.56.78903, KID 1234567890123
Sluttsum 12 345 678 901 kroner
Kl. 10.00–12.00 den 12.03.2024, rom 123, 45 678 innbyggere
15.1.2024 13.00
67.2804, 14.40491 og 67.28041 14.40491
UTM 33: 512345 7467123
01980000-0000-7000-8000-000000000000
+46 70 123 45 67
Fødselsnummer har 11 siffer, og D-nummer har 40 lagt til dagen.
Skriv aldri fødselsnummer eller personnummer her.
"""


@pytest.mark.parametrize("text", PHONES.strip().splitlines())
def test_a_mobile_number_beside_a_name_is_found(text):
    assert Kind.PHONE_AND_NAME in kinds(text)


def test_a_letterhead_may_have_its_telephone():
    assert signs("Kari Nordmann, tlf. 412 34 567", phones=False) == ()


@pytest.mark.parametrize("text", CASES.strip().splitlines())
def test_the_case_of_one_person_is_found(text):
    assert kinds(text) == {Kind.CASE}


@pytest.mark.parametrize("text", ORDINARY.strip().splitlines())
def test_an_ordinary_line_is_let_be(text):
    assert signs(text) == ()


def test_a_name_and_a_telephone_in_different_sentences_are_let_be():
    assert not signs("Saken er tildelt Kari Hansen. Vakttelefonen er 412 34 567.")
    assert not signs("Leder: Kari Hansen\nVakttelefon: 412 34 567")


# --- Ordinary texts ---------------------------------------------------------------------


def test_fewer_than_one_in_a_hundred_ordinary_texts_is_stopped():
    texts = ordinary.texts()
    stopped = [text for text in texts if signs(text)]

    assert len(texts) > COUNT
    assert len(stopped) < len(texts) / 100, stopped


def test_none_of_the_texts_of_the_project_is_stopped():
    assert [text for text in ordinary.own() if signs(text)] == []


# --- What is told -----------------------------------------------------------------------


def test_what_is_told_masks_names_numbers_and_addresses():
    (sign,) = signs("Brevet til Kari Nordmann (290296-00013, kari@example.no) ble sendt i går.")

    assert sign.around == "… til •••• •••••••• (••••••-•••••, •••••••••••••••• ble …"


def test_what_is_told_shows_the_words_around():
    (sign,) = signs("Vi snakket om 29029600013 i møtet.")

    assert sign.around == "•• snakket om ••••••••••• i møtet."


def test_a_list_of_numbers_is_told_of_five_times():
    assert len(signs("29029600013\n" * 100)) == 5


# --- Any text ---------------------------------------------------------------------------


@given(st.text())
def test_any_text_can_be_read(text):
    for sign in signs(text):
        assert not any(char.isdigit() for char in sign.around)


@given(st.text(), st.text())
def test_a_number_on_a_line_of_its_own_is_found_whatever_stands_around(before, after):
    assert Kind.IDENTITY_NUMBER in kinds(f"29029600013\n{after}")
    assert kinds(f"{before}\n29029600013")


LONG = {
    "one row of digits": "1",
    "digits and spaces": "1 ",
    "digits and dots": "1.2-3/4 ",
    "names": "Kari Nordmann ",
    "names and the beginning of a case": "Kari Nordmann mottar om på til ",
    "names and telephones": "Kari Nordmann 41234567 ",
    "capitals": "Aa",
    "letters": "a",
    "hexadecimal": "a1",
    "dates": "01.01.1990 ",
    "identity numbers": "29029600013 ",
    "initials": "A. ",
    "spaces": " ",
    "the beginning of a decision": "vedtak om ",
    "letters with accents": "é –",
}


@pytest.mark.parametrize("unit", LONG.values(), ids=LONG)
def test_the_time_grows_with_the_length_and_no_faster(unit):
    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        started = time.process_time()
        signs(text)
        return time.process_time() - started

    short, long = min(seconds(30_000) for _ in range(3)), seconds(300_000)

    assert long < max(30 * short, 0.5)
