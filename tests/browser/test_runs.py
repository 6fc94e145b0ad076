"""An adviser asks for areas and waits for the worker, with scripts and without."""

import time

import pytest

from browser.site import Site

ROLE = "nav-leder-indre-salten"
LAB = "/partnerskap/indre-salten/struktur/"
LONGEST = 240  # seconds; the first computation on a machine compiles the engine


@pytest.mark.parametrize(
    ("width", "scripts"), [(1280, True), (390, False)], ids=["with scripts", "without"]
)
def test_areas_are_asked_for_followed_and_read(site: Site, width, scripts):
    visit = site.visit(width=width, scripts=scripts)
    visit.enter(ROLE)
    page = visit.page
    visit.go(LAB + "scenarier/ny/")
    page.locator("input[name=title]").fill(f"Best ved {width}")
    page.locator("main form button[type=submit]").first.click()
    scenario = page.url.split("/scenarier/")[1].split("/")[0]
    visit.go(f"/struktur/scenarier/{scenario}/beregninger/ny/areas/")
    page.get_by_label("Startall").fill(str(width))  # a question nobody has asked before
    page.get_by_role("button", name="Start beregningen").click()

    assert page.locator("progress").count() == 1
    end = time.monotonic() + LONGEST
    while page.locator("#framdrift").count():
        assert time.monotonic() < end, "no worker came"
        time.sleep(1)

    page.get_by_role("heading", name="Regn ut det samme selv").wait_for()
    text = page.locator("main").inner_text()
    assert "Bevist" in text
    assert "tospann structure areas datasett.zip" in text
    if scripts:
        overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(overflow) <= 0
    assert visit.faults == []
    visit.context.close()
