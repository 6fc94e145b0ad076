"""The inner loops of `states.py` and `front.py`, compiled by numba.

Labels are the columns of a (3, n) array of whole numbers x, y, z, in lexicographic order, none
dominated by another. A front of one or two objectives has zeros in the rest.
"""

import numpy as np
from numba import njit

WORD = 64
NEVER = np.int64(2**62)  # the price of what cannot be had


@njit(cache=True)
def order_from(start, starts, near):
    """The nodes one after the other from `start`, so that few unfinished ones stay open.

    Next is the node, among those that touch one already taken, which opens the fewest new ones;
    of equals the one that has been open longest, then the smallest. A new piece of the graph
    begins at its smallest node.

    Parameters
    ----------
    starts, near : CSR of neighbours, ascending.
    """
    m = starts.shape[0] - 1
    order = np.empty(m, np.int32)
    opened = np.full(m, m, np.int64)  # when it was first touched
    taken = np.zeros(m, np.bool_)
    node = start
    for step in range(m):
        if step > 0:
            node, fewest, longest = -1, m + 1, m + 1
            for i in range(m):
                if taken[i] or opened[i] == m:
                    continue
                new = 0
                for p in range(starts[i], starts[i + 1]):
                    if not taken[near[p]] and opened[near[p]] == m:
                        new += 1
                if new < fewest or (new == fewest and opened[i] < longest):
                    node, fewest, longest = i, new, opened[i]
            if node < 0:
                for i in range(m):
                    if not taken[i]:
                        node = i
                        break
        order[step] = node
        taken[node] = True
        for p in range(starts[node], starts[node + 1]):
            if opened[near[p]] == m:
                opened[near[p]] = step
    return order


@njit(cache=True)
def half_way(order, near):
    """A guess at the number of states: 2 to the power of nodes half-way, summed over the steps.

    Half-way are those taken that touch one which is not. near : (m, m) bool.
    """
    m = order.shape[0]
    ends = np.zeros(m + 1, np.int64)
    total, open_nodes = np.int64(0), 0
    for step in range(m):
        last = -1
        for later in range(m - 1, step, -1):
            if near[order[step], order[later]]:
                last = later
                break
        if last > step:
            open_nodes += 1
            ends[last] += 1
        open_nodes -= ends[step]
        total += np.int64(1) << min(open_nodes, 50)
    return total


@njit(cache=True)
def improved(order, near):
    """The order after moving single nodes for as long as `half_way` falls."""
    m = order.shape[0]
    least = half_way(order, near)
    moved = np.empty(m, np.int32)
    better = True
    while better:
        better = False
        for i in range(m):
            for j in range(m):
                if i == j:
                    continue
                at = 0
                for p in range(m):
                    if p == j:
                        moved[p] = order[i]
                    else:
                        at += at == i
                        moved[p] = order[at]
                        at += 1
                guess = half_way(moved, near)
                if guess < least:
                    order, least, better = moved.copy(), guess, True
    return order


@njit(cache=True)
def longer(array, least):
    """The same numbers with room for at least `least`, at least doubled."""
    larger = np.empty(max(2 * array.shape[0], least), array.dtype)
    larger[: array.shape[0]] = array
    return larger


