"""What it costs to hide small numbers so that nobody computes them back.

    python -m bench.disclosure

A table of 400 municipalities x 30 periods with forty office areas, a total of all and a year:
13 671 cells. The peer is the usual way to check such a table: an audit by linear programming,
two programmes per hidden cell (scipy's HiGHS), of which a sample is run and the rest reckoned.
On a table small enough for it, the classical whole-number programme for choosing the cells
(Kelly, Golden and Assad 1992) is the second peer, with the loss of both.
"""

import sys
import time

import numpy as np

from tospann.engines.results.disclosure import attack, formulation, suppress, system
from tospann.engines.results.disclosure.classes import U1
from tospann.engines.results.disclosure.protect import protect
from tospann.engines.results.disclosure.tables import Cell, Dimension, Table

SAMPLE = 10  # hidden cells audited by linear programming


def table(areas: int, periods: int, groups: int, seed: int = 1, measure: str = "I3") -> Table:
    """A made-up table in which one inner cell in twelve is small and one in twenty zero."""
    chance = np.random.default_rng(seed)
    rows, columns = [f"r{n}" for n in range(areas)], [f"p{n}" for n in range(periods)]
    parts = {f"g{n}": rows[n::groups] for n in range(groups)}
    area = Dimension("area", {"all": list(parts), **parts})
    period = Dimension("period", {"year": columns})
    counts: dict[tuple[str, str], int] = {}
    for row in rows:
        for column in columns:
            draw = chance.random()
            large = 5 + int(chance.lognormal(3.2, 0.8))
            counts[row, column] = (
                int(chance.integers(1, 5))
                if draw < 1 / 12
                else 0
                if draw < 1 / 12 + 1 / 20
                else large
            )
    for column in columns:
        for group, members in parts.items():
            counts[group, column] = sum(counts[row, column] for row in members)
        counts["all", column] = sum(counts[group, column] for group in parts)
    for row in (*rows, *parts, "all"):
        counts[row, "year"] = sum(counts[row, column] for column in columns)
    return Table(measure, U1, (area, period), tuple(Cell(k, n) for k, n in counts.items()))


def say(line: str) -> None:
    """One line of the answer."""
    sys.stdout.write(line + "\n")


def seconds(work) -> tuple[float, object]:
    """Processor seconds, and the answer."""
    began = time.process_time()
    answer = work()
    return time.process_time() - began, answer


def main() -> int:
    """Print the times and the ratios."""
    formulation.cheapest(*_small_problem(2, 2))  # the solver is loaded before the clock starts
    large = table(400, 30, 40)
    took, protected = seconds(lambda: protect([large]))
    hidden = protected.hiding.hidden
    targets = protected.system.protected()
    some = targets[:: len(targets) // SAMPLE][:SAMPLE]
    audit, _ = seconds(lambda: attack.ranges(protected.system, hidden, some))
    audit *= len(targets) / len(some)
    say(f"400 x 30 with totals, {len(large.cells)} cells: {len(targets)} small,")
    say(f"  {len(hidden) - len(targets)} more hidden, {len(protected.leaks)} leaks")
    say(f"  hide and prove              {took:9.2f} s")
    say(f"  audit by LP alone, reckoned {audit:9.2f} s   {audit / took:8.0f} x")

    problem = _small_problem(12, 8)
    ours, hiding = seconds(lambda: suppress.suppress(problem[0]))
    theirs, answer = seconds(lambda: formulation.cheapest(*problem))
    weight = problem[0].weight
    more = sum(weight[n] for n in hiding.hidden - problem[2])
    least = sum(weight[n] for n in answer[1]) if answer else 0
    say("12 x 8 with totals, one whole-number programme for all:")
    say(f"  ours  {ours:9.3f} s   loss {more}")
    say(f"  HiGHS {theirs:9.3f} s   loss {least}   {theirs / ours:8.0f} x")

    year = [[table(41, 12, 14, seed, f"I{seed}")] for seed in range(40)]
    took, _ = seconds(lambda: [protect(one) for one in year])
    say(f"40 indicators x 41 municipalities x 12 months: {took:.2f} s")
    return 0


def _small_problem(areas: int, periods: int):
    """(system, figures, hidden at first, moves wanted) of a small table."""
    built = system.build([table(areas, periods, 2, seed=3)])
    figures = system.components(built)[0] if built.protected() else []
    hidden = set(built.protected())
    aims = suppress.wanted(built, hidden, figures, sorted(hidden & set(figures)))
    wanted = [(f, by) for f, (down, up) in aims.items() for by in (-down, up) if by]
    return built, figures, hidden, wanted


if __name__ == "__main__":
    sys.exit(main())
