"""On paper: the boards lie down, since their rows are long, and all else stands."""

import io

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
