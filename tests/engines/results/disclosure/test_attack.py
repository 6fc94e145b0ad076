"""An independent reader attacks everything printed, and recovers no hidden number.

Set TOSPANN_DISCLOSURE_TABLES to attack more than the 150 tables of an ordinary run.
"""

import os
import random

import pytest

from engines.results.disclosure.attacker import Reader, named
from engines.results.disclosure.grids import random_grid
from tospann.engines.results.disclosure.classes import U1, U2, U3
from tospann.engines.results.disclosure.protect import protect
from tospann.engines.results.disclosure.tables import Prints, Status, Table

TABLES = int(os.environ.get("TOSPANN_DISCLOSURE_TABLES", "150"))
NEAR = 1e-6
SAMPLE = 8  # cells of a table given to the linear solver; the elimination takes them all


def attacked(tables, protected, editions=()):
    """(place, least and most the reasons alone leave, the same after the attack, fixed value)."""
    reader, reasons = Reader(), Reader()
    verdicts = [protected.of(table) for table in tables]
    for table, seen in zip(tables, verdicts, strict=True):
        reader.read(table, seen)
        reasons.read(table, seen, only_reasons=True)
    for edition in editions:
        reader.remember(edition)
    classes = {
        table.place(cell.key): named(table, cell)
        for table, seen in zip(tables, verdicts, strict=True)
        for cell in table.cells
        if seen[cell.key].status is Status.HIDDEN
    }
    hidden = list(classes)
    surely = reader.determined()
    hidden = hidden[:: max(1, len(hidden) // SAMPLE)]
    told, left = reader.ranges(hidden), reasons.ranges(hidden)
    assert told is not None, "what is printed must not contradict itself"
    most = {place: min(left[place][1], classes[place][1]) for place in hidden}
    return [(p, (left[p][0], most[p]), told[p], surely.get(p)) for p in hidden]


def recovered(tables, protected, editions=()):
    """The places told more closely than the reasons alone do, apart from the stated leaks."""
    given = {leak.place for leak in protected.leaks}
    return [
        (place, left, told)
        for place, left, told, surely in attacked(tables, protected, editions)
        if place not in given
        and (
            told[0] > left[0] + NEAR
            or told[1] < left[1] - NEAR
            or (surely is not None and left[0] + NEAR < left[1])
        )
    ]


@pytest.mark.parametrize("part", range(10))
def test_nothing_printed_narrows_a_hidden_count_beyond_its_class(part):
    for seed in range(part, TABLES, 10):
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
        edition = protect([early]).edition("spring")
        protected = protect([table, shares], published_before=[edition])
        assert not recovered([table, shares], protected, [edition]), seed
