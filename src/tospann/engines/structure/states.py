"""The order in which municipalities are covered, and every set that can be covered on the way.

Municipalities are put in an order along the map. A plan is laid area by area; the next area must
cover the first municipality not covered yet, so each plan is laid in exactly one way. A *state*
is the set covered so far, an *arc* an area that takes one state to another. The number of states
follows how many municipalities stand half-way in the order, not how many there are; so the order
is chosen by trying many and counting.

States depend on the map and the rules only: many fronts, prices and futures share them.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components, shortest_path

from . import front_kernels as kernels
from .territory import Indices, Integers

TRIED_IN_FULL = 5_000  # with fewer states than this, every order found is tried
TRIED = 4  # else so many


@dataclass(frozen=True)
class States:
    """State 0 covers nothing, the last covers all; an arc goes to a later state.

    Arcs are given twice: sorted by where they come from, and by where they lead.
    """

    order: Indices  # the municipalities as they are covered
    leaving: Integers  # (states + 1,) CSR
    head: Indices
    column: Indices
    entering: Integers  # (states + 1,) CSR
    tail: Indices
    entering_column: Indices

    def __len__(self) -> int:
        return len(self.leaving) - 1

    @property
    def arcs(self) -> int:
        return len(self.head)

    def cheapest(self, price: Integers) -> Integers:
        """(states,) the least sum of column prices from each state on, `NEVER` where none.

        `price` is per column, not negative; -1 marks a column that cannot be had.
        """
        return kernels.cheapest(self.leaving, self.head, self.column, price)

    def plan(self, price: Integers, best: Integers) -> Indices:
        """The columns of one cheapest plan, ascending; `best` as from `cheapest`.

        Of equal plans the one with the smallest column for the first municipality in the
        order, and so on.
        """
        return np.sort(kernels.follow(self.leaving, self.head, self.column, price, best))


def pieces(m: int, offsets: Indices, members: Indices) -> list[Indices]:
    """The municipalities in groups that no column crosses, each ascending, by their first.

    offsets, members : CSR of the columns.
    """
    first = np.repeat(members[offsets[:-1]], np.diff(offsets))
    graph = coo_array((np.ones(len(members), np.int8), (first, members)), shape=(m, m))
    count, label = connected_components(graph, directed=False)
    found = [np.flatnonzero(label == piece).astype(np.int32) for piece in range(count)]
    return sorted(found, key=lambda piece: int(piece[0]))


def build(
    piece: Indices,
    offsets: Indices,
    members: Indices,
    columns: Indices,
    *,
    most_states: int,
    least_areas: int = 0,
    most_areas: int | None = None,
) -> States | None:
    """The states of a piece of the map, or None when there are more than `most_states`.

    Parameters
    ----------
    piece : the municipalities to cover.
    offsets, members : CSR of all columns.
    columns : those whose members are in the piece.
    least_areas, most_areas : keep apart plans with different numbers of areas, and only those
        within; 0 and None = any number, and not counted.

    Returns
    -------
    States without dead ends; of length 0 when the columns cannot cover the piece.
    """
    position = np.full(int(piece.max()) + 1, -1, np.int32)
    position[piece] = np.arange(len(piece), dtype=np.int32)
    sizes = np.diff(offsets)[columns]
    local = np.concatenate([members[offsets[c] : offsets[c + 1]] for c in columns])
    local = position[local]
    owner = np.repeat(np.arange(len(columns)), sizes)

    best: tuple[Indices, Indices, tuple] | None = None
    limit = most_states
    for tried, order in enumerate(_orders(len(piece), sizes, local), 1):
        found = _explored(order, sizes, local, owner, limit, least_areas, most_areas)
        if found is not None:
            best = (order, *found)
            limit = len(found[1][0]) - 3  # the next must have fewer
        if limit < 1 or (tried >= TRIED and limit > TRIED_IN_FULL):
            break
    if best is None:
        return None
    order, by_first, (first, tail, column, head) = best
    return _pruned(piece[order], columns[by_first], first, tail, column, head)


def _orders(m: int, sizes: Integers, local: Indices) -> list[Indices]:
    """Orders to try, the most promising first, each once.

    Two ways to begin: from one municipality outwards, and from one end of the map to the other.
    """
    starts = np.concatenate(([0], np.cumsum(sizes)))
    pairs = local[starts[:-1][sizes == 2][:, None] + np.arange(2)]
    near = np.zeros((m, m), np.bool_)
    near[pairs[:, 0], pairs[:, 1]] = near[pairs[:, 1], pairs[:, 0]] = True
    rows = np.concatenate(([0], np.cumsum(near.sum(axis=1)))).astype(np.int32)
    neighbours = np.nonzero(near)[1].astype(np.int32)
    far = shortest_path(near, unweighted=True)
    far = np.where(np.isinf(far), m, far).astype(np.int64)
    longest = far.max(initial=1)
    grown = [kernels.order_from(start, rows, neighbours) for start in range(m)]
    swept = [
        np.lexsort((far[start], far[start] - far[end])).astype(np.int32)
        for start in range(m)
        for end in range(m)
        if 5 * far[start, end] >= 4 * longest
    ]
    found: dict[bytes, Indices] = {}

    def keep(orders: list[Indices]) -> None:
        for order in orders:
            for one in (order, order[::-1].copy()):
                found.setdefault(one.tobytes(), one)

    def guess(order: Indices) -> int:
        return kernels.half_way(order, near)

    keep([kernels.improved(min(orders, key=guess), near) for orders in (grown, swept) if orders])
    keep(sorted(grown + swept, key=guess))
    return list(found.values())


def _explored(
    order: Indices,
    sizes: Integers,
    local: Indices,
    owner: Integers,
    limit: int,
    least_areas: int,
    most_areas: int | None,
) -> tuple[Indices, tuple[Indices, Indices, Indices, Indices]] | None:
    """The columns sorted by first municipality, and the states; None over the limit."""
    m = len(order)
    place = np.empty(m, np.int64)
    place[order] = np.arange(m)
    placed = place[local]
    words = -(-m // kernels.WORD)
    masks = np.zeros((len(sizes), words + 1), np.uint64)
    bits = np.uint64(1) << (placed % kernels.WORD).astype(np.uint64)
    np.bitwise_or.at(masks, (owner, placed // kernels.WORD), bits)
    starts = np.concatenate(([0], np.cumsum(sizes)))
    first = np.minimum.reduceat(placed, starts[:-1])
    by_first = np.argsort(first, kind="stable").astype(np.int32)
    begins = np.searchsorted(first[by_first], np.arange(m + 1))
    *states, whole = kernels.explore(
        masks[by_first],
        begins,
        m,
        limit,
        least_areas > 0 or most_areas is not None,
        least_areas,
        m if most_areas is None else most_areas,
    )
    return (by_first, tuple(states)) if whole else None


def _pruned(
    order: Indices,
    columns: Indices,
    first: Indices,
    tail: Indices,
    column: Indices,
    head: Indices,
) -> States:
    """Without dead ends, numbered along the order."""
    on = kernels.leads_on(tail, head, len(first))
    kept = np.flatnonzero(on & (first >= 0))
    kept = kept[np.argsort(first[kept], kind="stable")]
    rank = np.full(len(first), -1, np.int32)
    rank[kept] = np.arange(len(kept), dtype=np.int32)
    living = on[tail] & on[head]
    tail, column, head = rank[tail[living]], columns[column[living]], rank[head[living]]
    states = np.arange(len(kept) + 1)
    out = np.lexsort((column, tail))
    into = np.lexsort((column, head))
    if not on[0]:
        states = states[:1]
    return States(
        order=order,
        leaving=np.searchsorted(tail[out], states),
        head=head[out],
        column=column[out],
        entering=np.searchsorted(head[into], states),
        tail=tail[into],
        entering_column=column[into],
    )
