"""The wheel as a picture: the engine's shapes as coordinates and paths that a template prints.

The same picture is drawn on the page, where colours come from the design system, and on the
poster, which carries its own. Whose an event is shows in its ring, its shape and its colour.
"""

from dataclasses import dataclass
from datetime import date
from math import degrees, pi

from django.template.loader import render_to_string
from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tospann.base import clock
from tospann.engines.wheel import Drawing, Frame, draw
from tospann.engines.wheel.geometry import TURN, Leader, Mark, angle, noon, point
from tospann.wheel.ring_events import Ring, RingEvent
from tospann.wheel.selectors import Line, Year

WIDE = Frame()
POCKET = Frame(column=0, months=34, hole=90, mark=20)
POSTER = Frame(mark=14.5, column=262, reach=372)


@dataclass(frozen=True, slots=True)
class Words:
    """Text at a place; `turned` in degrees."""

    x: str
    y: str
    text: str
    turned: str = ""


@dataclass(frozen=True, slots=True)
class Sign:
    """An event on the wheel, ready to print. `path` is its mark, `tick` a check inside it."""

    line: Line
    spoken: str
    path: str
    arc: bool
    tick: str
    number: Words | None
    day: Words | None
    texts: tuple[Words, ...]
    anchor: str
    leader: str
    hit: tuple[str, str, str, str]  # the label's box, so that all of it can be pressed


@dataclass(frozen=True, slots=True)
class Band:
    """A ring as a circle with a thick line, with its number at the top."""

    ring: Ring
    number: int
    radius: str
    width: str
    at: Words


@dataclass(frozen=True, slots=True)
class Picture:
    """All that the template prints, in the order it is painted."""

    year: int
    name: str
    view_box: str
    compact: bool
    bands: tuple[Band, ...]
    months: tuple[Words, ...]
    month_lines: tuple[str, ...]
    month_radius: str
    month_width: str
    rim: str
    hole: str
    gone: str  # the part of the year that has passed
    breaks: tuple[tuple[str, str], ...]  # path, name
    holidays: tuple[tuple[str, str], ...]  # path, name
    today: str
    today_words: str
    signs: tuple[Sign, ...]
    legend: tuple[tuple[int, list[Line]], ...]
    left_out: int
    text_size: str
    number_size: str


def picture(year: Year, frame: Frame = WIDE) -> Picture:
    """Draw a year. No queries."""
    lines = {line.event.key: line for line in year.lines}
    shown = [line.event for line in year.lines if not line.event.quiet]
    drawing = draw(year.year, shown, [ring.code for ring in year.rings], frame)
    outer, band = frame.radius - frame.months, frame.months
    today = clock.today()
    inner = min((ring.inner for ring in drawing.rings), default=frame.hole)
    return Picture(
        year=year.year,
        name=year.partnership.name,
        view_box=_view_box(frame),
        compact=not frame.column,
        bands=tuple(_bands(year, drawing)),
        months=tuple(_months(year.year, frame)),
        month_lines=tuple(_month_lines(year.year, inner, frame.radius)),
        month_radius=_n(outer + band / 2),
        month_width=_n(band),
        rim=_n(frame.radius),
        hole=_n(inner),
        gone=_gone(year.year, today, inner, outer),
        breaks=tuple(
            (_sector(one, year.year, inner, outer), _spoken_days(one)) for one in year.breaks
        ),
        holidays=tuple(
            (_path([point(noon(day), outer + 1), point(noon(day), outer + band * 0.3)]), name)
            for day, name in year.holidays.items()
        ),
        today=_hand(today, inner, frame.radius) if today.year == year.year else "",
        today_words=_("I dag %(day)s") % {"day": date_format(today, "j. F", use_l10n=False)}
        if today.year == year.year
        else "",
        signs=tuple(_sign(mark, lines[mark.event.key], frame) for mark in drawing.marks),
        legend=tuple(
            (number, [lines[mark.event.key] for mark in marks])
            for number, marks in drawing.numbered
        )
        if frame.column
        else (),
        left_out=len(year.lines) - len(drawing.marks),
        text_size=_n(frame.text),
        number_size=_n(min((m.size for m in drawing.marks), default=frame.mark) * 0.6),
    )


