"""The search that ends in proof: bound from below, swaps from above, branch on what is left.

The Lagrangean relaxation drops "each client is served once" and lets clients bid instead; for
fixed prices the best sites can be read off (Cornuéjols, Fisher and Nemhauser 1977, Management
Science 23(8)). Sites and journeys whose reduced cost exceeds the gap are settled (Beasley 1993,
European Journal of Operational Research 65(3); Avella, Sassano and Vasil'ev 2007, Mathematical
Programming 109(1)). What is left is branched on, site by site, or, once small, given to HiGHS
as the radius model of García, Labbé and Marín (2011), INFORMS Journal on Computing 23(4).
"""

import heapq
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from tospann.engines.structure import siting_kernels as kernels
from tospann.engines.structure.milp import Program, minimise
from tospann.engines.structure.progress import Limit
from tospann.engines.structure.siting_kernels import CLOSED, FREE, LEAST, OPEN
from tospann.engines.structure.siting_lists import Bid, Lists, prices_between, shortened
from tospann.engines.structure.territory import Flags, Integers, Numbers

STRIDE = 60  # iterations between two looks at what can be settled, and at the clock
ROOT_FACTOR, NODE_FACTOR = 1.5, 0.3  # first step, as a share of the distance to the value
NODE_STRIDES = 4
SHIFT = 12  # prices are whole 4096ths of a second
HIGHS_ENTRIES = 2_500  # list entries below which HiGHS closes faster than branching
HIGHS_FREE = 60  # free sites below which branching is faster again
HIGHS_RANGE = 1e7  # largest sum of objective coefficients it is trusted with, see `by_highs`
NEAR = 1.1  # how much worse than the best a set may be to be climbed from
KICKS = 8  # restarts from a disturbed best answer when the root leaves a gap


@dataclass
class Best:
    """The best answer so far, over the full lists, and how more are found."""

    lists: Lists
    movable: Flags  # (s,) may the site be swapped out
    far: int  # seconds charged for whoever reaches nothing
    is_open: Flags  # (s,) the best answer
    value: int = 2**62
    seen: set[bytes] = field(default_factory=set)

    def climb(self, is_open: Flags, *, tidy: bool = False, near: float = np.inf) -> None:
        """Swap from here to a local best, unless that was done, or this is far from the best."""
        key = np.packbits(is_open).tobytes()
        if key in self.seen and not tidy:
            return
        self.seen.add(key)
        if near < np.inf and self.worth(is_open) > near * self.value:
            return
        trial = is_open.copy()
        value = int(
            kernels.interchange(
                *self.lists.whole, self.movable, np.int64(self.far), trial, tidy, 100_000
            )
        )
        self.seen.add(np.packbits(trial).tobytes())
        if value < self.value or (tidy and value == self.value):
            self.value, self.is_open = value, trial

    def worth(self, is_open: Flags) -> int:
        return int(kernels.worth(*self.lists.whole, is_open, np.int64(self.far)))


@dataclass(frozen=True)
class Node:
    """What is left of the problem under some decisions."""

    lists: Lists
    sites: Integers  # of the full lists
    state: NDArray[np.int64]
    price: Numbers
    average: Numbers
    bound: int


def prove(
    lists: Lists,
    count: int,
    fixed: Flags,
    best: Best,
    limit: Limit,
    *,
    seed: int = 0,
    tell: Callable[[str, int, int], None],
    enough: float = 0.0,
) -> int:
    """Raise the bound and lower `best` until they meet, or the limit is over.

    Parameters
    ----------
    lists : all clients and sites; `best` holds a feasible answer of `count` sites.
    fixed : (s,) sites open in every answer.
    tell : told what is being done, the value and the bound.
    enough : relative gap at which to stop; 0 = only with proof.

    Returns
    -------
    The bound: never above the true optimum.
    """

    def told(step: str, bound: int) -> bool:
        """Tell, and say whether to stop."""
        tell(step, best.value, min(bound, best.value))
        return limit.over() or best.value - bound <= enough * max(1, best.value)

    state = np.where(fixed, OPEN, FREE).astype(np.int64)
    price = prices_between(lists, best.is_open)
    start = Node(
        lists, np.arange(state.size), state, price, np.zeros(state.size), lists.floor(fixed)
    )
    root = rise(start, count, best, ROOT_FACTOR, partial(told, "Beregner hva som minst må til"))
    if root is None:
        return best.value
    if told("Prøver flere utgangspunkter", root.bound):
        return min(root.bound, best.value)
    kick(best, limit, seed)
    return branch(root, count, best, limit, seed, partial(told, "Prøver det som er igjen"), enough)


