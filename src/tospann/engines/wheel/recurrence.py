"""When something comes back: a day with a way of repeating, or a rule in the form of RFC 5545.

Everything follows from the first day: "third Thursday in September" is a first day that is one,
repeated by weekday. Nothing is ever counted without end: a rule is read for the years asked
about, period by period.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tospann.engines.wheel.days import (
    DAY,
    days_from,
    first_working_day,
    is_working_day,
    last_working_day,
    next_working_day,
)


class Every(StrEnum):
    """How often it comes."""

    ONCE = "once"
    YEAR = "year"
    TERTIAL = "tertial"  # every fourth month
    QUARTER = "quarter"
    MONTH = "month"
    RULE = "rule"  # as RFC 5545 says


class On(StrEnum):
    """On which day of the month."""

    DATE = "date"
    WEEKDAY = "weekday"  # third Thursday, last Friday
    FIRST_WORKING = "first_working"
    LAST_WORKING = "last_working"


class DayOff(StrEnum):
    """What happens when the day is no working day."""

    MOVE = "move"  # to the next working day
    LEAVE = "leave"  # it stays, and is pointed out


class NotARule(ValueError):
    """A text that is no rule, or one that this program does not follow."""


MONTHS = {Every.YEAR: 12, Every.TERTIAL: 4, Every.QUARTER: 3, Every.MONTH: 1}
MOST_A_YEAR = 60  # occurrences of one rule
_LONGEST = 200  # signs in a rule
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A first day and how it comes back.

    since : the first day of the first occurrence; later ones follow from it.
    length : days that each occurrence lasts, from 1.
    until : no occurrence begins after this day.
    rule : an RRULE without "RRULE:", when `every` is `RULE`.
    """

    since: date
    every: Every = Every.ONCE
    on: On = On.DATE
    day_off: DayOff = DayOff.LEAVE
    length: int = 1
    until: date | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time it happens. `planned` is the day by the rule, `first` the day it became."""

    planned: date
    first: date
    last: date

    @property
    def moved(self) -> bool:
        """Whether it does not stand on the day of the rule."""
        return self.planned != self.first


def occurrences(what: Recurrence, first: date, last: date) -> list[Occurrence]:
    """Those that touch a day from `first` to `last`, by date.

    Raises `NotARule` for a rule that cannot be followed, and `ValueError` for a length under 1.
    """
    if what.length < 1:
        raise ValueError(f"length is {what.length}, expected 1 or more")
    stretch = timedelta(days=what.length - 1)
    found = []
    # An occurrence planned before the window may be moved into it, or last into it.
    for planned in _planned(what, first - stretch - 14 * DAY, last):
        if planned < what.since or (what.until is not None and planned > what.until):
            continue
        moved = what.day_off is DayOff.MOVE and what.length == 1
        begins = next_working_day(planned) if moved else planned
        if begins <= last and begins + stretch >= first:
            found.append(Occurrence(planned, begins, begins + stretch))
    return found


def stands_on_day_off(one: Occurrence) -> bool:
    """Whether a thing of one day stands on a day when nobody works."""
    return one.first == one.last and not is_working_day(one.first)


def _planned(what: Recurrence, first: date, last: date) -> Iterator[date]:
    if what.every is Every.ONCE:
        if first <= what.since <= last:
            yield what.since
        return
    if what.every is Every.RULE:
        yield from _by_rule(read_rule(what.rule, what.since), first, last)
        return
    step = MONTHS[what.every]
    begin = what.since.year * 12 + what.since.month - 1
    at = begin + max(0, -(-(first.year * 12 + first.month - 1 - begin) // step)) * step
    while at <= last.year * 12 + last.month - 1:
        day = _in_month(at // 12, at % 12 + 1, what)
        if first <= day <= last:
            yield day
        at += step


def _in_month(year: int, month: int, what: Recurrence) -> date:
    """The day of the recurrence in a month; 31 and 29 February become the month's last day."""
    if what.on is On.FIRST_WORKING:
        return first_working_day(year, month)
    if what.on is On.LAST_WORKING:
        return last_working_day(year, month)
    length = monthrange(year, month)[1]
    if what.on is On.DATE:
        return date(year, month, min(what.since.day, length))
    weekday, number = what.since.weekday(), ordinal(what.since)
    begins = (weekday - date(year, month, 1).weekday()) % 7 + 1
    days = range(begins, length + 1, 7)
    return date(year, month, days[number - 1] if number > 0 else days[-1])


