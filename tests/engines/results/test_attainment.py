"""Target paths, and how far there is to go."""

from datetime import date

import pytest

from tospann.engines.results.attainment import Mark, Path, Shape, gap, met
from tospann.engines.results.charts import Direction
from tospann.engines.results.periods import parse

UP, DOWN, NONE = Direction
START = Mark(date(2026, 1, 1), 40)
HALF = Mark(date(2026, 12, 31), 44)
GOAL = Mark(date(2027, 12, 31), 50)


@pytest.mark.parametrize(
    ("day", "linear", "steps"),
    [
        (date(2025, 12, 31), None, None),
        (date(2026, 1, 1), 40, 40),
        (date(2026, 7, 2), 42, 40),  # 182 of 364 days
        (date(2026, 12, 31), 44, 44),
        (date(2027, 12, 31), 50, 50),
        (date(2030, 1, 1), 50, 50),
    ],
)
def test_the_target_on_a_day(day, linear, steps):
    assert Path(START, (HALF, GOAL)).at(day) == linear
    assert Path(START, (HALF, GOAL), Shape.STEPS).at(day) == steps


def test_a_period_is_held_against_the_target_on_its_last_day():
    assert Path(START, (HALF, GOAL)).at_end_of(parse("2026")) == 44
    assert Path(None, (HALF,)).at_end_of(parse("2026M11")) is None


@pytest.mark.parametrize("wrong", [(), (GOAL, HALF), (HALF, HALF), (START,)])
def test_a_path_that_leads_nowhere_or_turns_back_is_refused(wrong):
    with pytest.raises(ValueError, match="a path needs"):
        Path(START, wrong)


@pytest.mark.parametrize(
    ("value", "direction", "to_go", "reached"),
    [
        (45, UP, 5, False),
        (50, UP, 0, True),
        (52, UP, -2, True),
        (45, DOWN, -5, True),
        (52, DOWN, 2, False),
        (45, NONE, None, None),
    ],
)
def test_how_far_there_is_to_go(value, direction, to_go, reached):
    assert gap(value, 50, direction) == to_go
    assert met(value, 50, direction) is reached


def test_rounding_does_not_decide_whether_a_target_is_met():
    assert met(0.1 + 0.2, 0.3, DOWN)
    assert met(0.3, 0.1 + 0.2, UP)
