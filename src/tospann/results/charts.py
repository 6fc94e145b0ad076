"""The charts as SVG, drawn by the server: words and shapes first, colour last.

`spark` is the small one on the card, `control` the large one on an indicator's own page. Both
take plain numbers and give plain coordinates; the templates `_spark.svg` and `_chart.svg` draw.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10

from django.utils.translation import gettext as _

from tospann.engines.results.proportions import Kind
from tospann.results import wording
from tospann.results.doubt import interval
from tospann.results.series import Series

Line = list[tuple[float, float]]

# --- The small one ----------------------------------------------------------------------

SPARK = (144, 36)


@dataclass(frozen=True, slots=True)
class Dot:
    """A point that is drawn, and what the chart says of it."""

    x: float
    y: float
    flag: str


@dataclass(frozen=True, slots=True)
class Spark:
    """The small chart: its lines, the last point, the target and the band of the ordinary."""

    width: int
    height: int
    paths: list[str]
    dots: list[Dot]
    last: Dot | None
    target: float | None
    band: tuple[float, float] | None  # y and height


def spark(
    points: Sequence[Sequence], limits: Sequence[float] | None, target: float | None
) -> Spark:
    """The small chart of `Summary.points`; hidden and missing periods are holes in the line."""
    width, height = SPARK
    points = points[-24:]
    values = [value for _code, value, _flag in points if value is not None]
    others = [*(limits or []), *([] if target is None else [target])]
    scale = Scale.over([*values, *others], 4, height - 4)
    step = (width - 12) / max(len(points) - 1, 1)
    spots = [
        None if value is None else Dot(round(6 + at * step, 1), scale(value), flag)
        for at, (_code, value, flag) in enumerate(points)
    ]
    drawn = [spot for spot in spots if spot]
    band = None
    if limits:
        top, bottom = scale(limits[2]), scale(limits[0])
        band = (top, round(bottom - top, 1))
    return Spark(
        width,
        height,
        _paths(spots),
        [spot for spot in drawn if spot.flag not in ("", "hidden")],
        drawn[-1] if drawn else None,
        None if target is None else scale(target),
        band,
    )


def _paths(spots: Sequence[Dot | None]) -> list[str]:
    """The line in pieces: a period without a number ends one."""
    pieces: list[list[Dot]] = [[]]
    for spot in spots:
        if spot is None:
            pieces.append([])
        else:
            pieces[-1].append(spot)
    return [
        " ".join(f"{spot.x:g},{spot.y:g}" for spot in piece) for piece in pieces if len(piece) > 1
    ]


# --- The large one ----------------------------------------------------------------------

WIDTH, HEIGHT = 1000, 340
LEFT, RIGHT, TOP, BOTTOM = 64, 128, 20, 40
BETWEEN = 16  # from one label beside the chart to the next


@dataclass(frozen=True, slots=True)
class Scale:
    """From values to pixels, upwards."""

    low: float
    high: float
    top: float
    bottom: float

    @classmethod
    def over(cls, values: Sequence[float], top: float, bottom: float) -> "Scale":
        """One that holds the values, with a little air when they are all the same."""
        low, high = (min(values), max(values)) if values else (0.0, 1.0)
        if high - low < 1e-9:
            low, high = low - (abs(low) * 0.1 or 1), high + (abs(high) * 0.1 or 1)
        return cls(low, high, top, bottom)

    def __call__(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return round(self.bottom - share * (self.bottom - self.top), 1)


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Label:
    """What a line is, and where it ends, beside the chart; `kind` is that of the line."""

    at: float
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A point of the large chart; `text` is what it says to the one who points at it."""

    x: float
    y: float
    flag: str
    text: str


@dataclass(frozen=True, slots=True)
class Hole:
    """A period whose figure cannot be drawn, and what it lacks."""

    x: float
    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """The large chart, ready to draw."""

    width: int
    height: int
    title: str
    description: str
    plot: tuple[float, float, float, float]  # left, top, width, height
    rows: list[Tick]
    columns: list[Tick]
    paths: list[str]
    upper: list[str]
    centre: list[str]
    lower: list[str]
    target: list[str]
    breaks: list[float]
    spots: list[Spot]
    holes: list[Hole]
    whiskers: list[tuple[float, float, float]]  # x, and the ends of each point's interval
    labels: list[Label]
    has_limits: bool

    @property
    def end(self) -> float:
        """Where the plot ends and the labels beside it begin."""
        return self.plot[0] + self.plot[2]

    @property
    def floor(self) -> float:
        """The foot of the plot."""
        return self.plot[1] + self.plot[3]


