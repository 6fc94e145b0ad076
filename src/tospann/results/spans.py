"""Periods as text: `2026-03`, `2026K1`, `2026T1`, `2026H1`, `2026`."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

_LENGTHS = {"K": ("quarter", 3), "T": ("tertial", 4), "H": ("half_year", 6)}
_TEXT = re.compile(r"(\d{4})(?:-(\d{2})|([KTH])(\d))?")


@dataclass(frozen=True, slots=True)
class Period:
    """A period. Both days are in it."""

    text: str
    frequency: str
    first: date
    last: date


def parse(text: str) -> Period:
    """The period a text means. Raises `ValueError` when it means none."""
    found = _TEXT.fullmatch(text.strip().upper())
    if found is None:
        raise ValueError(f"{text!r} is no period")
    year = int(found[1])
    if found[2]:
        frequency, months, number = "month", 1, int(found[2])
    elif found[3]:
        (frequency, months), number = _LENGTHS[found[3]], int(found[4])
    else:
        frequency, months, number = "year", 12, 1
    if not 1 <= number <= 12 // months or not 1900 <= year <= 2999:
        raise ValueError(f"{text!r} is no period")
    last = number * months
    return Period(
        found[0],
        frequency,
        date(year, last - months + 1, 1),
        date(year, last, monthrange(year, last)[1]),
    )
