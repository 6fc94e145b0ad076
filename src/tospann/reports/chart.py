"""A figure's series as a small line chart: where everything stands, in the units of the drawing.

The template `_chart.svg` prints it, for the page, the PDF and Word alike. It is drawn in the
colour of the text around it, so it needs no palette of its own. A hidden or missing period breaks
the line; it is never drawn as zero.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from tospann.reports import words
from tospann.reports.body import Figure

WIDTH, HEIGHT = 340, 132
LEFT, RIGHT, TOP, BOTTOM = 10, 66, 16, 24
LINE = 15  # from one label to the next


@dataclass(frozen=True, slots=True)
class Dot:
    """A point of the series."""

    x: str
    y: str
    last: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything the template prints; numbers are text with a point, whatever the language."""

    width: int
    height: int
    alt: str
    lines: tuple[str, ...]  # points of each unbroken stretch
    dots: tuple[Dot, ...]
    band: tuple[str, str, str, str] | None  # of ordinary variation: x, y, width, height
    target: str  # its height; empty without one
    target_label: str
    target_label_y: str
    value: str  # the last number
    value_y: str
    first_label: str
    last_label: str
    left: int = LEFT
    right: int = WIDTH - RIGHT
    floor: int = HEIGHT - BOTTOM

    @property
    def beside(self) -> int:
        """Where the labels beside the chart begin."""
        return self.right + 6

    @property
    def under(self) -> int:
        """Where the labels below the chart stand."""
        return self.height - 7

    def svg(self) -> str:
        """The chart alone, for a PDF."""
        return render_to_string("reports/_chart.svg", {"drawing": self})


def drawing(figure: Figure) -> Drawing | None:
    """The chart of the whole office's series; None with fewer than two numbers."""
    values = [one.value for one in figure.points]
    numbers = [one for one in values if one is not None]
    if len(numbers) < 2:
        return None
    scale = _Scale(
        [
            *numbers,
            *(one for one in (figure.lower, figure.upper, figure.target) if one is not None),
        ]
    )
    step = (WIDTH - LEFT - RIGHT) / (len(values) - 1)
    places = [
        None if one is None else (LEFT + at * step, scale.y(one)) for at, one in enumerate(values)
    ]
    last = max(at for at, one in enumerate(places) if one is not None)
    band = None
    if figure.lower is not None and figure.upper is not None:
        top, bottom = scale.y(figure.upper), scale.y(figure.lower)
        start = LEFT + figure.base_at * step
        band = _text(start), _text(top), _text(WIDTH - RIGHT - start), _text(bottom - top)
    value_y = (places[last] or (0.0, 0.0))[1] + 4
    target_y = None if figure.target is None else scale.y(figure.target)
    return Drawing(
        width=WIDTH,
        height=HEIGHT,
        alt=_alt(figure, values, last),
        lines=tuple(
            " ".join(f"{_text(x)},{_text(y)}" for x, y in stretch)
            for stretch in _stretches(places)
        ),
        dots=tuple(
            Dot(_text(one[0]), _text(one[1]), at == last) for at, one in enumerate(places) if one
        ),
        band=band,
        target="" if target_y is None else _text(target_y),
        target_label=_("Måltall"),
        target_label_y="" if target_y is None else _text(_apart(target_y + 4, value_y)),
        value=words.brief(values[last] or Decimal(0), figure),
        value_y=_text(value_y),
        first_label=figure.points[0].label,
        last_label=figure.points[last].label,
    )


class _Scale:
    """From values to heights, with room above and below."""

    def __init__(self, values: Sequence[Decimal]) -> None:
        low, high = float(min(values)), float(max(values))
        room = (high - low) * 0.08 or abs(high) * 0.1 or 1.0
        self.low, self.high = low - room, high + room

    def y(self, value: Decimal) -> float:
        share = (float(value) - self.low) / (self.high - self.low)
        return TOP + (1 - share) * (HEIGHT - TOP - BOTTOM)


def _stretches(places: Sequence[Any]) -> list[list[tuple[float, float]]]:
    found: list[list[tuple[float, float]]] = [[]]
    for one in places:
        if one is None:
            found.append([])
        else:
            found[-1].append(one)
    return [one for one in found if len(one) > 1]


def _apart(label: float, other: float) -> float:
    """Moved away from another label that would stand in its place."""
    if abs(label - other) >= LINE:
        return label
    return other - LINE if label <= other and other > TOP + LINE else other + LINE


def _text(number: float) -> str:
    return f"{number:.1f}"


def _alt(figure: Figure, values: Sequence[Decimal | None], last: int) -> str:
    """The chart in one sentence or two, for those who do not see it."""
    first = next(at for at, one in enumerate(values) if one is not None)
    said = _("%(title)s for hele kontoret: %(from)s i %(first)s, %(to)s i %(last)s.") % {
        "title": figure.title,
        "from": words.amount(values[first] or Decimal(0), figure),
        "first": figure.points[first].label,
        "to": words.amount(values[last] or Decimal(0), figure),
        "last": figure.points[last].label,
    }
    return " ".join([said, *(f"{one}." for one in (figure.variation, figure.assurance) if one)])
