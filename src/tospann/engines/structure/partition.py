"""Choose columns that cover every row once, as cheaply as can be, with proof.

Set partitioning over columns that are all known: a linear relaxation priced over the pool,
subset-row cuts, columns fixed by reduced cost, a dive for a first plan, and HiGHS for what is
left.

The bound. Whatever the solver's floating-point duals are, they are rounded to whole numbers
(of 1/scale of a unit) and every column's reduced cost is then computed exactly in int64. Any
duals give a valid bound: what the rows pay, less what the cuts give back, plus, for each row,
the least negative reduced cost of a column that begins there, as at most one such column is
chosen. Only where HiGHS closes the last of a gap does the proof rest on its own bound, of costs
that are then as small as the gap.

Sources: Garfinkel and Nemhauser (1970), Management Science 16(8), doi:10.1287/mnsc.16.8.B495;
Mehrotra, Johnson and Nemhauser (1998), Management Science 44(8), doi:10.1287/mnsc.44.8.1100;
Jepsen, Petersen, Spoorendonk and Pisinger (2008), Operations Research 56(2),
doi:10.1287/opre.1070.0449.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import connected_components

from tospann.engines.structure import partition_kernels as kernels
from tospann.engines.structure.errors import Stopped
from tospann.engines.structure.master import Coupling, Cut, Master, Pool, whole
from tospann.engines.structure.progress import Limit
from tospann.engines.structure.territory import Indices, Integers, Numbers

FIRST = 10  # columns for each row to begin with
PRICED = 6  # columns added for each row in a round of pricing
CUTS_A_ROUND = 60
BROKEN = 0.02  # by less, a cut is not worth its row
CROWDED_A_ROUND = 15
SPREAD = 5  # of them with one row, at most
IDLE = 3  # rounds that help too little, before giving up
ROUNDS_AT_FIRST = 3  # before plans are improved: the bound is half of a small gap
ROUNDS = 40
MOST_CUTS = 2000
NEIGHBOURS = (3, 4, 5)  # columns of a plan divided anew together
REGION = 60  # rows at most in them
NODES = 50_000
LARGE = 100  # rows of a part solved as a problem of its own
ROUNDS_IN_PART = 4
FRUITLESS = 12  # parts without a better plan, before giving up
MOST_WHOLE = 100_000  # columns HiGHS is asked to choose among
NODES_OF_ALL = 5_000_000
KEPT_FIRST = 3000  # columns of the first whole-number model; then four times as many
EPSILON = 1e-6
NONE_OVER = np.iinfo(np.int64).max


class NoPartition(Exception):
    """No choice of columns covers every row once and keeps the couplings. Proved.

    `rows`: those that no column covers, when that is why.
    """

    def __init__(self, rows: tuple[int, ...] = ()) -> None:
        self.rows = rows
        super().__init__(f"rows {rows}")


@dataclass(frozen=True)
class Warm:
    """What one solve leaves for the next on the same rows. It may be useless, never harmful.

    `duals` and `penalties` in units of the objective; `chosen`: the rows of each column chosen.
    """

    duals: Numbers  # (m,)
    cuts: tuple[Cut, ...] = ()
    penalties: Numbers = field(default_factory=lambda: np.zeros(0))  # (cuts,)
    chosen: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True)
class Partition:
    """Chosen columns, ascending. proven: none is cheaper, as bound == value."""

    chosen: Indices
    value: int
    bound: int
    proven: bool
    warm: Warm


Found = Callable[[int, int | None, Indices], None]


def divide(
    rows: int,
    offsets: Indices,
    members: Indices,
    value: Integers,
    couplings: Sequence[Coupling] = (),
    *,
    limit: Limit | None = None,
    seed: int = 0,
    warm: Warm | None = None,
    found: Found | None = None,
) -> Partition:
    """The cheapest choice of columns that covers each row exactly once.

    Parameters
    ----------
    rows : how many; numbered from 0.
    offsets, members : CSR of each column's rows, ascending in a column.
    value : (n,) int64 what a column costs, any sign.
    couplings : what all chosen columns together must keep.
    limit : when to stop and answer with the best found.
    warm : from an earlier answer on the same rows, with other columns or values.
    found : told (value, bound, chosen) at the first plan and at each better one.

    Raises
    ------
    NoPartition
        When no choice keeps everything, proved.
    Stopped
        When `limit` was over before any choice was found.
    """
    pool = Pool(rows, offsets, members, np.asarray(value, np.int64), tuple(couplings))
    covered = np.zeros(rows, np.bool_)
    covered[members] = True
    if not covered.all():
        raise NoPartition(tuple(int(row) for row in np.flatnonzero(~covered)))
    search = _Search(pool, limit or Limit(), seed, found)
    search.begin(warm)
    search.relax()
    search.dive()
    search.cut(ROUNDS_AT_FIRST)
    search.improve()
    while search.regions() | search.cut():
        pass
    search.close()
    return search.answer()


@dataclass(frozen=True)
class _Duals:
    """Whole numbers of 1/scale of a unit."""

    rows: Integers  # (m,)
    couplings: Integers  # (q,) not negative for `least`, not positive for `most`
    penalties: Integers  # (cuts,) not negative


class _Search:
    """One solve: the columns not fixed out, the relaxation, the best plan and bound so far."""

    def __init__(self, pool: Pool, limit: Limit, seed: int, found: Found | None) -> None:
        self.pool, self.limit, self.seed, self.found = pool, limit, seed, found
        self.alive = np.arange(len(pool))
        self.offsets, self.members = pool.offsets, pool.members  # of the alive
        largest = int(np.abs(pool.value).max(initial=1)) + 1
        self.scale = 1
        while self.scale < 2**20 and largest * self.scale * 2**14 < 2**62:
            self.scale *= 2
        self.highest = 4 * largest * self.scale  # no dual is beyond it, so that sums fit
        typical = float(np.median(np.abs(pool.value))) if len(pool) else 1.0
        self.unit = 2.0 ** max(0, int(np.log2(max(1.0, typical))) - 10)
        self.master = Master(pool, self.unit, seed)
        self.best: NDArray[np.int64] | None = None
        self.value: int | None = None
        self.paid: int | None = None  # the best bound the duals prove, in 1/scale
        self.bound: int | None = None  # the best bound from anywhere, in units
        self.duals: _Duals | None = None  # those that proved `paid`
        self.plain = np.zeros(pool.rows, np.int64)  # the last duals where no cut paid
        self.rest: Integers | None = None  # reduced costs of the alive under them
        self.least: Integers | None = None  # by first row

    # What is known

    def done(self) -> bool:
        """Is the best plan proved?"""
        return self.value is not None and self.bound is not None and self.bound >= self.value

    def over(self) -> bool:
        """Time to answer? Raises `Stopped` when there is nothing to answer with."""
        if not self.limit.over():
            return False
        if self.best is None:
            raise Stopped("Tiden tok slutt før noe forslag var funnet.")
        return True

    def better(self, chosen: NDArray[np.int64]) -> None:
        """Keep a plan if it is one, exactly, and cheaper than the best so far."""
        chosen = np.sort(chosen)
        _offsets, members = self.pool.some(chosen)
        if len(members) != self.pool.rows or len(np.unique(members)) != self.pool.rows:
            return
        for coupling in self.pool.couplings:
            total = int(coupling.coefficients[chosen].sum())
            if coupling.least is not None and total < coupling.least:
                return
            if coupling.most is not None and total > coupling.most:
                return
        value = int(self.pool.value[chosen].sum())
        if self.value is None or value < self.value:
            self.best, self.value = chosen, value
            if self.bound is not None:
                self.bound = min(self.bound, value)
            if self.found is not None:
                self.found(value, self.bound, chosen.astype(np.int32))

    def raise_bound(self, bound: int) -> None:
        """Take a bound that holds for every plan cheaper than the best one known."""
        if self.value is not None:
            bound = min(bound, self.value)
        if self.bound is None or bound > self.bound:
            self.bound = bound

    def answer(self) -> Partition:
        """What is known, in the end."""
        if self.best is None or self.value is None or self.bound is None:
            raise Stopped("Tiden tok slutt før noe forslag var funnet.")
        duals = self.duals or self._whole_duals(*self.master.duals())
        areas = [
            tuple(
                int(i) for i in self.pool.members[self.pool.offsets[c] : self.pool.offsets[c + 1]]
            )
            for c in self.best
        ]
        paying = np.flatnonzero(duals.penalties > 0)
        return Partition(
            chosen=self.best.astype(np.int32),
            value=self.value,
            bound=self.bound,
            proven=self.bound == self.value,
            warm=Warm(
                duals=duals.rows / self.scale,
                cuts=tuple(self.master.cuts[k] for k in paying),
                penalties=duals.penalties[paying] / self.scale,
                chosen=tuple(areas),
            ),
        )

    # Exact arithmetic on duals

    def _whole_duals(
        self, rows: Numbers, couplings: Numbers, penalties: Numbers, scale: int | None = None
    ) -> _Duals:
        """Rounded to whole numbers, with the signs a bound needs.

        With a `scale` of its own: of the first phase, where being unmet costs 1 a unit.
        """
        by = scale or self.scale
        highest = float(scale or self.highest)

        def rounded(numbers: Numbers, most: float) -> Integers:
            return np.clip(np.floor(numbers * by), -most, most).astype(np.int64)

        paid = np.zeros(len(couplings), np.int64)
        for q, coupling in enumerate(self.pool.couplings):
            most = highest / max(1, int(np.abs(coupling.coefficients).max(initial=1)))
            if scale is not None:
                most = highest / coupling.unit
            paid[q] = rounded(couplings[q : q + 1], most)[0]
            if coupling.least is None:
                paid[q] = min(paid[q], 0)
            if coupling.most is None:
                paid[q] = max(paid[q], 0)
        # a cut may have to pay for all the rows of a column
        return _Duals(
            rounded(rows, highest), paid, np.maximum(rounded(penalties, 64 * highest), 0)
        )

    def _reduced(self, duals: _Duals, values: Integers) -> Integers:
        """Reduced costs of the alive columns, exactly. `values` is theirs, in 1/scale."""
        for paid, coupling in zip(duals.couplings, self.pool.couplings, strict=True):
            if paid:
                values = values - paid * coupling.coefficients[self.alive]
        paying = np.flatnonzero(duals.penalties)
        cuts = [self.master.cuts[k] for k in paying]
        of_row: list[list[int]] = [[] for _row in range(self.pool.rows)]
        for k, cut in enumerate(cuts):
            for row in cut.rows:
                of_row[row].append(k)
        return kernels.reduced(
            self.offsets,
            self.members,
            values,
            duals.rows,
            np.concatenate(([0], np.cumsum([len(some) for some in of_row]))).astype(np.int64),
            np.array([k for some in of_row for k in some], np.int64),
            np.array([cut.divisor for cut in cuts], np.int64),
            np.array([cut.sign for cut in cuts], np.int64),
            duals.penalties[paying],
        )

    def _paid(self, duals: _Duals, least: Integers) -> int:
        """The bound that duals prove, in their own units; whole numbers of any size."""
        total = sum(map(int, duals.rows)) + sum(map(int, least))
        total -= sum(
            int(penalty) * cut.most
            for penalty, cut in zip(duals.penalties, self.master.cuts, strict=True)
        )
        for paid, coupling in zip(duals.couplings, self.pool.couplings, strict=True):
            side = coupling.most if paid < 0 else coupling.least
            total += int(paid) * (side or 0)
        return total

    def _priced(self) -> tuple[Integers, bool]:
        """Reduced costs by the master's duals, and whether they proved more than was known."""
        duals = self._whole_duals(*self.master.duals())
        rest = self._reduced(duals, self.pool.value[self.alive] * self.scale)
        least = kernels.least_by_row(self.offsets, self.members, rest, self.pool.rows)
        paid = self._paid(duals, least)
        if self.paid is None or paid > self.paid:
            self.paid, self.duals, self.rest, self.least = paid, duals, rest, least
            if not duals.penalties.any():
                self.plain = duals.rows
            self.raise_bound(-(-paid // self.scale))
            return rest, True
        return rest, False

    # The steps of a solve

    def begin(self, warm: Warm | None) -> None:
        """The first columns: by old duals, cuts and plan, or each by its own worth."""
        if warm is not None and len(warm.duals) == self.pool.rows:
            self.master.add_cuts(warm.cuts)
            duals = self._whole_duals(
                warm.duals, np.zeros(len(self.pool.couplings)), warm.penalties
            )
            rest = self._reduced(duals, self.pool.value * self.scale)
            self._keep_plan(warm.chosen)
        else:
            sizes = np.diff(self.offsets)
            rest = self.pool.value // sizes
        first = kernels.cheapest(
            self.offsets, self.members, rest, self.pool.rows, FIRST, NONE_OVER
        )
        if self.best is not None:
            first = np.union1d(first, self.best)
        self.master.add_columns(first)

    def _keep_plan(self, areas: Sequence[tuple[int, ...]]) -> None:
        """Take an old plan as the best one, if all its columns are still here."""
        marks = np.random.default_rng(0).integers(1, 2**40, self.pool.rows)
        here = kernels.fingerprints(self.offsets, self.members, marks)
        places = []
        for area in areas:
            rows = list(area)
            for c in np.flatnonzero(here == marks[rows].sum()):
                if list(self.members[self.offsets[c] : self.offsets[c + 1]]) == rows:
                    places.append(c)
        self.better(np.array(places, np.int64))

    def relax(self) -> None:
        """Solve the relaxation over the whole pool."""
        while True:
            self.master.solve()
            rest, _more = self._priced()
            if self.done() or self.over():
                return
            if self._add(rest, PRICED):
                continue
            if self.master.unmet <= EPSILON or not self._meet():
                return

    def _add(self, rest: Integers, most: int) -> int:
        """Let the master have columns of negative reduced cost. How many."""
        slack = -max(1, int(1e-8 * self.unit * self.scale))
        picked = kernels.cheapest(self.offsets, self.members, rest, self.pool.rows, most, slack)
        return self.master.add_columns(self.alive[picked])

    def _meet(self) -> bool:
        """Find columns that meet every row and coupling, whatever they cost.

        Raises `NoPartition` when the least that stays unmet is proved to be over 0. False when
        it is so near 0 that only whole numbers can tell.
        """
        scale = 2**50
        nothing = np.zeros(len(self.alive), np.int64)
        self.master.objective(value=False)
        while True:
            self.master.solve()
            if self.master.unmet <= EPSILON:
                break
            rows, couplings, penalties = self.master.duals()
            # what is unmet is in the cuts of sign -1 too: without them the bound holds
            least_columns = np.array([cut.sign < 0 for cut in self.master.cuts], np.bool_)
            penalties[least_columns] = 0
            duals = self._whole_duals(rows, couplings, penalties, scale)
            rest = self._reduced(duals, nothing)
            least = kernels.least_by_row(self.offsets, self.members, rest, self.pool.rows)
            if self._paid(duals, least) > 0:
                raise NoPartition
            picked = kernels.cheapest(
                self.offsets, self.members, rest, self.pool.rows, PRICED, -(2**24)
            )
            if self.over() or not self.master.add_columns(self.alive[picked]):
                self.master.objective(value=True)
                return False
        self.master.objective(value=True)
        self.master.bound_slacks(0.0)
        return True

    def cut(self, rounds: int = ROUNDS) -> bool:
        """Rounds of subset-row cuts, while they help. Is the bound much better than before?"""
        if self.done() or self.over():
            return False
        self.relax()
        began, idle = self.paid or 0, 0
        for _round in range(rounds):
            if self.done() or self.over() or len(self.master.cuts) >= MOST_CUTS:
                break
            before = self.paid or 0
            if not self.master.add_cuts(self._violated()):
                break
            self.relax()
            self.fix()
            if self.value is None:
                continue
            gap = self.value * self.scale - before
            idle = idle + 1 if ((self.paid or 0) - before) * 50 < gap else 0
            if idle == IDLE:
                break
        if self.value is None:
            self.dive()
            self.improve()
            return False
        return ((self.paid or 0) - began) * 10 > self.value * self.scale - began

    def _violated(self) -> list[Cut]:
        """Cuts that the relaxation breaks, the most broken first, spread over the rows."""
        places = np.flatnonzero(self.master.shares > EPSILON)
        share = self.master.shares[places]
        loose = share < 1 - EPSILON
        if not loose.any():
            return []
        share, columns = share[loose], self.master.columns[places[loose]]
        offsets, members = self.pool.some(columns)
        inside = np.zeros((len(columns), self.pool.rows))
        inside[np.repeat(np.arange(len(columns)), np.diff(offsets)), members] = 1
        together = inside.T @ (inside * share[:, None])
        np.fill_diagonal(together, 0)
        cuts: list[tuple[float, Cut]] = []
        for find in (kernels.triples, kernels.fives):
            rows, excess = find(offsets, members, share, together, BROKEN)
            cuts += [
                (round(float(by), 9), Cut(tuple(map(int, some))))
                for some, by in zip(rows, excess, strict=True)
            ]
        chosen = self._crowded(offsets, members, share, together)
        used = np.zeros(self.pool.rows, np.int64)
        known = {*self.master.cuts, *chosen}
        for _by, cut in sorted(cuts, key=lambda one: (-one[0], one[1].rows)):
            if cut not in known and used[list(cut.rows)].max() < SPREAD:
                known.add(cut)
                used[list(cut.rows)] += 1
                chosen.append(cut)
            if len(chosen) >= max(CUTS_A_ROUND, self.pool.rows // 2):
                break
        return chosen

    def _crowded(
        self, offsets: Indices, members: Indices, share: Numbers, together: Numbers
    ) -> list[Cut]:
        """Cuts that say how many columns some rows take, at least: from the parts that the
        fractional columns make, with and without each column."""
        divisor = int(np.diff(self.offsets).max(initial=1))
        count, part = connected_components(together > 0, directed=False)
        covered = np.bincount(members, minlength=self.pool.rows) > 0
        parts = [part == number for number in range(count) if covered[part == number].all()]
        seeds = [some for some in parts if some.sum() > divisor]
        for number in range(len(share)):
            column = np.zeros(self.pool.rows, np.bool_)
            column[members[offsets[number] : offsets[number + 1]]] = True
            near = (together[column] > 0).any(axis=0) | column
            seeds += [near, part == part[members[offsets[number]]], column]
            seeds[-2] = seeds[-2] & ~column
        if divisor < 2 or not seeds:
            return []
        sets, lacking = kernels.crowded(offsets, members, share, np.array(seeds), divisor, BROKEN)
        known = set(self.master.cuts)
        found: dict[Cut, float] = {}
        for some, lack in zip(sets, lacking, strict=True):
            cut = Cut(tuple(int(row) for row in np.flatnonzero(some)), divisor, -1)
            if lack > 2 * BROKEN and cut not in known:
                found[cut] = round(float(lack), 9)
        return sorted(found, key=lambda cut: (-found[cut], cut.rows))[:CROWDED_A_ROUND]

    def fix(self) -> None:
        """Drop every column that no plan cheaper than the best can hold."""
        if self.value is None or self.paid is None or self.rest is None or self.least is None:
            return
        room = (self.value - 1) * self.scale - self.paid
        first = self.members[self.offsets[:-1]]
        kept = np.flatnonzero(self.rest - self.least[first] <= room)
        if len(kept) < len(self.alive):
            self.alive, self.rest = self.alive[kept], self.rest[kept]
            self.offsets, self.members = self.pool.some(self.alive)

    def dive(self) -> None:
        """Round the relaxation to a plan: choose what is nearly chosen, solve and price again."""
        if self.done() or self.over():
            return
        master = self.master
        basis = master.basis()
        master.bound_slacks(np.inf)
        covered = np.zeros(self.pool.rows, np.bool_)
        fixed: list[int] = []
        for _step in range(4 * self.pool.rows):
            master.solve()
            loose = np.setdiff1d(np.flatnonzero(master.shares > EPSILON), fixed)
            if master.unmet <= EPSILON and (master.shares[loose] > 1 - EPSILON).all():
                self.better(master.columns[master.shares > 0.5])
                break
            if self.limit.over():
                break
            if _step % 6 == 0 or master.unmet > EPSILON:
                free = kernels.apart_from(self.offsets, self.members, covered)
                rest, _more = self._priced()
                if self._add(np.where(free, rest, 0), 2) and master.unmet > EPSILON:
                    continue
            if not len(loose):
                break
            most = loose[np.argmax(master.shares[loose])]
            chosen = loose[(master.shares[loose] > 0.7) | (loose == most)]
            for c in master.columns[chosen]:
                covered[self.pool.members[self.pool.offsets[c] : self.pool.offsets[c + 1]]] = True
            fixed += list(chosen)
            master.fix(chosen)
        master.loosen(fixed)
        master.go_back(basis)
        self.fix()

    def improve(self) -> None:
        """Divide the rows of some neighbouring columns of the plan anew, at best, in turns.

        All of them at once where they are few. Only without couplings, which tie all columns
        together.
        """
        if self.best is None or self.duals is None or self.pool.couplings or self.done():
            return
        m = self.pool.rows
        paid, rest = self._feasible()
        near = kernels.linked(self.offsets, self.members, m)
        starts, begun = kernels.first_rows(self.offsets, self.members, m)
        draw = np.random.default_rng(self.seed)
        plan = self._settle(near, paid, rest, starts, begun)
        if self.done():
            return
        for size in NEIGHBOURS:
            fruitless, links = 0, self._links(plan, near)
            while fruitless < 2 * len(plan) and not self.limit.over():
                taken = [int(draw.integers(len(plan)))]
                rows = self._rows(plan[taken[0]])
                while len(taken) < size:
                    weights = links[taken].sum(axis=0)
                    weights[taken] = 0
                    if not weights.sum():
                        break
                    other = int(draw.choice(len(plan), p=weights / weights.sum()))
                    if len(rows) + len(self._rows(plan[other])) > REGION:
                        break
                    taken.append(other)
                    rows = np.concatenate((rows, self._rows(plan[other])))
                budget = int(self.pool.value[plan[taken]].sum()) * self.scale
                budget -= int(paid[rows].sum())
                found, _finished = kernels.cover(
                    np.sort(rows), self.offsets, self.members, starts, begun, rest, budget, NODES
                )
                fruitless += 1
                if len(found):
                    fruitless = 0
                    plan = np.sort(np.concatenate((_without(plan, taken), self.alive[found])))
                    links = self._links(plan, near)
                    self.better(plan)
        self.fix()

    def _settle(
        self,
        near: Integers,
        paid: Integers,
        rest: Integers,
        starts: Integers,
        begun: Integers,
    ) -> NDArray[np.int64]:
        """Try all there is in every part that no column ties to another, and is small enough.

        Returns the plan. Where a search was whole, its part is proved.
        """
        plan, bound = np.array(self.best), 0
        near = near + kernels.linked(*self.pool.some(plan), self.pool.rows)
        count, part = connected_components(near > 0, directed=False)
        for number in range(count):
            rows = np.flatnonzero(part == number)
            here = part[self.pool.members[self.pool.offsets[plan]]] == number
            value = int(self.pool.value[plan[here]].sum())
            budget = value * self.scale - int(paid[rows].sum())
            least = value - budget // self.scale
            if len(rows) <= REGION:
                found, finished = kernels.cover(
                    rows, self.offsets, self.members, starts, begun, rest, budget, NODES_OF_ALL
                )
                if len(found):
                    plan = np.sort(np.concatenate((plan[~here], self.alive[found])))
                    self.better(plan)
                    value = int(self.pool.value[self.alive[found]].sum())
                if finished:
                    bound += value
                    continue
            if count > 1 and len(rows) <= LARGE and not self.limit.over():
                here = part[self.pool.members[self.pool.offsets[plan]]] == number
                found, proved = self._part(rows, plan[here], close=True)
                plan = np.sort(np.concatenate((plan[~here], found)))
                self.better(plan)
                least = max(least, least if proved is None else proved)
            bound += least
        self.raise_bound(bound)
        return plan

    def _feasible(self) -> tuple[Integers, Integers]:
        """What rows pay such that no alive column costs less, and what columns cost beyond it.

        Cuts pay nothing here: the last duals without them, lowered where a column was cheaper.
        """
        paid = self.plain.copy()
        nothing = np.zeros(0, np.int64)
        none = np.zeros(self.pool.rows + 1, np.int64)
        while True:
            rest = kernels.reduced(
                self.offsets,
                self.members,
                self.pool.value[self.alive] * self.scale,
                paid,
                none,
                nothing,
                nothing,
                nothing,
                nothing,
            )
            least = kernels.least_by_row(self.offsets, self.members, rest, self.pool.rows)
            if not least.any():
                return paid, rest
            paid += least

    def regions(self) -> bool:
        """Solve parts of some hundred neighbouring rows as problems of their own.

        Only where there are many more rows, and no couplings. Did it help?
        """
        m = self.pool.rows
        if self.best is None or self.pool.couplings or m < 2 * LARGE or self.done():
            return False
        near = kernels.linked(self.offsets, self.members, m)
        draw = np.random.default_rng(self.seed)
        began, fruitless = self.value, 0
        while fruitless < FRUITLESS and not self.limit.over():
            plan = np.array(self.best)
            links = self._links(plan, near)
            taken = [int(draw.integers(len(plan)))]
            rows = self._rows(plan[taken[0]])
            while len(rows) < LARGE:
                weights = links[taken].sum(axis=0) * draw.uniform(0.5, 1, len(plan))
                weights[taken] = 0
                if not weights.any():
                    break
                taken.append(int(weights.argmax()))
                rows = np.concatenate((rows, self._rows(plan[taken[-1]])))
            before = self.value
            found, _bound = self._part(np.sort(rows), plan[taken], close=False)
            self.better(np.concatenate((_without(plan, taken), found)))
            fruitless = fruitless + 1 if self.value == before else 0
        self.fix()
        return self.value != began

    def _part(
        self, rows: Integers, chosen: NDArray[np.int64], *, close: bool
    ) -> tuple[NDArray[np.int64], int | None]:
        """The best columns found for exactly these rows, and no choice of the pool's is cheaper
        than the bound. The chosen ones are a choice; `close`: go on until it is proved."""
        outside = np.ones(self.pool.rows, np.bool_)
        outside[rows] = False
        inside = self.alive[kernels.apart_from(self.offsets, self.members, outside)]
        inside = np.union1d(inside, chosen)
        offsets, members = self.pool.some(inside)
        place = np.full(self.pool.rows, -1, np.int32)
        place[rows] = np.arange(len(rows))
        pool = Pool(len(rows), offsets, place[members], self.pool.value[inside], ())
        search = _Search(pool, self.limit, self.seed, None)
        known = tuple(tuple(int(i) for i in place[self._rows(c)]) for c in chosen)
        search.begin(Warm(duals=self.plain[rows] / self.scale, chosen=known))
        search.relax()
        search.fix()
        search.improve()
        if close:
            while search.cut():
                pass
            search.close()
        else:
            search.cut(ROUNDS_IN_PART)
            search.dive()
            search.improve()
        return inside[search.best], search.bound

    def _links(self, plan: NDArray[np.int64], near: Integers) -> Numbers:
        """How many columns of the pool have a row of one column of the plan and of another."""
        offsets, members = self.pool.some(plan)
        inside = np.zeros((len(plan), self.pool.rows))
        inside[np.repeat(np.arange(len(plan)), np.diff(offsets)), members] = 1
        return inside @ near @ inside.T

    def _rows(self, c: int) -> Indices:
        return self.pool.members[self.pool.offsets[c] : self.pool.offsets[c + 1]]

    def close(self) -> None:
        """Whole-number models over the columns of least reduced cost, until nothing is left out.

        A plan with any column left out costs at least the bound plus what that column costs
        beyond it. So a plan that costs less than that, and is best among those kept, is best.
        """
        most = KEPT_FIRST
        if self.best is not None and len(self.alive) > MOST_WHOLE:
            return  # HiGHS would not come back in time
        while not self.done() and not self.limit.over():
            self.fix()
            if self.rest is None or self.least is None or self.duals is None or self.paid is None:
                raise RuntimeError("a relaxation comes first")
            beyond = self.rest - self.least[self.members[self.offsets[:-1]]]
            kept, outside = np.arange(len(beyond)), None
            if len(beyond) > most:
                reach = int(np.partition(beyond, most)[most])
                kept = np.flatnonzero(beyond < reach)
                outside = -(-(self.paid + reach) // self.scale)
            inside = self._whole(self.alive[kept])
            if outside is not None:
                self.raise_bound(outside if inside is None else min(inside, outside))
            elif inside is not None:
                self.raise_bound(inside)
            else:
                self._none_cheaper()
            if outside is None:
                return
            most *= 4

    def _none_cheaper(self) -> None:
        """Nothing is left that could be cheaper than the best plan."""
        if self.value is None:
            raise NoPartition
        self.raise_bound(self.value)

    def _whole(self, columns: NDArray[np.int64]) -> int | None:
        """Solve over some columns: the bound on plans made of them, None = there are none."""
        duals = self.duals
        if duals is None:
            raise RuntimeError("a relaxation comes first")
        offsets, members = self.pool.some(columns)
        if len(np.unique(members)) < self.pool.rows:
            return None
        paid = np.add.reduceat(duals.rows[members], offsets[:-1])
        costs = (self.pool.value[columns] * self.scale - paid) / self.scale
        paying = [
            cut for cut, penalty in zip(self.master.cuts, duals.penalties, strict=False) if penalty
        ]
        result = whole(
            self.pool,
            columns,
            paying,
            costs,
            self.best,
            limit=self.limit,
            seed=self.seed,
            found=self.better,
        )
        if result.bound == np.inf:
            return None
        if not np.isfinite(result.bound):
            return self.bound
        base = sum(map(int, duals.rows)) / self.scale
        return int(np.ceil(base + result.bound - 0.5))


def _without(plan: NDArray[np.int64], taken: list[int]) -> NDArray[np.int64]:
    """The plan but the columns at these places."""
    left = np.ones(len(plan), np.bool_)
    left[taken] = False
    return plan[left]
