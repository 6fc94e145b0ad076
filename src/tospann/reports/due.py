"""When reports are due.

The days are practice in Norwegian municipalities and our own choice, not law: three weeks and a
half after a tertial, a month after the year. Change the table to change the days everywhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tospann.engines.results.periods import Length, Period


@dataclass(frozen=True, slots=True)
class Rule:
    """A report's place in the year and the day it is due; `after` counts years from its own."""

    length: Length
    number: int
    month: int
    day: int
    after: int = 0

    def period(self, year: int) -> Period:
        """The period of a year."""
        return Period(self.length, year, self.number)

    def due_on(self, year: int) -> date:
        """The day the report of a year is due."""
        return date(year + self.after, self.month, self.day)


RULES = (
    Rule(Length.TERTIAL, 1, 5, 25),
    Rule(Length.TERTIAL, 2, 9, 25),
    Rule(Length.YEAR, 1, 1, 31, after=1),  # the year's report holds the third tertial
)


def between(first: date, last: date) -> Iterator[tuple[Period, date]]:
    """Every report due between two days, both included, with its day, in order."""
    found = [
        (rule.period(year), rule.due_on(year))
        for year in range(first.year - 1, last.year + 1)
        for rule in RULES
    ]
    yield from sorted(
        ((period, day) for period, day in found if first <= day <= last), key=lambda one: one[1]
    )


def due_on(span: Period) -> date | None:
    """The day a period's report is due; None for a period that has none."""
    for rule in RULES:
        if rule.period(span.year) == span:
            return rule.due_on(span.year)
    return None
