"""The annual wheel: when things come back, what collides, and where it stands on a circle."""

from tospann.engines.wheel.events import Event, Sort, Subject, by_date
from tospann.engines.wheel.geometry import Drawing, Frame, draw
from tospann.engines.wheel.order import Finding, Weight, collisions
from tospann.engines.wheel.recurrence import (
    DayOff,
    Every,
    NotARule,
    Occurrence,
    On,
    Recurrence,
    occurrences,
    read_rule,
)

__all__ = [
    "DayOff",
    "Drawing",
    "Event",
    "Every",
    "Finding",
    "Frame",
    "NotARule",
    "Occurrence",
    "On",
    "Recurrence",
    "Sort",
    "Subject",
    "Weight",
    "by_date",
    "collisions",
    "draw",
    "occurrences",
    "read_rule",
]
