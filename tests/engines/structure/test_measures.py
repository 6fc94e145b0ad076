"""Measures of a structure, against sums that can be done by hand."""

from dataclasses import replace

import numpy as np
import pytest

from engines.structure.small import alone, cut_off, indices, territory, together, travel
from tospann.engines.structure import columns, rules
from tospann.engines.structure.assumptions import ILLUSTRATIVE
from tospann.engines.structure.hidden import Hidden
from tospann.engines.structure.measures import measure, objective


def measured(structure=None, *, of=None, by=None, **more):
    return measure(
        of or territory(), by or travel(), structure or together(), ILLUSTRATIVE, **more
    )


def test_the_way_to_somebody_to_meet_is_weighed_by_residents():
    whole = measured().whole

    # Vest 0, 15; Sund 0 and 0 (its own point); Ås 0, 15; Øya to Ås 40, 55
    assert whole.meet.mean_minutes == pytest.approx((200 * 15 + 50 * 15 + 40 * 40 + 2 * 55) / 2092)
    # Sund to Vest 40, 55
    assert whole.host.mean_minutes == pytest.approx(
        (200 * 15 + 400 * 40 + 100 * 55 + 50 * 15 + 40 * 40 + 2 * 55) / 2092
    )


def test_a_place_to_meet_in_another_area_does_not_count():
    apart = replace(together(), area=indices([0, 0, 1, 1]), days=np.array([5.0, 0, 5, 0, 0]))

    sund = measured(apart).municipalities[1]

    # 40 minutes to Ås as to Vest, but Ås is another area; the far place has 55
    assert sund.meet.mean_minutes == pytest.approx((400 * 40 + 100 * 55) / 500)


def test_shares_within_limits_are_of_all_residents():
    vest, sund = measured().municipalities[:2]

    assert vest.host.within == (1.0, 1.0, 1.0)
    assert sund.host.within == (0.0, 1.0, 1.0)
    assert sund.meet.within == (1.0, 1.0, 1.0)


def test_the_worst_off_are_named_by_place_and_hidden_when_few():
    worst = measured().whole.meet.worst

    assert (worst.minutes, worst.places, worst.municipalities) == (55.0, ("1804-far",), ("1804",))
    assert worst.residents is Hidden.FEW


def test_equally_far_places_are_all_named():
    found = measured(alone()).whole.meet.worst

    assert found.places == ("1801-far", "1802-far", "1803-far", "1804-far")
    assert found.residents == 200 + 100 + 50 + 2


def test_a_boat_that_seldom_goes_gives_no_day_trip():
    oya = measured().municipalities[3]

    assert oya.meet.no_same_day == 1.0
    assert measured(alone()).municipalities[3].meet.no_same_day == 0.0


def test_a_place_without_a_route_is_counted_and_left_out_of_the_mean():
    whole = measured(alone(), by=cut_off(4)).whole

    assert whole.meet.no_route == 300
    assert whole.meet.within[2] == pytest.approx((2092 - 300) / 2092)
    assert whole.meet.mean_minutes == pytest.approx((200 + 100 + 50 + 2) * 15 / 1792)
    assert whole.meet.worst.places == ("1801-far", "1802-far", "1803-far", "1804-far")


def test_an_area_with_nobody_to_meet_has_no_mean_and_no_worst():
    closed = replace(together(), days=np.array([5.0, 0, 0, 0, 0]))

    group = measured(closed).areas[1].group

    assert group.meet.mean_minutes is None
    assert group.meet.worst is None
    assert group.meet.no_route == 392


def test_one_hidden_municipality_is_joined_by_another():
    # with an office of its own, 40 of Øya's 42 are within 30 minutes and 2 are not
    far = travel()
    seconds = far.seconds.copy()
    seconds[7, 3] = 35 * 60

    found = measured(alone(), by=replace(far, seconds=seconds))

    assert found.municipalities[3].meet.within[0] is Hidden.FEW
    assert [group.meet.within[0] is Hidden.FEW for group in found.municipalities].count(True) == 2
    assert found.whole.meet.within[0] is Hidden.FEW


def test_no_share_is_given_of_a_base_under_twenty():
    small = territory()
    residents = small.places.residents.copy()
    residents[6:] = [10, 5]

    oya = measured(of=replace(small, places=replace(small.places, residents=residents)))

    assert oya.municipalities[3].meet.within == (Hidden.SMALL_BASE,) * 3
    assert oya.municipalities[3].residents == 15
    assert oya.municipalities[3].meet.mean_minutes == pytest.approx((10 * 40 + 5 * 55) / 15)


