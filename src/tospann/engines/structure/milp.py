"""One door to HiGHS: whole-number programs, one thread, and proof taken from bound against value.

A status word is never taken for proof: solvers say "optimal" at a time limit too.
"""

from collections.abc import Callable
from dataclasses import dataclass

import highspy
import numpy as np
from scipy.sparse import csr_matrix

from tospann.engines.structure.progress import Limit
from tospann.engines.structure.territory import Flags, Numbers

TOLERANCE = 1e-9  # of rows, columns and whole numbers; HiGHS's own is 1e-6


@dataclass(frozen=True)
class Program:
    """Minimise cost @ x over low <= rows @ x <= high, lower <= x <= upper, some x whole."""

    cost: Numbers
    rows: csr_matrix
    low: Numbers
    high: Numbers
    lower: Numbers
    upper: Numbers
    whole: Flags


@dataclass(frozen=True)
class Outcome:
    """`x` is None when no answer was found; `bound` is inf when none can exist."""

    x: Numbers | None
    value: float
    bound: float


def minimise(
    program: Program,
    limit: Limit,
    *,
    seed: int = 0,
    gap: float = 0.0,
    start: Numbers | None = None,
    heard: Callable[[float, float], None] | None = None,
) -> Outcome:
    """Solve with HiGHS until proved within an absolute `gap`, or until the limit is over.

    Parameters
    ----------
    start : a feasible x to begin from. heard : told (value, bound) now and then.

    Raises
    ------
    RuntimeError
        If HiGHS refuses the model: a fault in our code.
    """
    if limit.over():
        return Outcome(None, np.inf, -np.inf)
    highs = highspy.Highs()
    highs.silent()
    for name, value in {
        "threads": 1,
        "random_seed": seed % 2**31,
        "mip_rel_gap": 0.0,
        "mip_abs_gap": gap,
        "mip_feasibility_tolerance": TOLERANCE,
        "primal_feasibility_tolerance": TOLERANCE,
        "dual_feasibility_tolerance": TOLERANCE,
        "time_limit": min(limit.left(), 1e9),
    }.items():
        highs.setOptionValue(name, value)
    if highs.passModel(_model(program)) == highspy.HighsStatus.kError:
        raise RuntimeError("HiGHS refused the model")
    if start is not None:
        solution = highspy.HighsSolution()
        solution.col_value = start.tolist()
        highs.setSolution(solution)

    def asked(event: highspy.HighsCallbackEvent) -> None:
        if heard is not None:
            heard(event.data_out.mip_primal_bound, event.data_out.mip_dual_bound)
        if limit.over():
            event.interrupt()

    highs.cbMipInterrupt += asked
    if highs.run() == highspy.HighsStatus.kError:
        raise RuntimeError(f"HiGHS stopped with {highs.getModelStatus()}")
    if highs.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
        return Outcome(None, np.inf, np.inf)
    found = highs.getInfo()
    whole = bool(program.whole.any())
    if found.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return Outcome(None, np.inf, found.mip_dual_bound if whole else -np.inf)
    value = found.objective_function_value
    x = np.array(highs.getSolution().col_value)
    return Outcome(x, value, found.mip_dual_bound if whole else value)


def _model(program: Program) -> highspy.HighsLp:
    model = highspy.HighsLp()
    model.num_row_, model.num_col_ = program.rows.shape
    model.col_cost_, model.col_lower_, model.col_upper_ = (
        program.cost,
        program.lower,
        program.upper,
    )
    model.row_lower_, model.row_upper_ = program.low, program.high
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = program.rows.indptr
    model.a_matrix_.index_ = program.rows.indices
    model.a_matrix_.value_ = program.rows.data
    if program.whole.any():
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        model.integrality_ = [kinds[int(one)] for one in program.whole]
    return model
