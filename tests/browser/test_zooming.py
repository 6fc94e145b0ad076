"""The map that can be moved: loaded by a press, by keyboard too, and never in the way."""

import re
import struct
import zlib

import pytest

from browser.site import RULES, TILES, Site, Visit

NORDLAND = "/struktur/nordland/"
OPEN = "Vis kart du kan flytte og zoome i"
BACK = "Tilbake til det enkle kartet"
SWITCH = "Vis bakgrunnskart fra Kartverket"
WITHOUT_WEBGL = """
const usual = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
  return kind.startsWith("webgl") ? null : usual.call(this, kind, ...more);
};
"""


def open_map(visit: Visit) -> None:
    """Press the button of the first map that is not open, and wait until it is drawn."""
    already = visit.page.get_by_role("button", name=BACK).count()
    visit.page.get_by_role("button", name=OPEN).first.click()
    visit.page.get_by_role("button", name=BACK).nth(already).wait_for(timeout=30_000)


def asked(visit: Visit) -> list[str]:
    """Every address the browser asks for from now on."""
    found: list[str] = []
    visit.context.on("request", lambda request: found.append(request.url))
    return found


def tile() -> bytes:
    """A grey picture of 256 by 256."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    rows = b"".join(b"\0" + b"\xcc" * 256 for _ in range(256))
    head = struct.pack(">IIBBBBB", 256, 256, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def answer_tiles(visit: Visit) -> None:
    allowed = {"Access-Control-Allow-Origin": "*"}
    visit.context.route(
        TILES + "/**",
        lambda route: route.fulfill(body=tile(), content_type="image/png", headers=allowed),
    )


@pytest.mark.parametrize("width", [1280, 390])
def test_the_map_opens_by_a_press_moves_by_keyboard_and_closes(site: Site, width):
    visit = site.visit(width=width)
    addresses, page = asked(visit), visit.page
    visit.go(NORDLAND)
    page.get_by_role("button", name=OPEN).wait_for()

    assert not [one for one in addresses if re.search("maplibre|zoomed|zoomkart", one)]
    assert page.get_by_role("img", name="Kart over Nordland").is_visible()

    page.get_by_role("button", name=OPEN).focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name=BACK).wait_for(timeout=30_000)

    assert page.locator("zoom-map canvas").is_visible()
    assert not page.get_by_role("img", name="Kart over Nordland").is_visible()
    assert page.get_by_role("button", name="Zoom inn").is_visible()
    assert page.evaluate("document.activeElement.innerText") == BACK

    scale = page.locator(".maplibregl-ctrl-scale")
    before = scale.inner_text()
    page.locator("zoom-map canvas").focus()
    for _ in range(3):
        page.keyboard.press("+")
    page.wait_for_timeout(500)
    near = scale.inner_text()
    page.get_by_role("button", name="Zoom ut").press("Enter")
    page.get_by_role("button", name="Zoom ut").press("Enter")
    page.wait_for_timeout(500)

    assert len({before, near, scale.inner_text()}) == 3
    assert visit.axe(RULES) == []
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(overflow) <= 0

    page.emulate_media(media="print")
    assert page.get_by_role("img", name="Kart over Nordland").is_visible()
    assert not page.locator("zoom-map").is_visible()
    page.emulate_media(media="screen", reduced_motion="reduce")

    page.get_by_role("button", name=BACK).press("Enter")

    assert page.get_by_role("img", name="Kart over Nordland").is_visible()
    assert page.locator("zoom-map canvas").count() == 0
    assert not [one for one in addresses if not one.startswith((site.url, "blob:", "data:"))]
    assert visit.faults == []
    visit.context.close()


def test_tiles_are_fetched_only_when_the_reader_asks_and_never_deeper_than_eleven(site: Site):
    visit = site.visit()
    addresses, page = asked(visit), visit.page
    answer_tiles(visit)
    visit.go(NORDLAND)
    open_map(visit)

    assert not page.get_by_role("switch", name=SWITCH).is_checked()
    assert not [one for one in addresses if one.startswith(TILES)]

    with page.expect_response(lambda response: response.url.startswith(TILES)):
        page.get_by_role("switch", name=SWITCH).check()
    page.get_by_role("link", name="© Kartverket").wait_for()
    page.locator("zoom-map canvas").focus()
    for _ in range(12):
        page.keyboard.press("+")
    page.wait_for_timeout(1_000)

    levels = {
        int(found[1])
        for one in addresses
        if (found := re.match(rf"{TILES}/(\d+)/\d+/\d+\.png", one))
    }
    assert max(levels) == 11
    assert visit.axe(RULES) == []
    page.get_by_role("switch", name=SWITCH).uncheck()
    addresses.clear()
    page.locator("zoom-map canvas").focus()
    for _ in range(4):
        page.keyboard.press("-")
    page.wait_for_timeout(1_000)

    assert not [one for one in addresses if one.startswith(TILES)]
    assert not page.get_by_role("link", name="© Kartverket").is_visible()
    assert visit.faults == []
    visit.context.close()


def test_without_scripts_there_is_the_drawn_map_and_nothing_of_the_other(site: Site):
    visit = site.visit(scripts=False)
    for path in (NORDLAND, "/struktur/kontorer/"):
        visit.go(path)

        assert visit.page.locator("figure svg[viewBox]").first.is_visible()
        assert not visit.page.get_by_text(OPEN).is_visible()
        assert not visit.page.get_by_text(SWITCH).is_visible()
    visit.context.close()


@pytest.mark.parametrize("fault", ["no WebGL", "no module"])
def test_when_it_cannot_be_shown_the_page_says_so_and_keeps_the_drawn_map(site: Site, fault):
    visit = site.visit()
    if fault == "no WebGL":
        visit.context.add_init_script(WITHOUT_WEBGL)
    else:
        visit.context.route("**/maplibre-gl.mjs*", lambda route: route.fulfill(status=204))
    visit.go(NORDLAND)
    visit.page.get_by_role("button", name=OPEN).click()

    visit.page.get_by_text("Nettleseren klarte ikke å vise kartet.").wait_for(timeout=30_000)
    assert visit.page.get_by_role("img", name="Kart over Nordland").is_visible()
    assert visit.page.get_by_role("button", name=OPEN).is_enabled()
    assert visit.page.locator("zoom-map canvas").count() == 0
    visit.context.close()


def test_every_page_with_such_a_map_opens_it_in_the_dark_too(site: Site):
    visit = site.visit().enter("radgiver-sor-salten")
    visit.page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    (scenario, *_) = re.findall(
        r'"(/struktur/scenarier/[\w-]+/)"', visit.text("/partnerskap/sor-salten/struktur/")
    )
    for path in (scenario, "/struktur/kontorer/", "/struktur/kontorer/?fylke=Nordland"):
        visit.go(path)
        open_map(visit)

        assert visit.page.locator("zoom-map canvas").is_visible(), path
        assert visit.axe(["color-contrast"]) == [], path
    assert visit.faults == []
    visit.context.close()


def test_two_maps_of_a_comparison_move_together(site: Site):
    visit = site.visit()
    visit.go("/struktur/nordland/sammenligning/?a=present&b=indre_salten")
    open_map(visit)
    open_map(visit)
    first, second = visit.page.locator(".maplibregl-ctrl-scale").all()
    before = second.inner_text()

    visit.page.locator("zoom-map canvas").first.focus()
    for _ in range(3):
        visit.page.keyboard.press("+")
    visit.page.wait_for_timeout(500)

    assert second.inner_text() == first.inner_text() != before
    assert visit.faults == []
    visit.context.close()