def ordinal(day: date) -> int:
    """Which of its weekday in the month a day is: 1 to 4, or -1 for a fifth, which is the last.

    >>> ordinal(date(2026, 9, 17)), ordinal(date(2026, 9, 29))
    (3, -1)
    """
    number = (day.day - 1) // 7 + 1
    return number if number < 5 else -1


# --- Rules of RFC 5545 ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Rule:
    """An RRULE that has been read. `byday` pairs a number (0: every) with a weekday."""

    since: date
    freq: str
    interval: int = 1
    bymonth: tuple[int, ...] = ()
    bymonthday: tuple[int, ...] = ()
    byday: tuple[tuple[int, int], ...] = ()
    bysetpos: tuple[int, ...] = ()
    count: int | None = None
    until: date | None = None


def read_rule(text: str, since: date) -> Rule:
    """An RRULE of whole days, at most weekly. Raises `NotARule` with the reason, in English.

    Taken: FREQ (YEARLY, MONTHLY, WEEKLY), INTERVAL, COUNT, UNTIL, BYMONTH, BYMONTHDAY, BYDAY and
    BYSETPOS. Weeks begin on Monday. Refused: what comes more often than `MOST_A_YEAR` times a
    year, and parts that are about hours or that we do not know.

    Source: RFC 5545 (2009), section 3.3.10.
    """
    if len(text) > _LONGEST:
        raise NotARule(f"a rule has at most {_LONGEST} signs")
    pieces = [piece.partition("=") for piece in text.strip().upper().split(";") if piece]
    given = {name.strip(): value.strip() for name, _sign, value in pieces}
    if len(given) != len(pieces) or given.get("WKST", "MO") != "MO":
        raise NotARule("a part stands twice, or the week does not begin on Monday")
    if unknown := given.keys() - {
        *("FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"),
        *("BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS"),
    }:
        raise NotARule(f"unknown parts: {', '.join(sorted(unknown))}")
    if given.get("FREQ") not in {"YEARLY", "MONTHLY", "WEEKLY"}:
        raise NotARule("FREQ is YEARLY, MONTHLY or WEEKLY")
    if "COUNT" in given and "UNTIL" in given:
        raise NotARule("COUNT and UNTIL exclude each other")
    rule = Rule(
        since=since,
        freq=given["FREQ"],
        interval=_number(given.get("INTERVAL", "1"), 1, 100),
        bymonth=_numbers(given.get("BYMONTH", ""), 1, 12),
        bymonthday=_numbers(given.get("BYMONTHDAY", ""), -31, 31),
        byday=tuple(_weekday(one) for one in given.get("BYDAY", "").split(",") if one),
        bysetpos=_numbers(given.get("BYSETPOS", ""), -366, 366),
        count=_number(given["COUNT"], 1, 1000) if "COUNT" in given else None,
        until=_date(given["UNTIL"]) if "UNTIL" in given else None,
    )
    if rule.freq == "WEEKLY" and (rule.bymonthday or any(number for number, _day in rule.byday)):
        raise NotARule("a weekly rule has neither days of the month nor numbered weekdays")
    if rule.bysetpos and not (rule.bymonth or rule.bymonthday or rule.byday):
        raise NotARule("BYSETPOS chooses among days that another part gives")
    # The densest year of a rule is among the first, unless it waits longer than it may.
    for year in range(since.year, since.year + 4):
        if sum(1 for _ in _by_rule(rule, date(year, 1, 1), date(year, 12, 31))) > MOST_A_YEAR:
            raise NotARule(f"a rule comes at most {MOST_A_YEAR} times a year")
    return rule


