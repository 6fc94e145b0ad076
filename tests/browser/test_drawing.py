"""Drawing by hand on a phone: a row is its name and its host until more of it is asked for."""

import re

import pytest
from playwright.sync_api import expect

LAB = "/partnerskap/sor-salten/struktur/"
PHONE = 390
LONGEST = 6000  # of the page with every municipality of a county, in pixels


@pytest.fixture
def drawing(site):
    """Opens the page where a scenario is drawn, in a browser of one's own."""
    opened = []

    def go(**given):
        visit = site.visit(**given).enter("radgiver-sor-salten")
        opened.append(visit)
        scenario = re.search(r'"(/struktur/scenarier/[\w-]+/)"', visit.text(LAB))[1]
        visit.go(f"{scenario}rediger/")
        return visit

    yield go
    assert [one.faults for one in opened] == [[]] * len(opened)
    for one in opened:
        one.context.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_every_municipality_fits_in_a_few_screens_and_opens_by_the_keyboard(drawing, scripts):
    page = drawing(width=PHONE, scripts=scripts).page
    steigen = page.locator("tr#k-1848")
    model, more = steigen.locator("select").last, steigen.locator(".rows__more > summary")

    assert page.locator("tr[id^=k-]").count() == 41
    assert page.locator("body").bounding_box()["height"] < LONGEST
    assert steigen.locator("select").first.is_visible()
    assert not model.is_visible()

    more.focus()
    page.keyboard.press("Enter")

    assert model.is_visible()
    assert steigen.locator("input").first.is_visible()
    page.keyboard.press("Tab")
    assert model.evaluate("one => one === document.activeElement")


def test_the_row_an_address_names_is_open(drawing):
    page = drawing(width=PHONE, scripts=False).page
    steigen = page.locator("tr#k-1848")

    page.locator('#malt a[href="#k-1848"]').first.focus()
    page.keyboard.press("Enter")

    assert steigen.locator("select").last.is_visible()
    assert not steigen.locator(".rows__more").is_visible()


def test_what_is_folded_and_wrong_is_seen_and_what_was_typed_is_kept(drawing):
    page = drawing(width=PHONE, scripts=False).page
    steigen = page.locator("tr#k-1848")
    steigen.locator(".rows__more > summary").click()
    steigen.locator("input").first.fill("seks")

    page.get_by_role("button", name="Lagre inndelingen").click()

    wrong = page.locator("tr#k-1848 input[aria-invalid]")
    assert wrong.is_visible()
    assert wrong.input_value() == "seks"
    assert page.locator(".rows__more[open]").count() == 1


def test_what_is_folded_counts_in_the_measures_while_one_draws(drawing):
    page = drawing(width=PHONE).page
    steigen = page.locator("tr#k-1848")
    areas = page.locator("#malt .beside__one").filter(has_text="Kontorområder")
    assert "i dag 23, −1" in areas.inner_text()

    steigen.locator("select").first.select_option(label="Bodø")

    expect(areas).to_contain_text("i dag 23, −2")
    assert not steigen.locator("select").last.is_visible()


def test_on_a_screen_every_field_stands_in_its_row(drawing):
    page = drawing().page

    assert not page.locator(".rows__more").first.is_visible()
    assert all(one.is_visible() for one in page.locator("tr[id^=k-] select").all())
