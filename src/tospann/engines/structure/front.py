"""The whole trade-off between access, cost and exposed residents: every plan worth choosing.

A plan is on the front when no other is as good in all of the objectives asked for and better in
one. The front is exact: it holds the points between those that any weighting would find too. It
comes from dynamic programming over the states of `states.py`, where each state keeps only the
undominated sums of whole numbers that lead to it. Pieces of the map that no area crosses are
solved apart and added up afterwards.

Source: dynamic programming with label dominance, after Villarreal and Karwan (1981),
Mathematical Programming 21, doi:10.1007/BF01584236.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from time import perf_counter

import numpy as np

from . import front_kernels as kernels
from . import states as state_space
from .columns import Options
from .errors import NoAnswer, Stopped
from .found import NOTHING, START, Found, Problem, filtered
from .progress import MOST_STATES, Limit, Progress
from .rows import by_rows
from .rules import AtLeastAreas, AtMostAreas, AtMostKroner, Rule
from .states import States
from .territory import Indices, Integers

OBJECTIVES = ("cost", "access", "exposed")  # as the labels hold them: x, y, z
MOST_LABELS = 20_000_000  # some 0.5 GB, 1 GB while they grow
ARCS_AT_A_TIME = 2_000
SHIFTS_AT_A_TIME = 50
NO_CAP = np.int64(2**62)
TOO_LONG = (
    "Det tok for lang tid å finne hele fronten. Punktene bygger på dem som vektinger finner. "
    "Hvert punkt er en plan som går an, men det kan finnes flere mellom dem, og bedre."
)
MOST_SUMS = 20_000_000  # of a point from one part of the map and one from another


@dataclass(frozen=True)
class Front:
    """Points in rising order, each with a plan that attains it.

    `complete` is true only when every point there is stands here. Else `missing` says, in
    bokmål, what is not here; the points that are here can still be attained.
    """

    objectives: tuple[str, ...]
    points: Integers  # (n, objectives): person-seconds, kroner, thousandths of residents
    starts: Integers  # (n + 1,) CSR into taken
    taken: Indices  # the options of each plan, ascending: one for each area
    complete: bool
    missing: tuple[str, ...]
    states: int
    labels: int
    seconds: float

    def __len__(self) -> int:
        return len(self.points)

    def plan(self, point: int) -> Indices:
        """The options chosen at a point, by place in the `Options` the front was made from."""
        return self.taken[self.starts[point] : self.starts[point + 1]]


def front(
    options: Options,
    m: int,
    objectives: Sequence[str] = ("access", "cost"),
    *,
    only: Indices | None = None,
    rules: Sequence[Rule] = (),
    seconds: float = 60.0,
    most_states: int = MOST_STATES,
    most_labels: int = MOST_LABELS,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Front:
    """Every undominated point of the objectives, and a plan for each.

    Parameters
    ----------
    options : as from `columns.options`, for the rules about single areas.
    m : municipalities; each must be covered once.
    objectives : one to three of "access", "cost" and "exposed". All are minimised.
    only : cover these alone, ascending, with areas inside them; None = all.
    rules : `AtMostAreas`, `AtLeastAreas` and `AtMostKroner` are kept here; others are not asked.
    seconds : when to stop with what is certain: see `Front.missing`.
    most_states, most_labels : what there is memory for; the same happens beyond them.

    Raises
    ------
    NoAnswer
        If no plan keeps the rules.
    Stopped
        If time was out, or somebody cancelled, before a single plan was found.
    """
    began = perf_counter()
    limit = Limit(seconds, cancelled)
    told = progress or (lambda _: None)
    asked = _asked(objectives)
    least, most, cap = together(rules)
    counting = least > 0 or most is not None
    used = asked if cap is None else tuple(sorted({*asked, 0}))
    values = _values(options, used)
    kept, choices = _undominated(options, values)
    values = np.ascontiguousarray(values[:, kept])

    problems = [
        Problem(piece, options.offsets, options.members, columns, choices, values, cap)
        for piece, columns in _parted(options, choices, m, only, whole=counting)
    ]
    solved: list[Found] = []
    for problem in sorted(problems, key=lambda problem: len(problem.columns)):
        told(Progress("Finner avveiingene", len(solved) / len(problems)))
        if cancelled is not None and cancelled():
            raise Stopped("Avbrutt før noe svar var funnet.")
        share = Limit(limit.left() / (len(problems) - len(solved)), cancelled)
        solved.append(_solve(problem, least, most, share, most_states, most_labels))
    whole = _added(solved, values, cap, limit)
    if not whole.labels.shape[1]:
        raise NoAnswer(
            "Ingen inndeling holder alle kravene. Be om et forslag med de samme kravene: "
            "da får du vite hvilke av dem som ikke går sammen."
        )
    whole = _projected(whole, used, asked)
    rows = [OBJECTIVES.index(name) for name in objectives]
    whole = whole.some(np.lexsort(whole.labels[rows[::-1]]))
    return Front(
        objectives=tuple(objectives),
        points=np.ascontiguousarray(whole.labels[rows].T),
        starts=whole.starts,
        taken=kernels.ascending(whole.starts, kept[whole.taken]),
        complete=not whole.missing,
        missing=tuple(dict.fromkeys(whole.missing)),
        states=whole.states,
        labels=whole.held,
        seconds=perf_counter() - began,
    )


# What was asked


def _asked(objectives: Sequence[str]) -> tuple[int, ...]:
    unknown = set(objectives) - set(OBJECTIVES)
    if unknown or not objectives or len(set(objectives)) != len(objectives):
        raise ValueError(f"objectives are {tuple(objectives)}, expected some of {OBJECTIVES}")
    return tuple(sorted(OBJECTIVES.index(name) for name in objectives))


def together(rules: Sequence[Rule]) -> tuple[int, int | None, int | None]:
    """Fewest areas (0 = any), most areas and most kroner (None = any) that rules allow."""
    least = max((rule.count for rule in rules if isinstance(rule, AtLeastAreas)), default=0)
    most = min((rule.count for rule in rules if isinstance(rule, AtMostAreas)), default=None)
    cap = min((rule.kroner for rule in rules if isinstance(rule, AtMostKroner)), default=None)
    return least if least > 1 else 0, most, cap


def _values(options: Options, used: Sequence[int]) -> Integers:
    """(3, options): the objectives in use, zero in place of the others."""
    values = np.zeros((3, len(options)), np.int64)
    for row in used:
        values[row] = getattr(options, OBJECTIVES[row])
    return values


def _undominated(options: Options, values: Integers) -> tuple[Indices, Integers]:
    """The options that no other of the same area is as good as, and where each area's begin."""
    areas = np.arange(len(options.offsets))
    begins = np.searchsorted(options.subset, areas)
    flags = kernels.undominated(begins, values)
    kept = np.flatnonzero(flags).astype(np.int32)
    return kept, np.searchsorted(options.subset[kept], areas)


