"""One indicator over all partnerships: in order only where that is fair, hidden kept hidden."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from portal import boarding
from portal.test_board import cells_of, csv_of
from tospann.portal.board import keeping
from tospann.portal.board.spread import Place, counted, spark, spread

pytestmark = pytest.mark.django_db


@pytest.fixture
def catalogue(cast):
    return boarding.catalogue()


@pytest.fixture
def offices(cast, catalogue):
    """Seven partnerships with I1: in order, small, hidden, older, missing, and none at all."""
    made = {}
    for name, given in {
        "Best": {"value": Decimal("61.5"), "variation": "improvement"},
        "Alta": {"value": Decimal(40)},
        "Ås": {"value": Decimal(55), "variation": "concern"},
        "Liten": {"value": Decimal(99), "base": 29},
        "Skjult": {"mark": "h", "why": "small", "value": None, "base": None},
        "Eldre": {
            "value": Decimal(98),
            "period": "2026M09",
            "first_on": date(2026, 9, 1),
            "last_on": date(2026, 9, 30),
        },
        "Mangler": {"mark": "m", "value": None, "base": None},
    }.items():
        made[name] = boarding.partnership(f"o{len(made)}", name, state=cast.nav)
        boarding.summary(made[name], catalogue["I1"], **given)
    keeping.catch_up()
    return made


def names(found, place: Place) -> list[str]:
    return [line.partnership.name for line in found.lines if line.place is place]


def test_only_the_same_period_with_thirty_or_more_is_put_in_order(offices):
    found = spread("I1")

    assert names(found, Place.RANKED) == ["Best", "Ås", "Alta"]
    assert names(found, Place.SMALL) == ["Liten"]
    assert names(found, Place.OLDER) == ["Eldre"]
    assert names(found, Place.HIDDEN) == ["Skjult"]
    assert names(found, Place.NOT_THERE) == ["Mangler", "Nav Fjordbygd"]
    assert (found.better_count, found.worse_count, found.count) == (1, 1, 8)


def test_thirty_is_enough_and_twenty_nine_is_not(cast, catalogue):
    boarding.summary(boarding.partnership("a", "A"), catalogue["I1"], base=30)
    boarding.summary(boarding.partnership("b", "B"), catalogue["I1"], base=29)

    found = spread("I1")

    assert names(found, Place.RANKED) == ["A"]
    assert names(found, Place.SMALL) == ["B"]


def test_where_lower_is_better_the_lowest_comes_first(cast, catalogue):
    lower = next(one for one in catalogue.values() if one.direction == "down" and one.has_parts)
    for name, value in [("A", 50), ("B", 20), ("C", 35)]:
        boarding.summary(boarding.partnership(name.lower(), name), lower, value=value)

    assert names(spread(lower.code), Place.RANKED) == ["B", "C", "A"]


def test_a_figure_without_a_base_is_never_put_in_order(cast, catalogue):
    for name, value in [("B", 50), ("A", 20)]:
        boarding.summary(
            boarding.partnership(name.lower(), name), catalogue["I1"], value=value, base=None
        )

    found = spread("I1")

    assert names(found, Place.NO_BASE) == ["A", "B"]
    assert names(found, Place.RANKED) == []


def test_what_is_hidden_has_no_number_anywhere(offices, client):
    for name in ("board_indicator", "board_indicator_csv", "board_indicator_xlsx"):
        answer = client.get(reverse(f"portal:{name}", args=["I1"]))
        assert answer.status_code == 200
    row = next(
        one
        for one in csv_of(client.get(reverse("portal:board_indicator_csv", args=["I1"])))
        if one[0] == "Skjult"
    )

    assert row[3] == "skjult"
    assert row[5] == ""
    assert "kjennes igjen" in client.get(reverse("portal:board_indicator", args=["I1"])).text


def test_a_file_has_numbers_as_numbers_and_the_same_rows_as_the_page(offices, client):
    page = client.get(reverse("portal:board_indicator", args=["I1"]))
    told = cells_of(client.get(reverse("portal:board_indicator_xlsx", args=["I1"])).content)

    assert [row[0] for row in told[1:]] == [
        line.partnership.name for line in page.context["spread"].lines
    ]
    assert told[1][3] == 61.5


def test_a_region_shows_its_own(offices, client):
    told = client.get(reverse("portal:board_indicator_csv", args=["I1"]), {"region": "nav-test"})

    assert {row[0] for row in csv_of(told)[1:]} == {*offices, "Nav Fjordbygd"}
    empty = client.get(reverse("portal:board_indicator", args=["I1"]), {"region": "atlantis"})
    assert empty.status_code == 422


def test_an_indicator_of_a_partnerships_own_has_no_board(cast, client):
    assert client.get(reverse("portal:board_indicator", args=["E1"])).status_code == 404


def test_a_list_counts_real_changes(offices):
    first = next(one for one in counted() if one.indicator.code == "I1")

    assert (first.count, first.better, first.worse) == (7, 1, 1)


@pytest.mark.parametrize("count", [3, 60])
def test_the_board_takes_three_queries_however_many(
    cast, catalogue, count, django_assert_num_queries
):
    for n in range(count):
        where = boarding.partnership(f"p{n}", f"Nav {n}", state=cast.nav)
        boarding.summary(where, catalogue["I1"])

    with django_assert_num_queries(3):
        assert spread("I1").count == count + 1


# --- The small chart --------------------------------------------------------------------


def test_a_line_goes_from_the_lowest_to_the_highest_of_its_frame():
    # 120 wide and 28 high with an edge of 3: x = 3, 60, 117; y = 25 for the least, 3 for the most
    drawn = spark([1.0, 2.0, 3.0])

    assert drawn.path == "M3.0 25.0L60.0 14.0L117.0 3.0"
    assert (drawn.x, drawn.y) == ("117.0", "3.0")


def test_a_gap_lifts_the_pen():
    assert spark([1.0, None, 3.0, 2.0]).path == "M3.0 25.0M79.0 3.0L117.0 14.0"


@pytest.mark.parametrize("values", [[], [1.0], [None, 1.0, None]])
def test_fewer_than_two_numbers_draw_nothing(values):
    assert spark(values) is None


def test_equal_numbers_lie_in_the_middle():
    assert spark([5.0, 5.0]).path == "M3.0 14.0L117.0 14.0"
