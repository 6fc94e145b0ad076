"""Long pages fold their tables behind a sentence: short on a phone, and whole on paper."""

import pytest

PHONE, SCREENS = 390, 16  # how many times the height of a phone a page may be when it is opened
PAGES = [
    "/struktur/nordland/",
    "/struktur/nordland/sammenligning/?a=present&b=indre_salten",
]


@pytest.fixture
def phone(site):
    visit = site.visit(width=PHONE, scripts=False)
    yield visit
    visit.context.close()


@pytest.mark.parametrize("path", PAGES)
def test_a_long_page_is_short_on_a_phone_until_a_table_is_opened(phone, path):
    phone.go(path)
    page = phone.page
    first = page.locator("details.folded").first

    height = page.locator("body").bounding_box()["height"]
    assert height < SCREENS * 900
    assert not first.locator("table").is_visible()

    first.locator("summary").focus()
    page.keyboard.press("Enter")

    first.locator("table").wait_for()  # it unfolds in 0.4 seconds
    cell = first.locator("tbody td.amount").first
    assert cell.bounding_box()["height"] < 40  # a label and its figure share a line


@pytest.mark.parametrize("path", PAGES)
def test_every_table_is_open_on_paper(site, path):
    visit = site.visit(scripts=False)
    visit.go(path)
    tables = visit.page.locator("details.folded table")
    assert tables.count() > 3
    assert not any(one.is_visible() for one in tables.all())

    visit.page.emulate_media(media="print")

    assert all(one.is_visible() for one in tables.all())
    assert not any(one.is_visible() for one in visit.page.locator("details.folded summary").all())
    visit.context.close()
