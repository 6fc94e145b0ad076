"""The front of Nordland beside the usual way to find one, and what fronts and futures cost.

    python -m bench.fronts             the comparison, and 1 000 futures
    python -m bench.fronts --growth    also how cost grows; writes the figures and the curve
                                       of docs/explanation/structure-cost.md

The peer is HiGHS on the same options with one row for the budget, lowered after each point (the
epsilon-constraint method). It is given LIMIT processor seconds; if it has not finished by then,
its whole front is projected from the points it found, and the line says so. One process, one
thread each.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import highspy
import numpy as np
from scipy.sparse import csc_array

import tospann.demo.territories
from bench.curve import drawn
from tospann.engines.structure import folder, travel
from tospann.engines.structure.assumptions import ILLUSTRATIVE
from tospann.engines.structure.columns import Options, between, enumerate_areas, options
from tospann.engines.structure.front import Front, front
from tospann.engines.structure.futures import Ground, outcomes
from tospann.engines.structure.robustness import Doubt
from tospann.engines.structure.rules import AtMostMembers, WithinMinutes, checked
from tospann.engines.structure.territory import Territory, Travel

LIMIT = 30.0
TERRITORIES = Path(tospann.demo.territories.__file__).parent
COST = Path(__file__).parent.parent / "docs" / "explanation"
OBJECTIVES = (("access", "cost"), ("access", "cost", "exposed"))
TIMES = (60, 90, 120, 600)
FUTURES = 1_000


def nordland() -> tuple[Territory, Travel]:
    territory = folder.read(TERRITORIES / "nordland")
    return territory, travel.by_roads(territory)


def choices(territory: Territory, journeys: Travel, members: int, minutes: float) -> Options:
    """Every undominated option of every area."""
    rules = checked((AtMostMembers(members), WithinMinutes(minutes)), territory, ILLUSTRATIVE)
    areas = enumerate_areas(territory.municipalities, journeys.between_seats, rules)
    seconds = between(territory, journeys)
    return options(territory, seconds, ILLUSTRATIVE, areas, rules)


def timed(work: Callable[[], Front], rounds: int = 3) -> tuple[Front, float]:
    """The last answer, and the least processor time of some rounds."""
    times = []
    for _round in range(rounds):
        began = time.process_time()
        answer = work()
        times.append(time.process_time() - began)
    return answer, min(times)


def epsilon(given: Options, m: int, limit: float) -> tuple[list[tuple[int, int]], float, bool]:
    """Points (access, cost) from the dearest down, processor seconds, and whether it finished."""
    began = time.process_time()
    n = len(given)
    sizes = np.diff(given.offsets)[given.subset]
    starts = np.concatenate(([0], np.cumsum(sizes)))
    shifts = np.repeat(given.offsets[given.subset] - starts[:-1], sizes)
    rows = given.members[np.arange(starts[-1]) + shifts]
    cover = csc_array((np.ones(len(rows)), rows, starts), shape=(m, n))
    whole = csc_array(
        np.vstack((cover.toarray(), given.cost[None, :] / 50_000))
    )  # the budget row in the steps that kroner come in
    solver = highspy.Highs()
    solver.silent()
    for name, value in (("threads", 1), ("mip_rel_gap", 0.0), ("mip_abs_gap", 0.5)):
        solver.setOptionValue(name, value)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = n, m + 1
    model.col_cost_ = given.access.astype(float)
    model.col_lower_, model.col_upper_ = np.zeros(n), np.ones(n)
    model.row_lower_ = np.append(np.ones(m), -np.inf)
    model.row_upper_ = np.append(np.ones(m), np.inf)
    model.integrality_ = [highspy.HighsVarType.kInteger] * n
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = whole.indptr
    model.a_matrix_.index_ = whole.indices
    model.a_matrix_.value_ = whole.data
    solver.passModel(model)
    points: list[tuple[int, int]] = []
    while True:
        left = limit - (time.process_time() - began)
        if left <= 0:
            return points, time.process_time() - began, False
        solver.setOptionValue("time_limit", solver.getRunTime() + left)
        solver.run()
        status = solver.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return points, time.process_time() - began, True
        if status != highspy.HighsModelStatus.kOptimal:
            return points, time.process_time() - began, False
        taken = np.array(solver.getSolution().col_value) > 0.5
        point = int(given.access[taken].sum()), int(given.cost[taken].sum())
        if points and points[-1][0] == point[0]:
            points.pop()  # the same access for less
        points.append(point)
        solver.changeRowBounds(m, -np.inf, (point[1] - 1) / 50_000)


def comparison(minutes: float = 120) -> tuple[str, float, str, float]:
    """A line for `make bench`: what, seconds, the peer, its seconds."""
    territory, journeys = nordland()
    given = choices(territory, journeys, 8, minutes)
    m = len(territory.municipalities)
    front(given, m)  # compiled before it is timed
    ours, seconds = timed(lambda: front(given, m))
    points, theirs, finished = epsilon(given, m, LIMIT)
    peer = "HiGHS with a row for the budget"
    if not finished:
        peer += f", projected from {len(points)} points in {theirs:.0f} s"
        theirs *= len(ours) / max(1, len(points))
    elif sorted(points) != sorted(map(tuple, ours.points.tolist())):
        raise RuntimeError("the two fronts differ")
    what = f"whole front of Nordland, {minutes:g} minutes, {len(ours)} points"
    return what, seconds, peer, theirs


def growth() -> Iterator[dict[str, object]]:
    """How a front grows with members and minutes: one row for each, in Nordland."""
    territory, journeys = nordland()
    m = len(territory.municipalities)
    front(choices(territory, journeys, 2, TIMES[0]), m)  # compiled before it is timed
    for minutes in TIMES:
        for members in range(2, 9):
            given = choices(territory, journeys, members, minutes)
            row: dict[str, object] = {
                "minutes": minutes,
                "members": members,
                "areas": len(given.offsets) - 1,
                "options": len(given),
            }
            for objectives in OBJECTIVES:
                asked = len(objectives)
                found, seconds = timed(
                    lambda g=given, o=objectives: front(g, m, o, seconds=120), rounds=1
                )
                row |= {
                    "states": found.states,
                    f"labels_{asked}": found.labels,
                    f"points_{asked}": len(found),
                    f"seconds_{asked}": round(seconds, 3),
                    f"complete_{asked}": found.complete,
                }
            yield row


def futures() -> tuple[float, float]:
    """Processor seconds of a thousand futures of Nordland, and of the ground they share."""
    territory, journeys = nordland()
    rules = (AtMostMembers(8), WithinMinutes(120))
    doubt = Doubt(year=2040, roads=True, away=0.1, refusal=0.05)
    began = time.process_time()
    ground = Ground(territory, journeys, ILLUSTRATIVE, rules, doubt)
    ground.outcome(0, 0)
    shared = time.process_time() - began
    began = time.process_time()
    outcomes(ground, 1, range(FUTURES))
    return time.process_time() - began, shared


def main() -> None:
    """Print the comparisons; with --growth also write what the explanation shows."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--growth", action="store_true")
    asked = parser.parse_args()
    for minutes in (90, 120):
        what, ours, peer, theirs = comparison(minutes)
        sys.stdout.write(
            f"{what}: {ours * 1000:.0f} ms; {peer}: {theirs:.1f} s; "
            f"{theirs / ours:.0f} times as long\n"
        )
    seconds, shared = futures()
    sys.stdout.write(
        f"{FUTURES} futures of Nordland: {seconds:.1f} s of one core, "
        f"after {shared:.1f} s of preparation\n"
    )
    if asked.growth:
        rows = []
        for row in growth():
            rows.append(row)
            sys.stdout.write(json.dumps(row) + "\n")
            sys.stdout.flush()
        lines = ",\n".join(json.dumps(row) for row in rows)
        (COST / "structure-cost.json").write_text(f"[\n{lines}\n]\n")
        (COST / "structure-cost.svg").write_text(drawn(rows))


if __name__ == "__main__":
    main()
