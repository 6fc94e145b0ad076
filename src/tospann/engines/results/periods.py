"""Periods as values: months, quarters, tertials, half-years and years.

A tertial is four months, as municipalities report. Codes are those of Statistics Norway where it
has one: 2026M03, 2026K1, 2026T1, 2026H1, 2026 (SSB, https://www.ssb.no/api, time codes; T and H
after the same pattern).
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from tospann.engines.results.messages import Message, Sentence, sentence


class Length(StrEnum):
    """How long a period is; the value is its letter in a code."""

    MONTH = "M"
    QUARTER = "K"
    TERTIAL = "T"
    HALF_YEAR = "H"
    YEAR = "A"

    @property
    def months(self) -> int:
        """How many months."""
        return MONTHS_IN[self]

    @property
    def a_year(self) -> int:
        """How many there are in a year."""
        return 12 // MONTHS_IN[self]


class Due(StrEnum):
    """How it stands with a figure that has not come."""

    NOT_FOLLOWED = "not_followed"  # the period was over before anybody began to follow it
    NOT_YET = "not_yet"  # the period is not over
    DUE = "due"  # the period is over; the figure may come, and has a day to come by
    LATE = "late"  # that day has passed


MONTHS_IN = {
    Length.MONTH: 1,
    Length.QUARTER: 3,
    Length.TERTIAL: 4,
    Length.HALF_YEAR: 6,
    Length.YEAR: 12,
}
MONTH_NAMES = (
    Message("januar"),
    Message("februar"),
    Message("mars"),
    Message("april"),
    Message("mai"),
    Message("juni"),
    Message("juli"),
    Message("august"),
    Message("september"),
    Message("oktober"),
    Message("november"),
    Message("desember"),
)
LABELS = {
    Length.MONTH: Message("%(month)s %(year)s"),
    Length.QUARTER: Message("%(number)s. kvartal %(year)s"),
    Length.TERTIAL: Message("%(number)s. tertial %(year)s"),
    Length.HALF_YEAR: Message("%(number)s. halvår %(year)s"),
    Length.YEAR: Message("%(year)s"),
}

_YEAR = r"(?P<year>[12]\d{3})"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        _YEAR,
        _YEAR + r"(?P<letter>[MKQTH])(?P<number>\d{1,2})",
        _YEAR + r"-?(?P<number>\d{2})",
        r"(?P<month>[a-z]+)\.?\s+" + _YEAR,
        r"(?P<number>\d)\.?\s*(?P<word>kvartal|tertial|halvår)\s+" + _YEAR,
    )
)
_WORDS = {"kvartal": Length.QUARTER, "tertial": Length.TERTIAL, "halvår": Length.HALF_YEAR}


@dataclass(frozen=True, slots=True)
class Period:
    """One period: `number` of its length within the year, from 1.

    Raises `ValueError` when the number or the year is out of range. Only periods of the same
    length have an order among themselves; other comparisons raise `TypeError`.
    """

    length: Length
    year: int
    number: int = 1

    def __post_init__(self) -> None:
        """Refuse what is not a period."""
        if not 1000 <= self.year <= 2999 or not 1 <= self.number <= self.length.a_year:
            raise ValueError(f"no {self.length.name} {self.number} of {self.year}")

    def __str__(self) -> str:
        """The code, which `parse` reads back: 2026M03, 2026K1, 2026."""
        if self.length is Length.YEAR:
            return str(self.year)
        width = 2 if self.length is Length.MONTH else 1
        return f"{self.year}{self.length.value}{self.number:0{width}d}"

    def __lt__(self, other: "Period") -> bool:
        """Whether it comes before one of the same length."""
        if not isinstance(other, Period) or other.length is not self.length:
            return NotImplemented
        return (self.year, self.number) < (other.year, other.number)

    def __le__(self, other: "Period") -> bool:
        """Whether it is, or comes before, one of the same length."""
        return self == other or self < other

    @property
    def first_day(self) -> date:
        """The day it begins."""
        return date(self.year, 1 + (self.number - 1) * self.length.months, 1)

    @property
    def last_day(self) -> date:
        """The day it ends."""
        after = self.number * self.length.months  # months of the year that are over then
        first_after = date(self.year + after // 12, 1 + after % 12, 1)
        return first_after - timedelta(days=1)

    @property
    def next(self) -> "Period":
        """The period after it."""
        return self.step(1)

    @property
    def previous(self) -> "Period":
        """The period before it."""
        return self.step(-1)

    def step(self, count: int) -> "Period":
        """The period so many after it; before it when the count is negative."""
        year, place = divmod(
            self.year * self.length.a_year + self.number - 1 + count, self.length.a_year
        )
        return Period(self.length, year, place + 1)

    @property
    def label(self) -> Sentence:
        """What people call it: mars 2026, 1. tertial 2026."""
        return sentence(
            f"period.{self.length.name.lower()}",
            LABELS[self.length],
            **({"month": MONTH_NAMES[self.number - 1]} if self.length is Length.MONTH else {}),
            **({} if self.length in (Length.MONTH, Length.YEAR) else {"number": self.number}),
            year=self.year,
        )

    def due_on(self, days: int) -> date:
        """The last day its figure may come: so many days after it ended."""
        return self.last_day + timedelta(days=days)

    def due(self, today: date, days: int, since: date | None = None) -> Due:
        """How it stands, on a day, with a figure that has not come.

        `since` is the day following began: a figure for a period that was over by then was never
        to come, and is neither late nor missing. Without it every period is followed.
        """
        if since is not None and self.last_day < since:
            return Due.NOT_FOLLOWED
        if today <= self.last_day:
            return Due.NOT_YET
        return Due.DUE if today <= self.due_on(days) else Due.LATE


@lru_cache(maxsize=4096)
def parse(text: str) -> Period:
    """Read a period as people and registers write it.

    2026M03, 2026-03, 202603, mars 2026; 2026K1, 2026Q1, 1. kvartal 2026; 2026T1, 1. tertial
    2026; 2026H1, 1. halvår 2026; 2026. Raises `ValueError` when it is none of these.
    """
    for form in _FORMS:
        if found := form.fullmatch(text.strip()):
            parts = found.groupdict()
            year, number = int(parts["year"]), int(parts.get("number") or 1)
            if letter := parts.get("letter"):
                return Period(Length(letter.upper().replace("Q", "K")), year, number)
            if word := parts.get("word"):
                return Period(_WORDS[word.lower()], year, number)
            if month := parts.get("month"):
                return Period(Length.MONTH, year, _month(month.lower()))
            return Period(Length.MONTH if "number" in parts else Length.YEAR, year, number)
    raise ValueError(f"no period: {text!r}")


@lru_cache(maxsize=4096)
def code(text: str) -> str:
    """How a period is written everywhere. Raises `ValueError` as `parse` does."""
    return str(parse(text))


def _month(word: str) -> int:
    """The number of a month from its name, or from its first three letters or more."""
    for at, name in enumerate(MONTH_NAMES, start=1):
        if len(word) >= 3 and name.startswith(word):
            return at
    raise ValueError(f"no month: {word!r}")


def containing(day: date, length: Length) -> Period:
    """The period of a length that a day lies in."""
    return Period(length, day.year, (day.month - 1) // length.months + 1)


def between(first: Period, last: Period) -> list[Period]:
    """Every period from the first to the last, both included; empty if the last comes before."""
    found = []
    while first <= last:
        found.append(first)
        first = first.next
    return found
