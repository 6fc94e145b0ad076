"""Siting when an office can only serve so many: every place belongs to one office.

The capacitated p-median problem with single sourcing (Mulvey and Beck 1984, European Journal of
Operational Research 18(3), doi 10.1016/0377-2217(84)90155-3). Places are never split between
offices, so this is packing as well as travel: give it municipalities or settlements, not cells.
Journeys that the bound without capacity rules out are left out (see `siting_proof`), and HiGHS
closes what remains.
"""

from collections.abc import Callable, Iterable

import numpy as np
from scipy.sparse import csr_matrix

from tospann.engines.structure import siting_kernels as kernels
from tospann.engines.structure.errors import Infeasible, Stopped
from tospann.engines.structure.milp import Outcome, Program, minimise
from tospann.engines.structure.progress import Limit, Progress
from tospann.engines.structure.siting import Placement, Unreached, check, countable, named
from tospann.engines.structure.siting_kernels import FREE
from tospann.engines.structure.siting_lists import Lists, nearest_first
from tospann.engines.structure.siting_proof import offer
from tospann.engines.structure.territory import NO_ROUTE, Flags, Indices, Integers

MOST_JOURNEYS = 250_000  # places times sites: more is for `place`, or must be gathered first
_ITERATIONS = 400  # of the bound without capacity


