import pytest

from tospann.offices.map import Frame, Label, path, place_labels, point

EVERYWHERE = Frame(-100_000, -100_000, 100_000, 100_000)


@pytest.mark.parametrize(
    ("place", "latitude", "longitude", "easting", "northing"),
    [
        # From PROJ (EPSG:4258 to EPSG:25833), in metres.
        ("Fauske", 67.2588, 15.3918, 516_901.56, 7_460_284.17),
        ("Bindal", 65.3, 12.1, 364_818.87, 7_244_998.62),
        ("Andenes", 69.3143, 16.1194, 544_127.53, 7_689_811.94),
        ("Gratangen", 68.6, 18.0, 622_118.96, 7_612_738.91),
    ],
)
def test_places_lie_where_proj_puts_them(place, latitude, longitude, easting, northing):
    x, y = point(latitude, longitude)
    assert x == round(easting / 10)
    assert y == -round(northing / 10)


def test_a_ring_is_drawn_with_relative_steps_and_south_down():
    # The triangle (0,0), (30,0), (30,40), y pointing north.
    drawn, frame = path([[0, 0, 30, 0, 30, 40]])
    assert drawn == "M0 0l30 0 0-40z"
    assert frame == Frame(0, -40, 30, 0)


def test_a_ring_of_two_points_is_refused():
    with pytest.raises(ValueError, match="three points"):
        path([[0, 0, 30, 0]])


def test_an_outline_without_rings_is_refused():
    with pytest.raises(ValueError, match="at least one ring"):
        path([])


def test_a_name_stands_to_the_east_when_nothing_is_in_the_way():
    assert place_labels([(0, 0, "Bodø", 100)], points=[], within=EVERYWHERE) == [
        Label(70, 35, "start")
    ]


def test_a_name_gives_way_to_a_point():
    (label,) = place_labels([(0, 0, "Bodø", 400)], points=[(700, 0)], within=EVERYWHERE)
    assert label.anchor == "end"


def test_a_name_stays_inside_the_drawing():
    (label,) = place_labels(
        [(0, 0, "Narvik", 100)], points=[], within=Frame(-1000, -1000, 200, 1000)
    )
    assert label.anchor == "end"


def test_two_names_on_neighbouring_points_do_not_lie_on_each_other():
    first, second = place_labels(
        [(0, 0, "Herøy", 500), (600, 0, "Alstahaug", 500)], points=[], within=EVERYWHERE
    )
    assert (first.anchor, second.anchor) == ("end", "start")
