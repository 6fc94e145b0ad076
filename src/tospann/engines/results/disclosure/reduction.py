"""Showing again what turned out not to be needed."""

from collections.abc import Sequence

from .hiding import Aims, Hiding, is_secondary
from .moves import Move, find, times
from .system import System

REROUTED = 12  # figures leaning on a hidden one, up to which another way is sought


def reduce(
    system: System,
    hiding: Hiding,
    figures: Sequence[int],
    aims: Aims,
) -> None:
    """Show again what turns out not to be needed, the most telling figures first."""
    users: dict[int, set[int]] = {
        f: set() for f in figures if f in hiding.hidden and is_secondary(system, f)
    }
    for figure in aims:
        for other in _used(hiding, figure):
            if other in users:
                users[other].add(figure)
    for spare in sorted(users, key=lambda f: (len(users[f]), -system.weight[f], f)):
        if len(users[spare]) > REROUTED:
            continue
        hidden = hiding.hidden - {spare}
        found: dict[int, tuple[Move, Move]] = {}
        for figure in sorted(users[spare]):
            down, up = hiding.reach(system, figure)
            value = system.value[figure]
            again = _reroute(system, hidden, figure, value - down, up - value)
            if again is None:
                break
            found[figure] = again
        if len(found) < len(users[spare]):
            continue
        hiding.hidden.discard(spare)
        for figure, proof in found.items():
            for other in _used(hiding, figure) & users.keys():
                users[other].discard(figure)
            hiding.proof[figure] = proof
            for other in _used(hiding, figure) & users.keys():
                users[other].add(figure)


def _used(hiding: Hiding, figure: int) -> set[int]:
    down, up = hiding.proof[figure]
    return {*down, *up}


def _reroute(
    system: System, hidden: set[int], figure: int, down: int, up: int
) -> tuple[Move, Move] | None:
    """Moves of one figure among what is hidden already."""
    if up and down:
        both = find(system, hidden, figure, up, down, may_hide=False)
        if both is not None:
            return times(both, -down), times(both, up)
    found = []
    for sign, by in ((-1, down), (1, up)):
        move = find(system, hidden, figure, by, 0, start=sign, may_hide=False) if by else {}
        if move is None:
            return None
        found.append(times(move, by))
    return found[0], found[1]
