"""The inner loops of siting. Compiled by numba at first use and kept in its cache.

Everything runs over one list a client: the sites it can reach, nearest first, ties by site.
Client i's list is `near[start[i]:start[i + 1]]` with the seconds in `times`. `state` says of
each site whether it is FREE, OPEN or CLOSED for good; beyond the first OPEN site of a list
nothing is read, because no client goes past an office that is there anyway.

Letters in shapes: n clients, s sites, p open sites.
"""

import numpy as np
from numba import njit

FREE, OPEN, CLOSED = 0, 1, 2

# Of `ascend`: how long it waits for a better bound before it takes shorter steps, by which
# factor, how much of the last direction stays, and when the steps are too small to matter.
PATIENCE, SLOWER, MOMENTUM, LEAST = 12, 0.6, 0.6, 2e-3


@njit(cache=True)
def threshold(values, rank):
    """The value that is number `rank` (from 0) in ascending order. Disorders `values`."""
    low, high = 0, values.size - 1
    while low < high:
        pivot = values[(low + high) // 2]
        left, right = low, high
        while left <= right:
            while values[left] < pivot:
                left += 1
            while values[right] > pivot:
                right -= 1
            if left <= right:
                values[left], values[right] = values[right], values[left]
                left += 1
                right -= 1
        if rank <= right:
            high = right
        elif rank >= left:
            low = left
        else:
            break
    return values[rank]


@njit(cache=True)
def choose(rho, state, count, chosen):
    """Mark the OPEN sites and the cheapest FREE ones, `count` in all, ties by site.

    Returns the sum of their rho, in the type of rho.
    """
    free = np.empty(rho.size, rho.dtype)
    need, found = count, 0
    total = rho[0] - rho[0]
    for j in range(rho.size):
        chosen[j] = state[j] == OPEN
        if state[j] == OPEN:
            need -= 1
            total += rho[j]
        elif state[j] == FREE:
            free[found] = rho[j]
            found += 1
    if need <= 0:
        return total
    limit = threshold(free[:found], need - 1)
    for j in range(rho.size):
        if state[j] == FREE and rho[j] < limit:
            chosen[j] = True
            total += rho[j]
            need -= 1
    for j in range(rho.size):
        if need > 0 and state[j] == FREE and rho[j] == limit:
            chosen[j] = True
            total += rho[j]
            need -= 1
    return total


@njit(cache=True)
def ascend(
    near, times, start, load, cost, state, count, price, direction, best_price, average,
    walk, upper, ceiling, iterations,
):  # fmt: skip
    """Raise the Lagrangean bound by subgradient steps with momentum, in floating point.

    What may be claimed is up to `exact_bound`; this only looks for good prices.

    Parameters
    ----------
    load, cost : (n,), (s,) float, residents of each client and cost of each site.
    price : (n,) float, seconds a client would travel at most; one resident of it pays as much.
    direction : (n,) float, the last step. best_price : (n,) float, where the bound was best.
    average : (s,) float, a fading mean of which sites were chosen.
    walk : (3,) float, the best bound, the step factor, iterations since the bound rose.
    upper : what the bound can at most become. ceiling : the highest price.

    All arrays go on from where the last call left them. Returns the iterations done: fewer than
    asked for when `upper` is reached or the steps have become too small.
    """
    n, sites = price.size, cost.size
    rho = np.empty(sites)
    chosen = np.zeros(sites, np.bool_)
    for iteration in range(iterations):
        total = 0.0
        rho[:] = cost
        for i in range(n):
            paid, w = price[i], load[i]
            total += w * paid
            for k in range(start[i], start[i + 1]):
                gain = times[k] - paid
                if gain >= 0:
                    break
                rho[near[k]] += w * gain
                if state[near[k]] == OPEN:
                    break
        total += choose(rho, state, count, chosen)
        for j in range(sites):
            average[j] = 0.95 * average[j] + (0.05 if chosen[j] else 0.0)
        walk[2] += 1
        if total > walk[0]:
            if total > walk[0] + 1e-5 * abs(upper - walk[0]):
                walk[2] = 0
            walk[0] = total
            best_price[:] = price
            if total >= upper:
                return iteration + 1
        elif walk[2] >= PATIENCE:
            walk[1] *= SLOWER
            walk[2] = 0
            price[:] = best_price
            direction[:] = 0.0
        norm = 0.0
        for i in range(n):
            paid, served = price[i], 0
            for k in range(start[i], start[i + 1]):
                if times[k] >= paid:
                    break
                if chosen[near[k]]:
                    served += 1
                if state[near[k]] == OPEN:
                    break
            direction[i] = (1 - served) + MOMENTUM * direction[i]
            norm += load[i] * direction[i] * direction[i]
        if norm < 1e-12 or walk[1] < LEAST:
            return iteration + 1
        step = walk[1] * (upper - total) / norm
        for i in range(n):
            moved = min(price[i] + step * direction[i], ceiling)
            price[i] = max(moved, float(times[start[i]]))
    return iterations


@njit(cache=True)
def exact_bound(near, times, start, weight, cost, state, count, price, shift, rho, chosen):
    """The Lagrangean bound of whole prices, in whole numbers: nothing is rounded.

    price : (n,) int64, seconds times 2 ** shift. rho (s,) int64 and chosen (s,) are filled.
    Returns the bound times 2 ** shift.
    """
    total = np.int64(0)
    for j in range(cost.size):
        rho[j] = cost[j] << shift
    for i in range(price.size):
        paid, w = price[i], weight[i]
        total += w * paid
        for k in range(start[i], start[i + 1]):
            gain = (np.int64(times[k]) << shift) - paid
            if gain >= 0:
                break
            rho[near[k]] += w * gain
            if state[near[k]] == OPEN:
                break
    return total + choose(rho, state, count, chosen)


@njit(cache=True)
def fix(rho, chosen, bound, limit, state):
    """Settle every FREE site whose other choice would push the bound past `limit`.

    All in the units of `exact_bound`. Returns how many sites were settled.
    """
    in_most, out_least = np.int64(-(2**62)), np.int64(2**62)
    for j in range(rho.size):
        if state[j] == FREE:
            if chosen[j]:
                in_most = max(in_most, rho[j])
            else:
                out_least = min(out_least, rho[j])
    settled = 0
    for j in range(rho.size):
        if state[j] != FREE:
            continue
        if chosen[j]:
            if out_least == 2**62 or bound + out_least - rho[j] > limit:
                state[j] = OPEN
                settled += 1
        elif in_most == -(2**62) or bound + rho[j] - in_most > limit:
            state[j] = CLOSED
            settled += 1
    return settled


@njit(cache=True)
def extras(rho, chosen, state):
    """(s,) int64, how much the bound rises when a FREE site that was not chosen is forced open."""
    most = np.int64(-(2**62))
    for j in range(rho.size):
        if state[j] == FREE and chosen[j]:
            most = max(most, rho[j])
    extra = np.zeros(rho.size, np.int64)
    for j in range(rho.size):
        if state[j] == FREE and not chosen[j] and most > -(2**62):
            extra[j] = max(np.int64(0), rho[j] - most)
    return extra


@njit(cache=True)
def kept(near, times, start, weight, state, price, shift, extra, room, keep):
    """Mark in `keep` the entries of the lists that a better answer may use; (n,) lengths.

    Left out are CLOSED sites, what lies past an OPEN one, and journeys that would push the
    bound past the limit: `room` is how far it may rise, in the units of `exact_bound`.
    """
    lengths = np.zeros(start.size - 1, np.int64)
    for i in range(lengths.size):
        for k in range(start[i], start[i + 1]):
            j = near[k]
            over = weight[i] * max(np.int64(0), (np.int64(times[k]) << shift) - price[i])
            keep[k] = state[j] != CLOSED and over + extra[j] <= room
            lengths[i] += keep[k]
            if state[j] == OPEN or over > room:
                keep[k + 1 : start[i + 1]] = False
                break
    return lengths


@njit(cache=True)
def shorten(near, times, start, keep, renamed, clients, new_near, new_times, new_start):
    """Copy the kept entries of the lists of `clients`, with sites renamed."""
    for c in range(clients.size):
        i, at = clients[c], new_start[c]
        for k in range(start[i], start[i + 1]):
            if keep[k]:
                new_near[at] = renamed[near[k]]
                new_times[at] = times[k]
                at += 1


@njit(cache=True)
def nearest_two(near, times, start, is_open, i, far):
    """The two nearest open sites of client i: (site, seconds, seconds); -1 and far if none."""
    first, one = np.int64(-1), far
    for k in range(start[i], start[i + 1]):
        if is_open[near[k]]:
            if first >= 0:
                return first, one, np.int64(times[k])
            first, one = np.int64(near[k]), np.int64(times[k])
    return first, one, far


@njit(cache=True)
def worth(near, times, start, weight, cost, is_open, far):
    """What a set of sites costs: person-seconds, `far` seconds for whoever it leaves unreached."""
    total = np.int64(0)
    for j in range(cost.size):
        if is_open[j]:
            total += cost[j]
    for i in range(weight.size):
        reached = far
        for k in range(start[i], start[i + 1]):
            if is_open[near[k]]:
                reached = np.int64(times[k])
                break
        total += weight[i] * reached
    return total


@njit(cache=True)
def greedy(near, times, start, weight, cost, count, far, is_open):
    """Open the site that saves most, again and again, until `count` are open. Changes is_open."""
    n = weight.size
    have = 0
    for j in range(cost.size):
        have += is_open[j]
    reach = np.empty(n, np.int64)
    gain = -cost
    for i in range(n):
        reach[i] = nearest_two(near, times, start, is_open, i, far)[1]
        for k in range(start[i], start[i + 1]):
            if times[k] >= reach[i]:
                break
            gain[near[k]] += weight[i] * (reach[i] - times[k])
    while have < count:
        best = -1
        for j in range(cost.size):
            if not is_open[j] and (best < 0 or gain[j] > gain[best]):
                best = j
        is_open[best] = True
        have += 1
        for i in range(n):
            found = far
            for k in range(start[i], start[i + 1]):
                if times[k] >= reach[i]:
                    break
                if near[k] == best:
                    found = np.int64(times[k])
                    break
            if found < reach[i]:
                for k in range(start[i], start[i + 1]):
                    if times[k] >= reach[i]:
                        break
                    gain[near[k]] -= weight[i] * (reach[i] - max(found, np.int64(times[k])))
                reach[i] = found


@njit(cache=True)
def _account(
    near, times, start, weight, is_open, slot, i, first, one, two, sign, gain, loss, extra
):
    """Add (or take away) client i's part of what every swap would change."""
    w = sign * weight[i]
    row = slot[first] if first >= 0 else -1
    if row >= 0:
        loss[row] += w * (two - one)
    for k in range(start[i], start[i + 1]):
        j, seconds = near[k], np.int64(times[k])
        if seconds >= two:
            break
        if is_open[j]:
            continue
        if seconds < one:
            gain[j] += w * (one - seconds)
            if row >= 0:
                extra[row, j] += w * (two - one)
        elif row >= 0:
            extra[row, j] += w * (two - seconds)


@njit(cache=True)
def interchange(near, times, start, weight, cost, movable, far, is_open, tidy, swaps):
    """Swap one open site for one closed while that saves most, at most `swaps` times.

    Every swap is the best of all, ties by site in, then site out. When `tidy`, a site is also
    swapped for one earlier in the order that costs the same. Changes `is_open`; returns the
    value. The fast interchange of Whitaker (1983), INFOR 21(2), with the accounts of
    Resende and Werneck (2007), Annals of Operations Research 150(1).
    """
    n, sites = weight.size, cost.size
    slot = np.full(sites, -1, np.int64)
    opened = np.flatnonzero(is_open)
    for row in range(opened.size):
        slot[opened[row]] = row
    gain = np.zeros(sites, np.int64)
    loss = np.zeros(opened.size, np.int64)
    extra = np.zeros((opened.size, sites), np.int64)
    first = np.empty(n, np.int64)
    one = np.empty(n, np.int64)
    two = np.empty(n, np.int64)
    value = np.int64(0)
    for i in range(n):
        first[i], one[i], two[i] = nearest_two(near, times, start, is_open, i, far)
        value += weight[i] * one[i]
        _account(
            near, times, start, weight, is_open, slot, i, first[i], one[i], two[i], 1,
            gain, loss, extra,
        )  # fmt: skip
    for j in range(sites):
        if is_open[j]:
            value += cost[j]
    touched = np.empty(n, np.bool_)
    for _swap in range(swaps):
        least, enter, row_out = np.int64(0), -1, -1
        for row in range(opened.size):
            out = opened[row]
            if not movable[out]:
                continue
            base = loss[row] - cost[out]
            for j in range(sites):
                if is_open[j]:
                    continue
                change = base + cost[j] - gain[j] - extra[row, j]
                better = change < least or (
                    change == least
                    and (change < 0 or (tidy and j < out))
                    and (enter < 0 or j < enter or (j == enter and out < opened[row_out]))
                )
                if better:
                    least, enter, row_out = change, j, row
        if enter < 0:
            break
        out = opened[row_out]
        for i in range(n):
            touched[i] = first[i] == out
            for k in range(start[i], start[i + 1]):
                if np.int64(times[k]) > two[i]:
                    break
                if near[k] == enter or near[k] == out:
                    touched[i] = True
                    break
            if touched[i]:
                _account(
                    near, times, start, weight, is_open, slot, i, first[i], one[i], two[i], -1,
                    gain, loss, extra,
                )  # fmt: skip
        is_open[out], is_open[enter] = False, True
        slot[out], slot[enter] = -1, row_out
        opened[row_out] = enter
        # Every client that had `out` as its nearest, or could gain by `enter`, was taken away
        # above, so the row that now is `enter`'s and the column that was hold only zeros.
        for i in range(n):
            if touched[i]:
                first[i], one[i], two[i] = nearest_two(near, times, start, is_open, i, far)
                _account(
                    near, times, start, weight, is_open, slot, i, first[i], one[i], two[i], 1,
                    gain, loss, extra,
                )  # fmt: skip
        value += least
    return value


@njit(cache=True)
def both(near, times, start, is_open, far):
    """(n,), (n,) int64: seconds to the nearest open site and to the second nearest."""
    one = np.empty(start.size - 1, np.int64)
    two = np.empty(start.size - 1, np.int64)
    for i in range(one.size):
        _first, one[i], two[i] = nearest_two(near, times, start, is_open, i, far)
    return one, two
