"""What a thread is told as: steps, what is in them, and the one thing to do next."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from tospann.agreed.standing import Standing
from tospann.partnerships.models import Partnership
from tospann.structure.study.opened import StudyLine
from tospann.structure.study.resolutions import Resolution


class Word(StrEnum):
    """How far a step has come."""

    DONE = "done"
    GOING = "now"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Item:
    """Something in a step: a text, where it is, and how it stands."""

    title: str
    address: str = ""
    note: str = ""
    standing: Standing | None = None
    draft: bool = False
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Next:
    """The one thing to do. No address: somebody else must do it."""

    says: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the thread. `told` is its state in words."""

    id: str
    title: str
    word: Word
    told: str
    day: date | None = None
    items: tuple[Item, ...] = ()
    next: Next | None = None
    more: Next | None = None  # something to read


@dataclass(frozen=True, slots=True)
class Thread:
    """A study and what it led to."""

    study: StudyLine
    partnership: Partnership
    illustrative: bool
    steps: tuple[Step, ...]
    resolutions: tuple[Resolution, ...] = field(default=())

    @property
    def now(self) -> Step | None:
        """The first step that is not done after the last that is; None when that is the end."""
        done = [n for n, one in enumerate(self.steps) if one.word is Word.DONE]
        return next(iter(self.steps[done[-1] + 1 if done else 0 :]), None)
