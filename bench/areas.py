"""Choosing areas: how soon there is a plan, how soon it is proved, and the same by peers.

    python -m bench.areas          five weightings of Norway, some minutes
    python -m bench.areas --full   twenty, also with eight members

Nordland by its roads, and Norway in straight lines. A weighting draws what an hour of travel and
an uncovered field are worth. The peer is HiGHS on the very same columns, without cuts, in its own
process; when it has not finished after LIMIT seconds it says "> LIMIT", and the ratio is the least
it can be. `bench.regions` compares with the regions that others find.
Seconds are of one core. Kernels are compiled before anything is timed, as in a worker that is up.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

import highspy
import numpy as np

import tospann.demo.territories
from tospann.engines.structure import folder, travel
from tospann.engines.structure.areas import Proposal, propose
from tospann.engines.structure.assumptions import ILLUSTRATIVE, Assumptions
from tospann.engines.structure.columns import Columns, between, enumerate_areas, score
from tospann.engines.structure.partition import divide
from tospann.engines.structure.progress import Limit, Progress
from tospann.engines.structure.rules import AtMostMembers, Rule, WithinMinutes, checked
from tospann.engines.structure.territory import Territory, Travel

LIMIT = 60  # seconds for one question, ours or a peer's
ROUNDS_WITHIN = 1.0  # processor seconds in which a quick answer of ours is run again
LIMIT_OF_EIGHT = 90
NEAR = 0.005  # a first plan is near when its gap is no larger
SEED = 20
TERRITORIES = Path(tospann.demo.territories.__file__).parent
ANYWHERE = 100_000  # minutes: no limit
PEER = "HiGHS on all columns"
SAME_COLUMNS = (  # territory, members, minutes
    ("nordland", 8, 120),
    ("nordland", 8, ANYWHERE),
    ("norway", 5, 90),
    ("norway", 6, 90),
)

Spec = tuple[str, int, float]


def ground(name: str) -> tuple[Territory, Travel]:
    """A territory of the project, by its roads where it has any."""
    territory = folder.read(TERRITORIES / name)
    journeys = travel.by_roads if territory.roads else travel.straight_line
    return territory, journeys(territory)


def asked(members: int, minutes: float) -> tuple[Rule, ...]:
    return AtMostMembers(members), WithinMinutes(minutes)


def weightings(count: int) -> list[Assumptions]:
    """Kroner an hour from 100 to 600, and an uncovered field from 500 to 8 000, evenly in logs."""
    random = np.random.default_rng(SEED)
    hours = np.exp(random.uniform(np.log(100), np.log(600), count))
    fields = np.exp(random.uniform(np.log(500), np.log(8_000), count))
    return [
        replace(ILLUSTRATIVE, kroner_per_hour=round(hour), kroner_per_exposed=round(of_field))
        for hour, of_field in zip(hours, fields, strict=True)
    ]


# Nordland: from a question to an answer


def county() -> None:
    """A line for each limit: the first proposal of a worker, and the next on the same map."""
    territory, journeys = ground("nordland")
    propose(territory, journeys, rules=asked(4, 60))
    for minutes in (90, 120):
        rules = asked(8, minutes)
        cold = answered(lambda r=rules: propose(territory, journeys, rules=r))
        kept = cold[0].warm
        warm = answered(lambda r=rules, k=kept: propose(territory, journeys, rules=r, warm=k))
        say(
            f"Nordland, 8 members, {minutes} minutes: {len(kept.enumerated)} areas, "
            f"cold {cold[1]:.3f} s, warm {warm[1]:.3f} s, "
            f"{'proved' if cold[0].proven and warm[0].proven else 'NOT proved'}"
        )


def answered(work: Callable[[], Proposal]) -> tuple[Proposal, float]:
    """The answer, and the median processor time of five."""
    times = []
    for _round in range(5):
        began = time.process_time()
        answer = work()
        times.append(time.process_time() - began)
    return answer, median(times)


# Norway: one weighting after another


@dataclass(frozen=True)
class Run:
    """Processor seconds until a plan was near, and until the answer; the gap it came with."""

    near: float | None
    whole: float
    gap: float
    proven: bool
    areas: int


def run(
    territory: Territory, journeys: Travel, assumptions: Assumptions, members: int, seconds: float
) -> Run:
    """One proposal from the beginning: areas are listed and scored in it."""
    near: list[float] = []
    began = time.process_time()

    def told(step: Progress) -> None:
        if near or step.value is None or step.bound is None:
            return
        if step.value - step.bound <= NEAR * step.value:
            near.append(time.process_time() - began)

    rules = asked(members, 90)
    found = propose(territory, journeys, assumptions, rules, seconds=seconds, progress=told)
    whole = time.process_time() - began
    if not near and found.gap <= NEAR:  # proved by the bound alone
        near.append(whole)
    return Run(near[0] if near else None, whole, found.gap, found.proven, len(found.areas))


def country(members: int, count: int, seconds: float) -> None:
    """A line for each weighting of Norway, then the medians and the worst."""
    territory, journeys = ground("norway")
    propose(territory, journeys, rules=asked(2, 60))
    runs = []
    for given in weightings(count):
        one = run(territory, journeys, given, members, seconds)
        runs.append(one)
        near = "never" if one.near is None else f"{one.near:.1f} s"
        say(
            f"Norway, {members} members, 90 minutes, {given.kroner_per_hour} kroner an hour, "
            f"{given.kroner_per_exposed} a field: near after {near}, "
            + (f"proved in {one.whole:.1f} s" if one.proven else f"gap {one.gap:.4%}")
            + f", {one.areas} areas"
        )
    proofs = [one.whole if one.proven else np.inf for one in runs]
    nears = [np.inf if one.near is None else one.near for one in runs]
    gaps = [one.gap for one in runs if not one.proven]
    say(
        f"Norway, {members} members: near in {median(nears):.1f} s (worst {max(nears):.1f}), "
        f"proved in {median(proofs):.1f} s (worst {max(proofs):.1f}), "
        f"{len(runs) - len(gaps)} of {len(runs)} proved within {seconds:g} s"
        + (f", largest gap of the others {max(gaps):.4%}" if gaps else "")
    )


# The same columns by HiGHS


def columns(spec: Spec) -> tuple[Columns, int]:
    """Every column of a question, and how many municipalities they cover."""
    name, members, minutes = spec
    territory, journeys = ground(name)
    rules = checked(asked(members, minutes), territory, ILLUSTRATIVE)
    areas = enumerate_areas(territory.municipalities, journeys.between_seats, rules)
    seconds = between(territory, journeys)
    pool = score(territory, seconds, ILLUSTRATIVE, areas, rules)
    return pool, len(territory.municipalities)


def ours(pool: Columns, m: int) -> tuple[float, int, bool]:
    """Mean of the runs of a second after one run; of one run when it is slow.

    Seconds, øre, proved. One run of the least question is shorter than the clock's own step.
    """
    began = time.process_time()
    found = divide(m, pool.offsets, pool.members, pool.weighted, limit=Limit(LIMIT))
    used, rounds = time.process_time() - began, 1
    if used < ROUNDS_WITHIN:
        began, used, rounds = time.process_time(), 0.0, 0
        while used < ROUNDS_WITHIN:
            found = divide(m, pool.offsets, pool.members, pool.weighted, limit=Limit(LIMIT))
            used, rounds = time.process_time() - began, rounds + 1
    return used / rounds, found.value, found.proven


def by_highs(pool: Columns, m: int) -> tuple[float, int, bool]:
    """Every column, one row for each municipality, whole kroner apart at the end."""
    began = time.process_time()
    n = len(pool)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = n, m
    lp.col_cost_ = pool.weighted / 100
    lp.col_lower_, lp.col_upper_ = np.zeros(n), np.ones(n)
    lp.row_lower_ = lp.row_upper_ = np.ones(m)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_, lp.a_matrix_.index_ = pool.offsets, pool.members
    lp.a_matrix_.value_ = np.ones(len(pool.members))
    lp.integrality_ = [highspy.HighsVarType.kInteger] * n
    solver = highspy.Highs()
    solver.silent()
    for name, value in (
        ("threads", 1),
        ("mip_rel_gap", 0.0),
        ("mip_abs_gap", 0.99),
        ("time_limit", float(LIMIT)),
    ):
        solver.setOptionValue(name, value)
    solver.passModel(lp)
    solver.run()
    info = solver.getInfo()
    if not np.isfinite(info.objective_function_value):
        return time.process_time() - began, 0, False
    taken = np.array(solver.getSolution().col_value) > 0.5
    proved = info.mip_dual_bound > info.objective_function_value - 1
    return time.process_time() - began, int(pool.weighted[taken].sum()), proved


SOLVERS: dict[str, Callable[[Columns, int], tuple[float, int, bool]]] = {
    "Tospann": ours,
    PEER: by_highs,
}


def child(solver: str, spec: Spec) -> None:
    """Solve one question and print the result as JSON."""
    used, value, proved = SOLVERS[solver](*columns(spec))
    sys.stdout.write(json.dumps({"s": used, "value": value, "proved": bool(proved)}))


def measured(module: str, *what: object, seconds: int = LIMIT) -> dict | None:
    """What a child of its own found, or None when it used up its processor time."""

    def hold() -> None:
        most = (4 if "Tospann" in what else 1) * seconds + 20
        resource.setrlimit(resource.RLIMIT_CPU, (most, most + 5))

    done = subprocess.run(  # noqa: S603 - ourselves
        [sys.executable, "-m", module, "--child", *map(str, what)],
        preexec_fn=hold,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode < 0:
        return None
    if done.returncode:
        raise RuntimeError(f"{what}: {done.stderr[-2000:]}")
    return json.loads(done.stdout.splitlines()[-1])


def compared(spec: Spec) -> float:
    """Two lines, ours and the peer's; how many times as long the peer took, at least."""
    name, members, minutes = spec
    question = f"{name}, {members} members, " + (
        "no limit" if minutes == ANYWHERE else f"{minutes:g} minutes"
    )
    own, peer = (measured("bench.areas", solver, *spec) for solver in SOLVERS)
    if own is None:
        raise RuntimeError(f"{question}: no answer")
    say(f"{question}: {own['s']:.3f} s, {'proved' if own['proved'] else 'NOT proved'}")
    if peer is None or not peer["proved"]:
        ratio = LIMIT / own["s"]
        worse = ""
        if peer and peer["value"]:
            worse = f", best plan {peer['value'] / own['value'] - 1:.3%} dearer"
        say(f"  {PEER}: > {LIMIT} s{worse}, ratio > {ratio:.1f}")
        return ratio
    ratio = peer["s"] / own["s"]
    same = "" if abs(peer["value"] - own["value"]) < 100 else ", NOT the same value"
    say(f"  {PEER}: {peer['s']:.3f} s, proved, ratio {ratio:.1f}{same}")
    return ratio


