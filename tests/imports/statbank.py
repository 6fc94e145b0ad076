"""A statbank on this machine that speaks PxWeb v0, and can be slow, busy, empty or too large."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

YEARS = ["2022", "2023", "2024"]
FIGURES = {
    "Personer": {"2022": 40, "2023": 42, "2024": 44},
    "Innbyggere": {"2022": 1000, "2023": 1010, "2024": 1020},
}


class Statbank(ThreadingHTTPServer):
    """Keeps what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.asked: list[Any] = []
        self.figures = json.loads(json.dumps(FIGURES))

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server_port}"

    def address(self, table: str) -> str:
        return f"http://{self.host}/api/v0/no/table/{table}"


class _Answers(BaseHTTPRequestHandler):
    server: Statbank

    def log_message(self, *_args: Any) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        self._answer(None)

    def do_POST(self) -> None:
        self._answer(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

    def _answer(self, question: Any) -> None:
        table = self.path.rstrip("/").rpartition("/")[2]
        self.server.asked.append((self.command, table, question))
        if table == "00404":
            return self._send(404, b"{}")
        if table == "00429":
            return self._send(429, b"")
        if table == "00302":
            self.send_response(302)
            self.send_header("Location", "http://169.254.169.254/latest/")
            self.end_headers()
            return None
        if table == "00666":
            return self._send(200, b"<html>vedlikehold</html>")
        if question is None:
            return self._send(200, json.dumps(self._metadata(table)).encode())
        if table == "00777":
            self.send_response(200)
            self.end_headers()
            try:
                while True:
                    self.wfile.write(b" " * 65536)
            except OSError:
                return None
        if table == "00888":
            self.send_response(200)
            self.end_headers()
            try:
                while True:
                    self.wfile.write(b" ")
                    time.sleep(0.05)
            except OSError:
                return None
        return self._send(200, json.dumps(self._cube()).encode())

    def _metadata(self, table: str) -> dict[str, Any]:
        regions = ["9901"] if table != "00999" else [f"{n:04}" for n in range(9000)]
        years = YEARS if table != "00999" else [str(n) for n in range(1900, 2000)]
        return {
            "title": "Mottakere av sosialhjelp",
            "variables": [
                {"code": "Region", "text": "region", "values": regions, "valueTexts": regions},
                {
                    "code": "ContentsCode",
                    "text": "statistikkvariabel",
                    "values": list(FIGURES),
                    "valueTexts": list(FIGURES),
                },
                {"code": "Tid", "text": "år", "values": years, "valueTexts": years, "time": True},
            ],
        }

    def _cube(self) -> dict[str, Any]:
        figures = self.server.figures
        return {
            "version": "2.0",
            "class": "dataset",
            "label": "Mottakere av sosialhjelp",
            "source": "Prøvebanken",
            "updated": "2025-06-20T06:00:00Z",
            "id": ["Region", "ContentsCode", "Tid"],
            "size": [1, 2, 3],
            "dimension": {
                "Region": {
                    "label": "region",
                    "category": {"index": {"9901": 0}, "label": {"9901": "Fjordbygd"}},
                },
                "ContentsCode": {
                    "label": "statistikkvariabel",
                    "category": {
                        "index": {name: n for n, name in enumerate(figures)},
                        "label": {name: name for name in figures},
                        "unit": {name: {"base": "personer", "decimals": 0} for name in figures},
                    },
                },
                "Tid": {
                    "label": "år",
                    "category": {
                        "index": {year: n for n, year in enumerate(YEARS)},
                        "label": {year: year for year in YEARS},
                    },
                },
            },
            "role": {"time": ["Tid"], "geo": ["Region"], "metric": ["ContentsCode"]},
            "value": [figures[name][year] for name in figures for year in YEARS],
        }

    def _send(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def open_statbank() -> Iterator[Statbank]:
    """A statbank that is closed afterwards."""
    bank = Statbank()
    thread = threading.Thread(target=bank.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield bank
    finally:
        bank.shutdown()
        thread.join()
        bank.server_close()
