"""Other tables a reader cannot rule out, found cell by cell.

A *move* is a set of figures, each with +1 or -1, that leaves every sum as it is: raise one cell,
lower another in its row, raise a third, lower a fourth. If every figure in it has room for it,
the table with the move carried out is as possible to the reader as the true one. In a plain
table the shortest move is a rectangle (Giessing and Repsilber's hypercube, 2002; Kelly, Golden
and Assad, 1992, doi:10.1002/net.3230220407, search moves in a network); here it is found in any
system of sums by best-first search.
"""

import heapq
from dataclasses import dataclass

from .bands import Role
from .system import System

Move = dict[int, int]  # figure -> signed whole number

TRIES = 300  # states looked at before the search gives up
LENGTH = 14  # figures in a move at most
PATIENT, HASTY = 30, 75  # what a sum still out of balance is expected to cost


@dataclass(slots=True)
class _State:
    """A half-made move: its last figure, the state before it, and the sums out of balance."""

    before: "_State | None"
    figure: int
    sign: int
    length: int
    cost: int
    open: dict[int, int]

    def has(self, figure: int) -> bool:
        state: _State | None = self
        while state is not None:
            if state.figure == figure:
                return True
            state = state.before
        return False

    def move(self) -> Move:
        state: _State | None = self
        found: Move = {}
        while state is not None:
            found[state.figure] = state.sign
            state = state.before
        return found


def times(move: Move, by: int) -> Move:
    """A move of one unit gone `by` times along, or against it where `by` is negative."""
    return {figure: sign * by for figure, sign in move.items() if by}


def find(
    system: System,
    hidden: set[int],
    figure: int,
    up: int,
    down: int,
    *,
    start: int = 1,
    may_hide: bool = True,
    ahead: int = PATIENT,
) -> Move | None:
    """A cheap move with room for going `up` along it and `down` against it.

    up, down : whole units, at least one of them above zero.
    start : the sign of `figure` in it; -1 with `down` 0 asks for a way to be lower.
    may_hide : may figures that are shown now be part of it, at the price of hiding them?
    ahead : `PATIENT` finds cheaper moves, `HASTY` finds them sooner.

    Returns None when none was found within `TRIES` states; there may still be one.
    The same arguments always give the same move.
    """
    if _price(system, hidden, figure, start, up, down) is None:
        return None
    open_ = {relation: sign * start for relation, sign in system.of[figure]}
    queue = [(ahead * len(open_), 0, _State(None, figure, start, 1, 0, open_))]
    made = 0
    for _try in range(TRIES):
        if not queue:
            return None
        _expected, _made, state = heapq.heappop(queue)
        if not state.open:
            return state.move()
        if state.length >= LENGTH:
            continue
        relation = min(state.open, key=lambda one: (len(system.relations[one]), one))
        for other, coefficient in system.relations[relation]:
            sign = -state.open[relation] * coefficient
            price = _price(system, hidden, other, sign, up, down)
            if price is None or (price and not may_hide):
                continue
            if state.has(other):
                continue
            left = dict(state.open)
            for touched, by in system.of[other]:
                rest = left.get(touched, 0) + by * sign
                if rest == 0:
                    left.pop(touched, None)
                else:
                    left[touched] = rest
            if any(abs(rest) > 1 for rest in left.values()):
                continue
            made += 1
            cost = state.cost + price + 1
            after = _State(state, other, sign, state.length + 1, cost, left)
            heapq.heappush(queue, (cost + ahead * len(left), made, after))
    return None


def _price(
    system: System, hidden: set[int], figure: int, sign: int, up: int, down: int
) -> int | None:
    """What it costs to let a figure move: 0, or its weight to hide it; None if it cannot."""
    raised, lowered = (up, down) if sign > 0 else (down, up)
    value = system.value[figure]
    low, high = system.bounds(figure, hidden)
    if value - lowered >= low and value + raised <= high:
        return 0
    if figure in hidden or system.role[figure] is not Role.FREE:
        return None
    low, high = system.hidden[figure]
    if value - lowered >= low and value + raised <= high:
        return system.weight[figure]
    return None