def comparison() -> tuple[str, float, str, float]:
    """A line for `make bench`: what, seconds, the peer, its seconds."""
    pool, m = columns(("nordland", 8, ANYWHERE))
    seconds, value, proved = ours(pool, m)
    theirs, same, finished = by_highs(pool, m)
    if not proved or (finished and abs(same - value) >= 100):
        raise RuntimeError("the two divisions differ")
    peer = PEER if finished else f"{PEER}, not finished"
    return f"Nordland divided, {len(pool)} areas to choose among", seconds, peer, theirs


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main(arguments: list[str]) -> None:
    """Run every part, or, as a child, one question of it."""
    parser = argparse.ArgumentParser(description="Choosing areas beside peers.")
    parser.add_argument("--full", action="store_true", help="twenty weightings, and 8 members")
    parser.add_argument("--child", nargs=4, metavar=("SOLVER", "TERRITORY", "MEMBERS", "MINUTES"))
    given = parser.parse_args(arguments)
    if given.child:
        solver, name, members, minutes = given.child
        child(solver, (name, int(members), float(minutes)))
        return
    county()
    country(7, 20 if given.full else 5, LIMIT)
    if given.full:
        country(8, 20, LIMIT_OF_EIGHT)
    ratios = [compared(spec) for spec in SAME_COLUMNS]
    say(f"{PEER}: median ratio at least {median(ratios):.1f}, least {min(ratios):.1f}")


if __name__ == "__main__":
    main(sys.argv[1:])
