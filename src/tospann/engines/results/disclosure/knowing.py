"""What the sums alone tell, before any solver: bounds narrowed sum by sum."""

from collections.abc import Sequence

from .bands import NO_LIMIT, Role
from .system import System

ROUNDS = 20  # times through the sums; narrowing further is left to the search


def narrowed(
    system: System, hidden: set[int], figures: Sequence[int], *, before: bool = False
) -> dict[int, tuple[int, int]]:
    """What a reader could tell of each figure at the least, if all that may be were hidden.

    before : leave out what earlier editions told.

    Never narrower than what the reader can tell, so that a range promised within it may be
    out of reach, and the search must then settle for less.
    """
    known = {}
    bounds = system.bounds_before if before else system.bounds
    for figure in figures:
        low, high = bounds(figure, hidden)
        if figure not in hidden and system.role[figure] is Role.FREE:
            wide = bounds(figure, {figure})
            low, high = min(low, wide[0]), max(high, wide[1])
        known[figure] = (low, high)
    relations = sorted({relation for figure in figures for relation, _ in system.of[figure]})
    if before:
        relations = [relation for relation in relations if relation < system.own]
    for _round in range(ROUNDS):
        changed = [relation for relation in relations if _narrow(system, known, relation)]
        if not changed:
            break
    return known


def _narrow(system: System, known: dict[int, tuple[int, int]], relation: int) -> bool:
    """Draw in the bounds of one sum by each other; did anything change?"""
    pairs = system.relations[relation]
    constant = sum(sign * system.value[figure] for figure, sign in pairs)
    lows = [known[f][0] if s > 0 else -known[f][1] for f, s in pairs]
    highs = [known[f][1] if s > 0 else -known[f][0] for f, s in pairs]
    low_sum, high_sum = sum(lows), sum(highs)
    changed = False
    for n, (figure, sign) in enumerate(pairs):
        least = constant - (high_sum - highs[n])
        most = constant - (low_sum - lows[n])
        if sign < 0:
            least, most = -most, -least
        low, high = known[figure]
        new = (max(low, least), min(high, most) if most < NO_LIMIT // 2 else high)
        if new != (low, high):
            known[figure] = new
            changed = True
    return changed
