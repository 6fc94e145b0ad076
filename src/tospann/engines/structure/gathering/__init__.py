"""Pieces of public and tidy tables joined into the tables of one dataset.

What a public table does not tell is worked out from the others where it can be, and every such
step is told in a note and in the sources. What cannot be worked out is a fault.
"""

from collections.abc import Mapping, Sequence

from tospann.engines.structure.gathering import (
    municipalities,
    offices,
    outlines,
    people,
    sites,
    sources,
    ways,
)
from tospann.engines.structure.gathering.work import About, Gathered, Work
from tospann.engines.structure.public import Piece, Rows


def gathered(
    pieces: Sequence[Piece], about: About, base: Mapping[str, Rows] | None = None
) -> Gathered:
    """One dataset of the pieces, upon the tables of an earlier version where there is one.

    A table in a piece stands instead of the one in `base`. Nothing is raised: what is wrong is in
    `faults`, and `tables.territory_from` finds what is wrong inside the tables.
    """
    work = Work(pieces, about, dict(base or {}))
    municipalities.known(work)
    people.people(work)
    sites.seats(work)
    outlines.outlines(work)
    offices.offices(work)
    ways.ways(work)
    ways.commuting(work)
    sources.sources(work)
    faults = [fault for piece in pieces for fault in piece.faults]
    return Gathered(
        {name: rows for name, rows in work.tables.items() if rows},
        work.notes,
        faults + work.faults,
    )
