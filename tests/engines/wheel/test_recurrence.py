"""When things come back: by hand, and against dateutil, which reads the same rules."""

import datetime as dt
from datetime import date, datetime, timedelta
from unittest.mock import patch

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from tospann.engines.wheel.days import (
    first_working_day,
    holidays,
    is_working_day,
    last_working_day,
    next_working_day,
    working_days_between,
)
from tospann.engines.wheel.recurrence import (
    DayOff,
    Every,
    NotARule,
    On,
    Recurrence,
    occurrences,
    read_rule,
)


def days(what: Recurrence, year: int) -> list[str]:
    found = occurrences(what, date(year, 1, 1), date(year, 12, 31))
    return [f"{one.first:%d.%m}" for one in found]


# what | since | every | on | year | days
TABLE = """
first working day of March    | 2026-03-02 | year    | first_working | 2027 | 01.03
first working day after Easter| 2026-04-01 | year    | first_working | 2029 | 03.04
third Thursday in September   | 2026-09-17 | year    | weekday       | 2027 | 16.09
a fifth Tuesday is the last   | 2026-09-29 | year    | weekday       | 2027 | 28.09
a fixed date                  | 2026-03-01 | year    | date          | 2030 | 01.03
29 February in a leap year    | 2024-02-29 | year    | date          | 2028 | 29.02
29 February in a common year  | 2024-02-29 | year    | date          | 2026 | 28.02
31st of every fourth month    | 2026-01-31 | tertial | date          | 2026 | 31.01 31.05 30.09
every tertial                 | 2026-04-30 | tertial | date          | 2027 | 30.04 30.08 30.12
every month, last working day | 2026-10-30 | month   | last_working  | 2026 | 30.10 30.11 31.12
once, in its year             | 2026-05-05 | once    | date          | 2026 | 05.05
once, in another year         | 2026-05-05 | once    | date          | 2027 |
not before it begins          | 2027-05-05 | year    | date          | 2026 |
"""


@pytest.mark.parametrize("line", TABLE.strip().splitlines(), ids=lambda line: line[:30].strip())
def test_days_follow_from_the_first(line):
    _what, since, every, on, year, expected = (cell.strip() for cell in line.split("|"))
    what = Recurrence(date.fromisoformat(since), Every(every), On(on))
    # tertials from 30 April: 30 April and 30 August, and 30 December, which is four months on
    assert days(what, int(year)) == expected.split()


def test_a_day_off_is_moved_or_left():
    sunday = Recurrence(date(2026, 2, 15), Every.YEAR, day_off=DayOff.MOVE)
    left = Recurrence(date(2026, 2, 15), Every.YEAR, day_off=DayOff.LEAVE)

    assert days(sunday, 2026) == ["16.02"]
    assert days(left, 2026) == ["15.02"]
    [moved] = occurrences(sunday, date(2026, 1, 1), date(2026, 12, 31))
    assert (moved.moved, moved.planned) == (True, date(2026, 2, 15))


def test_a_day_in_easter_moves_past_it():
    what = Recurrence(date(2026, 4, 2), Every.YEAR, day_off=DayOff.MOVE)

    assert days(what, 2026) == ["07.04"]  # Thursday to Monday are Easter


def test_a_day_moved_over_new_year_is_in_the_year_it_became():
    what = Recurrence(date(2022, 12, 31), Every.YEAR, day_off=DayOff.MOVE)  # a Saturday

    assert days(what, 2022) == []
    assert days(what, 2023)[0] == "02.01"


def test_what_lasts_is_found_in_both_years_it_touches():
    what = Recurrence(date(2026, 12, 20), length=30)

    assert len(occurrences(what, date(2026, 1, 1), date(2026, 12, 31))) == 1
    assert len(occurrences(what, date(2027, 1, 1), date(2027, 12, 31))) == 1


def test_nothing_comes_after_its_end():
    what = Recurrence(date(2026, 1, 5), Every.MONTH, until=date(2026, 3, 5))

    assert days(what, 2026) == ["05.01", "05.02", "05.03"]


def test_a_length_of_nothing_is_an_error():
    with pytest.raises(ValueError, match="length is 0"):
        occurrences(Recurrence(date(2026, 1, 1), length=0), date(2026, 1, 1), date(2026, 1, 2))


# --- Working days -----------------------------------------------------------------------


def test_holidays_that_follow_easter_move_with_it():
    assert holidays(2026)[date(2026, 5, 14)] == "Kristi himmelfartsdag"
    assert holidays(2027)[date(2027, 5, 6)] == "Kristi himmelfartsdag"


def test_holidays_have_names_in_three_languages():
    day = date(2026, 4, 2)
    assert [holidays(2026, one)[day] for one in ("nb", "nn", "en")] == [
        *("Skjærtorsdag", "Skjertorsdag", "Maundy Thursday")
    ]