@njit(cache=True)
def explore(masks, starts, m, limit, counting, least, most):
    """Every set of nodes that can be covered by columns laid from the first uncovered on.

    Parameters
    ----------
    masks : (n, words + 1) uint64, the nodes of each column as bits; the last word is 0.
        Columns are sorted by their first node.
    starts : (m + 1,) where the columns of each first node begin.
    limit : stop when there are more states than this.
    counting : keep apart states with different numbers of columns, at least `least` and at most
        `most` of them in all.

    Returns
    -------
    first : (states,) the first uncovered node of each. State 0 covers nothing, state 1 all.
    tail, column, head : the arcs, by rising first node of their tail.
    whole : false when stopped at the limit.
    """
    words = masks.shape[1]
    room = min(limit, 1024) + 2
    states = np.zeros((room, words), np.uint64)
    first = np.zeros(room, np.int32)
    later = np.full(room, -1, np.int32)  # the next state with the same first node
    oldest = np.full(m + 1, -1, np.int32)
    newest = np.full(m + 1, -1, np.int32)
    size = 4096
    table = np.full(size, -1, np.int32)
    tail = np.empty(4096, np.int32)
    column = np.empty(4096, np.int32)
    head = np.empty(4096, np.int32)
    arcs = 0
    new = np.zeros(words, np.uint64)
    one = np.uint64(1)

    first[1] = m
    count = 2
    oldest[0] = newest[0] = 0
    for node in range(m):
        s = oldest[node]
        while s >= 0:
            for c in range(starts[node], starts[node + 1]):
                free = True
                for w in range(words - 1):
                    if states[s, w] & masks[c, w]:
                        free = False
                        break
                if not free:
                    continue
                for w in range(words - 1):
                    new[w] = states[s, w] | masks[c, w]
                if counting:
                    laid = np.int64(states[s, words - 1]) + 1
                    if laid > most:
                        continue
                    if most >= m:
                        laid = min(laid, least)
                    new[words - 1] = np.uint64(laid)
                uncovered = node + 1
                while (
                    uncovered < m and (new[uncovered // WORD] >> np.uint64(uncovered % WORD)) & one
                ):
                    uncovered += 1
                if uncovered == m:
                    if counting and np.int64(new[words - 1]) < least:
                        continue
                    t = np.int32(1)
                else:
                    place = slot(table, size, states, new)
                    t = table[place]
                    if t < 0:
                        if count == limit + 2:
                            empty = np.empty(0, np.int32)
                            return first[:0], empty, empty, empty, False
                        if count == first.shape[0]:
                            wider = np.zeros((2 * count, words), np.uint64)
                            wider[:count] = states
                            states = wider
                            first = longer(first, 0)
                            later = longer(later, 0)
                        t = np.int32(count)
                        count += 1
                        table[place] = t
                        states[t] = new
                        first[t] = uncovered
                        later[t] = -1
                        if oldest[uncovered] < 0:
                            oldest[uncovered] = t
                        else:
                            later[newest[uncovered]] = t
                        newest[uncovered] = t
                        if 4 * count > size:
                            size *= 2
                            table = np.full(size, -1, np.int32)
                            for other in range(2, count):
                                table[slot(table, size, states, states[other])] = other
                if arcs == tail.shape[0]:
                    tail, column, head = longer(tail, 0), longer(column, 0), longer(head, 0)
                tail[arcs], column[arcs], head[arcs] = s, c, t
                arcs += 1
            s = later[s]
    return first[:count], tail[:arcs], column[:arcs], head[:arcs], True


@njit(cache=True)
def slot(table, size, states, wanted):
    """Where in an open hash table a state is, or would be put."""
    mixed = np.uint64(1469598103934665603)
    for w in range(wanted.shape[0]):
        mixed = (mixed ^ wanted[w]) * np.uint64(11400714819323198485)
        mixed ^= mixed >> np.uint64(29)
    place = np.int64(mixed & np.uint64(size - 1))
    while table[place] >= 0:
        same = True
        for w in range(wanted.shape[0]):
            if states[table[place], w] != wanted[w]:
                same = False
                break
        if same:
            return place
        place = (place + 1) & (size - 1)
    return place


@njit(cache=True)
def leads_on(tail, head, count):
    """(count,) bool: the states from which state 1 can be reached."""
    on = np.zeros(count, np.bool_)
    on[1] = True
    for a in range(tail.shape[0] - 1, -1, -1):
        if on[head[a]]:
            on[tail[a]] = True
    return on


@njit(cache=True)
def cheapest(offsets, head, column, price):
    """(states,) the least sum of prices from each state to the last; `NEVER` where none.

    Parameters
    ----------
    offsets : (states + 1,) CSR of the arcs out of each state; heads are later states.
    price : per column, not negative; a negative price marks one that cannot be had.
    """
    states = offsets.shape[0] - 1
    best = np.full(states, NEVER)
    best[states - 1] = 0
    for s in range(states - 2, -1, -1):
        for a in range(offsets[s], offsets[s + 1]):
            if price[column[a]] >= 0 and best[head[a]] < NEVER:
                best[s] = min(best[s], price[column[a]] + best[head[a]])
    return best


@njit(cache=True)
def follow(offsets, head, column, price, best):
    """The columns of a cheapest way from the first state; of equals the smallest column."""
    laid = np.empty(offsets.shape[0], np.int32)
    count, s = 0, 0
    while s < offsets.shape[0] - 2:
        for a in range(offsets[s], offsets[s + 1]):
            c = column[a]
            if price[c] >= 0 and best[head[a]] < NEVER and best[s] == price[c] + best[head[a]]:
                laid[count] = c
                count += 1
                s = head[a]
                break
    return laid[:count]


@njit(cache=True)
def undominated(offsets, values):
    """(n,) bool: in each group the columns of `values` (3, n) that no other is as good as.

    Of equals the first is kept.
    """
    kept = np.ones(values.shape[1], np.bool_)
    for g in range(offsets.shape[0] - 1):
        for a in range(offsets[g], offsets[g + 1]):
            for b in range(offsets[g], offsets[g + 1]):
                if a == b or not kept[b]:
                    continue
                worse, same = True, True
                for w in range(3):
                    worse &= values[w, b] <= values[w, a]
                    same &= values[w, b] == values[w, a]
                if worse and (not same or b < a):
                    kept[a] = False
                    break
    return kept


@njit(cache=True)
def wider(array, room):
    """The same (rows, n) numbers with room for `room` columns."""
    larger = np.empty((array.shape[0], room), array.dtype)
    larger[:, : array.shape[1]] = array
    return larger


@njit(cache=True)
def merge(a, count, p, low, high, dx, dy, dz, most, out, stair):
    """Write the undominated of a[:, :count] and p[:, low:high] + d into out. Returns how many.

    One sweep by rising x over both, with the staircase of (y, z) seen so far: y rising, z
    falling. Columns of p with x over `most` are left out.
    """
    i, j, written, steps = 0, low, 0, 0
    while i < count or j < high:
        mine = j >= high
        if not mine and i < count:
            x = p[0, j] + dx
            if a[0, i] != x:
                mine = a[0, i] < x
            else:
                y = p[1, j] + dy
                mine = a[1, i] < y or (a[1, i] == y and a[2, i] <= p[2, j] + dz)
        if mine:
            x, y, z = a[0, i], a[1, i], a[2, i]
            i += 1
        else:
            x, y, z = p[0, j] + dx, p[1, j] + dy, p[2, j] + dz
            j += 1
            if x > most:
                j = high
                continue
        at, after = 0, steps
        while at < after:
            middle = (at + after) >> 1
            if stair[0, middle] <= y:
                at = middle + 1
            else:
                after = middle
        if at > 0 and stair[1, at - 1] <= z:
            continue
        out[0, written], out[1, written], out[2, written] = x, y, z
        written += 1
        if at > 0 and stair[0, at - 1] == y:
            at -= 1
        end = at
        while end < steps and stair[1, end] >= z:
            end += 1
        if end == at:
            for q in range(steps, at, -1):
                stair[0, q], stair[1, q] = stair[0, q - 1], stair[1, q - 1]
            steps += 1
        elif end > at + 1:
            gone = end - at - 1
            for q in range(at + 1, steps - gone):
                stair[0, q], stair[1, q] = stair[0, q + gone], stair[1, q + gone]
            steps -= gone
        stair[0, at], stair[1, at] = y, z
    return written


@njit(cache=True)
def labels(first, last, offsets, tail, column, choices, options, most, held, pool):
    """The undominated ways into each state from `first` to before `last`, added to the pool.

    Parameters
    ----------
    offsets : (states + 1,) CSR of the arcs into each state; tails are earlier states.
    choices : (columns + 1,) CSR into the options of each column.
    options : (3, options) int64.
    most : (states,) leave out labels with x above this.
    held : (states + 1,) where each state's labels begin in the pool; filled in here.
    pool : (3, room) int64.

    Returns
    -------
    The pool, with more room if it was needed.
    """
    room = 4096
    a, b = np.empty((3, room), np.int64), np.empty((3, room), np.int64)
    stair = np.empty((2, room), np.int64)
    for s in range(first, last):
        count = 0
        if s == 0:
            a[:, 0] = 0
            count = 1
        for arc in range(offsets[s], offsets[s + 1]):
            c, low, high = column[arc], held[tail[arc]], held[tail[arc] + 1]
            if low == high:
                continue
            least_y, least_z = pool[1, low], pool[2, low]
            for q in range(low, high):
                least_y, least_z = min(least_y, pool[1, q]), min(least_z, pool[2, q])
            for o in range(choices[c], choices[c + 1]):
                dx, dy, dz = options[0, o], options[1, o], options[2, o]
                # could any of these be new? Ask once for the best they could be together
                x, y, z = pool[0, low] + dx, least_y + dy, least_z + dz
                hopeless = x > most[s]
                for q in range(count):
                    if hopeless or a[0, q] > x:
                        break
                    hopeless = a[1, q] <= y and a[2, q] <= z
                if hopeless:
                    continue
                if count + high - low > room:
                    room = 2 * (count + high - low)
                    a, b = wider(a, room), np.empty((3, room), np.int64)
                    stair = np.empty((2, room), np.int64)
                count = merge(a, count, pool, low, high, dx, dy, dz, most[s], b, stair)
                a, b = b, a
        begin = held[s]
        if begin + count > pool.shape[1]:
            pool = wider(pool, 2 * (begin + count))
        pool[:, begin : begin + count] = a[:, :count]
        held[s + 1] = begin + count
    return pool


@njit(cache=True)
def found(pool, low, high, x, y, z):
    """Where (x, y, z) is among the sorted columns low to before high, or -1."""
    while low < high:
        middle = (low + high) >> 1
        if pool[0, middle] != x:
            before = pool[0, middle] < x
        elif pool[1, middle] != y:
            before = pool[1, middle] < y
        elif pool[2, middle] != z:
            before = pool[2, middle] < z
        else:
            return middle
        if before:
            low = middle + 1
        else:
            high = middle
    return -1


@njit(cache=True)
def trace(offsets, tail, column, choices, options, held, pool):
    """Which options lead to each label of the last state: CSR starts and options.

    No pointers are kept; the way back is searched for. Of equal ways the first arc and option.
    """
    states = offsets.shape[0] - 1
    points = held[states] - held[states - 1]
    starts = np.zeros(points + 1, np.int64)
    taken = np.empty(16 * points + states, np.int32)
    count = 0
    for point in range(points):
        at, s = held[states - 1] + point, states - 1
        while s > 0:
            back = -1
            for arc in range(offsets[s], offsets[s + 1]):
                c, t = column[arc], tail[arc]
                for o in range(choices[c], choices[c + 1]):
                    x, y, z = (
                        pool[0, at] - options[0, o],
                        pool[1, at] - options[1, o],
                        pool[2, at] - options[2, o],
                    )
                    back = found(pool, held[t], held[t + 1], x, y, z)
                    if back >= 0:
                        break
                if back >= 0:
                    if count == taken.shape[0]:
                        taken = longer(taken, 0)
                    taken[count] = o
                    count += 1
                    at, s = back, t
                    break
        starts[point + 1] = count
    return starts, taken[:count]


@njit(cache=True)
def add(a, p, shifts, most):
    """The undominated columns of `a` and of `p` moved by each of `shifts`, sorted.

    Parameters
    ----------
    a, p : (3, n) sorted fronts. shifts : (3, s). most : leave out x above this.
    """
    count, room = a.shape[1], 2 * (a.shape[1] + p.shape[1]) + 1
    a, b = wider(a, room), np.empty((3, room), np.int64)
    stair = np.empty((2, room), np.int64)
    for q in range(shifts.shape[1]):
        if count + p.shape[1] > room:
            room = 2 * (count + p.shape[1])
            a, b = wider(a, room), np.empty((3, room), np.int64)
            stair = np.empty((2, room), np.int64)
        dx, dy, dz = shifts[0, q], shifts[1, q], shifts[2, q]
        count = merge(a, count, p, 0, p.shape[1], dx, dy, dz, most, b, stair)
        a, b = b, a
    return a[:, :count].copy()


@njit(cache=True)
def parts(total, a, b):
    """For each column of `total` a column of `a` and one of the sorted `b` that add up to it."""
    one = np.full(total.shape[1], -1, np.int32)
    other = np.full(total.shape[1], -1, np.int32)
    for p in range(total.shape[1]):
        for q in range(a.shape[1]):
            x, y, z = total[0, p] - a[0, q], total[1, p] - a[1, q], total[2, p] - a[2, q]
            at = found(b, 0, b.shape[1], x, y, z)
            if at >= 0:
                one[p], other[p] = q, at
                break
    return one, other


@njit(cache=True)
def joined(mine, theirs, starts, taken, other_starts, other_taken):
    """CSR of the rows `mine` of one CSR, each followed by the row `theirs` of another."""
    n = mine.shape[0]
    begins = np.zeros(n + 1, np.int64)
    for p in range(n):
        a, b = mine[p], theirs[p]
        begins[p + 1] = (
            begins[p] + starts[a + 1] - starts[a] + other_starts[b + 1] - other_starts[b]
        )
    both = np.empty(begins[n], np.int32)
    for p in range(n):
        at = begins[p]
        for q in range(starts[mine[p]], starts[mine[p] + 1]):
            both[at] = taken[q]
            at += 1
        for q in range(other_starts[theirs[p]], other_starts[theirs[p] + 1]):
            both[at] = other_taken[q]
            at += 1
    return begins, both


@njit(cache=True)
def picked(which, starts, taken):
    """CSR of the rows `which` of a CSR, in that order."""
    begins = np.zeros(which.shape[0] + 1, np.int64)
    for p in range(which.shape[0]):
        begins[p + 1] = begins[p] + starts[which[p] + 1] - starts[which[p]]
    some = np.empty(begins[-1], np.int32)
    for p in range(which.shape[0]):
        some[begins[p] : begins[p + 1]] = taken[starts[which[p]] : starts[which[p] + 1]]
    return begins, some


@njit(cache=True)
def ascending(starts, taken):
    """The rows of a CSR, each in rising order."""
    for p in range(starts.shape[0] - 1):
        taken[starts[p] : starts[p + 1]] = np.sort(taken[starts[p] : starts[p + 1]])
    return taken


@njit(cache=True)
def holds_any(offsets, members, flags):
    """(n,) bool: has the area a member whose flag is up?"""
    found = np.zeros(offsets.shape[0] - 1, np.bool_)
    for c in range(found.shape[0]):
        for p in range(offsets[c], offsets[c + 1]):
            found[c] |= flags[members[p]]
    return found