def _parted(
    options: Options, choices: Integers, m: int, only: Indices | None, *, whole: bool
) -> Iterator[tuple[Indices, Indices]]:
    """Each piece of the map, with its areas that have an option. `whole`: all in one piece."""
    inside = np.ones(m, np.bool_)
    if only is not None:
        inside[:] = False
        inside[only] = True
    outside = kernels.holds_any(options.offsets, options.members, ~inside)
    usable = np.flatnonzero((np.diff(choices) > 0) & ~outside).astype(np.int32)
    if whole:
        yield np.flatnonzero(inside).astype(np.int32), usable
        return
    starts, members = kernels.picked(usable, options.offsets, options.members)
    pieces = state_space.pieces(m, starts, members)
    owner = np.empty(m, np.int64)
    for p, piece in enumerate(pieces):
        owner[piece] = p
    owners = owner[members[starts[:-1]]]
    for p, piece in enumerate(pieces):
        if inside[piece[0]]:
            yield piece, usable[owners == p]


# One piece


def _solve(
    problem: Problem,
    least: int,
    most: int | None,
    limit: Limit,
    most_states: int,
    most_labels: int,
) -> Found:
    """The whole front of a piece of the map, or what can be had of it."""
    if not len(problem.columns):
        return NOTHING
    states = state_space.build(
        problem.piece,
        problem.offsets,
        problem.members,
        problem.columns,
        most_states=most_states,
        least_areas=least,
        most_areas=most,
    )
    if states is None:
        return by_rows(problem, least, most, limit)
    if not len(states):
        return NOTHING
    return _by_states(problem, states, limit, most_labels)


