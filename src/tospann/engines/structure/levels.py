"""Main offices, branches and meeting points chosen together.

Some visits need a main office, some a branch at least, and the rest can be met at any level. A
main office does what a branch does, and a branch what a meeting point does: the successively
inclusive hierarchical p-median (Narula 1984, Annals of Operations Research 6, doi
10.1007/BF02026817; Şahin and Süral 2007, Computers & Operations Research 34(8)).

Without the nesting each level is a p-median by itself, and the sum of those optima is a bound.
What no better answer can use is left out of each level (see `siting_proof`), and HiGHS closes
what remains, the levels held together by their nesting.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import block_diag, csr_matrix, vstack

from tospann.engines.structure import siting_kernels as kernels
from tospann.engines.structure.milp import Program, minimise
from tospann.engines.structure.progress import Limit, Progress
from tospann.engines.structure.siting import Placement, Unreached, check, nearest, place
from tospann.engines.structure.siting_kernels import FREE
from tospann.engines.structure.siting_lists import Lists, nearest_first, prices_between, shortened
from tospann.engines.structure.siting_proof import ROOT_FACTOR, offer, radius_model
from tospann.engines.structure.territory import Indices, Integers, Numbers

MOST_ENTRIES = 60_000  # of all levels, for HiGHS; with more the bound stays the sum of levels
_ITERATIONS = 400

NOWHERE = np.zeros(0, np.int32)
Sets = tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Levels:
    """Which level each site has, and how good that is. No answer has a value below `bound`.

    `value` is person-seconds one way, times the shares.
    """

    level: NDArray[np.int8]  # (s,) 1 = the highest, 2 = the next, …; 0 = nothing there
    serves: Indices  # (levels, p) where a visit that needs this level is met; -1 = unreachable
    mean_minutes: tuple[float, ...]  # one way, to the nearest of each level or higher
    value: int
    bound: int

    @property
    def gap(self) -> float:
        """How far from the best possible this may be, as a share of the value."""
        return (self.value - self.bound) / max(1, self.value)

    @property
    def proven(self) -> bool:
        return self.bound >= self.value


def place_levels(
    seconds: Indices,
    residents: Integers,
    *,
    counts: Sequence[int],
    shares: Sequence[int],
    seconds_limit: float = 60.0,
    seed: int = 0,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Levels:
    """Choose sites for every level so that visits, by the level they need, travel least.

    Parameters
    ----------
    seconds : (p, s) int32, travel one way; `NO_ROUTE` = none.
    residents : (p,) int64, not negative.
    counts : how many sites get each level, the highest first: main offices, branches, meeting
        points. At least 1 of the first, at least 0 of the others, at most s in all.
    shares : of visits that need each level, as whole numbers: (10, 30, 60) for per cent.

    Raises
    ------
    ValueError
        If the shapes disagree or a number is out of range.
    Unreached
        If so many sites of the first level cannot reach everybody.
    Stopped
        If the limit was over before that was known.
    """
    check(seconds, residents, (), (), None)
    _check_levels(counts, shares, np.shape(seconds)[1])
    limit = Limit(seconds_limit, cancelled)
    opens = np.cumsum(counts).tolist()
    everywhere = np.arange(seconds.shape[1], dtype=np.int32)

    def best(level: int, fixed: Indices, allowed: Indices) -> Placement:
        barred = np.setdiff1d(everywhere, allowed)
        return place(
            seconds, residents * shares[level], count=opens[level], fixed=fixed, forbidden=barred,
            seconds_limit=limit.left(), seed=seed, cancelled=cancelled,
        )  # fmt: skip

    apart = [best(level, NOWHERE, everywhere) for level in range(len(opens))]
    bound = sum(one.bound for one in apart)
    sets, value = _nested(apart, best, everywhere)
    if progress is not None:
        progress(Progress("Setter nivåene sammen", value=value, bound=bound))
    if bound < value and not limit.over():
        sets, value, bound = _closed(
            seconds, residents, shares, opens, apart, sets, value, bound, limit, seed
        )
    return _answer(seconds, residents, sets, value, bound)


def _check_levels(counts: Sequence[int], shares: Sequence[int], sites: int) -> None:
    if not counts or counts[0] < 1 or min(counts) < 0 or sum(counts) > sites:
        raise ValueError(
            f"counts is {tuple(counts)}, expected at least 1 first and at most {sites} in all"
        )
    if len(shares) != len(counts) or min(shares) < 0 or not sum(shares):
        raise ValueError(f"shares is {tuple(shares)}, expected {len(counts)}, not negative")


def _nested(
    apart: list[Placement],
    best: Callable[[int, Indices, Indices], Placement],
    everywhere: Indices,
) -> tuple[Sets, int]:
    """Nested sets: from each level's own best outwards and inwards, then level by level.

    Every step is a p-median with some sites fixed and some barred, so no step makes it worse.
    """
    levels = range(len(apart))
    found = []
    for begin in levels:
        sets: dict[int, Placement] = {begin: apart[begin]}
        for level in range(begin + 1, len(apart)):
            sets[level] = best(level, sets[level - 1].sites, everywhere)
        try:
            for level in range(begin - 1, -1, -1):
                sets[level] = best(level, NOWHERE, sets[level + 1].sites)
        except Unreached:
            continue  # fewer sites among those reach not everybody; outwards they always do
        found.append((sum(one.value for one in sets.values()), begin, sets))
    value, _, sets = min(found, key=lambda one: one[:2])
    while True:
        for level in levels:
            inside = sets[level - 1].sites if level else NOWHERE
            outside = sets[level + 1].sites if level + 1 < len(apart) else everywhere
            again = best(level, inside, outside)
            if again.value < sets[level].value:
                sets[level] = again
        now = sum(one.value for one in sets.values())
        if now >= value:
            return tuple(tuple(sets[level].sites.tolist()) for level in levels), value
        value = now


def _closed(
    seconds: Indices,
    residents: Integers,
    shares: Sequence[int],
    opens: list[int],
    apart: list[Placement],
    sets: Sets,
    value: int,
    bound: int,
    limit: Limit,
    seed: int,
) -> tuple[Sets, int, int]:
    """Look for something better than `value` with all levels in one model."""
    whole = nearest_first(
        seconds, residents[residents > 0], np.zeros(seconds.shape[1], np.int64),
        np.flatnonzero(residents > 0), np.arange(seconds.shape[1]),
    )  # fmt: skip
    parts = []
    for level, count in enumerate(opens):
        left = _left(whole, shares[level], count, apart[level], value - 1 - bound)
        if left is None:
            return sets, value, value
        parts.append(left)
    if sum(lists.near.size for lists, _, _ in parts) > MOST_ENTRIES:
        return sets, value, bound
    program, base = _joined(parts, opens, seconds.shape[1])
    found = minimise(program, limit, seed=seed, gap=0.0)
    at = 0
    if found.x is not None:
        better = []
        for lists, sites, _ in parts:
            better.append(tuple(sites[found.x[at : at + sites.size] > 0.5].tolist()))
            at += sites.size + _past(lists)
        worth = _worth(seconds, residents, shares, tuple(better))
        if worth < value:
            sets, value = tuple(better), worth
    if found.bound == np.inf:
        return sets, value, value
    if np.isfinite(found.bound):
        # HiGHS computes in floating point: a quarter and a thousand-millionth are taken off.
        claimed = base + int(np.ceil(found.bound - abs(found.bound) * 1e-9 - 0.25))
        bound = max(bound, min(claimed, value))
    return sets, value, bound


def _left(
    whole: Lists, share: int, count: int, apart: Placement, room: int
) -> tuple[Lists, Integers, NDArray[np.int64]] | None:
    """One level without what would lift its own optimum by more than `room`; None = nothing left.

    Returns the lists, their sites, and the state of each.
    """
    lists = Lists(whole.near, whole.times, whole.start, whole.weight * share, whole.cost)
    state = np.full(lists.cost.size, FREE)
    is_open = np.zeros(lists.cost.size, np.bool_)
    is_open[apart.sites] = True
    price = prices_between(lists, is_open)
    best, walk = price.copy(), np.array([-np.inf, ROOT_FACTOR, 0.0])
    kernels.ascend(
        *lists.rough, state, count, price, np.zeros(price.size), best, np.zeros(state.size), walk,
        float(apart.value), 2.0 * lists.longest + 1.0, _ITERATIONS,
    )  # fmt: skip
    bid = offer(lists, state, count, best)
    most = (apart.bound + room) << bid.shift
    kernels.fix(bid.rho, bid.chosen, bid.scaled, most, state)
    short = shortened(lists, state, bid, most - bid.scaled)
    if short is None:
        return None
    left, sites, state, _clients = short
    return left, sites, state


def _past(lists: Lists) -> int:
    """How many columns the radius model has beside the sites."""
    same = np.diff(lists.times) == 0
    inner = np.ones(max(0, lists.times.size - 1), np.bool_)
    inner[lists.start[1:-1] - 1] = False  # from one client to the next
    return int((inner & ~same).sum())


def _joined(
    parts: list[tuple[Lists, Integers, NDArray[np.int64]]], opens: list[int], sites: int
) -> tuple[Program, int]:
    """The radius models of all levels side by side, and rows that nest them."""
    models = [
        radius_model(lists, state, count)
        for (lists, _, state), count in zip(parts, opens, strict=True)
    ]
    starts = np.r_[0, np.cumsum([one.cost.size for one in models])]
    upper = [one.upper.copy() for one in models]
    pairs: list[tuple[int, int]] = []
    for level in range(len(parts) - 1):
        outer = {site: k for k, site in enumerate(parts[level + 1][1].tolist())}
        for k, site in enumerate(parts[level][1].tolist()):
            if site not in outer:
                upper[level][k] = 0.0
            else:
                pairs.append((int(starts[level]) + k, int(starts[level + 1]) + outer[site]))
    number = np.arange(len(pairs))
    inner, outer_ = np.array(pairs, int).reshape(-1, 2).T
    nest = csr_matrix(
        (
            np.r_[np.ones(number.size), -np.ones(number.size)],
            (np.r_[number, number], np.r_[inner, outer_]),
        ),
        (number.size, int(starts[-1])),
    )

    def beside(name: str) -> Numbers:
        return np.concatenate([getattr(one, name) for one in models])

    program = Program(
        cost=beside("cost"),
        rows=csr_matrix(vstack([block_diag([one.rows for one in models]), nest])),
        low=np.r_[beside("low"), np.full(number.size, -np.inf)],
        high=np.r_[beside("high"), np.zeros(number.size)],
        lower=beside("lower"),
        upper=np.concatenate(upper),
        whole=np.concatenate([one.whole for one in models]),
    )
    base = sum(
        lists.constant + int((lists.weight * lists.times[lists.start[:-1]]).sum())
        for lists, _, _ in parts
    )
    return program, base


def _worth(seconds: Indices, residents: Integers, shares: Sequence[int], sets: Sets) -> int:
    total = 0
    for share, sites in zip(shares, sets, strict=True):
        reach = nearest(seconds, np.array(sites, np.int32))[1].astype(np.int64)
        total += share * int((residents * np.where(residents > 0, reach, 0)).sum())
    return total


def _answer(seconds: Indices, residents: Integers, sets: Sets, value: int, bound: int) -> Levels:
    level = np.zeros(seconds.shape[1], np.int8)
    serves, minutes, people = [], [], max(1, int(residents.sum()))
    for number in range(len(sets), 0, -1):
        level[list(sets[number - 1])] = number
    for sites in sets:
        where, reach = nearest(seconds, np.array(sites, np.int32))
        serves.append(where)
        travel = int((residents * np.where(residents > 0, reach, 0).astype(np.int64)).sum())
        minutes.append(travel / people / 60)
    return Levels(level, np.stack(serves), tuple(minutes), value, min(bound, value))
