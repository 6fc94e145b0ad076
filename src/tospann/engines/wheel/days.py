"""Norwegian days: which are holidays, which are working days, and the next one that is."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

DAY = timedelta(days=1)
LANGUAGES = {"nb": "no", "nn": "no", "en": "en_US"}  # how the library calls them

# The library has bokmål and English.
_NYNORSK = {
    "Skjærtorsdag": "Skjertorsdag",
    "Arbeidernes dag": "Arbeidarane sin dag",
    "Grunnlovsdag": "Grunnlovsdagen",
}


@cache
def holidays(year: int, language: str = "nb") -> dict[date, str]:
    """The public holidays of a year, by day, with their names; Sundays are not among them.

    `language` is nb, nn or en; any other gives bokmål. Two holidays on one day share a name.

    Source: lov om helligdager og helgedagsfred (1995) § 2, and lov om 1 og 17 mai (1947), by
    the library `holidays`.
    """
    from holidays import country_holidays  # slow to load, and few pages need it

    days = country_holidays("NO", years=year, language=LANGUAGES.get(language, "no"))
    names = {day: str(name).split("; ") for day, name in sorted(days.items()) if day.year == year}
    if language == "nn":
        names = {day: [_NYNORSK.get(one, one) for one in each] for day, each in names.items()}
    return {day: ", ".join(each) for day, each in names.items()}


def is_working_day(day: date) -> bool:
    """Monday to Friday, and no public holiday."""
    return day.weekday() < 5 and day not in holidays(day.year)


def next_working_day(day: date) -> date:
    """The day itself when it is a working day, else the first after it."""
    while not is_working_day(day):
        day += DAY
    return day


def first_working_day(year: int, month: int) -> date:
    """The first working day of a month."""
    return next_working_day(date(year, month, 1))


def last_working_day(year: int, month: int) -> date:
    """The last working day of a month."""
    day = date(year + month // 12, month % 12 + 1, 1) - DAY
    while not is_working_day(day):
        day -= DAY
    return day


def working_days_between(first: date, last: date) -> int:
    """How many working days lie after `first`, up to and with `last`; negative when it is before.

    >>> working_days_between(date(2026, 4, 1), date(2026, 4, 8))  # Easter lies between
    2
    """
    if last < first:
        return -working_days_between(last, first)
    return sum(is_working_day(day) for day in days_from(first + DAY, last))


def days_from(first: date, last: date) -> Iterator[date]:
    """Every day from the first to the last, both included."""
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        yield date.fromordinal(ordinal)
