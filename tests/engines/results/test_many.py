"""A whole table at once says exactly what each series says alone."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tospann.engines.results.charts import Direction, Variation, xmr
from tospann.engines.results.many import ASSURANCES, VARIATIONS, xmr_many

fast = settings(max_examples=150, database=None)

PERIODS = 34
figure = st.one_of(
    st.none(),
    st.integers(0, 30),
    st.integers(10, 13),
    st.integers(10, 13).map(lambda whole: whole + 0.1),
    st.floats(-1e6, 1e6, allow_subnormal=False),
)
rows = st.one_of(
    st.lists(figure, min_size=PERIODS, max_size=PERIODS),
    st.lists(st.integers(10, 13), min_size=PERIODS, max_size=PERIODS),
    st.just([0.1] * PERIODS),
)
lone = st.tuples(
    rows,
    st.sampled_from(Direction),
    st.one_of(st.none(), st.sampled_from([0.1, 9, 11, 20])),
    st.sampled_from([0, 0, 3, 12, 25]),
    st.one_of(st.none(), st.just(9.5)),
    st.one_of(st.none(), st.just(13.5)),
)


def numbers(values):
    return np.array([np.nan if one is None else one for one in values], dtype=float)


def agree(board, at, chart):
    """Assert that one place on the board says what the chart says, to the last bit."""
    part = chart.segments[-1]
    lines = chart.limits[chart.latest] if chart.latest is not None else None
    assert board.has[at] == part.has
    assert board.latest[at] == (-1 if chart.latest is None else chart.latest)
    assert board.began[at] == (-1 if chart.began is None else chart.began)
    assert VARIATIONS[board.variation[at]] is chart.variation
    assert ASSURANCES[board.assurance[at]] is chart.assurance
    if lines is None:
        assert np.isnan(board.mean[at])
    else:
        assert board.lower[at] == lines.lower
        assert board.mean[at] == lines.centre
        assert board.upper[at] == lines.upper
        assert board.mean_range[at] == part.mean_range


@fast
@given(
    st.lists(lone, min_size=1, max_size=6),
    st.sampled_from([(12, 24), (12, None), (3, 5), (8, 8)]),
    st.booleans(),
)
def test_many_is_each_alone_to_the_last_bit(table, choices, screen):
    values, directions, targets, starts, floors, ceilings = zip(*table, strict=True)
    least, freeze = choices
    board = xmr_many(
        np.array([numbers(row) for row in values]),
        directions=directions,
        targets=numbers(targets),
        starts=np.array(starts),
        floors=numbers(floors),
        ceilings=numbers(ceilings),
        least=least,
        freeze=freeze,
        screen=screen,
    )
    for at, (row, way, aim, start, floor, ceiling) in enumerate(table):
        chart = xmr(
            row,
            direction=way,
            target=aim,
            rebased=[start] if start else [],
            least=least,
            freeze=freeze,
            floor=floor,
            ceiling=ceiling,
            screen=screen,
        )
        agree(board, at, chart)


def test_many_is_each_alone_where_every_rule_speaks():
    chance = np.random.default_rng(4)
    steady = chance.normal(0, 1, (3000, 24))
    tails = chance.normal(0, 1, (3000, 12))
    tails[:600] = np.cumsum(chance.normal(0.5, 0.3, (600, 12)), axis=1) - 3  # trends up
    tails[600:1200] = np.cumsum(chance.normal(-0.5, 0.3, (600, 12)), axis=1) + 3  # and down
    tails[1200:1800] = chance.choice([2.2, 2.5, 2.8, 1.0, 3.6], (600, 12))  # near and outside
    tails[1800:2400] -= 1.5  # shifts
    values = np.hstack([steady, tails])
    values[chance.random(values.shape) < 0.01] = np.nan
    for end in range(25, 37):
        part = values[end::12, :end]
        directions = [list(Direction)[at % 3] for at in range(len(part))]
        board = xmr_many(part, directions=directions)
        rows = [[None if np.isnan(one) else one for one in row] for row in part.tolist()]
        for at, (row, way) in enumerate(zip(rows, directions, strict=True)):
            agree(board, at, xmr(row, direction=way))


def test_the_order_of_series_does_not_matter():
    values = np.random.default_rng(7).normal(10, 2, (50, 36))
    ways = [Direction.UP, Direction.DOWN] * 25
    forward = xmr_many(values, directions=ways)
    backward = xmr_many(values[::-1], directions=ways[::-1])
    assert (forward.variation == backward.variation[::-1]).all()
    assert (forward.upper == backward.upper[::-1]).all()


def test_a_table_without_series_or_periods_is_answered():
    assert xmr_many(np.empty((0, 36)), directions=[]).variation.shape == (0,)
    empty = xmr_many(np.empty((2, 0)), directions=[Direction.UP] * 2)
    assert [VARIATIONS[one].value for one in empty.variation] == ["too_few"] * 2


def test_shapes_that_disagree_are_refused():
    with pytest.raises(ValueError, match="for 2 series"):
        xmr_many(np.ones((2, 36)), directions=[Direction.UP])
    with pytest.raises(ValueError, match="expected"):
        xmr_many(np.ones((1, 36)), directions=[Direction.UP], least=2)


SEEN = [VARIATIONS.index(one) for one in (Variation.IMPROVEMENT, Variation.CONCERN)]
MANY = 20_000


@pytest.mark.parametrize(("length", "share"), [(12, 0.015), (24, 0.015), (36, 0.04)])
def test_how_often_chance_alone_looks_like_a_signal(length, share):
    """The figures in docs/explanation/control-charts.md."""
    values = np.random.default_rng(length).normal(10, 1, (MANY, length))
    board = xmr_many(values, directions=[Direction.UP] * MANY)
    assert np.isin(board.variation, SEEN).mean() == pytest.approx(share, abs=0.005)


@pytest.mark.parametrize(
    ("rise", "shares"),
    [
        (0.5, (0.03, 0.04, 0.08, 0.11)),
        (1, (0.06, 0.11, 0.24, 0.35)),
        (2, (0.23, 0.39, 0.62, 0.88)),
        (3, (0.52, 0.71, 0.84, 0.99)),
    ],
)
def test_how_soon_a_real_rise_is_seen(rise, shares):
    """The figures in docs/explanation/control-charts.md."""
    for after, share in zip((1, 3, 6, 12), shares, strict=True):
        values = np.random.default_rng(after).normal(10, 1, (MANY, 24 + after))
        values[:, 24:] += rise
        board = xmr_many(values, directions=[Direction.UP] * MANY)
        improved = board.variation == VARIATIONS.index(Variation.IMPROVEMENT)
        assert improved.mean() == pytest.approx(share, abs=0.015)
