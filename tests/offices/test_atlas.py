from datetime import date

import pytest

from tospann.offices.atlas import atlas_on

TODAY = date(2026, 11, 22)


def shape(atlas, name):
    return next(s for s in atlas.shapes if s.municipality.name == name)


def test_every_municipality_of_today_is_drawn(nordland):
    atlas = atlas_on(TODAY)
    assert len(atlas.shapes) == 42
    assert all(s.path.startswith("M") for s in atlas.shapes)
    assert all(s.own_borders for s in atlas.shapes)


def test_the_joint_offices_have_a_colour_each(nordland):
    atlas = atlas_on(TODAY)
    assert [line.name for line in atlas.joint] == [
        "Nav Indre Salten",
        "Nav Lofoten",
        "Nav Narvik",
        "Nav Sør-Helgeland",
        "Nav Sør-Salten",
        "Nav Vefsna",
        "Nav Ytre Helgeland",
    ]
    assert len({line.hue for line in atlas.joint}) == 7
    assert shape(atlas, "Hamarøy").hue == shape(atlas, "Beiarn").hue
    assert shape(atlas, "Bodø").hue is None


def test_luroy_is_marked_as_divided(nordland):
    atlas = atlas_on(TODAY)
    assert [s.municipality.name for s in atlas.shapes if s.divided] == ["Lurøy"]


def test_before_the_merger_a_shape_holds_the_municipalities_of_the_day(nordland):
    atlas = atlas_on(date(2019, 6, 1))
    narvik = shape(atlas, "Narvik")
    assert [held.municipality.number for held in narvik.held] == ["1854", "1805", "1850"]
    assert narvik.mixed
    assert not narvik.own_borders


def test_gratangen_keeps_its_shape_through_three_numbers(nordland):
    for year, number in ((2019, "1919"), (2021, "5414"), (2026, "5516")):
        (held,) = shape(atlas_on(date(year, 6, 1)), "Gratangen").held
        assert held.municipality.number == number


def test_an_office_is_drawn_inside_its_joint_area(nordland):
    atlas = atlas_on(TODAY)
    left, top, width, height = map(int, atlas.view_box.split())
    assert all(left < dot.x < left + width for dot in atlas.dots)
    assert all(top < dot.y < top + height for dot in atlas.dots)


def test_possible_places_are_not_drawn(nordland):
    assert all(dot.site.kind != "possible" for dot in atlas_on(TODAY).dots)


def test_the_closed_offices_are_on_the_map_of_their_time(nordland):
    names = {dot.name for dot in atlas_on(date(2016, 1, 1)).dots}
    assert {"Bindal", "Rødøy", "Tysfjord"} <= names


@pytest.mark.parametrize("day", [date(2016, 1, 1), TODAY])
def test_the_map_takes_six_queries(nordland, django_assert_num_queries, day):
    with django_assert_num_queries(6):
        atlas_on(day)


def test_an_empty_register_gives_an_empty_map(db):
    atlas = atlas_on(TODAY)
    assert atlas.shapes == []
    assert atlas.borders_on is None
