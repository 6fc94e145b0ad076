"""Maps of a structure as SVG: its areas, and how far people have.

Colour never stands alone: areas carry a number and a pattern, offices a shape, and bands of
travel time go from light to dark, so that the pictures hold for the colour blind and in grey.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise

import numpy as np

from tospann.engines.structure import norwegian
from tospann.engines.structure.hidden import Hidden, complement, count, few
from tospann.engines.structure.projection import Sheet, sheet
from tospann.engines.structure.reach import Ways
from tospann.engines.structure.svg import (
    GREY,
    INK,
    PAPER,
    WIDTH,
    element,
    headline,
    named,
    number,
    paragraph,
    picture,
    words,
)
from tospann.engines.structure.territory import NO_ROUTE, Indices, Structure, Territory

# Okabe and Ito (2008), Color Universal Design, mixed with white so that ink is read on them.
TINTS = ("#8fcbf0", "#f2c566", "#7fcbb4", "#f7f0a0", "#e8a87f", "#e3b6d0", "#86b3d6", "#cfd4d6")
BANDS = (15, 30, 60, 90)  # minutes
SHADES = ("#b4d88b", "#6fc3a8", "#2f9fc0", "#2a6fae", "#22307e")
LOST = "#b3350b"
MOST_LISTED = 60  # areas: more are numbered on the map and listed in the table alone
MOST_NUMBERED = 150  # areas: more have no room for their numbers
MARGIN = 20.0


def areas_map(territory: Territory, structure: Structure, *, id_: str = "areas") -> str:
    """The areas of a structure with their hosts, and every place with somebody to meet.

    With outlines municipalities are filled; without, every place where people live is a dot.
    """
    heading, top = headline(structure.title)
    laid = sheet(territory, width=WIDTH, margin=MARGIN, top=top)
    tint = tints(territory, structure)
    drawn = [
        _patterns(id_),
        heading,
        *_filled(territory, structure, laid, tint, id_),
        *_sites(territory, structure, laid),
        *_hosts(territory, structure, laid),
    ]
    legend, height = _legend(territory, structure, tint, laid.height, id_)
    return picture(
        height,
        structure.title,
        _told(territory, structure),
        [*drawn, *legend],
        id_=id_,
    )


def tints(territory: Territory, structure: Structure) -> Indices:
    """(areas,) an index of `TINTS` for each; touching areas differ while that can be done."""
    near: list[set[int]] = [set() for _ in range(structure.areas)]
    for a, b in structure.area[territory.municipalities.touching]:
        if a != b:
            near[a].add(int(b))
            near[b].add(int(a))
    chosen = np.full(structure.areas, -1, np.int32)
    used = np.zeros(len(TINTS), np.int64)
    for area in sorted(range(structure.areas), key=lambda one: (-len(near[one]), one)):
        taken = {int(chosen[other]) for other in near[area]}
        free = [tint for tint in range(len(TINTS)) if tint not in taken] or [0]
        chosen[area] = min(free, key=lambda tint: (used[tint], tint))
        used[chosen[area]] += 1
    return chosen


def _patterns(id_: str) -> str:
    """One pattern for each tint: plain, stripes four ways, dots, crosses and rings."""
    strokes = (
        "",
        "M0 9L9 0",
        "M0 0L9 9",
        "M0 4.5H9",
        "M4.5 0V9",
        "M4.5 4.5h.1",
        "M2.5 4.5h4M4.5 2.5v4",
        "M0 4.5H9M4.5 0V9",
    )
    made = []
    for i, (tint, stroke) in enumerate(zip(TINTS, strokes, strict=True)):
        line = element(
            "path",
            d=stroke or "M0 0",
            stroke=INK,
            stroke_opacity="0.28",
            stroke_width="2.4" if "h.1" in stroke else "1",
            stroke_linecap="round",
        )
        made.append(
            element(
                "pattern",
                element("rect", width="9", height="9", fill=tint),
                line,
                id=f"{id_}-{i}",
                width="9",
                height="9",
                patternUnits="userSpaceOnUse",
            )
        )
    return element("defs", *made)


def _filled(
    territory: Territory, structure: Structure, laid: Sheet, tint: Indices, id_: str
) -> Iterator[str]:
    """Municipalities by area, thin borders inside an area and thick ones around it."""
    municipalities = territory.municipalities
    if not territory.outlines:
        x, y = laid.at(territory.places.latitude, territory.places.longitude)
        area = structure.area[territory.places.municipality]
        for one in range(structure.areas):
            rows = np.flatnonzero((area == one) & (territory.places.residents > 0))
            dots = "".join(f"M{number(x[i])} {number(y[i])}h.1" for i in rows)
            if dots:
                yield element(
                    "path",
                    d=dots,
                    fill="none",
                    stroke=TINTS[tint[one]],
                    stroke_width="4",
                    stroke_linecap="round",
                )
        return
    around: dict[tuple[str, str], set[int]] = {}
    for i, name in enumerate(municipalities.names):
        rings = [
            _ring(ring, laid) for ring in territory.outlines.get(municipalities.numbers[i], ())
        ]
        mine = int(structure.area[i])
        yield element(
            "path",
            named(f"{name}: område {mine + 1}"),
            d="".join(f"M{'L'.join(points)}z" for points in rings if points),
            fill=f"url(#{id_}-{tint[mine]})",
            stroke=GREY,
            stroke_width="0.5",
            stroke_linejoin="round",
        )
        for points in rings:
            for a, b in zip(points, [*points[1:], *points[:1]], strict=True):
                side = (a, b) if a <= b else (b, a)
                around[side] = around.get(side, set()) ^ {mine}
    borders = "".join(f"M{a}L{b}" for (a, b), areas in around.items() if areas and a != b)
    yield element(
        "path", d=borders, fill="none", stroke=INK, stroke_width="1.1", stroke_linecap="round"
    )


def _ring(ring: list[list[float]], laid: Sheet) -> list[str]:
    """The corners of a ring as "x y", those that fall together on the sheet told once."""
    longitude, latitude = np.array(ring, np.float64).T
    x, y = laid.at(latitude, longitude)
    corners = [f"{number(a)} {number(b)}" for a, b in zip(x, y, strict=True)]
    apart = [corner for corner, _ in groupby(corners)]
    return apart[:-1] if len(apart) > 1 and apart[0] == apart[-1] else apart


def _sites(territory: Territory, structure: Structure, laid: Sheet) -> Iterator[str]:
    """A square where somebody is to be met every day, a ring where it is some days."""
    main = set(territory.municipalities.seats[structure.hosts].tolist())
    x, y = laid.at(territory.sites.latitude, territory.sites.longitude)
    for site in np.flatnonzero(structure.days > 0).tolist():
        if site in main:
            continue
        days = norwegian.decimal(structure.days[site], 1).removesuffix(",0")
        name = named(f"{territory.sites.names[site]}: {days} dager i uken")
        yield _shape(float(x[site]), float(y[site]), float(structure.days[site]), name)


def _shape(x: float, y: float, days: float, *inside: str) -> str:
    if days >= 5:
        return element(
            "rect", *inside, x=x - 4, y=y - 4, width="8", height="8", fill=INK, stroke=PAPER
        )
    return element("circle", *inside, cx=x, cy=y, r="4", fill=PAPER, stroke=INK, stroke_width="2")


def _hosts(territory: Territory, structure: Structure, laid: Sheet) -> Iterator[str]:
    """The number of each area in a disc at its main office; where there is no room, a dot."""
    seats = territory.municipalities.seats[structure.hosts]
    x, y = laid.at(territory.sites.latitude[seats], territory.sites.longitude[seats])
    radius = 9.0 if structure.areas <= MOST_LISTED else 5.5
    for i in range(structure.areas):
        name = territory.municipalities.names[structure.hosts[i]]
        yield _disc(
            i + 1, float(x[i]), float(y[i]), radius, f"{name}: hovedkontor i område {i + 1}"
        )


def _disc(label: int, x: float, y: float, radius: float, told: str = "") -> str:
    return element(
        "g",
        named(told) if told else "",
        element("circle", cx=x, cy=y, r=radius, fill=INK, stroke=PAPER, stroke_width="1.2"),
        words(
            str(label),
            x,
            y + 0.38 * radius,
            fill=PAPER,
            font_size=1.15 * radius,
            font_weight="600",
            text_anchor="middle",
        ),
    )


def _legend(
    territory: Territory, structure: Structure, tint: Indices, top: float, id_: str
) -> tuple[list[str], float]:
    """What the signs mean, and who is in each area; and where the picture ends."""
    y = top + 14
    drawn = [
        _disc(1, MARGIN + 13, y - 4, 9),
        words("Hovedkontor", MARGIN + 36, y),
        _shape(MARGIN + 150, y - 4, 5),
        words("Åpent hver dag", MARGIN + 162, y),
        _shape(MARGIN + 290, y - 4, 2),
        words("Åpent noen dager", MARGIN + 302, y),
    ]
    y += 26
    if structure.areas > MOST_LISTED:
        drawn.append(words("Tabellen sier hvem som er i hvert område.", MARGIN, y, fill=GREY))
        return drawn, y + 14
    for i in range(structure.areas):
        drawn += [
            element(
                "rect",
                x=MARGIN,
                y=y - 12,
                width="26",
                height="16",
                fill=f"url(#{id_}-{tint[i]})",
                stroke=GREY,
            ),
            words(str(i + 1), MARGIN + 13, y, text_anchor="middle", font_weight="600"),
        ]
        text, y = paragraph(_members(territory, structure, i), MARGIN + 36, y, WIDTH - 76)
        drawn.append(text)
        y += 6
    return drawn, y + 8


def _members(territory: Territory, structure: Structure, area: int) -> str:
    names, host = territory.municipalities.names, int(structure.hosts[area])
    others = [names[i] for i in np.flatnonzero(structure.area == area) if i != host]
    return f"{names[host]} med {norwegian.listed(others)}" if others else f"{names[host]} alene"


def _told(territory: Territory, structure: Structure) -> str:
    areas = [f"{i + 1}: {_members(territory, structure, i)}." for i in range(structure.areas)]
    return f"Kart over {territory.title} med {structure.areas} områder. {' '.join(areas)}"


def travel_map(
    territory: Territory,
    ways: Ways,
    title: str,
    *,
    sites: Iterable[int] = (),
    id_: str = "travel",
) -> str:
    """Every place where people live by how far it has, in bands of minutes.

    `ways` is where to, such as `reach.to_meet`; `sites` are marked. Each place is drawn as a
    square kilometre.
    """
    heading, begin = headline(title)
    laid = sheet(territory, width=WIDTH, margin=MARGIN, top=begin)
    x, y = laid.at(territory.places.latitude, territory.places.longitude)
    band = bands(ways.seconds)
    lived = territory.places.residents > 0
    side = max(1.6, laid.scale)
    drawn = [heading]
    for number_ in territory.municipalities.numbers:
        rings = [_ring(ring, laid) for ring in territory.outlines.get(number_, ())]
        if path := "".join(f"M{'L'.join(points)}z" for points in rings if points):
            drawn.append(element("path", d=path, fill="#f7f8f9", stroke=GREY, stroke_width="0.5"))
    people = [int(territory.places.residents[band == i].sum()) for i in range(len(BANDS) + 2)]
    hide = complement(people, [few(n) for n in people])
    names = band_names()
    lines, top = [], laid.height + 14
    for i, name in enumerate(names):
        rows = np.flatnonzero((band == i) & lived)
        colour = SHADES[i] if i < len(SHADES) else LOST
        size = side if i < len(SHADES) else 1.6 * side
        square = f"h{size:.1f}v{size:.1f}h-{size:.1f}z"
        squares = "".join(
            f"M{number(x[j] - size / 2)} {number(y[j] - size / 2)}{square}" for j in rows
        )
        if squares:
            drawn.append(element("path", named(name), d=squares, fill=colour))
        if i < len(SHADES) or people[i]:
            told = Hidden.FEW if hide[i] else count(people[i])
            lines.append((colour, f"{name}: {_people(told, sum(people))}"))
    drawn += _marks(territory, laid, sites)
    for i, (colour, text) in enumerate(lines):
        y_ = top + 20 * i
        drawn.append(
            element("rect", x=MARGIN, y=y_ - 12, width="26", height="14", fill=colour, stroke=GREY)
        )
        drawn.append(words(text, MARGIN + 36, y_))
    return picture(
        top + 20 * len(lines),
        title,
        f"{title} i {territory.title}. " + ". ".join(text for _, text in lines) + ".",
        drawn,
        id_=id_,
    )


def _marks(territory: Territory, laid: Sheet, sites: Iterable[int]) -> Iterator[str]:
    """A ring with a dot at each site, told by name."""
    x, y = laid.at(territory.sites.latitude, territory.sites.longitude)
    for site in sites:
        yield element(
            "g",
            named(territory.sites.names[site]),
            element("circle", cx=x[site], cy=y[site], r="5", fill=PAPER, stroke=INK),
            element("circle", cx=x[site], cy=y[site], r="2", fill=INK),
        )


def bands(seconds: Indices) -> Indices:
    """(p,) the band of each place: 0 up to and with 15 minutes … 4 over 90, 5 no route."""
    band = np.searchsorted(np.array(BANDS) * 60, seconds, side="left")
    return np.where(seconds >= NO_ROUTE, len(BANDS) + 1, band).astype(np.int32)


def band_names() -> list[str]:
    """What the bands are called, nearest first."""
    first = f"Inntil {BANDS[0]} min"
    middle = [f"{a}–{b} min" for a, b in pairwise(BANDS)]
    return [first, *middle, f"Over {BANDS[-1]} min", "Ingen vei eller båt"]


def _people(told: int | Hidden, everybody: int) -> str:
    if isinstance(told, Hidden):
        return told.sentence.lower().removesuffix(".")
    part = f" ({norwegian.percent(told / everybody)})" if everybody else ""
    return f"{norwegian.whole(told)} innbyggere{part}"
