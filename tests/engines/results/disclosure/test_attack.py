"""An independent reader attacks everything printed, and recovers no hidden number.

Set TOSPANN_DISCLOSURE_TABLES to attack more than the 100 tables of an ordinary run.
"""

import os
import random

import pytest

from engines.results.disclosure.attacker import Reader, named
from engines.results.disclosure.grids import random_grid
from tospann.engines.results.disclosure.classes import U1, U2, U3
from tospann.engines.results.disclosure.protect import protect
from tospann.engines.results.disclosure.tables import Prints, Status, Table

TABLES = int(os.environ.get("TOSPANN_DISCLOSURE_TABLES", "100"))
NEAR = 1e-6
FOUND = (1159, 1307, 2041)  # tables that once gave something away
SAMPLE = 8  # cells of a table given to the linear solver; the elimination takes them all


def attacked(tables, protected, editions=(), read_before=()):
    """(place, least and most that must stay possible, the same after the attack, fixed value).

    What must stay possible is all that the class may hide. Only of the groups too small to tell
    zero of, and the totals of these alone, is it what the reasons leave: the groups are so small.
    """
    reader, reasons = Reader(), Reader()
    verdicts = [protected.of(table) for table in tables]
    for table, seen in zip(tables, verdicts, strict=True):
        reader.read(table, seen)
        reasons.read(table, seen, only_reasons=True)
    for edition in editions:
        reader.remember(edition)
    for table, seen in read_before:
        reader.read(table, seen)
    left = {
        table.place(cell.key): named(table, cell)
        for table, seen in zip(tables, verdicts, strict=True)
        for cell in table.cells
        if seen[cell.key].status is Status.HIDDEN
    }
    hidden = list(left)
    surely = reader.determined()
    hidden = hidden[:: max(1, len(hidden) // SAMPLE)]
    told = reader.ranges(hidden)
    assert told is not None, "what is printed must not contradict itself"
    small = reasons.ranges([place for place in hidden if place in reasons.untold])
    for place, (low, high) in small.items():
        left[place] = low, min(high, left[place][1])
    return [(place, left[place], told[place], surely.get(place)) for place in hidden]


def recovered(tables, protected, editions=(), read_before=()):
    """The places told more closely than they may be, apart from the stated leaks."""
    given = {leak.place for leak in protected.leaks}
    return [
        (place, left, told)
        for place, left, told, surely in attacked(tables, protected, editions, read_before)
        if place not in given
        and (
            told[0] > left[0] + NEAR
            or told[1] < left[1] - NEAR
            or (surely is not None and left[0] + NEAR < left[1])
        )
    ]


@pytest.mark.parametrize("part", range(10))
def test_nothing_printed_narrows_a_hidden_count_beyond_its_class(part):
    for seed in [*range(part, TABLES, 10), *FOUND[part::10]]:
        chance = random.Random(seed)
        table = random_grid(chance, chance.choice([U1, U1, U2, U3]))
        protected = protect([table])
        assert not recovered([table], protected), seed
        assert not protected.leaks, seed


@pytest.mark.parametrize("part", range(4))
def test_a_count_stays_hidden_beside_an_earlier_edition_and_its_own_share(part):
    for seed in range(part, TABLES // 5, 4):
        chance = random.Random(10_000 + seed)
        table = random_grid(chance)
        if any(cell.base is None for cell in table.cells):
            continue
        shares = Table(table.measure, table.rule, table.dimensions, table.cells, Prints.SHARE, 1)
        half = tuple(cell for cell in table.cells if chance.random() < 0.5)
        early = Table(table.measure, table.rule, table.dimensions, half, table.prints)
        first = protect([early])
        assert not first.leaks, seed
        edition = first.edition("spring")
        protected = protect([table, shares], published_before=[edition])
        read_before = [(early, first.of(early))]
        assert not recovered([table, shares], protected, read_before=read_before), seed
        assert all(leak.because == ("spring",) for leak in protected.leaks), seed
