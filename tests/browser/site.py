"""Tospann as people start it, and the browser that visits it.

The tests here speak to the program over HTTP alone: they know no database and no Django, so
what passes is what a person gets.
"""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response

AXE = Path(__file__).resolve().parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
COLOURS = ["color-contrast", "link-in-text-block"]  # axe's rules that another scheme can break
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TILES = "https://kart.example.no"  # a host that is nowhere: who asks it unbidden is found out
QUIET = [
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Tells the console about everything the content-security policy stops.
WATCH_THE_POLICY = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy: ${event.effectiveDirective} ${event.blockedURI} ${event.sample}`));
"""


@contextmanager
def demo() -> Iterator[str]:
    """The address of a demo started by `tospann demo` in an empty folder; stopped at the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://localhost:{port}"
    environment = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL"}}
    environment |= {"TOSPANN_BASE_URL": url, "TOSPANN_DB_POOL": "8"}
    environment["TOSPANN_MAP_TILES"] = TILES + "/{z}/{y}/{x}.png"
    with TemporaryDirectory(prefix="tospann-browser-") as above:
        Path(above).chmod(0o711)
        data = Path(above) / "data"
        environment["TOSPANN_DATA"] = str(data)
        log = Path(above) / "log"
        with log.open("w") as written:
            process = subprocess.Popen(
                [
                    *(Path(sys.executable).with_name("tospann"), "demo"),
                    *("--data", data, "--port", str(port)),
                ],
                env=environment,
                stdout=written,
                stderr=written,
            )
        try:
            _wait(process, url, log)
            yield url
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=30)


def _wait(process: subprocess.Popen, url: str, log: Path) -> None:
    end = time.monotonic() + 120
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{url}/readyz", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"the demo did not start:\n{log.read_text()}")


class Visit:
    """A person with a browser of their own, who notices everything that goes wrong in it."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.context, self.url, self.faults = context, url, []
        context.add_init_script(WATCH_THE_POLICY)
        context.on("console", self._said)
        context.on("weberror", lambda fault: self.faults.append(f"script: {fault.error}"))
        context.on("requestfailed", self._failed)
        context.on("response", self._answered)
        self.page: Page = context.new_page()

    def _said(self, message: ConsoleMessage) -> None:
        # The browser repeats the status of a page that was meant to be refused.
        if message.type == "error" and "the server responded with a status" not in message.text:
            self.faults.append(f"console: {message.text}")

    def _failed(self, request: Request) -> None:
        aborted = request.failure == "net::ERR_ABORTED"  # a download, or a page that was left
        if not aborted:
            self.faults.append(f"failed: {request.url} {request.failure}")

    def _answered(self, response: Response) -> None:
        asked = response.request
        background = asked.resource_type != "document"
        if response.status >= 400 and background and "x-autosave" not in asked.headers:
            self.faults.append(f"{response.status}: {response.url}")
        if response.status >= 500:
            self.faults.append(f"{response.status}: {response.url}")

    def go(self, path: str, *, expected: int = 200) -> None:
        """Open a page, which must answer as expected."""
        response = self.page.goto(self.url + path)
        assert response is not None
        assert response.status == expected, f"{path}: {response.status}"

    def post(self, path: str, page: str, **fields: str) -> Any:
        """Send a form without opening the page that holds it; `page` lends its token."""
        told = self.context.request.get(self.url + page).text()
        token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', told)[-1]
        return self.context.request.post(
            self.url + path,
            form={"csrfmiddlewaretoken": token, **fields},
            headers={"Referer": self.url + page},
            timeout=60_000,  # the demo tells all its stories anew on a busy machine
        )

    def enter(self, role: str) -> "Visit":
        """Enter the demo as a role."""
        answer = self.post(f"/demo/rolle/{role}/", "/demo/")
        assert answer.ok, f"{role}: {answer.status}"
        return self

    def text(self, path: str) -> str:
        """What a page holds, without opening it."""
        return self.context.request.get(self.url + path).text()

    def axe(self, asked_for: Sequence[str] = RULES) -> list[tuple[str, str, list[str]]]:
        """What axe finds on the page: the rule, what it means, and where."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE.read_text())
        asked = json.dumps({"resultTypes": ["violations"], "runOnly": asked_for})
        found = self.page.evaluate(f"axe.run({asked})")["violations"]
        return [
            (
                one["id"],
                one["help"],
                [f"{node['html'][:120]} {node['failureSummary'][-160:]}" for node in one["nodes"]],
            )
            for one in found
        ]


class Site:
    """The demo and the browser. A visit that is asked for by role is kept between tests."""

    def __init__(self, url: str, browser: Browser) -> None:
        self.url, self.browser = url, browser
        self._kept: dict[str, Visit] = {}

    def visit(self, *, width: int = 1280, scripts: bool = True) -> Visit:
        """A fresh browser, signed in as nobody."""
        context = self.browser.new_context(
            viewport={"width": width, "height": 900},
            locale="nb-NO",
            timezone_id="Europe/Oslo",
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        context.set_default_timeout(10_000)
        return Visit(context, self.url)

    def as_role(self, role: str) -> Visit:
        """The kept visit of a role; "" is nobody."""
        if role not in self._kept:
            self._kept[role] = self.visit()
            if role:
                self._kept[role].enter(role)
        visit = self._kept[role]
        visit.faults.clear()
        return visit

    def reset(self) -> None:
        """Begin the demo anew, as its own button does; everyone is signed out."""
        for visit in self._kept.values():
            visit.context.close()
        self._kept.clear()
        visit = self.visit()
        assert visit.post("/demo/nullstilling/", "/demo/").ok
        visit.context.close()
