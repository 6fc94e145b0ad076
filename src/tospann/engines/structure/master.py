"""The two models `partition.py` gives to HiGHS: the growing relaxation and the whole-number one.

Both are over some columns of a pool (offsets, members, value). One thread, a given seed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray

from tospann.engines.structure import partition_kernels as kernels
from tospann.engines.structure.progress import Limit
from tospann.engines.structure.territory import Indices, Integers, Numbers

PRIMAL, DUAL = 4, 1  # HiGHS' simplex_strategy


def _power(largest: float, bits: int) -> float:
    """The least power of two, at least 1, that brings `largest` under 2 ** bits."""
    return 2.0 ** max(0, int(np.ceil(np.log2(max(1.0, largest)))) - bits)


@dataclass(frozen=True)
class Coupling:
    """least ≤ sum of the chosen columns' coefficients ≤ most. None = no such side."""

    coefficients: Integers  # (n,)
    least: int | None = None
    most: int | None = None

    @property
    def unit(self) -> float:
        """A power of two to divide by, so that the solver meets no number over 1024."""
        return _power(float(np.abs(self.coefficients).max(initial=1)), 10)


@dataclass(frozen=True)
class Cut:
    """Summed over chosen columns, sign · (its rows among `rows`) // divisor is at most `most`.

    Every such cut holds: add up the equalities of its rows, times sign / divisor, and round
    down (Chvátal 1973, doi:10.1016/0012-365X(73)90167-2). Sign 1 with divisor 2: subset-row
    cuts. Sign -1 with the largest column as divisor: so many columns it takes at least.
    """

    rows: tuple[int, ...]
    divisor: int = 2
    sign: int = 1

    @property
    def most(self) -> int:
        return self.sign * len(self.rows) // self.divisor


@dataclass(frozen=True)
class Pool:
    """All columns: the rows each covers (CSR, ascending) and what it costs."""

    rows: int
    offsets: Indices
    members: Indices
    value: Integers
    couplings: tuple[Coupling, ...]

    def __len__(self) -> int:
        return len(self.value)

    def some(self, columns: NDArray[np.int64]) -> tuple[Indices, Indices]:
        """CSR of the named columns, in that order."""
        sizes = np.diff(self.offsets)[columns]
        offsets = np.concatenate(([0], np.cumsum(sizes))).astype(np.int32)
        places = np.arange(offsets[-1]) + np.repeat(self.offsets[columns] - offsets[:-1], sizes)
        return offsets, self.members[places]

    def coefficients(self, cut: Cut, columns: NDArray[np.int64]) -> Integers:
        """Of the named columns in one cut."""
        inside = np.zeros(self.rows, np.bool_)
        inside[list(cut.rows)] = True
        return kernels.cut_coefficients(
            self.offsets, self.members, columns, inside, cut.divisor, cut.sign
        )

    def matrix(
        self, columns: NDArray[np.int64], cuts: Sequence[Cut]
    ) -> tuple[Indices, Indices, Numbers]:
        """Column-wise starts (k + 1,), rows and numbers: rows, then couplings, then cuts."""
        offsets, members = self.some(columns)
        k = len(columns)
        parts = [(np.repeat(np.arange(k), np.diff(offsets)), members, np.ones(len(members)))]
        extra: list[Numbers] = [
            coupling.coefficients[columns] / coupling.unit for coupling in self.couplings
        ]
        extra += [self.coefficients(cut, columns).astype(float) for cut in cuts]
        for row, counted in enumerate(extra, start=self.rows):
            which = np.flatnonzero(counted)
            parts.append((which, np.full(len(which), row), counted[which].astype(float)))
        column, at, number = (np.concatenate(part) for part in zip(*parts, strict=True))
        order = np.lexsort((at, column))
        starts = np.concatenate(([0], np.cumsum(np.bincount(column, minlength=k))))
        return starts.astype(np.int32), at[order].astype(np.int32), number[order].astype(float)

    def sides(self, cuts: Sequence[Cut]) -> tuple[Numbers, Numbers]:
        """Lower and upper sides of rows, couplings and cuts."""
        lower, upper = [1.0] * self.rows, [1.0] * self.rows
        for coupling in self.couplings:
            lower.append(-np.inf if coupling.least is None else coupling.least / coupling.unit)
            upper.append(np.inf if coupling.most is None else coupling.most / coupling.unit)
        lower += [-np.inf] * len(cuts)
        upper += [cut.most for cut in cuts]
        return np.array(lower, float), np.array(upper, float)