def _n(number: float) -> str:
    """A coordinate with one decimal."""
    text = f"{number:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def _path(points: list[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in points)


def _view_box(frame: Frame) -> str:
    margin = 34.0
    width = frame.radius + (frame.gap + frame.column if frame.column else margin)
    height = max(frame.radius + margin, frame.reach if frame.column else 0)
    return f"{_n(-width)} {_n(-height)} {_n(2 * width)} {_n(2 * height)}"


# --- The year itself --------------------------------------------------------------------


def _bands(year: Year, drawing: Drawing) -> list[Band]:
    found = []
    for number, (ring, drawn) in enumerate(zip(year.rings, drawing.rings, strict=True), start=1):
        top = (drawn.lane_radii or ((drawn.inner + drawn.outer) / 2,))[0]
        found.append(
            Band(
                ring,
                number,
                _n((drawn.inner + drawn.outer) / 2),
                _n(drawn.outer - drawn.inner - 2.5),
                Words("0", _n(-top + 3.6), str(number)),
            )
        )
    return found


def _months(year: int, frame: Frame) -> list[Words]:
    found = []
    for month in range(1, 13):
        at = (angle(date(year, month, 1)) + _end_of(year, month)) / 2
        below = pi / 2 < at < 3 * pi / 2
        radius = frame.radius - frame.months / 2 + (4.6 if below else -4.6)
        x, y = point(at, radius)
        turned = degrees(at) + (180 if below else 0)
        found.append(Words(_n(x), _n(y), str(MONTHS[month]).capitalize(), _n(turned % 360)))
    return found


def _end_of(year: int, month: int) -> float:
    return TURN if month == 12 else angle(date(year, month + 1, 1))


def _month_lines(year: int, inner: float, outer: float) -> list[str]:
    starts = [angle(date(year, month, 1)) for month in range(1, 13)]
    return [_path([point(at, inner), point(at, outer)]) for at in starts]


def _ring_sector(start: float, end: float, inner: float, outer: float) -> str:
    """A piece of a ring, clockwise from `start` to `end`."""
    large = int(end - start > pi)
    (ax, ay), (bx, by) = point(start, outer), point(end, outer)
    (cx, cy), (dx, dy) = point(end, inner), point(start, inner)
    return (
        f"M{_n(ax)} {_n(ay)}A{_n(outer)} {_n(outer)} 0 {large} 1 {_n(bx)} {_n(by)}"
        f"L{_n(cx)} {_n(cy)}A{_n(inner)} {_n(inner)} 0 {large} 0 {_n(dx)} {_n(dy)}Z"
    )


def _sector(event: RingEvent, year: int, inner: float, outer: float) -> str:
    first = max(event.first, date(year, 1, 1))
    last = min(event.last, date(year, 12, 31))
    half = noon(date(year, 1, 1))
    return _ring_sector(noon(first) - half, noon(last) + half, inner, outer)


def _gone(year: int, today: date, inner: float, outer: float) -> str:
    """The sector of the days that have passed; nothing outside the year."""
    if today.year != year or today == date(year, 1, 1):
        return ""
    return _ring_sector(0, angle(today), inner, outer)


def _hand(today: date, inner: float, outer: float) -> str:
    return _path([point(noon(today), inner - 14), point(noon(today), outer + 9)])


# --- Events -----------------------------------------------------------------------------


def _sign(mark: Mark, line: Line, frame: Frame) -> Sign:
    x, y = mark.centre
    number = None
    if mark.number and frame.column:
        number = Words(_n(x), _n(y + mark.size * 0.21), str(mark.number))
    day: Words | None = None
    texts: tuple[Words, ...] = ()
    anchor, hit = "start", ("", "", "", "")
    if label := mark.label:
        side = 1 if label.rightwards else -1
        anchor = "start" if label.rightwards else "end"
        edge = label.box.left if label.rightwards else label.box.left + label.box.width
        base = label.box.top + frame.line * 0.76
        day = Words(_n(edge), _n(base), label.day)
        texts = tuple(
            Words(_n(edge + side * label.indent), _n(base + n * frame.line), text)
            for n, text in enumerate(label.lines)
        )
        box = label.box
        hit = (_n(box.left), _n(box.top), _n(box.width), _n(box.height))
    return Sign(
        line=line,
        spoken=spoken(line),
        path=_mark(mark, line.ring.shape),
        arc=mark.is_arc,
        tick=_check(x, y, mark.size) if line.done_at and not number else "",
        number=number,
        day=day,
        texts=texts,
        anchor=anchor,
        leader=_leader(mark, mark.leader, frame) if mark.leader else "",
        hit=hit,
    )


