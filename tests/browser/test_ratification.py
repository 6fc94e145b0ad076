"""The story the program exists for: a council's yes, and what it sets in motion."""

import io
import re
from datetime import date

import pikepdf
import pytest
from playwright.sync_api import Page, expect

from browser.site import Site, Visit
from pdf import text

CASE = "PS 45/2026"
HOST = re.compile("Vertskommune")


def tab_to(page: Page, name: str) -> None:
    """Press Tab until what has this name has the focus."""
    for _ in range(150):
        page.keyboard.press("Tab")
        told = page.evaluate(
            "[document.activeElement, ...(document.activeElement.labels || [])]"
            ".map((one) => one.textContent)"
        )
        if any(name in " ".join(text.split()) for text in told):
            return
    raise AssertionError(f"the keyboard does not reach {name!r}")


def open_ratification(page: Page) -> None:
    """From one's own page to the host agreement that waits."""
    expect(page.get_by_role("heading", level=1)).to_contain_text("venter på dere")
    host = page.get_by_role("article").filter(has_text=HOST)
    host.get_by_role("link", name="Se endringene og godkjenn").click()


def by_pointer(page: Page) -> None:
    page.locator("#kommunedirektor-fauske").get_by_role("button").click()
    open_ratification(page)
    expect(page.get_by_role("heading", name=re.compile("^Endret siden"))).to_be_visible()
    page.get_by_label("Saksnummer").fill(CASE)
    page.get_by_label("Vi har lest hele teksten").check()
    page.get_by_role("button", name="Godkjenn denne versjonen").click()


def by_keyboard(page: Page) -> None:
    tab_to(page, "Gå inn som Kommunedirektør, Fauske")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("venter på dere")
    tab_to(page, "Se endringene og godkjenn")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=re.compile("^Endret siden"))).to_be_visible()
    tab_to(page, "Saksnummer")
    page.keyboard.type(CASE)
    tab_to(page, "Vi har lest hele teksten")
    page.keyboard.press("Space")
    tab_to(page, "Godkjenn denne versjonen")
    page.keyboard.press("Enter")


def what_followed(visit: Visit) -> None:
    """All five have said yes; the agreement holds, and everybody can see it."""
    page = visit.page
    expect(page.get_by_text("Fauske kommune har godkjent versjon 2.")).to_be_visible()
    board = page.get_by_role("region", name="Godkjent av eierne")
    expect(board).to_contain_text("5/5")
    expect(board).to_contain_text(CASE)
    expect(page.get_by_role("heading", name="Det som gjelder i dag")).to_be_visible()


def what_everybody_sees(site: Site, title: str) -> None:
    everybody = site.visit()
    page = everybody.page
    everybody.go("/partnerskap/indre-salten/")
    in_force = page.get_by_role("region", name="Det som gjelder i dag")
    expect(in_force.get_by_role("link", name=title)).to_be_visible()
    expect(in_force).to_contain_text(CASE)
    everybody.go("/journal/?partnerskap=indre-salten")
    expect(page.locator("main")).to_contain_text(f"Alle eierne har nå godkjent «{title}»")
    expect(page.locator("main")).to_contain_text(CASE)
    assert everybody.faults == []
    everybody.context.close()


@pytest.mark.parametrize(
    ("act", "given"),
    [
        (by_pointer, {"width": 1280}),
        (by_pointer, {"width": 390}),
        (by_keyboard, {"width": 1280}),
        (by_pointer, {"scripts": False}),
    ],
    ids=["wide", "narrow", "keyboard", "without scripts"],
)
def test_fauske_ratifies_and_the_agreement_holds(nordland, act, given):
    visit = nordland.visit(**given)
    page = visit.page
    visit.go("/demo/")

    act(page)

    what_followed(visit)
    title = page.get_by_role("heading", level=1).inner_text()
    what_everybody_sees(nordland, title)
    assert visit.faults == []
    visit.context.close()


def test_the_pdf_carries_the_receipt_and_the_fingerprint(nordland):
    visit = nordland.visit()
    visit.go("/demo/")
    by_pointer(visit.page)
    visit.page.get_by_role("link", name="Les nyeste versjon").click()
    fingerprint = visit.page.locator(".fingerprint").first.inner_text()
    with visit.page.expect_download() as download:
        visit.page.get_by_role("link", name="PDF").click()

    told = text(pikepdf.open(io.BytesIO(download.value.path().read_bytes())))

    assert re.fullmatch(r"[0-9a-f]{64}", fingerprint)
    assert fingerprint in told
    assert "5av5eierehargodkjentdenneteksten." in told
    assert re.sub(r"\s", "", CASE) in told
    assert "Fauskekommunestyre" in told
    assert visit.faults == []
    visit.context.close()


def test_a_form_that_lacks_something_says_what(nordland):
    visit = nordland.visit().enter("kommunedirektor-fauske")
    page = visit.page
    visit.go("/min-side/")
    open_ratification(page)
    page.get_by_label("Vedtaksdato").fill(date(2099, 1, 1).isoformat())
    page.get_by_role("button", name="Godkjenn denne versjonen").click()

    summary = page.locator(".ds-error-summary")
    expect(summary).to_contain_text("Kryss av for at dere har lest og godkjenner teksten.")
    page.get_by_label("Saksnummer").fill(CASE)
    page.get_by_label("Vi har lest hele teksten").check()
    page.get_by_role("button", name="Godkjenn denne versjonen").click()

    expect(page.locator("main")).to_contain_text("Vedtaksdatoen kan ikke være etter i dag.")
    assert page.get_by_label("Saksnummer").input_value() == CASE
    assert visit.faults == []
    visit.context.close()


@pytest.mark.parametrize(
    "role", ["tillitsvalgt-indre-salten", "nav-leder-indre-salten", "administrator-fauske"]
)
def test_another_role_is_refused_in_words(nordland, role):
    told = nordland.as_role("kommunedirektor-fauske").text("/min-side/")
    ratification = re.search(r'"(/dokumenter/[\w/-]+/godkjenning/)"', told)[1]
    visit = nordland.as_role(role)

    visit.go(ratification, expected=403)

    expect(visit.page.locator("main")).to_contain_text("Bare den som representerer en eier")
    assert visit.faults == []


def test_a_page_that_is_too_old_cannot_bind_anybody(nordland):
    """Two people at the same owner: the second learns that the first has said yes."""
    visits = [nordland.visit().enter("kommunedirektor-fauske") for _ in range(2)]
    for visit in visits:
        visit.go("/min-side/")
        open_ratification(visit.page)
        visit.page.get_by_label("Saksnummer").fill(CASE)
        visit.page.get_by_label("Vi har lest hele teksten").check()
    for visit in visits:
        visit.page.get_by_role("button", name="Godkjenn denne versjonen").click()

    what_followed(visits[0])
    expect(visits[1].page.locator("main")).to_contain_text("har allerede godkjent versjon 2")
    for visit in visits:
        assert visit.faults == []
        visit.context.close()
