"""Which figures to hide besides the small ones, at the least loss of information.

The promise, for every protected figure: whoever knows all that is printed, all the sums, all
earlier editions, the class of each hidden figure and why it is hidden, can narrow it no further
than its class already tells. For a count hidden as 1 to 4 both 1 and 4 remain possible.

Each protected figure gets two *moves* (see `moves`), one down and one up, as far as its class
reaches. They are kept as proof, and are checked in whole numbers before anything is returned.
"""

from collections.abc import Callable, Sequence

from .attack import stands
from .bands import Role
from .formulation import cheapest, furthest
from .hiding import Aims, Hiding
from .knowing import narrowed
from .moves import HASTY, PATIENT, Move, find, in_parts, least_weight, times
from .reduction import reduce
from .system import System, components

EXACT = 60  # protected x figures of a group up to which the least loss is found exactly
TRIES = 30  # protected figures x orders that a larger group is protected in
LARGE = 300  # protected figures in a group from which moves are searched for in haste
REGION = 160  # figures around a stubborn one that are given to the exact programme

Order = Callable[[Aims], Callable[[int], tuple[int, int]]]

# The orders in which figures are protected: each leaves other cells hidden.
ORDERS: tuple[Order, ...] = (
    lambda aims: lambda figure: (-sum(aims[figure]), figure),
    lambda aims: lambda figure: (sum(aims[figure]), figure),
    lambda _aims: lambda figure: (figure, 0),
    lambda _aims: lambda figure: (-figure, 0),
    lambda aims: lambda figure: (-aims[figure][1], -figure),
    lambda aims: lambda figure: (-aims[figure][0], figure),
    lambda _aims: lambda figure: (figure * 7919 % 1009, figure),
    lambda _aims: lambda figure: (figure * 6007 % 997, figure),
)


def suppress(system: System) -> Hiding:
    """Hide what must be hidden. Deterministic; what is returned has been verified."""
    hiding = Hiding(
        {n for n, role in enumerate(system.role) if role not in (Role.FREE, Role.FIXED)}
    )
    for figures in components(system):
        _group(system, hiding, figures)
    return hiding


