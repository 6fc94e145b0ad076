"""The inner loops of `partition.py`, compiled by numba. All sums are whole numbers: exact."""

import numpy as np
from numba import njit


@njit(cache=True)
def reduced(offsets, members, value, duals, starts, cuts, divisor, sign, penalty):
    """What each column costs beyond what its rows and cuts pay. Exact, in int64.

    Parameters
    ----------
    offsets, members : CSR of the rows of each column. value : (n,).
    duals : (m,) what covering a row pays.
    starts, cuts : CSR from a row to the cuts it is in.
    divisor, sign, penalty : (k,) a column pays penalty ≥ 0 times (sign · its rows in the cut
        // divisor); sign is 1 or -1.

    Returns
    -------
    (n,) int64.
    """
    n = value.shape[0]
    left = np.empty(n, np.int64)
    met = np.zeros(divisor.shape[0], np.int64)
    touched = np.empty(divisor.shape[0], np.int64)
    for c in range(n):
        rest = value[c]
        count = 0
        for p in range(offsets[c], offsets[c + 1]):
            row = members[p]
            rest -= duals[row]
            for q in range(starts[row], starts[row + 1]):
                cut = cuts[q]
                if met[cut] == 0:
                    touched[count] = cut
                    count += 1
                met[cut] += 1
        for q in range(count):
            cut = touched[q]
            rest += penalty[cut] * ((sign[cut] * met[cut]) // divisor[cut])
            met[cut] = 0
        left[c] = rest
    return left


@njit(cache=True)
def least_by_row(offsets, members, rest, m):
    """(m,) the least of `rest`, at most 0, of the columns with each row as their first."""
    least = np.zeros(m, np.int64)
    for c in range(rest.shape[0]):
        row = members[offsets[c]]
        if rest[c] < least[row]:
            least[row] = rest[c]
    return least


@njit(cache=True)
def cheapest(offsets, members, rest, m, most, below):
    """The columns under `below`, at most `most` for each row they cover, the least first.

    Ascending, each once.
    """
    held = np.full((m, most), -1, np.int64)
    count = np.zeros(m, np.int64)
    for c in range(rest.shape[0]):
        if rest[c] >= below:
            continue
        for p in range(offsets[c], offsets[c + 1]):
            row = members[p]
            q = count[row]
            if q == most:
                if rest[c] >= rest[held[row, most - 1]]:
                    continue
                q = most - 1
            else:
                count[row] += 1
            while q > 0 and rest[held[row, q - 1]] > rest[c]:
                held[row, q] = held[row, q - 1]
                q -= 1
            held[row, q] = c
    taken = np.zeros(rest.shape[0], np.bool_)
    for row in range(m):
        for q in range(count[row]):
            taken[held[row, q]] = True
    return np.flatnonzero(taken)


@njit(cache=True)
def apart_from(offsets, members, covered):
    """(n,) bool: which columns touch no row that is covered."""
    n = offsets.shape[0] - 1
    free = np.ones(n, np.bool_)
    for c in range(n):
        for p in range(offsets[c], offsets[c + 1]):
            if covered[members[p]]:
                free[c] = False
                break
    return free


@njit(cache=True)
def fingerprints(offsets, members, marks):
    """(n,) the sum of a random mark for each row: equal for equal sets, else hardly ever."""
    n = offsets.shape[0] - 1
    total = np.zeros(n, np.int64)
    for c in range(n):
        for p in range(offsets[c], offsets[c + 1]):
            total[c] += marks[members[p]]
    return total


@njit(cache=True)
def cut_coefficients(offsets, members, columns, inside, divisor, sign):
    """(k,) sign · rows of each named column that are inside // divisor."""
    coefficients = np.zeros(columns.shape[0], np.int64)
    for k in range(columns.shape[0]):
        c = columns[k]
        for p in range(offsets[c], offsets[c + 1]):
            if inside[members[p]]:
                coefficients[k] += 1
        coefficients[k] = (sign * coefficients[k]) // divisor
    return coefficients


@njit(cache=True)
def holders(offsets, members, m):
    """CSR from each row to the columns with it."""
    n = offsets.shape[0] - 1
    starts = np.zeros(m + 1, np.int64)
    for p in range(offsets[n]):
        starts[members[p] + 1] += 1
    for row in range(m):
        starts[row + 1] += starts[row]
    held = np.empty(offsets[n], np.int64)
    filled = starts[:m].copy()
    for c in range(n):
        for p in range(offsets[c], offsets[c + 1]):
            held[filled[members[p]]] = c
            filled[members[p]] += 1
    return starts, held


@njit(cache=True)
def triples(offsets, members, share, together, least):
    """Three rows of which the columns' shares cover at least two more than once.

    Parameters
    ----------
    offsets, members : CSR of the fractional columns. share : (n,) their shares.
    together : (m, m) the summed share of columns with both rows; 0 on the diagonal.
    least : how far over 1, at least.

    Returns
    -------
    rows (k, 3) ascending, excess (k,).

    Source: Jepsen, Petersen, Spoorendonk, Pisinger (2008), Operations Research 56(2),
    doi:10.1287/opre.1070.0449 (subset-row inequalities).
    """
    m = together.shape[0]
    starts, held = holders(offsets, members, m)
    rows = np.empty((256, 3), np.int64)
    excess = np.empty(256, np.float64)
    count = 0
    for i in range(m):
        for j in range(i + 1, m):
            for k in range(j + 1, m):
                total = together[i, j] + together[i, k] + together[j, k]
                if total <= 1 + least:
                    continue
                for p in range(starts[i], starts[i + 1]):
                    c = held[p]
                    others = 0
                    for q in range(offsets[c], offsets[c + 1]):
                        if members[q] == j or members[q] == k:
                            others += 1
                    if others == 2:
                        total -= 2 * share[c]
                if total > 1 + least:
                    if count == rows.shape[0]:
                        wider = np.empty((2 * count, 3), np.int64)
                        wider[:count] = rows
                        rows = wider
                        longer = np.empty(2 * count, np.float64)
                        longer[:count] = excess
                        excess = longer
                    rows[count, 0], rows[count, 1], rows[count, 2] = i, j, k
                    excess[count] = total - 1
                    count += 1
    return rows[:count], excess[:count]


@njit(cache=True)
def fives(offsets, members, share, together, least):
    """Five rows whose columns' shares, by whole pairs of them, come to more than two.

    Grown greedily from every two rows that share a column: three more, each the one that makes
    most pairs whole. The same returns as `triples`, and the same source.
    """
    m = together.shape[0]
    n = share.shape[0]
    starts, held = holders(offsets, members, m)
    pairs = 0
    for i in range(m):
        for j in range(i + 1, m):
            if together[i, j] > 0:
                pairs += 1
    rows = np.empty((pairs, 5), np.int64)
    excess = np.empty(pairs, np.float64)
    count = 0
    met = np.zeros(n, np.int64)
    chosen = np.empty(5, np.int64)
    for i in range(m):
        for j in range(i + 1, m):
            if together[i, j] <= 0:
                continue
            met[:] = 0
            chosen[0], chosen[1] = i, j
            for q in range(2):
                for p in range(starts[chosen[q]], starts[chosen[q] + 1]):
                    met[held[p]] += 1
            size = 2
            while size < 5:
                best, most = -1, 0.0
                for row in range(m):
                    linked, known = False, False
                    for q in range(size):
                        if chosen[q] == row:
                            known = True
                        if together[chosen[q], row] > 0:
                            linked = True
                    if known or not linked:
                        continue
                    gain = 0.0
                    for p in range(starts[row], starts[row + 1]):
                        c = held[p]
                        gain += share[c] * (1.0 if met[c] % 2 else 0.001)
                    if gain > most:
                        best, most = row, gain
                if best < 0:
                    break
                chosen[size] = best
                size += 1
                for p in range(starts[best], starts[best + 1]):
                    met[held[p]] += 1
            if size < 5:
                continue
            total = 0.0
            for c in range(n):
                total += share[c] * (met[c] // 2)
            if total > 2 + least:
                rows[count] = np.sort(chosen)
                excess[count] = total - 2
                count += 1
    return rows[:count], excess[:count]


@njit(cache=True)
def linked(offsets, members, m):
    """(m, m) how many columns have both rows; 0 on the diagonal."""
    count = np.zeros((m, m), np.int64)
    for c in range(offsets.shape[0] - 1):
        for p in range(offsets[c], offsets[c + 1]):
            for q in range(p + 1, offsets[c + 1]):
                count[members[p], members[q]] += 1
    return count + count.T


@njit(cache=True)
def first_rows(offsets, members, m):
    """CSR from each row to the columns that begin with it, in their order."""
    n = offsets.shape[0] - 1
    starts = np.zeros(m + 1, np.int64)
    for c in range(n):
        starts[members[offsets[c]] + 1] += 1
    for row in range(m):
        starts[row + 1] += starts[row]
    begun = np.empty(n, np.int64)
    filled = starts[:m].copy()
    for c in range(n):
        row = members[offsets[c]]
        begun[filled[row]] = c
        filled[row] += 1
    return starts, begun


@njit(cache=True)
def cover(region, offsets, members, starts, begun, rest, budget, most_nodes):
    """The cheapest columns that together cover exactly the rows of a region, under a budget.

    Depth first: the first uncovered row takes each column that begins with it, the cheapest
    first, until what is chosen costs the budget or more.

    Parameters
    ----------
    region : rows, ascending, at most 63. rest : (n,) int64, not negative.
    most_nodes : give up the search, not the best found, after so many columns tried.

    Returns
    -------
    The columns, empty when none cost less than the budget; and whether the search was whole.
    """
    k = region.shape[0]
    one = np.uint64(1)
    place = np.full(starts.shape[0], -1, np.int64)
    for p in range(k):
        place[region[p]] = p
    room = 0
    for p in range(k):
        room += starts[region[p] + 1] - starts[region[p]]
    columns = np.empty(room, np.int64)
    masks = np.empty(room, np.uint64)
    begins = np.zeros(k + 1, np.int64)
    count = 0
    for p in range(k):
        row = region[p]
        low = count
        for q in range(starts[row], starts[row + 1]):
            c = begun[q]
            if rest[c] >= budget:
                continue
            mask = np.uint64(0)
            inside = True
            for r in range(offsets[c], offsets[c + 1]):
                if place[members[r]] < 0:
                    inside = False
                    break
                mask |= one << np.uint64(place[members[r]])
            if inside:
                columns[count] = c
                masks[count] = mask
                count += 1
        order = np.argsort(rest[columns[low:count]], kind="mergesort")
        columns[low:count] = columns[low:count][order]
        masks[low:count] = masks[low:count][order]
        begins[p + 1] = count

    everything = (one << np.uint64(k)) - one
    best = np.empty(0, np.int64)
    at = np.zeros(k + 1, np.int64)  # the column tried at each depth
    row_at = np.zeros(k + 1, np.int64)
    covered = np.zeros(k + 2, np.uint64)
    spent = np.zeros(k + 2, np.int64)
    depth, tried = 0, 0
    at[0] = begins[0] - 1
    while depth >= 0:
        at[depth] += 1
        q = at[depth]
        if q >= begins[row_at[depth] + 1] or spent[depth] + rest[columns[q]] >= budget:
            depth -= 1
            continue
        if masks[q] & covered[depth]:
            continue
        tried += 1
        if tried > most_nodes:
            return best, False
        spent[depth + 1] = spent[depth] + rest[columns[q]]
        covered[depth + 1] = covered[depth] | masks[q]
        if covered[depth + 1] == everything:
            budget = spent[depth + 1]
            best = np.empty(depth + 1, np.int64)
            for d in range(depth + 1):
                best[d] = columns[at[d]]
            continue
        row = row_at[depth] + 1
        while covered[depth + 1] & (one << np.uint64(row)):
            row += 1
        depth += 1
        row_at[depth] = row
        at[depth] = begins[row] - 1
    return best, True


@njit(cache=True)
def crowded(offsets, members, share, seeds, divisor, least):
    """Sets of rows that the columns' shares cover with too few columns of `divisor` rows.

    A set of t rows needs at least ceil(t / divisor) columns, each counted as often as its rows
    in the set fill up. From each seed rows come and go, the one that helps most each time.

    Parameters
    ----------
    seeds : (k, m) bool.

    Returns
    -------
    sets (k, m) bool, lacking (k,): how much; under `least` where nothing was found.

    Source: the rounded capacity inequalities of vehicle routing: Laporte, Nobert (1983), OR
    Spektrum 5, doi:10.1007/BF01720015.
    """
    k, m = seeds.shape
    n = share.shape[0]
    starts, held = holders(offsets, members, m)
    sets = seeds.copy()
    lacking = np.zeros(k, np.float64)
    met = np.zeros(n, np.int64)
    for s in range(k):
        size = 0
        met[:] = 0
        for row in range(m):
            if sets[s, row]:
                size += 1
                for p in range(starts[row], starts[row + 1]):
                    met[held[p]] += 1
        held_by = 0.0
        for c in range(n):
            held_by += share[c] * -(-met[c] // divisor)
        now = -(-size // divisor) - held_by
        for _step in range(m):
            best, most = -1, now + 1e-9
            for row in range(m):
                if starts[row] == starts[row + 1]:
                    continue
                change = -1 if sets[s, row] else 1
                other = -(-(size + change) // divisor) - held_by
                for p in range(starts[row], starts[row + 1]):
                    c = held[p]
                    other -= share[c] * (-(-(met[c] + change) // divisor) + (-met[c] // divisor))
                if other > most:
                    best, most = row, other
            if best < 0:
                break
            change = -1 if sets[s, best] else 1
            sets[s, best] = not sets[s, best]
            size += change
            for p in range(starts[best], starts[best + 1]):
                c = held[p]
                held_by += share[c] * (-(-(met[c] + change) // divisor) + (-met[c] // divisor))
                met[c] += change
            now = most
        lacking[s] = now
    return sets, lacking
