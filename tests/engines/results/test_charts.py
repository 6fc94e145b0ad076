"""What the chart says of one series."""

import subprocess
import sys

import pytest

from tospann.engines.results.charts import Assurance, Direction, Limits, Variation, xmr
from tospann.engines.results.rules import Rule

UP, DOWN, NONE = Direction
LEVEL = [10, 12, 10, 12, 10, 12, 10, 12, 10, 12, 10, 12]  # mean 11, limits 11 ± 5.32


def rules_at_the_end(values, **kw):
    return xmr(values, direction=UP, **kw).rules


def test_limits_are_the_mean_and_2_66_times_the_mean_moving_range():
    assert xmr(LEVEL, direction=UP).limits[0] == Limits(11 - 2.66 * 2, 11, 11 + 2.66 * 2)


def test_under_twelve_figures_has_no_limits_and_says_so():
    chart = xmr(LEVEL[:11], direction=UP, target=5)
    assert chart.limits == (None,) * 11
    assert chart.variation is Variation.TOO_FEW
    assert chart.assurance is Assurance.TOO_FEW
    assert (chart.segments[0].has, chart.needs) == (11, 12)


def test_a_gap_gives_no_moving_range_and_is_never_zero():
    broken = [*LEVEL[:6], None, *LEVEL[6:]]
    chart = xmr(broken, direction=UP)
    assert chart.limits[0].centre == 11
    assert chart.segments[0].mean_range == 2
    assert chart.variation is Variation.COMMON


def test_every_other_period_missing_gives_no_limits():
    values = [one for pair in zip(LEVEL, [None] * 12, strict=True) for one in pair]
    assert xmr(values, direction=UP).variation is Variation.TOO_FEW


def test_a_series_that_never_varies_is_ordinary_and_meets_the_level_it_has():
    chart = xmr([0.1] * 15, direction=UP, target=0.1)
    assert chart.variation is Variation.COMMON
    assert chart.assurance is Assurance.HITS
    assert not chart.signals


def test_the_first_change_after_two_years_at_one_level_is_a_signal():
    chart = xmr([5.0] * 24 + [6.0], direction=UP)
    assert (chart.variation, chart.began) == (Variation.IMPROVEMENT, 24)


def test_a_point_outside_a_limit():
    assert rules_at_the_end([*LEVEL, *LEVEL, 17]) == (Rule.OUTSIDE,)
    assert rules_at_the_end([*LEVEL, *LEVEL, 16.3]) == ()


def test_seven_on_one_side_and_not_six():
    assert rules_at_the_end([*LEVEL, *LEVEL, *[13, 12] * 3, 13]) == (Rule.SHIFT,)
    assert rules_at_the_end([*LEVEL, *LEVEL[:-1], 10, *[13, 12] * 3]) == ()


def test_a_point_on_the_line_ends_a_run():
    assert rules_at_the_end([*LEVEL, *LEVEL, *[13, 12] * 2, 11, 13, 12, 13]) == ()


def test_a_gap_ends_a_run():
    assert rules_at_the_end([*LEVEL, *LEVEL, *[13, 12] * 2, None, 13, 12, 13]) == ()


def test_two_of_three_near_a_limit_marks_the_near_points_only():
    chart = xmr([*LEVEL, *LEVEL, 15, 12, 15], direction=DOWN)
    assert [(one.rule, one.points) for one in chart.signals] == [(Rule.NEAR, (24, 26))]
    assert chart.variation is Variation.CONCERN


def test_two_near_with_the_third_on_the_other_side_is_no_signal():
    assert rules_at_the_end([*LEVEL, *LEVEL, 15, 10, 15]) == ()


def test_seven_rising_points_and_not_six():
    rising = [8, 8.5, 9, 9.5, 10.5, 11.5, 12.5]
    assert rules_at_the_end([*LEVEL, *LEVEL, *rising]) == (Rule.TREND,)
    assert rules_at_the_end([*LEVEL, *LEVEL, *rising[:6]]) == ()
    assert rules_at_the_end([*LEVEL, *LEVEL, 8, 8.5, 9, 9, 9.5, 10.5, 11.5]) == ()


