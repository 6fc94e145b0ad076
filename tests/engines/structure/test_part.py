"""A part of a territory keeps what is inside it, and nothing else."""

import numpy as np
import pytest

from engines.structure.small import territory, travel
from tospann.engines.structure import drawing, reach
from tospann.engines.structure.drawn import alone, structure_from
from tospann.engines.structure.part import part_of, structure_in, ways_in


def shared():
    """Vest and Sund share an office, Ås and Øya another."""
    rows = [
        {"municipality": number, "host": host, "model": "host"}
        for number, host in zip(
            ("1801", "1802", "1803", "1804"), ("1801", "1801", "1803", "1803"), strict=True
        )
    ]
    return structure_from(territory(), rows, name="to", title="To kontorer")


def test_a_part_holds_its_places_sites_and_neighbours():
    piece = part_of(territory(), ["1802", "1803"])

    assert piece.municipalities.names == ("Sund", "Ås")
    assert piece.municipalities.touching.tolist() == [[0, 1]]
    assert [piece.sites.names[i] for i in piece.municipalities.seats] == ["Sund", "Ås"]
    assert piece.sites.names == ("Sund", "Ås", "Sundnes")
    assert piece.residents.tolist() == [500, 350]


def test_a_structure_is_cut_along_its_areas():
    here = structure_in(territory(), shared(), ["1803", "1804"])

    assert here.area.tolist() == [0, 0]
    assert here.hosts.tolist() == [0]
    assert here.days.tolist() == [5.0, 0.0]
    with pytest.raises(ValueError, match="whole"):
        structure_in(territory(), shared(), ["1802", "1803"])


def test_the_ways_are_those_measured_in_the_whole():
    ways = reach.to_meet(territory(), travel(), alone(territory()))

    found = ways_in(territory(), ways, ["1803"])

    assert np.array_equal(found.seconds, ways.seconds[4:6])


def test_a_part_can_be_drawn():
    numbers = ["1801", "1802"]
    piece, here = part_of(territory(), numbers), structure_in(territory(), shared(), numbers)

    assert "Vest med Sund" in drawing.areas_map(piece, here)


def test_nobody_is_no_part():
    with pytest.raises(ValueError, match="at least one"):
        part_of(territory(), [])
