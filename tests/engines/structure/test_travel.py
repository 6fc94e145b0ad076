"""The roads of `tables_by_hand`, by minutes; nodes lie on the seats, so last stretches are 0.

    Ås ─40─ Bø          Ås ─5─ Kai ═30 (+60, 2 sailings)═ Øya
    Bø ─90─ Ute         Ås ┄20 (+30, 4 sailings, no cars)┄ Øya

Vik lies 0.1° (11.12 km) north of Bø: 1.35 × 11.12 km at 50 km/h is 18.01 minutes.
"""

import numpy as np
import pytest

from engines.structure.tables_by_hand import territory
from tospann.engines.structure import travel
from tospann.engines.structure.errors import NoAnswer
from tospann.engines.structure.territory import NO_ROUTE

LAST = 1081  # seconds: 1.35 × 11 119.5 m / (50 / 3.6 m/s)


def minutes(seconds) -> list:
    return (np.asarray(seconds) / 60).round(2).tolist()


def test_the_quickest_way_with_and_without_waiting():
    found = travel.by_roads(territory())
    # from Ås, Bø, Vik and Øya, to Ås, Bø, Øya and Vik
    assert minutes(found.seconds[0]) == [0, 40, 95, 58.02]
    assert minutes(found.seconds[1]) == [40, 0, 135, 18.02]
    assert minutes(found.seconds[3]) == [95, 135, 0, 153.02]
    dry = travel.by_roads(territory(), waiting=False)
    assert minutes(dry.seconds[0]) == [0, 40, 35, 58.02]
    assert dry.waiting is False
    assert "Uten venting på ferje" in dry.source.note


def test_a_place_and_a_site_at_the_same_spot_are_no_time_apart():
    # b2 and Vik: both join Bø, but nobody drives there and back
    assert travel.by_roads(territory()).seconds[2, 3] == 0
    assert travel.by_roads(territory()).seconds[2, 1] == LAST


def test_seats_are_measured_from_seat_to_seat():
    found = travel.by_roads(territory())
    assert minutes(found.between_seats) == [[0, 40, 95], [40, 0, 135], [95, 135, 0]]
    assert found.between_seats.dtype == np.int32


def test_a_boat_without_cars_counts_only_when_asked():
    found = travel.by_roads(territory(), boats=True)
    assert minutes(found.seconds[0]) == [0, 40, 50, 58.02]
    assert "Også båter uten biler" in found.source.note


def test_few_sailings_on_the_way_mean_no_visit_the_same_day():
    by_car = travel.by_roads(territory())
    assert by_car.same_day.tolist() == [
        [True, True, False, True],
        [True, True, False, True],
        [True, True, False, True],
        [False, False, True, False],
    ]
    assert travel.by_roads(territory(), boats=True).same_day.all()  # four sailings


def test_a_tie_with_a_way_without_rare_sailings_is_a_visit_the_same_day():
    tied = territory(
        edges="""
        a | b | drive | wait | sailings
        As | Oya | 60 | 0 | 2
        As | Bo | 30 |  |
        Bo | Oya | 30 |  |
        """
    )
    assert travel.by_roads(tied).same_day.all()


def test_factors_stretch_each_edge():
    roads = territory()
    factors = np.array([1.5, 1, 2, 1, 1])
    found = travel.by_roads(roads, factors=factors)
    assert minutes(found.seconds[0])[:3] == [0, 60, 185]  # 40 × 1.5; 5 + (30 + 60) × 2
    joined = travel.join(roads)
    again = travel.by_roads(roads, factors=factors, joined=joined)
    assert (again.seconds == found.seconds).all()
    assert "feilen som er oppgitt" in again.source.note


@pytest.mark.parametrize("factors", [np.ones(4), np.array([1, 1, 0, 1, 1.0]), np.full(5, np.nan)])
def test_factors_of_another_shape_or_not_above_nothing_are_refused(factors):
    with pytest.raises(ValueError, match="factor"):
        travel.by_roads(territory(), factors=factors)


def test_the_quickest_of_parallel_edges_counts_in_either_direction():
    found = travel.by_roads(
        territory(
            edges="""
            a | b | drive | wait | sailings
            As | Bo | 40 |  |
            Bo | As | 25 |  |
            As | Bo | 30 |  |
            As | Oya | 30 |  | 9
            """
        )
    )
    assert minutes(found.between_seats[0]) == [0, 25, 30]


