"""What holds for any series: units, names and direction do not matter, and the past stays put."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tospann.engines.results.charts import Assurance, Direction, Variation, xmr
from tospann.engines.results.intervals import clopper_pearson, garwood, wilson
from tospann.engines.results.proportions import Kind, choose, p_chart, u_chart

fast = settings(max_examples=100, database=None)

# Whole numbers, so that moving and stretching a series is exact and no point is moved over a
# limit by rounding. A step on the way makes signals common.
figures = st.one_of(st.none(), st.integers(0, 40), st.integers(10, 14), st.integers(10, 14))
series = st.lists(figures, max_size=45)
aims = st.one_of(st.none(), st.integers(0, 40))
ways = st.sampled_from(Direction)
MIRRORED = {
    Variation.IMPROVEMENT: Variation.CONCERN,
    Variation.CONCERN: Variation.IMPROVEMENT,
}
OPPOSITE = {Direction.UP: Direction.DOWN, Direction.DOWN: Direction.UP}


def marks(chart):
    return [(one.rule, one.side, one.points) for one in chart.signals]


@fast
@given(series, st.integers(-1000, 1000), ways)
def test_moving_a_series_moves_its_limits_and_nothing_else(values, by, way):
    one = xmr(values, direction=way)
    other = xmr([None if v is None else v + by for v in values], direction=way)
    for old, new in zip(one.limits, other.limits, strict=True):
        assert (old is None) == (new is None)
        if old and new:
            assert new.centre == pytest.approx(old.centre + by)
            assert (new.lower, new.upper) == pytest.approx((old.lower + by, old.upper + by))
    assert (other.variation, marks(other)) == (one.variation, marks(one))


@fast
@given(series, st.sampled_from([0.01, 0.5, 2, 3, 1000]), aims, ways)
def test_another_unit_changes_nothing_that_is_said(values, unit, aim, way):
    one = xmr(values, direction=way, target=aim)
    other = xmr(
        [None if v is None else v * unit for v in values],
        direction=way,
        target=None if aim is None else aim * unit,
    )
    for old, new in zip(one.limits, other.limits, strict=True):
        if old and new:
            assert (new.lower, new.upper) == pytest.approx((old.lower * unit, old.upper * unit))
    assert (other.variation, other.assurance, other.began) == (
        one.variation,
        one.assurance,
        one.began,
    )


@fast
@given(series, st.sampled_from(sorted(OPPOSITE)))
def test_the_other_direction_mirrors_improvement_and_concern(values, way):
    one = xmr(values, direction=Direction(way))
    other = xmr(values, direction=OPPOSITE[Direction(way)])
    assert other.variation is MIRRORED.get(one.variation, one.variation)
    assert (other.limits, other.began) == (one.limits, one.began)


@fast
@given(series, aims, st.sampled_from(sorted(OPPOSITE)))
def test_a_series_upside_down_says_the_same(values, aim, way):
    one = xmr(values, direction=Direction(way), target=aim)
    other = xmr(
        [None if v is None else -v for v in values],
        direction=OPPOSITE[Direction(way)],
        target=None if aim is None else -aim,
    )
    assert (other.variation, other.assurance) == (one.variation, one.assurance)


@fast
@given(st.lists(figures, min_size=2, max_size=30), series.filter(bool), st.data())
def test_adding_points_never_changes_an_earlier_segment(values, more, data):
    cut = data.draw(st.integers(1, len(values) - 1))
    one = xmr(values, direction=Direction.UP, rebased=[cut])
    other = xmr([*values, *more], direction=Direction.UP, rebased=[cut])
    assert other.segments[0] == one.segments[0]
    assert other.limits[:cut] == one.limits[:cut]
    early = [mark for mark in marks(other) if mark[2][-1] < cut]
    assert early == [mark for mark in marks(one) if mark[2][-1] < cut]


@fast
@given(st.lists(st.integers(0, 40), min_size=24, max_size=30), st.integers(0, 40))
def test_settled_limits_never_move(values, added):
    one = xmr(values, direction=Direction.UP)
    assert one.segments[0].settled
    assert xmr([*values, added], direction=Direction.UP).limits[0] == one.limits[0]


@fast
@given(series, st.integers(1, 5))
def test_periods_without_figures_at_the_ends_change_nothing(values, count):
    one = xmr(values, direction=Direction.UP)
    later = xmr([*values, *[None] * count], direction=Direction.UP)
    earlier = xmr([*[None] * count, *values], direction=Direction.UP)
    assert (later.variation, later.latest) == (one.variation, one.latest)
    assert later.limits[: len(values)] == earlier.limits[count:] == one.limits


@fast
@given(series, aims, ways)
def test_what_is_said_of_the_target_is_true_of_the_ordinary_range(values, aim, way):
    chart = xmr(values, direction=way, target=aim)
    if chart.assurance not in (Assurance.HITS, Assurance.MISSES):
        return
    lines = chart.limits[chart.latest]
    above = aim <= lines.lower + 1e-6
    below = aim >= lines.upper - 1e-6
    good = above if way is Direction.UP else below
    assert good if chart.assurance is Assurance.HITS else (above or below)


@fast
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(30, 90)), min_size=12, max_size=40))
def test_a_share_stays_between_its_limits_and_zero_and_one(pairs):
    counts, bases = zip(*pairs, strict=True)
    plain = p_chart(counts, bases, direction=Direction.UP, laney=False)
    wide = p_chart(counts, bases, direction=Direction.UP)
    for narrow, lines in zip(plain.limits, wide.limits, strict=True):
        assert 0 <= lines.lower <= narrow.lower <= lines.centre <= narrow.upper <= lines.upper <= 1
    per = u_chart(counts, bases, direction=Direction.UP)
    assert all(one.lower >= 0 for one in per.limits)


def test_a_larger_base_has_narrower_limits():
    chart = p_chart([5, 50] * 8, [10, 100] * 8, direction=Direction.UP)
    small, large = chart.limits[:2]
    assert large.upper - large.lower < small.upper - small.lower


def test_a_base_of_zero_has_no_share():
    chart = p_chart([0, *[5, 6] * 8], [0, *[10, 10] * 8], direction=Direction.UP)
    assert chart.values[0] is chart.limits[0] is None


@pytest.mark.parametrize(
    ("counts", "bases", "kind"),
    [
        ([40, 45, 50], [100, 110, 105], Kind.XMR),
        ([40, 45, 150], [100, 110, 305], Kind.PROPORTION),
        ([1, 0, 2], [100, 110, 105], Kind.INTERVALS),
        ([99, 110, 103], [100, 110, 105], Kind.INTERVALS),
        ([None, None], [None, 10], Kind.XMR),
    ],
)
def test_which_chart_is_chosen(counts, bases, kind):
    assert choose(counts, bases) is kind


def test_a_rate_over_an_uneven_base_gets_a_u_chart():
    assert choose([40, 45, 150], [10.5, 11.0, 30.5], of_people=False) is Kind.RATE


@pytest.mark.parametrize(("count", "base"), [(5, 4), (-1, 4), (1, -4)])
def test_what_is_no_share_is_refused(count, base):
    with pytest.raises(ValueError, match="no share"):
        p_chart([count] * 12, [base] * 12, direction=Direction.UP)


shares = st.integers(1, 400).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))
levels = st.sampled_from([0.8, 0.9, 0.95, 0.99])


@fast
@given(shares, levels)
def test_exact_interval_for_a_share_is_scipys(share, confidence):
    from scipy.stats import beta

    count, of = share
    tail = (1 - confidence) / 2
    lower = beta.ppf(tail, count, of - count + 1) if count else 0.0
    upper = beta.ppf(1 - tail, count + 1, of - count) if count < of else 1.0
    assert clopper_pearson(count, of, confidence=confidence) == pytest.approx(
        (lower, upper), rel=1e-9
    )


@fast
@given(st.integers(0, 3000), st.sampled_from([0.5, 1.0, 12.5]), levels)
def test_exact_interval_for_a_rate_is_scipys(count, exposure, confidence):
    from scipy.stats import chi2

    tail = (1 - confidence) / 2
    lower = chi2.ppf(tail, 2 * count) / 2 if count else 0.0
    upper = chi2.ppf(1 - tail, 2 * count + 2) / 2
    assert garwood(count, exposure, confidence=confidence) == pytest.approx(
        (lower / exposure, upper / exposure), rel=1e-9
    )


@fast
@given(shares, levels)
def test_score_interval_is_scipys(share, confidence):
    from scipy.stats import binomtest

    count, of = share
    theirs = binomtest(count, of).proportion_ci(confidence_level=confidence, method="wilson")
    assert wilson(count, of, confidence=confidence) == pytest.approx(
        (theirs.low, theirs.high), rel=1e-9, abs=1e-12
    )


@fast
@given(shares, st.sampled_from([clopper_pearson, wilson]))
def test_an_interval_holds_what_was_counted_and_grows_with_confidence(share, interval):
    count, of = share
    lower, upper = interval(count, of)
    wider = interval(count, of, confidence=0.99)
    assert 0 <= lower <= count / of <= upper <= 1
    assert wider[0] <= lower
    assert upper <= wider[1]
    if count < of:
        assert all(
            more > less for more, less in zip(interval(count + 1, of), (lower, upper), strict=True)
        )


@pytest.mark.parametrize("truth", [0.02, 0.1, 0.5, 0.93])
@pytest.mark.parametrize("of", [5, 20, 60])
def test_the_exact_interval_covers_the_truth_at_least_as_often_as_it_says(truth, of):
    covered = 0.0
    for count in range(of + 1):
        lower, upper = clopper_pearson(count, of)
        if lower <= truth <= upper:
            covered += math.comb(of, count) * truth**count * (1 - truth) ** (of - count)
    assert covered >= 0.95


@pytest.mark.parametrize(
    ("interval", "wrong"),
    [(clopper_pearson, (5, 4)), (wilson, (0, 0)), (garwood, (-1,)), (garwood, (1, 0))],
)
def test_an_interval_of_nothing_is_refused(interval, wrong):
    with pytest.raises(ValueError, match="at confidence"):
        interval(*wrong)
