"""The reader who computes: what can be told of a hidden figure from everything else.

Two tools. `stands` checks in whole numbers that a table is one the reader cannot rule out: two
such tables, one with a low and one with a high value of a figure, prove that the figure cannot
be narrowed further. `ranges` attacks: the least and highest value by linear programming, drawn
in to whole numbers. The first is a proof of safety, the second finds what is unsafe.
"""

from collections.abc import Iterable, Sequence

from .bands import NO_LIMIT
from .moves import Move
from .system import System

SLACK = 1e-6  # what the linear solver may be off by


def stands(system: System, hidden: set[int], move: Move) -> bool:
    """Is the true table plus `move` possible to a reader, as far as this reader can see?

    Every sum must hold and every figure lie where the reader knows it to lie. Whole numbers
    throughout, so there is no rounding to hide behind.
    """
    balance: dict[int, int] = {}
    for figure, by in move.items():
        low, high = system.bounds(figure, hidden)
        if not low <= system.value[figure] + by <= high:
            return False
        for relation, coefficient in system.of[figure]:
            balance[relation] = balance.get(relation, 0) + coefficient * by
    return not any(balance.values())


def unsettled(system: System, hidden: set[int], figures: Iterable[int]) -> list[list[int]]:
    """The figures that are not plain to the reader, in groups that sums join."""
    open_ = [f for f in figures if len(set(system.bounds(f, hidden))) > 1]
    waiting, groups = set(open_), []
    for first in open_:
        if first not in waiting:
            continue
        waiting.discard(first)
        group, queue = [], [first]
        while queue:
            figure = queue.pop()
            group.append(figure)
            for relation, _ in system.of[figure]:
                for other, _sign in system.relations[relation]:
                    if other in waiting:
                        waiting.discard(other)
                        queue.append(other)
        groups.append(sorted(group))
    return groups


def ranges(system: System, hidden: set[int], targets: Sequence[int]) -> dict[int, tuple[int, int]]:
    """The least and highest whole number each target can be, to a reader with a solver.

    `NO_LIMIT` where there is no highest. Raises `RuntimeError` if the solver gives no answer.
    Costs two linear programmes per target.
    """
    found = {f: system.bounds(f, hidden) for f in targets}
    for group in unsettled(system, hidden, range(len(system.value))):
        wanted = [f for f in targets if f in set(group)]
        if wanted:
            found |= _solved(system, hidden, group, wanted)
    return found


def _solved(
    system: System, hidden: set[int], group: list[int], wanted: list[int]
) -> dict[int, tuple[int, int]]:
    from math import ceil, floor

    import numpy as np
    from scipy.optimize import linprog
    from scipy.sparse import lil_matrix

    at = {figure: n for n, figure in enumerate(group)}
    relations = sorted({relation for f in group for relation, _ in system.of[f]})
    matrix, right = (
        lil_matrix((max(1, len(relations)), len(group))),
        np.zeros(max(1, len(relations))),
    )
    for row, relation in enumerate(relations):
        for figure, sign in system.relations[relation]:
            if figure in at:
                matrix[row, at[figure]] += sign
                right[row] += sign * system.value[figure]
    bounds = [
        (low, None if high >= NO_LIMIT else high)
        for low, high in (system.bounds(f, hidden) for f in group)
    ]
    found = {}
    for figure in wanted:
        ends = []
        for sign in (1, -1):
            aim = np.zeros(len(group))
            aim[at[figure]] = sign
            answer = linprog(aim, A_eq=matrix.tocsr(), b_eq=right, bounds=bounds, method="highs")
            if answer.status == 3:
                ends.append(float(NO_LIMIT))
            elif answer.status == 0:
                ends.append(sign * answer.fun)
            else:
                raise RuntimeError(f"the attack was not carried out: {answer.message}")
        high = NO_LIMIT if ends[1] >= NO_LIMIT else floor(ends[1] + SLACK)
        found[figure] = (ceil(ends[0] - SLACK), high)
    return found
