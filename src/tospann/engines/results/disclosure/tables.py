"""Tables as readers meet them: cells, the ways they add up, and how they are printed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from .classes import Rule

Key = tuple[str, ...]


class Mark(Enum):
    """What the source says of a cell."""

    KNOWN = "known"
    SUPPRESSED = "suppressed"  # "*" and ":" — somebody else hid it
    MISSING = "missing"  # ".." and "." — not received, or does not apply


class Prints(Enum):
    """What stands in the cell for the reader."""

    COUNT = "count"  # people; a percentage beside it adds nothing
    SHARE = "share"  # only a percentage of a base that readers can find
    AMOUNT = "amount"  # a sum over people: kroner, nights, points
    MEAN = "mean"  # only a mean over a number of people that readers can find


class Status(Enum):
    """What the reader gets to see of a cell. Three kinds of nothing are kept apart."""

    SHOWN = "shown"
    ZERO = "zero"
    HIDDEN = "hidden"
    HIDDEN_FOR_OTHERS = "hidden to protect others"
    SMALL_BASE = "share of a small base"
    SUPPRESSED_BY_SOURCE = "suppressed by source"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Cell:
    """One place in a table.

    key : one label per dimension, in the table's order.
    count : people; None when the source hid it or it is missing. May be None for an amount.
    base : people the count is out of. Readers are taken to know it.
    amount : whole units, for tables of amounts and means; never negative.
    largest : the largest single part of the amount, when known.
    low, high : what the source's own mark says of a suppressed count; "*" from Nav is 1 to 3.
        `high` None means no limit is known.
    """

    key: Key
    count: int | None = None
    base: int | None = None
    amount: int | None = None
    largest: int | None = None
    mark: Mark = Mark.KNOWN
    low: int = 0
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Dimension:
    """One way a table is split.

    parts : each total and what it is the sum of; nested as deep as wanted (year: tertials,
        tertial: months). A label may have several sets of parts: give them as `also`.
    whole : the label that means "not split this way"; it makes the cell the same cell as in a
        table without this dimension.
    """

    name: str
    parts: Mapping[str, Sequence[str]] = field(default_factory=dict)
    whole: str | None = None
    also: Sequence[tuple[str, Sequence[str]]] = ()

    def sums(self) -> list[tuple[str, tuple[str, ...]]]:
        """Every (total, parts), in the order given."""
        every = [*self.parts.items(), *self.also]
        return [(total, tuple(parts)) for total, parts in every if parts]


@dataclass(frozen=True, slots=True)
class Table:
    """A table that readers see. Two tables of one `measure` share the cells that are the same.

    measure : what is counted; a count and a percentage of the same people have one measure.
    decimals : how many a percentage or a mean is printed with.
    scale : lowest and highest answer of a survey, for means.
    """

    measure: str
    rule: Rule
    dimensions: tuple[Dimension, ...]
    cells: tuple[Cell, ...]
    prints: Prints = Prints.COUNT
    decimals: int = 1
    scale: tuple[int, int] | None = None
    name: str = ""

    def place(self, key: Key) -> "Place":
        """The same for one cell in whatever table of the measure it stands."""
        return self.measure, frozenset(
            (dimension.name, label)
            for dimension, label in zip(self.dimensions, key, strict=True)
            if label != dimension.whole
        )


Place = tuple[str, frozenset[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Edition:
    """What an earlier edition told: for each place the lowest and highest it can have been.

    printed : of what was shown.
    reasons : of what was hidden: the reason given then, which may say more than today's.
    """

    name: str
    printed: Mapping[Place, tuple[int, int]]
    reasons: Mapping[Place, tuple[int, int]] = field(default_factory=dict)


def label(place: Place) -> str:
    """A place in words that a log or an error can carry: `I3 age=18–24 office=Bodø`."""
    measure, labels = place
    return " ".join([measure, *(f"{name}={value}" for name, value in sorted(labels))])
