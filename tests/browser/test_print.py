"""On paper: the boards lie down, since their rows are long, and all else stands."""

import io
import re

import pikepdf
import pytest


def test_paper_shows_no_address_within_the_site(site):
    """A reader of paper cannot follow `/dokumenter/…`, and each took a line."""
    visit = site.visit()
    visit.go("/partnerskap/indre-salten/")
    visit.page.emulate_media(media="print")

    shown = visit.page.eval_on_selector_all(
        'main a[href^="/"]', "all => all.map(one => getComputedStyle(one, '::after').content)"
    )

    assert set(shown) == {"none"}
    visit.context.close()


@pytest.mark.parametrize(
    ("path", "lies"),
    [("/oversikt/", True), ("/oversikt/indikatorer/I1/", True), ("/partnerskap/", False)],
)
def test_a_board_is_printed_across_the_paper(site, path, lies):
    visit = site.visit()
    visit.go(path)

    paper = pikepdf.open(io.BytesIO(visit.page.pdf(prefer_css_page_size=True)))

    _left, _low, width, height = (float(one) for one in paper.pages[0].mediabox)
    assert (round(max(width, height)), round(min(width, height))) == (842, 595)  # A4
    assert (width > height) is lies
    visit.context.close()


def test_who_may_decide_is_a_short_table_on_paper(site):
    visit = site.visit().enter("radgiver-sor-salten")
    lab = visit.text("/partnerskap/sor-salten/struktur/")
    visit.go(re.search(r'"(/struktur/scenarier/[\w-]+/)"', lab)[1] + "konsekvenser/")

    paper = pikepdf.open(io.BytesIO(visit.page.pdf(format="A4")))
    visit.page.emulate_media(media="print")
    visit.page.set_viewport_size({"width": 640, "height": 900})  # A4 within its margins
    tables = visit.page.locator(".lab-authority")
    why = tables.first.locator("thead th").last.bounding_box()

    assert len(paper.pages) <= 12  # three municipalities
    assert tables.count() > 3
    assert why["width"] > 0.4 * tables.first.bounding_box()["width"]
    visit.context.close()
