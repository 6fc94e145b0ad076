"""What a reading gives: observations, problems, questions and notes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from tospann.engines.tables.cells import Grid, address
from tospann.engines.tables.marks import Mark
from tospann.engines.tables.regions import Region
from tospann.engines.tables.words import Reason


class Observation(NamedTuple):
    """One figure, or the mark that stands in its place, and the cell it came from.

    `value` is in `unit` exactly as the table gave it; None means that `mark` says why. `below` is
    the limit a hidden count is under. `splits` are pairs of a group and its value.
    """

    region: Region
    period: str
    measure: str
    splits: tuple[tuple[str, str], ...] = ()
    value: float | None = None
    mark: Mark | None = None
    below: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    unit: str = ""
    sheet: str = ""
    row: int = 0
    column: int = 0
    code: str = ""

    @property
    def address(self) -> str:
        """The cell, such as `C5`."""
        return address(self.row, self.column)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that has to be mended: where, what stood there, and how to cure it."""

    code: str
    message: Reason
    sheet: str = ""
    address: str = ""
    found: str = ""
    blocking: bool = True


class Free(StrEnum):
    """What a question wants when it has no choices to offer."""

    NO = ""
    PERIOD = "period"
    REGION = "region"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer: `value` goes back in `answers`, `text` is shown."""

    value: str
    text: Reason


@dataclass(frozen=True, slots=True)
class Question:
    """What the file does not tell. The answer comes back as `answers[key]`."""

    key: str
    text: Reason
    choices: tuple[Choice, ...] = ()
    free: Free = Free.NO
    sheet: str = ""
    address: str = ""
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """Something a reader should know, that needs no cure."""

    code: str
    text: Reason
    sheet: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One figure, or part of one, moved from an old code to the code of the year asked for."""

    old: str
    new: str
    share: float
    period: str
    measure: str
    before: float | None
    after: float | None
    address: str


@dataclass(slots=True)
class Reading:
    """The whole answer. `more_problems` counts those above the limit, not kept one by one.

    `layouts` says for each sheet what it was recognised as. `ready` is whether anything stands in
    the way: a question without an answer or a problem that blocks.
    """

    layout: str = ""
    observations: list[Observation] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    layouts: Mapping[str, str] = field(default_factory=dict)
    grids: list[Grid] = field(default_factory=list)
    more_problems: int = 0
    vintage: str = ""
    source: str = ""
    updated: str = ""

    @property
    def ready(self) -> bool:
        """Whether there are observations and nothing stands in the way."""
        return (
            bool(self.observations)
            and not any(not one.optional for one in self.questions)
            and not any(one.blocking for one in self.problems)
        )
