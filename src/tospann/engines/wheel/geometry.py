"""The wheel as shapes: dates to angles, rings of lanes, and labels that do not collide.

Angles are radians clockwise from the top, [0, 2π); 1 January is 0, so that January is at twelve
o'clock and July at six. Lengths are units of the drawing. The centre is (0, 0); y points down.
"""

from calendar import isleap
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import acos, asin, atan2, cos, hypot, pi, sin

from tospann.engines.wheel.events import Event, by_date
from tospann.engines.wheel.widths import width_of, wrapped

TURN = 2 * pi


# --- Days and angles --------------------------------------------------------------------


def angle(day: date) -> float:
    """Where a day begins on its year's circle."""
    days = 366 if isleap(day.year) else 365
    return TURN * (day.timetuple().tm_yday - 1) / days


def noon(day: date) -> float:
    """The middle of a day: where its mark stands."""
    return angle(day) + pi / (366 if isleap(day.year) else 365)


def point(at: float, radius: float) -> tuple[float, float]:
    """Coordinates of an angle at a radius."""
    return radius * sin(at), -radius * cos(at)


def apart(one: float, other: float) -> float:
    """The angle between two, the shorter way round: 0 to π."""
    between = abs(one - other) % TURN
    return min(between, TURN - between)


@dataclass(frozen=True, slots=True)
class Span:
    """An arc clockwise from `start` to `end`; `end` may lie beyond a whole turn."""

    start: float
    end: float

    def meets(self, other: "Span") -> bool:
        """Whether the two share a point. Arcs that only touch do not."""
        return (other.start - self.start) % TURN < self.end - self.start or (
            self.start - other.start
        ) % TURN < other.end - other.start


def lanes(spans: Sequence[Span], *, taken: Sequence[Span] = ()) -> list[int]:
    """A lane for each span, so that none in a lane meet: interval colouring on the circle.

    `taken` is what lane 0 holds before. Spans over the top of the circle are laid first, then by
    their start, each in the lowest lane that is free; on a circle that is at most one lane more
    for each span over the top than the best there is.
    """
    held: list[list[Span]] = [list(taken)]
    found = [0] * len(spans)
    over_top = {n for n, span in enumerate(spans) if span.start < 0 or span.end > TURN}
    for n in sorted(range(len(spans)), key=lambda n: (n not in over_top, spans[n].start, n)):
        lane = next(
            (at for at, those in enumerate(held) if not any(spans[n].meets(o) for o in those)),
            len(held),
        )
        if lane == len(held):
            held.append([])
        held[lane].append(spans[n])
        found[n] = lane
    return found


# --- What is drawn ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Frame:
    """The measures of a drawing. Without `column` there are no labels, only numbers."""

    radius: float = 340.0  # of the outermost line
    months: float = 30.0  # the band with the names of the months
    hole: float = 104.0  # the empty middle
    mark: float = 15.0  # a mark at its largest
    least_mark: float = 6.0
    column: float = 262.0  # width of the labels on either side
    reach: float = 392.0  # how far up and down labels may stand
    gap: float = 40.0  # from the wheel to the labels
    text: float = 13.0
    line: float = 16.5
    between: float = 5.0  # two labels, at least


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle."""

    left: float
    top: float
    width: float
    height: float

    def meets(self, other: "Box") -> bool:
        """Whether the two overlap."""
        return (
            self.left < other.left + other.width
            and other.left < self.left + self.width
            and self.top < other.top + other.height
            and other.top < self.top + self.height
        )


@dataclass(frozen=True, slots=True)
class Ring:
    """A band of the wheel. `lane_radii` are the middles of its lanes, the outermost first."""

    name: str
    inner: float
    outer: float
    lane_radii: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Label:
    """The day, and lines of text beside it; the day stands nearest to the wheel.

    rightwards : the label stands to the right of the wheel, and reads from the box's left.
    indent : what the day takes of the box's width.
    """

    box: Box
    day: str
    lines: tuple[str, ...]
    rightwards: bool
    indent: float


@dataclass(frozen=True, slots=True)
class Leader:
    """A thin line from the mark to its label: out to the rim, along it, and across."""

    rim: float  # the radius at which it runs
    start: float  # the angle of the mark
    leave: float  # the angle where it leaves the rim
    elbow: tuple[float, float]
    end: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Mark:
    """An event on the wheel: a mark of one size, or an arc as thick as one.

    number : what the legend calls it, when it has no label; 0 with a label.
    """

    event: Event
    ring: int
    radius: float
    size: float
    span: Span  # from noon of the first day to noon of the last; alike for one day
    number: int = 0
    label: Label | None = None
    leader: Leader | None = None

    @property
    def is_arc(self) -> bool:
        """Whether it lasts so long that it is drawn as an arc."""
        return self.span.end > self.span.start

    @property
    def centre(self) -> tuple[float, float]:
        """The middle of the mark; of an arc, of its beginning."""
        return point(self.span.start, self.radius)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole wheel. `left_out` are events there was no room for, even as marks."""

    year: int
    frame: Frame
    rings: tuple[Ring, ...]
    marks: tuple[Mark, ...]  # by date
    left_out: tuple[Event, ...] = ()

    @property
    def numbered(self) -> list[tuple[int, list[Mark]]]:
        """The legend: each number with its marks."""
        found: dict[int, list[Mark]] = {}
        for mark in self.marks:
            if mark.number:
                found.setdefault(mark.number, []).append(mark)
        return sorted(found.items())


