"""What is settled without a solver is settled as well as with one."""

import random

import pytest

from engines.results.disclosure.grids import grid, random_grid, row
from engines.results.disclosure.test_attack import recovered
from tospann.engines.results.disclosure import formulation, suppress
from tospann.engines.results.disclosure.attack import ranges, stands
from tospann.engines.results.disclosure.classes import U1, U2, U3
from tospann.engines.results.disclosure.hiding import is_secondary
from tospann.engines.results.disclosure.moves import find, in_parts
from tospann.engines.results.disclosure.protect import protect
from tospann.engines.results.disclosure.system import build
from tospann.engines.results.disclosure.tables import Dimension

TABLES = range(120)


def some_table(seed):
    chance = random.Random(seed)
    return random_grid(chance, chance.choice([U1, U1, U2, U3]))


def refuses(*_args, **_given):
    raise AssertionError("a solver was asked")


def none(*_args, **_given):
    return None


def loss(protected):
    system = protected.system
    return sum(system.weight[f] for f in protected.hiding.hidden if is_secondary(system, f))


def test_a_move_is_put_together_of_several_where_each_goes_a_part_of_the_way():
    system = build([row(4, 3, 3, 3)])
    hidden = {0, 1, 2, 3}  # the total is shown

    assert find(system, hidden, 0, 3, 0, start=-1, may_hide=False) is None
    move = in_parts(system, hidden, 0, -3)

    assert move == {0: -3, 1: 1, 2: 1, 3: 1}
    assert stands(system, hidden, move)


def test_no_move_is_put_together_where_there_is_none():
    system = build([row(4, 3, 3)])

    assert in_parts(system, {0, 1, 2}, 0, -3) is None
    move = in_parts(system, {0, 1, 2}, 0, -3, may_hide=True)
    assert move is not None
    assert stands(system, {0, 1, 2, 3}, move)


def test_a_table_whose_small_numbers_hide_each_other_needs_no_solver(monkeypatch):
    for name in ("cheapest", "furthest"):
        monkeypatch.setattr(suppress, name, refuses)
    for table in (row(4, 3, 3, 3, 60), row(1, 60, 70, 80)):
        protected = protect([table])
        assert not protected.leaks
        assert not recovered([table], protected)


def test_a_small_number_in_a_plain_table_needs_no_solver(monkeypatch):
    monkeypatch.setattr(suppress, "cheapest", refuses)
    dimensions = [Dimension(name, {"all": ["a", "b", "c"]}) for name in ("x", "y")]
    leaves = {(x, y): 40 for x in "abc" for y in "abc"} | {("b", "b"): 3}
    table = grid(dimensions, leaves)

    protected = protect([table])

    assert len(protected.hiding.hidden) == 4
    assert not recovered([table], protected)


@pytest.mark.parametrize("part", range(4))
def test_moves_in_parts_leave_a_solver_as_much_doubt_as_moves_that_a_solver_found(
    monkeypatch, part
):
    for seed in TABLES[part::4]:
        table = some_table(seed)
        ours = protect([table])
        with monkeypatch.context() as without:
            without.setattr(suppress, "in_parts", none)
            theirs = protect([table])
        assert len(ours.leaks) == len(theirs.leaks) == 0, seed
        for one in (ours, theirs):
            system, targets = one.system, one.system.protected()[:6]
            aims = suppress.wanted(system, set(), range(len(system.value)), targets)
            told = ranges(system, one.hiding.hidden, targets)
            for figure, (down, up) in aims.items():
                low, high = told[figure]
                assert low <= system.value[figure] - down, seed
                assert high >= system.value[figure] + up, seed


def test_what_is_called_the_least_loss_is_what_the_exact_programme_finds():
    found = 0
    for seed in range(300):
        chance = random.Random(seed)
        wide, high = chance.randint(2, 5), chance.randint(2, 5)
        names = ["abcde"[:wide], "vwxyz"[:high]]
        leaves = {(x, y): chance.randint(5, 80) for x in names[0] for y in names[1]}
        leaves[names[0][0], names[1][0]] = chance.randint(1, 4)
        dimensions = [Dimension(f"d{n}", {"all": list(one)}) for n, one in enumerate(names)]
        table = grid(dimensions, leaves)
        system = build([table])
        figures = list(range(len(system.value)))
        (target,) = system.protected()
        aims = suppress.wanted(system, {target}, figures, [target])
        least = suppress._least(system, suppress.Hiding({target}), figures, aims)
        asked = [(target, by) for by in (-aims[target][0], aims[target][1]) if by]
        answer = formulation.cheapest(system, figures, {target}, asked)
        assert answer is not None
        exact = sum(system.weight[f] for f in answer[1])
        assert least <= exact, seed
        if loss(protect([table])) == least:
            found += 1
            assert least == exact, seed
    assert found > 200
