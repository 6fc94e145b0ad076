"""The outlines of municipalities, and who is whose neighbour."""

import numpy as np

from tospann.engines.structure import outlining
from tospann.engines.structure.checking import corners_of
from tospann.engines.structure.gathering.work import Work, count, listed


def drawn(work: Work) -> dict[str, list[np.ndarray]]:
    """The rings of each municipality, of the public table or of the person's own."""
    found = work.of("outlines")
    rows = found[1] if found else work.tables.get("outlines", [])
    rings: dict[str, list[np.ndarray]] = {}
    for row in rows:
        corners = corners_of(row.get("ring") or "")
        if corners is not None:
            rings.setdefault(str(row.get("municipality", "")), []).append(np.array(corners))
    return rings


def outlines(work: Work) -> None:
    """The outlines inside the area, and neighbours where no table tells them."""
    found = work.of("outlines")
    if found:
        rings = drawn(work)
        work.tables["outlines"] = [
            {"municipality": number, "ring": " ".join(f"{x:.10g}" for c in ring for x in c)}
            for number in work.numbers
            for ring in map(outlining.thinned, rings.get(number, []))
        ]
        work.made["outlines"] = (found[0], "approximate", "Bare til å tegne kart av.")
        lacking = [number for number in work.numbers if number not in rings]
        if lacking:
            work.notes.append(f"Omrisset mangler for {listed(lacking)}.")
    if work.tables.get("adjacency") or not found:
        return
    inside = set(work.numbers)
    pairs = [pair for pair in outlining.neighbours(drawn(work)) if inside.issuperset(pair)]
    work.tables["adjacency"] = [{"a": a, "b": b, "crossing": ""} for a, b in pairs]
    work.made["adjacency"] = (
        found[0], "approximate",
        "Utledet av felles grenser i omrissene. Broer, tunneler og ferjer er ikke med.",
    )  # fmt: skip
    work.notes.append(
        f"{count(len(pairs))} naboskap er utledet av felles grenser. Er det bro, tunnel "
        "eller ferje mellom andre kommuner, ta med tabellen adjacency."
    )