SERIES = 4  # so many occurrences in a year share a number in the legend


def draw(
    year: int, events: Collection[Event], rings: Sequence[str], frame: Frame | None = None
) -> Drawing:
    """Lay out a year.

    Parameters
    ----------
    events : any order; those that touch no day of the year, or are in no ring, are left out.
    rings : names, the outermost first; 1 to 6.

    Raises
    ------
    ValueError
        If there are no rings or more than six.
    """
    if not 1 <= len(rings) <= 6:
        raise ValueError(f"{len(rings)} rings, expected 1 to 6")
    frame = frame or Frame()
    begin, end = date(year, 1, 1), date(year, 12, 31)
    shown = sorted(
        (one for one in events if one.first <= end and one.last >= begin and one.ring in rings),
        key=by_date,
    )
    # What comes back gives way first, if there is no room for all.
    shown.sort(key=lambda one: (bool(one.series), by_date(one)))
    kept = len(shown)
    while (laid := _laid(year, shown[:kept], rings, frame)) is None:
        kept = kept * 9 // 10
    drawn, marks = laid
    if frame.column:
        marks = _labelled(marks, frame)
    else:
        marks = [replace(mark, number=n) for n, mark in enumerate(marks, start=1)]
    return Drawing(year, frame, drawn, tuple(marks), tuple(shown[kept:]))


# --- Rings and lanes --------------------------------------------------------------------


def _laid(
    year: int, events: Sequence[Event], names: Sequence[str], frame: Frame
) -> tuple[tuple[Ring, ...], list[Mark]] | None:
    """Rings and marks at the widest pitch that fits; None when even the narrowest does not."""
    outer, room = frame.radius - frame.months, frame.radius - frame.months - frame.hole
    pitch = min(room / len(names), 34.0)
    while pitch >= frame.least_mark * 1.25:
        size = min(frame.mark, pitch * 0.8)
        rings, marks, edge = [], [], outer
        for n, name in enumerate(names):
            own = [one for one in events if one.ring == name]
            count, found = _lanes_of(year, own, edge, pitch, size)
            radii = tuple(edge - pitch * (lane + 0.5) for lane in range(count))
            rings.append(Ring(name, edge - pitch * count, edge, radii))
            marks += [
                Mark(one, n, radii[lane], size, span)
                for one, lane, span in zip(own, found, _spans(year, own), strict=True)
            ]
            edge -= pitch * count
        if edge >= frame.hole - 1e-9:
            return tuple(rings), sorted(marks, key=lambda mark: by_date(mark.event))
        pitch *= 0.97
    return None


def _spans(year: int, events: Sequence[Event]) -> list[Span]:
    begin, end = date(year, 1, 1), date(year, 12, 31)
    return [Span(noon(max(one.first, begin)), noon(min(one.last, end))) for one in events]


def _lanes_of(
    year: int, events: Sequence[Event], outer: float, pitch: float, size: float
) -> tuple[int, list[int]]:
    """How many lanes a ring needs, and each event's. The slot at the top is the ring's own.

    The width of a mark is taken at the ring's inner edge, where the circle is shortest, so the
    number of lanes is tried upwards until it is enough for itself.
    """
    days = _spans(year, events)
    count = 1
    while True:
        narrowest = max(outer - pitch * count, size)
        half = asin(min(1.0, (size / 2 + 1) / narrowest))
        top = [Span(-half * 1.2, half * 1.2)]
        found = lanes([Span(day.start - half, day.end + half) for day in days], taken=top)
        needed = max(found, default=0) + 1
        if needed <= count or count > len(events) + 1:
            return max(count, needed), found
        count = needed


# --- Labels -----------------------------------------------------------------------------


