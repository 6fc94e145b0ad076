"""How it stands with a goal: the table that people read is the rule that runs."""

from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tospann.engines.results import status as module
from tospann.engines.results.charts import Assurance, Direction, Variation, xmr
from tospann.engines.results.status import (
    EFFORTS,
    RESULTS,
    TABLE,
    WORST_FIRST,
    Figure,
    Reading,
    Sort,
    Standing,
    read,
    status,
)

GREEN = (Assurance.HITS, Variation.COMMON)
AMBER = (Assurance.EITHER, Variation.COMMON)
RED = (Assurance.MISSES, Variation.COMMON)


def reading(name, sort, pair=(Assurance.TOO_FEW, Variation.TOO_FEW), **kw):
    return Reading(name, Sort(sort), assurance=pair[0], variation=pair[1], **kw)


def rows():
    """The rows of the table in the module's docstring."""
    for line in module.__doc__.splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) == 3 and cells[0] != "target" and not cells[0].startswith("-"):
            yield tuple(cells)


@pytest.mark.parametrize(("target", "variation", "standing"), list(rows()))
def test_the_table_people_read_is_the_rule(target, variation, standing):
    if target == "too_few":
        hit = {"met": True, "not met": False, "no target": None}[variation]
        one = reading("x", "outcome", met=hit)
    else:
        one = reading("x", "outcome", (Assurance(target), Variation(variation)))
    assert one.standing is Standing(standing)
    assert status([one]).standing is Standing(standing)


def test_the_table_people_read_is_whole():
    read_by_people = {(one, other) for one, other, _standing in rows() if one != "too_few"}
    assert read_by_people == {(one.value, other.value) for one, other in TABLE}
    possible = {
        pair
        for pair in product(Assurance, Variation)
        if Assurance.TOO_FEW not in pair and Variation.TOO_FEW not in pair
    }
    # A change without direction is never held against a target.
    assert possible - set(TABLE) == {
        (one, Variation.CHANGE) for one in (Assurance.HITS, Assurance.EITHER, Assurance.MISSES)
    }


def test_the_handbook_prints_the_same_table():
    book = Path(__file__).parents[3] / "docs" / "explanation" / "control-charts.md"
    text = book.read_text(encoding="utf-8")
    printed = [line for line in text.splitlines() if line.count("|") == 4]
    for target, variation, standing in rows():
        assert f"| {target} | {variation} | {standing} |" in printed


def test_what_no_chart_says_is_refused():
    with pytest.raises(ValueError, match="no chart says"):
        reading("x", "outcome", (Assurance.HITS, Variation.TOO_FEW))
    with pytest.raises(ValueError, match="no chart says"):
        reading("x", "outcome", (Assurance.HITS, Variation.CHANGE))


def test_the_worst_result_decides_and_stands_first():
    told = status(
        [
            reading("A", "outcome", GREEN),
            reading("B", "output", RED),
            reading("C", "outcome", AMBER),
        ]
    )
    assert told.standing is Standing.MISSED
    assert [str(one) for one in told.reasons] == [
        "«B» når ikke målet uten endring.",
        "Det er usikkert om «C» når målet.",
        "«A» når målet.",
    ]
    assert str(told.label) == "Målet nås ikke uten endring"


def test_many_good_results_never_outweigh_a_bad_one():
    told = status(
        [*(reading(f"{n}", "outcome", GREEN) for n in range(9)), reading("B", "outcome", RED)]
    )
    assert told.standing is Standing.MISSED


def test_outcomes_are_named_before_outputs():
    told = status([reading("A", "output", GREEN), reading("B", "outcome", GREEN)])
    assert [dict(one.params)["indicator"] for one in told.reasons] == ["B", "A"]


def test_a_missing_result_holds_a_good_goal_back_and_lowers_completeness():
    told = status([reading("A", "outcome", GREEN), reading("B", "outcome", figure=Figure.MISSING)])
    assert (told.standing, told.has, told.of) == (Standing.MOVING, 1, 2)
    assert [one.code for one in told.reasons] == [
        "status.held_back",
        "status.because_reached",
        "status.missing",
    ]


@pytest.mark.parametrize("figure", [Figure.HIDDEN, Figure.NOT_DUE])
def test_a_figure_nobody_can_ask_for_yet_lowers_completeness_only(figure):
    told = status([reading("A", "outcome", GREEN), reading("B", "outcome", figure=figure)])
    assert (told.standing, told.has, told.of) == (Standing.REACHED, 1, 2)
    assert told.reasons[-1].code == f"status.{figure.value}"