def _by_states(problem: Problem, states: States, limit: Limit, most_labels: int) -> Found:
    """The whole front, or what weightings find of it when time or memory runs out."""
    held = np.zeros(len(states) + 1, np.int64)
    pool = np.empty((3, 1 << 14), np.int64)
    most = _room(problem, states)
    done = 0
    while done < len(states):
        if limit.over() or held[done] > most_labels:
            return _weighted(problem, states, int(held[done]))
        arcs = states.entering[done] + ARCS_AT_A_TIME
        upto = min(len(states), max(done + 1, int(np.searchsorted(states.entering, arcs))))
        pool = kernels.labels(
            done,
            upto,
            states.entering,
            states.tail,
            states.entering_column,
            problem.choices,
            problem.values,
            most,
            held,
            pool,
        )
        done = upto
    starts, taken = kernels.trace(
        states.entering,
        states.tail,
        states.entering_column,
        problem.choices,
        problem.values,
        held,
        pool,
    )
    last = slice(held[-2], held[-1])
    return Found(pool[:, last].copy(), starts, taken, len(states), int(held[-1]))


def _room(problem: Problem, states: States) -> Integers:
    """(states,) the most kroner into a state that leave room for the cheapest way on."""
    if problem.cap is None:
        return np.full(len(states), NO_CAP)
    return problem.cap - states.cheapest(problem.price((1, 0, 0)))


def _weighted(problem: Problem, states: States, held: int) -> Found:
    """One point for each of many weightings. Each is on the front; others are missing."""
    plans = []
    for weights in problem.weightings():
        price = problem.price(weights)
        columns = states.plan(price, states.cheapest(price))
        plans.append(problem.options_of(columns, weights))
    return problem.collected(
        plans,
        states=len(states),
        held=held,
        missing=(TOO_LONG,),
    )


# All pieces


def _added(solved: list[Found], values: Integers, cap: int | None, limit: Limit) -> Found:
    """The front of the sums of one point from each piece."""
    most = NO_CAP if cap is None else np.int64(cap)
    whole = START
    missing = [text for one in solved for text in one.missing]
    for one in sorted(solved, key=len):
        small, large = sorted((whole, one), key=len)
        if len(small) * len(large) > MOST_SUMS:
            missing.append(
                "Landet har så mange avveiinger at bare et jevnt utvalg av dem er lagt sammen. "
                "Hvert punkt er en plan som går an, men det kan finnes litt bedre og flere."
            )
            small, large = (_thinned(part, int(MOST_SUMS**0.5)) for part in (small, large))
        labels = np.zeros((3, 0), np.int64)
        shifts = np.array_split(small.labels, max(1, len(small) // SHIFTS_AT_A_TIME), axis=1)
        for turn, some in enumerate(shifts):
            if turn and limit.over():
                missing.append(
                    "Tiden tok slutt mens delene av kartet ble lagt sammen. "
                    "Hvert punkt er en plan som går an, men det finnes bedre og flere."
                )
                break
            labels = kernels.add(labels, large.labels, np.ascontiguousarray(some), most)
        mine, theirs = kernels.parts(labels, small.labels, large.labels)
        starts, taken = kernels.joined(
            mine, theirs, small.starts, small.taken, large.starts, large.taken
        )
        whole = Found(labels, starts, taken, whole.states + one.states, whole.held + one.held)
    return replace(whole, missing=tuple(missing))


def _thinned(found: Found, most: int) -> Found:
    """At most so many points, evenly along the front, the ends among them."""
    if len(found) <= most:
        return found
    return found.some(np.linspace(0, len(found) - 1, most).astype(np.int64))


def _projected(found: Found, used: Sequence[int], asked: Sequence[int]) -> Found:
    """Without the objectives that nobody asked for, and what is then dominated."""
    unasked = [row for row in used if row not in asked]
    if not unasked:
        return found
    labels = found.labels.copy()
    labels[unasked] = 0
    return filtered(replace(found, labels=labels))
