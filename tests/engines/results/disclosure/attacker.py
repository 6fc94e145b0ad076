"""A reader with a solver, who shares no code with the engine.

Given what is printed and why the rest is not, it writes down every equation a reader can know,
eliminates in fractions, and finds by linear programming how closely each cell can be told.
"""

from fractions import Fraction
from math import floor

import numpy as np
from scipy.optimize import linprog

from tospann.engines.results.disclosure.tables import Mark, Prints, Status

Knowledge = dict[object, tuple[int, int | None]]

TOLD = (Status.SHOWN, Status.SMALL_BASE)  # known not to be small, by the rules
HIDDEN = (Status.HIDDEN, Status.HIDDEN_FOR_OTHERS, Status.SUPPRESSED_BY_SOURCE)


class Reader:
    """What one reader knows after reading tables and earlier editions."""

    def __init__(self):
        self.known: Knowledge = {}
        self.sums: list[tuple[object, list[object]]] = []
        self.untold: set[object] = set()  # places of groups so small that zero is hidden too

    def learn(self, place, low, high):
        """The place lies between, ends included; `high` None is no limit."""
        old_low, old_high = self.known.get(place, (0, None))
        highs = [one for one in (old_high, high) if one is not None]
        self.known[place] = (max(low, old_low), min(highs) if highs else None)

    def read(self, table, verdicts, *, only_reasons=False):
        """Take in a table as it is printed, with the reasons given.

        only_reasons : leave out every figure but the zeros; what is left nobody can hide.
        """
        every = list(sums(table, list(verdicts)))
        parts_at_hand = list(sums(table, list(verdicts), whole=False))
        nobody = known_to_be_nobody(table, verdicts)
        untold = zero_is_hidden_too(table, nobody, every)
        self.untold |= {table.place(key) for key in untold}
        for cell in table.cells:
            place, status = table.place(cell.key), verdicts[cell.key].status
            if cell.mark is Mark.MISSING:
                continue
            if status is Status.SUPPRESSED_BY_SOURCE:
                self.learn(place, cell.low, cell.high)
            elif cell.key in nobody:
                self.learn(place, 0, 0)
            elif status in TOLD and not only_reasons:
                self.learn(place, *large(table, cell))
                if status is Status.SHOWN:
                    self.learn(place, *printed(table, cell))
            elif status in TOLD or cell.key in untold:
                self.learn(place, 0, cell.base)
            elif status is Status.HIDDEN:
                self.learn(place, *named(table, cell))
            elif self._many_small_parts(cell, verdicts, nobody, parts_at_hand):
                self.learn(place, 1, cell.base)
            else:
                self.learn(place, *large(table, cell))
        for total, parts in every:
            self.sums.append((table.place(total), [table.place(part) for part in parts]))

    @staticmethod
    def _many_small_parts(cell, verdicts, nobody, every):
        for total, every_part in every:
            parts = [part for part in every_part if part not in nobody]
            away = [part for part in parts if verdicts[part].status in HIDDEN]
            shown = [part for part in parts if verdicts[part].status in TOLD]
            if total == cell.key and (len(away) > 1 or not shown):
                return True
        return False

    def remember(self, edition):
        """Take in what was printed before."""
        for place, (low, high) in edition.printed.items():
            self.learn(place, low, high)

    def _equations(self):
        places = sorted({p for total, parts in self.sums for p in (total, *parts)}, key=repr)
        at = {place: n for n, place in enumerate(places)}
        rows = []
        for total, parts in self.sums:
            row = [0] * len(places)
            for part in parts:
                row[at[part]] += 1
            row[at[total]] -= 1
            rows.append(row)
        return places, rows

    def determined(self):
        """The places whose value follows from equations alone, by elimination in fractions."""
        places, rows = self._equations()
        fixed = {p: lo for p, (lo, hi) in self.known.items() if lo == hi}
        free = [n for n, place in enumerate(places) if place not in fixed]
        matrix = []
        for row in rows:
            left = {n: Fraction(row[n]) for n in free if row[n]}
            if left:
                left[-1] = Fraction(
                    -sum(row[n] * fixed[p] for n, p in enumerate(places) if p in fixed)
                )
                matrix.append(left)
        pivots = {}
        for row in matrix:
            for column, pivot in pivots.items():
                _clear(row, column, pivot)
            column = next((n for n in row if n >= 0), None)
            if column is None:
                continue
            by = row[column]
            row = {n: one / by for n, one in row.items()}
            for pivot in pivots.values():
                _clear(pivot, column, row)
            pivots[column] = row
        return {
            places[column]: row.get(-1, Fraction(0))
            for column, row in pivots.items()
            if not any(n >= 0 and n != column for n in row)
        }

    def ranges(self, targets):
        """The least and highest each target can be; None when what is known contradicts itself."""
        places, rows = self._equations()
        every = places + [t for t in targets if t not in set(places)]
        matrix = np.array([row + [0] * (len(every) - len(places)) for row in rows], dtype=float)
        bounds = [self.known.get(place, (0, None)) for place in every]
        found = {}
        for target in targets:
            ends = []
            for sign in (1, -1):
                aim = np.zeros(len(every))
                aim[every.index(target)] = sign
                answer = linprog(
                    aim,
                    A_eq=matrix if rows else None,
                    b_eq=np.zeros(len(rows)) if rows else None,
                    bounds=bounds,
                )
                if answer.status == 2:
                    return None
                ends.append(np.inf if answer.status == 3 else sign * answer.fun)
            found[target] = (ends[0], ends[1])
        return found


