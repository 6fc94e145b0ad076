"""From degrees to a drawing: one scale in both directions, north up."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from tospann.engines.structure.territory import Numbers, Territory

EARTH = 6371.0  # kilometres


@dataclass(frozen=True)
class Sheet:
    """A territory laid out on a sheet: where it is cut, and how many units a kilometre is."""

    meridian: float
    west: float  # kilometres
    north: float
    scale: float  # units in a kilometre
    left: float  # units: margins
    top: float
    height: float  # units, margins included

    def at(self, latitude: Numbers, longitude: Numbers) -> tuple[Numbers, Numbers]:
        """Units from the left and from the top of the sheet. Arrays of one shape in and out."""
        x, y = projected(latitude, longitude, self.meridian)
        return (x - self.west) * self.scale + self.left, (self.north - y) * self.scale + self.top


def projected(latitude: Numbers, longitude: Numbers, meridian: float) -> tuple[Numbers, Numbers]:
    """Kilometres east of a meridian and north of the equator, as in a map of one UTM zone.

    Source: the spherical transverse Mercator projection, Snyder (1987), Map Projections,
    doi 10.3133/pp1395, eq. 8-1 and 8-3. Within half a per cent of the ellipsoid.
    """
    phi, lam = np.radians(latitude), np.radians(np.asarray(longitude) - meridian)
    return (
        EARTH * np.arctanh(np.cos(phi) * np.sin(lam)),
        EARTH * np.arctan2(np.tan(phi), np.cos(lam)),
    )


def sheet(territory: Territory, *, width: float, margin: float, top: float) -> Sheet:
    """Lay a territory out in a sheet of this width, the most that leaves its height at 1.4 times.

    What is drawn counts: outlines, or where there are none, places and sites.
    """
    latitude, longitude = _extent(territory)
    meridian = float((longitude.min() + longitude.max()) / 2)
    x, y = projected(latitude, longitude, meridian)
    broad, high = max(float(np.ptp(x)), 1.0), max(float(np.ptp(y)), 1.0)
    inner = width - 2 * margin
    scale = min(inner / broad, 1.4 * inner / high)
    return Sheet(
        meridian,
        float(x.min()),
        float(y.max()),
        scale,
        (width - broad * scale) / 2,
        top,
        top + high * scale + margin,
    )


def _extent(territory: Territory) -> tuple[Numbers, Numbers]:
    rings: Iterable[list[list[float]]] = (
        ring for outline in territory.outlines.values() for ring in outline
    )
    if points := [point for ring in rings for point in ring]:
        longitude, latitude = np.array(points, np.float64).T
        return latitude, longitude
    places, sites = territory.places, territory.sites
    return (
        np.concatenate([places.latitude, sites.latitude]),
        np.concatenate([places.longitude, sites.longitude]),
    )
