"""Where things stand on the circle, measured on the shapes themselves."""

from datetime import date, timedelta
from itertools import combinations
from math import cos, dist, hypot, pi, sin
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tospann.engines.wheel.events import Event
from tospann.engines.wheel.geometry import (
    TURN,
    Box,
    Frame,
    Mark,
    Span,
    angle,
    draw,
    lanes,
    noon,
    point,
    spread,
)
from tospann.engines.wheel.widths import width_of, wrapped

RINGS = ("felles", "stat", "9901", "9902", "9903", "9904")
WORDS = [
    *("Partnerskapsmøte", "frist", "for", "tertialrapport", "økonomi"),
    *("budsjett", "kommunestyret", "drøfting"),
]


def event(n: int, first: date, days: int = 1, ring: str = "felles", series: str = "") -> Event:
    title = " ".join(WORDS[(n + k) % len(WORDS)] for k in range(1 + n % 6))
    return Event(
        key=f"h{n}", title=title, first=first, last=first + timedelta(days=days - 1), ring=ring,
        series=series,
    )  # fmt: skip


# --- Days and angles --------------------------------------------------------------------


@pytest.mark.parametrize("year", [2026, 2028])
def test_january_is_at_twelve_and_july_at_six(year):
    assert point(angle(date(year, 1, 1)), 100) == pytest.approx((0, -100))
    x, y = point(angle(date(year, 7, 2)), 100)
    assert abs(x) < 2
    assert y == pytest.approx(100, abs=0.1)


def test_the_year_goes_clockwise():
    x, _y = point(angle(date(2026, 4, 1)), 100)
    assert x > 99


def test_every_day_of_a_leap_year_has_its_own_place_in_order():
    days = [date(2028, 1, 1) + timedelta(days=n) for n in range(366)]
    angles = [noon(day) for day in days]
    assert angles == sorted(set(angles))
    assert angles[0] == pytest.approx(TURN / 366 / 2)
    assert angles[-1] == pytest.approx(TURN * (1 - 0.5 / 366))


# --- Lanes ------------------------------------------------------------------------------


def test_spans_meet_also_over_the_top():
    assert Span(-0.1, 0.1).meets(Span(TURN - 0.05, TURN + 0.2))
    assert not Span(0.1, 0.2).meets(Span(0.2, 0.3))
    assert Span(0, 6).meets(Span(1, 2))


def test_lanes_by_hand():
    # 1 and 2 meet, 2 and 3 meet, 1 and 3 do not: two lanes
    assert lanes([Span(0, 2), Span(1, 3), Span(2, 4)]) == [0, 1, 0]


def test_what_is_taken_pushes_to_the_next_lane():
    assert lanes([Span(0, 1), Span(2, 3)], taken=[Span(-0.5, 0.5)]) == [1, 0]


@settings(max_examples=100)
@given(st.lists(st.tuples(st.floats(0, 6.28), st.floats(0.01, 2)), max_size=30))
def test_nothing_in_a_lane_meets_and_no_lane_is_wasted(given_spans):
    spans = [Span(start, start + length) for start, length in given_spans]
    found = lanes(spans)

    for a, b in combinations(range(len(spans)), 2):
        assert found[a] != found[b] or not spans[a].meets(spans[b])
    over = sum(span.end > TURN for span in spans)
    busiest = max(
        (sum(Span(s.start, s.start + 1e-9).meets(other) for other in spans) for s in spans),
        default=0,
    )
    assert max(found, default=-1) + 1 <= busiest + over


# --- Text -------------------------------------------------------------------------------