def _clear(row, column, pivot):
    """Take away so much of `pivot` that nothing of `column` is left in `row`."""
    if by := row.get(column):
        for n, one in pivot.items():
            rest = row.get(n, 0) - by * one
            if rest or n == -1:
                row[n] = rest
            else:
                row.pop(n, None)


def printed(table, cell):
    """What can be told of a cell that is shown: rounding tried out number by number.

    The reader knows how halves are rounded; which way is not known here, so it is told both.
    """
    if table.prints is not Prints.SHARE:
        value = cell.count if table.prints is Prints.COUNT else cell.amount
        return value, value
    fine = 100 * 10**table.decimals

    def ways(n):
        exact = Fraction(fine * n, cell.base)
        return round(exact), floor(exact + Fraction(1, 2))

    far = cell.base // fine + 1
    near = range(max(0, cell.count - far), min(cell.base, cell.count + far) + 1)
    fits = [n for n in near if ways(n) == ways(cell.count)]
    return min(fits), max(fits)


def large(table, cell):
    """What the class says of a cell that is neither zero nor small."""
    below, base = table.rule.below, cell.base
    return below, base if base is None or not table.rule.complement else base - below


def named(table, cell):
    """What the class says of a cell hidden for its own sake: which numbers it may hide."""
    t, base = table.rule.below, cell.base
    if base is None:
        return 1, t - 1
    if base < t:
        return 0, base
    if not table.rule.complement:
        return 1, t - 1
    if base <= 2 * (t - 1):
        return 1, base
    return (1, t - 1) if cell.count < t else (base - t + 1, base)


def known_to_be_nobody(table, verdicts):
    """The cells that are zero to everybody: shown as zero, or of a group of nobody."""
    return {c.key for c in table.cells if c.base == 0 or verdicts[c.key].status is Status.ZERO}


def zero_is_hidden_too(table, nobody, every):
    """The cells of groups too small to tell zero of, and totals that tell of these alone."""
    below = table.rule.below
    untold = {c.key for c in table.cells if c.base is not None and 0 < c.base < below}
    while True:
        more = {
            total
            for total, parts in every
            if (left := [p for p in parts if p not in nobody]) and untold.issuperset(left)
        }
        if untold >= more:
            return untold
        untold |= more


def sums(table, keys, *, whole=True):
    """(total, parts) for every sum of the table of which all cells stand in it, or some."""
    have = set(keys)
    for n, dimension in enumerate(table.dimensions):
        for total, parts in dimension.parts.items():
            for key in keys:
                if key[n] == total:
                    below = [(*key[:n], part, *key[n + 1 :]) for part in parts]
                    if have.issuperset(below):
                        yield key, below
                    elif not whole:
                        yield key, [one for one in below if one in have]
