"""The same questions as whole-number programmes, solved by HiGHS: exact, for small systems.

The programme for choosing what to hide is the classical one: for each protected figure two
tables that a reader cannot rule out, one with a low and one with a high value of it, and one
yes or no per cell (Kelly, Golden and Assad 1992, doi:10.1002/net.3230220407).
"""

from collections.abc import Iterable, Sequence

from .bands import NO_LIMIT, Role
from .moves import Move
from .quiet import quiet
from .system import Relation, System

SPREAD = 3  # no figure moves more than this many times as far as is asked of one
NODES = 300  # branches looked at; the best plan so far is then taken


def fitting(system: System, sums: Sequence[Relation]) -> tuple[dict[int, int], list[int]]:
    """Whole numbers for the figures unknown here, and the sums (by position) that cannot fit."""
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import lil_matrix

    unknown = sorted(system.unknown)
    at = {figure: n for n, figure in enumerate(unknown)}
    width, height = len(unknown), len(sums)
    low = np.array([system.hidden[f][0] for f in unknown] + [0] * 2 * height, dtype=float)
    high = np.array(
        [_finite(system.hidden[f][1]) for f in unknown] + [np.inf] * 2 * height, dtype=float
    )
    if not height:
        return {f: system.hidden[f][0] for f in unknown}, []
    matrix, right = lil_matrix((height, width + 2 * height)), np.zeros(height)
    for row, relation in enumerate(sums):
        for figure, sign in relation:
            if figure in at:
                matrix[row, at[figure]] = sign
            else:
                right[row] -= sign * system.value[figure]
        matrix[row, width + 2 * row], matrix[row, width + 2 * row + 1] = 1, -1
    with quiet():
        answer = milp(
            np.concatenate([np.zeros(width), np.ones(2 * height)]),
            constraints=LinearConstraint(matrix.tocsr(), right, right),
            bounds=Bounds(low, high),
            integrality=np.ones(width + 2 * height),
        )
    if answer.x is None:
        raise RuntimeError(f"no values fit the suppressed figures: {answer.message}")
    found = np.rint(answer.x).astype(int)
    broken = [n for n in range(height) if found[width + 2 * n] or found[width + 2 * n + 1]]
    return {figure: int(found[n]) for figure, n in at.items()}, broken


def _finite(bound: int) -> float:
    return float("inf") if bound >= NO_LIMIT else float(bound)


def furthest(
    system: System, figures: Sequence[int], hidden: set[int], target: int, by: int
) -> Move:
    """The move that brings `target` nearest to `by` if everything that may be were hidden."""
    found, _hidden = _solve(system, figures, hidden, [(target, by)], longest=True)
    return found[0]


def cheapest(
    system: System, figures: Sequence[int], hidden: set[int], wanted: Iterable[tuple[int, int]]
) -> tuple[list[Move], set[int]] | None:
    """The least weight to hide so that every wanted move is there; None when there is none.

    wanted : (figure, signed whole number) pairs: how far each must be able to move.
    Returns the moves in the order asked for, and the figures to hide besides `hidden`.
    """
    try:
        return _solve(system, figures, hidden, list(wanted))
    except ValueError:
        return None


def _solve(
    system: System,
    figures: Sequence[int],
    hidden: set[int],
    wanted: list[tuple[int, int]],
    *,
    longest: bool = False,
) -> tuple[list[Move], set[int]]:
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import coo_matrix

    free = [f for f in figures if f not in hidden and system.role[f] is Role.FREE]
    choice = {figure: n for n, figure in enumerate(free)}
    far = SPREAD * max(abs(by) for _target, by in wanted)
    movable = [f for f in figures if f in choice or _room(system, hidden, f, far) != (0, 0)]
    if not set(movable).issuperset(target for target, _by in wanted):
        if longest:
            return [{}], set()
        raise ValueError("out of reach")
    relations = sorted({relation for f in movable for relation, _ in system.of[f]})
    row_of = {relation: n for n, relation in enumerate(relations)}
    wide = len(free) + len(wanted) * len(movable)
    low, high = np.zeros(wide), np.ones(wide)
    cost = np.concatenate(
        [[0.0 if longest else float(system.weight[f]) for f in free], np.zeros(wide - len(free))]
    )
    rows: list[tuple[int, int, float]] = []
    least: list[float] = []
    most: list[float] = []
    for copy, (target, by) in enumerate(wanted):
        start = len(free) + copy * len(movable)
        top = len(least)
        least += [0.0] * len(relations)
        most += [0.0] * len(relations)
        for n, figure in enumerate(movable):
            column = start + n
            for relation, coefficient in system.of[figure]:
                rows.append((top + row_of[relation], column, coefficient))
            down, up = _room(system, hidden, figure, far)
            if figure in choice:
                wide_down, wide_up = _room(system, {figure}, figure, far)
                low[column], high[column] = -max(down, wide_down), max(up, wide_up)
                rows.append((len(least), column, 1.0))
                rows.append((len(least), choice[figure], -float(wide_up - up)))
                least.append(-np.inf)
                most.append(up)
                rows.append((len(least), column, 1.0))
                rows.append((len(least), choice[figure], float(wide_down - down)))
                least.append(-down)
                most.append(np.inf)
            else:
                low[column], high[column] = -down, up
            if figure == target:
                if longest:
                    cost[column] = -1 if by > 0 else 1
                    low[column] = max(low[column], min(by, 0))
                    high[column] = min(high[column], max(by, 0))
                elif low[column] <= by <= high[column]:
                    low[column] = high[column] = by
                else:
                    raise ValueError("out of reach")
    down_rows, columns, entries = zip(*rows, strict=True) if rows else ((), (), ())
    matrix = coo_matrix((entries, (down_rows, columns)), shape=(len(least), wide)).tocsr()
    with quiet():
        answer = milp(
            cost,
            constraints=LinearConstraint(matrix, least, most),
            bounds=Bounds(low, high),
            integrality=np.ones(wide),
            options={"node_limit": NODES},
        )
    if answer.x is None:
        raise ValueError(answer.message)
    found = np.rint(answer.x).astype(int)
    moves = [
        {
            figure: int(found[len(free) + copy * len(movable) + n])
            for n, figure in enumerate(movable)
            if found[len(free) + copy * len(movable) + n]
        }
        for copy in range(len(wanted))
    ]
    chosen = {figure for figure, n in choice.items() if found[n]} if not longest else set()
    return moves, chosen


def _room(system: System, hidden: set[int], figure: int, far: int) -> tuple[int, int]:
    """How much lower and higher a figure can be, at most `far`."""
    low, high = system.bounds(figure, hidden)
    value = system.value[figure]
    return max(0, min(far, value - low)), max(0, min(far, high - value))