def test_working_days():
    assert first_working_day(2026, 1) == date(2026, 1, 2)
    assert first_working_day(2026, 5) == date(2026, 5, 4)
    assert last_working_day(2026, 12) == date(2026, 12, 31)
    assert next_working_day(date(2026, 4, 2)) == date(2026, 4, 7)
    assert not is_working_day(date(2026, 5, 17))
    assert working_days_between(date(2026, 4, 8), date(2026, 4, 1)) == -2


# --- Rules ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY",
        "FREQ=SECONDLY",
        "FREQ=YEARLY;BYSECOND=0",
        "FREQ=YEARLY;BYHOUR=1",
        "FREQ=WEEKLY;BYDAY=MO,TU,WE",
        "FREQ=MONTHLY;BYMONTHDAY=1,2,3,4,5,6,7,8",
        "FREQ=YEARLY;INTERVAL=0",
        "FREQ=YEARLY;COUNT=100000000",
        "FREQ=YEARLY;COUNT=3;UNTIL=20300101",
        "FREQ=YEARLY;FREQ=MONTHLY",
        "FREQ=YEARLY;BYDAY=XX",
        "FREQ=YEARLY;BYMONTHDAY=0",
        "FREQ=WEEKLY;BYDAY=1MO",
        "FREQ=MONTHLY;BYSETPOS=1",
        "FREQ=YEARLY;WKST=SU",
        "FREQ=YEARLY;UNTIL=i morgen",
        "hver mandag",
        "",
        "FREQ=YEARLY;" + "BYMONTH=1," * 50,
    ],
)
def test_a_rule_that_is_none_or_a_bomb_is_refused(rule):
    with pytest.raises(NotARule):
        read_rule(rule, date(2026, 1, 1))


def test_a_rule_that_never_comes_ends():
    what = Recurrence(date(2026, 1, 1), Every.RULE, rule="FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")

    assert days(what, 2026) == []


def test_a_rule_in_words_everybody_knows():
    what = Recurrence(date(2026, 9, 1), Every.RULE, rule="FREQ=YEARLY;BYMONTH=9;BYDAY=3TH")

    assert days(what, 2027) == ["16.09"]


WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@st.composite
def rules(draw) -> tuple[str, date]:
    """Rules of the sort that we take, and a first day."""
    freq = draw(st.sampled_from(["YEARLY", "MONTHLY", "WEEKLY"]))
    parts = [f"FREQ={freq}", f"INTERVAL={draw(st.integers(1, 4))}"]
    chosen = False
    if draw(st.booleans()):
        months = draw(st.sets(st.integers(1, 12), min_size=1, max_size=3))
        parts.append("BYMONTH=" + ",".join(map(str, sorted(months))))
        chosen = True
    if freq != "WEEKLY" and draw(st.booleans()):
        parts.append(f"BYMONTHDAY={draw(st.sampled_from([-31, -1, 1, 15, 29, 31]))}")
        chosen = True
    if draw(st.booleans()):
        in_month = freq == "MONTHLY" or any(one.startswith("BYMONTH=") for one in parts)
        few = 4 if in_month else 52  # dateutil falls over a fifth that is not there
        number = draw(st.integers(-few, few)) if freq != "WEEKLY" else 0
        parts.append(f"BYDAY={number or ''}{draw(st.sampled_from(WEEKDAYS))}")
        chosen = True
    if chosen and freq != "WEEKLY" and draw(st.booleans()):
        parts.append(f"BYSETPOS={draw(st.sampled_from([-1, 1, 2]))}")
    if draw(st.booleans()):
        parts.append(f"COUNT={draw(st.integers(1, 20))}")
    return ";".join(parts), draw(st.dates(date(2023, 1, 1), date(2026, 12, 31)))


@settings(max_examples=200)
@given(rules(), st.integers(2024, 2030))
def test_rules_say_what_dateutil_says(rule, year):
    text, since = rule
    try:
        ours = days(Recurrence(since, Every.RULE, rule=text), year)
    except NotARule:
        return
    start = datetime.combine(since, datetime.min.time())
    with patch.object(dt, "MAXYEAR", 2031):  # where dateutil stops to look for what never comes
        every = list(rrulestr(text, dtstart=start))
    assert ours == [f"{at:%d.%m}" for at in every if at.year == year]


def test_dateutil_and_we_know_the_same_first_day():
    assert rrulestr("FREQ=MONTHLY", dtstart=datetime(2026, 1, 31))[1] == datetime(2026, 3, 31)
    what = Recurrence(date(2026, 1, 31), Every.RULE, rule="FREQ=MONTHLY")
    assert days(what, 2026)[1] == "31.03"
    assert timedelta(days=59) == date(2026, 3, 31) - date(2026, 1, 31)
