"""Worked examples others have published, to the digits they print."""

import pytest

from tospann.engines.results.charts import FACTOR, Direction, Variation, xmr
from tospann.engines.results.intervals import clopper_pearson, garwood, wilson
from tospann.engines.results.proportions import dispersion, p_chart
from tospann.engines.results.rules import Rule

# NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2, Individuals Control Charts.
# https://www.itl.nist.gov/div898/handbook/pmc/section3/pmc322.htm (data and limits as
# several public test suites quote them; the page itself was not at hand)
FLOW = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]

# NHSRplotthedots 0.2.2 (2025-09-29), vignette "Deviations from Excel defaults", whose figure
# texts print the limits with and without screening.
# https://cran.r-project.org/web/packages/NHSRplotthedots/vignettes/deviations.html
SPIKE = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]

# D. C. Montgomery, Introduction to Statistical Quality Control, chapter 7, the trial limits of 30
# samples of 50 cans; NIST/SEMATECH e-Handbook 6.3.3.2 has the same numbers. Quoted as above.
CANS = [12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22]
CANS += [8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6]


def test_nist_individuals_chart():
    chart = xmr(FLOW, direction=Direction.NONE, least=10)
    part, lines = chart.segments[0], chart.limits[0]
    assert lines.centre == pytest.approx(50.81, abs=5e-5)
    assert part.mean_range == pytest.approx(1.8778, abs=5e-5)
    # NIST multiplies by 3 / 1.128 = 2.6596; Wheeler and the NHS round it to 2.66.
    as_nist = 3 / 1.128 / FACTOR
    assert lines.centre + (lines.upper - lines.centre) * as_nist == pytest.approx(
        55.8041, abs=5e-5
    )
    assert lines.centre - (lines.centre - lines.lower) * as_nist == pytest.approx(
        45.8159, abs=5e-5
    )
    assert lines.upper == pytest.approx(55.8041, abs=1e-3)
    assert chart.variation is Variation.COMMON


@pytest.mark.parametrize(("screen", "upper", "lower"), [(True, 4.60, -0.72), (False, 6.95, -3.06)])
def test_nhs_r_community_chart_with_and_without_screening(screen, upper, lower):
    chart = xmr(SPIKE, direction=Direction.UP, screen=screen)
    lines = chart.limits[0]
    assert (round(lines.upper, 2), round(lines.centre, 2), round(lines.lower, 2)) == (
        upper,
        1.94,
        lower,
    )
    assert [(one.rule, one.points) for one in chart.signals] == [(Rule.OUTSIDE, (4,))]


def test_montgomerys_proportions_chart():
    chart = p_chart(CANS, [50] * 30, direction=Direction.DOWN, freeze=None, laney=False)
    lines = chart.limits[0]
    assert lines.centre == pytest.approx(0.2313, abs=5e-5)
    assert lines.upper == pytest.approx(0.4102, abs=1e-4)
    assert lines.lower == pytest.approx(0.0524, abs=5e-5)
    outside = [at for one in chart.signals if one.rule is Rule.OUTSIDE for at in one.points]
    assert outside == [14, 22]  # samples 15 and 23, as the book finds


def test_sigma_z_is_one_when_points_vary_as_chance_does():
    # By hand: standardised points 0, 1.128, 0 have moving ranges of 1.128; 1.128 / 1.128 = 1.
    assert dispersion([0.5, 0.5 + 1.128 * 0.1, 0.5], 0.5, [0.1, 0.1, 0.1]) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("count", "of", "exact", "score"),
    [
        (81, 263, (0.2527, 0.3676), (0.2553, 0.3662)),
        (15, 148, (0.0578, 0.1617), (0.0624, 0.1605)),
        (0, 20, (0.0, 0.1684), (0.0, 0.1611)),
        (1, 29, (0.0009, 0.1776), (0.0061, 0.1718)),
    ],
)
def test_newcombes_table_of_intervals_for_a_share(count, of, exact, score):
    """R. G. Newcombe (1998), Statistics in Medicine 17(8), 857–872, table I, methods 5 and 3."""
    assert clopper_pearson(count, of) == pytest.approx(exact, abs=5e-5)
    assert wilson(count, of) == pytest.approx(score, abs=5e-5)


@pytest.mark.parametrize(
    ("count", "lower", "upper"), [(0, 0.0, 3.69), (1, 0.03, 5.57), (10, 4.80, 18.39)]
)
def test_garwoods_limits_for_a_count(count, lower, upper):
    """F. Garwood (1936), Biometrika 28(3/4), 437–442, table of 95 % limits."""
    assert garwood(count) == pytest.approx((lower, upper), abs=5e-3)
