"""What Tospann's own arithmetic costs, each beside a peer in the same run.

    python -m bench

Prints the best of five for both, and the ratio. A ratio says more than seconds on somebody
else's machine; nothing here fails a build.
"""

import difflib
import hashlib
import sys
import time
from collections.abc import Callable

from bench import areas, authority, fronts, results
from tospann.agreed.body import Line, Part, plain_text
from tospann.agreed.difference import difference
from tospann.journal import chain

ROUNDS = 5


def best(work: Callable[[], object]) -> float:
    """The least processor time of ROUNDS runs, in seconds."""
    times = []
    for _round in range(ROUNDS):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return min(times)


def agreement(year: int) -> list[Part]:
    """Sixty pages in which one number on each page depends on the year."""
    return [
        Part(
            f"p{page}",
            str(page),
            f"Punkt {page}",
            tuple(
                Line(
                    " ".join(f"ord{(page * 7 + line * 13 + n) % 900}" for n in range(39))
                    + f" {year}."
                )
                for line in range(10)
            ),
        )
        for page in range(60)
    ]


def journal(count: int) -> list[bytes]:
    """The canonical bytes of so many entries."""
    return [
        chain.canonical({"number": n, "kind": "version.ratified", "facts": {"version": n % 9}})
        for n in range(1, count + 1)
    ]


def linked(entries: list[bytes]) -> str:
    """The hash of the last entry."""
    last = chain.START
    for content in entries:
        last = chain.link(last, content)
    return last


def main() -> None:
    """Run every comparison and print a line for each."""
    old, new = agreement(2026), agreement(2027)
    old_words, new_words = plain_text(old).split(), plain_text(new).split()
    entries = journal(50_000)
    lines = [
        (
            "60 pages compared word by word",
            best(lambda: difference(old, new)),
            "difflib.ndiff on the same words",
            best(lambda: list(difflib.ndiff(old_words, new_words))),
        ),
        (
            "50 000 journal entries chained",
            best(lambda: linked(entries)),
            "hashlib.sha256 once an entry",
            best(lambda: [hashlib.sha256(content).digest() for content in entries]),
        ),
        authority.comparison(),
        fronts.comparison(),
        areas.comparison(),
        results.comparison(),
    ]
    for what, ours, peer, theirs in lines:
        sys.stdout.write(
            f"{what}: {ours * 1000:.0f} ms; {peer}: {theirs * 1000:.0f} ms; "
            f"ratio {ours / theirs:.2f}\n"
        )


if __name__ == "__main__":
    main()