def test_ages_share_the_ways_of_their_municipality():
    young, _, old = measured().ages

    # 20 % of 1200 in Vest, 20 % of 500, 10 % of 350, none of 42
    assert young.residents == 240 + 100 + 35
    seconds = 0.2 * 200 * 15 + 0.2 * 0 + 0.1 * 50 * 15
    assert young.meet.mean_minutes == pytest.approx(seconds / 375)
    assert old.residents == 240 + 100 + 70 + 21


def test_the_ages_are_those_of_the_latest_year_whatever_the_order():
    made = territory()
    turned = replace(made.ages, years=(2026, 2025), residents=made.ages.residents[:, :, ::-1])

    assert measured(of=replace(made, ages=turned)).ages == measured().ages


def test_the_environment_adds_up_positions_and_holders():
    environment = measured().areas[0].environment

    assert environment.fte == (9.5, 7.5)
    assert environment.functions == (("leader", 1.5), ("follow_up", 15.5))
    assert [field.people for field in environment.fields] == [3, 4]
    assert environment.in_twos == 2
    assert environment.uncovered == pytest.approx((0.1**3 + 0.1**4) / 2)
    assert environment.exposed == pytest.approx(1700 * (0.1**3 + 0.1**4) / 2)


def test_a_field_nobody_holds_is_always_uncovered():
    oya = measured(alone()).areas[3].environment

    assert [field.uncovered for field in oya.fields] == [1.0, pytest.approx(0.1)]


def test_commuting_is_the_share_that_stays_inside():
    first, second = (area.commuting for area in measured().areas)

    assert (first.employed, first.inside) == (840, pytest.approx((500 + 60 + 90 + 160) / 840))
    assert (second.employed, second.inside) == (162, pytest.approx(118 / 162))


def test_few_commuters_are_hidden_from_both_sides():
    # Øya alone: 15 of 20 work at home, 5 do not; with 17 it would be 3 who do not
    made = territory()
    commuting = made.commuting.copy()
    commuting[3] = [0, 0, 3, 17]

    oya = measured(alone(), of=replace(made, commuting=commuting)).areas[3]

    assert oya.commuting.inside is Hidden.FEW


def test_the_objective_is_the_one_the_search_for_areas_uses():
    found = measured().objective

    # seats only: Vest 0 and 15; Sund 0.6 of 0, 15 + 0.4 of 40, 55; Ås; Øya wholly to Ås
    vest, sund = 200 * 900, round(0.6 * 100 * 900 + 0.4 * (400 * 2400 + 100 * 3300))
    access = vest + sund + 50 * 900 + 40 * 2400 + 2 * 3300
    # two main offices, two models with a partner each, two days in two places
    kroner = 2 * 1_800_000 + 1_650_000 + 1_920_000 + 2 * 350_000
    # thousandths: 1700 · (0.001 + 0.0001) / 2 and 392 · (1 + 0.01) / 2 (nobody, two)
    exposed = [round(1700 * 0.0011 / 2 * 1000), round(392 * 1.01 / 2 * 1000)]
    assert (found.access, found.cost, found.exposed) == (access, kroner, sum(exposed))
    hours = [(vest + sund) * 4 / 3600, (access - vest - sund) * 4 / 3600]
    ore = sum(round(one * 250 * 100) for one in hours) + sum(e * 200 for e in exposed)
    assert found.weighted == 100 * kroner + ore


@pytest.mark.parametrize("lacking", [{}, {"staff": None}])
def test_every_area_the_search_could_choose_is_measured_as_the_search_scored_it(lacking):
    made, by = territory(**lacking), travel()
    between = columns.between(made, by)
    wanted = rules.checked([rules.AtMostMembers(3)], made, ILLUSTRATIVE)
    listed = columns.enumerate_areas(made.municipalities, by.between_seats, wanted)
    scored = columns.score(made, between, ILLUSTRATIVE, listed, wanted)
    alone_ = {int(scored.area(c)[0]): c for c in range(len(scored)) if len(scored.area(c)) == 1}

    for c in range(len(scored)):
        members = scored.area(c)
        chosen = [c, *(alone_[i] for i in range(4) if i not in members)]
        found = objective(made, by, as_structure(made, scored, between, chosen), ILLUSTRATIVE)

        assert found.access == scored.access[chosen].sum()
        assert found.cost == scored.cost[chosen].sum()
        assert (found.exposed or 0) == scored.exposed[chosen].sum()
        assert found.weighted == scored.weighted[chosen].sum()


