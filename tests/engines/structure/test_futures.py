"""Futures: drawn alike everywhere, solved exactly, gathered without regard to order."""

from dataclasses import replace

import numpy as np
import pytest

from engines.structure import maps
from tospann.engines.structure import futures
from tospann.engines.structure import rules as rule
from tospann.engines.structure.assumptions import ILLUSTRATIVE
from tospann.engines.structure.columns import between, enumerate_areas, score
from tospann.engines.structure.errors import NoAnswer, Stopped
from tospann.engines.structure.futures import Ground
from tospann.engines.structure.robustness import Doubt, Outcome, Plan, Spread, robustness
from tospann.engines.structure.territory import Ages, Roads
from tospann.engines.structure.travel import by_roads

ALL = Doubt(year=2030, roads=True, away=0.2, refusal=0.1)
RULES = (rule.AtMostMembers(4),)


def whole_county(rows=3, columns=3):
    """A made-up county with roads, twelve years of residents, and staff."""
    territory, _travel = maps.grid(rows, columns, 11, fields=3)
    m = rows * columns
    rng = np.random.default_rng(4)
    years = tuple(range(2015, 2027))
    growth = np.cumprod(rng.uniform(0.97, 1.03, (m, 1, len(years))), axis=2)
    ages = Ages(("all",), years, np.rint(territory.residents[:, None, None] * growth).astype(int))
    ends = territory.municipalities.touching
    flat = np.zeros(m)
    roads = Roads(
        nodes=territory.municipalities.numbers,
        node_latitude=flat,
        node_longitude=flat,
        node_municipality=np.arange(m, dtype=np.int32),
        ends=ends,
        drive=rng.integers(900, 3000, len(ends)).astype(np.int32),
        wait=np.zeros(len(ends), np.int32),
        sailings=np.full(len(ends), np.inf),
        cars=np.ones(len(ends), np.bool_),
        error=np.full(len(ends), 0.2),
    )
    return replace(territory, ages=ages, roads=roads)


@pytest.fixture(scope="module")
def county():
    return whole_county()


def ground(county, doubt=ALL, rules=RULES, **more):
    return Ground(county, by_roads(county), ILLUSTRATIVE, rules, doubt, **more)


def divisions(m, columns):
    """Every choice of columns that covers each municipality once."""
    areas = [columns.area(c).tolist() for c in range(len(columns))]

    def lay(covered, chosen):
        left = [i for i in range(m) if i not in covered]
        if not left:
            yield chosen
            return
        for c, area in enumerate(areas):
            if left[0] in area and not covered & set(area):
                yield from lay(covered | set(area), [*chosen, c])

    yield from lay(set(), [])


@pytest.mark.parametrize("index", [0, 1, 2])
def test_the_structure_of_a_future_is_the_best_of_all_there_are(county, index):
    made = ground(county)
    future = made.draw(7, index)
    drawn = replace(
        county,
        places=replace(county.places, residents=future.residents),
        staff=replace(county.staff, people=future.people),
    )
    areas = enumerate_areas(county.municipalities, by_roads(county).between_seats, made.rules)
    columns = score(drawn, future.person_seconds, ILLUSTRATIVE, areas, made.rules)
    best = min(
        sum(int(columns.weighted[c]) for c in chosen)
        for chosen in divisions(9, columns)
        if not any(
            len(columns.area(c)) > 1 and future.refuses[columns.area(c)].any() for c in chosen
        )
    )

    found = made.outcome(7, index)

    assert found.weighted == best
    assert found.proven
    assert found.residents == future.residents.sum()


def test_a_future_is_the_same_whoever_draws_it_and_in_any_order(county):
    one, other = ground(county), ground(county)

    forwards = futures.outcomes(one, 5, range(6))
    backwards = futures.outcomes(other, 5, reversed(range(6)))

    assert forwards == backwards[::-1]
    assert forwards != futures.outcomes(one, 6, range(6))


def test_one_doubt_does_not_change_what_another_draws(county):
    with_staff = ground(county, replace(ALL, away=0.5)).draw(1, 3)
    without = ground(county, replace(ALL, away=0.0)).draw(1, 3)

    assert (with_staff.person_seconds == without.person_seconds).all()
    assert (with_staff.residents == without.residents).all()
    assert (with_staff.people <= without.people).all()
    assert (with_staff.people != without.people).any()


def test_without_doubt_the_future_is_today(county):
    future = ground(county, Doubt()).draw(1, 0)

    assert (future.residents == county.residents).all()
    assert (future.person_seconds == between(county, by_roads(county))).all()
    assert not future.refuses.any()


def test_the_same_year_as_the_dataset_changes_nobody(county):
    assert (ground(county, Doubt(year=2026)).draw(1, 0).residents == county.residents).all()


def test_each_coming_year_repeats_one_that_has_been(county):
    made = ground(county, Doubt(year=2027))
    total = county.ages.residents.sum(axis=1)
    possible = {
        tuple(np.rint(county.residents * (total[:, y + 1] / total[:, y])).astype(int).tolist())
        for y in range(11)
    }

    seen = {tuple(made.draw(2, index).residents.tolist()) for index in range(40)}

    assert seen <= possible
    assert len(seen) > 5


def test_journeys_stay_within_the_stated_error(county):
    today = between(county, by_roads(county))
    drawn = [ground(county, Doubt(roads=True)).draw(3, index).person_seconds for index in range(9)]

    off = ~np.eye(9, dtype=bool)
    for seconds in drawn:
        assert (seconds[off] >= 0.79 * today[off]).all()
        assert (seconds[off] <= 1.21 * today[off]).all()
    assert len({seconds.tobytes() for seconds in drawn}) == 9


