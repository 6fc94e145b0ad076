"""GeoJSON for a map that can be moved: the drawn map in degrees."""

import pytest

from engines.structure.small import alone, territory, together
from tospann.demo import territories
from tospann.engines.structure import folder, maps, zoomed
from tospann.engines.structure.listed import listed


@pytest.fixture(scope="module")
def nordland():
    return folder.read(territories.find("nordland"))


def of_kind(made, kind):
    return [one for one in made["features"] if one["properties"]["kind"] == kind]


def sides(line):
    pairs = zip(map(tuple, line), map(tuple, line[1:]), strict=False)
    return {tuple(sorted(pair)) for pair in pairs}


def test_municipalities_have_the_area_and_colour_of_the_drawn_map(nordland):
    today = nordland.structures[0]
    made = of_kind(zoomed.areas(nordland, today), "municipality")
    drawn = maps.areas(nordland, today, maps.base(nordland)).shapes

    told = [{name: one["properties"][name] for name in ("number", "name", "area", "tint")}
            for one in made]  # fmt: skip
    assert told == [
        {"number": one.number, "name": one.name, "area": one.area, "tint": one.tint}
        for one in drawn
    ]
    assert {one["geometry"]["type"] for one in made} == {"MultiPolygon"}


def test_borders_are_the_sides_that_two_areas_share_and_no_others(nordland):
    today = nordland.structures[0]
    made = zoomed.areas(nordland, today)
    owners = {}
    for one in of_kind(made, "municipality"):
        for (ring,) in one["geometry"]["coordinates"]:
            for side in sides(ring):
                owners.setdefault(side, set()).add(one["properties"]["area"])
    between = {side for side, areas in owners.items() if len(areas) > 1}
    (border,) = of_kind(made, "border")
    drawn = set().union(*(sides(line) for line in border["geometry"]["coordinates"]))

    assert len(between) > 500
    assert drawn == between


def test_without_outlines_there_is_no_border():
    assert of_kind(zoomed.areas(territory(outlines={}), together()), "border") == []


def test_places_tell_who_is_there_how_often_and_whose_main_office_it_is():
    made = zoomed.areas(territory(), together())
    sites = {one["properties"]["name"]: one["properties"] for one in of_kind(made, "site")}
    seats = [one["properties"]["name"] for one in of_kind(made, "seat")]

    for name, site in sites.items():
        assert site["days"] > 0, name
    hosts = [site["area"] for site in sites.values() if site["host"]]
    assert sorted(hosts) == list(range(1, together().areas + 1))
    assert not set(seats) & {name for name, site in sites.items() if site["host"]}
    assert of_kind(zoomed.areas(territory(), alone()), "seat") == []


def test_without_outlines_a_municipality_is_the_places_where_people_live():
    (vest, *_) = of_kind(zoomed.areas(territory(outlines={}), together()), "municipality")

    assert vest["geometry"] == {"type": "MultiPoint", "coordinates": [[14.0, 67.0], [14.0, 67.1]]}


def test_everything_lies_within_the_bounds(nordland):
    made = zoomed.areas(nordland, nordland.structures[0])
    west, south, east, north = made["bbox"]

    def corners(held):
        if isinstance(held[0], float):
            yield held
        else:
            for one in held:
                yield from corners(one)

    for one in made["features"]:
        for x, y in corners(one["geometry"]["coordinates"]):
            assert west <= x <= east
            assert south <= y <= north


def test_offices_are_marked_and_the_chosen_come_last():
    norway = folder.read(territories.find("norway"))
    rows = listed(norway)["offices"]
    wanted = [row["unit"] for row in rows[:3]]
    made = of_kind(zoomed.offices(norway, rows, wanted), "office")

    assert len(made) == len(rows)
    assert [one["properties"]["chosen"] for one in made[-4:]] == [False, True, True, True]
    assert {one["properties"]["name"] for one in made[-3:]} == {row["name"] for row in rows[:3]}
