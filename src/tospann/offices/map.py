"""Geometry of the map. Pure: from degrees and rings to the numbers an SVG needs.

Map units are ten metres in UTM zone 33, x pointing east and y pointing south.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import asinh, atan2, atanh, cos, cosh, hypot, radians, sin, sinh, sqrt, tan

UNIT_METRES = 10
DOT = 210  # half the width of a dot, in map units

# GRS 80, and the series of Krüger (1912) to the third order in n: millimetres inside a zone.
_SEMI_MAJOR, _FLATTENING = 6_378_137.0, 1 / 298.257222101
_N = _FLATTENING / (2 - _FLATTENING)
_RADIUS = _SEMI_MAJOR / (1 + _N) * (1 + _N**2 / 4 + _N**4 / 64)
_ALPHA = (
    _N / 2 - 2 * _N**2 / 3 + 5 * _N**3 / 16,
    13 * _N**2 / 48 - 3 * _N**3 / 5,
    61 * _N**3 / 240,
)
_SCALE, _FALSE_EASTING, _CENTRAL_MERIDIAN = 0.9996, 500_000.0, 15.0


def point(latitude: float, longitude: float) -> tuple[int, int]:
    """Map units of a place given in degrees (WGS 84, which is ETRS 89 to within a metre).

    Source: Karney (2011), Journal of Geodesy 85(8), doi 10.1007/s00190-011-0445-3, eq. 7–11.
    """
    phi, lam = radians(latitude), radians(longitude - _CENTRAL_MERIDIAN)
    e = sqrt(_FLATTENING * (2 - _FLATTENING))
    sigma = sinh(e * atanh(e * tan(phi) / hypot(1, tan(phi))))
    tau = tan(phi) * hypot(1, sigma) - sigma * hypot(1, tan(phi))
    xi = atan2(tau, cos(lam))
    eta = asinh(sin(lam) / hypot(tau, cos(lam)))
    north = xi + sum(a * sin(2 * j * xi) * cosh(2 * j * eta) for j, a in enumerate(_ALPHA, 1))
    east = eta + sum(a * cos(2 * j * xi) * sinh(2 * j * eta) for j, a in enumerate(_ALPHA, 1))
    easting = _FALSE_EASTING + _SCALE * _RADIUS * east
    return round(easting / UNIT_METRES), -round(_SCALE * _RADIUS * north / UNIT_METRES)


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle in map units."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def view_box(self) -> str:
        return f"{self.left} {self.top} {self.right - self.left} {self.bottom - self.top}"

    def around(self, other: "Frame") -> "Frame":
        """The smallest frame that holds both."""
        return Frame(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def holds(self, other: "Frame") -> bool:
        return self.around(other) == self

    def overlaps(self, other: "Frame") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def padded(self, units: int) -> "Frame":
        return Frame(self.left - units, self.top - units, self.right + units, self.bottom + units)


def path(rings: Iterable[list[int]]) -> tuple[str, Frame]:
    """An SVG path with relative steps, and its extent.

    `rings` are flat lists x, y, x, y … in map units with y pointing **north**; at least one,
    each of at least three points. Raises `ValueError` otherwise.
    """
    parts: list[str] = []
    xs: list[int] = []
    ys: list[int] = []
    for ring in rings:
        if len(ring) < 6 or len(ring) % 2:
            raise ValueError(f"a ring needs three points or more, this has {len(ring) / 2:g}")
        x, y = ring[0], -ring[1]
        steps = []
        xs += ring[::2]
        ys += (-north for north in ring[1::2])
        for east, north in zip(ring[2::2], ring[3::2], strict=True):
            steps.append(f"{east - x} {-north - y}")
            x, y = east, -north
        parts.append(f"M{ring[0]} {-ring[1]}l{' '.join(steps)}z".replace(" -", "-"))
    if not parts:
        raise ValueError("an outline needs at least one ring")
    return "".join(parts), Frame(min(xs), min(ys), max(xs), max(ys))


@dataclass(frozen=True, slots=True)
class Label:
    """Where a name stands: the point it starts or ends at, and which of the two."""

    x: int
    y: int
    anchor: str  # start: the name runs east from x; end: it ends there; middle: it is centred


def place_labels(
    names: list[tuple[int, int, str, int]], *, points: list[tuple[int, int]], within: Frame
) -> list[Label]:
    """A place for each name beside its point, so that none lies on another if it can be.

    Parameters
    ----------
    names : x, y, text and the height of the letters, in map units. Placed in the order given,
        each at the first free of eight places around its point; to the east when none is free.
    points : other points that no name should cover; those of the names need not be among them.
    within : the drawing, which no name should stick out of.

    A letter is taken to be 0.58 times as wide as high, which is near for Inter.
    """
    taken = [_dot(x, y) for x, y in points]
    own = [_dot(x, y) for x, y, _, _ in names]
    labels = []
    for rank, (x, y, text, size) in enumerate(names):
        gap, width = size * 0.7, 0.58 * size * len(text)
        places = [
            (round(x + dx), round(y + dy), anchor)
            for dx, dy, anchor in (
                (gap, 0.35 * size, "start"),
                (-gap, 0.35 * size, "end"),
                (gap, -0.35 * size, "start"),
                (gap, 1.05 * size, "start"),
                (-gap, -0.35 * size, "end"),
                (-gap, 1.05 * size, "end"),
                (0, -gap, "middle"),
                (0, gap + 0.8 * size, "middle"),
            )
        ]
        others = [*taken, *own[:rank], *own[rank + 1 :]]
        free = (
            place for place in places
            if within.holds(extent := _extent(*place, width, size))
            and not any(extent.overlaps(other) for other in others)
        )  # fmt: skip
        best = next(free, places[0])
        taken.append(_extent(*best, width, size))
        labels.append(Label(*best))
    return labels


def _dot(x: int, y: int) -> Frame:
    return Frame(x - DOT, y - DOT, x + DOT, y + DOT)


def _extent(x: int, y: int, anchor: str, width: float, size: int) -> Frame:
    left = {"start": x, "end": x - width, "middle": x - width / 2}[anchor]
    return Frame(round(left), round(y - 0.8 * size), round(left + width), round(y + 0.25 * size))