def test_text_is_measured_and_cut_to_its_width():
    assert width_of("æøå", 100) > width_of("ijl", 100)
    lines = wrapped("Frist for partnerskapsmøteinnkallingene i hele kommunen", 13, 120, 2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert all(width_of(line, 13) <= 120 for line in lines)


def test_a_word_wider_than_the_line_is_cut_with_a_hyphen():
    lines = wrapped("Kommunaløkonomiproposisjonen", 13, 80, 5)
    assert [line[-1] for line in lines[:-1]] == ["-"] * (len(lines) - 1)
    assert "".join(line.removesuffix("-") for line in lines) == "Kommunaløkonomiproposisjonen"


def test_labels_are_spread_as_little_as_can_be():
    # two want 0 and are 10 high: each gives way by half
    assert spread([0, 0], [10, 10], -100, 100) == [-5, 5]
    assert spread([0, 50], [10, 10], -100, 100) == [0, 50]
    assert spread([90, 95], [10, 10], 0, 100) == [80, 90]


# --- A whole year, measured -------------------------------------------------------------


def outline(mark: Mark) -> list[tuple[float, float]]:
    """Middles of circles that cover the mark: one for a day, one each degree for an arc."""
    steps = max(1, int((mark.span.end - mark.span.start) / (pi / 180)))
    width = mark.span.end - mark.span.start
    return [point(mark.span.start + width * n / steps, mark.radius) for n in range(steps + 1)]


def faults(drawing) -> list[str]:
    """Everything that overlaps something else, by the shapes alone."""
    frame, found = drawing.frame, []
    shapes = [(mark, outline(mark)) for mark in drawing.marks]
    for (a, ours), (b, theirs) in combinations(shapes, 2):
        least = (a.size + b.size) / 2
        if any(dist(p, q) < least - 1e-6 for p in ours for q in theirs):
            found.append(f"{a.event.key} and {b.event.key} are on one another")
    for mark in drawing.marks:
        ring = drawing.rings[mark.ring]
        if (
            not ring.inner
            <= mark.radius - mark.size / 2
            <= mark.radius + mark.size / 2
            <= ring.outer
        ):
            found.append(f"{mark.event.key} is outside its ring")
    labels = [(mark.event.key, mark.label) for mark in drawing.marks if mark.label]
    for (a, one), (b, other) in combinations(labels, 2):
        if one.box.meets(other.box):
            found.append(f"labels {a} and {b} overlap")
    for key, label in labels:
        box = label.box
        corners = [
            (x, y)
            for x in (box.left, box.left + box.width)
            for y in (box.top, box.top + box.height)
        ]
        if min(hypot(x, y) for x, y in corners) < frame.radius:
            found.append(f"label {key} is on the wheel")
        if box.top < -frame.reach - 1e-6 or box.top + box.height > frame.reach + 1e-6:
            found.append(f"label {key} is off the page")
        if any(width_of(line, frame.text) > box.width - label.indent for line in label.lines):
            found.append(f"label {key} is wider than its box")
    for mark in drawing.marks:
        if leader := mark.leader:
            (ax, ay), (bx, by) = point(leader.leave, leader.rim), leader.elbow
            for step in range(21):
                t = step / 20
                if hypot(ax + (bx - ax) * t, ay + (by - ay) * t) < leader.rim - 1e-6:
                    found.append(f"leader {mark.event.key} crosses the wheel")
                    break
    return found


@st.composite
def years(draw_from):
    """A year with 85 events in six rings, some of them long, some of them coming back."""
    year = draw_from(st.integers(2020, 2032))
    random = Random(draw_from(st.integers(0, 10**6)))
    found = []
    for n in range(85):
        first = date(year, 1, 1) + timedelta(days=random.randrange(365))
        days = random.choice([1, 1, 1, 1, 1, 2, 5, 30, 120])
        series = random.choice(["", "", "", f"s{n % 3}"])
        found.append(event(n, first, days, random.choice(RINGS), series))
    return year, found


@settings(max_examples=15)
@given(years())
def test_85_events_in_six_rings_never_overlap(drawn):
    year, events = drawn

    drawing = draw(year, events, RINGS)

    assert faults(drawing) == []
    assert drawing.left_out == ()
    assert all((mark.label is None) != (mark.number == 0) for mark in drawing.marks)


@settings(max_examples=10)
@given(years())
def test_without_columns_everything_is_numbered_and_nothing_overlaps(drawn):
    year, events = drawn

    drawing = draw(year, events, RINGS, Frame(column=0))

    assert faults(drawing) == []
    assert [mark.number for mark in drawing.marks] == list(range(1, len(drawing.marks) + 1))


def test_a_crowded_spring_is_numbered_rather_than_overlapped():
    days = [date(2026, 1, 5) + timedelta(days=2 * n) for n in range(60)]
    events = [event(n, day, ring=RINGS[n % 6]) for n, day in enumerate(days)]

    drawing = draw(2026, events, RINGS)

    assert faults(drawing) == []
    assert len(drawing.numbered) == 60 - 36  # so many lines stand on one side
    assert drawing.left_out == ()


def test_a_crowd_on_one_day_leaves_out_what_there_is_no_room_for():
    events = [event(n, date(2026, 2, 16), ring=RINGS[n % 6]) for n in range(60)]

    drawing = draw(2026, events, RINGS)

    assert faults(drawing) == []
    assert len(drawing.left_out) > 0
    assert len(drawing.marks) + len(drawing.left_out) == 60


def test_what_comes_back_often_shares_a_number():
    monthly = [event(n, date(2026, n, 5), series="m") for n in range(1, 13)]

    drawing = draw(2026, [*monthly, event(20, date(2026, 3, 3))], ["felles"])

    assert [(number, len(marks)) for number, marks in drawing.numbered] == [(1, 12)]
    assert sum(mark.label is not None for mark in drawing.marks) == 1


def test_a_year_shows_only_its_own_days():
    long = event(1, date(2025, 12, 1), days=60)
    gone = event(2, date(2025, 12, 31))

    [mark] = draw(2026, [long, gone], ["felles"]).marks

    assert mark.span.start == pytest.approx(noon(date(2026, 1, 1)))
    assert mark.span.end == pytest.approx(noon(date(2026, 1, 29)))


def test_an_empty_year_is_drawn():
    assert draw(2026, [], ["felles"]).marks == ()


@pytest.mark.parametrize("rings", [(), (*RINGS, "9905")])
def test_one_to_six_rings(rings):
    with pytest.raises(ValueError, match="rings, expected 1 to 6"):
        draw(2026, [], rings)


def test_keyboard_order_is_by_date():
    events = [event(n, date(2026, 12 - n, 1)) for n in range(12)]

    drawing = draw(2026, events, ["felles"])

    assert [mark.event.first.month for mark in drawing.marks] == list(range(1, 13))


def test_boxes_that_only_touch_do_not_meet():
    assert not Box(0, 0, 10, 10).meets(Box(10, 0, 5, 5))
    assert Box(0, 0, 10, 10).meets(Box(9, 9, 5, 5))
    assert hypot(cos(1), sin(1)) == pytest.approx(1)
