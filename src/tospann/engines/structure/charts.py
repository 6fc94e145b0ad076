"""Curves and the heat map of pairs as SVG. A table stands beside each; none needs colour."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from tospann.engines.structure import norwegian
from tospann.engines.structure.svg import (
    GREY,
    INK,
    PALE,
    PAPER,
    WIDTH,
    element,
    named,
    number,
    picture,
    words,
)
from tospann.engines.structure.territory import Numbers

LEFT, RIGHT, TOP, HEIGHT, BOTTOM = 62.0, 20.0, 66.0, 300.0, 52.0
MOST_DOTS = 60  # more are drawn small, without a text of their own
LINES = (("#0072b2", ""), ("#b3350b", "7 4"), ("#3d3d3d", "2 4"))  # colour and dashes


@dataclass(frozen=True)
class Axis:
    """What is along an axis. `told` writes a value with its unit."""

    title: str
    told: Callable[[float], str]
    zero: bool = False  # does the axis begin at nothing


@dataclass(frozen=True)
class Line:
    """A row of points. `steps` goes level to the next x and then down: nothing lies between."""

    name: str
    points: Sequence[tuple[float, float]]
    steps: bool = False
    joined: bool = True  # else the points stand alone


@dataclass(frozen=True)
class Mark:
    """A point of its own, told by a letter in the curve and by name below it."""

    letter: str
    name: str
    point: tuple[float, float]


def curve(
    title: str,
    x: Axis,
    y: Axis,
    lines: Sequence[Line],
    *,
    chosen: tuple[float, float] | None = None,
    marks: Sequence[Mark] = (),
    id_: str = "curve",
) -> str:
    """Draw rows of points over two axes; `chosen` is ringed and told in words, as are `marks`.

    Raises `ValueError` if there is no point to draw.
    """
    points = [point for line in lines for point in line.points]
    points += [mark.point for mark in marks]
    if not points:
        raise ValueError("a curve needs a point")
    across = ticks([point[0] for point in points], zero=x.zero)
    up = ticks([point[1] for point in points], zero=y.zero)

    def at(point: tuple[float, float]) -> tuple[float, float]:
        return (
            LEFT + (point[0] - across[0]) / (across[-1] - across[0]) * (WIDTH - LEFT - RIGHT),
            TOP + (up[-1] - point[1]) / (up[-1] - up[0]) * HEIGHT,
        )

    drawn = [words(title, 20, 24, font_size=17, font_weight="600")]
    drawn += [words(y.title, 20, 48, fill=GREY), *_grid(across, up, x, y, at)]
    for line, (colour, dashes) in zip(lines, LINES, strict=False):
        drawn += _drawn(line, colour, dashes, at, x, y)
    if chosen:
        cx, cy = at(chosen)
        drawn.append(
            element("circle", cx=cx, cy=cy, r="8", fill="none", stroke=INK, stroke_width="2.5")
        )
    drawn += [_marked(mark, at(mark.point), x, y) for mark in marks]
    height = TOP + HEIGHT + BOTTOM
    if len(lines) + len(marks) > 1:
        for line, (colour, dashes) in zip(lines, LINES, strict=False):
            drawn += [_sign(line, height + 4, colour, dashes), words(line.name, 62, height + 8)]
            height += 20
        for mark in marks:
            drawn.append(_letter(mark, (36, height + 4)))
            drawn.append(words(mark.name, 62, height + 8))
            height += 24
    return picture(height, title, _told(title, x, y, lines, chosen, marks), drawn, id_=id_)


def _marked(mark: Mark, place: tuple[float, float], x: Axis, y: Axis) -> str:
    """A ringed letter, told by name and value to whoever points at it."""
    said = f"{mark.name}: {x.told(mark.point[0])}, {y.told(mark.point[1])}"
    return element("g", named(said), _letter(mark, place))


def _letter(mark: Mark, place: tuple[float, float]) -> str:
    cx, cy = place
    ring = element("circle", cx=cx, cy=cy, r="10", fill=PAPER, stroke=INK, stroke_width="2")
    return ring + words(
        mark.letter, cx, cy + 4.5, text_anchor="middle", font_size=12, font_weight="600"
    )


def ticks(values: Sequence[float], *, zero: bool = False, most: int = 6) -> list[float]:
    """Round numbers at equal steps of 1, 2 or 5 times a power of ten that hold every value."""
    low, high = min(values), max(values)
    low = min(0.0, low) if zero else low
    spread = high - low or max(abs(high), 1.0)
    rough = spread / (most - 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * size for size in (1, 2, 5, 10) if power * size >= rough * 0.999)
    first, last = math.floor(low / step), math.ceil(high / step)
    last = max(last, first + 1)
    return [round(i * step, 10) for i in range(first, last + 1)]


def _grid(across, up, x: Axis, y: Axis, at) -> list[str]:
    drawn = []
    for value in up:
        _, cy = at((across[0], value))
        drawn.append(_stroke(f"M{number(LEFT)} {number(cy)}H{number(WIDTH - RIGHT)}", PALE))
        drawn.append(words(y.told(value), LEFT - 8, cy + 4, text_anchor="end", font_size=12))
    for value in across:
        cx, cy = at((value, up[0]))
        drawn.append(_stroke(f"M{number(cx)} {number(cy)}v5", GREY))
        drawn.append(words(x.told(value), cx, cy + 20, text_anchor="middle", font_size=12))
    drawn.append(words(x.title, WIDTH - RIGHT, TOP + HEIGHT + 42, fill=GREY, text_anchor="end"))
    return drawn


def _drawn(line: Line, colour: str, dashes: str, at, x: Axis, y: Axis) -> list[str]:
    placed = [at(point) for point in line.points]
    path = f"M{number(placed[0][0])} {number(placed[0][1])}"
    for cx, cy in placed[1:]:
        path += f"H{number(cx)}V{number(cy)}" if line.steps else f"L{number(cx)} {number(cy)}"
    drawn = [_stroke(path, colour, dashes, "2")] if line.joined and len(placed) > 1 else []
    few = len(placed) <= MOST_DOTS
    drawn += [
        element(
            "circle",
            *([named(f"{x.told(point[0])}, {y.told(point[1])}")] if few else []),
            cx=cx,
            cy=cy,
            r="5" if dashes else "3" if few else "1.6",
            fill=PAPER if dashes else colour,
            stroke=colour,
            stroke_width="2.5" if dashes else "1",
        )
        for point, (cx, cy) in zip(line.points, placed, strict=True)
    ]
    return drawn


def _sign(line: Line, y: float, colour: str, dashes: str) -> str:
    """How a line is drawn, for the legend: a stroke, or a dot where the points stand alone."""
    if line.joined and len(line.points) > 1:
        return _stroke(f"M20 {number(y)}h32", colour, dashes, "2")
    fill = PAPER if dashes else colour
    return element("circle", cx="36", cy=y, r="5", fill=fill, stroke=colour, stroke_width="2")


def _stroke(path: str, colour: str, dashes: str = "", width: str = "1") -> str:
    dashed = {"stroke_dasharray": dashes} if dashes else {}
    return element("path", d=path, fill="none", stroke=colour, stroke_width=width, **dashed)


def _told(
    title: str,
    x: Axis,
    y: Axis,
    lines: Sequence[Line],
    chosen: tuple[float, float] | None,
    marks: Sequence[Mark],
) -> str:
    told = [f"{title}. {x.title} mot {y.title}."]
    for line in lines:
        if line.points:
            (a, b), (c, d) = line.points[0], line.points[-1]
            told.append(
                f"{line.name}: fra {x.told(a)} og {y.told(b)} til {x.told(c)} og {y.told(d)}, "
                f"{norwegian.whole(len(line.points))} punkter."
            )
    if chosen:
        told.append(f"Valgt: {x.told(chosen[0])} og {y.told(chosen[1])}.")
    told += [f"{one.name}: {x.told(one.point[0])} og {y.told(one.point[1])}." for one in marks]
    return " ".join(told)


def pairs_map(names: Sequence[str], together: Numbers, title: str, *, id_: str = "pairs") -> str:
    """How often each pair ends in the same area: the larger and darker the square, the oftener.

    Parameters
    ----------
    names : of the n municipalities.
    together : (n, n) float, share of the futures, 0 to 1; symmetric, the diagonal is not read.

    Raises `ValueError` if the shapes disagree.
    """
    n = len(names)
    if together.shape != (n, n):
        raise ValueError(f"together is {together.shape}, expected ({n}, {n})")
    step = (WIDTH - 150) / max(n, 1)
    step = min(step, 34.0)
    size = min(13.0, max(0.85 * step, 3.0))
    top = 66.0
    drawn = [
        words(title, 20, 24, font_size=17, font_weight="600"),
        words("Hver rute er et par: gå ned fra det ene navnet og bort fra det andre.", 20, 46,
              fill=GREY, font_size=12),
    ]  # fmt: skip
    for i in range(n):
        y = top + i * step
        drawn.append(_stroke(f"M20 {number(y + step / 2)}h{number(i * step)}", PALE))
        if i < n - 1:
            x = 20 + (i + 0.5) * step
            drawn.append(
                _stroke(f"M{number(x)} {number(y + step)}V{number(top + n * step)}", PALE)
            )
        drawn.append(words(names[i], 24 + i * step, y + step / 2 + 0.35 * size, font_size=size))
    told = []
    for i, j in zip(*np.nonzero(np.tril(together, -1)), strict=True):
        often = float(together[i, j])
        half = step / 2 * math.sqrt(often) * 0.94
        text = f"{names[j]} og {names[i]}: {norwegian.percent(often, 0)}"
        told.append((often, text))
        drawn.append(
            element(
                "rect",
                named(text),
                x=20 + (j + 0.5) * step - half,
                y=top + (i + 0.5) * step - half,
                width=2 * half,
                height=2 * half,
                fill=_shade(often),
            )
        )
    foot = top + n * step + 26
    for k, often in enumerate((0.1, 0.5, 1.0)):
        half = 7 * math.sqrt(often)
        x = 28 + 90 * k
        drawn.append(
            element(
                "rect",
                x=x - half,
                y=foot - 4 - half,
                width=2 * half,
                height=2 * half,
                fill=_shade(often),
            )
        )
        drawn.append(words(norwegian.percent(often, 0), x + 14, foot))
    most = sorted(told, key=lambda one: (-one[0], one[1]))[:10]
    description = f"{title}. Oftest sammen: {'; '.join(text for _, text in most)}."
    return picture(foot + 16, title, description, drawn, id_=id_)


def _shade(often: float) -> str:
    """From a pale to a dark blue."""
    pale, dark = (0xC9, 0xDF, 0xF2), (0x0B, 0x2E, 0x63)
    mixed = (round(a + (b - a) * often) for a, b in zip(pale, dark, strict=True))
    return "#" + "".join(f"{one:02x}" for one in mixed)
