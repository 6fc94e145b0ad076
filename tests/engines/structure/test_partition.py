"""Covering every row once, as cheaply as can be: the value, the bound, and the proof."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tospann.engines.structure import partition
from tospann.engines.structure.errors import Stopped
from tospann.engines.structure.master import Coupling, Cut
from tospann.engines.structure.partition import NoPartition, Warm, divide
from tospann.engines.structure.progress import Limit


def pool(sets):
    """CSR of some sets of rows."""
    offsets = np.concatenate(([0], np.cumsum([len(rows) for rows in sets]))).astype(np.int32)
    return offsets, np.array([row for rows in sets for row in sorted(rows)], np.int32)


def cheapest(m, sets, values, couplings=()):
    """By trying every choice, row by row."""

    def keeps(chosen):
        for coupling in couplings:
            total = sum(int(coupling.coefficients[c]) for c in chosen)
            if coupling.least is not None and total < coupling.least:
                return False
            if coupling.most is not None and total > coupling.most:
                return False
        return True

    best = None

    def fill(covered, chosen, value):
        nonlocal best
        if len(covered) == m:
            if keeps(chosen) and (best is None or value < best):
                best = value
            return
        row = min(set(range(m)) - covered)
        for c, rows in enumerate(sets):
            if row in rows and not covered & set(rows):
                fill(covered | set(rows), [*chosen, c], value + values[c])

    fill(frozenset(), [], 0)
    return best


sets_of = st.sets(
    st.sets(st.integers(0, 6), min_size=1, max_size=4).map(lambda rows: tuple(sorted(rows))),
    min_size=1,
    max_size=30,
).map(sorted)


@settings(max_examples=60)
@given(sets=sets_of, draw=st.data())
def test_the_answer_is_the_cheapest_of_all_choices(sets, draw):
    values = draw.draw(st.lists(st.integers(-50, 10**11), min_size=len(sets), max_size=len(sets)))
    couplings = ()
    if draw.draw(st.booleans()):
        numbers = draw.draw(
            st.lists(st.integers(0, 10**7), min_size=len(sets), max_size=len(sets))
        )
        couplings = (Coupling(np.array(numbers), most=draw.draw(st.integers(0, 4 * 10**7))),)
    expected = cheapest(7, sets, values, couplings)
    offsets, members = pool(sets)

    with pytest.MonkeyPatch.context() as patch:
        if draw.draw(st.booleans()):
            patch.setattr(partition, "REGION", 0)  # cuts and whole numbers, not trying all
        if expected is None:
            with pytest.raises(NoPartition):
                divide(7, offsets, members, np.array(values), couplings)
            return
        found = divide(7, offsets, members, np.array(values), couplings)
    assert (found.value, found.bound, found.proven) == (expected, expected, True)
    covered = np.concatenate([members[offsets[c] : offsets[c + 1]] for c in found.chosen])
    assert sorted(covered.tolist()) == list(range(7))
    assert sum(values[c] for c in found.chosen) == expected


def every_set(m, most, seed):
    """All sets of up to `most` rows, with values in which size pays."""
    rng = np.random.default_rng(seed)
    sets = [rows for size in range(1, most + 1) for rows in combinations(range(m), size)]
    values = np.array([int(1000 * len(rows) ** 0.6 + rng.integers(300)) for rows in sets])
    return sets, values


def test_cuts_and_whole_numbers_close_what_the_relaxation_leaves(monkeypatch):
    monkeypatch.setattr(partition, "REGION", 0)  # so that nothing is settled by trying all
    monkeypatch.setattr(partition, "KEPT_FIRST", 40)
    sets, values = every_set(8, 3, 4)
    # 8 rows by sets of 3 and less: shares of threes pay, so the relaxation is not enough
    found = divide(8, *pool(sets), values)
    assert found.proven
    assert found.warm.cuts
    assert found.value == cheapest_by_states(8, sets, values)


def cheapest_by_states(m, sets, values):
    """By dynamic programming over covered rows."""
    best = {0: 0}
    masks = [sum(1 << row for row in rows) for rows in sets]
    by_first = [[] for _row in range(m)]
    for mask, rows, value in zip(masks, sets, values.tolist(), strict=True):
        by_first[min(rows)].append((mask, value))
    full = (1 << m) - 1
    for state in range(full):
        if state not in best:
            continue
        row = next(row for row in range(m) if not state >> row & 1)
        for mask, value in by_first[row]:
            if not mask & state:
                total = best[state] + value
                if total < best.get(state | mask, 1 << 60):
                    best[state | mask] = total
    return best[full]


@pytest.mark.parametrize("seed", range(6))
def test_the_cheapest_by_states_is_found_with_and_without_what_is_known(seed):
    sets, values = every_set(10, 4, seed)
    offsets, members = pool(sets)
    first = divide(10, offsets, members, values)
    assert first.proven
    assert first.value == cheapest_by_states(10, sets, values)

    dearer = values + np.random.default_rng(seed).integers(0, 40, len(values))
    warm = divide(10, offsets, members, dearer, warm=first.warm)
    assert warm.proven
    assert warm.value == cheapest_by_states(10, sets, dearer)


def test_what_is_known_may_be_nonsense_and_harms_nothing():
    sets, values = every_set(9, 3, 1)
    offsets, members = pool(sets)
    nonsense = Warm(
        duals=np.full(9, 1e15),
        cuts=(Cut((0, 1, 2)), Cut((4, 5, 6, 7, 8))),
        penalties=np.array([-5.0, 1e18]),
        chosen=((0, 1), (1, 2)),
    )
    found = divide(9, offsets, members, values, warm=nonsense)
    assert found.proven
    assert found.value == cheapest_by_states(9, sets, values)


def test_the_bound_never_passes_the_optimum_however_early_it_stops():
    sets, values = every_set(10, 4, 2)
    offsets, members = pool(sets)
    optimum = cheapest_by_states(10, sets, values)

    class After(Limit):
        """Over when asked so many times."""

        def __init__(self, times):
            super().__init__()
            self.left_to_ask = times

        def over(self):
            self.left_to_ask -= 1
            return self.left_to_ask < 0

    answers = 0
    for times in range(40):
        try:
            found = divide(10, offsets, members, values, limit=After(times))
        except Stopped:
            continue
        answers += 1
        assert found.bound <= optimum <= found.value
        assert found.proven == (found.bound == found.value)
    assert answers


def test_plans_are_told_as_they_come_each_better_than_the_last():
    sets, values = every_set(11, 4, 8)
    offsets, members = pool(sets)
    told = []
    found = divide(
        11, offsets, members, values, found=lambda value, bound, chosen: told.append(value)
    )
    assert told == sorted(set(told), reverse=True)
    assert told[-1] == found.value


def test_rows_no_column_covers_are_named():
    offsets, members = pool([(0, 1), (1,)])
    with pytest.raises(NoPartition) as none:
        divide(4, offsets, members, np.array([1, 1]))
    assert none.value.rows == (2, 3)


def test_an_odd_cycle_of_pairs_has_no_partition():
    # shares of a half cover every row: only whole numbers show that nothing does
    offsets, members = pool([(0, 1), (1, 2), (0, 2)])
    with pytest.raises(NoPartition):
        divide(3, offsets, members, np.array([1, 1, 1]))


def test_a_budget_no_shares_can_keep_is_proved_impossible():
    offsets, members = pool([(0,), (1,), (0, 1)])
    kroner = np.array([4_000_000, 5_000_000, 8_000_001])
    with pytest.raises(NoPartition):
        divide(2, offsets, members, np.array([1, 1, 1]), (Coupling(kroner, most=8_000_000),))
    found = divide(2, offsets, members, np.array([1, 1, 9]), (Coupling(kroner, most=8_000_001),))
    assert found.chosen.tolist() == [2]


def test_duplicated_columns_change_nothing():
    sets, values = every_set(8, 3, 3)
    once = divide(8, *pool(sets), values)
    twice = divide(8, *pool(sets + sets), np.concatenate((values, values)))
    assert (once.value, twice.proven) == (twice.value, True)


def test_the_same_question_gives_the_same_answer():
    sets, values = every_set(10, 4, 5)
    answers = {divide(10, *pool(sets), values, seed=7).chosen.tobytes() for _again in range(3)}
    assert len(answers) == 1
