"""Where to keep offices: the sites that leave people with the least travel, with proof.

The p-median problem of Hakimi (1964), Operations Research 12(3), doi 10.1287/opre.12.3.450:
of s sites open `count`, so that the seconds from every resident to the nearest open site are
as few as possible, summed over all residents. Solved exactly; see `siting_proof`.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from tospann.engines.structure import siting_kernels as kernels
from tospann.engines.structure.errors import Infeasible, Stopped
from tospann.engines.structure.milp import Program, minimise
from tospann.engines.structure.progress import Limit, Progress
from tospann.engines.structure.siting_lists import MOST_SITES, Lists, nearest_first
from tospann.engines.structure.siting_proof import Best, prove
from tospann.engines.structure.territory import NO_ROUTE, Flags, Indices, Integers

MOST_PERSON_SECONDS = 2**47  # residents times the longest journey; Norway needs about 2**40


class Unreached(Infeasible):
    """No allowed set of sites reaches everybody. `places` are rows of the travel matrix."""

    def __init__(self, conflict: tuple[str, ...], help_: tuple[str, ...], places: tuple[int, ...]):
        self.places = places
        super().__init__(conflict, help_)


@dataclass(frozen=True)
class Placement:
    """Which sites to keep, and how good that is.

    `value` is person-seconds one way, site costs included; no answer is below `bound`.
    """

    sites: Indices  # (count,) ascending
    serves: Indices  # (p,) the nearest open site, ties by site; -1 where none can be reached
    value: int
    bound: int
    mean_minutes: float  # one way, each resident; 0 where nobody lives

    @property
    def gap(self) -> float:
        """How far from the best possible this may be, as a share of the value."""
        return (self.value - self.bound) / max(1, self.value)

    @property
    def proven(self) -> bool:
        return self.bound >= self.value


@dataclass(frozen=True)
class _Question:
    """A checked question: what is left of it after places without people and barred sites."""

    seconds: Indices
    residents: Integers
    cost: Integers  # (allowed,) person-seconds / unit
    columns: Integers  # allowed sites
    fixed: Flags  # (allowed,)
    unit: int  # greatest common divisor of all weights and costs
    lists: Lists
    far: int  # seconds charged for whoever reaches nothing: more than any answer costs


def place(
    seconds: Indices,
    residents: Integers,
    *,
    count: int,
    fixed: Iterable[int] = (),
    forbidden: Iterable[int] = (),
    weights: Integers | None = None,
    enough: float = 0.0,
    seconds_limit: float = 30.0,
    seed: int = 0,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Placement:
    """Choose `count` sites with the least total travel time.

    Parameters
    ----------
    seconds : (p, s) int32, travel one way from each place to each site; `NO_ROUTE` = none.
    residents : (p,) int64, not negative. A place with none never decides anything.
    count : sites to open, the fixed ones included; 1 to s.
    fixed, forbidden : indices of sites that must, and must not, be among them.
    weights : (s,) int64, person-seconds that each open site costs; not negative, default 0.
    enough : relative gap at which to stop without proof; 0 = go on until proved.
    seconds_limit : when to stop and answer with the best so far and its true gap.

    Returns
    -------
    The best sites found. With the same arguments a proved answer is the same to the byte.
    Among answers that differ by one swap and cost the same, the sites first in order.

    Raises
    ------
    ValueError
        If the shapes disagree, a number is out of range, or fixed and forbidden clash.
    Unreached
        If no `count` allowed sites reach everybody.
    Stopped
        If the limit was over before it was known whether any sites reach everybody.
    """
    limit = Limit(seconds_limit, cancelled)
    question = _asked(seconds, residents, fixed, forbidden, weights)
    _check_count(question, count)
    is_open = question.fixed.copy()
    kernels.greedy(*question.lists.whole, count, np.int64(question.far), is_open)
    best = _feasible(question, is_open, count, limit, seed)
    return _solved(question, count, best, limit, seed, progress, enough)


def curve(
    seconds: Indices,
    residents: Integers,
    *,
    counts: Iterable[int] | None = None,
    fixed: Iterable[int] = (),
    forbidden: Iterable[int] = (),
    weights: Integers | None = None,
    enough: float = 0.0,
    seconds_limit: float = 30.0,
    seed: int = 0,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Iterator[Placement]:
    """`place` for every number of sites, fewest first, each begun from the one before.

    Parameters
    ----------
    counts : numbers of sites; default all from what the fixed ones need to every allowed one.
        Numbers too small to reach everybody are left out.
    seconds_limit : for each number of sites.

    The others, and what may be raised, as for `place`; `Unreached` when no number is enough.
    Stops early, without an error, when cancelled.
    """
    question = _asked(seconds, residents, fixed, forbidden, weights)
    most = question.columns.size
    asked = sorted(
        set(range(max(1, int(question.fixed.sum())), most + 1) if counts is None else counts)
    )
    before: Flags | None = None
    last: Infeasible | None = None
    for count in asked:
        _check_count(question, count)
        if cancelled is not None and cancelled():
            return
        limit = Limit(seconds_limit, cancelled)
        starts = [question.fixed.copy()] + ([] if before is None else [before.copy()])
        for start in starts:
            kernels.greedy(*question.lists.whole, count, np.int64(question.far), start)
        try:
            best = _feasible(question, starts[0], count, limit, seed)
        except Infeasible as none:
            last = none
            continue
        for start in starts[1:]:
            best.climb(start)
        before = best.is_open
        found = _solved(question, count, best, limit, seed, progress, enough)
        before = best.is_open
        yield found
    if before is None and last is not None:
        raise last


def swapped(
    seconds: Indices,
    residents: Integers,
    sites: Indices,
    fixed: Iterable[int],
    forbidden: Iterable[int],
) -> Indices:
    """Sites that reach everybody, swapped one by one until no swap makes the travel less."""
    question = _asked(seconds, residents, fixed, forbidden, None)
    start = np.isin(question.columns, sites)
    best = Best(question.lists, ~question.fixed, question.far, start)
    best.climb(start, tidy=True)
    return question.columns[best.is_open].astype(np.int32)


def _asked(
    seconds: Indices,
    residents: Integers,
    fixed: Iterable[int],
    forbidden: Iterable[int],
    weights: Integers | None,
) -> _Question:
    """Check the arguments and make the lists."""
    must, barred = check(seconds, residents, fixed, forbidden, weights)
    cost = np.zeros(barred.size, np.int64) if weights is None else np.asarray(weights)
    rows, columns = np.flatnonzero(residents > 0), np.flatnonzero(~barred)
    weight, cost = residents[rows].astype(np.int64), cost[columns].astype(np.int64)
    unit = max(1, int(np.gcd.reduce(np.r_[weight, cost], initial=0)))
    lists = nearest_first(seconds, weight // unit, cost // unit, rows, columns)
    _check_reach(lists, rows)
    worst = countable(lists)
    # Whoever reaches nothing is charged more than any answer costs, so that a swap which
    # reaches one more resident is always worth it, as long as 62 bits can hold the sum.
    far = min(worst + 1, 2**62 // max(1, int(lists.weight.sum())))
    far = max(far, lists.longest + 1)
    return _Question(seconds, residents, cost // unit, columns, must[columns], unit, lists, far)


def check(
    seconds: Indices,
    residents: Integers,
    fixed: Iterable[int],
    forbidden: Iterable[int],
    weights: Integers | None,
) -> tuple[Flags, Flags]:
    """(s,) must each site, and may it not, be open? Raises `ValueError` for a bad argument."""
    if np.ndim(seconds) != 2:
        raise ValueError(f"seconds has {np.ndim(seconds)} dimensions, expected 2")
    places, sites = seconds.shape
    cost = np.zeros(sites, np.int64) if weights is None else np.asarray(weights)
    if np.shape(residents) != (places,):
        raise ValueError(f"residents is {np.shape(residents)}, expected ({places},)")
    if cost.shape != (sites,):
        raise ValueError(f"weights is {cost.shape}, expected ({sites},)")
    for name, given in (("seconds", seconds), ("residents", residents), ("weights", cost)):
        numbers = np.asarray(given)
        if numbers.dtype.kind not in "iu":
            raise ValueError(f"{name} is {numbers.dtype}, expected whole numbers")
        if numbers.size and numbers.min() < 0:
            raise ValueError(f"{name} has {numbers.min()}, expected no negative number")
    if not 1 <= sites <= MOST_SITES:
        raise ValueError(f"there are {sites} sites, expected 1 to {MOST_SITES}")
    must, barred = _flags(fixed, sites, "fixed"), _flags(forbidden, sites, "forbidden")
    if (must & barred).any():
        raise ValueError(f"sites {np.flatnonzero(must & barred).tolist()} are fixed and forbidden")
    if barred.all():
        raise ValueError("every site is forbidden")
    return must, barred


def countable(lists: Lists) -> int:
    """More than any answer costs. Raises `ValueError` when that is too much to count exactly."""
    worst = int(lists.weight.sum()) * lists.longest + int(lists.cost.sum())
    if worst > MOST_PERSON_SECONDS:
        raise ValueError(f"{worst} person-seconds are too many to count exactly")
    return worst


def _flags(given: Iterable[int], sites: int, name: str) -> Flags:
    flags = np.zeros(sites, np.bool_)
    for one in given:
        if not 0 <= one < sites:
            raise ValueError(f"{name} has site {one}, expected 0 to {sites - 1}")
        flags[one] = True
    return flags


def _check_count(question: _Question, count: int) -> None:
    if not 1 <= count <= question.columns.size:
        raise ValueError(f"count is {count}, expected 1 to {question.columns.size}")
    if question.fixed.sum() > count:
        raise ValueError(f"count is {count}, but {question.fixed.sum()} sites are fixed")


def _check_reach(lists: Lists, rows: Integers) -> None:
    """Refuse places that no allowed site reaches."""
    lost = rows[np.diff(lists.start) == 0]
    if lost.size:
        raise Unreached(
            (f"{named(lost)} har ingen vei eller ferje til noe tillatt kontorsted",),
            (
                "Legg til et kontorsted som kan nås, eller sambandet som mangler.",
                "Ta stedet ut av spørsmålet, og si at det må møtes på annen måte.",
            ),
            tuple(lost.tolist()),
        )


def _feasible(question: _Question, start: Flags, count: int, limit: Limit, seed: int) -> Best:
    """The best answer near `start`; if it leaves somebody unreached, near a cover by proof."""
    lists = question.lists
    best = Best(lists, ~question.fixed, question.far, start)
    best.climb(start)
    if _reaches_all(lists, best.is_open):
        return best
    cover = smallest_cover(lists, question.fixed, limit, seed)
    if cover.sum() > count:
        raise _too_few(question, count, int(cover.sum()))
    kernels.greedy(*lists.whole, count, np.int64(question.far), cover)
    best = Best(lists, ~question.fixed, question.far, cover)
    best.value = best.worth(cover)
    climbed = Best(lists, ~question.fixed, question.far, cover)
    climbed.climb(cover)
    return climbed if _reaches_all(lists, climbed.is_open) else best


def _reaches_all(lists: Lists, is_open: Flags) -> bool:
    first, _ = kernels.both(lists.near, lists.times, lists.start, is_open, np.int64(NO_ROUTE))
    return bool((first < NO_ROUTE).all())


def smallest_cover(lists: Lists, fixed: Flags, limit: Limit, seed: int) -> Flags:
    """(s,) the fewest sites, the fixed ones included, that everybody can reach one of.

    Raises `Stopped` when the limit is over before that is proved.
    """
    who = np.repeat(np.arange(lists.clients), np.diff(lists.start))
    reach = csr_matrix(
        (np.ones(who.size, np.int8), (who, lists.near)), (lists.clients, lists.cost.size)
    )
    reach.sort_indices()
    rows: dict[bytes, int] = {}
    index = reach.indptr
    for i in range(lists.clients):  # places with the same choice count once
        rows.setdefault(reach.indices[index[i] : index[i + 1]].tobytes(), i)
    reach = reach[sorted(rows.values())].astype(float)
    found = minimise(
        Program(
            cost=np.ones(fixed.size),
            rows=reach,
            low=np.ones(reach.shape[0]),
            high=np.full(reach.shape[0], np.inf),
            lower=fixed.astype(float),
            upper=np.ones(fixed.size),
            whole=np.ones(fixed.size, np.bool_),
        ),
        limit,
        seed=seed,
        gap=0.5,
    )
    if found.x is None or found.bound - 0.01 <= round(found.value) - 1:
        raise Stopped("Tiden var ute før det var klart om kontorstedene rekker til alle.")
    return found.x > 0.5


def _too_few(question: _Question, count: int, needed: int) -> Unreached:
    """Why `count` sites cannot reach everybody: places that share no site, when they show it."""
    lists = question.lists
    rows = np.flatnonzero(question.residents > 0)
    taken = np.zeros(lists.cost.size, np.bool_)
    apart = []
    for i in np.argsort(np.diff(lists.start), kind="stable"):
        near = lists.near[lists.start[i] : lists.start[i + 1]]
        if not taken[near].any():
            taken[near] = True
            apart.append(int(rows[i]))
    unserved = 0
    if len(apart) > count:
        unserved = count + 1
        conflict = (
            f"{named(np.array(sorted(apart[:unserved])))} kan ikke nå noe felles kontorsted",
            f"det skal være {count} kontorsteder",
        )
    else:
        conflict = (
            "alle skal kunne nå et kontorsted",
            f"det skal være {count} kontorsteder, men det trengs minst {needed}",
        )
    return Unreached(
        conflict,
        (f"Tillat minst {needed} kontorsteder.", "Legg til samband eller kontorsteder."),
        tuple(sorted(apart[:unserved])),
    )


def named(rows: Integers) -> str:
    """Places by row of the matrix, from 0, the first five."""
    named = ", ".join(str(row) for row in rows[:5].tolist())
    more = f" og {rows.size - 5} til" if rows.size > 5 else ""
    return f"{'Sted' if rows.size == 1 else 'Stedene'} {named}{more}"


def _solved(
    question: _Question,
    count: int,
    best: Best,
    limit: Limit,
    seed: int,
    progress: Callable[[Progress], None] | None,
    enough: float,
) -> Placement:
    """Prove, then put the answer in the caller's terms."""
    unit = question.unit

    def tell(step: str, value: int, at_least: int) -> None:
        if progress is not None:
            progress(Progress(step, value=value * unit, bound=at_least * unit))

    bound = prove(
        question.lists, count, question.fixed, best, limit,
        seed=seed, tell=tell, enough=enough,
    )  # fmt: skip
    best.climb(best.is_open, tidy=True)
    sites = question.columns[best.is_open].astype(np.int32)
    serves, reach = nearest(question.seconds, sites)
    people = int(question.residents.sum())
    travel = int((question.residents.astype(np.int64) * np.where(serves < 0, 0, reach)).sum())
    return Placement(
        sites, serves, best.value * unit, min(bound, best.value) * unit,
        travel / people / 60 if people else 0.0,
    )  # fmt: skip


def nearest(seconds: Indices, sites: Indices) -> tuple[Indices, Indices]:
    """(p,) the nearest of some sites, -1 if none can be reached, and the seconds there."""
    serves = np.full(seconds.shape[0], -1, np.int32)
    reach = np.full(seconds.shape[0], NO_ROUTE)
    if not sites.size:
        return serves, reach
    for low in range(0, serves.size, 8192):
        part = seconds[low : low + 8192][:, sites]
        nearest = part.argmin(axis=1)
        reach[low : low + 8192] = part[np.arange(nearest.size), nearest]
        serves[low : low + 8192] = sites[nearest]
    serves[reach >= NO_ROUTE] = -1
    return serves, reach
