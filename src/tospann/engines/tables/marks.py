"""Signs for what is missing, kept apart, and numbers as Norwegians write them.

A missing value is never zero: `value` is None whenever there is a mark.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from tospann.engines.tables.cells import Cell, Grid
from tospann.engines.tables.words import Message


class Mark(StrEnum):
    """Why there is no number. The values are the words of the product's own table."""

    NOT_APPLICABLE = "gjelder ikke"
    MISSING = "mangler"
    SUPPRESSED = "skjult"
    SUPPRESSED_NAV = "skjult av Nav"
    BELOW = "under"
    EMPTY = "tom"


MEANINGS = {
    Mark.NOT_APPLICABLE: Message("Her kan det ikke finnes noe tall (et punktum i tabellen)."),
    Mark.MISSING: Message("Tallet mangler hos kilden (to punktum i tabellen)."),
    Mark.SUPPRESSED: Message("Tallet er skjult av hensyn til personvernet (kolon i tabellen)."),
    Mark.SUPPRESSED_NAV: Message("Tallet er skjult av Nav fordi det er under 4 (stjerne)."),
    Mark.BELOW: Message("Tallet er lavere enn en grense, for eksempel «< 4»."),
    Mark.EMPTY: Message("Ruten er tom."),
}
SIGNS = {
    "": Mark.EMPTY,
    ".": Mark.NOT_APPLICABLE,
    "..": Mark.MISSING,
    "...": Mark.MISSING,
    "…": Mark.MISSING,
    ":": Mark.SUPPRESSED,
    "*": Mark.SUPPRESSED_NAV,
}
WORDS = {mark.value.lower(): mark for mark in Mark} | {
    "skjult i kilden": Mark.SUPPRESSED,
    "ikke aktuelt": Mark.NOT_APPLICABLE,
}
DASHES = frozenset("-–—−")
NAV_LIMIT = 4  # Nav hides counts of 1, 2 and 3

SPACES = "\u00a0\u2007\u2009\u200a\u202f "
PLAIN = frozenset("0123456789.," + SPACES)
_SPACED = re.compile(rf"^\d{{1,3}}(?:[{SPACES}]\d{{3}})+(?:[.,]\d+)?$")
_BELOW = re.compile(r"^(?:<|under|færre enn|mindre enn)\s*(\d{1,3})$", re.IGNORECASE)
_EITHER = re.compile(r"^[1-9]\d{0,2}[.,]\d{3}$")
_NUMBER = re.compile(r"^\d+(?:[.,]\d+)?$|^[.,]\d+$")
_COMMA_GROUPS = re.compile(r"^\d{1,3}(?:,\d{3})+\.\d+$|^\d{1,3}(?:,\d{3}){2,}$")
_POINT_GROUPS = re.compile(r"^\d{1,3}(?:\.\d{3})+,\d+$|^\d{1,3}(?:\.\d{3}){2,}$")
_DATE = re.compile(r"^\d{1,2}\.(?:19|20)\d\d$")
_UNIT = re.compile(
    r"^(?:kr|nok)\.?\s*(?P<krone>.+)$|^(?P<bare>.+?)\s*(?P<sign>%|prosent|kr|nok|kroner|,-)$",
    re.IGNORECASE,
)


class Decimal(StrEnum):
    """Which sign divides whole from parts."""

    COMMA = "komma"
    POINT = "punktum"
    UNKNOWN = "ukjent"


@dataclass(frozen=True, slots=True)
class Value:
    """What a cell says: a number, or a mark; `below` is the limit a hidden number is under."""

    value: float | None
    mark: Mark | None = None
    below: float | None = None
    unit: str = ""


class NoValue(Exception):
    """The cell cannot be read as it stands."""


class Ambiguous(NoValue):
    """`1.234` may be a thousand or little more than one; the file does not tell."""


class Unknown(NoValue):
    """Neither a number nor a sign for a missing one."""


class Dash(NoValue):
    """A dash, which is zero in some tables and missing in others."""


