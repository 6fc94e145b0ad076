import re

import pytest

pytestmark = pytest.mark.usefixtures("on_2026")


@pytest.fixture(autouse=True)
def norwegian(client):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "nb"


def text(response):
    """What the page says, with tags and runs of white space taken out."""
    return " ".join(
        re.sub(r"<[^>]+>", " ", response.content.decode()).replace("\xa0", " ").split()
    )


@pytest.mark.parametrize(
    "address",
    [
        "/kommuner/",
        "/kommuner/?dato=01.06.2019",
        "/kommuner/1875/",
        "/kommuner/1850/",
        "/kommuner/1834/",
        "/kommuner/5412/",
        "/kontorer/",
        "/kontorer/?dato=01.06.2019",
        "/kontorer/1841/",
        "/kontorer/1827/",
        "/kontorer/dekning/",
        "/kilder/",
    ],
)
def test_pages_are_open_to_all(client, nordland, address):
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", ["/kommuner/", "/kontorer/", "/kontorer/dekning/", "/kilder/"])
def test_pages_stand_before_the_register_is_loaded(client, db, address):
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", ["/kommuner/0000/", "/kontorer/0000/"])
def test_an_unknown_number_is_not_found(client, nordland, address):
    assert client.get(address).status_code == 404


def test_pages_only_read(client, nordland):
    assert client.post("/kommuner/").status_code == 405


def test_the_map_links_every_municipality_and_says_who_serves_it(client, nordland):
    page = client.get("/kommuner/").content.decode()
    drawing = page[page.index("<svg viewBox") : page.index("</figure>")]
    assert drawing.count("<a href=") == 42
    assert "Hamarøy – Hábmer: Nav Indre Salten" in drawing
    assert re.search(r"Lurøy: Nav Lurøy \(kommunale tjenester\)\s+og\s+Nav Rana", drawing)


def test_the_map_has_no_number_with_a_space_in_it(client, nordland):
    page = client.get("/kommuner/").content.decode()
    assert re.findall(r'\b(?:cx|cy|x|y|r)="-?\d+[^\d"]', page) == []


def test_no_page_carries_style_or_script_of_its_own(client, nordland):
    for address in ("/kommuner/", "/kommuner/1875/", "/kontorer/1841/", "/kilder/"):
        page = client.get(address).content.decode()
        assert " style=" not in page
        assert "<style" not in page
        assert not re.search(r"<script(?![^>]*\bsrc=)", page)


def test_the_list_shows_the_sami_names_with_their_language(client, nordland):
    page = client.get("/kommuner/").content.decode()
    assert '<span lang="smj">Hábmer</span>' in page
    assert '<span lang="sma">Aarborte</span>' in page
    assert '<span lang="se">Suortá</span>' in page


def test_another_day_shows_other_municipalities(client, nordland):
    page = text(client.get("/kommuner/?dato=31.12.2019"))
    assert "45 kommuner 31. desember 2019" in page
    assert "Kartet viser grensene fra 1. januar 2020" in page


@pytest.mark.parametrize(
    ("asked", "answer"),
    [("01.01.1999", "Registeret begynner 01.01.2015"), ("i går", "Skriv datoen som dd.mm.åååå")],
)
def test_a_day_that_cannot_be_shown_is_explained_and_today_is_shown(
    client, nordland, asked, answer
):
    response = client.get("/kommuner/", {"dato": asked})
    assert response.status_code == 422
    assert answer in text(response)
    assert "42 kommuner 22. november 2026" in text(response)


def test_a_day_to_come_says_that_it_is(client, nordland):
    assert "Datoen er fram i tid" in text(client.get("/kommuner/?dato=01.01.2030"))


def test_the_page_of_a_split_municipality_shows_the_shares(client, nordland):
    page = text(client.get("/kommuner/1850/"))
    assert "53,2 %" in page
    assert "46,8 %" in page
    assert "omtrentlig" in page
    assert "Nummeret gikk ut av bruk etter 31. desember 2019" in page


def test_an_unknown_start_is_not_given_a_date(client, nordland):
    page = text(client.get("/kommuner/1804/"))
    assert "start ikke kjent – i dag" in page
    assert "Registeret begynner 1. januar 2015" in page


def test_an_approximate_date_is_shown_as_approximate(client, nordland):
    page = text(client.get("/kommuner/1812/"))
    assert "omkring 2021 – i dag" in page
    assert "1. januar 2021" not in page.replace("fra 1. januar 2021", "")


def test_the_whole_office_has_the_sami_duties(client, nordland):
    page = text(client.get("/kontorer/1841/"))
    assert "Hele kontoret har plikter på lulesamisk, fordi det betjener Hamarøy." in page
    assert "9. november 2020 – i dag" in page


def test_the_coverage_page_says_that_all_is_well_and_on_what_it_rests(client, nordland):
    page = text(client.get("/kontorer/dekning/"))
    assert "Ingen hull og ingen overlapp" in page
    assert "29 rader som ikke er sikre" in page


def test_the_coverage_page_shows_a_gap(client, small, load):
    load(small, coverages=small.coverages[:1])
    page = text(client.get("/kontorer/dekning/"))
    assert "Hull: ingen kontor" in page
    assert "1. januar 2015 – 22. november 2026" in page
    assert "Ingen hull" not in page


def test_every_source_is_credited_with_its_licence(client, nordland):
    page = text(client.get("/kilder/"))
    assert "© Kartverket" in page
    assert "Kilde: Statistisk sentralbyrå" in page
    assert "CC BY 4.0" in page
    assert "NLOD 2.0" in page


@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/kommuner/", 12),
        ("/kommuner/1875/", 11),
        ("/kontorer/", 3),
        ("/kontorer/1841/", 7),
        ("/kontorer/dekning/", 7),
        ("/kilder/", 9),
    ],
)
def test_pages_take_a_fixed_number_of_queries(
    client, nordland, django_assert_num_queries, address, queries
):
    with django_assert_num_queries(queries):
        client.get(address)
