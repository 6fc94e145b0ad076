"""Sites by how far is too far: the fewest that reach all, the most people, the least worst case.

Set covering: Toregas, Swain, ReVelle and Bergman (1971), Operations Research 19(6), doi
10.1287/opre.19.6.1363. Maximal covering: Church and ReVelle (1974), Papers of the Regional
Science Association 32, doi 10.1007/BF01942293; it is a p-median of points lost (Church and
ReVelle 1976, Geographical Analysis 8(4)) and solved as one. The least worst case, the p-center:
Hakimi (1964), by set coverings over the distinct times (Minieka 1970, SIAM Review 12(1)).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from tospann.engines.structure.errors import Stopped
from tospann.engines.structure.milp import Outcome, Program, minimise
from tospann.engines.structure.progress import Limit, Progress
from tospann.engines.structure.siting import Unreached, check, named, nearest, place, swapped
from tospann.engines.structure.territory import NO_ROUTE, Flags, Indices, Integers

_CELLS = 2**24  # of one block when sets are compared


@dataclass(frozen=True)
class Cover:
    """Which sites to keep, and how good that is. No answer has a value below `bound`.

    `value` is the cost of the sites for `set_cover`, the points lost for `maximal_cover`, and
    the longest journey in seconds for `center`.
    """

    sites: Indices  # ascending
    serves: Indices  # (p,) the nearest open site, ties by site; -1 where none can be reached
    within: tuple[int, ...]  # seconds, as asked about
    residents: tuple[int, ...]  # residents no farther from a site than each of `within`
    value: int
    bound: int

    @property
    def gap(self) -> float:
        """How far from the best possible this may be, as a share of the value."""
        return (self.value - self.bound) / max(1, self.value)

    @property
    def proven(self) -> bool:
        return self.bound >= self.value


def set_cover(
    seconds: Indices,
    residents: Integers,
    *,
    within: int,
    fixed: Iterable[int] = (),
    forbidden: Iterable[int] = (),
    weights: Integers | None = None,
    seconds_limit: float = 30.0,
    seed: int = 0,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Cover:
    """The cheapest sites, at equal weights the fewest, with everybody `within` so many seconds.

    Parameters
    ----------
    seconds : (p, s) int32, travel one way; `NO_ROUTE` = none.
    residents : (p,) int64, not negative. A place with none need not be reached.
    within : seconds, at least 0. weights : (s,) int64 cost of each site; default 1 each.
    fixed, forbidden : indices of sites that must, and must not, be among them.

    Raises
    ------
    ValueError
        If the shapes disagree, a number is out of range, or fixed and forbidden clash.
    Unreached
        If some place is too far from every allowed site.
    """
    cost = np.ones(np.shape(seconds)[1], np.int64) if weights is None else np.asarray(weights)
    must, barred = check(seconds, residents, fixed, forbidden, cost)
    within = _seconds(within)
    limit = Limit(seconds_limit, cancelled)
    rows, columns = np.flatnonzero(np.asarray(residents) > 0), np.flatnonzero(~barred)
    reach = seconds[np.ix_(rows, columns)] <= within
    _refuse_lost(reach, rows, within)
    found, bound = _cheapest(
        reach, cost[columns], must[columns], limit, seed, _teller(progress, "Søker færrest steder")
    )
    sites = columns[found].astype(np.int32)
    return _cover(seconds, residents, sites, (within,), int(cost[sites].sum()), bound)


def maximal_cover(
    seconds: Indices,
    residents: Integers,
    *,
    count: int,
    within: Sequence[int],
    points: Sequence[int] | None = None,
    fixed: Iterable[int] = (),
    forbidden: Iterable[int] = (),
    weights: Integers | None = None,
    seconds_limit: float = 30.0,
    seed: int = 0,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Cover:
    """The `count` sites that leave the fewest residents farther away than `within`.

    Parameters
    ----------
    within : one or more limits in seconds, ascending.
    points : what one resident is worth inside each limit, whole and positive; default 1 each.
        A resident outside a limit loses its points, and the points lost are minimised.
    weights : (s,) int64, points that each open site costs; not negative, default 0.

    The others, and `ValueError`, as for `set_cover`; `count` as for `place`. Nobody need be
    reached, so there is always an answer.
    """
    limits = tuple(_seconds(one) for one in within)
    worth = (1,) * len(limits) if points is None else tuple(points)
    if not limits or list(limits) != sorted(set(limits)):
        raise ValueError(f"within is {limits}, expected one or more limits, ascending")
    if len(worth) != len(limits) or min(worth) < 1 or sum(worth) > 255:
        raise ValueError(
            f"points is {worth}, expected {len(limits)} of at least 1, at most 255 in all"
        )
    check(seconds, residents, fixed, forbidden, weights)
    rows = np.flatnonzero(np.asarray(residents) > 0)
    lost = np.zeros((rows.size, seconds.shape[1]), np.uint8)
    for seconds_at_most, gained in zip(limits, worth, strict=True):
        lost += np.uint8(gained) * (seconds[rows] > seconds_at_most)
    alike, group = np.unique(lost, axis=0, return_inverse=True)
    people = np.zeros(alike.shape[0], np.int64)
    np.add.at(people, group.ravel(), residents[rows])
    found = place(
        alike.astype(np.int32), people, count=count, fixed=fixed, forbidden=forbidden,
        weights=weights, seconds_limit=seconds_limit, seed=seed, progress=progress,
        cancelled=cancelled,
    )  # fmt: skip
    return _cover(seconds, residents, found.sites, limits, found.value, found.bound)


def center(
    seconds: Indices,
    residents: Integers,
    *,
    count: int,
    fixed: Iterable[int] = (),
    forbidden: Iterable[int] = (),
    seconds_limit: float = 30.0,
    seed: int = 0,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Cover:
    """The `count` sites with the shortest longest journey, and among those little travel.

    Residents only say who counts: one person far away weighs as much as a town.

    Parameters, and what may be raised, as for `place`. `within` of the answer is the longest
    journey. Among answers with that longest journey sites are swapped until no swap makes the
    travel less: good, not proved least; `value` and `bound` speak of the longest journey alone.
    """
    must, barred = check(seconds, residents, fixed, forbidden, None)
    fixed, forbidden = np.flatnonzero(must), np.flatnonzero(barred)
    limit = Limit(seconds_limit, cancelled)
    tell = _teller(progress, "Søker korteste lengste reise")
    rows, columns = np.flatnonzero(np.asarray(residents) > 0), np.flatnonzero(~barred)
    first = place(
        seconds, residents, count=count, fixed=fixed, forbidden=forbidden, enough=1.0,
        seconds_limit=seconds_limit, seed=seed, cancelled=cancelled,
    )  # fmt: skip
    best = first.sites
    if not rows.size:
        return _cover(seconds, residents, best, (0,), 0, 0)
    table = seconds[np.ix_(rows, columns)]
    worst = _longest(seconds, rows, best)
    least = int(table.min(axis=1).max())
    times = np.unique(table[(table >= least) & (table <= worst)])
    low, high = 0, times.size - 1  # times[high] is reached; nothing below times[low] can be
    while low < high and not limit.over():
        tell(int(times[high]), int(times[low]))
        middle = (low + high) // 2
        reach = table <= times[middle]
        try:
            chosen = _at_most(reach, count, must[columns], limit, seed)
        except Stopped:
            break
        if chosen is None:
            low = middle + 1
        else:
            best = _filled(columns[chosen], count, columns).astype(np.int32)
            high = int(np.searchsorted(times, _longest(seconds, rows, best)))
    value, bound = int(times[high]), int(times[min(low, high)])
    near = np.where(seconds <= value, seconds, NO_ROUTE).astype(np.int32)
    best = swapped(near, residents, best, fixed, forbidden)
    return _cover(seconds, residents, best, (value,), value, bound)


def _seconds(within: int) -> int:
    if within < 0 or within >= NO_ROUTE:
        raise ValueError(f"within is {within} seconds, expected 0 to {int(NO_ROUTE) - 1}")
    return int(within)


def _refuse_lost(reach: Flags, rows: Integers, within: int) -> None:
    lost = rows[~reach.any(axis=1)]
    if lost.size:
        raise Unreached(
            (
                f"{named(lost)} har ingen tillatte kontorsteder innen {within / 60:.0f} minutter",
                f"alle skal ha høyst {within / 60:.0f} minutters reise",
            ),
            ("Tillat lengre reise, eller legg til et kontorsted nærmere.",),
            tuple(lost.tolist()),
        )


def _teller(
    progress: Callable[[Progress], None] | None, step: str
) -> Callable[[float, float], None]:
    def tell(value: float, bound: float) -> None:
        if progress is not None:
            known = [
                int(np.ceil(one - 1e-6)) if np.isfinite(one) else None for one in (value, bound)
            ]
            progress(Progress(step, value=known[0], bound=known[1]))

    return tell


def _cover(
    seconds: Indices,
    residents: Integers,
    sites: Indices,
    within: tuple[int, ...],
    value: int,
    bound: int,
) -> Cover:
    serves, reach = nearest(seconds, sites)
    inside = tuple(int(residents[reach <= one].sum()) for one in within)
    return Cover(sites, serves, within, inside, value, min(bound, value))


def _longest(seconds: Indices, rows: Integers, sites: Indices) -> int:
    """Seconds of the longest journey from any of the rows to its nearest site."""
    return int(nearest(seconds, sites)[1][rows].max())


def _filled(sites: Integers, count: int, columns: Integers) -> Integers:
    """So many sites, the first of the others filling up. Ascending."""
    others = np.setdiff1d(columns, sites)
    return np.sort(np.r_[sites, others[: count - sites.size]])


def reduced(reach: Flags, cost: Integers, must: Flags) -> tuple[Integers, Integers]:
    """The rows and columns of a set covering that still decide anything.

    Left out are rows that a fixed site covers, rows covered whenever another is, and columns
    that cover no more than another that costs no more, ties by order. Some cheapest cover uses
    only what is kept and the fixed sites.
    """
    rows = np.flatnonzero(~reach[:, must].any(axis=1))
    columns = np.flatnonzero(~must)
    while True:
        before = rows.size, columns.size
        table = reach[np.ix_(rows, columns)]
        _, first = np.unique(np.packbits(table, axis=1), axis=0, return_index=True)
        rows = rows[np.sort(first)]
        table = reach[np.ix_(rows, columns)]
        if rows.size:
            columns = columns[~_contained(table.T, cost[columns])]
        table = reach[np.ix_(rows, columns)]
        rows = rows[~_containing(table)]
        if (rows.size, columns.size) == before:
            return rows, columns


def _contained(sets: Flags, cost: Integers) -> Flags:
    """(k,) is each set empty, or inside another that costs no more?"""
    size = sets.sum(axis=1)
    order = np.arange(size.size)
    overlap = sets.astype(np.float32) @ sets.T.astype(np.float32)
    inside = overlap == size[:, None]
    cheaper = cost[None, :] < cost[:, None]
    equal = cost[None, :] == cost[:, None]
    larger = size[None, :] > size[:, None]
    earlier = (size[None, :] == size[:, None]) & (order[None, :] < order[:, None])
    return (size == 0) | (inside & (cheaper | (equal & (larger | earlier)))).any(axis=1)


def _containing(sets: Flags) -> Flags:
    """(k,) does each set hold another, smaller one? The sets all differ."""
    size = sets.sum(axis=1)
    exact = sets.astype(np.float32)  # sums of ones: exact up to 2 ** 24
    holds = np.zeros(size.size, np.bool_)
    step = max(1, _CELLS // max(1, size.size))
    for low in range(0, size.size, step):
        overlap = exact[low : low + step] @ exact.T
        smaller = size[None, :] < size[low : low + step, None]
        holds[low : low + step] = ((overlap == size) & smaller).any(axis=1)
    return holds


def _cheapest(
    reach: Flags,
    cost: Integers,
    must: Flags,
    limit: Limit,
    seed: int,
    tell: Callable[[float, float], None],
) -> tuple[Integers, int]:
    """A cheapest cover as columns, ascending, and a bound on its cost. Every row has a column."""
    rows, columns = reduced(reach, cost, must)
    table, price = reach[np.ix_(rows, columns)], cost[columns]
    paid = int(cost[must].sum())
    chosen = _greedy(table, price)
    bound = _apart(table, price)
    if bound < price[chosen].sum() and not limit.over():
        found = _by_highs(table, price, limit, seed, lambda v, b: tell(v + paid, b + paid))
        if found.x is not None and found.value < price[chosen].sum() - 0.5:
            chosen = np.flatnonzero(found.x > 0.5)
        # Costs are whole, and HiGHS's bound is off by less than the millionth given here.
        if np.isfinite(found.bound):
            bound = max(bound, int(np.ceil(found.bound * (1 - 1e-9) - 1e-6)))
    used = np.sort(np.r_[np.flatnonzero(must), columns[chosen]])
    return used, min(int(cost[used].sum()), paid + bound)


def _at_most(reach: Flags, count: int, must: Flags, limit: Limit, seed: int) -> Integers | None:
    """A cover of at most `count` columns, or None when there is none. Raises `Stopped`."""
    if not reach.any(axis=1).all():
        return None
    rows, columns = reduced(reach, np.ones(must.size, np.int64), must)
    table, price = reach[np.ix_(rows, columns)], np.ones(columns.size, np.int64)
    left = count - int(must.sum())
    chosen = _greedy(table, price)
    if chosen.size > left:
        if _apart(table, price) > left:
            return None
        found = _by_highs(table, price, limit, seed, lambda _value, _bound: None)
        if found.bound - 1e-6 > left:
            return None
        if found.x is None or found.value > left + 0.5:
            raise Stopped("Tiden var ute før det var klart om kontorstedene rekker til alle.")
        chosen = np.flatnonzero(found.x > 0.5)
    return np.sort(np.r_[np.flatnonzero(must), columns[chosen]])


def _greedy(table: Flags, price: Integers) -> Integers:
    """A cover, most new rows for the money first, without columns it can do without."""
    open_, chosen = np.ones(table.shape[0], np.bool_), []
    while open_.any():
        gain = table[open_].sum(axis=0) / np.maximum(price, 1e-9)
        chosen.append(int(gain.argmax()))
        open_ &= ~table[:, chosen[-1]]
    for one in sorted(chosen, key=lambda column: -price[column]):
        rest = [column for column in chosen if column != one]
        if table[:, rest].any(axis=1).all():
            chosen = rest
    return np.sort(np.array(chosen, np.int64))


def _apart(table: Flags, price: Integers) -> int:
    """What rows that share no column must cost together: a bound that anyone can check."""
    taken, total = np.zeros(table.shape[1], np.bool_), 0
    for row in table[np.argsort(table.sum(axis=1), kind="stable")]:
        if not taken[row].any():
            taken |= row
            total += int(price[row].min())
    return total


def _by_highs(
    table: Flags, price: Integers, limit: Limit, seed: int, tell: Callable[[float, float], None]
) -> Outcome:
    rows, columns = table.shape
    return minimise(
        Program(
            cost=price.astype(float),
            rows=csr_matrix(table.astype(float)),
            low=np.ones(rows),
            high=np.full(rows, np.inf),
            lower=np.zeros(columns),
            upper=np.ones(columns),
            whole=np.ones(columns, np.bool_),
        ),
        limit,
        seed=seed,
        gap=0.5,
        heard=tell,
    )
