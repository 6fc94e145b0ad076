"""Charts for shares and rates whose base changes from period to period: p and u.

Small bases vary more by chance, so each point has limits of its own. Counts of people vary more
than dice do, and with large bases the limits of a plain p chart then become so narrow that
nearly every point looks like a signal. Laney's correction widens them by how much the points
really vary from one period to the next. We always apply it, and never let it narrow the limits.

Source: NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.3 (u and p charts),
https://www.itl.nist.gov/div898/handbook/pmc/section3/pmc33.htm; D. B. Laney (2002), Improved
Control Charts for Attributes, Quality Engineering 14(4), 531–537.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import StrEnum
from math import sqrt

from tospann.engines.results.charts import (
    FREEZE,
    LEAST,
    Chart,
    Direction,
    Limits,
    Segment,
    Series,
    baseline,
    check,
    figures,
    judged,
    mean_of,
    moving_ranges,
    shifted,
    stretches,
)
from tospann.engines.results.rules import LIMIT, Signal, distance, signals

UNBIASED = 1.128  # mean moving range of two over sigma
UNEVEN = 0.25  # a base this far from the mean base gets limits of its own
EXPECTED = 5  # events expected in a period, before limits around the mean make sense

Counts = Sequence[int | None]


class Kind(StrEnum):
    """How to look at a series of shares or rates."""

    XMR = "xmr"
    PROPORTION = "proportion"  # p chart
    RATE = "rate"  # u chart
    INTERVALS = "intervals"  # too few events for a chart: give each period its exact interval


def choose(numerators: Counts, denominators: Series, *, of_people: bool = True) -> Kind:
    """Which view of a series is right.

    XmR is the ordinary choice: its limits come from how the figures really vary. Limits of their
    own for each period are needed when a base lies more than a quarter from the mean base (a
    rule of thumb). When fewer than five events are expected in the smallest period, on either
    side of a share, limits around the mean mean little; show exact intervals instead.

    Parameters
    ----------
    numerators, denominators : one for each period; None where there is none.
    of_people : the numerator is a part of the denominator (a share), not events over a base.

    Raises
    ------
    ValueError
        As `p_chart`.
    """
    shares = _shares(numerators, denominators, within=of_people)
    pairs = [
        (count, base)
        for count, base, share in zip(numerators, denominators, shares, strict=True)
        if count is not None and base is not None and share is not None
    ]
    if not pairs:
        return Kind.XMR
    counted, bases = sum(count for count, _base in pairs), [base for _count, base in pairs]
    centre = counted / sum(bases)
    rarest = min(centre, 1 - centre) if of_people else centre
    if min(bases) * rarest < EXPECTED:
        return Kind.INTERVALS
    mean = sum(bases) / len(bases)
    if all(abs(base - mean) <= UNEVEN * mean for base in bases):
        return Kind.XMR
    return Kind.PROPORTION if of_people else Kind.RATE


def p_chart(
    numerators: Counts,
    denominators: Counts,
    *,
    direction: Direction,
    target: float | Series | None = None,
    rebased: Sequence[int] = (),
    least: int = LEAST,
    freeze: int | None = FREEZE,
    laney: bool = True,
) -> Chart:
    """The p chart: shares from 0 to 1, with limits that follow the base.

    The centre is all counted over all bases of the first `freeze` figures of each segment.

    Parameters
    ----------
    numerators, denominators : people, one of each for each period; None where there is none. A
        base of 0 has no share.
    laney : widen the limits when the points vary more than the binomial distribution says.
    direction, target, rebased, least, freeze : as in `charts.xmr`.

    Raises
    ------
    ValueError
        If a numerator is negative or over its denominator, the lengths differ, or as `xmr`.
    """
    return _chart(
        numerators,
        denominators,
        _shares(numerators, denominators, within=True),
        lambda centre, base: sqrt(centre * (1 - centre) / base),
        1.0,
        direction,
        target,
        rebased,
        least,
        freeze,
        laney,
    )


def u_chart(
    numerators: Counts,
    denominators: Series,
    *,
    direction: Direction,
    target: float | Series | None = None,
    rebased: Sequence[int] = (),
    least: int = LEAST,
    freeze: int | None = FREEZE,
    laney: bool = True,
) -> Chart:
    """The u chart: events for each unit of what they are counted over. As `p_chart`."""
    return _chart(
        numerators,
        denominators,
        _shares(numerators, denominators, within=False),
        lambda centre, base: sqrt(centre / base),
        None,
        direction,
        target,
        rebased,
        least,
        freeze,
        laney,
    )


def without_limits(
    values: Series,
    *,
    direction: Direction,
    target: float | Series | None = None,
    rebased: Sequence[int] = (),
    least: int = LEAST,
) -> Chart:
    """The chart of `Kind.INTERVALS`: the points alone. Nothing is said of the latest one.

    Arguments and errors as in `charts.xmr`.
    """
    check(len(values), rebased, least, None)
    segments = [
        Segment(first, end, figures(values[first:end]), 0, settled=False)
        for first, end in stretches(len(values), rebased)
    ]
    return judged(values, [None] * len(values), segments, [], direction, target, least)


def in_unit(chart: Chart, values: Series, per: float) -> Chart:
    """A chart of shares in the unit people read: per cent (`per` 100) or per 1 000.

    `values` are the points in that unit, as they are shown.
    """
    return replace(
        chart,
        values=tuple(values),
        limits=tuple(
            one and Limits(one.lower * per, one.centre * per, one.upper * per)
            for one in chart.limits
        ),
        target=None if chart.target is None else chart.target * per,
    )


def dispersion(shares: Series, centre: float, sigmas: Series) -> float:
    """Laney's sigma z: how much more the points vary than chance does; 1 when as much.

    The mean moving range of the standardised points over 1.128; 1.0 where no two stand side by
    side or nothing is expected to vary.
    """
    standard = [
        None if share is None or not sigma else (share - centre) / sigma
        for share, sigma in zip(shares, sigmas, strict=True)
    ]
    ranges = moving_ranges(standard)
    return mean_of(ranges) / UNBIASED if ranges else 1.0


def _shares(numerators: Counts, denominators: Series, *, within: bool) -> list[float | None]:
    if len(numerators) != len(denominators):
        raise ValueError(f"{len(numerators)} numerators for {len(denominators)} denominators")
    found: list[float | None] = []
    for count, base in zip(numerators, denominators, strict=True):
        if count is None or base is None:
            found.append(None)
            continue
        if count < 0 or base < 0 or (within and count > base):
            raise ValueError(f"{count} of {base} is no share")
        found.append(count / base if base else None)
    return found


def _pooled(
    numerators: Counts, denominators: Series, shares: Series, first: int, end: int
) -> float:
    """All that was counted over all it was counted over, where there is a share."""
    counted, bases = 0, 0.0
    for at in range(first, end):
        count, base = numerators[at], denominators[at]
        if count is not None and base is not None and shares[at] is not None:
            counted += count
            bases += base
    return counted / bases


def _chart(
    numerators: Counts,
    denominators: Series,
    shares: list[float | None],
    sigma_of: Callable[[float, float], float],
    ceiling: float | None,
    direction: Direction,
    target: float | Series | None,
    rebased: Sequence[int],
    least: int,
    freeze: int | None,
    laney: bool,
) -> Chart:
    check(len(shares), rebased, least, freeze)
    segments: list[Segment] = []
    limits: list[Limits | None] = []
    found: list[Signal] = []
    for first, end in stretches(len(shares), rebased):
        part = shares[first:end]
        base = baseline(part, freeze)
        has = figures(part)
        if has < least:
            segments.append(Segment(first, end, has, 0, settled=False))
            limits += [None] * len(part)
            continue
        centre = _pooled(numerators, denominators, shares, first, first + len(base))
        sigmas = [
            None if share is None or under is None else sigma_of(centre, under)
            for share, under in zip(part, denominators[first:end], strict=True)
        ]
        wider = max(1.0, dispersion(base, centre, sigmas[: len(base)])) if laney else 1.0
        away: list[float | None] = []
        for share, sigma in zip(part, sigmas, strict=True):
            if share is None or sigma is None:
                limits.append(None)
                away.append(None)
                continue
            reach = LIMIT * sigma * wider
            upper = centre + reach if ceiling is None else min(centre + reach, ceiling)
            limits.append(Limits(max(centre - reach, 0.0), centre, upper))
            away.append(distance(share, centre, sigma * wider))
        segments.append(
            Segment(first, end, has, figures(base), settled=freeze is not None and has >= freeze)
        )
        found += shifted(signals(part, away), first)
    return judged(shares, limits, segments, found, direction, target, least)
