"""One demo and one browser for all the tests here."""

import os
import shutil

import pytest
from playwright.sync_api import sync_playwright

from browser.site import QUIET, Site, demo


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium. Without one the test is skipped, or fails if REQUIRE_BROWSER=1."""
    named = os.environ.get("CHROMIUM", "")
    names = [named] if named else ["chromium", "chromium-browser", "google-chrome"]
    path = next(filter(None, map(shutil.which, names)), None)
    if path is None:
        answer = pytest.fail if os.environ.get("REQUIRE_BROWSER") == "1" else pytest.skip
        answer("no chromium (apt-get install chromium, or set CHROMIUM)")
    return path


@pytest.fixture(scope="package")
def site(chromium):
    arguments = [*QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with demo() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        yield Site(url, browser)
        browser.close()


@pytest.fixture
def nordland(site) -> Site:
    """The demo as it is from the start."""
    site.reset()
    return site
