"""Siting beside its peers: the same p-median instances, one process and one thread each.

    python -m bench.siting          a choice of instances, some minutes
    python -m bench.siting --full   n from 100 to 900, p from 5 to n / 3, some hours

Instances are made in the manner of Beasley's OR-Library (1985): a path through all nodes and
n² / 50 random edges of length 1 to 100, where a repeated edge replaces the first; distances are
shortest paths. Then places of Nordland and Norway, whole and as a sample. Peers are spopt with
HiGHS through PuLP, pbp-pmedian, and HiGHS on the compact model. A peer that has not finished after
LIMIT processor seconds says "> LIMIT", and its ratio is the least it can be. Ours is the best of
three after one run, as in a worker that is up; of fewer when they are slow.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

import tospann.demo.territories
from tospann.engines.structure import folder, travel
from tospann.engines.structure.siting import place

LIMIT = 60  # processor seconds a peer is given for one instance
MOST = 4_000_000  # cells of seats x places that a peer which writes a model of them is given
SLOW = 15  # seconds after which one instance of ours is not run again
TERRITORIES = Path(tospann.demo.territories.__file__).parent
CHOICE = ("graph:200:5", "graph:200:66", "graph:300:10", "graph:300:30", "graph:400:80")
FULL = tuple(
    f"graph:{n}:{p}"
    for n in range(100, 901, 100)
    for p in sorted({5, 10, n // 10, n // 5, n // 3})
)
NORWEGIAN = ("nordland:0:10", "nordland:0:30", "norway:2000:60", "norway:0:60")
ALONE = (*(f"norway:0:{p}" for p in (26, 150, 300)), "norway:100000:50")
LARGEST = ("norway:100000:5", "norway:100000:200")

Instance = tuple[np.ndarray, np.ndarray, int]  # seconds, residents, number of sites


def graph(nodes: int, sites: int) -> Instance:
    """An instance in the manner of the OR-Library; the seed is its size."""
    random = np.random.default_rng([nodes, sites])
    length: dict[tuple[int, int], int] = {}
    for a in range(nodes - 1):
        length[a, a + 1] = int(random.integers(1, 101))
    while len(length) < nodes * nodes // 50:
        a, b = sorted(random.integers(0, nodes, 2).tolist())
        if a != b:
            length[a, b] = int(random.integers(1, 101))
    rows, columns = np.array(list(length)).T
    edges = csr_matrix((np.array(list(length.values()), float), (rows, columns)), (nodes, nodes))
    distances = dijkstra(edges, directed=False).astype(np.int32)
    return distances, np.ones(nodes, np.int64), sites


def territory(name: str, places: int, sites: int) -> Instance:
    """The project's own places; more of them are the same again, each a little elsewhere."""
    here = folder.read(TERRITORIES / name)
    seconds = (travel.by_roads if here.roads else travel.straight_line)(here).seconds
    residents = here.places.residents
    if places:
        random = np.random.default_rng(places)
        again = np.arange(places) % len(here.places)
        seconds, residents = seconds[again], residents[again]
        seconds += random.integers(0, 300, places, dtype=np.int32)[:, None]
    return seconds, residents, sites


def instance(spec: str) -> Instance:
    kind, size, sites = spec.split(":")
    return (
        graph(int(size), int(sites)) if kind == "graph" else territory(kind, int(size), int(sites))
    )


def ours(seconds: np.ndarray, residents: np.ndarray, count: int) -> tuple[float, float, bool]:
    """Processor seconds, value, and whether it is proved."""
    times = []
    for _round in range(4):
        began = time.process_time()
        found = place(seconds, residents, count=count, seconds_limit=10 * LIMIT)
        times.append(time.process_time() - began)
        if len(times) > 1 and sum(times) > SLOW:
            break
    return min(times[1:]), found.value, found.proven


def spopt(seconds: np.ndarray, residents: np.ndarray, count: int) -> tuple[float, float, bool]:
    import pulp
    from spopt.locate import PMedian

    began = time.process_time()
    model = PMedian.from_cost_matrix(seconds.astype(float), residents[:, None], count)
    model = model.solve(pulp.HiGHS(msg=False, threads=1, gapRel=0.0))
    return time.process_time() - began, model.problem.objective.value(), True


def pbp(seconds: np.ndarray, residents: np.ndarray, count: int) -> tuple[float, float, bool]:
    import pbp_pmedian

    table = (seconds * residents[:, None]).T.astype(float)
    began = time.process_time()
    value, _sites, _seconds, status, _engine = pbp_pmedian.solve(
        table, count, time_limit=10 * LIMIT
    )
    return time.process_time() - began, value, status == 0