def _labelled(marks: list[Mark], frame: Frame) -> list[Mark]:
    """A label for every mark that there is room for; the others are numbered for the legend.

    What comes back often shares one number. If a side is full, the ones that come back are
    numbered first, then from the innermost ring outwards.
    """
    held: dict[str, list[Mark]] = {}
    for mark in marks:
        held.setdefault(mark.event.series or mark.event.key, []).append(mark)
    often = {key for key, those in held.items() if len(those) >= SERIES}
    without = {mark.event.key for key in often for mark in held[key]}
    placed: dict[str, tuple[Label, Leader]] = {}
    for right in (True, False):
        side = [
            mark
            for mark in marks
            if (mark.span.start < pi) == right and mark.event.key not in without
        ]
        most = int((2 * frame.reach + frame.between) // (frame.line + frame.between))
        if len(side) > most:
            kept = sorted(side, key=lambda m: (bool(m.event.series), m.ring, by_date(m.event)))
            chosen = {mark.event.key for mark in kept[:most]}
            without |= {mark.event.key for mark in side} - chosen
            side = [mark for mark in side if mark.event.key in chosen]
        placed |= _column(side, frame, rightwards=right)
    numbers: dict[str, int] = {}
    found = []
    for mark in marks:
        if mark.event.key in without:
            name = mark.event.series if mark.event.series in often else mark.event.key
            number = numbers.setdefault(name, len(numbers) + 1)
            found.append(replace(mark, number=number))
        else:
            label, leader = placed[mark.event.key]
            found.append(replace(mark, label=label, leader=leader))
    return found


def _column(
    side: list[Mark], frame: Frame, *, rightwards: bool
) -> dict[str, tuple[Label, Leader]]:
    """Labels of one side from the top down, each as near its mark's height as the others let it.

    A label has up to three lines. If they do not all fit, the longest give up a line first.
    """
    ordered = sorted(side, key=lambda m: m.span.start if rightwards else -m.span.start)
    texts = [_lines(mark.event, frame, 3) for mark in ordered]
    room = 2 * frame.reach - frame.between * (len(texts) - 1)
    while sum(map(len, texts)) * frame.line > room and max(map(len, texts)) > 1:
        n = max(range(len(texts)), key=lambda n: (len(texts[n]), n))
        texts[n] = _lines(ordered[n].event, frame, len(texts[n]) - 1)
    heights = [len(lines) * frame.line for lines in texts]
    wanted = [
        point(mark.span.start, frame.radius)[1] - height / 2
        for mark, height in zip(ordered, heights, strict=True)
    ]
    sizes = [height + frame.between for height in heights]
    tops = spread(wanted, sizes, -frame.reach, frame.reach + frame.between)
    near = frame.radius + frame.gap
    found = {}
    for mark, lines, height, top in zip(ordered, texts, heights, tops, strict=True):
        left = near if rightwards else -near - frame.column
        box = Box(left, top, frame.column, height)
        day = day_in_short(mark.event)
        label = Label(box, day, tuple(lines), rightwards, _indent(day, frame))
        found[mark.event.key] = label, _leader(mark, label, frame)
    return found


def _lines(event: Event, frame: Frame, most: int) -> list[str]:
    indent = _indent(day_in_short(event), frame)
    return wrapped(event.title, frame.text, frame.column - indent, most)


def _indent(day: str, frame: Frame) -> float:
    return width_of(day, frame.text) + frame.text * 0.6


def day_in_short(event: Event) -> str:
    """`15.2.`, or `1.5.–31.8.` for what lasts."""
    first, last = event.first, event.last
    begins = f"{first.day}.{first.month}."
    return begins if first == last else f"{begins}–{last.day}.{last.month}."


def spread(
    wanted: Sequence[float], sizes: Sequence[float], low: float, high: float
) -> list[float]:
    """Tops in order, none nearer than the size of the one above, as near the wanted as can be.

    The sum of the squared distances is least, among all that keep the order and, when there is
    room, stay from `low` to `high`. By pooling of adjacent violators.

    Source: Barlow et al. (1972), Statistical Inference under Order Restrictions, ch. 1.
    """
    offsets = [sum(sizes[:n]) for n in range(len(sizes))]
    blocks: list[tuple[float, int]] = []  # mean of (wanted - offset), how many
    for top, offset in zip(wanted, offsets, strict=True):
        mean, count = top - offset, 1
        while blocks and blocks[-1][0] >= mean:
            above, many = blocks.pop()
            mean, count = (above * many + mean * count) / (many + count), many + count
        blocks.append((mean, count))
    room = high - sum(sizes)
    means = [min(max(mean, low), max(room, low)) for mean, count in blocks for _ in range(count)]
    return [mean + offset for mean, offset in zip(means, offsets, strict=True)]


def _leader(mark: Mark, label: Label, frame: Frame) -> Leader:
    """The way from a mark to its label that never crosses the wheel."""
    side = 1 if label.rightwards else -1
    rim = frame.radius + 5
    middle = label.box.top + frame.line * 0.5
    end = (side * (frame.radius + frame.gap - 6), middle)
    elbow = (side * (frame.radius + frame.gap - 16), middle)
    towards, far = atan2(elbow[0], -elbow[1]) % TURN, hypot(*elbow)
    free = acos(min(1.0, rim / far))  # so far from `towards` the rim is still in sight
    start = mark.span.start
    leave = start
    if apart(start, towards) > free:
        turned = (start - towards + pi) % TURN - pi
        leave = (towards + (free if turned > 0 else -free)) % TURN
    return Leader(rim, start, leave, elbow, end)
