"""National identity numbers, D-numbers and their synthetic twins, however they are written.

What is checked, all of it:

- The first six digits are a day of the calendar. D-numbers add 40 to the day; Nav's synthetic
  numbers and the health service's H-numbers add 40 to the month, Tenor's test numbers 80. The
  century is not known, so 29 February holds in every year that 4 divides.
- The second control digit (MOD-11) always.
- The first control digit with remainder 0, and with 1, 2 or 3 as well: numbers issued from 2032
  are allowed those, and a number in a text does not tell when it was issued.

The three individual digits are not checked: from 2032 they tell neither century nor sex. So one
in about 135 random rows of eleven digits passes, account numbers more often than others, since
their control digit is the same as the second one here.

Source: Skatteetaten, "Nye fødselsnummer og d-nummer fra 2032"; the weights are those of the
National Registry.
"""

import re
from collections.abc import Iterator
from itertools import accumulate

from tospann.engines.personal.text import Span

_K1 = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
_K2 = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_REMAINDERS = (0, 1, 2, 3)  # of the first control sum; until 2032 only 0 was given out
_MONTHS = {month + added: month for added in (0, 40, 80) for month in range(1, 13)}
_DAYS_IN = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

# Digits with up to three separators between the groups; a number with a + is a telephone's.
_ROW = re.compile(r"(?<![\d+])\d++(?:[ \t./-]{1,3}+\d++)*+")
_GROUP = re.compile(r"\d+")
_OPAQUE = re.compile(
    r"(?<![0-9a-z])(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32,})(?![0-9a-z])", re.I
)
_DATE = re.compile(r"(?<!\d)\d{1,2}[ ./-]{1,2}\d{1,2}[ ./-]{1,2}(?:18|19|20)\d\d(?!\d)")
_AFTER_DATE = re.compile(r"[ ,./-]{1,3}(\d{5}|\d{3} \d{2})(?!\d)")
# In a table a number stands in one cell: its neighbours are other numbers.
_IN_A_CELL = re.compile(r"(?<!\d)\d{6}[ \u00a0.-]?\d{5}(?!\d)")
# "fnr 010190 12345" and "personnummer 12345" say it themselves, right or wrong.
_CALLED = re.compile(
    r"(?<!\w)(?:(?:fødsels|person|d-?)(?:nr|nummer|nummeret)|f\.?nr)\b[.:]?\s{0,2}(?:er |= ?)?"
    r"(\d{6}[ .-]?\d{5}|\d{5})(?!\d)",
    re.I,
)
# How a number inside a longer row of numbers is grouped; a row of its own may be in any groups.
_USUAL = {(11,), (6, 5), (6, 3, 2), (2, 2, 2, 5), (2, 2, 2, 3, 2)}


def digits_in(number: int) -> str:
    """A whole number as eleven digits, if it can have been an identity number; else "".

    >>> digits_in(1019012345)
    '01019012345'
    """
    return f"{number:011d}" if 10**9 <= number < 10**11 else ""


def is_identity_number(digits: str) -> bool:
    """Whether eleven digits pass every check above."""
    found = [int(digit) for digit in digits]
    if not _is_day(found):
        return False
    first = sum(weight * digit for weight, digit in zip(_K1, found, strict=False))
    second = sum(weight * digit for weight, digit in zip(_K2, found, strict=True))
    return first % 11 in _REMAINDERS and second % 11 == 0


def _is_day(digits: list[int]) -> bool:
    day, month, year = (10 * digits[n] + digits[n + 1] for n in (0, 2, 4))
    month = _MONTHS.get(month, 0)
    day -= 40 if day > 40 else 0
    if not month or not 1 <= day <= _DAYS_IN[month - 1]:
        return False
    return (day, month) != (29, 2) or year % 4 == 0


def in_a_table(text: str) -> bool:
    """Whether an identity number stands in one of the cells of a table, written as text.

    Asks more of how it is written than `identity_numbers` does of a sentence, where no numbers
    stand side by side.
    """
    return any(is_identity_number(one[:6] + one[-5:]) for one in _IN_A_CELL.findall(text))


def identity_numbers(text: str) -> Iterator[Span]:
    """Where identity numbers stand in a text that `plain` has read. In no order."""
    if not any(char.isdigit() for char in text):
        return
    text = _OPAQUE.sub(lambda found: "x" * len(found.group()), text)
    for called in _CALLED.finditer(text):
        yield called.span(1)
    for row in _ROW.finditer(text):
        if row.end() - row.start() >= 11:
            start = row.start()
            for date in _DATE.finditer(text, row.start(), row.end()):
                yield from _in_row(text, start, date.start())
                yield from _after(text, date)
                start = date.end()
            yield from _in_row(text, start, row.end())


def _in_row(text: str, start: int, end: int) -> Iterator[Span]:
    groups = [found.span() for found in _GROUP.finditer(text, start, end)]
    lengths = [last - first for first, last in groups]
    if sum(lengths) < 11:
        return
    before = [0, *accumulate(lengths)]  # digits before each group
    at = {count: n for n, count in enumerate(before)}
    for n, count in enumerate(before[:-1]):
        m = at.get(count + 11)
        if m is None:
            continue
        span, shape = (groups[n][0], groups[m - 1][1]), tuple(lengths[n:m])
        written = text[span[0] : span[1]]
        alone = n == 0 and m == len(groups)
        if (shape in _USUAL or (alone and not _is_something_else(shape, written))) and (
            is_identity_number("".join(char for char in written if char.isdigit()))
        ):
            yield span


def _is_something_else(shape: tuple[int, ...], written: str) -> bool:
    """An account number as 1234.56.78903, or an amount as 12 345 678 901."""
    if shape == (4, 2, 5):
        return written[4] == written[7] == "." and len(written) == 13
    return shape == (2, 3, 3, 3) and len(set(written[2::4])) == 1 and len(written) == 14


def _after(text: str, date: re.Match[str]) -> Iterator[Span]:
    """A whole date of birth followed by the five last digits: 01.01.1990 12345.

    Here the year is known, so the check is that of numbers issued before 2032.
    """
    last = _AFTER_DATE.match(text, date.end())
    if last is None:
        return
    day, month, year = _GROUP.findall(date.group())
    digits = f"{day:0>2}{month:0>2}{year[2:]}{last[1].replace(' ', '')}"
    first = sum(w * int(digit) for w, digit in zip(_K1, digits, strict=False))
    if is_identity_number(digits) and first % 11 == 0 and _fits(int(year), int(digits[6:9])):
        yield date.start(), last.end()


def _fits(year: int, individual: int) -> bool:
    """Whether the individual digits are of the year's series."""
    if year < 1900:
        return 500 <= individual < 750
    if year < 2000:
        return individual < 500 or (year >= 1940 and individual >= 900)
    return individual >= 500