def test_missing_hidden_and_not_due_are_told_apart():
    told = status([reading(one.value, "outcome", figure=one) for one in list(Figure)[1:]])
    assert told.standing is Standing.UNKNOWN
    assert [str(one) for one in told.reasons] == [
        "«missing» mangler. Tallet skulle ha kommet.",
        "«hidden» er skjult av hensyn til personvernet.",
        "«not_due» har ikke kommet ennå. Fristen er ikke ute.",
    ]


def test_a_result_that_cannot_be_judged_holds_a_good_goal_back():
    told = status([reading("A", "outcome", GREEN), reading("B", "outcome")])
    assert told.standing is Standing.MOVING
    assert told.reasons[0].code == "status.held_back"


def test_context_is_never_judged():
    told = status([reading("A", "context", RED), reading("B", "outcome", GREEN)])
    assert (told.standing, told.has, told.of, len(told.reasons)) == (Standing.REACHED, 1, 1, 1)
    assert status([reading("A", "context", RED)]).standing is Standing.UNKNOWN


@pytest.mark.parametrize(
    ("hits", "standing"),
    [
        ([True, True], Standing.ACTIVITY_AS_PLANNED),
        ([True, None], Standing.ACTIVITY_AS_PLANNED),
        ([True, False], Standing.ACTIVITY_BEHIND),
        ([None], Standing.UNKNOWN),
        ([], Standing.UNKNOWN),
    ],
)
def test_activity_alone_says_at_most_that_it_goes_as_planned(hits, standing):
    told = status([reading("A", "activity", GREEN, met=hit) for hit in hits])
    assert told.standing is standing
    assert told.reasons[0].code == "status.no_results"


def test_a_result_that_waits_is_not_the_same_as_no_result_to_wait_for():
    told = status(
        [
            reading("A", "activity", GREEN, met=True),
            reading("B", "outcome", figure=Figure.NOT_DUE),
        ]
    )
    assert told.standing is Standing.ACTIVITY_AS_PLANNED
    assert [one.code for one in told.reasons] == ["status.as_planned", "status.not_due"]


pairs = st.sampled_from([*TABLE, (Assurance.TOO_FEW, Variation.TOO_FEW)])
hits = st.sampled_from([True, False, None])


def readings(sorts):
    return st.lists(
        st.builds(
            lambda sort, figure, pair, hit: reading("x", sort, pair, figure=figure, met=hit),
            st.sampled_from(sorts),
            st.sampled_from(Figure),
            pairs,
            hits,
        ),
        max_size=8,
    )


fast = settings(max_examples=300, database=None)


@fast
@given(readings([*EFFORTS, Sort.CONTEXT]))
def test_never_green_on_activity_alone(given_readings):
    assert status(given_readings).standing not in (Standing.REACHED, Standing.MOVING)


@fast
@given(readings([*EFFORTS, *RESULTS, Sort.CONTEXT]))
def test_green_needs_every_result_with_a_figure_to_be_green(given_readings):
    told = status(given_readings)
    results = [one for one in given_readings if one.sort in RESULTS]
    there = [one for one in results if one.figure is Figure.THERE]
    if told.standing is Standing.REACHED:
        assert there
        assert all(one.standing is Standing.REACHED for one in there)
        assert all(one.figure is not Figure.MISSING for one in results)
    assert 0 <= told.has <= told.of <= len(given_readings)
    assert told.reasons or told.of == 0


@fast
@given(readings([*EFFORTS, *RESULTS]), st.randoms())
def test_the_order_of_indicators_does_not_matter(given_readings, chance):
    mixed = list(given_readings)
    chance.shuffle(mixed)
    one, other = status(given_readings), status(mixed)
    assert (one.standing, one.has, one.of) == (other.standing, other.has, other.of)


@fast
@given(readings(RESULTS), pairs)
def test_one_more_result_never_makes_a_goal_better(given_readings, pair):
    one = status(given_readings).standing
    other = status([*given_readings, reading("y", "outcome", pair)]).standing
    if one in WORST_FIRST[:3]:
        assert WORST_FIRST.index(other) <= WORST_FIRST.index(one)


def test_a_chart_is_read_as_it_stands():
    chart = xmr([3, 4] * 8, direction=Direction.UP, target=0.5)
    one = read("Overgang til arbeid", Sort.OUTCOME, chart)
    assert (one.standing, one.met) == (Standing.REACHED, True)
    short = read("Tillit", Sort.OUTCOME, xmr([4.0, 4.4], direction=Direction.UP, target=4.5))
    assert (short.standing, short.met) == (Standing.UNSURE, False)
    assert read("Folketall", Sort.CONTEXT, xmr([], direction=Direction.NONE)).met is None