def spoken(line: Line) -> str:
    """An event in one sentence: what a screen reader says, and what the pointer shows."""
    words = f"{_spoken_days(line.event)} ({line.ring.name})"
    if line.done_at:
        words = _("%(event)s, gjort") % {"event": words}
    if not line.event.adopted:
        words = _("%(event)s, ikke vedtatt ennå") % {"event": words}
    return words


def _spoken_days(event: RingEvent) -> str:
    first = date_format(event.first, "l j. F", use_l10n=False)
    if event.first == event.last:
        return f"{first}: {event.title}"
    last = date_format(event.last, "l j. F", use_l10n=False)
    return _("%(first)s til %(last)s: %(title)s") % {
        "first": first,
        "last": last,
        "title": event.title,
    }


def _mark(mark: Mark, shape: str) -> str:
    """The outline of a mark: by shape for a day, a band with round ends for what lasts."""
    x, y = mark.centre
    half = mark.size / 2
    if mark.is_arc:
        return _arc(mark, half)
    if shape == "circle":
        return (
            f"M{_n(x - half)} {_n(y)}a{_n(half)} {_n(half)} 0 1 1 {_n(mark.size)} 0"
            f"a{_n(half)} {_n(half)} 0 1 1 {_n(-mark.size)} 0Z"
        )
    if shape == "square":
        side = half * 0.84
        return f"M{_n(x - side)} {_n(y - side)}h{_n(2 * side)}v{_n(2 * side)}h{_n(-2 * side)}Z"
    plus, minus = _n(half), _n(-half)
    return f"M{_n(x)} {_n(y - half)}l{plus} {plus}l{minus} {plus}l{minus} {minus}Z"


def _arc(mark: Mark, half: float) -> str:
    low, high = mark.radius - half * 0.72, mark.radius + half * 0.72
    start, end = mark.span.start, mark.span.end
    large = int(end - start > pi)
    (ax, ay), (bx, by) = point(start, high), point(end, high)
    (cx, cy), (dx, dy) = point(end, low), point(start, low)
    cap = _n(half * 0.72)
    return (
        f"M{_n(ax)} {_n(ay)}A{_n(high)} {_n(high)} 0 {large} 1 {_n(bx)} {_n(by)}"
        f"A{cap} {cap} 0 0 1 {_n(cx)} {_n(cy)}"
        f"A{_n(low)} {_n(low)} 0 {large} 0 {_n(dx)} {_n(dy)}A{cap} {cap} 0 0 1 {_n(ax)} {_n(ay)}Z"
    )


def _check(x: float, y: float, size: float) -> str:
    u = size / 15
    return (
        f"M{_n(x - 3.2 * u)} {_n(y + 0.3 * u)}L{_n(x - 0.9 * u)} {_n(y + 2.6 * u)}"
        f"L{_n(x + 3.4 * u)} {_n(y - 2.6 * u)}"
    )


def _leader(mark: Mark, way: Leader, frame: Frame) -> str:
    """Out from the mark, over the band of months, along the rim if need be, and to the label."""
    out, edge = mark.radius + mark.size / 2, frame.radius - frame.months
    inside = _path([point(way.start, out), point(way.start, edge)]) if out < edge else ""
    path = inside + _path([point(way.start, frame.radius), point(way.start, way.rim)])
    if way.leave != way.start:
        x, y = point(way.leave, way.rim)
        turned = (way.leave - way.start + pi) % TURN - pi
        path += f"A{_n(way.rim)} {_n(way.rim)} 0 0 {int(turned > 0)} {_n(x)} {_n(y)}"
    return path + "".join(f"L{_n(x)} {_n(y)}" for x, y in (way.elbow, way.end))


def poster_svg(year: Year) -> str:
    """The wheel alone, with its own colours, for paper. No queries."""
    return render_to_string("wheel/poster.svg", {"picture": picture(year, POSTER), "poster": True})