def test_without_a_road_graph_each_journey_is_drawn(county):
    bare = replace(county, roads=None)
    made = Ground(bare, by_roads(county), ILLUSTRATIVE, RULES, Doubt(journeys=0.1))
    seconds, today = made.draw(1, 0).person_seconds, made.today

    assert (abs(seconds - today) <= 0.1 * today + 1).all()
    assert (seconds != today).any()


def test_a_council_that_says_no_stands_alone(county):
    made = ground(county, Doubt(in_turn=True))

    for index in range(11):
        host = made.outcome(1, index).host
        assert host.count(host[index % 9]) == 1
        assert host[index % 9] == index % 9


def test_a_future_without_any_structure_is_counted_as_such(county):
    asked = (*RULES, rule.AtLeastResidents(int(county.residents.max()) + 1))
    found = futures.outcomes(ground(county, Doubt(refusal=1.0), asked), 1, range(3))

    assert not any(outcome.found for outcome in found)
    gathered = robustness(found)
    assert gathered.futures == 3
    assert gathered.answered == 0
    assert gathered.cost is None


def test_rules_about_all_areas_hold_in_every_future(county):
    made = ground(county, replace(ALL, refusal=0.0), (*RULES, rule.AtMostAreas(3)))
    assert all(len(set(made.outcome(1, index).host)) <= 3 for index in range(4))


def test_a_cap_on_kroner_is_refused_rather_than_misunderstood(county):
    with pytest.raises(NoAnswer, match="Et tak på kroner"):
        ground(county, Doubt(), (*RULES, rule.AtMostKroner(10**9)))


def test_set_partitioning_gives_the_same_where_there_are_too_many_states(county):
    by_states, by_rows = ground(county), ground(county, most_states=0)

    assert by_rows.solver.states is None
    for index in range(3):
        one, other = by_states.outcome(2, index), by_rows.outcome(2, index)
        assert other.proven
        assert one.weighted == other.weighted


def test_regret_is_what_a_plan_costs_beyond_the_best(county):
    alone = Plan("alone", tuple((i,) for i in range(9)), tuple(range(9)))
    pair = Plan("pair", ((0, 1), *((i,) for i in range(2, 9))), (1, *range(2, 9)))
    made = ground(county, plans=[alone, pair])
    found = futures.outcomes(made, 3, range(8))

    for outcome in found:
        future = made.draw(3, outcome.index)
        assert outcome.regrets[0] >= 0
        assert (outcome.regrets[1] < 0) == bool(future.refuses[:2].any())
    best = made.outcome(3, 0)
    own = Plan(
        "own",
        tuple(
            tuple(i for i in range(9) if best.host[i] == host) for host in sorted(set(best.host))
        ),
        tuple(sorted(set(best.host))),
    )
    assert ground(county, plans=[own]).outcome(3, 0).regrets == (0,)


def outcome(index, host, cost=0, regrets=()):
    return Outcome(index, host, 1200 + index, cost, 0, 0, 100, True, regrets)


def test_what_many_futures_say_together():
    found = [
        outcome(0, (0, 0, 2), 10, (0,)),
        outcome(1, (1, 1, 2), 30, (5,)),
        outcome(2, (0, 2, 2), 20, (-1,)),
        outcome(3, (-1, -1, -1)),
    ]

    gathered = robustness(found, ["ours"])

    assert (gathered.futures, gathered.answered) == (4, 3)
    assert gathered.pairs.tolist() == [[3, 2, 0], [2, 3, 1], [0, 1, 3]]
    assert gathered.hosts.tolist() == [2, 1, 3]
    assert gathered.partitions == (((0, 0, 2), 2), ((0, 1, 1), 1))
    assert gathered.cost == Spread(10, 20, 30)
    assert gathered.mean_seconds == Spread(12, 12, 12)
    [ours] = gathered.regrets
    assert (ours.possible, ours.best, ours.most) == (2, 1, 5)


def test_pairs_are_symmetric_and_order_does_not_matter(county):
    found = futures.outcomes(ground(county), 9, range(12))
    one, other = robustness(found), robustness(found[::-1])

    assert (one.pairs == one.pairs.T).all()
    assert (np.diagonal(one.pairs) == one.answered).all()
    assert (one.pairs == other.pairs).all()
    assert one.partitions == other.partitions
    assert one.cost == other.cost


def test_a_spread_is_by_nearest_rank():
    assert Spread.of(list(range(1, 101))) == Spread(5, 50, 95)
    assert Spread.of([7]) == Spread(7, 7, 7)


@pytest.mark.parametrize(
    ("missing", "doubt", "says"),
    [
        ("ages", Doubt(year=2030), "folketall for flere år"),
        ("roads", Doubt(roads=True), "har ingen veier"),
        ("staff", Doubt(away=0.1), "ingen tall for ansatte"),
        ("outlines", Doubt(year=2020), "Velg et år fra 2026"),
        ("outlines", Doubt(refusal=1.5), "mellom 0 og 1"),
    ],
)
def test_a_doubt_that_the_dataset_cannot_answer_is_refused(county, missing, doubt, says):
    bare = replace(county, **{missing: {} if missing == "outlines" else None})

    with pytest.raises(NoAnswer, match=says):
        Ground(bare, by_roads(county), ILLUSTRATIVE, RULES, doubt)


def test_out_of_time_says_how_far_it_came(county):
    with pytest.raises(Stopped, match="Bare 0 av 4 framtider"):
        futures.outcomes(ground(county), 1, range(4), seconds=0)