def compact(seconds: np.ndarray, residents: np.ndarray, count: int) -> tuple[float, float, bool]:
    """x[i, j] of i served by j, x <= y: the textbook model, as sparse rows straight to HiGHS."""
    import highspy

    began = time.process_time()
    places, sites = seconds.shape
    cells = places * sites
    each = np.arange(cells)
    rows = csr_matrix(
        (
            np.r_[np.ones(cells + sites + cells), -np.ones(cells)],
            (
                np.r_[each // sites, np.full(sites, places), *[places + 1 + each] * 2],
                np.r_[each, cells + np.arange(sites), each, cells + each % sites],
            ),
        )
    )
    lp = highspy.HighsLp()
    lp.num_row_, lp.num_col_ = rows.shape
    lp.col_cost_ = np.r_[(seconds * residents[:, None]).ravel(), np.zeros(sites)].astype(float)
    lp.col_lower_, lp.col_upper_ = np.zeros(cells + sites), np.ones(cells + sites)
    lp.row_lower_ = np.r_[np.ones(places), count, np.full(cells, -np.inf)]
    lp.row_upper_ = np.r_[np.ones(places), count, np.zeros(cells)]
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_, lp.a_matrix_.index_ = rows.indptr, rows.indices
    lp.a_matrix_.value_ = rows.data
    kinds = highspy.HighsVarType
    lp.integrality_ = [kinds.kContinuous] * cells + [kinds.kInteger] * sites
    highs = highspy.Highs()
    highs.silent()
    for name, value in {"threads": 1, "mip_rel_gap": 0.0, "mip_abs_gap": 0.99}.items():
        highs.setOptionValue(name, value)
    highs.passModel(lp)
    highs.run()
    found = highs.getInfo()
    proved = found.mip_dual_bound > found.objective_function_value - 1
    return time.process_time() - began, found.objective_function_value, proved


SOLVERS: dict[str, Callable[[np.ndarray, np.ndarray, int], tuple[float, float, bool]]] = {
    "Tospann": ours,
    "spopt + HiGHS": spopt,
    "HiGHS, compact model": compact,
    "pbp-pmedian": pbp,
}


def child(solver: str, spec: str) -> None:
    """Solve one instance and print the result as JSON, with the peak memory in megabytes."""
    question = instance(spec)
    used, value, proved = SOLVERS[solver](*question)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(json.dumps({"s": used, "value": value, "proved": proved, "peak": peak}))


def too_large(solver: str, spec: str) -> bool:
    """Whether the peer would write a model with a variable for every one of too many cells.

    PuLP takes about a kilobyte for each; Norway whole has twenty million.
    """
    return solver in ("spopt + HiGHS", "HiGHS, compact model") and instance(spec)[0].size > MOST


def measured(solver: str, spec: str) -> dict | None:
    """What a child of its own found, or None when it used up its processor time."""

    def hold() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (LIMIT + 5, LIMIT + 10))

    run = subprocess.run(  # noqa: S603 - ourselves
        [sys.executable, "-m", "bench.siting", "--child", solver, spec],
        preexec_fn=hold if solver != "Tospann" else None,
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode < 0:
        return None
    if run.returncode:
        raise RuntimeError(f"{solver} on {spec}: {run.stderr[-2000:]}")
    return json.loads(run.stdout.splitlines()[-1])


def compare(specs: tuple[str, ...]) -> None:
    """Print a line for each instance and solver, then the median ratio to each peer."""
    ratios: dict[str, list[float]] = {}
    for spec in specs:
        own = measured("Tospann", spec)
        say(spec, "Tospann", own, "")
        for peer in list(SOLVERS)[1:]:
            if too_large(peer, spec):
                sys.stdout.write(f"{spec} {peer}: not run, the model is too large for memory\n")
                continue
            found = measured(peer, spec)
            ratio = (found["s"] if found else LIMIT) / own["s"]
            ratios.setdefault(peer, []).append(ratio)
            wrong = (
                "" if not found or abs(found["value"] - own["value"]) < 0.5 else ", NOT the best"
            )
            say(spec, peer, found, f", ratio {'' if found else '> '}{ratio:.0f}{wrong}")
    for peer, every in ratios.items():
        sys.stdout.write(
            f"{peer}: median ratio at least {median(every):.0f}, least {min(every):.0f}, "
            f"of {len(every)} instances\n"
        )


def say(spec: str, solver: str, found: dict | None, more: str) -> None:
    if found is None:
        text = f"> {LIMIT} s"
    else:
        text = f"{found['s']:.4f} s, {found['peak']:.0f} MB, value {found['value']:.0f}"
        text += "" if found["proved"] else ", not proved"
    sys.stdout.write(f"{spec} {solver}: {text}{more}\n")
    sys.stdout.flush()


def main(arguments: list[str]) -> None:
    """Run the comparison, or, as a child, one instance of it."""
    parser = argparse.ArgumentParser(description="Siting beside its peers.")
    parser.add_argument("--full", action="store_true", help="every n and p")
    parser.add_argument("--child", nargs=2, metavar=("SOLVER", "INSTANCE"))
    given = parser.parse_args(arguments)
    if given.child:
        child(*given.child)
        return
    compare((FULL if given.full else CHOICE) + NORWEGIAN)
    for spec in ALONE + (LARGEST if given.full else ()):
        say(spec, "Tospann", measured("Tospann", spec), "")


if __name__ == "__main__":
    main(sys.argv[1:])