def test_a_trend_says_the_way_it_moves_even_below_the_mean():
    chart = xmr([*LEVEL, *LEVEL, 7, 7.5, 8, 8.5, 9, 9.5, 11], direction=UP)
    assert chart.rules == (Rule.TREND,)
    assert chart.variation is Variation.IMPROVEMENT


def test_the_weightiest_rule_decides_and_the_longest_signal_tells_since_when():
    chart = xmr([*LEVEL, *LEVEL[:-1], 10, *[13, 12] * 4, 17], direction=UP)
    assert chart.rules == (Rule.OUTSIDE, Rule.SHIFT)
    assert chart.began == 24


def test_a_signal_that_is_over_is_kept_but_says_nothing_of_the_latest_point():
    chart = xmr([*LEVEL, *LEVEL, 17, 10, 12], direction=UP)
    assert [one.points for one in chart.signals] == [(24,)]
    assert (chart.variation, chart.began) == (Variation.COMMON, None)


def test_without_a_direction_a_signal_is_a_change():
    assert xmr([*LEVEL, *LEVEL, 17], direction=NONE).variation is Variation.CHANGE


def test_limits_freeze_after_two_years():
    before = xmr([*LEVEL, *LEVEL], direction=UP)
    after = xmr([*LEVEL, *LEVEL, 40, 50, 60], direction=UP)
    assert after.limits[0] == after.limits[-1] == before.limits[0]
    assert after.segments[0].settled
    assert not xmr(LEVEL, direction=UP).segments[0].settled


def test_a_new_segment_has_its_own_baseline_and_is_silent_until_it_has_enough():
    chart = xmr([*LEVEL, *(v + 20 for v in LEVEL)], direction=UP, rebased=[12])
    assert [one.centre for one in (chart.limits[0], chart.limits[12])] == [11, 31]
    young = xmr([*LEVEL, 30, 31], direction=UP, rebased=[12])
    assert young.limits[0].centre == 11
    assert (young.variation, young.segments[1].has) == (Variation.TOO_FEW, 2)


def test_limits_stop_where_the_scale_ends():
    values = [96, 99, 96, 99, 96, 99, 96, 99, 96, 99, 96, 99]
    assert xmr(values, direction=UP, ceiling=100).limits[0].upper == 100
    low = [one - 96 for one in values]
    assert xmr(low, direction=UP, floor=0).limits[0].lower == 0


@pytest.mark.parametrize(
    ("direction", "target", "says"),
    [
        (UP, 5, Assurance.HITS),
        (UP, 11, Assurance.EITHER),
        (UP, 17, Assurance.MISSES),
        (DOWN, 17, Assurance.HITS),
        (DOWN, 11, Assurance.EITHER),
        (DOWN, 5, Assurance.MISSES),
        (UP, None, Assurance.NO_TARGET),
        (NONE, 11, Assurance.NO_TARGET),
    ],
)
def test_what_can_be_expected_of_the_target(direction, target, says):
    assert xmr(LEVEL, direction=direction, target=target).assurance is says


def test_the_target_at_the_latest_point_counts():
    path = [11] * 11 + [5, 99]
    assert xmr([*LEVEL, None], direction=UP, target=path).assurance is Assurance.HITS


@pytest.mark.parametrize(
    "wrong",
    [
        {"rebased": [0]},
        {"rebased": [12]},
        {"rebased": [5, 3]},
        {"least": 2},
        {"least": 12, "freeze": 6},
        {"target": [1, 2]},
    ],
)
def test_choices_that_make_no_sense_are_refused(wrong):
    with pytest.raises(ValueError, match=r"expected|targets"):
        xmr(LEVEL, direction=UP, **wrong)


def test_no_figures_at_all_is_too_few():
    assert xmr([], direction=UP).variation is Variation.TOO_FEW
    assert xmr([None] * 20, direction=UP).latest is None


def test_a_page_with_one_chart_needs_no_numpy():
    code = (
        "import sys\n"
        "from tospann.engines.results import attainment, charts, intervals, many, periods\n"
        "from tospann.engines.results import proportions, status, words\n"
        "charts.xmr([1.0, 2.0] * 12, direction=charts.Direction.UP)\n"
        "sys.exit('numpy' in sys.modules or 'django' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
