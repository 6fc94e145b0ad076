"""On a phone, what is read is read down the page and never sideways."""

import re

import pytest

PHONE = 390
SIDEWAYS = """() => [...document.querySelectorAll(".scroll, .board")]
  .filter((one) => one.scrollWidth > one.clientWidth)
  .map((one) => one.getAttribute("aria-label") ?? one.className)"""


@pytest.fixture
def phone(site):
    visit = site.visit(width=PHONE)
    yield visit
    visit.context.close()


@pytest.mark.parametrize(
    "path",
    [
        "/partnerskap/indre-salten/",
        "/partnerskap/indre-salten/plan/",
        "/partnerskap/indre-salten/plan/dekning/",
        "/oversikt/",
        "/oversikt/indikatorer/I1/",
    ],
)
def test_tables_become_cards(phone, path):
    phone.go(path)
    phone.page.evaluate("document.querySelectorAll('details').forEach((one) => one.open = true)")

    assert phone.page.evaluate(SIDEWAYS) == []


def test_the_tables_of_an_agreement_become_cards(phone):
    told = phone.text("/partnerskap/indre-salten/")
    agreement = re.search(r'"(/dokumenter/[\w-]+/)">Partnerskapsavtale', told)[1]

    phone.go(f"{agreement}versjoner/1/")

    assert phone.page.locator(".document__text .scroll").count() > 0
    assert phone.page.evaluate(SIDEWAYS) == []


def test_a_cell_says_which_column_it_is_in(phone):
    phone.go("/oversikt/")

    cell = phone.page.locator(".stacked td[data-label='Avtale']").first

    label = cell.evaluate("one => getComputedStyle(one, '::before').content")
    assert label == '"Avtale"'
    assert cell.get_attribute("role") == "cell"
