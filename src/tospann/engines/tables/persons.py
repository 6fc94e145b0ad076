"""National identity numbers and person-level forms have no place here: they stop the reading."""

import re
from collections.abc import Iterable

from tospann.engines.personal.identity import digits_in, in_a_table, is_identity_number
from tospann.engines.tables import refusals
from tospann.engines.tables.cells import Cell
from tospann.engines.tables.refusals import Unreadable

FORM_NAME = re.compile(r"(?<![0-9a-z])11c?f(?![0-9a-z])", re.IGNORECASE)
SHARE = 0.5  # of the lines of a fixed-width form that hold a valid number


def refuse(text: str, name: str) -> None:
    """Raise `Unreadable` where a text or a file name carries somebody's number."""
    form = _fixed_width(text)
    if form:
        raise Unreadable("kostra_form", refusals.KOSTRA_FORM)
    if in_a_table(name) or in_a_table(text):
        if FORM_NAME.search(name):
            raise Unreadable("kostra_form", refusals.KOSTRA_FORM)
        raise Unreadable("persons", refusals.PERSONS)


def refuse_cells(cells: Iterable[Cell], name: str) -> None:
    """The same for the cells of a workbook, each looked at once."""
    every = set(cells)
    texts = {one for one in every if isinstance(one, str) and len(one) >= 11}
    texts |= {digits_in(int(one)) for one in every if isinstance(one, float) and one.is_integer()}
    if in_a_table(name) or any(in_a_table(one) for one in texts):
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
            part.isdecimal() and is_identity_number(part)
            for n in range(width - 10)
            if (part := line[n : n + 11]).isascii()
        )
        for line in lines
    )
    return hits >= SHARE * len(lines)
