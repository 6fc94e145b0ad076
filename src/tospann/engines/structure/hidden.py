"""Figures about so few people that somebody could be recognised are hidden.

Hidden is neither zero nor missing: the figure is known and not shown. A count of one to three
people is hidden, and so is every share it could be computed back from. No share is given of
fewer than twenty. Counts of jobs and of competence fields are not about residents and stay:
whether a task rests on one person is what they are for. A language is not a task: who speaks
Sami tells of a person's background, so those who do are counted as residents are.

Source: SSB's and Nav's practice of suppressing counts below 4, and no rates on small bases.
"""

from collections.abc import Sequence
from enum import Enum

FEWEST = 4  # people: the smallest count above zero that is shown
SMALLEST_BASE = 20  # people: the smallest group a share is given of


class Hidden(Enum):
    """A figure that is known and not shown, by reason."""

    FEW = "few"
    SMALL_BASE = "small_base"

    @property
    def sentence(self) -> str:
        """Why it is hidden, for people."""
        if self is Hidden.FEW:
            return f"Skjult: færre enn {FEWEST} personer."
        return f"Skjult: andel av færre enn {SMALLEST_BASE} personer."


Count = int | Hidden
Share = float | Hidden | None  # None: of nobody


def few(count: int) -> bool:
    """Is this a count that must not be shown? Zero may."""
    return 0 < count < FEWEST


def of_background(field: str) -> bool:
    """Does a competence field tell of a person's background, and not only of a task?"""
    return field.startswith("sami_")


def count(people: int) -> Count:
    """A count of people, or why it is not shown."""
    return Hidden.FEW if few(people) else int(people)


def share(people: int, base: int) -> Share:
    """`people` of `base`, 0 to 1, or why it is not shown; `None` of nobody.

    Hidden also when those *not* counted are few.
    """
    if base == 0:
        return None
    if base < SMALLEST_BASE:
        return Hidden.SMALL_BASE
    return Hidden.FEW if few(people) or few(base - people) else people / base


def nested(counts: Sequence[int], base: int) -> list[bool]:
    """Which of a rising row of counts must be hidden, so that no difference gives away a few.

    `counts` are people within rising limits, each part of the next and the last part of `base`.
    """
    hide, below = [], 0
    for people in counts:
        hide.append(few(people - below) or few(base - people))
        below = below if hide[-1] else people
    return hide


def complement(counts: Sequence[int], hide: Sequence[bool]) -> list[bool]:
    """Hide one more where exactly one is hidden, or the sum would give it back.

    The smallest other count above zero goes; if there is none, the first other.
    """
    hidden = list(hide)
    if sum(hidden) != 1 or len(hidden) == 1:
        return hidden
    others = [i for i, gone in enumerate(hidden) if not gone]
    hidden[min(others, key=lambda i: (counts[i] == 0, counts[i], i))] = True
    return hidden
