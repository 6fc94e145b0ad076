"""A calendar as RFC 5545 says, with the names of RFC 7986.

An event keeps its UID through every change; SEQUENCE rises with each. All-day events are dates
without a clock; the others stand in the time of Norway, with its rules for summer time.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from tospann.partnerships.models import Partnership
from tospann.wheel.models import Calendar
from tospann.wheel.ring_events import RingEvent

OSLO = ZoneInfo("Europe/Oslo")
HOURS_BETWEEN = 6  # how often programs are asked to look
_UNCHANGED = datetime(2026, 1, 1, tzinfo=UTC)  # when an event has no moment of its own


def ical(
    calendar: Calendar, events: Iterable[tuple[Partnership, RingEvent]], *, site: str
) -> bytes:
    """The calendar as bytes; the same events give the same bytes. No queries.

    `site` is the beginning of every address, without a slash at the end.
    """
    from icalendar import Calendar as Book  # slow to load, and only calendars need it

    book = Book()
    book.add("prodid", "-//Tospann//Arshjul//NO")
    book.add("version", "2.0")
    book.add("calscale", "GREGORIAN")
    book.add("method", "PUBLISH")
    book.add("name", calendar.name)
    book.add("x-wr-calname", calendar.name)
    book.add("x-wr-timezone", settings.TIME_ZONE)
    book.add("refresh-interval", timedelta(hours=HOURS_BETWEEN), parameters={"VALUE": "DURATION"})
    book.add("x-published-ttl", f"PT{HOURS_BETWEEN}H")
    book.add_component(_norways_clock())
    for partnership, one in events:
        book.add_component(_event(partnership, one, site))
    return book.to_ical()


def _norways_clock() -> Any:
    """Summer time by rule, which every program can follow.

    The library writes a list of dates to 2037, which some parsers read as no summer time at all.

    Source: forskrift om sommertid (directive 2000/84/EC): last Sunday of March and of October,
    01:00 UTC; so since 1996.
    """
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

    clock = Timezone()
    clock.add("tzid", settings.TIME_ZONE)
    for part, name, month, begins, before, after in (
        (TimezoneDaylight(), "CEST", 3, datetime(1996, 3, 31, 2), 1, 2),
        (TimezoneStandard(), "CET", 10, datetime(1996, 10, 27, 3), 2, 1),
    ):
        part.add("dtstart", begins)
        part.add("tzname", name)
        part.add("tzoffsetfrom", timedelta(hours=before))
        part.add("tzoffsetto", timedelta(hours=after))
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1SU"})
        clock.add_component(part)
    return clock


def _event(partnership: Partnership, one: RingEvent, site: str) -> Any:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{one.key}@tospann.arshjul")
    event.add("dtstamp", one.stamp or _UNCHANGED)
    event.add("sequence", one.sequence)
    event.add("summary", one.title)
    if one.begins and one.ends:
        event.add("dtstart", datetime.combine(one.first, one.begins, OSLO))
        event.add("dtend", datetime.combine(one.first, one.ends, OSLO))
    else:
        event.add("dtstart", one.first)
        event.add("dtend", one.last + timedelta(days=1))  # the first day it is over
        event.add("transp", "TRANSPARENT")
    event.add("description", "\n".join(_said(partnership, one)))
    event.add("url", f"{site}{one.url}")
    event.add("categories", [partnership.name])
    return event


def _said(partnership: Partnership, one: RingEvent) -> list[str]:
    """What is told under the title: where it stands, and why it stands on that day."""
    found = [partnership.name]
    if one.responsible:
        found.append(_("Ansvarlig: %(who)s") % {"who": one.responsible})
    if one.planned:
        found.append(_("Flyttet fra %(day)s") % {"day": f"{one.planned:%d.%m.%Y}"})
    if one.about:
        found.append(one.about)
    return found