def place_within(
    seconds: Indices,
    residents: Integers,
    *,
    count: int,
    capacity: Integers,
    load: Integers | None = None,
    fixed: Iterable[int] = (),
    forbidden: Iterable[int] = (),
    weights: Integers | None = None,
    seconds_limit: float = 30.0,
    seed: int = 0,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Placement:
    """Choose `count` sites, and one of them for each place, with the least total travel time.

    Parameters
    ----------
    seconds : (p, s) int32, travel one way; `NO_ROUTE` = none.
    residents : (p,) int64, not negative: the weight of the travel.
    capacity : (s,) int64, not negative: what an office at each site can carry.
    load : (p,) int64, not negative: what each place puts on its office, in the unit of
        `capacity`; default its residents. Thousandths of a full-time equivalent will do.
    The others as for `place`.

    Returns
    -------
    `serves` says which site each place belongs to; not always its nearest. `bound` is HiGHS's,
    lowered by a quarter and by a thousand-millionth, for it computes in floating point.

    Raises
    ------
    ValueError
        If an argument is wrong, or there are more than MOST_JOURNEYS.
    Unreached, Infeasible
        If no choice keeps every limit.
    Stopped
        If the limit was over before any answer was found.
    """
    must, barred = check(seconds, residents, fixed, forbidden, weights)
    load = np.asarray(residents) if load is None else np.asarray(load)
    capacity = np.asarray(capacity)
    _check_amounts(seconds, load, capacity, count, must, barred)
    limit = Limit(seconds_limit, cancelled)
    rows = np.flatnonzero((residents > 0) | (load > 0))
    columns = np.flatnonzero(~barred)
    cost = np.zeros(columns.size, np.int64) if weights is None else np.asarray(weights)[columns]
    weight = residents[rows].astype(np.int64)
    lists = nearest_first(seconds, weight, cost.astype(np.int64), rows, columns)
    carried, room = load[rows].astype(np.int64), capacity[columns].astype(np.int64)
    fits = carried[_who(lists)] <= room[lists.near]
    _refuse(lists, rows, fits, carried, room, must[columns], count)
    lists = _taken(lists, fits)
    countable(lists)

    start = _packed(lists, carried, room, must[columns], count)
    floor = lists.floor(must[columns])
    if start is not None:
        lists, floor = _without_hopeless(lists, count, start[2], floor)
    found = _by_highs(
        lists, carried, room, must[columns], count, limit, seed, progress, floor, start
    )
    if start is not None and found is None:
        found = (*start, floor)
    if found is None:
        if limit.over():
            raise Stopped("Tiden var ute før noen fordeling var funnet.")
        raise _why(lists, carried, room, must[columns], count, seed)
    is_open, serves, value, bound = found
    return _answer(seconds, residents, rows, columns, is_open, serves, value, max(bound, floor))


def _check_amounts(
    seconds: Indices, load: Integers, capacity: Integers, count: int, must: Flags, barred: Flags
) -> None:
    places, sites = seconds.shape
    for name, given, size in (("load", load, places), ("capacity", capacity, sites)):
        if given.shape != (size,):
            raise ValueError(f"{name} is {given.shape}, expected ({size},)")
        if given.dtype.kind not in "iu" or (given.size and given.min() < 0):
            raise ValueError(f"{name} has to be whole numbers, none of them negative")
    if not max(1, must.sum()) <= count <= (~barred).sum():
        raise ValueError(f"count is {count}, expected {max(1, must.sum())} to {(~barred).sum()}")
    if seconds.size > MOST_JOURNEYS:
        raise ValueError(
            f"{places} places and {sites} sites are too many; gather the places by municipality"
        )


def _who(lists: Lists) -> Integers:
    """The client of each entry."""
    return np.repeat(np.arange(lists.clients), np.diff(lists.start))


def _taken(lists: Lists, keep: Flags) -> Lists:
    """The lists with some of their entries."""
    start = np.r_[0, np.cumsum(keep)][lists.start]
    return Lists(lists.near[keep], lists.times[keep], start, lists.weight, lists.cost)


def _refuse(
    lists: Lists,
    rows: Integers,
    fits: Flags,
    carried: Integers,
    room: Integers,
    must: Flags,
    count: int,
) -> None:
    """Say at once what can never be: out of reach, too large, or too much in all."""
    lost = rows[np.diff(lists.start) == 0]
    if lost.size:
        raise Unreached(
            (f"{named(lost)} har ingen vei eller ferje til noe tillatt kontorsted",),
            ("Legg til et kontorsted som kan nås, eller sambandet som mangler.",),
            tuple(lost.tolist()),
        )
    large = rows[np.bincount(_who(lists)[fits], minlength=lists.clients) == 0]
    if large.size:
        raise Unreached(
            (
                f"{named(large)} er for stort for hvert kontor det kan nå",
                "hvert sted skal høre til ett kontor",
            ),
            ("Øk kapasiteten ved et kontor i nærheten, eller del stedet i mindre steder.",),
            tuple(large.tolist()),
        )
    largest = np.sort(room[~must])[::-1][: count - int(must.sum())]
    most = int(room[must].sum() + largest.sum())
    if carried.sum() > most:
        raise Infeasible(
            (
                f"det skal være {count} kontorsteder",
                f"de kan til sammen betjene høyst {most}, men {int(carried.sum())} skal betjenes",
            ),
            ("Tillat flere kontorsteder, eller øk kapasiteten.",),
        )


def _packed(
    lists: Lists, carried: Integers, room: Integers, must: Flags, count: int
) -> tuple[Flags, Integers, int] | None:
    """A first answer: greedy sites, then the largest places first, each to the nearest with room.

    Sites are chosen as if there were no capacity, and then again with the roomiest counted in.
    None when neither packs.
    """
    far = np.int64(lists.longest + 1)
    for held in (0, count // 2, count):
        is_open = must.copy()
        spare = [site for site in np.argsort(-room, kind="stable") if not must[site]]
        is_open[spare[: max(0, min(held, count) - int(must.sum()))]] = True
        kernels.greedy(*lists.whole, count, far, is_open)
        serves = _assigned(lists, carried, room, is_open)
        if serves is not None:
            return is_open, serves, _worth(lists, is_open, serves)
    return None


def _assigned(lists: Lists, carried: Integers, room: Integers, is_open: Flags) -> Integers | None:
    left, serves = np.where(is_open, room, -1), np.full(lists.clients, -1)
    for i in np.lexsort((np.arange(carried.size), -carried)):
        near = lists.near[lists.start[i] : lists.start[i + 1]]
        able = np.flatnonzero(left[near] >= carried[i])
        if not able.size:
            return None
        serves[i] = near[able[0]]
        left[serves[i]] -= carried[i]
    return serves


def _worth(lists: Lists, is_open: Flags, serves: Integers) -> int:
    served = lists.near == serves[_who(lists)]
    travel = lists.weight * lists.times[served].astype(np.int64)
    return int(travel.sum()) + int(lists.cost[is_open].sum())


def _without_hopeless(lists: Lists, count: int, value: int, floor: int) -> tuple[Lists, int]:
    """Leave out journeys no better answer has, by the bound that knows nothing of capacity.

    Fixed sites are left free in that bound: a client may have to go past one.
    """
    state = np.full(lists.cost.size, FREE)
    price = lists.times[lists.start[:-1]].astype(float)
    best, walk = price.copy(), np.array([-np.inf, 1.0, 0.0])
    kernels.ascend(
        *lists.rough, state, count, price, np.zeros(price.size), best, np.zeros(state.size), walk,
        float(value), 2.0 * lists.longest + 1.0, _ITERATIONS,
    )  # fmt: skip
    bid = offer(lists, state, count, best)
    keep = np.empty(lists.near.size, np.bool_)
    kernels.kept(
        *lists.whole[:4], state, bid.price, bid.shift,
        kernels.extras(bid.rho, bid.chosen, state), np.int64((value << bid.shift) - bid.scaled),
        keep,
    )  # fmt: skip
    return _taken(lists, keep), max(floor, bid.bound)


def _by_highs(
    lists: Lists,
    carried: Integers,
    room: Integers,
    must: Flags,
    count: int,
    limit: Limit,
    seed: int,
    progress: Callable[[Progress], None] | None,
    floor: int,
    start: tuple[Flags, Integers, int] | None,
) -> tuple[Flags, Integers, int, int] | None:
    """Solve what is left. None when HiGHS found no answer: then `limit` tells why."""
    base = int((lists.weight * lists.times[lists.start[:-1]]).sum())

    def heard(value: float, bound: float) -> None:
        if progress is not None:
            known = int(value) + base if value < 1e18 else None
            progress(
                Progress(
                    "Fordeler stedene på kontorene",
                    value=known,
                    bound=_claimed(bound, base, floor),
                )
            )

    begin = None
    if start is not None:
        begin = np.r_[start[0], lists.near == start[1][_who(lists)]].astype(float)
    found = _solved(lists, carried, room, must, count, limit, seed, heard, begin)
    if found.x is None:
        return None
    is_open = found.x[: must.size] > 0.5
    serves = np.empty(lists.clients, np.int64)
    taken = found.x[must.size :] > 0.5
    serves[_who(lists)[taken]] = lists.near[taken]
    return is_open, serves, _worth(lists, is_open, serves), _claimed(found.bound, base, floor)


def _claimed(bound: float, base: int, floor: int) -> int:
    """A whole bound that HiGHS's rounding cannot have lifted above the truth."""
    if not np.isfinite(bound) or abs(bound) > 1e17:
        return floor
    return max(floor, base + int(np.ceil(bound - abs(bound) * 1e-9 - 0.25)))


def _solved(
    lists: Lists,
    carried: Integers,
    room: Integers,
    must: Flags,
    count: int,
    limit: Limit,
    seed: int,
    heard: Callable[[float, float], None] | None = None,
    start: np.ndarray | None = None,
) -> Outcome:
    """Sites open or not, journeys made or not; costs counted from everybody's nearest site."""
    who, sites, entries = _who(lists), lists.cost.size, lists.near.size
    nearest = lists.times[lists.start[:-1]].astype(np.int64)
    extra = lists.weight[who] * (lists.times - nearest[who])
    each, site = np.arange(entries), np.arange(sites)
    clients = lists.clients
    rows = csr_matrix(
        (
            np.r_[
                np.ones(sites + entries), carried[who], -room, np.ones(entries), -np.ones(entries)
            ],
            (
                np.r_[
                    np.zeros(sites, int), 1 + who, 1 + clients + lists.near, 1 + clients + site,
                    1 + clients + sites + each, 1 + clients + sites + each,
                ],
                np.r_[site, sites + each, sites + each, site, sites + each, lists.near],
            ),
        ),
        (1 + clients + sites + entries, sites + entries),
    )  # fmt: skip
    high = np.r_[float(count), np.ones(clients), np.zeros(sites + entries)]
    low = np.r_[float(count), np.ones(clients), np.full(sites + entries, -np.inf)]
    return minimise(
        Program(
            cost=np.r_[lists.cost, extra].astype(float),
            rows=rows,
            low=low,
            high=high,
            lower=np.r_[must, np.zeros(entries)].astype(float),
            upper=np.ones(sites + entries),
            whole=np.ones(sites + entries, np.bool_),
        ),
        limit,
        seed=seed,
        gap=0.0,
        start=start,
        heard=heard,
    )


def _why(
    lists: Lists, carried: Integers, room: Integers, must: Flags, count: int, seed: int
) -> Infeasible:
    """Which demands clash: is it the number of sites, or the capacity even with all of them?"""
    possible = _packed(lists, carried, room, must, must.size) is not None
    if not possible:
        limit = Limit(5.0)
        everywhere = _solved(lists, carried, room, must, must.size, limit, seed)
        possible = everywhere.x is not None or limit.over()  # not settled: blame no one alone
    conflict = ("hvert sted skal høre til ett kontor", "kontorene har den oppgitte kapasiteten")
    if not possible:
        return Infeasible(conflict, ("Øk kapasiteten, eller del de største stedene.",))
    return Infeasible(
        (*conflict, f"det skal være {count} kontorsteder"),
        ("Tillat flere kontorsteder, eller øk kapasiteten.",),
    )


def _answer(
    seconds: Indices,
    residents: Integers,
    rows: Integers,
    columns: Integers,
    is_open: Flags,
    serves: Integers,
    value: int,
    bound: int,
) -> Placement:
    """In the caller's terms; a place without residents or load belongs to its nearest site."""
    sites = columns[is_open].astype(np.int32)
    part = seconds[:, sites]
    belongs = np.where(part.min(axis=1) < NO_ROUTE, sites[part.argmin(axis=1)], -1)
    belongs[rows] = columns[serves]
    reach = seconds[rows, belongs[rows]].astype(np.int64)
    people = int(residents.sum())
    travel = int((residents[rows] * reach).sum())
    return Placement(
        sites, belongs.astype(np.int32), value, min(bound, value),
        travel / people / 60 if people else 0.0,
    )  # fmt: skip