def value(cell: Cell, decimal: Decimal, *, dash_zero: bool | None) -> Value:
    """The number or mark of a cell.

    `dash_zero` says what `-` means here: zero, missing, or None where it has to be asked.

    Raises `Ambiguous`, `Dash` or `Unknown`.
    """
    if isinstance(cell, float):
        if cell != cell or cell in (float("inf"), float("-inf")):
            raise Unknown
        return Value(cell)
    text = cell.strip(SPACES + "\t\r\n'")
    if text in SIGNS:
        mark = SIGNS[text]
        return Value(None, mark, NAV_LIMIT if mark is Mark.SUPPRESSED_NAV else None)
    if text in DASHES:
        if dash_zero is None:
            raise Dash
        return Value(0.0) if dash_zero else Value(None, Mark.MISSING)
    if found := _BELOW.match(text):
        return Value(None, Mark.BELOW, float(found[1]))
    if text.lower() in WORDS:
        mark = WORDS[text.lower()]
        return Value(None, mark, NAV_LIMIT if mark is Mark.SUPPRESSED_NAV else None)
    unit = ""
    if (found := _UNIT.match(text)) and len(text) < 60:
        text = (found["krone"] or found["bare"]).strip(SPACES)
        unit = "prosent" if found["sign"] in {"%", "prosent", "Prosent"} else "kroner"
    return Value(_number(text, decimal), unit=unit)


def _number(text: str, decimal: Decimal) -> float:
    sign = 1.0
    if text[:1] in DASHES or text[:1] == "+":
        sign = 1.0 if text[0] == "+" else -1.0
        text = text[1:].lstrip(SPACES)
    if len(text) > 40 or not set(text) <= PLAIN:
        raise Unknown
    if _SPACED.match(text):
        text = "".join(one for one in text if one not in SPACES)
        return sign * float(text.replace(",", "."))
    if _COMMA_GROUPS.match(text):
        return sign * float(text.replace(",", ""))
    if _POINT_GROUPS.match(text):
        return sign * float(text.replace(".", "").replace(",", "."))
    if _EITHER.match(text):
        if decimal is Decimal.UNKNOWN:
            raise Ambiguous
        if ("." in text) == (decimal is Decimal.POINT):
            return sign * float(text.replace(",", "."))
        return sign * float(text.replace(",", "").replace(".", ""))
    if not _NUMBER.match(text):
        raise Unknown
    return sign * float(text.replace(",", "."))


def decimal_of(grid: Grid) -> Decimal:
    """The decimal sign that the grid's own numbers give away, each different text seen once."""
    return decimal_in(chain.from_iterable(grid.rows))


def decimal_in(cells: Iterable[Cell]) -> Decimal:
    """As `decimal_of`: unknown where nothing tells, or where both signs are used."""
    seen = set()
    for cell in set(cells):
        if not isinstance(cell, str) or len(cell) > 40 or not ("," in cell or "." in cell):
            continue
        text = cell.strip(SPACES + "'%").lstrip("-–−+")
        if _EITHER.match(text) or _DATE.match(text):
            continue
        if _COMMA_GROUPS.match(text):
            seen.add(Decimal.POINT)
        elif _POINT_GROUPS.match(text):
            seen.add(Decimal.COMMA)
        elif _NUMBER.match(text) or _SPACED.match(text):
            seen.add(Decimal.COMMA if "," in text else Decimal.POINT)
    return seen.pop() if len(seen) == 1 else Decimal.UNKNOWN


def unit_of(heading: str) -> str:
    """The unit that a heading names: `prosent`, `andel`, `1000 kroner`, `kroner`, `personer`."""
    text = heading.casefold()
    if "prosent" in text or "%" in text or "pst." in text or "percent" in text:
        return "prosent"
    if "1000 kr" in text or "1 000 kr" in text or "tusen kr" in text or "1000 nok" in text:
        return "1000 kroner"
    if "kroner" in text or "(kr)" in text or "nok" in text.split():
        return "kroner"
    if "andel" in text:
        return "andel"
    if "personer" in text or "persons" in text or "antall" in text or "mottakere" in text:
        return "personer"
    return ""