def test_where_there_is_no_way_there_is_no_number():
    found = travel.by_roads(territory(edges="a | b | drive\nAs | Bo | 40"))
    assert found.seconds[0].tolist()[2] == NO_ROUTE
    assert found.seconds[3].tolist() == [NO_ROUTE, NO_ROUTE, 0, NO_ROUTE]
    assert found.between_seats[0, 2] == NO_ROUTE
    assert not found.same_day[0, 2]
    assert found.person_seconds(territory())[2].tolist() == [-1, -1, 0, -1]


def test_a_municipality_without_a_node_is_not_joined_across_the_border():
    found = travel.by_roads(
        territory(
            nodes="""
            node | municipality | latitude | longitude
            As | 0301 | 60 | 10
            Bo |  | 60 | 11
            """,
            edges="a | b | drive\nAs | Bo | 40",
        )
    )
    assert (found.seconds[1] == NO_ROUTE).all()


def test_a_place_joins_no_node_beyond_the_ferry_from_its_nearest():
    # Vik is now a node on an islet of Bø: 18 minutes by straight line, 12 hours by ferry.
    islet = territory(
        nodes="""
        node | municipality | latitude | longitude
        As | 0301 | 60 | 10
        Bo | 1804 | 60 | 11
        Vik | 1804 | 60.1 | 11
        Oya | 1857 | 61 | 5
        """,
        edges="""
        a | b | drive | wait | sailings
        As | Bo | 40 |  |
        Bo | Vik | 700 | 20 | 4
        """,
    )
    found = travel.by_roads(islet)
    assert minutes(found.seconds[2]) == [760, 720, minutes(NO_ROUTE), 0]


def test_the_nearest_node_is_not_always_the_best():
    # Vik's nearest node is a dead end; the second nearest is on the road to Bø.
    found = travel.by_roads(
        territory(
            nodes="""
            node | municipality | latitude | longitude
            As | 0301 | 60 | 10
            Bo | 1804 | 60 | 11
            End | 1804 | 60.1 | 11
            Oya | 1857 | 61 | 5
            """,
            edges="""
            a | b | drive
            As | Bo | 40
            End | Bo | 700
            """,
        )
    )
    assert found.seconds[2, 1] == LAST


def test_without_roads_there_is_no_answer():
    with pytest.raises(NoAnswer, match="ikke noe veinett"):
        travel.by_roads(territory(nodes=None, edges=None))


def test_a_brought_table_is_used_as_it_is():
    came = territory(
        travel="""
        place | site | minutes
        a1 | as | 1
        a1 | bo | 50
        b1 | as | 45
        b2 | as | 70
        """
    )
    found = travel.brought(came)
    assert found.seconds[0].tolist() == [60, 3000, NO_ROUTE, NO_ROUTE]
    # between seats: from the populated place nearest to the seat, b1 and not b2
    assert found.between_seats.tolist() == [
        [0, 3000, NO_ROUTE],
        [2700, 0, NO_ROUTE],
        [NO_ROUTE, NO_ROUTE, 0],
    ]
    assert found.same_day[0].tolist() == [True, True, False, False]
    with pytest.raises(NoAnswer, match="ingen tabell over reisetider"):
        travel.brought(territory())


def test_a_straight_line_is_known_from_the_globe():
    found = travel.straight_line(territory())
    # 0.1° of latitude: 1.4 × 11 119.5 m at 60 km/h
    assert found.seconds[1, 3] == round(1.4 * 11_119.5 / (60 / 3.6))
    # one degree of longitude at 60° north is a haversine of 55 597 m
    assert found.between_seats[0, 1] == pytest.approx(1.4 * 55_597 / (60 / 3.6), abs=2)
    assert found.seconds[0, 0] <= 1
    assert found.same_day.all()
    assert "Grovt" in found.source.note


def test_relabelling_nodes_and_edges_changes_no_time():
    before = travel.by_roads(territory())
    lines = [line.strip() for line in TURNED.strip().splitlines()]
    after = travel.by_roads(
        territory(
            edges="\n".join([lines[0], *reversed(lines[1:])]),
            nodes="""
            node | municipality | latitude | longitude
            Ute |  | 62.0 | 12.0
            Oya | 1857 | 61.0 | 5.0
            Kai | 0301 | 60.0 | 9.9
            Bo | 1804 | 60.0 | 11.0
            As | 0301 | 60.0 | 10.0
            """,
        )
    )
    assert (before.seconds == after.seconds).all()
    assert (before.same_day == after.same_day).all()
    assert (before.between_seats == after.between_seats).all()


TURNED = """
    a | b | drive | wait | sailings | cars
    Bo | As | 40 |  |  |
    Kai | As | 5 |  |  |
    Oya | Kai | 30 | 60 | 2 |
    Oya | As | 20 | 30 | 4 | no
    Ute | Bo | 90 |  |  |
"""
