"""From an invitation to a ratification with a passkey: no demo role, nothing taken for granted."""

import re

from playwright.sync_api import Page, expect

from browser.site import Site, Visit

PASSWORD = "en setning som ingen gjetter"
ADDRESS = "kommunedirektor@fauske.example.no"


def invited(site: Site) -> str:
    """The link that Fauske's administrator gets when inviting a representative."""
    administrator = site.visit().enter("administrator-fauske")
    page = administrator.page
    administrator.go("/min-side/")
    page.get_by_role("link", name="Gi og avslutt plasser for Fauske kommune").click()
    page.get_by_label("E-postadresse").fill(ADDRESS)
    page.get_by_label("Rolle").select_option("owner_representative")
    page.get_by_role("main").locator("form", has=page.get_by_label("E-postadresse")).get_by_role(
        "button"
    ).click()
    link = re.search(r"/invitasjon/[\w-]+/", page.content())[0]
    assert administrator.faults == []
    administrator.context.close()
    return link


def with_authenticator(visit: Visit) -> None:
    """Gives the browser a fingerprint reader that always says yes."""
    session = visit.context.new_cdp_session(visit.page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def confirm_password(page: Page) -> None:
    page.get_by_label("Passord").fill(PASSWORD)
    page.get_by_role("button", name="Bekreft med passord").click()


def try_to_ratify(page: Page) -> None:
    page.get_by_label("Saksnummer").fill("PS 45/2026")
    page.get_by_label("Vi har lest hele teksten").check()
    page.get_by_role("button", name="Godkjenn denne versjonen").click()


def test_ratifying_asks_for_the_passkey_and_works_after_it(nordland):
    link = invited(nordland)
    visit = nordland.visit()
    page = visit.page
    with_authenticator(visit)

    visit.go(link)
    page.get_by_label("Navnet ditt").fill("Kari Prøve")
    page.get_by_label("Passord").fill(PASSWORD)
    page.get_by_role("main").locator("form").get_by_role("button").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("venter på dere")
    host = page.get_by_role("article").filter(has_text="Vertskommune")
    host.get_by_role("link", name="Se endringene og godkjenn").click()
    ratification = page.url
    try_to_ratify(page)
    expect(page.locator("main")).to_contain_text("Bekreft hvem du er først")
    expect(page.locator("main")).to_contain_text("må du bekrefte hvem du er")
    assert page.get_by_label("Saksnummer").input_value() == "PS 45/2026"

    page.get_by_role("link", name="Sett opp passnøkkel eller engangskode").click()
    page.get_by_role("main").get_by_role(
        "link", name=re.compile("nøkkel", re.IGNORECASE)
    ).first.click()
    if page.get_by_role("button", name="Bekreft med passord").is_visible():
        confirm_password(page)
    page.get_by_label("Navn på nøkkelen").fill("Prøvenøkkelen")
    page.get_by_label("Bruk den i stedet for passord").check()
    page.get_by_role("button", name="Legg til").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Reservekoder")

    page.goto(ratification)
    page.get_by_role("link", name="Bekreft med passnøkkel").click()
    page.get_by_role("button", name="Bekreft med passnøkkel").click()
    page.wait_for_url(ratification)
    expect(page.locator("main")).not_to_contain_text("Bekreft hvem du er først")
    try_to_ratify(page)

    expect(page.get_by_text("Fauske kommune har godkjent versjon 2.")).to_be_visible()
    assert visit.faults == []
    visit.context.close()
