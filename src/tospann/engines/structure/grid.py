"""Where the cells of SSB's population grid lie.

A cell's id is 14 digits: the easting of its south-west corner with 2 000 000 added, then the
northing, in metres, seven digits each (EPSG:25833: ETRS89, UTM zone 33). Outlines drawn in the
same metres are turned into degrees here too. ETRS89 is taken for WGS84; in Norway they differ
by less than a metre.
"""

import numpy as np

from tospann.engines.structure.territory import Numbers

CELL_DIGITS = 14
EAST_ADDED = 2_000_000

# GRS 1980, and UTM zone 33: scale on the central meridian, false easting, central meridian.
AXIS, FLATTENING = 6_378_137.0, 1 / 298.257222101
SCALE, FALSE_EASTING, MERIDIAN = 0.9996, 500_000.0, 15.0


def is_cell(text: str) -> bool:
    """Whether the text has the form of a cell's id."""
    return len(text) == CELL_DIGITS and text.isascii() and text.isdigit()


def centres(ids: list[str], size: int = 1000) -> tuple[Numbers, Numbers]:
    """Latitude and longitude, in degrees, of the middle of each cell.

    Parameters
    ----------
    ids : 14 digits each.
    size : the side of a cell, in metres.
    """
    east = np.array([int(text[:7]) for text in ids], np.float64) - EAST_ADDED + size / 2
    north = np.array([int(text[7:]) for text in ids], np.float64) + size / 2
    return degrees(east, north)


def degrees(east: Numbers, north: Numbers) -> tuple[Numbers, Numbers]:
    """Latitude and longitude of points in UTM zone 33, metres in, degrees out.

    Krüger's series to the sixth order in the third flattening: right to a thousandth of a
    millimetre as far from the meridian as Norway reaches.

    Source: Krüger (1912), Konforme Abbildung des Erdellipsoids in der Ebene; the coefficients
    as in Karney (2011), Transverse Mercator with an accuracy of a few nanometers, Journal of
    Geodesy 85, eqs. 14 and 36.
    """
    n = FLATTENING / (2 - FLATTENING)
    rectifying = AXIS / (1 + n) * (1 + n**2 / 4 + n**4 / 64 + n**6 / 256)
    xi = np.asarray(north, np.float64) / (SCALE * rectifying)
    eta = (np.asarray(east, np.float64) - FALSE_EASTING) / (SCALE * rectifying)
    beta = (
        n / 2 - 2 * n**2 / 3 + 37 * n**3 / 96 - n**4 / 360 - 81 * n**5 / 512
        + 96199 * n**6 / 604800,
        n**2 / 48 + n**3 / 15 - 437 * n**4 / 1440 + 46 * n**5 / 105 - 1118711 * n**6 / 3870720,
        17 * n**3 / 480 - 37 * n**4 / 840 - 209 * n**5 / 4480 + 5569 * n**6 / 90720,
        4397 * n**4 / 161280 - 11 * n**5 / 504 - 830251 * n**6 / 7257600,
        4583 * n**5 / 161280 - 108847 * n**6 / 3991680,
        20648693 * n**6 / 638668800,
    )  # fmt: skip
    turns = [2 * (j + 1) for j in range(len(beta))]
    on_sphere = sum(
        b * np.sin(j * xi) * np.cosh(j * eta) for b, j in zip(beta, turns, strict=True)
    )
    off_sphere = sum(
        b * np.cos(j * xi) * np.sinh(j * eta) for b, j in zip(beta, turns, strict=True)
    )
    xi, eta = xi - on_sphere, eta - off_sphere
    conformal = np.sin(xi) / np.hypot(np.sinh(eta), np.cos(xi))  # tangent of that latitude
    tangent = conformal
    eccentricity = np.sqrt(FLATTENING * (2 - FLATTENING))
    for _ in range(3):  # Newton's method; Karney eqs. 19 to 21
        root = np.sqrt(1 + tangent**2)
        sigma = np.sinh(eccentricity * np.arctanh(eccentricity * tangent / root))
        reached = tangent * np.sqrt(1 + sigma**2) - sigma * root
        tangent = tangent + (conformal - reached) / np.sqrt(1 + reached**2) * (
            1 + (1 - eccentricity**2) * tangent**2
        ) / ((1 - eccentricity**2) * root)
    longitude = MERIDIAN + np.degrees(np.arctan2(np.sinh(eta), np.cos(xi)))
    return np.degrees(np.arctan(tangent)), longitude