def branch(
    root: Node,
    count: int,
    best: Best,
    limit: Limit,
    seed: int,
    told: Callable[[int], bool],
    enough: float,
) -> int:
    """Best-first branch and bound over what the root left free. Returns the bound."""
    heap = [(root.bound, 0, root)]
    number = 0
    while heap:
        bound, _, node = heap[0]
        if told(bound):
            return min(bound, best.value)
        if small(node):
            closed = by_highs(node, count, best, limit, seed)
            if not closed and limit.over():
                return min(bound, best.value)
        else:
            closed = False
        heapq.heappop(heap)
        for child in () if closed else split(node):
            risen = rise(
                child, count, best, NODE_FACTOR, lambda _bound: limit.over(), NODE_STRIDES, NEAR
            )
            if risen is not None:
                number += 1
                heapq.heappush(heap, (risen.bound, number, risen))
    return best.value


def split(node: Node) -> Iterator[Node]:
    """Open, then close, the site that the prices are most undecided about."""
    free = np.flatnonzero(node.state == FREE)
    site = free[np.argmin(np.abs(node.average[free] - 0.5))]
    for choice in (OPEN, CLOSED):
        state = node.state.copy()
        state[site] = choice
        yield replace(node, state=state)


def rise(
    node: Node,
    count: int,
    best: Best,
    factor: float,
    told: Callable[[int], bool],
    strides: int | None = None,
    near: float = np.inf,
) -> Node | None:
    """Raise a node's bound and settle what can be settled.

    Returns the node as it is when steps become too small, after `strides`, or when `told`
    says stop; None when it holds no better answer than `best`, which may have improved.
    """
    lists, sites, average, bound = node.lists, node.sites, node.average.copy(), node.bound
    state, price = node.state.copy(), node.price.copy()
    ceiling = 2.0 * best.lists.longest + 1.0
    walk, taken = np.array([-np.inf, factor, 0.0]), 0
    direction, best_price = np.zeros(price.size), price.copy()
    while True:
        opened, free = (state == OPEN).sum(), (state == FREE).sum()
        if opened > count or opened + free < count:
            return None
        if opened == count or opened + free == count:  # one answer is left
            best.climb(_full(best, sites[(state == OPEN) | ((state == FREE) & (opened < count))]))
            return None
        if taken == strides or walk[1] < LEAST or (taken and told(bound)):
            return Node(lists, sites, state, best_price, average, bound)
        kernels.ascend(
            *lists.rough, state, count, price, direction, best_price, average, walk,
            float(best.value - lists.constant), ceiling, STRIDE,
        )  # fmt: skip
        taken += 1
        bid = offer(lists, state, count, best_price)
        bound = max(bound, bid.bound)
        if bound < best.value:
            best.climb(_full(best, sites[bid.chosen]), near=near)
        if bound >= best.value:
            return None
        most = (best.value - 1 - lists.constant) << bid.shift
        settled = kernels.fix(bid.rho, bid.chosen, bid.scaled, most, state)
        if settled or taken % 3 == 0 or taken == strides:
            left = shortened(lists, state, bid, most - bid.scaled)
            if left is None:
                return None
            lists, kept, state, clients = left
            sites, average, price = sites[kept], average[kept], best_price[clients]
            direction, best_price = np.zeros(price.size), price.copy()
            walk[0], walk[2] = -np.inf, 0


def offer(lists: Lists, state: NDArray[np.int64], count: int, price: Numbers) -> Bid:
    """What these prices prove, in whole numbers.

    Any prices give a valid bound, so they are first rounded to whole fractions of a second, and
    everything after is exact: a bound is never claimed that rounding has lifted. The fraction
    is as fine as 63 bits allow: no sum inside exceeds `top`, the bids of all clients for all
    chosen sites, the costs, and one journey at its longest.
    """
    bids = float((lists.weight * price).sum()) * (count + 1)
    journey = float(lists.weight.max(initial=0)) * lists.longest
    top = bids + journey + float(np.abs(lists.cost).sum()) + 1.0
    shift = max(0, min(SHIFT, 60 - math.ceil(math.log2(top))))
    whole = np.rint(price * 2.0**shift).astype(np.int64)
    rho = np.empty(lists.cost.size, np.int64)
    chosen = np.empty(lists.cost.size, np.bool_)
    scaled = int(kernels.exact_bound(*lists.whole, state, count, whole, shift, rho, chosen))
    return Bid(whole, shift, rho, chosen, scaled, -(-scaled >> shift) + lists.constant)


