"""Other tables a reader cannot rule out, found cell by cell.

A *move* is a set of figures, each with +1 or -1, that leaves every sum as it is: raise one cell,
lower another in its row, raise a third, lower a fourth. If every figure in it has room for it,
the table with the move carried out is as possible to the reader as the true one. In a plain
table the shortest move is a rectangle (Giessing and Repsilber's hypercube, 2002; Kelly, Golden
and Assad, 1992, doi:10.1002/net.3230220407, search moves in a network); here it is found in any
system of sums by best-first search.
"""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass

from .bands import Role
from .system import System

Move = dict[int, int]  # figure -> signed whole number

TRIES = 300  # states looked at before the search gives up
LENGTH = 14  # figures in a move at most
NOWHERE: Move = {}
PARTS = 12  # moves that are put together to one at most
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
    gone: Move = NOWHERE,
) -> Move | None:
    """A cheap move with room for going `up` along it and `down` against it.

    up, down : whole units, at least one of them above zero.
    start : the sign of `figure` in it; -1 with `down` 0 asks for a way to be lower.
    may_hide : may figures that are shown now be part of it, at the price of hiding them?
    ahead : `PATIENT` finds cheaper moves, `HASTY` finds them sooner.
    gone : a move that is carried out first; the room is what it leaves.

    Returns None when none was found within `TRIES` states; there may still be one.
    The same arguments always give the same move.
    """
    if _price(system, hidden, figure, start, up, down, gone) is None:
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
            price = _price(system, hidden, other, sign, up, down, gone)
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


def in_parts(
    system: System,
    hidden: set[int],
    figure: int,
    by: int,
    *,
    may_hide: bool = False,
    ahead: int = PATIENT,
) -> Move | None:
    """A move of one figure by so much, put together of several.

    One move goes equally far in every figure. Where each has room for a part of the way only,
    the next one begins where the last one ended; it may take back some of what that one did.

    may_hide : may figures that are shown now be part of it?

    Returns None when none was found; there may still be one.
    """
    sign, gone, away = (1 if by > 0 else -1), dict(NOWHERE), set(hidden)
    for _part in range(PARTS):
        left = abs(by - gone.get(figure, 0))
        if not left:
            return {other: far for other, far in gone.items() if far}
        unit = find(
            system, away, figure, 1, 0, start=sign, may_hide=may_hide, ahead=ahead, gone=gone
        )
        if unit is None:
            return None
        away |= {other for other, way in unit.items() if not _room(system, away, other, way, gone)}
        far = min(left, *(_room(system, away, other, way, gone) for other, way in unit.items()))
        for other, way in unit.items():
            gone[other] = gone.get(other, 0) + way * far
    return None


def least_weight(
    system: System, hidden: set[int], figures: Sequence[int], figure: int, sign: int
) -> int:
    """What must be hidden at the least for a figure to move one unit one way; 0 when not known.

    figures : the group it stands in.

    No further move costs less: it is made up of such moves, at least one of them of this figure
    (in tables of more than two dimensions not always, and then this may be too much by a little).
    The search hopes for no more than the lightest figure can bring, so the first found is least.
    """
    movable = [f for f in figures if f in hidden or len(set(system.bounds(f, hidden))) > 1]
    lightest = min(system.weight[f] for f in figures) if len(movable) == 1 else 0
    crossing = max(len(system.of[f]) for f in figures) or 1
    move = find(system, hidden, figure, 1, 0, start=sign, ahead=lightest // crossing)
    prices = [_price(system, hidden, f, way, 1, 0, NOWHERE) for f, way in (move or {}).items()]
    return sum(price or 0 for price in prices)


def _room(system: System, hidden: set[int], figure: int, sign: int, gone: Move) -> int:
    """How far a figure can still go one way."""
    value = system.value[figure] + gone.get(figure, 0)
    low, high = system.bounds(figure, hidden)
    return high - value if sign > 0 else value - low


def _price(
    system: System, hidden: set[int], figure: int, sign: int, up: int, down: int, gone: Move
) -> int | None:
    """What it costs to let a figure move: 0, or its weight to hide it; None if it cannot."""
    raised, lowered = (up, down) if sign > 0 else (down, up)
    value = system.value[figure] + gone.get(figure, 0)
    low, high = system.bounds(figure, hidden)
    if value - lowered >= low and value + raised <= high:
        return 0
    if figure in hidden or system.role[figure] is not Role.FREE:
        return None
    low, high = system.hidden[figure]
    if value - lowered >= low and value + raised <= high:
        return system.weight[figure]
    return None
