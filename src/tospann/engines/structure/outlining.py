"""What municipal outlines tell: which municipality a point lies in, and who are neighbours."""

from collections.abc import Mapping, Sequence

import numpy as np

from tospann.engines.structure.territory import Indices, Numbers

Ring = Numbers
"""(corners, 2) float, longitude and latitude in degrees, closed or not."""

NEAR_METRES = 5_000.0  # a point farther from every outline belongs to none
METRES_A_DEGREE = 111_320.0
SAME_DECIMALS = 4  # of a degree: corners within some ten metres are the same corner
SHARED_CORNERS = 2  # that two neighbours have in common at least
MANY_CORNERS = 2_000
APART_METRES = 60.0  # between the corners that are kept of a ring with more


def municipality_of(
    longitude: Numbers, latitude: Numbers, outlines: Mapping[str, Sequence[Ring]]
) -> tuple[list[str], Indices]:
    """The municipality of each point, and how many metres it lies outside its outline.

    Parameters
    ----------
    longitude, latitude : (points,) float, degrees.
    outlines : rings by municipality number; a ring inside another is a hole.

    Returns
    -------
    (points,) number, "" for a point more than `NEAR_METRES` from all; and (points,) whole
    metres, 0 inside. Outlines follow a simplified coast, so a point on an islet is given to the
    nearest.
    """
    # flat metres around the middle: right to a part in a thousand over a county
    scale = np.array([np.cos(np.radians(64.0 if not len(latitude) else latitude.mean())), 1.0])
    scale = scale * METRES_A_DEGREE
    points = np.column_stack([longitude, latitude]) * scale
    numbers = list(outlines)
    best = np.full(len(points), np.inf)
    held = np.full(len(points), -1, np.int32)
    for at, number in enumerate(numbers):
        rings = [np.asarray(ring, np.float64) * scale for ring in outlines[number]]
        if not rings:
            continue
        every = np.vstack(rings)
        low, high = every.min(axis=0) - NEAR_METRES, every.max(axis=0) + NEAR_METRES
        near = np.flatnonzero(((points >= low) & (points <= high)).all(axis=1) & (best > 0))
        if not len(near):
            continue
        inside = np.zeros(len(near), np.bool_)
        away = np.full(len(near), np.inf)
        for ring in rings:
            crossed, distance = _against(points[near], ring)
            inside ^= crossed
            away = np.minimum(away, distance)
        away[inside] = 0.0
        closer = away < best[near]
        best[near[closer]], held[near[closer]] = away[closer], at
    held[best > NEAR_METRES] = -1
    metres = np.where(held >= 0, np.rint(np.minimum(best, NEAR_METRES)), 0).astype(np.int32)
    return [numbers[at] if at >= 0 else "" for at in held], metres


def _against(points: Numbers, ring: Ring) -> tuple[np.ndarray, Numbers]:
    """Whether a ray east from each point crosses the ring an odd number of times; its distance."""
    odd = np.zeros(len(points), np.bool_)
    away = np.full(len(points), np.inf)
    ends = np.roll(ring, -1, axis=0)
    x, y = points[:, 0], points[:, 1]
    for (ax, ay), (bx, by) in zip(ring, ends, strict=True):
        if ay != by:
            spans = (ay > y) != (by > y)
            odd ^= spans & (x < ax + (y - ay) * (bx - ax) / (by - ay))
        dx, dy = bx - ax, by - ay
        length = dx * dx + dy * dy
        along = np.clip(((x - ax) * dx + (y - ay) * dy) / length, 0, 1) if length else 0.0
        away = np.minimum(away, np.hypot(x - ax - along * dx, y - ay - along * dy))
    return odd, away


def neighbours(outlines: Mapping[str, Sequence[Ring]]) -> list[tuple[str, str]]:
    """Pairs of municipalities whose outlines share a stretch of border, in order.

    A stretch is told by corners in common, as in every set of boundaries that was simplified as
    one. Who is joined by a bridge, a tunnel or a ferry is not seen here.
    """
    corners: dict[tuple[float, float], list[str]] = {}
    for number in sorted(outlines):
        own = {
            (round(float(x), SAME_DECIMALS), round(float(y), SAME_DECIMALS))
            for ring in outlines[number]
            for x, y in ring
        }
        for corner in own:
            corners.setdefault(corner, []).append(number)
    shared: dict[tuple[str, str], int] = {}
    for held in corners.values():
        for i, a in enumerate(held):
            for b in held[i + 1 :]:
                shared[a, b] = shared.get((a, b), 0) + 1
    return sorted(pair for pair, count in shared.items() if count >= SHARED_CORNERS)


def thinned(ring: Ring) -> Ring:
    """The ring, with corners left out where it has very many. Only for drawing."""
    if len(ring) <= MANY_CORNERS:
        return ring
    scale = np.array([np.cos(np.radians(ring[:, 1].mean())), 1.0]) * METRES_A_DEGREE
    kept = [0]
    flat = ring * scale
    for i in range(1, len(ring) - 1):
        if np.hypot(*(flat[i] - flat[kept[-1]])) >= APART_METRES:
            kept.append(i)
    return ring[[*kept, len(ring) - 1]]