def control(series: Series) -> Drawing:
    """The control chart of a series: limits, centre, target, new bases, and special points."""
    chart = series.chart
    values = [one for one in chart.values if one is not None]
    limits = [one for line in chart.limits if line for one in (line.lower, line.upper)]
    targets = [one for one in series.targets if one is not None]
    doubts = _doubts(series)
    limits += [end for doubt in doubts if doubt for end in doubt]
    ticks = _round_ticks([*values, *limits, *targets])
    scale = Scale.over([*values, *limits, *targets, *ticks], TOP, HEIGHT - BOTTOM)
    count = len(series.points)
    step = (WIDTH - LEFT - RIGHT - 16) / max(count - 1, 1)
    xs = [round(LEFT + 8 + at * step, 1) for at in range(count)]
    spots, holes = [], []
    for x, point, flag in zip(xs, series.points, series.flags, strict=True):
        label = point.period.label.said(_)
        if point.value is not None:
            said = f"{label}: {wording.amount(point.value, series.indicator)}"
            spots.append(Spot(x, scale(point.value), flag, said))
        else:
            mark = "m" if point.cell is None else point.cell.mark
            holes.append(Hole(x, mark, f"{label}: {wording.mark_words(mark)}"))
    dots = [
        None if point.value is None else Dot(x, scale(point.value), "")
        for x, point in zip(xs, series.points, strict=True)
    ]
    return Drawing(
        width=WIDTH,
        height=HEIGHT,
        title=str(series.indicator.name),
        description=" ".join(f"{one.said(_)}." for one in (series.variation, series.assurance)),
        plot=(LEFT, TOP, WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM),
        rows=[Tick(scale(one), wording.tick(one, series.indicator)) for one in ticks],
        columns=_columns(series, xs),
        paths=_paths(dots),
        upper=_level(series, xs, scale, "upper"),
        centre=_level(series, xs, scale, "centre"),
        lower=_level(series, xs, scale, "lower"),
        target=_paths(
            [
                None if one is None else Dot(x, scale(one), "")
                for x, one in zip(xs, series.targets, strict=True)
            ]
        ),
        breaks=[round((xs[at - 1] + xs[at]) / 2, 1) for at in series.rebased],
        spots=spots,
        holes=holes,
        whiskers=[
            (x, scale(doubt[0]), scale(doubt[1]))
            for x, doubt in zip(xs, doubts, strict=True)
            if doubt
        ],
        labels=_labels(series, scale),
        has_limits=any(chart.limits),
    )


def _labels(series: Series, scale: Scale) -> list[Label]:
    """The mean, the limits and the target where the lines end, from the top, none on another.

    Without them the mean is one more level line among those of the grid.
    """
    found = []
    last = next((one for one in reversed(series.chart.limits) if one), None)
    if last:
        told = ((last.upper, _("grense")), (last.centre, _("snitt")), (last.lower, _("grense")))
        kinds = ("limit", "centre", "limit")
        found = [
            (scale(level), word, level, kind)
            for (level, word), kind in zip(told, kinds, strict=True)
        ]
    if series.targets and (target := series.targets[-1]) is not None:
        found.append((scale(target), _("måltall"), target, "target"))
    found.sort(key=lambda one: one[0])
    heights = _apart([one[0] for one in found])
    return [
        Label(height, f"{word} {wording.bare(level, series.indicator)}", kind)
        for height, (_at, word, level, kind) in zip(heights, found, strict=True)
    ]


def _apart(heights: Sequence[float]) -> list[float]:
    """The same heights, from the top, moved so that labels there do not touch."""
    placed: list[float] = []
    for height in heights:
        placed.append(max(height, placed[-1] + BETWEEN) if placed else height)
    lowest = float(HEIGHT - 6)
    for at in reversed(range(len(placed))):
        placed[at] = lowest = min(placed[at], lowest)
        lowest -= BETWEEN
    return [round(one, 1) for one in placed]


def _doubts(series: Series) -> list[tuple[float, float] | None]:
    """The interval of each point, where intervals stand in for limits."""
    if series.kind is not Kind.INTERVALS:
        return [None] * len(series.points)
    return [interval(series.indicator, point.cell, always=True) for point in series.points]


def _level(series: Series, xs: list[float], scale: Scale, name: str) -> list[str]:
    """One of the three lines, a stretch for each base; steps where it differs by the period."""
    half = (xs[1] - xs[0]) / 2 if len(xs) > 1 else 8
    lines = []
    for segment in series.chart.segments:
        stretch: list[tuple[float, float]] = []
        for at in range(segment.first, segment.end):
            limits = series.chart.limits[at]
            if limits is None:
                lines.append(stretch)
                stretch = []
                continue
            y = scale(getattr(limits, name))
            if len(stretch) > 1 and stretch[-1][1] == y:
                stretch.pop()  # the line goes straight on
            else:
                stretch.append((max(xs[at] - half, LEFT), y))
            stretch.append((min(xs[at] + half, WIDTH - RIGHT), y))
        lines.append(stretch)
    return [" ".join(f"{round(x, 1):g},{y:g}" for x, y in line) for line in lines if line]


def _columns(series: Series, xs: list[float]) -> list[Tick]:
    """The names under the chart: years, or every period when they are few."""
    found = []
    few = len(xs) <= 8
    for x, point in zip(xs, series.points, strict=True):
        if few:
            found.append(Tick(x, str(point.period)))
        elif point.period.number == 1:
            found.append(Tick(x, str(point.period.year)))
    return found


def _round_ticks(values: list[float]) -> list[float]:
    """Four to six round values that lie around all of these."""
    if not values:
        return [0.0, 1.0]
    low, high = min(values), max(values)
    span = high - low or abs(high) or 1.0
    rough = span / 4
    power = 10 ** floor(log10(rough))
    step = next(size * power for size in (1, 2, 2.5, 5, 10) if size * power >= rough)
    first = floor(low / step)
    ticks: list[float] = []
    while len(ticks) < 2 or ticks[-1] < high - step * 1e-9:
        ticks.append(round((first + len(ticks)) * step, 10))
    return ticks
