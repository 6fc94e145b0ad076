"""What stands on every page."""

import re

import pytest
from django.test import Client, override_settings

pytestmark = pytest.mark.django_db

PAGES = ["/ui/", "/tilgjengelighet/", "/ordliste/"]


@pytest.fixture
def page(client):
    return client.get("/tilgjengelighet/", headers={"accept-language": "nb"}).content.decode()


@pytest.mark.parametrize("url", PAGES)
def test_the_page_has_one_main_one_heading_and_a_way_past_the_menu(client, url):
    html = client.get(url).content.decode()

    assert html.count("<h1") == 1
    assert html.count("<main") == 1
    assert re.search(r'class="ds-skip-link" href="#innhold"', html)
    assert re.search(r'<main id="innhold" tabindex="-1"', html)


@pytest.mark.parametrize("url", PAGES)
def test_ids_are_unique(client, url):
    ids = re.findall(r'\sid="([^"]+)"', client.get(url).content.decode())

    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("url", [*PAGES, "/finnes-ikke/"])
def test_nothing_is_inline(client, url):
    html = client.get(url).content.decode()

    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*(src=|json))", html)


def test_colours_are_kept_from_the_first_paint(client):
    client.post("/farger/", {"scheme": "dark", "next": "/ui/"})

    assert 'data-color-scheme="dark"' in client.get("/ui/").content.decode()


def test_an_unknown_colour_changes_nothing(client):
    client.post("/farger/", {"scheme": "pink", "next": "/ui/"})

    assert 'data-color-scheme="auto"' in client.get("/ui/").content.decode()


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/", "javascript:0"])
def test_choosing_colours_never_leads_to_another_site(client, elsewhere):
    assert client.post("/farger/", {"scheme": "dark", "next": elsewhere}).url == "/"


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_language_of_the_page_is_said(client, language):
    html = client.get("/ui/", headers={"accept-language": language}).content.decode()

    assert f'<html lang="{language}"' in html


def test_north_sami_is_the_language_of_the_menus_and_honest_about_it(client):
    client.cookies["sprak"] = "se"

    html = client.get("/tilgjengelighet/").content.decode()

    assert '<html lang="nb"' in html
    assert re.search(r'class="site-header__search" lang="se"', html)
    assert "ikke kontrollert av en språkkyndig" in html


def test_each_language_is_offered_in_its_own_name(page):
    for code, name in [("nb", "Bokmål"), ("nn", "Nynorsk"), ("se", "Davvisámegiella")]:
        assert re.search(rf'value="{code}" lang="{code}"[^>]*>{name}', page)


def test_htmx_is_told_to_swap_refusals_and_to_evaluate_nothing(page):
    config = re.search(r'name="htmx-config" content=\'([^\']+)\'', page)[1]

    assert '"allowEval": false' in config
    assert '"403|409|422", "swap": true' in config


@override_settings(DEMO=True)
def test_a_demo_says_that_it_is_one(client):
    assert "illustrasjoner" in client.get("/ui/").content.decode()


@override_settings(DEMO=False)
def test_what_is_no_demo_does_not_say_so(client):
    assert "illustrasjoner" not in client.get("/ui/").content.decode()


def test_a_missing_page_says_what_to_do_and_which_request_it_was(client):
    response = client.get("/finnes-ikke/", headers={"accept-language": "nb"})

    html = response.content.decode()
    assert response.status_code == 404
    assert "Vi finner ikke siden" in html
    assert response["X-Request-ID"] in html


def test_an_address_that_only_takes_a_form_is_explained_when_it_is_opened(client):
    response = client.get("/farger/", headers={"accept-language": "nb"})

    assert response.status_code == 405
    assert response["Allow"] == "POST"
    assert "Denne adressen er ikke en side" in response.content.decode()


def test_a_form_without_its_token_is_explained():
    response = Client(enforce_csrf_checks=True).post("/farger/", {"scheme": "dark"})

    assert response.status_code == 403
    assert "Skjemaet var for gammelt" in response.content.decode()


def test_security_txt_has_what_the_standard_asks_for(client):
    lines = client.get("/.well-known/security.txt").content.decode().splitlines()

    assert any(line.startswith("Contact: mailto:") for line in lines)
    assert any(re.fullmatch(r"Expires: \d{4}-\d\d-\d\dT00:00:00Z", line) for line in lines)


def test_every_page_of_a_partnership_shows_what_it_has(client, cast):
    home = f"/partnerskap/{cast.partnership.slug}/"

    page = client.get(f"{home}oppgaver/").content.decode()
    menu = page.partition('class="partnership-menu"')[2].partition("</nav>")[0]

    assert f'href="{home}" ' not in menu  # only the page one is on is marked
    assert f'<a href="{home}oppgaver/" aria-current="page">' in menu
    assert f'<a href="{home}myndighet/">' in menu


@pytest.mark.parametrize("path", ["/", "/partnerskap/", "/partnerskap/finnes-ikke/"])
def test_other_pages_and_errors_show_no_partnership(client, cast, path):
    assert b"partnership-menu" not in client.get(path).content
