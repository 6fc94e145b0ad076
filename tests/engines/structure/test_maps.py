"""Maps of a page: thin, without gaps between neighbours, and with everybody in a band."""

import re

import pytest

from engines.structure.small import alone, territory, together, travel
from tospann.demo import territories
from tospann.engines.structure import drawn, folder, maps
from tospann.engines.structure import travel as travelling
from tospann.engines.structure.hidden import Hidden
from tospann.engines.structure.reach import to_meet


@pytest.fixture(scope="module")
def nordland():
    return folder.read(territories.find("nordland"))


def corners(path: str) -> list[list[tuple[int, int]]]:
    """The corners of each ring or line of a path, by adding up its steps."""
    found = []
    for part in re.findall(r"M([^M]*)", path):
        x, y, *steps = [int(one) for one in re.findall(r"-?\d+", part)]
        line = [(x, y)]
        for dx, dy in zip(steps[::2], steps[1::2], strict=True):
            x, y = x + dx, y + dy
            line.append((x, y))
        found.append(line)
    return found


def sides(line, *, closed):
    pairs = zip(line, [*line[1:], *(line[:1] if closed else [])], strict=closed)
    return {tuple(sorted(pair)) for pair in pairs}


def test_a_county_is_a_tenth_of_its_full_drawing(nordland):
    made = maps.areas(nordland, nordland.structures[0], maps.base(nordland))

    assert sum(len(shape.path) for shape in made.shapes) < 35_000
    assert all(shape.path for shape in made.shapes)
    assert len(made.hosts) == 23


def test_neighbours_keep_the_same_corners_so_that_no_gap_opens(nordland):
    laid = maps.base(nordland)
    held = [
        set().union(*(sides(ring, closed=True) for ring in corners(path))) for path in laid.shapes
    ]

    assert len(laid.seams) > 40
    for one, other, path in laid.seams:
        (line,) = corners(path)
        assert sides(line, closed=False) <= held[one]
        assert sides(line, closed=False) <= held[other]


def test_only_borders_between_areas_are_drawn_thick():
    laid = maps.base(territory())

    assert len(corners(maps.areas(territory(), alone(), laid).borders)) == 3
    assert len(corners(maps.areas(territory(), together(), laid).borders)) == 1


def test_offices_are_marked_by_days_and_main_offices_by_the_number_of_their_area():
    made = maps.areas(territory(), together(), maps.base(territory()))

    assert [(mark.name, mark.label) for mark in made.hosts] == [("Vest", "1"), ("Ås", "2")]
    assert [(mark.name, mark.days) for mark in made.sites] == [("Sund", 2), ("Sundnes", 2)]


def test_everybody_is_in_one_band_and_a_few_are_hidden():
    here = territory()
    found = maps.travel(here, to_meet(here, travel(), alone()), maps.base(here))

    told = [band.residents for band in found.bands]
    assert sum(one for one in told if not isinstance(one, Hidden)) <= here.residents.sum()
    assert found.bands[0].path
    assert not found.bands[5].path


def test_a_map_of_the_country_is_no_larger_than_that_of_a_county(nordland):
    country = folder.read(territories.find("norway"))
    ways = to_meet(country, travelling.straight_line(country), drawn.alone(country))
    found = maps.travel(country, ways, maps.base(country))

    assert sum(len(band.path) for band in found.bands) < 60_000


def test_without_outlines_people_are_dots():
    laid = maps.base(territory(outlines={}))

    assert laid.dotted
    assert all(path.count("M") == 2 for path in laid.shapes)
