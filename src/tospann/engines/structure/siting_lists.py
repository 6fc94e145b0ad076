"""Each client's sites, nearest first: made once for a map, made shorter as sites are settled."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tospann.engines.structure import siting_kernels as kernels
from tospann.engines.structure.siting_kernels import CLOSED, OPEN
from tospann.engines.structure.territory import NO_ROUTE, Flags, Indices, Integers, Numbers

MOST_SITES = 65_535  # what fits in the two bytes of a list's entry
_ROWS = 4096  # sorted at a time, so that the keys of the whole matrix are never in memory


@dataclass(frozen=True)
class Lists:
    """Client i's sites are `near[start[i]:start[i + 1]]`, ascending by time, then by site."""

    near: NDArray[np.uint16]
    times: Indices  # seconds, beside `near`
    start: Integers  # (n + 1,)
    weight: Integers  # (n,) residents
    cost: Integers  # (s,) person-seconds that an open site costs
    constant: int = 0  # person-seconds of clients that are settled and no longer listed

    @property
    def whole(self) -> tuple[NDArray, ...]:
        """What the exact kernels take."""
        return self.near, self.times, self.start, self.weight, self.cost

    @cached_property
    def rough(self) -> tuple[NDArray, ...]:
        """What the floating-point kernel takes."""
        return (
            self.near, self.times, self.start, self.weight.astype(float), self.cost.astype(float),
        )  # fmt: skip

    @property
    def clients(self) -> int:
        return self.weight.size

    @cached_property
    def longest(self) -> int:
        """Seconds of the longest journey listed; 0 when nothing is listed."""
        return int(self.times.max(initial=0))

    def floor(self, fixed: Flags) -> int:
        """What everybody's nearest site would cost: no answer is better."""
        nearest = self.times[self.start[:-1]].astype(np.int64)
        return self.constant + int((self.weight * nearest).sum()) + int(self.cost[fixed].sum())


@dataclass(frozen=True)
class Bid:
    """One exact Lagrangean bound: `scaled` is in units of 2 ** -shift person-seconds."""

    price: Integers
    shift: int
    rho: Integers
    chosen: Flags
    scaled: int
    bound: int  # whole person-seconds, rounded up: every answer is whole


def nearest_first(
    seconds: Indices, weight: Integers, cost: Integers, rows: Integers, columns: Integers
) -> Lists:
    """The lists of these rows and columns of a travel matrix, without those of no route.

    Parameters
    ----------
    seconds : (p, s) int32. weight, cost : of the rows and of the columns taken.
    rows, columns : int, ascending; at most MOST_SITES columns.
    """
    near = np.empty(rows.size * columns.size, np.uint16)
    times = np.empty(rows.size * columns.size, np.int32)
    start = np.zeros(rows.size + 1, np.int64)
    number = np.arange(columns.size, dtype=np.int64)
    everything = columns.size == seconds.shape[1]
    at = 0
    for low in range(0, rows.size, _ROWS):
        block = seconds[rows[low : low + _ROWS]]
        keys = (block if everything else block[:, columns]).astype(np.int64)
        keys <<= 16
        keys |= number
        keys.sort(axis=1)
        reached = keys < np.int64(NO_ROUTE) << 16
        lengths = reached.sum(axis=1)
        ends = at + np.cumsum(lengths)
        start[low + 1 : low + 1 + lengths.size] = ends
        entries = keys.ravel() if lengths.min() == columns.size else keys[reached]
        near[at : ends[-1]] = entries & 0xFFFF
        times[at : ends[-1]] = entries >> 16
        at = int(ends[-1])
    return Lists(near[:at], times[:at], start, weight, cost)


def shortened(
    lists: Lists, state: NDArray[np.int64], bid: Bid, room: int
) -> tuple[Lists, Integers, NDArray[np.int64], Integers] | None:
    """The lists without what no better answer uses; None when no better answer is left.

    A client with one site left forces that site open and moves into the constant. `room` is
    how far the bid's bound may rise, in its own units.

    Returns
    -------
    The lists; the sites kept, as indices of the old ones; their state; the clients kept.
    """
    extra = kernels.extras(bid.rho, bid.chosen, state)
    keep = np.empty(lists.near.size, np.bool_)
    lengths = kernels.kept(
        *lists.whole[:4], state, bid.price, bid.shift, extra, np.int64(room), keep
    )
    if lengths.size and lengths.min() == 0:
        return None
    sites = np.flatnonzero(state != CLOSED)
    renamed = np.zeros(state.size, np.uint16)
    renamed[sites] = np.arange(sites.size)
    several, one = np.flatnonzero(lengths > 1), np.flatnonzero(lengths == 1)
    near, times, start = _copied(lists, keep, renamed, several, lengths)
    only, reach, _ = _copied(lists, keep, renamed, one, lengths)
    left = state[sites]
    left[only] = OPEN
    settled = int((lists.weight[one] * reach.astype(np.int64)).sum())
    short = Lists(
        near, times, start, lists.weight[several], lists.cost[sites], lists.constant + settled
    )
    return short, sites, left, several


def _copied(
    lists: Lists, keep: Flags, renamed: NDArray[np.uint16], clients: Integers, lengths: Integers
) -> tuple[NDArray[np.uint16], Indices, Integers]:
    """The kept entries of some clients, one client after the other."""
    start = np.zeros(clients.size + 1, np.int64)
    np.cumsum(lengths[clients], out=start[1:])
    near = np.empty(start[-1], np.uint16)
    times = np.empty(start[-1], np.int32)
    kernels.shorten(
        lists.near, lists.times, lists.start, keep, renamed, clients, near, times, start
    )
    return near, times, start


def prices_between(lists: Lists, is_open: Flags, share: float = 0.3) -> Numbers:
    """(n,) a first price for each client: past its nearest open site, towards the second."""
    first, second = kernels.both(lists.near, lists.times, lists.start, is_open, np.int64(NO_ROUTE))
    second = np.where(second < NO_ROUTE, second, first + first // 2)
    return first + share * (second - first)
