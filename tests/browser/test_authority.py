"""May somebody employed by Fauske decide for somebody who stays in Hamarøy?"""

import re

import pytest
from playwright.sync_api import Page, expect

from browser.site import Site

ASKED = "tjeneste=M1&opphold=1875&arbeidsgiver=1841"


def choose(page: Page, day: str) -> None:
    page.get_by_label("Hva skal avgjøres?").select_option("M1")
    page.get_by_label("Hvor oppholder personen seg?").select_option("1875")
    page.get_by_label("Hvem er den ansatte ansatt hos?").select_option("1841")
    page.get_by_label("Dag", exact=False).first.fill(day)


@pytest.mark.parametrize(
    "given", [{"width": 1280}, {"width": 390}, {"scripts": False}], ids=["wide", "narrow", "plain"]
)
def test_the_question_on_two_days_with_why(nordland, given):
    visit = nordland.visit(**given)
    page = visit.page
    visit.go("/myndighet/")

    choose(page, "01.11.2019")
    page.get_by_role("button", name="Vis svaret").click()
    answer = page.locator("#svar")
    expect(answer).to_contain_text("1. november 2019")
    expect(answer.locator(".verdict__word")).to_have_text("Nei")

    page.get_by_label("Dag", exact=False).first.fill("10.11.2020")
    page.get_by_role("button", name="Vis svaret").click()
    expect(answer.locator(".verdict__word")).to_have_text("Uklart")
    page.get_by_role("link", name="Nei, det er en vanlig enkeltsak").click()
    expect(page.locator("#svar .verdict__word")).to_have_text("Ja")
    page.get_by_role("link", name=re.compile("kommunedirektøren i Fauske, sak")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Kommunedirektøren i Hamarøy")
    assert visit.faults == []
    visit.context.close()


def test_the_answer_comes_as_one_chooses(nordland):
    visit = nordland.visit()
    page = visit.page
    visit.go("/myndighet/")

    choose(page, "01.11.2019")
    page.get_by_label("Dag", exact=False).first.blur()

    expect(page.locator("#svar .verdict__word")).to_have_text("Nei")
    expect(page).to_have_url(re.compile("tjeneste=M1.*opphold=1875"))
    assert visit.faults == []
    visit.context.close()


def test_nothing_is_asked_before_the_choices_are_made(nordland):
    visit = nordland.visit(width=390)
    page = visit.page
    visit.go("/myndighet/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.get_by_label("Hva skal avgjøres?").select_option("M1")
    page.wait_for_timeout(400)  # longer than the form waits before it asks
    page.get_by_label("Hvor oppholder personen seg?").select_option("1875")
    page.wait_for_timeout(400)
    assert [url for url in asked if "tjeneste=" in url] == []

    page.get_by_label("Hvem er den ansatte ansatt hos?").select_option("1841")
    expect(page.locator("#svar .verdict")).to_be_visible()
    assert visit.faults == []
    visit.context.close()


def test_the_button_says_what_is_missing(nordland):
    visit = nordland.visit(width=390)
    page = visit.page
    visit.go("/myndighet/")
    page.get_by_label("Hva skal avgjøres?").select_option("M1")

    page.get_by_role("button", name="Vis svaret").click()

    expect(page.get_by_text("Velg kommunen personen oppholder seg i.").first).to_be_in_viewport()
    expect(page.get_by_label("Hva skal avgjøres?")).to_have_value("M1")
    visit.context.close()


def ratify(site: Site) -> None:
    """Fauske says yes to the agreement that waits."""
    visit = site.visit().enter("kommunedirektor-fauske")
    page = visit.page
    visit.go("/min-side/")
    host = page.get_by_role("article").filter(has_text=re.compile("Vertskommune"))
    host.get_by_role("link", name="Se endringene og godkjenn").click()
    page.get_by_label("Saksnummer").fill("PS 45/2026")
    page.get_by_label("Vi har lest hele teksten").check()
    page.get_by_role("button", name="Godkjenn denne versjonen").click()
    visit.context.close()


def test_fauskes_yes_turns_the_answer_of_today(nordland):
    visit = nordland.visit()
    visit.go(f"/myndighet/?{ASKED}&prinsipiell=no")
    lacks = visit.page.locator("#svar [data-missing]")
    expect(lacks).to_have_count(1)
    expect(lacks).to_contain_text("Kommunestyret i vertskommunen har vedtatt avtalen")

    ratify(nordland)

    visit.page.reload()
    expect(visit.page.locator("#svar .verdict__word")).to_have_text("Ja")
    expect(visit.page.locator("#svar [data-missing]")).to_have_count(0)
    assert visit.faults == []
    visit.context.close()


def test_a_cell_of_the_table_is_opened_with_the_keyboard(nordland):
    visit = nordland.visit(width=390)
    page = visit.page
    visit.go("/myndighet/matrise/?opphold=1875&dag=2020-11-10")
    cell = page.locator("tbody details").first

    cell.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(cell.get_by_role("link", name=re.compile("Se hele svaret"))).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator("#svar .verdict")).to_be_visible()
    assert visit.faults == []
    visit.context.close()


def test_an_owner_enters_strikes_and_puts_back_a_delegation(nordland):
    visit = nordland.visit(scripts=False).enter("kommunedirektor-fauske")
    page = visit.page
    visit.go("/partnerskap/indre-salten/delegeringer/ny/")
    page.get_by_label("Hvem delegerte?").fill("Kommunedirektøren i Fauske")
    page.get_by_label("Stilling eller enhet").fill("veilederne i Straumen")
    page.get_by_label("Midlertidig botilbud").check()
    page.get_by_label("Lover, forskrifter").fill("kommuneloven § 13-1")
    page.get_by_label("Vedtaksdato").fill("01.10.2025")
    page.get_by_label("Saksnummer").fill("25/90")
    page.get_by_label("Gjelder fra").fill("01.10.2025")
    page.get_by_role("button", name="Lagre").click()
    expect(page.get_by_text("Delegeringen er ført inn.")).to_be_visible()

    page.get_by_role("link", name="Rett", exact=True).click()
    page.get_by_role("link", name="Ført feil? Ta raden ut av registeret").click()
    page.get_by_label("Hvorfor?").fill("Ført i feil kommune.")
    page.get_by_role("button", name="Ta ut").click()
    expect(page.get_by_text("Tatt ut av registeret")).to_be_visible()
    page.get_by_role("button", name="Sett tilbake i registeret").click()

    expect(page.get_by_text("Raden er satt tilbake i registeret.")).to_be_visible()
    assert visit.faults == []
    visit.context.close()
