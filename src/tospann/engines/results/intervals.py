"""Intervals for small bases: how far a share or a rate may be from what was counted.

Clopper and Pearson's and Garwood's are exact: they cover the truth at least as often as they
say, whatever it is. Wilson's is shorter and covers as often on average. All are found in plain
Python; a tail of a distribution is added up term by term from the largest.

Source: C. J. Clopper and E. S. Pearson (1934), Biometrika 26(4); E. B. Wilson (1927), Journal of
the American Statistical Association 22(158); F. Garwood (1936), Biometrika 28(3/4). Compared by
R. G. Newcombe (1998), Statistics in Medicine 17(8).
"""

from collections.abc import Callable
from math import exp, lgamma, log, log1p, sqrt
from statistics import NormalDist

CONFIDENCE = 0.95
_NOTHING = 1e-18  # a term this much smaller than the sum adds nothing to it
_CLOSE = 1e-12  # how near, of its own size, a limit is found


def clopper_pearson(count: int, of: int, *, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """The exact interval for a share.

    Parameters
    ----------
    count : how many of them, 0 to `of`.
    of : how many in all, at least 1.
    confidence : between 0 and 1.

    Raises
    ------
    ValueError
        If a number is out of range.
    """
    _check_share(count, of, confidence)
    tail = (1 - confidence) / 2
    share = count / of
    lower = 0.0 if count == 0 else _root(lambda p: _binomial(count, of, p) - tail, 0.0, share)
    upper = (
        1.0
        if count == of
        else _root(lambda p: tail - _binomial(of - count, of, 1 - p), share, 1.0)
    )
    return lower, upper


def wilson(count: int, of: int, *, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Wilson's score interval for a share. Arguments and errors as `clopper_pearson`."""
    _check_share(count, of, confidence)
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share = count / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    reach = z * sqrt(share * (1 - share) / of + (z / (2 * of)) ** 2) / (1 + z * z / of)
    return (
        0.0 if count == 0 else middle - reach,
        1.0 if count == of else middle + reach,
    )


def garwood(
    count: int, exposure: float = 1.0, *, confidence: float = CONFIDENCE
) -> tuple[float, float]:
    """The exact interval for a rate: events for each unit of `exposure`.

    Parameters
    ----------
    count : events, not negative.
    exposure : what they are counted over (person-years, cases, 1 000 inhabitants); above 0.
    confidence : between 0 and 1.

    Raises
    ------
    ValueError
        If a number is out of range.
    """
    if count < 0 or not exposure > 0 or not 0 < confidence < 1:
        raise ValueError(f"{count} events over {exposure} at confidence {confidence}")
    tail = (1 - confidence) / 2
    lower = 0.0 if count == 0 else _root(lambda m: _at_least(count, m) - tail, 0.0, count)
    far = count + 1.0
    while _at_most(count, far) > tail:
        far *= 2
    upper = _root(lambda m: tail - _at_most(count, m), count, far)
    return lower / exposure, upper / exposure


def _check_share(count: int, of: int, confidence: float) -> None:
    if not 0 <= count <= of or of < 1 or not 0 < confidence < 1:
        raise ValueError(f"{count} of {of} at confidence {confidence}")


def _root(rising: Callable[[float], float], low: float, high: float) -> float:
    """Where a rising function is zero, between two numbers on each side of it.

    Where a straight line between the ends crosses zero is the next end; the value of an end that
    stays twice is halved (the Illinois method). Some fifteen steps, where halving takes fifty.
    """
    below, above = rising(low), rising(high)
    kept = 0
    while high - low > _CLOSE * high:
        width = high - low
        middle = low - below * width / (above - below) if above > below else (low + high) / 2
        if not low < middle < high:
            middle = (low + high) / 2
            if not low < middle < high:
                break
        at = rising(middle)
        if at == 0:
            return middle
        if at < 0:
            low, below = middle, at
            above, kept = (above / 2 if kept == -1 else above), -1
        else:
            high, above = middle, at
            below, kept = (below / 2 if kept == 1 else below), 1
    return (low + high) / 2


def _binomial(count: int, of: int, p: float) -> float:
    """The chance of `count` or more out of `of`, for p up to count / of, where terms fall."""
    if p <= 0:
        return 0.0
    if p >= 1:
        return 1.0
    ways = lgamma(of + 1) - lgamma(count + 1) - lgamma(of - count + 1)
    term = total = exp(ways + count * log(p) + (of - count) * log1p(-p))
    odds = p / (1 - p)
    for at in range(count, of):
        term *= odds * (of - at) / (at + 1)
        total += term
        if term < total * _NOTHING:
            break
    return total


def _at_least(count: int, mean: float) -> float:
    """The chance of `count` or more events, for a mean up to `count`, where terms fall."""
    if mean <= 0:
        return 0.0
    term = total = exp(count * log(mean) - mean - lgamma(count + 1))
    at = count
    while term >= total * _NOTHING and term:
        at += 1
        term *= mean / at
        total += term
    return total


def _at_most(count: int, mean: float) -> float:
    """The chance of `count` or fewer events, for a mean from `count` up."""
    if mean <= 0:
        return 1.0
    term = total = exp(count * log(mean) - mean - lgamma(count + 1))
    for at in range(count, 0, -1):
        term *= at / mean
        total += term
        if term < total * _NOTHING:
            break
    return total