def _group(system: System, hiding: Hiding, figures: list[int]) -> None:
    """Protect a group of figures that sums join, at the least loss of some tries.

    Where a try is seen to lose no more than must be lost, no solver is asked.
    """
    inside = set(figures)
    protected = [f for f in system.protected() if f in inside]
    aims = wanted(system, hiding.hidden, figures, protected)
    best, loss = _tried(system, hiding, figures, aims, ORDERS[0])
    small = len(protected) * len(figures) <= EXACT
    least = _least(system, hiding, figures, aims) if loss and small else 0
    if loss > least and small and _exactly(system, hiding, figures, aims):
        _prove(system, hiding, figures, aims)
        return
    for order in ORDERS[1 : TRIES // len(protected)]:
        if loss <= least:
            break
        trial, more = _tried(system, hiding, figures, aims, order)
        if more < loss:
            best, loss = trial, more
    hiding.hidden |= best.hidden
    hiding.proof |= best.proof


def _least(system: System, hiding: Hiding, figures: list[int], aims: Aims) -> int:
    """The weight that must be hidden for the sake of the one figure that asks for most."""
    weights = [
        least_weight(system, hiding.hidden, figures, figure, sign)
        for figure, aim in aims.items()
        for sign, by in zip((-1, 1), aim, strict=True)
        if by
    ]
    return max(weights, default=0)


def _tried(
    system: System, hiding: Hiding, figures: list[int], aims: Aims, order: Order
) -> tuple[Hiding, int]:
    """A group protected in one order, and the weight of what is hidden besides."""
    trial = Hiding(set(hiding.hidden), ahead=PATIENT if len(aims) < LARGE else HASTY)
    for figure in sorted(aims, key=order(aims)):
        _protect(system, trial, figures, figure, aims[figure])
    reduce(system, trial, figures, aims)
    _prove(system, trial, figures, aims)
    return trial, sum(system.weight[f] for f in trial.hidden - hiding.hidden)


def _prove(system: System, hiding: Hiding, figures: list[int], aims: Aims) -> None:
    """Check every proof of a group, and protect again where one does not hold.

    Raises `RuntimeError` when that leads nowhere.
    """
    for _round in range(len(figures)):
        broken = [f for f in aims if not _proven(system, hiding, f)]
        if not broken:
            return
        for figure in broken:
            _protect(system, hiding, figures, figure, aims[figure])
    raise RuntimeError("the figures could not be protected; nothing may be shown")


def wanted(
    system: System,
    hidden: set[int],
    figures: Sequence[int],
    protected: Sequence[int],
    *,
    before: bool = False,
) -> Aims:
    """How far down and up each protected figure must be able to go, in whole units.

    As far as its class reaches, but not where the sums alone forbid it however much is hidden.
    before : as it would be had no earlier edition been printed.
    """
    widest = narrowed(system, hidden, figures, before=before)
    aims = {}
    for figure in protected:
        low = max(system.keep[figure][0], widest[figure][0])
        # A total of four ones is at least four to whoever sees the parts; not to be told exactly.
        high = min(max(system.keep[figure][1], low + 1), widest[figure][1])
        value = system.value[figure]
        aims[figure] = (max(0, value - low), max(0, high - value))
    return aims


def _proven(system: System, hiding: Hiding, figure: int) -> bool:
    return all(stands(system, hiding.hidden, move) for move in hiding.proof[figure])


def _exactly(system: System, hiding: Hiding, figures: list[int], aims: Aims) -> bool:
    """Protect a small group at the least possible loss; False when there is no plan for all."""
    asked = [(f, by) for f, (down, up) in aims.items() for by in (-down, up) if by]
    answer = cheapest(system, figures, hiding.hidden, asked) if asked else ([], set())
    if answer is None:
        return False
    found = dict(zip(asked, answer[0], strict=True))
    hiding.hidden |= answer[1]
    for figure, (down, up) in aims.items():
        hiding.proof[figure] = (found.get((figure, -down), {}), found.get((figure, up), {}))
    return True


def _protect(
    system: System,
    hiding: Hiding,
    figures: Sequence[int],
    figure: int,
    aim: tuple[int, int],
) -> None:
    """Find the two moves of one figure, and hide what they need; nothing where that is enough."""
    down, up = aim
    both = (
        find(system, hiding.hidden, figure, up, down, ahead=hiding.ahead) if up and down else None
    )
    if both is None or _needed(system, hiding, times(both, -down), times(both, up)):
        lower = in_parts(system, hiding.hidden, figure, -down)
        upper = in_parts(system, hiding.hidden, figure, up) if lower is not None else None
        if lower is not None and upper is not None:
            hiding.proof[figure] = lower, upper
            return
    if both is None:
        first = _one_way(system, hiding, figures, figure, -down)
        proof = first, _one_way(system, hiding, figures, figure, up)
    else:
        proof = times(both, -down), times(both, up)
    hiding.hidden |= _needed(system, hiding, *proof)
    hiding.proof[figure] = proof


def _needed(system: System, hiding: Hiding, *moves: Move) -> set[int]:
    """The figures not yet hidden whose printed value leaves no room for the moves."""
    found = set()
    for move in moves:
        for figure, by in move.items():
            low, high = system.shown[figure]
            if figure not in hiding.hidden and not low <= system.value[figure] + by <= high:
                found.add(figure)
    return found


def _one_way(system: System, hiding: Hiding, figures: Sequence[int], figure: int, by: int) -> Move:
    """A move of one figure by so much, or by as much as can be; hides what it needs."""
    if by == 0:
        return {}
    free = in_parts(system, hiding.hidden, figure, by)
    if free is not None:
        return free
    sign = 1 if by > 0 else -1
    unit = find(system, hiding.hidden, figure, abs(by), 0, start=sign, ahead=hiding.ahead)
    move = (
        times(unit, abs(by))
        if unit is not None
        else in_parts(system, hiding.hidden, figure, by, may_hide=True, ahead=hiding.ahead)
    )
    if move is not None:
        hiding.hidden |= _needed(system, hiding, move)
        return move
    region = _around(system, figure)
    answer = cheapest(system, region, hiding.hidden, [(figure, by)])
    if answer is None:
        move = with_totals(system, figure, by)
        away = {other for other in move if system.role[other] is Role.FREE}
        if stands(system, hiding.hidden | away, move):
            hiding.hidden |= _needed(system, hiding, move)
            return move
        longest = furthest(system, figures, hiding.hidden, figure, by).get(figure, 0)
        answer = cheapest(system, figures, hiding.hidden, [(figure, longest)]) if longest else None
    if answer is None:
        return {}
    hiding.hidden |= answer[1]
    return answer[0][0]


def with_totals(system: System, figure: int, by: int) -> Move:
    """The figure and every total above it, moved alike: the way out when all else fails."""
    move, queue = {figure: by}, [figure]
    for part in queue:
        for relation, sign in system.of[part]:
            for total, below in system.relations[relation]:
                if sign > 0 > below and total not in move:
                    move[total] = by
                    queue.append(total)
    return move


def _around(system: System, figure: int) -> list[int]:
    """Up to about `REGION` figures reached by the fewest sums from one."""
    found, queue, used = {figure: None}, [figure], set()
    for near in queue:
        for relation, _sign in system.of[near]:
            if relation in used or len(found) > REGION:
                continue
            used.add(relation)
            for other, _ in system.relations[relation]:
                if other not in found:
                    found[other] = None
                    queue.append(other)
    return list(found)