def small(node: Node) -> bool:
    """Is this little enough, and in small enough numbers, for HiGHS?"""
    lists = node.lists
    if lists.near.size > HIGHS_ENTRIES or (node.state == FREE).sum() < HIGHS_FREE:
        return False
    spread = lists.times[lists.start[1:] - 1].astype(np.int64) - lists.times[lists.start[:-1]]
    return int((lists.weight * spread).sum()) + int(np.abs(lists.cost).sum()) <= HIGHS_RANGE


def by_highs(node: Node, count: int, best: Best, limit: Limit, seed: int) -> bool:
    """Close a small node with HiGHS: True when it holds nothing better than `best` any more.

    HiGHS computes in floating point: rows may be off by its tolerance of 1e-9, so an objective
    whose coefficients sum to at most HIGHS_RANGE may be off by 0.01. Answers differ by at least
    one whole person-second, and a quarter is asked for.
    """
    lists = node.lists
    program = radius_model(lists, node.state, count)
    found = minimise(program, limit, seed=seed, gap=0.5)
    if found.x is not None:
        best.climb(_full(best, node.sites[found.x[: node.sites.size] > 0.5]))
    at_least = lists.constant + int((lists.weight * lists.times[lists.start[:-1]]).sum())
    return found.bound - 0.25 > best.value - 1 - at_least


def radius_model(lists: Lists, state: NDArray[np.int64], count: int) -> Program:
    """Sites, and for each client and each of its distances: is nothing open within it?"""
    sites, clients = lists.cost.size, lists.clients
    who = np.repeat(np.arange(clients), np.diff(lists.start))
    begins = np.r_[True, (who[1:] != who[:-1]) | (lists.times[1:] != lists.times[:-1])]
    begins = begins[: who.size]
    level = np.cumsum(begins) - 1  # of each entry
    owner, times = who[begins], lists.times[begins].astype(np.int64)  # of each level
    last = np.r_[owner[1:] != owner[:-1], True][: owner.size]
    past = np.flatnonzero(~last)  # levels that can be gone past
    column = np.full(owner.size, -1)
    column[past] = sites + np.arange(past.size)
    after = past + 1
    rows = csr_matrix(
        (
            np.r_[np.ones(sites + level.size + past.size), -np.ones(past.size)],
            (
                np.r_[np.zeros(sites, int), 1 + level, 1 + past, 1 + after],
                np.r_[np.arange(sites), lists.near, column[past], column[past]],
            ),
        ),
        (1 + owner.size, sites + past.size),
    )
    opens = np.r_[True, owner[1:] != owner[:-1]][: owner.size]  # first level of each client
    return Program(
        cost=np.r_[lists.cost, lists.weight[owner[past]] * (times[after] - times[past])].astype(
            float
        ),
        rows=rows,
        low=np.r_[count, opens].astype(float),
        high=np.r_[float(count), np.full(owner.size, np.inf)],
        lower=np.r_[state == OPEN, np.zeros(past.size)].astype(float),
        upper=np.r_[state != CLOSED, np.ones(past.size)].astype(float),
        whole=np.arange(sites + past.size) < sites,
    )


def kick(best: Best, limit: Limit, seed: int) -> None:
    """Disturb a quarter of the best answer and climb again, KICKS times."""
    random = np.random.default_rng(seed)
    for _ in range(KICKS):
        if limit.over():
            return
        trial = best.is_open.copy()
        leave = np.flatnonzero(trial & best.movable)
        enter = np.flatnonzero(~trial)
        many = min(max(1, leave.size // 4), enter.size, leave.size)
        trial[random.choice(leave, many, replace=False)] = False
        trial[random.choice(enter, many, replace=False)] = True
        best.climb(trial)


def _full(best: Best, sites: Integers) -> Flags:
    """A set of sites as flags over all of them."""
    is_open = np.zeros(best.movable.size, np.bool_)
    is_open[sites] = True
    return is_open