def silent(seed: int) -> highspy.Highs:
    """A solver that prints nothing, uses one thread and stops at no relative gap."""
    solver = highspy.Highs()
    for option, given in (
        ("output_flag", False),
        ("threads", 1),
        ("random_seed", seed),
        ("mip_rel_gap", 0.0),
    ):
        solver.setOptionValue(option, given)
    return solver


def stop_at(solver: highspy.Highs, limit: Limit) -> None:
    """Interrupt wherever the solver asks, as its own time limit is not read everywhere."""

    def interrupt(event: highspy.highs.HighsCallbackEvent) -> None:
        if limit.over():
            event.interrupt()

    solver.cbMipInterrupt += interrupt
    solver.cbSimplexInterrupt += interrupt
    solver.cbIpmInterrupt += interrupt
    if np.isfinite(limit.left()):
        solver.setOptionValue("time_limit", max(0.01, limit.left()))


def model(
    costs: Numbers,
    upper: Numbers,
    sides: tuple[Numbers, Numbers],
    matrix: tuple[Indices, Indices, Numbers],
) -> highspy.HighsLp:
    """Columns from 0 to `upper`."""
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(costs), len(sides[0])
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = costs, np.zeros(len(costs)), upper
    lp.row_lower_, lp.row_upper_ = sides
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = matrix
    return lp


class Master:
    """The relaxation over the columns priced in so far, with a slack for what is unmet.

    Values are divided by `unit`. The first columns of the solver are the slacks: one for each
    row, two for each coupling (short of it, over it).
    """

    def __init__(self, pool: Pool, unit: float, seed: int) -> None:
        self.pool, self.unit = pool, unit
        self.columns = np.zeros(0, np.int64)  # of the pool, in the order they came
        self.inside = np.zeros(len(pool), np.bool_)
        self.cuts: list[Cut] = []
        rows, couplings = pool.rows, len(pool.couplings)
        slack_rows = np.concatenate(
            (np.arange(rows), np.repeat(np.arange(rows, rows + couplings), 2))
        )
        numbers = np.concatenate((np.ones(rows), np.tile([1.0, -1.0], couplings)))
        self.slacks = len(slack_rows)
        dear = 8.0 * max(1.0, float(np.abs(pool.value).max(initial=1)) / unit)
        self._dear = np.full(self.slacks, dear)
        self.solver = silent(seed)
        self.solver.setOptionValue("presolve", "off")
        self.solver.passModel(
            model(
                self._dear,
                np.full(self.slacks, np.inf),
                pool.sides(()),
                (np.arange(self.slacks + 1, dtype=np.int32), slack_rows.astype(np.int32), numbers),
            )
        )

    def add_columns(self, columns: NDArray[np.int64]) -> int:
        """Those that are not there yet. How many."""
        new = columns[~self.inside[columns]]
        if not len(new):
            return 0
        starts, rows, numbers = self.pool.matrix(new, self.cuts)
        k = len(new)
        self.solver.addCols(
            k,
            self.pool.value[new] / self.unit * self._counts_value,
            np.zeros(k),
            np.full(k, np.inf),
            len(rows),
            starts[:-1],
            rows,
            numbers,
        )
        self.inside[new] = True
        self.columns = np.concatenate((self.columns, new))
        self.solver.setOptionValue("simplex_strategy", PRIMAL)
        return k

    _counts_value = 1.0

    def add_cuts(self, cuts: Sequence[Cut]) -> int:
        """Append cuts that are not there yet. How many."""
        known = set(self.cuts)
        new = [cut for cut in cuts if cut not in known]
        for cut in new:
            counted = self.pool.coefficients(cut, self.columns)
            which = np.flatnonzero(counted)
            columns, numbers = which + self.slacks, counted[which]
            if cut.sign < 0:  # the slack of a row is as good as a column of that row alone
                columns = np.concatenate((cut.rows, columns))
                numbers = np.concatenate((np.full(len(cut.rows), -1), numbers))
            self.solver.addRow(
                -np.inf,
                float(cut.most),
                len(columns),
                columns.astype(np.int32),
                numbers.astype(float),
            )
        self.cuts += new
        self.solver.setOptionValue("simplex_strategy", DUAL)
        return len(new)

    def solve(self) -> None:
        """To optimality: it always has an answer, with slacks when rows cannot be met."""
        if self.solver.run() == highspy.HighsStatus.kError:
            raise RuntimeError("HiGHS could not solve a relaxation")
        if self.solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            # numerical trouble: once more, from nothing
            self.solver.clearSolver()
            self.solver.run()
            if self.solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
                raise RuntimeError("HiGHS could not solve a relaxation")
        solution = self.solver.getSolution()
        values = np.array(solution.col_value)
        self.unmet = float(values[: self.slacks].sum())
        self.shares = values[self.slacks :]
        self._duals = np.array(solution.row_dual)

    def duals(self) -> tuple[Numbers, Numbers, Numbers]:
        """What rows, couplings and cuts pay, in units of the objective."""
        duals = self._duals * (self.unit if self._counts_value else 1.0)
        rows, couplings = self.pool.rows, len(self.pool.couplings)
        units = np.array([coupling.unit for coupling in self.pool.couplings])
        return (
            duals[:rows],
            duals[rows : rows + couplings] / units,
            -duals[rows + couplings :],
        )

    def basis(self) -> highspy.HighsBasis:
        """Where the simplex method stands, for `go_back`."""
        return self.solver.getBasis()

    def go_back(self, basis: highspy.HighsBasis) -> None:
        """Stand where `basis` was taken. Columns that came since stay out."""
        new = self.slacks + len(self.columns) - len(basis.col_status)
        basis.col_status = [*basis.col_status, *[highspy.HighsBasisStatus.kLower] * new]
        self.solver.setBasis(basis)

    def objective(self, *, value: bool) -> None:
        """Minimise the value, or (value=False) only what is unmet."""
        self._counts_value = 1.0 if value else 0.0
        costs = np.concatenate(
            (
                self._dear if value else np.ones(self.slacks),
                self.pool.value[self.columns] / self.unit * self._counts_value,
            )
        )
        self.solver.changeColsCost(len(costs), np.arange(len(costs), dtype=np.int32), costs)
        self.solver.setOptionValue("simplex_strategy", PRIMAL)

    def bound_slacks(self, most: float) -> None:
        """Let rows be unmet by at most so much each: 0 or inf."""
        self._bounds(np.arange(self.slacks), 0.0, most)

    def fix(self, places: Sequence[int]) -> None:
        """Choose these columns, by their place in `columns`."""
        self._bounds(np.asarray(places) + self.slacks, 1.0, np.inf)

    def loosen(self, places: Sequence[int]) -> None:
        """Undo `fix`."""
        self._bounds(np.asarray(places) + self.slacks, 0.0, np.inf)

    def _bounds(self, which: NDArray[np.int64], lower: float, upper: float) -> None:
        k = len(which)
        self.solver.changeColsBounds(
            k, which.astype(np.int32), np.full(k, lower), np.full(k, upper)
        )
        self.solver.setOptionValue("simplex_strategy", DUAL)


