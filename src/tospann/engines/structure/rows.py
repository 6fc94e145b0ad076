"""Points of a front by set partitioning, one at a time, where there are too many states.

Two objectives: the widest open stretch of the first objective is halved, and the plan with the
least of the second that keeps under the middle is found. With time enough every stretch is
closed and the front is whole. Three objectives: one point for each of many weightings.

Source: the epsilon-constraint method of Haimes, Lasdon and Wismer (1971), IEEE Transactions on
Systems, Man, and Cybernetics 1(3), doi:10.1109/TSMC.1971.4308298.
"""

from collections.abc import Sequence
from heapq import heappop, heappush

import numpy as np

from .errors import Stopped
from .found import NOTHING, Found, Problem
from .master import Coupling
from .partition import NoPartition, divide
from .progress import Limit
from .territory import Indices, Integers

HEAVIEST = 2**40  # as much as a weighted sum may be, so that the duals have room
STOPPED = (
    "Tiden tok slutt før hele fronten var funnet. Hvert punkt er en plan som går an, men det "
    "kan finnes flere punkter mellom dem, og bedre der beviset mangler."
)
WEIGHTED = (
    "Kartet er for stort til å finne hele fronten for tre mål. Punktene er de som vektinger "
    "finner, og det kan finnes flere mellom dem."
)


def by_rows(problem: Problem, least: int, most: int | None, limit: Limit) -> Found:
    """The front of a piece of the map, or the part of it that there was time for.

    `least` and `most`: areas in all. Raises `Stopped` when not one plan was found.
    """
    search = Search(problem, least, most, limit)
    if not search.affordable(problem.cap):
        return NOTHING
    used = [row for row in range(3) if problem.values[row].any()] or [0]
    try:
        missing = search.weighings() if len(used) == 3 else search.halvings(used[0], used[-1])
    except NoPartition:
        return NOTHING
    return problem.collected(search.plans, missing=missing)


class Search:
    """Every option is a column of a set partitioning; plans are kept as they are found."""

    def __init__(self, problem: Problem, least: int, most: int | None, limit: Limit) -> None:
        self.problem, self.limit = problem, limit
        self.least, self.most = least, most
        self.plans: list[Indices] = []
        self.place = np.empty(int(problem.piece.max()) + 1, np.int32)
        self.place[problem.piece] = np.arange(len(problem.piece), dtype=np.int32)
        counts = np.diff(problem.choices)[problem.columns]
        begins = np.repeat(problem.choices[problem.columns], counts)
        nth = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        self.options = (begins + nth).astype(np.int32)
        self.owner = np.repeat(problem.columns, counts)
        self.exact = True

    def solve(
        self,
        owners: Indices,
        options: Indices,
        value: Integers,
        bounds: Sequence[tuple[Integers, int]] = (),
    ) -> Indices:
        """The options with the least value in all, and each (row, most) of `bounds` kept.

        Raises `NoPartition` and `Stopped`.
        """
        sizes = np.diff(self.problem.offsets)[owners]
        offsets = np.concatenate(([0], np.cumsum(sizes))).astype(np.int32)
        shifts = np.repeat(self.problem.offsets[owners] - offsets[:-1], sizes)
        members = self.place[self.problem.members[np.arange(offsets[-1]) + shifts]]
        couplings = [Coupling(row, most=most) for row, most in bounds]
        if self.least or self.most is not None:
            ones = np.ones(len(options), np.int64)
            couplings.append(Coupling(ones, least=self.least or None, most=self.most))
        answer = divide(
            len(self.problem.piece), offsets, members, value, couplings, limit=self.limit
        )
        self.exact &= answer.proven
        return options[answer.chosen]

    def affordable(self, cap: int | None) -> bool:
        """Does the cheapest plan keep under the cap? Exact also where it is short by a krone."""
        if cap is None:
            return True
        try:
            cheapest = self.solve(self.owner, self.options, self.problem.values[0, self.options])
        except NoPartition:
            return False
        return int(self.problem.values[0, cheapest].sum()) <= cap or not self.exact

    def _cap(self, options: Indices) -> list[tuple[Integers, int]]:
        if self.problem.cap is None:
            return []
        return [(self.problem.values[0, options], self.problem.cap)]

    def weighings(self) -> tuple[str, ...]:
        """A plan for each weighting."""
        for weights in self.problem.weightings(HEAVIEST):
            owners, some = self.owner, self.options
            if self.problem.cap is None:  # then only the best option of each area is of use
                owners = self.problem.columns
                some = self.problem.options_of(owners, weights)
            value = np.asarray(weights, np.int64) @ self.problem.values[:, some]
            try:
                self.plans.append(self.solve(owners, some, value, self._cap(some)))
            except Stopped:
                if not self.plans:
                    raise
            if self.limit.over():
                return (STOPPED, WEIGHTED)
        return (WEIGHTED,) if self.exact else (STOPPED, WEIGHTED)

    def halvings(self, first: int, second: int) -> tuple[str, ...]:
        """A plan in the middle of every open stretch, the widest first."""
        unit = max(1, int(np.gcd.reduce(self.problem.values[first, self.options])))
        try:
            low = self.least_of(first, None, first) // unit
            high = self.least_of(second, None, first) // unit
            stretches: list[tuple[int, int, int]] = []

            def open_up(left: int, right: int) -> None:
                """There may be points over `left` and under `right`, counted in units."""
                if right - left > 1:
                    heappush(stretches, (left - right, left, right))

            open_up(low - 1, high)
            while stretches:
                _width, left, right = heappop(stretches)
                middle = (left + right) // 2
                at = self.least_of(second, middle * unit, first) // unit
                open_up(left, at)
                open_up(middle, right)
        except Stopped:
            if not self.plans:
                raise
            return (STOPPED,)
        return () if self.exact else (STOPPED,)

    def least_of(self, row: int, most: int | None, first: int) -> int:
        """Keep the plan with the least of one objective and at most so much of the first.

        Returns what it has of the first.
        """
        values = self.problem.values[:, self.options]
        bounds = self._cap(self.options)
        if most is not None:
            bounds.append((values[first], most))
        plan = self.solve(self.owner, self.options, values[row], bounds)
        self.plans.append(plan)
        return int(self.problem.values[first, plan].sum())
