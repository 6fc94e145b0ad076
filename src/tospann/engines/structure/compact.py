"""Areas as one assignment model with flows for connection: no list of areas, no limit on them.

An independent way to the same answer where the cost is linear, and the way to ask whether
anything at all keeps some rules when the areas are too many to list. It cannot carry a cost
that is not linear in an area's members, so it never proposes anything.

Source of the flow formulation: Shirabe (2009), Environment and Planning B 36(6),
doi:10.1068/b34104.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import highspy
import numpy as np

from tospann.engines.structure.assumptions import Assumptions
from tospann.engines.structure.columns import between, limits, service
from tospann.engines.structure.master import silent, stop_at
from tospann.engines.structure.progress import Limit
from tospann.engines.structure.rules import (
    AtLeastAreas,
    AtLeastFte,
    AtLeastResidents,
    AtMostAreas,
    AtMostKroner,
    Connected,
    FieldsInTwos,
    Models,
    Reachable,
    Rule,
    excepted,
)
from tospann.engines.structure.territory import Integers, Territory, Travel


@dataclass(frozen=True)
class Assignment:
    """feasible None: not known in the time given. value and bound: of the linear cost."""

    feasible: bool | None
    host: tuple[int, ...] = ()  # of each municipality
    value: float = np.inf
    bound: float = -np.inf


@dataclass
class _Rows:
    """A model under construction."""

    costs: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    sides: list[tuple[float, float]] = field(default_factory=list)
    column: list[int] = field(default_factory=list)
    row: list[int] = field(default_factory=list)
    number: list[float] = field(default_factory=list)

    def variable(self, cost: float = 0.0, upper: float = 1.0, whole: bool = True) -> int:
        self.costs.append(cost)
        self.upper.append(upper)
        self.whole.append(whole)
        return len(self.costs) - 1

    def require(self, least: float, terms: Sequence[tuple[int, float]], most: float) -> None:
        total: dict[int, float] = {}
        for column, number in terms:
            total[int(column)] = total.get(int(column), 0.0) + number
        self.column += total
        self.number += total.values()
        self.row += [len(self.sides)] * len(total)
        self.sides.append((least, most))


def assign(
    territory: Territory,
    travel: Travel,
    assumptions: Assumptions,
    rules: Sequence[Rule],
    *,
    costs: Integers | None = None,
    seconds: float = 10.0,
    seed: int = 0,
) -> Assignment:
    """Give every municipality a host, keeping every rule, at the least linear cost.

    Parameters
    ----------
    costs : (m, m) of municipality i under host h, [h, h] of being a host; None = nothing costs.
    """
    m = len(territory.municipalities)
    allowed = limits(territory.municipalities, travel.between_seats, rules)
    given = service(between(territory, travel), assumptions)
    may = allowed.serves & ~allowed.apart
    if Reachable() in rules:
        may &= given.allowed
    rows = _Rows()
    under = np.full((m, m), -1)
    for h in range(m):
        if may[h, h]:
            for i in np.flatnonzero(may[:, h]).tolist():
                under[i, h] = rows.variable(0.0 if costs is None else float(costs[i, h]))
    hosts = [h for h in range(m) if under[h, h] >= 0]
    for i in range(m):
        rows.require(1, [(x, 1) for x in under[i] if x >= 0], 1)
    for h in hosts:
        _one_area(rows, under, h, allowed, territory, rules)
    _models_and_kroner(rows, under, hosts, given, territory, assumptions, rules)
    every = [(under[h, h], 1.0) for h in hosts]
    for rule in rules:
        match rule:
            case AtMostAreas(count):
                rows.require(-np.inf, every, count)
            case AtLeastAreas(count):
                rows.require(count, every, np.inf)
    return _solved(rows, under, seconds, seed)


def _one_area(rows, under, h, allowed, territory, rules) -> None:
    """What must hold of the area that h hosts, if it does."""
    members = np.flatnonzero(under[:, h] >= 0)
    others = [i for i in members if i != h]
    x, opened = under[:, h], under[h, h]
    for i in others:
        rows.require(-np.inf, [(x[i], 1), (opened, -1)], 0)
    for i in members:
        for j in np.flatnonzero(allowed.needs[i]):
            if j != i:
                wanted = [(x[j], -1)] if x[j] >= 0 else []
                rows.require(-np.inf, [(x[i], 1), *wanted], 0)
        for j in np.flatnonzero(allowed.apart[i]):
            if j > i and x[j] >= 0:
                rows.require(-np.inf, [(x[i], 1), (x[j], 1), (opened, -1)], 0)
    if allowed.most < len(members):
        rows.require(-np.inf, [*((x[i], 1) for i in members), (opened, -allowed.most)], 0)
    staff = territory.staff
    for rule in rules:
        match rule:
            case AtLeastResidents(least):
                sizes = territory.residents
                terms = [(x[i], float(sizes[i])) for i in members]
                for one in _reaching(x, h, members, territory, rule):
                    rows.require(0, [*terms, (one, -float(least))], np.inf)
            case AtLeastFte(least):
                sizes = np.rint(staff.fte.sum(axis=(1, 2)) * 1000)
                terms = [(x[i], float(sizes[i])) for i in members]
                for one in _reaching(x, h, members, territory, rule):
                    rows.require(0, [*terms, (one, -float(round(least * 1000)))], np.inf)
            case FieldsInTwos(least):
                held = [rows.variable() for _field in staff.fields]
                for f, y in enumerate(held):
                    terms = [(x[i], float(staff.people[i, f])) for i in members]
                    rows.require(0, [*terms, (y, -2)], np.inf)
                rows.require(0, [*((y, 1) for y in held), (opened, -float(least))], np.inf)
    if Connected() in rules:
        _flow(rows, x, h, members, allowed)


def _reaching(x, h, members, territory, rule) -> list[int]:
    """The variables that, when one is set, bind the area that h hosts to a least size."""
    free = {territory.municipalities.index(number) for number in excepted(rule)}
    return [x[h]] if h not in free else [x[i] for i in members if i not in free]


def _flow(rows, x, h, members, allowed) -> None:
    """One unit flows from the host to each member, through members only."""
    inside = set(members.tolist())
    into: dict[int, list] = {i: [] for i in inside}
    out_of: dict[int, list] = {i: [] for i in inside}
    room = float(min(allowed.most, len(inside)))
    for i in inside:
        for j in np.flatnonzero(allowed.near[i]):
            if int(j) in inside and j != h:
                arc = rows.variable(upper=room, whole=False)
                out_of[i].append((arc, 1.0))
                into[int(j)].append((arc, 1.0))
    for i in inside - {h}:
        back = [(arc, -1.0) for arc, _one in out_of[i]]
        rows.require(0, [*into[i], *back, (x[i], -1)], 0)
        rows.require(-np.inf, [*into[i], (x[i], -room)], 0)


def _models_and_kroner(rows, under, hosts, given, territory, assumptions, rules) -> None:
    """A model for each area, and all kroner together."""
    names = [model.name for model in assumptions.models]
    limits_on = [rule for rule in rules if isinstance(rule, Models)]
    kroner = [rule.kroner for rule in rules if isinstance(rule, AtMostKroner)]
    paid: list[tuple[int, float]] = []
    for h in hosts:
        x, opened = under[:, h], under[h, h]
        others = [i for i in np.flatnonzero(x >= 0) if i != h]
        model = [rows.variable() for _model in names]
        rows.require(0, [*((z, 1) for z in model), (opened, -1)], 0)
        for a, z in enumerate(model):
            terms = [(x[i], 1.0) for i in others]
            if assumptions.models[a].alone:
                rows.require(-np.inf, [*terms, (z, len(others))], len(others))
            else:
                rows.require(0, [*terms, (z, -1)], np.inf)
        for rule in limits_on:
            which = (
                range(len(x))
                if rule.numbers is None
                else [territory.municipalities.index(number) for number in rule.numbers]
            )
            allowed = [
                (z, -1.0) for name, z in zip(names, model, strict=True) if name in rule.allowed
            ]
            for i in which:
                if x[i] >= 0:
                    rows.require(-np.inf, [(x[i], 1), *allowed], 0)
        if kroner:
            levels = np.array([presence.kroner for presence in assumptions.presences])
            least = np.where(given.usable, levels, 2**40).min(axis=2)
            paid.append((opened, float(assumptions.main_office_kroner)))
            paid += [(x[i], float(least[i, h])) for i in others]
            partners = rows.variable(upper=np.inf, whole=False)
            paid.append((partners, 1.0))
            for a, z in enumerate(model):
                paid.append((z, float(assumptions.models[a].kroner)))
                each = float(assumptions.models[a].kroner_per_partner)
                room = each * len(others)
                terms = [(x[i], -each) for i in others]
                rows.require(-room, [(partners, 1.0), *terms, (z, -room)], np.inf)
    for most in kroner:
        rows.require(-np.inf, [(v, number / 1e3) for v, number in paid], most / 1e3)


def _solved(rows: _Rows, under, seconds: float, seed: int) -> Assignment:
    order = np.lexsort((rows.row, rows.column))
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(rows.costs), len(rows.sides)
    lp.col_cost_ = np.array(rows.costs)
    lp.col_lower_, lp.col_upper_ = np.zeros(len(rows.costs)), np.array(rows.upper)
    lp.row_lower_ = np.array([least for least, _most in rows.sides], float)
    lp.row_upper_ = np.array([most for _least, most in rows.sides], float)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    counts = np.bincount(rows.column, minlength=len(rows.costs))
    lp.a_matrix_.start_ = np.concatenate(([0], np.cumsum(counts))).astype(np.int32)
    lp.a_matrix_.index_ = np.array(rows.row)[order].astype(np.int32)
    lp.a_matrix_.value_ = np.array(rows.number, float)[order]
    lp.integrality_ = [
        highspy.HighsVarType.kInteger if whole else highspy.HighsVarType.kContinuous
        for whole in rows.whole
    ]
    solver = silent(seed)
    solver.setOptionValue("mip_abs_gap", 0.4)
    if solver.passModel(lp) == highspy.HighsStatus.kError:
        raise RuntimeError("HiGHS does not take the assignment")
    stop_at(solver, Limit(seconds))
    if solver.run() == highspy.HighsStatus.kError:
        raise RuntimeError("HiGHS could not solve an assignment")
    if solver.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
        return Assignment(False)
    info = solver.getInfo()
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return Assignment(None)
    chosen = np.asarray(solver.getSolution().col_value) > 0.5
    host = tuple(
        int(next(h for h in range(len(under)) if under[i, h] >= 0 and chosen[under[i, h]]))
        for i in range(len(under))
    )
    return Assignment(True, host, info.objective_function_value, info.mip_dual_bound)
