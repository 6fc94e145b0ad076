"""A draft saves itself, and two who write at once lose nothing."""

import re

import pytest
from playwright.sync_api import expect

from browser.site import Site, Visit

LEADER = "nav-leder-indre-salten"
SAVED = re.compile(r"^Lagret kl\. \d\d[.:]\d\d")


@pytest.fixture
def drafting(nordland) -> Site:
    """The demo, where the leader has begun the next version of the partnership agreement."""
    visit = nordland.visit().enter(LEADER)
    page = visit.page
    visit.go("/partnerskap/indre-salten/")
    page.get_by_role("link", name=re.compile("^Partnerskapsavtale")).first.click()
    page.get_by_role("button", name="Lag utkast til ny versjon").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Utkast til ny versjon")
    assert visit.faults == []
    visit.context.close()
    return nordland


def writing(visit: Visit) -> Visit:
    """Open the draft."""
    visit.enter(LEADER).go("/min-side/")
    drafts = visit.page.get_by_role("region", name="Utkast")
    drafts.get_by_role("link", name=re.compile("Partnerskapsavtale")).click()
    expect(visit.page.get_by_role("button", name="Lagre utkastet")).to_be_visible()
    return visit


def field(visit: Visit):
    """The first long text of the draft."""
    return visit.page.locator("main textarea").first


def test_what_is_typed_is_saved_without_a_button(drafting):
    visit = writing(drafting.visit())
    field(visit).press_sequentially(" Vi skrev dette sammen.")

    expect(visit.page.locator(".save-state")).to_have_text(SAVED, timeout=8_000)
    again = writing(drafting.visit())

    assert "Vi skrev dette sammen." in field(again).input_value()
    for one in (visit, again):
        assert one.faults == []
        one.context.close()


def test_the_second_of_two_writers_is_warned_and_nothing_is_lost(drafting):
    first, second = writing(drafting.visit()), writing(drafting.visit())
    field(first).fill("Den første skrev dette.")
    field(first).blur()
    expect(first.page.locator(".save-state")).to_have_text(SAVED)

    field(second).fill("Den andre skrev noe annet.")
    field(second).blur()

    expect(second.page.locator(".save-state")).to_contain_text("lagret av en annen")
    assert field(second).input_value() == "Den andre skrev noe annet."
    second.page.get_by_role("button", name="Lagre utkastet").click()
    main = second.page.locator("main")
    expect(main).to_contain_text("Forskjellen mellom det lagrede utkastet og det du skrev")
    assert field(second).input_value() == "Den andre skrev noe annet."
    kept = writing(drafting.visit())
    assert field(kept).input_value() == "Den første skrev dette."

    second.page.get_by_role("button", name="Lagre utkastet").click()
    expect(second.page.get_by_text("Utkastet er lagret.")).to_be_visible()
    kept.page.reload()
    assert field(kept).input_value() == "Den andre skrev noe annet."
    for one in (first, second, kept):
        assert one.faults == []
        one.context.close()


def test_without_scripts_the_button_saves(drafting):
    visit = writing(drafting.visit(scripts=False))
    field(visit).fill("Skrevet uten skript.")
    visit.page.get_by_role("button", name="Lagre utkastet").click()

    expect(visit.page.get_by_text("Utkastet er lagret.")).to_be_visible()
    assert field(visit).input_value() == "Skrevet uten skript."
    assert visit.faults == []
    visit.context.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_draft_is_opened_and_every_owner_can_read_it(drafting, scripts):
    visit = writing(drafting.visit(scripts=scripts))
    page = visit.page
    field(visit).fill("Vi har skrevet noe nytt.")
    page.get_by_role("button", name="Lagre og gå til åpning").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Åpne for godkjenning")
    page.get_by_role("button", name="Åpne for alle eierne").click()

    expect(page.locator(".messages")).to_contain_text("er åpnet og tilgjengelig for alle eierne")
    assert visit.faults == []
    visit.context.close()


def test_a_number_that_is_one_persons_is_told_of_while_one_writes(drafting):
    visit = writing(drafting.visit())
    field(visit).fill("Dette gjelder 290296 00013.")
    field(visit).blur()

    state = visit.page.locator(".save-state")
    expect(state).to_contain_text("ligner et fødselsnummer eller D-nummer")
    expect(state).not_to_contain_text("00013")
    assert field(visit).input_value() == "Dette gjelder 290296 00013."

    field(visit).fill("Dette gjelder alle.")
    field(visit).blur()

    expect(state).to_have_text(SAVED)
