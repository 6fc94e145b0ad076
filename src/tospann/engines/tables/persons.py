"""National identity numbers and person-level forms have no place here: they stop the reading."""

import re
from collections.abc import Iterable

from tospann.engines.tables import refusals
from tospann.engines.tables.cells import Cell, shown
from tospann.engines.tables.refusals import Unreadable

CANDIDATE = re.compile(r"(?<!\d)\d{6}[ \u00a0.-]?\d{5}(?!\d)")
FORM_NAME = re.compile(r"(?<![0-9a-z])11c?f(?![0-9a-z])", re.IGNORECASE)
FIRST = (3, 7, 6, 1, 8, 9, 4, 5, 2)
SECOND = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
SHARE = 0.5  # of the lines of a fixed-width form that hold a valid number


def valid(number: str) -> bool:
    """Whether eleven digits are a birth number, D number or test number, by both check digits."""
    digits = [int(one) for one in number]
    day = digits[0] * 10 + digits[1]
    month = digits[2] * 10 + digits[3]
    if not (1 <= day <= 31 or 41 <= day <= 71) or not 1 <= month % 20 <= 12:
        return False
    for place, weights in ((9, FIRST), (10, SECOND)):
        rest = -sum(d * w for d, w in zip(digits, weights, strict=False)) % 11
        if rest != digits[place]:
            return False
    return True


def in_text(text: str) -> bool:
    """Whether a valid number stands anywhere in a text."""
    return any(valid(one[:6] + one[-5:]) for one in CANDIDATE.findall(text))


def refuse(text: str, name: str) -> None:
    """Raise `Unreadable` where a text or a file name carries somebody's number."""
    form = _fixed_width(text)
    if form:
        raise Unreadable("kostra_form", refusals.KOSTRA_FORM)
    if in_text(name) or in_text(text):
        if FORM_NAME.search(name):
            raise Unreadable("kostra_form", refusals.KOSTRA_FORM)
        raise Unreadable("persons", refusals.PERSONS)


def refuse_cells(cells: Iterable[Cell], name: str) -> None:
    """The same for the cells of a workbook, each looked at once."""
    long = {
        shown(one)
        for one in set(cells)
        if (isinstance(one, str) and len(one) >= 11) or (isinstance(one, float) and one >= 1e8)
    }
    refuse_numbers = [one.zfill(11) if one.isdecimal() and len(one) == 10 else one for one in long]
    if in_text(name) or any(in_text(one) for one in refuse_numbers):
        raise Unreadable("persons", refusals.PERSONS)


def _fixed_width(text: str) -> bool:
    """Whether lines are equally long rows of digits, most with a valid number inside."""
    lines = [line for line in text[:100_000].splitlines() if line.strip()][:50]
    if not lines or any(sign in lines[0] for sign in "\t;|,{<"):
        return False
    width = len(lines[0])
    if width < 30 or any(len(line) != width for line in lines[:-1]):
        return False
    hits = sum(
        any(
            part.isdecimal() and valid(part)
            for n in range(width - 10)
            if (part := line[n : n + 11]).isascii()
        )
        for line in lines
    )
    return hits >= SHARE * len(lines)
