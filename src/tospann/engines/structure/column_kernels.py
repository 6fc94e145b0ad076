"""The inner loops of `columns.py`, compiled by numba. Nothing here knows a territory."""

import numpy as np
from numba import njit

WORD = 64


@njit(cache=True)
def grow(array, least):
    """The same array with room for at least `least`, at least doubled."""
    larger = np.empty(max(2 * array.shape[0], least), array.dtype)
    larger[: array.shape[0]] = array
    return larger


@njit(cache=True)
def connected(first, last, starts, near, serves, apart, needs, most, limit, most_seen):
    """Every connected set of at most `most` nodes whose smallest node is in [first, last).

    Each once. A set is kept when some member may serve all of them and all that its members
    need are in it; it is extended while no two of it are `apart` and some node, inside it or
    not, may serve all of them.

    Parameters
    ----------
    starts, near : CSR of neighbours, ascending.
    serves, apart, needs : (m, words) uint64; bit h of serves[i]: h may host i, and so on.
    limit, most_seen : stop when more sets than this are kept, or looked at.

    Returns
    -------
    sizes, members (ascending in each set), hosts (bit p: the member at position p may host),
    whole (false when stopped at a limit), looked_at.

    Source: S. Wernicke (2006), Efficient Detection of Network Motifs, IEEE/ACM Transactions on
    Computational Biology and Bioinformatics 3(4), doi:10.1109/TCBB.2006.51 (ESU).
    """
    m, words = serves.shape
    one = np.uint64(1)
    sizes = np.empty(1024, np.int32)
    hosts = np.empty(1024, np.int64)
    members = np.empty(8192, np.int32)
    count, filled, looked_at = 0, 0, 0

    chosen = np.empty(most, np.int32)
    candidates = np.empty((most, m), np.int32)
    left = np.zeros(most, np.int32)
    marked = np.empty((most, m), np.int32)
    marks = np.zeros(most, np.int32)
    alive = np.zeros((most, words), np.uint64)
    inside = np.zeros((most, words), np.uint64)
    wanted = np.zeros((most, words), np.uint64)
    barred = np.zeros((most, words), np.uint64)
    smaller = np.zeros(words, np.uint64)
    seen = np.zeros(m, np.bool_)
    ordered = np.empty(most, np.int32)

    for root in range(first, last):
        for w in range(words):
            smaller[w] = ~np.uint64(0) if w < root // WORD else np.uint64(0)
        smaller[root // WORD] |= (one << np.uint64(root % WORD)) - one
        depth = 0
        node = root
        arriving = True
        while depth >= 0:
            if arriving:
                # `node` joins at `depth`: it has been found compatible
                chosen[depth] = node
                word, bit = node // WORD, one << np.uint64(node % WORD)
                looked_at += 1
                if looked_at > most_seen:
                    return sizes[:count], members[:filled], hosts[:count], False, looked_at
                if depth == 0:
                    for w in range(words):
                        alive[0, w] = serves[node, w] & ~smaller[w]
                        inside[0, w] = np.uint64(0)
                        wanted[0, w] = needs[node, w]
                        barred[0, w] = apart[node, w] | smaller[w]
                    seen[node] = True
                else:
                    for w in range(words):
                        alive[depth, w] = alive[depth - 1, w] & serves[node, w]
                        inside[depth, w] = inside[depth - 1, w]
                        wanted[depth, w] = wanted[depth - 1, w] | needs[node, w]
                        barred[depth, w] = barred[depth - 1, w] | apart[node, w]
                inside[depth, word] |= bit

                complete, hosted, hopeless = True, False, False
                for w in range(words):
                    if wanted[depth, w] & barred[depth, w]:
                        hopeless = True
                    if wanted[depth, w] & ~inside[depth, w]:
                        complete = False
                    if alive[depth, w] & inside[depth, w]:
                        hosted = True
                if complete and hosted:
                    if count == limit:
                        return sizes[:count], members[:filled], hosts[:count], False, looked_at
                    size = depth + 1
                    for p in range(size):
                        value = chosen[p]
                        q = p
                        while q > 0 and ordered[q - 1] > value:
                            ordered[q] = ordered[q - 1]
                            q -= 1
                        ordered[q] = value
                    if count == sizes.shape[0]:
                        sizes = grow(sizes, count + 1)
                        hosts = grow(hosts, count + 1)
                    if filled + size > members.shape[0]:
                        members = grow(members, filled + size)
                    mask = np.int64(0)
                    for p in range(size):
                        host = ordered[p]
                        members[filled + p] = host
                        if (alive[depth, host // WORD] >> np.uint64(host % WORD)) & one:
                            mask |= np.int64(1) << p
                    sizes[count] = size
                    hosts[count] = mask
                    count += 1
                    filled += size

                # whom it may be extended by: what was left, and its own new neighbours
                marks[depth] = 0
                left[depth] = 0
                if depth + 1 < most and not hopeless:
                    if depth > 0:
                        left[depth] = left[depth - 1]
                        for p in range(left[depth - 1]):
                            candidates[depth, p] = candidates[depth - 1, p]
                    for p in range(starts[node], starts[node + 1]):
                        other = near[p]
                        if other > root and not seen[other]:
                            seen[other] = True
                            marked[depth, marks[depth]] = other
                            marks[depth] += 1
                            candidates[depth, left[depth]] = other
                            left[depth] += 1
                arriving = False

            found = False
            while left[depth] > 0:
                left[depth] -= 1
                node = candidates[depth, left[depth]]
                fits, served = True, False
                for w in range(words):
                    if apart[node, w] & inside[depth, w]:
                        fits = False
                        break
                    if alive[depth, w] & serves[node, w]:
                        served = True
                if fits and served:
                    found = True
                    break
            if found:
                depth += 1
                arriving = True
            else:
                for p in range(marks[depth]):
                    seen[marked[depth, p]] = False
                if depth == 0:
                    seen[root] = False
                depth -= 1
    return sizes[:count], members[:filled], hosts[:count], True, looked_at


@njit(cache=True)
def sums(offsets, members, values):
    """(n, w) the sums of values (m, w) over the members of each set."""
    n, width = offsets.shape[0] - 1, values.shape[1]
    total = np.zeros((n, width), values.dtype)
    for c in range(n):
        for p in range(offsets[c], offsets[c + 1]):
            i = members[p]
            for w in range(width):
                total[c, w] += values[i, w]
    return total


@njit(cache=True)
def meets(offsets, members, flags):
    """(n, w) bool: flags (m, w) that hold for every member of each set."""
    n, width = offsets.shape[0] - 1, flags.shape[1]
    every = np.ones((n, width), np.bool_)
    for c in range(n):
        for p in range(offsets[c], offsets[c + 1]):
            i = members[p]
            for w in range(width):
                if not flags[i, w]:
                    every[c, w] = False
    return every


@njit(cache=True)
def best_hosts(offsets, members, hosts, access, kroner, usable, factor):
    """The host of each set with the least access · factor + 100 · kroner, and what it gives.

    access, kroner : (m, m) int64 of member i under host h, its best level chosen already.
    usable : (m, m) bool. Ties go to the smallest host. -1 where no host may serve.
    """
    n = offsets.shape[0] - 1
    host = np.full(n, -1, np.int32)
    person_seconds = np.zeros(n, np.int64)
    paid = np.zeros(n, np.int64)
    for c in range(n):
        least = np.int64(0)
        for p in range(offsets[c], offsets[c + 1]):
            if not (hosts[c] >> (p - offsets[c])) & 1:
                continue
            h = members[p]
            seconds, sum_kroner, fits = np.int64(0), np.int64(0), True
            for q in range(offsets[c], offsets[c + 1]):
                i = members[q]
                if not usable[i, h]:
                    fits = False
                    break
                seconds += access[i, h]
                sum_kroner += kroner[i, h]
            if not fits:
                continue
            weight = np.int64(np.rint(seconds * factor)) + 100 * sum_kroner
            if host[c] < 0 or weight < least:
                least = weight
                host[c], person_seconds[c], paid[c] = h, seconds, sum_kroner
    return host, person_seconds, paid


@njit(cache=True)
def choices(offsets, members, hosts, level_access, level_usable, level_kroner):
    """Every choice of host and levels in each set that no other choice of it dominates.

    Parameters
    ----------
    level_access : (m, m, levels) int64 of member i under host h; for i == h level 0 is the host.
    level_usable : (m, m, levels) bool.
    level_kroner : (levels,) int64; nothing is paid for the host itself.

    Returns
    -------
    subset, host, levels (base-`levels` digits, the first member's lowest), access, kroner; in
    each set by rising kroner and falling access. Of equal pairs the smallest host, then the
    smallest code.
    """
    n, levels = offsets.shape[0] - 1, level_kroner.shape[0]
    subset = np.empty(1024, np.int32)
    hosted = np.empty(1024, np.int32)
    codes = np.empty(1024, np.int64)
    seconds = np.empty(1024, np.int64)
    paid = np.empty(1024, np.int64)
    count = 0
    for c in range(n):
        # (kroner, access, host, code) of this set so far, no one dominated
        some = np.empty((0, 4), np.int64)
        for p in range(offsets[c], offsets[c + 1]):
            if not (hosts[c] >> (p - offsets[c])) & 1:
                continue
            h = members[p]
            labels = np.zeros((1, 4), np.int64)
            labels[0, 2] = h
            digit = np.int64(1)
            for q in range(offsets[c], offsets[c + 1]):
                i = members[q]
                widened = np.empty((labels.shape[0] * levels, 4), np.int64)
                made = 0
                for level in range(1 if i == h else levels):
                    if not level_usable[i, h, level]:
                        continue
                    for a in range(labels.shape[0]):
                        widened[made, 0] = labels[a, 0]
                        if i != h:
                            widened[made, 0] += level_kroner[level]
                        widened[made, 1] = labels[a, 1] + level_access[i, h, level]
                        widened[made, 2] = h
                        widened[made, 3] = labels[a, 3] + digit * level
                        made += 1
                labels = undominated(widened[:made])
                digit *= levels
            some = undominated(np.concatenate((some, labels)))
        if count + some.shape[0] > subset.shape[0]:
            least = count + some.shape[0]
            subset, hosted = grow(subset, least), grow(hosted, least)
            codes, seconds, paid = grow(codes, least), grow(seconds, least), grow(paid, least)
        for a in range(some.shape[0]):
            subset[count], hosted[count], codes[count] = c, some[a, 2], some[a, 3]
            seconds[count], paid[count] = some[a, 1], some[a, 0]
            count += 1
    return subset[:count], hosted[:count], codes[:count], seconds[:count], paid[:count]


@njit(cache=True)
def before(a, b):
    """Is row a before row b: kroner, access, host, code."""
    for w in range(4):
        if a[w] != b[w]:
            return a[w] < b[w]
    return False


@njit(cache=True)
def undominated(rows):
    """The rows (kroner, access, host, code) that no other is as good as in both of the first.

    Sorted by kroner; of equal pairs the first in order stays.
    """
    n = rows.shape[0]
    for p in range(1, n):
        row = rows[p].copy()
        q = p
        while q > 0 and before(row, rows[q - 1]):
            rows[q] = rows[q - 1]
            q -= 1
        rows[q] = row
    kept = 0
    for p in range(n):
        if kept == 0 or rows[p, 1] < rows[kept - 1, 1]:
            rows[kept] = rows[p]
            kept += 1
    return rows[:kept].copy()
