"""A leader pastes a month with two bad cells, mends them, confirms, and takes it back."""

import pytest

from browser.site import Site, Visit

ROLE = "nav-leder-indre-salten"
SLUG = "indre-salten"
HEADS = "indikator;kontor;kommune;periode;verdi;teller;nevner;merke"
ROWS = [
    f"I23;{SLUG};;2026M09;tjueén;;118;",
    f"I23;{SLUG};;2026M10;#REF!;;121;",
    f"I36;{SLUG};;2025;;3;4;",
]


def walk(visit: Visit) -> None:
    """The whole way, by labels and buttons alone."""
    page = visit.page
    visit.go(f"/partnerskap/{SLUG}/resultater/")
    page.get_by_role("link", name="Importer tall").click()
    page.get_by_label("Lim inn tabellen").fill("\n".join([HEADS, *ROWS]))
    page.get_by_role("button", name="Les tabellen").click()

    assert page.get_by_role("heading", level=1).inner_text() == "2 ruter må rettes"
    assert page.get_by_text("Skriv tallet i ruten").count() == 0
    page.get_by_label("Nytt innhold i E2").fill("21")
    page.get_by_label("Nytt innhold i E3").fill("23,5")
    page.get_by_role("button", name="Rett og les på nytt").click()

    assert page.get_by_role("heading", level=1).inner_text() == "Klar til å tas imot"
    page.get_by_label("Kilde", exact=True).fill("Fagsystemet, oktober")
    page.get_by_role("button", name="Lagre valgene").click()
    page.get_by_role("button", name="Ta imot 3 tall").click()

    assert page.get_by_role("heading", level=1).inner_text() == "3 tall kom inn"
    assert page.get_by_text("oktober 2026").count() > 0
    page.get_by_role("link", name="Saksbehandlingstid for økonomisk stønad", exact=True).click()
    assert page.get_by_text("Fagsystemet, oktober").count() > 0
    page.go_back()

    page.get_by_role("link", name="Angre hele importen").click()
    page.get_by_label("Hvorfor tas tallene tilbake?").fill("Feil måned.")
    page.get_by_role("button", name="Ta tilbake").click()
    assert "Tallene er tatt tilbake" in page.locator("main, .messages").all_inner_texts().__str__()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
@pytest.mark.parametrize("width", [1280, 390])
def test_a_month_is_pasted_mended_confirmed_and_taken_back(site: Site, width, scripts):
    visit = site.visit(width=width, scripts=scripts)
    visit.enter(ROLE)

    walk(visit)

    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    if scripts:
        assert visit.page.evaluate(overflow) <= 0
    assert visit.faults == []
    visit.context.close()
