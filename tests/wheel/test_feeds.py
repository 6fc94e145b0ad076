"""Calendars, read by another parser than the one that wrote them."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tospann.base import clock
from tospann.wheel import actions
from tospann.wheel.models import Tick

pytestmark = pytest.mark.django_db
OSLO = ZoneInfo("Europe/Oslo")
NOW = datetime(2026, 3, 10, 12, tzinfo=timezone.get_default_timezone())


@pytest.fixture(autouse=True)
def _march():
    with clock.pretend(NOW):
        yield


@pytest.fixture
def read(cast, client):
    """Reads a calendar of one of the cast; gives the answer and the events by their UID."""

    def reading(who="staff", **given):
        _calendar, token = actions.make_calendar(actor=cast.actor(who), name="Årshjul", **given)
        answer = client.get(reverse("wheel:feed", args=[token]))
        book = vobject.readOne(answer.content.decode())
        events = {one.uid.value: one for one in book.contents.get("vevent", [])}
        # When reports are due follows from the year alone, and stands in every calendar.
        return answer, {k: one for k, one in events.items() if not k.startswith("rapport-")}

    return reading


def test_a_whole_day_is_a_date_and_ends_the_day_after(year, read):
    row = year.event(since=date(2026, 3, 2), length=3)

    _answer, events = read()

    event = events[f"egen-{row.pk}@tospann.arshjul"]
    assert event.dtstart.value == date(2026, 3, 2)
    assert event.dtend.value == date(2026, 3, 5)
    assert event.summary.value == "Et møte"


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        (date(2026, 3, 27), 1),  # winter time
        (date(2026, 3, 30), 2),  # summer time began the day before
        (date(2026, 10, 23), 2),
        (date(2026, 10, 26), 1),
    ],
)
def test_the_clock_is_norways_on_both_sides_of_both_changes(year, read, day, hours):
    year.event(since=day, begins=time(9), ends=time(10, 30))

    answer, events = read()

    [event] = events.values()
    begins = event.dtstart.value
    assert begins.astimezone(OSLO) == datetime.combine(day, time(9), OSLO)
    assert begins.utcoffset() == timedelta(hours=hours)
    assert event.dtend.value - begins == timedelta(minutes=90)
    told = answer.content.decode()
    assert "TZID:Europe/Oslo" in told
    assert "DTSTART;TZID=Europe/Oslo:" in told


def test_an_event_keeps_its_uid_and_its_sequence_rises(cast, year, read):
    row = year.event(every="year")
    _answer, before = read()
    actions.change_event(
        actor=cast.actor("fjordbygd"), event=row, revision=1, since=date(2026, 3, 4)
    )

    _answer, after = read()

    assert before.keys() == after.keys()
    uid = f"egen-{row.pk}-2026@tospann.arshjul"
    assert [one[uid].sequence.value for one in (before, after)] == ["0", "1"]
    assert after[uid].dtstart.value == date(2026, 3, 4)


def test_a_calendar_shows_what_its_maker_may_see_on_the_day(cast, year, read):
    year.event(title="Bare for oss")
    year.event("aas", title="For alle", public=True)
    inside, outside = read("staff"), read("stranger", partnership=cast.partnership)

    assert {one.summary.value for one in inside[1].values()} == {"Bare for oss", "For alle"}
    assert {one.summary.value for one in outside[1].values()} == {"For alle"}


def test_a_closed_account_reads_what_everybody_reads(cast, year, client):
    year.event(title="Bare for oss")
    _calendar, token = actions.make_calendar(
        actor=cast.actor("staff"), name="Min", partnership=cast.partnership
    )
    cast.people["staff"].seats.update(until=date(2026, 1, 1))

    assert b"Bare for oss" not in client.get(reverse("wheel:feed", args=[token])).content


def test_a_calendar_of_one_ring_holds_that_ring(cast, year, read):
    year.event("fjordbygd", title="Vårt")
    year.event("aas", title="Deres")

    _answer, events = read(partnership=cast.partnership, ring="9902")

    assert [one.summary.value for one in events.values()] == ["Deres"]


def test_the_joint_ring_is_there_once_it_is_adopted(cast, year, read):
    version = year.open()
    assert "Felles virksomhetsplan undertegnes" not in read()[0].content.decode()
    for owner in cast.owners:
        cast.ratify(version, owner)

    titles = {one.summary.value for one in read()[1].values()}

    assert "Felles virksomhetsplan undertegnes" in titles


def test_what_was_moved_says_so(year, read):
    year.event(since=date(2026, 2, 15), every="year")

    [event] = [one for one in read()[1].values() if one.dtstart.value.year == 2026]

    assert event.dtstart.value == date(2026, 2, 16)
    assert "Flyttet fra 15.02.2026" in event.description.value


def test_text_that_is_markup_elsewhere_is_only_text(year, read):
    title = "A;B,C\\n «Æøå» BEGIN:VEVENT"
    year.event(title=title, details="Linje 1\nEND:VCALENDAR")

    [event] = read()[1].values()

    assert event.summary.value == title


def test_an_unchanged_calendar_is_not_sent_again(cast, year, client):
    year.event()
    _calendar, token = actions.make_calendar(actor=cast.actor("staff"), name="Min")
    address = reverse("wheel:feed", args=[token])
    first = client.get(address)

    again = client.get(address, headers={"If-None-Match": first["ETag"]})

    assert "private" in first["Cache-Control"]
    assert (again.status_code, again.content) == (304, b"")
    year.event(title="Nytt")
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_a_token_that_was_never_made_is_not_found(client):
    assert client.get(reverse("wheel:feed", args=["finnes-ikke"])).status_code == 404


def test_the_calendar_costs_the_same_with_many_events(cast, year, client):
    year.event()
    _calendar, token = actions.make_calendar(actor=cast.actor("staff"), name="Min")

    def cost():
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse("wheel:feed", args=[token]))
        return len(seen)

    before = cost()
    for n in range(20):
        year.event(title=f"Møte {n}", every="month")

    assert cost() == before
    assert not Tick.objects.exists()
