import numpy as np
import pytest

from tospann.engines.structure.grid import centres, degrees

# EPSG:25833 to degrees, by PROJ 9. From the far west of Norway to beyond its far east.
POINTS = """
    east      | north     | latitude           | longitude
    473000.5  | 7463000   | 67.28241800666548  | 14.373495919817028
    1120000   | 7930000   | 70.68671312399171  | 31.991999187560413
    -76000    | 6450000   | 57.8185511254975   | 5.284014544409075
    650000    | 6600000   | 59.51149160275526  | 17.650732006143404
"""
# Lengths of the meridian of GRS 1980 from the equator, in metres (Moritz, Geodetic Reference
# System 1980, gives the quadrant as 10 001 965.7293).
TO_45_DEGREES, QUADRANT = 4_984_944.3779, 10_001_965.7293


@pytest.mark.parametrize("line", POINTS.strip().splitlines()[1:])
def test_a_point_lies_where_proj_says(line):
    east, north, latitude, longitude = map(float, line.split("|"))
    found = degrees(np.array([east]), np.array([north]))
    assert float(found[0][0]) == pytest.approx(latitude, abs=1e-9)  # a tenth of a millimetre
    assert float(found[1][0]) == pytest.approx(longitude, abs=1e-9)


def test_the_central_meridian_has_the_published_length():
    north = 0.9996 * np.array([0.0, TO_45_DEGREES, QUADRANT])
    latitude, longitude = degrees(np.full(3, 500_000.0), north)
    assert latitude == pytest.approx([0, 45, 90], abs=1e-8)
    assert longitude[:2] == pytest.approx(15, abs=1e-12)


def test_a_cell_of_the_population_grid_is_known_by_its_middle():
    # 2 000 000 + 473 000 east, 7 463 000 north: the cell over the centre of Bodø
    latitude, longitude = centres(["24730007463000"])
    expected = degrees(np.array([473_500.0]), np.array([7_463_500.0]))
    assert (latitude[0], longitude[0]) == (expected[0][0], expected[1][0])
    assert latitude[0] == pytest.approx(67.287, abs=0.001)
    assert longitude[0] == pytest.approx(14.385, abs=0.001)