def as_structure(made, scored, between, chosen):
    """The areas of some columns, with the days of their presences at the seats."""
    area, hosts = np.zeros(4, np.int32), scored.host[chosen]
    days = np.zeros(len(made.sites))
    best = columns.service(between, ILLUSTRATIVE).best
    for i, c in enumerate(chosen):
        members, host = scored.area(c), scored.host[c]
        area[members] = i
        for member in members:
            seat, level = made.municipalities.seats[member], best[member, host]
            days[seat] = 5 if member == host else ILLUSTRATIVE.presences[level].days
    names = tuple(ILLUSTRATIVE.models[scored.model[c]].name for c in chosen)
    return replace(together(), area=area, hosts=hosts, models=names, days=days)


def test_a_model_without_a_price_gives_no_total():
    priced = replace(together(), models=("host", "task_community"))

    found = measured(priced)

    assert found.areas[1].cost.total is None
    assert found.areas[1].key is None
    assert (found.objective.cost, found.objective.weighted) == (None, None)
    assert found.objective.access is not None


def test_a_need_for_a_way_that_is_not_there_leaves_the_access_unknown():
    assert measured(by=cut_off(7)).objective.access is None


def test_what_the_territory_lacks_is_missing_and_not_zero():
    bare = territory(ages=None, staff=None, commuting=None)

    found = measured(of=bare)

    assert found.ages == ()
    assert [area.environment for area in found.areas] == [None, None]
    assert [area.commuting for area in found.areas] == [None, None]
    assert found.objective.exposed is None
    assert found.objective.weighted is not None


def test_obligations_follow_their_municipality_and_the_law_is_asked_once_an_area():
    asked = []

    found = measured(authority=lambda facts: asked.append(facts) or facts.model)

    ((followed, obligation),) = found.areas[0].facts.obligations
    assert (followed, obligation.value) == ("1802", "smj")
    assert found.areas[1].facts.obligations == ()
    assert [area.authority for area in found.areas] == ["host", "joint_board"]
    assert [(facts.host, facts.members) for facts in asked] == [
        ("1801", ("1801", "1802")),
        ("1803", ("1803", "1804")),
    ]


def test_every_measure_says_what_it_rests_on():
    found = measured().sources

    assert {one.publisher for one in found["travel"]} == {"SSB", "Regnet"}
    assert [one.quality for one in found["environment"]] == ["illustrative"]
    assert all(one.quality for sources in found.values() for one in sources)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"area": indices([0, 0, 1])}, "is not a structure of"),
        ({"area": indices([0, 0, 2, 2])}, "without members"),
        ({"hosts": indices([2, 0])}, "host outside"),
        ({"days": np.zeros(4)}, "is not a structure of"),
    ],
)
def test_a_structure_that_does_not_fit_is_refused(wrong, said):
    with pytest.raises(ValueError, match=said):
        measured(replace(together(), **wrong))


def test_a_place_split_in_two_changes_nothing():
    made, by = territory(), travel()
    order = [0, 0, 1, 2, 3, 4, 5, 6, 7]
    residents = made.places.residents[order]
    residents[:2] = [400, 600]
    split = replace(
        made.places,
        ids=tuple(f"p{i}" for i in range(9)),
        municipality=made.places.municipality[order],
        latitude=made.places.latitude[order],
        longitude=made.places.longitude[order],
        residents=residents,
    )

    before = measured()
    after = measured(
        of=replace(made, places=split),
        by=replace(by, seconds=by.seconds[order], same_day=by.same_day[order]),
    )

    assert after.objective == before.objective
    assert [g.meet.within for g in after.municipalities] == [
        g.meet.within for g in before.municipalities
    ]
    assert after.whole.host.mean_minutes == before.whole.host.mean_minutes


def test_the_order_of_the_areas_changes_nothing_but_the_order():
    turned = replace(
        together(),
        area=indices([1, 1, 0, 0]),
        hosts=indices([2, 0]),
        models=("joint_board", "host"),
    )

    before, after = measured(), measured(turned)

    assert after.objective == before.objective
    assert after.whole == before.whole
    assert after.municipalities == before.municipalities
    assert [a.cost for a in after.areas] == [a.cost for a in before.areas][::-1]