@dataclass(frozen=True)
class Whole:
    """What is known of a whole-number model: `bound` inf when nothing there is feasible."""

    bound: float
    finished: bool


def whole(
    pool: Pool,
    columns: NDArray[np.int64],
    cuts: Sequence[Cut],
    costs: Numbers,
    start: NDArray[np.int64] | None,
    *,
    limit: Limit,
    seed: int,
    found: Callable[[NDArray[np.int64]], None],
) -> Whole:
    """The cheapest whole choice among some columns of the pool.

    Parameters
    ----------
    columns : ascending. costs : (k,) whole numbers, as small as can be (reduced by duals).
    start : a known choice, columns of the pool.
    found : told each choice found, ascending columns of the pool.
    """
    unit = _power(float(np.abs(costs).max(initial=1)), 16)
    solver = silent(seed)
    lp = model(costs / unit, np.ones(len(columns)), pool.sides(cuts), pool.matrix(columns, cuts))
    lp.integrality_ = [highspy.HighsVarType.kInteger] * len(columns)
    solver.passModel(lp)
    solver.setOptionValue("mip_abs_gap", 0.4 / unit)
    solver.setOptionValue("mip_heuristic_effort", 0.01)  # plans are found before
    if start is not None:
        places = np.minimum(np.searchsorted(columns, start), len(columns) - 1)
        if (columns[places] == start).all():
            solution = highspy.HighsSolution()
            known = np.zeros(len(columns))
            known[places] = 1.0
            solution.col_value = known
            solver.setSolution(solution)

    def improving(event: highspy.highs.HighsCallbackEvent) -> None:
        found(columns[np.asarray(event.data_out.mip_solution)[: len(columns)] > 0.5])

    solver.cbMipImprovingSolution += improving
    stop_at(solver, limit)
    if solver.run() == highspy.HighsStatus.kError:
        raise RuntimeError("HiGHS could not solve a whole-number model")
    status, info = solver.getModelStatus(), solver.getInfo()
    if status in (
        highspy.HighsModelStatus.kInfeasible,
        highspy.HighsModelStatus.kUnboundedOrInfeasible,
    ):
        return Whole(np.inf, True)
    if info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
        found(columns[np.asarray(solver.getSolution().col_value) > 0.5])
    bound = info.mip_dual_bound * unit
    return Whole(bound, status == highspy.HighsModelStatus.kOptimal)