def _number(text: str, low: int, high: int) -> int:
    try:
        number = int(text)
    except ValueError:
        raise NotARule(f"{text!r} is no number") from None
    if not low <= number <= high:
        raise NotARule(f"{number} is not from {low} to {high}")
    return number


def _numbers(text: str, low: int, high: int) -> tuple[int, ...]:
    found = tuple(_number(one, low, high) for one in text.split(",") if one)
    if low < 0 and 0 in found:
        raise NotARule("0 is no day")
    return found


def _weekday(text: str) -> tuple[int, int]:
    number, name = text[:-2], text[-2:]
    if name not in _WEEKDAYS:
        raise NotARule(f"{text!r} is no weekday")
    return _number(number, -53, 53) if number else 0, _WEEKDAYS.index(name)


def _date(text: str) -> date:
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError:
        raise NotARule(f"{text!r} is no date") from None


def _by_rule(rule: Rule, first: date, last: date) -> Iterator[date]:
    """The days of a rule from `first` to `last`. With COUNT the days before are counted too."""
    end = min(last, rule.until) if rule.until else last
    counted = 0
    for begin, finish in _periods(rule, rule.since if rule.count else first, end):
        days = sorted(day for day in days_from(begin, finish) if _fits(rule, day))
        if rule.bysetpos:
            places = {n - 1 if n > 0 else len(days) + n for n in rule.bysetpos}
            days = [day for place, day in enumerate(days) if place in places]
        for day in days:
            if day < rule.since or day > end:
                continue
            counted += 1
            if rule.count is not None and counted > rule.count:
                return
            if day >= first:
                yield day


def _periods(rule: Rule, first: date, last: date) -> Iterator[tuple[date, date]]:
    """The years, months or weeks of a rule that touch the days asked about."""
    since = rule.since
    if rule.freq == "WEEKLY":
        monday = since - since.weekday() * DAY
        step = 7 * rule.interval
        begin = monday + max(0, (first - monday).days // step) * step * DAY
        while begin <= last:
            yield begin, begin + 6 * DAY
            begin += step * DAY
        return
    months = rule.interval * (12 if rule.freq == "YEARLY" else 1)
    start = since.year * 12 + (0 if rule.freq == "YEARLY" else since.month - 1)
    at = start + max(0, (first.year * 12 + first.month - 1 - start) // months) * months
    while at <= last.year * 12 + last.month - 1:
        end = at + (11 if rule.freq == "YEARLY" else 0)
        length = monthrange(end // 12, end % 12 + 1)[1]
        yield date(at // 12, at % 12 + 1, 1), date(end // 12, end % 12 + 1, length)
        at += months


def _fits(rule: Rule, day: date) -> bool:
    """Whether a day of a period is one of the rule's; what is not said follows the first day."""
    if rule.bymonth and day.month not in rule.bymonth:
        return False
    if rule.bymonthday:
        backwards = day.day - monthrange(day.year, day.month)[1] - 1
        if day.day not in rule.bymonthday and backwards not in rule.bymonthday:
            return False
    if rule.byday:
        return any(_is_weekday(rule, number, weekday, day) for number, weekday in rule.byday)
    if rule.bymonthday:
        return True
    if rule.freq == "WEEKLY":
        return day.weekday() == rule.since.weekday()
    in_month = rule.freq == "MONTHLY" or rule.bymonth or day.month == rule.since.month
    return bool(in_month) and day.day == rule.since.day


def _is_weekday(rule: Rule, number: int, weekday: int, day: date) -> bool:
    """Whether a day is the numbered weekday: of the month when there are months, of the year else.

    Source: RFC 5545, the table in section 3.3.10.
    """
    if day.weekday() != weekday:
        return False
    if number == 0:
        return True
    if rule.freq == "MONTHLY" or rule.bymonth:
        length, at = monthrange(day.year, day.month)[1], day.day
    else:
        length = (date(day.year, 12, 31) - date(day.year, 1, 1)).days + 1
        at = day.timetuple().tm_yday
    return number in ((at - 1) // 7 + 1, -((length - at) // 7 + 1))
