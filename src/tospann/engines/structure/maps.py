"""Maps thin enough for a page: whole-number paths that a template draws and CSS colours.

What `drawing` gives is a picture of its own, for a file or for paper. Here the same map is plain
shapes: borders are thinned to what the eye can see at the page's scale, and neighbours keep the
same corners, so that no gap opens between them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import hypot

import numpy as np

from tospann.engines.structure.drawing import BANDS, band_names, bands, tints
from tospann.engines.structure.hidden import Count, Hidden, complement, count, few
from tospann.engines.structure.projection import Sheet, sheet
from tospann.engines.structure.reach import Ways
from tospann.engines.structure.territory import Structure, Territory

WIDTH = 1280  # units of every map; the height follows. About two to a pixel on a wide screen.
MARGIN = 40.0
TOLERANCE = 1.2  # units a thinned border may lie from the true one
CELL = 4  # units: the side of the smallest square of a travel map

Corner = tuple[int, int]


@dataclass(frozen=True)
class Base:
    """A territory laid out, whatever its structure: the slow part, which can be kept.

    `shapes` has a path for each municipality; `dotted` when they are dots where people live,
    for want of outlines. `seams` are the borders between two municipalities.
    """

    width: int
    height: int
    sheet: Sheet
    shapes: tuple[str, ...]
    dotted: bool
    seams: tuple[tuple[int, int, str], ...]


@dataclass(frozen=True)
class Shape:
    """A municipality. `area` counts from 1; `tint` is the colour and pattern of its area."""

    number: str
    name: str
    area: int
    tint: int
    path: str


@dataclass(frozen=True)
class Mark:
    """A place with somebody to meet. `label` is the number of the area at its main office."""

    x: int
    y: int
    name: str
    days: float
    label: str = ""


@dataclass(frozen=True)
class AreaMap:
    """The areas of a structure: municipalities, the borders between areas, offices."""

    base: Base
    shapes: tuple[Shape, ...]
    borders: str
    sites: tuple[Mark, ...]
    hosts: tuple[Mark, ...]


@dataclass(frozen=True)
class Band:
    """Everybody within a span of minutes: the squares where they live, and how many they are."""

    index: int  # 0 nearest … 4 farthest, 5 no route
    name: str
    path: str
    residents: Count


@dataclass(frozen=True)
class TravelMap:
    """Every square where people live by how far most of those in it have."""

    base: Base
    side: int
    bands: tuple[Band, ...]
    sites: tuple[Mark, ...]


def base(territory: Territory) -> Base:
    """Lay a territory out. 0.1 s for a county, 0.3 s for the country."""
    laid = sheet(territory, width=WIDTH, margin=MARGIN, top=MARGIN)
    height = int(np.ceil(laid.height))
    numbers = territory.municipalities.numbers
    if not territory.outlines:
        return Base(WIDTH, height, laid, _dots(territory, laid), True, ())
    rings = [
        (i, corners)
        for i, number in enumerate(numbers)
        for ring in territory.outlines.get(number, ())
        if len(corners := _corners(ring, laid)) > 2
    ]
    owners: dict[tuple[Corner, Corner], set[int]] = {}
    for i, corners in rings:
        for side in sides(corners):
            owners.setdefault(side, set()).add(i)
    paths: list[list[str]] = [[] for _ in numbers]
    seams: dict[tuple[Corner, ...], tuple[int, int, str]] = {}
    for i, corners in rings:
        outline: list[Corner] = []
        for arc, whose in arcs(corners, owners):
            thin = _thinned(arc)
            outline += thin[:-1]
            if len(whose) == 2:
                one, other = sorted(whose)
                seams[tuple(min(thin, thin[::-1]))] = (one, other, _line(thin))
        if len(outline) > 2:
            paths[i].append(_line(outline) + "z")
    return Base(
        WIDTH,
        height,
        laid,
        tuple("".join(path) for path in paths),
        False,
        tuple(seams[key] for key in sorted(seams)),
    )


def areas(territory: Territory, structure: Structure, laid: Base) -> AreaMap:
    """The areas of a structure. Municipalities by number, offices by their order in the tables."""
    tint, names = tints(territory, structure), territory.municipalities.names
    shapes = tuple(
        Shape(number, names[i], int(area) + 1, int(tint[area]), laid.shapes[i])
        for i, (number, area) in enumerate(
            zip(territory.municipalities.numbers, structure.area, strict=True)
        )
    )
    borders = "".join(
        path for one, other, path in laid.seams if structure.area[one] != structure.area[other]
    )
    main = territory.municipalities.seats[structure.hosts].tolist()
    label = {site: str(area + 1) for area, site in enumerate(main)}
    open_ = [int(site) for site in np.flatnonzero(structure.days > 0) if int(site) not in label]
    return AreaMap(
        laid,
        shapes,
        borders,
        _marks(territory, laid, open_, structure),
        _marks(territory, laid, main, structure, label),
    )


def travel(territory: Territory, ways: Ways, laid: Base, sites: Iterable[int] = ()) -> TravelMap:
    """Squares by how far those who live there have; `sites` are marked.

    Where the map is so small that places fall in one square, it has the band of most of them.
    """
    places = territory.places
    side = max(CELL, round(laid.sheet.scale))
    x, y = laid.sheet.at(places.latitude, places.longitude)
    columns, rows = (np.rint(one / side).astype(np.int64) for one in (x, y))
    band, lived = bands(ways.seconds), places.residents > 0
    people = [int(places.residents[band == i].sum()) for i in range(len(BANDS) + 2)]
    hide = complement(people, [few(n) for n in people])
    wide = int(columns.max(initial=0)) + 1
    square, at = np.unique((rows * wide + columns)[lived], return_inverse=True)
    living = np.zeros((len(square), len(people)), np.int64)
    np.add.at(living, (at, band[lived]), places.residents[lived])
    most = living.argmax(axis=1)
    return TravelMap(
        laid,
        side,
        tuple(
            Band(i, name, _runs(square[most == i], wide, side), _told(people[i], bool(hide[i])))
            for i, name in enumerate(band_names())
        ),
        _marks(territory, laid, list(sites)),
    )


def points(laid: Base, latitude: Sequence[float], longitude: Sequence[float]) -> list[Corner]:
    """Where places given in degrees lie on the map."""
    x, y = laid.sheet.at(np.array(latitude, np.float64), np.array(longitude, np.float64))
    return [(round(float(a)), round(float(b))) for a, b in zip(x, y, strict=True)]


def _told(people: int, hidden: bool) -> Count:
    return Hidden.FEW if hidden else count(people)


def _marks(
    territory: Territory,
    laid: Base,
    sites: Sequence[int],
    structure: Structure | None = None,
    label: dict[int, str] | None = None,
) -> tuple[Mark, ...]:
    held = territory.sites
    at = points(laid, held.latitude[sites].tolist(), held.longitude[sites].tolist())
    return tuple(
        Mark(
            x,
            y,
            held.names[site],
            float(structure.days[site]) if structure else 0.0,
            (label or {}).get(site, ""),
        )
        for site, (x, y) in zip(sites, at, strict=True)
    )


def _dots(territory: Territory, laid: Sheet) -> tuple[str, ...]:
    x, y = laid.at(territory.places.latitude, territory.places.longitude)
    lived = territory.places.residents > 0
    return tuple(
        "".join(
            f"M{a} {b}h0"
            for a, b in sorted(
                {
                    (round(float(x[j])), round(float(y[j])))
                    for j in np.flatnonzero((territory.places.municipality == i) & lived)
                }
            )
        )
        for i in range(len(territory.municipalities))
    )


def _corners(ring: list[list[float]], laid: Sheet) -> list[Corner]:
    """The corners of a ring in whole units; those that fall together are told once."""
    longitude, latitude = np.array(ring, np.float64).T
    x, y = laid.at(latitude, longitude)
    found: list[Corner] = []
    for a, b in zip(np.rint(x).astype(int).tolist(), np.rint(y).astype(int).tolist(), strict=True):
        if not found or found[-1] != (a, b):
            found.append((a, b))
    return found[:-1] if len(found) > 1 and found[0] == found[-1] else found


def _side(a: Corner, b: Corner) -> tuple[Corner, Corner]:
    return (a, b) if a <= b else (b, a)


def sides(corners: list[Corner]) -> list[tuple[Corner, Corner]]:
    """The side that begins at each corner."""
    return [_side(a, b) for a, b in zip(corners, [*corners[1:], corners[0]], strict=True)]


def arcs(
    corners: list[Corner], owners: dict[tuple[Corner, Corner], set[int]]
) -> list[tuple[list[Corner], set[int]]]:
    """A ring cut where its neighbour changes, each piece with those who share it."""
    whose = [owners[side] for side in sides(corners)]
    cuts = [i for i in range(len(corners)) if whose[i] != whose[i - 1]]
    if not cuts:  # an island, or an enclave: cut at a corner both sides would choose
        start = corners.index(min(corners))
        half = (start + len(corners) // 2) % len(corners)
        cuts = sorted({start, half})
    pieces = []
    for begin, end in zip(cuts, [*cuts[1:], cuts[0] + len(corners)], strict=True):
        arc = [corners[i % len(corners)] for i in range(begin, end + 1)]
        pieces.append((arc, whose[begin]))
    return pieces


def _thinned(arc: list[Corner]) -> list[Corner]:
    """The arc without the corners nobody would see, the same from both ends.

    Source: Douglas and Peucker (1973), Cartographica 10(2), doi 10.3138/FM57-6770-U75U-7727.
    """
    backwards = arc[0] > arc[-1]
    line = arc[::-1] if backwards else arc
    keep = {0, len(line) - 1}
    waiting = [(0, len(line) - 1)]
    while waiting:  # arcs are short: plain integers are faster than arrays here
        first, last = waiting.pop()
        if last - first < 2:
            continue
        (x, y), (end_x, end_y) = line[first], line[last]
        along, up = end_x - x, end_y - y
        length = hypot(along, up)
        away: list[float]
        if length:
            away = [abs(along * (b - y) - up * (a - x)) for a, b in line[first + 1 : last]]
        else:
            length, away = 1.0, [hypot(a - x, b - y) for a, b in line[first + 1 : last]]
        most = max(away)
        if most / length > TOLERANCE:
            middle = first + 1 + away.index(most)
            keep.add(middle)
            waiting += [(first, middle), (middle, last)]
    thin = [line[i] for i in sorted(keep)]
    return thin[::-1] if backwards else thin


def _line(corners: Sequence[Corner]) -> str:
    """A path through the corners in relative steps."""
    (x, y), steps = corners[0], []
    for a, b in corners[1:]:
        steps.append(f"{a - x} {b - y}")
        x, y = a, b
    return f"M{corners[0][0]} {corners[0][1]}l{' '.join(steps)}".replace(" -", "-")


def _runs(squares: np.ndarray, wide: int, side: int) -> str:
    """Squares beside each other in a row as one stroke. `squares` are rising row-major indices."""
    found: list[str] = []
    begin = last = None
    for square in [*squares.tolist(), None]:
        if last is not None and square == last + 1 and square % wide:
            last = square
            continue
        if begin is not None and last is not None:
            row, column = divmod(begin, wide)
            found.append(f"M{column * side - side // 2} {row * side}h{(last - begin + 1) * side}")
        begin = last = square
    return "".join(found)
