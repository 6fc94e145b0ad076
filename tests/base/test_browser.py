"""What only a browser can tell: contrast, focus, width, and the draft that saves itself.

Pages come from Django's test client and files from the finders, by way of the browser's own
request hook; there is no server and no port.
"""

import json
import os
import shutil
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import sync_playwright

SITE = "http://localhost:8000"
AXE = Path(__file__).resolve().parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
QUIET = [
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}


@pytest.fixture(scope="module")
def chromium():
    """The path of a Chromium. Without one the test is skipped, or fails if REQUIRE_BROWSER=1."""
    named = os.environ.get("CHROMIUM", "")
    names = [named] if named else ["chromium", "chromium-browser", "google-chrome"]
    path = next(filter(None, map(shutil.which, names)), None)
    if path is None:
        answer = pytest.fail if os.environ.get("REQUIRE_BROWSER") == "1" else pytest.skip
        answer("no chromium (apt-get install chromium, or set CHROMIUM)")
    return path


@contextmanager
def showing(chromium, pages, *, width=1280, scripts=True):
    """A page where `pages`, a dict of path to (type, body, headers), is the whole site.

    Ask Django for the pages first: inside there is an event loop, which Django shuns.
    """

    def answer(route):
        path = urlsplit(route.request.url).path
        if path in pages:
            kind, body, headers = pages[path]
            route.fulfill(body=body, headers={"Content-Type": kind, **headers})
        elif found := finders.find(path.removeprefix("/static/")):
            route.fulfill(body=Path(found).read_bytes(), content_type=TYPES[Path(found).suffix])
        else:
            route.fulfill(status=404, body="")

    arguments = [*QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        page = browser.new_page(
            viewport={"width": width, "height": 900}, locale="nb-NO", java_script_enabled=scripts
        )
        page.route("**/*", answer)
        page.faults = []
        page.on("pageerror", lambda fault: page.faults.append(str(fault)))
        page.on("console", lambda x: page.faults.append(x.text) if x.type == "error" else None)
        page.goto(SITE + next(iter(pages)))
        yield page
        browser.close()


def from_django(client, url):
    """A page as Django answers it, with the policy that guards it."""
    response = client.get(url, headers={"accept-language": "nb"})
    policy = {"Content-Security-Policy": response["Content-Security-Policy"]}
    return {url: ("text/html; charset=utf-8", response.content, policy)}


def width_of(page):
    return page.evaluate("document.documentElement.scrollWidth")


@pytest.mark.parametrize("url", ["/ui/", "/tilgjengelighet/", "/ordliste/", "/konto/login/"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.django_db
def test_a_page_can_be_used_by_everyone(chromium, client, url, scheme, width):
    client.cookies["fargevalg"] = scheme

    with showing(chromium, from_django(client, url), width=width) as page:
        page.evaluate(AXE.read_text())
        found = page.evaluate(f"axe.run({{runOnly: {json.dumps(RULES)}}})")["violations"]

        assert [
            (fault["id"], [node["target"] for node in fault["nodes"]]) for fault in found
        ] == []
        assert width_of(page) <= width
        assert page.faults == []


@pytest.mark.django_db
def test_the_menu_opens_without_javascript(chromium, client):
    with showing(chromium, from_django(client, "/ui/"), width=320, scripts=False) as page:
        page.click("summary:has-text('Meny')")

        assert page.is_visible(".site-menu__panel nav a")


@pytest.mark.django_db
def test_the_first_tab_leads_past_the_menu(chromium, client):
    with showing(chromium, from_django(client, "/tilgjengelighet/")) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Hopp til innholdet"
        page.keyboard.press("Enter")

        assert page.evaluate("document.activeElement.id") == "innhold"


@pytest.mark.django_db
def test_the_focus_goes_to_what_must_be_mended(chromium, client):
    with showing(chromium, from_django(client, "/ui/")) as page:
        page.click(".ds-error-summary a >> nth=0")

        assert page.evaluate("document.activeElement.name") == "faulty-case_number"


DRAFT = """<!doctype html><html lang="nb"><title>Utkast</title>
<script src="/static/tospann/page.js" type="module"></script>
<script src="/static/tospann/auto-save.js" type="module"></script>
<div id="page-notice"></div>
<auto-save><form method="post" action="/lagret/" data-autosave-url="/utkast/">
<input type="hidden" name="revision" value="1"><input name="text"><button>Lagre</button></form>
<p class="save-state" data-saving="Lagrer" data-saved="Lagret kl. {time}" data-failed="Ikke lagret"
data-signedout="Logget ut"></p></auto-save>"""


@pytest.fixture
def draft(chromium):
    """A page with a draft; `page.sent` holds what was posted, `page.answers` what to answer."""
    with showing(chromium, {"/": ("text/html; charset=utf-8", DRAFT, {})}) as page:
        page.sent, page.answers = [], []

        def answer(route):
            page.sent.append(route.request.post_data)
            status, body = page.answers.pop(0) if len(page.answers) > 1 else page.answers[0]
            route.fulfill(status=status, json=body)

        page.route("**/utkast/", answer)
        yield page


def test_a_draft_is_saved_when_the_field_is_left(draft):
    draft.answers = [(200, {"saved_at": "2026-03-04T14:02:00+01:00", "revision": 2})]

    draft.fill("input[name=text]", "Bemanning")
    draft.locator("button").focus()

    draft.wait_for_selector(".save-state[data-state=saved]")
    assert "Bemanning" in draft.sent[0]
    assert draft.input_value("input[name=revision]") == "2"
    assert draft.inner_text(".save-state").startswith("Lagret kl. ")


def test_a_draft_that_is_unchanged_is_not_sent(draft):
    draft.focus("input[name=text]")
    draft.locator("button").focus()
    draft.focus("input[name=text]")

    assert draft.sent == []


def test_a_draft_stops_saving_when_someone_else_has_saved(draft):
    draft.answers = [(409, {"message": "Ingrid lagret kl. 14:01. Last siden på nytt."})]

    draft.fill("input[name=text]", "Bemanning")
    draft.locator("button").focus()
    draft.wait_for_selector(".save-state[data-state=conflict]")
    draft.fill("input[name=text]", "Bemanning og lokaler")
    draft.locator("button").focus()

    assert draft.inner_text(".save-state") == "Ingrid lagret kl. 14:01. Last siden på nytt."
    assert len(draft.sent) == 1


def test_a_draft_that_could_not_be_saved_says_so_and_is_tried_again(draft):
    draft.answers = [(500, {}), (200, {"saved_at": "2026-03-04T14:02:00+01:00", "revision": 2})]

    draft.fill("input[name=text]", "Bemanning")
    draft.locator("button").focus()
    draft.wait_for_selector(".save-state[data-state=failed]")
    draft.fill("input[name=text]", "Bemanning 2")
    draft.locator("button").focus()

    draft.wait_for_selector(".save-state[data-state=saved]")
    assert "Bemanning 2" in draft.sent[-1]


def test_a_form_is_sent_once_however_often_the_button_is_pressed(draft):
    posted = []

    def answer(route):
        posted.append(route.request.post_data)
        route.fulfill(status=204)

    draft.route("**/lagret/", answer)
    for _ in range(3):
        draft.click("button", no_wait_after=True)
        draft.wait_for_timeout(100)

    assert len(posted) == 1
    assert draft.get_attribute("form", "aria-busy") == "true"
