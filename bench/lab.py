"""The pages of the structure lab that everybody may ask for, beside the smallest page there is.

    python -m bench.lab

On the demo: Nordland with five structures, and the country with 357 municipalities and every
office. Each page is asked in turn by the same client in the same process; the first round, which
reads the datasets and compiles the templates, is told by itself. Then two ask at once, each in a
thread. Bytes are as sent, and packed as a web server in front would pack them. Two minutes, most
of it to load the demo.
"""

import gzip
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from bench.boards import _clocked, _say, scratch

ROUNDS = 11
GOAL = 300  # ms: 95 of 100 answers of a national page


def main() -> None:
    """Load the demo, ask each page in turn, and print a line for each."""
    with scratch():
        from tospann.demo import loading

        seconds, _ = _clocked(loading.load)
        _say(f"demo loaded in {seconds:.0f} s")
        measure()


def measure() -> None:
    """A line for each page."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    client = Client()
    county, country = (reverse("structure:present", args=[one]) for one in ("nordland", "norway"))
    beside = reverse("structure:dataset_comparison", args=["nordland"])
    offices = reverse("structure:offices")
    pages = {
        "liveness, the smallest page": reverse("base:livez"),
        "glossary": reverse("base:glossary"),
        "datasets": reverse("structure:index"),
        "present structure of a county": county,
        "present structure of the country": country,
        "a county as JSON": reverse("structure:present_json", args=["nordland"]),
        "two structures of a county compared": f"{beside}?a=present&b=indre_salten",
        "every office in the country": offices,
        "offices of a county by distance": f"{offices}?fylke=Nordland&sorter=avstand&retning=ned",
        "every office as CSV": reverse("structure:offices_csv"),
    }
    times: dict[str, list[float]] = {name: [] for name in pages}
    work: dict[str, list[float]] = {name: [] for name in pages}
    said: dict[str, Any] = {}
    for round_ in range(ROUNDS + 1):
        for name, address in pages.items():
            before = time.process_time()
            with CaptureQueriesContext(connection) as seen:
                seconds, answer = _clocked(lambda a=address: client.get(a))
            assert answer.status_code == 200, (name, answer.status_code)
            if round_:
                times[name].append(seconds)
                work[name].append(time.process_time() - before)
                said[name][1] = len(seen)
            else:
                packed = len(gzip.compress(answer.content))
                said[name] = [seconds, 0, len(answer.content), packed]
    smallest = statistics.median(work["glossary"])
    for name, found in times.items():
        first, queries, size, packed = said[name]
        alone, together = _told(found), _told(_by_two(pages[name]))
        over = "" if together[1] <= GOAL else f", over the goal of {GOAL} ms"
        _say(
            f"{name}: median {alone[0]:.0f} ms, 95 % under {alone[1]:.0f} ms; by two at once "
            f"{together[0]:.0f} and {together[1]:.0f} ms{over}; first {first * 1000:.0f} ms, "
            f"{queries} queries, {size / 1000:.0f} kB "
            f"({packed / 1000:.0f} packed); {statistics.median(work[name]) / smallest:.1f} times "
            "the glossary"
        )


def _told(seconds: list[float]) -> tuple[float, float]:
    """Median and 95 %, in ms."""
    return statistics.median(seconds) * 1000, statistics.quantiles(seconds, n=20)[-1] * 1000


def _by_two(address: str) -> list[float]:
    """Seconds of each answer while two read the page at once."""
    from django.db import connection
    from django.test import Client

    def read(_who: int) -> list[float]:
        client = Client()
        try:
            return [_clocked(lambda: client.get(address))[0] for _ in range(ROUNDS)]
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return [one for found in pool.map(read, range(2)) for one in found]


if __name__ == "__main__":
    main()
