"""The pages: what everybody sees, what those inside see, and what a form answers."""

import io
import re
from datetime import date, datetime, time

import pikepdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from pdf import text as words_of_pdf
from tospann.access.actor import STRANGER
from tospann.base import clock
from tospann.wheel import actions, selectors
from tospann.wheel.models import Calendar, OwnEvent, Tick

pytestmark = pytest.mark.django_db
PAGE = "/partnerskap/fjordbygd/arshjul/"
NOW = datetime(2026, 3, 10, 12, tzinfo=timezone.get_default_timezone())


@pytest.fixture(autouse=True)
def _march():
    with clock.pretend(NOW):
        yield


def typed(owner, **changed):
    return {
        "owner": owner.pk,
        "title": "Budsjettmøte",
        "sort": "other",
        "since": "17.09.2026",
        "length": "1",
        "every": "year",
        "on": "weekday",
        "day_off": "move",
    } | changed


def titles(page):
    """What stands there, but for when reports are due, which follows from the year alone."""
    return [one.event.title for one in page.lines if not one.event.key.startswith("rapport-")]


@pytest.mark.parametrize("shown", ["", "hjul", "liste", "tidslinje"])
def test_each_way_to_see_the_year_tells_the_same_events(client, year, shown):
    year.adopted()
    year.event(title="Alle ser meg", public=True)

    html = client.get(f"{PAGE}?ar=2026&visning={shown}").content.decode()

    for title in ("Felles virksomhetsplan undertegnes", "Alle ser meg", "Endelige KOSTRA-tall"):
        assert title in html


def test_own_rings_are_for_those_inside(client, client_as, year):
    year.event(title="Bare for oss")

    assert "Bare for oss" not in client.get(f"{PAGE}?visning=liste").content.decode()
    inside = client_as("staff").get(f"{PAGE}?visning=liste").content.decode()
    assert "Bare for oss" in inside


def test_rings_are_chosen_in_the_address(client_as, year):
    year.event("fjordbygd", title="Fjordbygds møte")
    year.event("aas", title="Møtet i Ås")

    html = client_as("staff").get(f"{PAGE}?visning=liste&ring=9902").content.decode()

    assert "Møtet i Ås" in html
    assert "Fjordbygds møte" not in html.partition('id="kollisjoner"')[0]


def test_a_ring_that_is_none_is_refused(client, cast):
    assert client.get(f"{PAGE}?ring=finnes-ikke").status_code == 422
    assert client.get(f"{PAGE}?ar=12345").status_code == 422


def test_the_wheel_is_a_list_by_date_for_screen_readers(client, year):
    year.adopted()

    html = client.get(f"{PAGE}?visning=hjul").content.decode()
    svg = html.partition('class="wheel__svg"')[2].partition("</svg>")[0]

    assert 'role="group"' in svg
    assert svg.count('role="listitem"') == svg.count("<a ") == 29  # two reports besides
    spoken = re.findall(r'aria-label="\w+ (\d+)\. (\w+)', svg)
    months = ["januar", "februar", "mars", "april", "mai", "juni", "juli", "august"]
    months += ["september", "oktober", "november", "desember"]
    days = [(months.index(month), int(day)) for day, month in spoken]
    assert days == sorted(days)
    assert "style=" not in svg


def test_the_page_costs_the_same_with_many_events(year, client_as, cast):
    partnership = selectors.partnership_of("fjordbygd")
    year.adopted()
    year.event()
    actor = cast.actor("staff")

    def cost():
        with CaptureQueriesContext(
            connection,
        ) as seen:
            selectors.year_of(actor, partnership, 2026)
        return len(seen)

    before = cost()
    for n in range(20):
        year.event("aas", title=f"Møte {n}", every="month")

    assert cost() == before <= 17


def test_the_whole_page_costs_the_same_with_many_events(year, client_as):
    year.adopted()
    year.event()
    client = client_as("staff")

    def cost():
        with CaptureQueriesContext(
            connection,
        ) as seen:
            client.get(f"{PAGE}?visning=hjul")
        return len(seen)

    cost()
    before = cost()
    for n in range(20):
        year.event("aas", title=f"Møte {n}", every="month")

    assert cost() == before < 25


def test_a_line_of_the_list_costs_less_than_a_kilobyte(year, client):
    """An icon is drawn once and pointed at, however many lines there are."""
    year.event("aas", title="Møte 0", public=True)
    few = len(client.get(f"{PAGE}?visning=liste").content)
    for n in range(20):
        year.event("aas", title=f"Møte {n + 1}", public=True)

    assert len(client.get(f"{PAGE}?visning=liste").content) - few < 20 * 1000


def current(html):
    """Which view each row of tabs has marked."""
    rows = re.findall(r'<ul class="wheel-views">(.*?)</ul>', html, re.S)
    return [re.findall(r'aria-current="true">(\w+)', row) for row in rows]


@pytest.mark.parametrize(
    ("shown", "marked"),
    [
        ("hjul", [["Hjul"]]),
        ("liste", [["Liste"]]),
        ("tidslinje", [["Tidslinje"]]),
        ("", [["Hjul"], ["Liste"]]),  # the wheel on a wide screen, the list on a phone
    ],
)
def test_the_view_that_is_shown_is_marked(cast, client, shown, marked):
    assert current(client.get(f"{PAGE}?visning={shown}").content.decode()) == marked


def test_a_regions_event_is_seen_in_each_partnership(cast, year):
    year.event("nav", partnership=None, title="Ledersamling")

    page = selectors.year_of(cast.actor("staff"), selectors.partnership_of("fjordbygd"), 2026)

    assert titles(page) == ["Ledersamling"]


def test_a_collision_is_told_in_words(client_as, year):
    year.adopted()
    year.event(title="Papirene", sort="papers_due", subject="year", since=date(2026, 3, 12))

    html = client_as("staff").get(PAGE).content.decode()

    assert "Sakspapirene trenger tallene fra «Foreløpige KOSTRA-tall»." in html
    assert "Likevel kommer «Papirene» først." in html


def test_many_municipalities_share_a_ring_and_say_whose_it_is(cast, year, monkeypatch):
    monkeypatch.setattr("tospann.wheel.ring_events.MOST_MUNICIPAL_RINGS", 1)
    year.event("aas", title="Møte", public=True)

    page = selectors.year_of(STRANGER, selectors.partnership_of("fjordbygd"), 2026)

    assert [ring.code for ring in page.rings] == ["felles", "nav-test", "kommuner"]
    assert titles(page) == ["Ås: Møte"]


# --- What other parts of the product know -----------------------------------------------


def test_what_waits_and_what_ends_is_asked_for(cast):
    version = cast.version(until="2026-11-01")

    def told():
        page = selectors.year_of(cast.actor("staff"), selectors.partnership_of("fjordbygd"), 2026)
        return titles(page)

    assert told() == ["Venter på eierne: Notat"]
    for owner in cast.owners:
        cast.ratify(version, owner)
    assert told() == ["Siste dag: Notat"]


def test_reports_that_are_due_stand_on_the_wheel_unless_the_owners_agreed_on_a_day(cast, year):
    def due():
        page = selectors.year_of(STRANGER, selectors.partnership_of("fjordbygd"), 2026)
        reports = [line.event for line in page.lines if line.event.sort == "report_due"]
        return [(event.first, event.origin.value) for event in reports]

    assert due() == [
        (date(2026, 1, 31), "live"),
        (date(2026, 5, 25), "live"),
        (date(2026, 9, 25), "live"),
    ]
    year.adopted()
    assert due() == [
        (date(2026, 1, 31), "live"),
        (date(2026, 5, 26), "joint"),
        (date(2026, 9, 25), "live"),
    ]


# --- Forms ------------------------------------------------------------------------------


def test_an_event_is_entered_changed_and_taken_out(client_as, cast):
    client = client_as("fjordbygd")

    answer = client.post(reverse("wheel:new_event", args=["fjordbygd"]), typed(cast.fjordbygd))
    row = OwnEvent.objects.get()
    assert answer.status_code == 302
    assert (row.title, row.since, row.on) == ("Budsjettmøte", date(2026, 9, 17), "weekday")

    changed = typed(cast.fjordbygd, title="Nytt navn", revision=1)
    assert client.post(reverse("wheel:changed", args=[row.pk]), changed).status_code == 302
    again = client.post(reverse("wheel:changed", args=[row.pk]), changed)
    assert again.status_code == 409
    assert "endret av noen andre" in again.content.decode()

    struck = client.post(reverse("wheel:struck", args=[row.pk]))
    assert reverse("wheel:restored", args=[row.pk]) in struck.content.decode()
    client.post(reverse("wheel:restored", args=[row.pk]))
    assert OwnEvent.objects.standing().get().title == "Nytt navn"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"every": "rule"}, "Skriv regelen"),
        ({"every": "rule", "rule": "FREQ=SECONDLY"}, "Vi kan ikke følge regelen"),
        ({"rule": "FREQ=YEARLY"}, "ta bort regelen"),
        ({"until": "01.01.2026"}, "kan ikke være før første gang"),
        ({"begins": "10:00"}, "Skriv både fra og til"),
        ({"begins": "10:00", "ends": "09:00"}, "må være etter begynnelsen"),
        ({"begins": "10:00", "ends": "11:00", "length": "3"}, "varer i én dag"),
        ({"since": "i morgen"}, "dato"),
        ({"begins": "halv ni", "ends": "10"}, "Skriv klokka slik: 09:30."),
    ],
)
def test_what_does_not_fit_is_told_beside_the_field_and_kept(client_as, cast, changed, sentence):
    client = client_as("fjordbygd")

    answer = client.post(
        reverse("wheel:new_event", args=["fjordbygd"]), typed(cast.fjordbygd, **changed)
    )

    html = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in html
    assert 'value="Budsjettmøte"' in html
    assert not OwnEvent.objects.exists()


@pytest.mark.parametrize("written", ["9", "09.00", "9:00", "09:00"])
def test_a_time_of_day_is_understood_as_people_write_it(client_as, cast, written):
    sent = typed(cast.fjordbygd, begins=written, ends="10.30")

    answer = client_as("fjordbygd").post(reverse("wheel:new_event", args=["fjordbygd"]), sent)

    assert answer.status_code == 302
    assert OwnEvent.objects.get().begins == time(9)


def test_an_occurrence_is_ticked_off_on_its_page(client_as, year):
    row = year.event(every="month")
    key = f"egen-{row.pk}-2026-03"
    client = client_as("fjordbygd")

    client.post(reverse("wheel:done", args=["fjordbygd", 2026, key]))
    html = client.get(reverse("wheel:event", args=["fjordbygd", 2026, key])).content.decode()

    assert Tick.objects.standing().get().key == key
    assert "Ikke gjort likevel" in html
    client.post(reverse("wheel:undone", args=["fjordbygd", 2026, key]))
    assert not Tick.objects.standing().exists()


def test_the_joint_ring_is_begun_with_one_press(client_as, cast):
    answer = client_as("leader").post(reverse("wheel:joint", args=["fjordbygd"]))

    assert answer.status_code == 302
    draft = cast.partnership.documents.get().draft
    assert draft.title == "Felles årshjul 2026 for Nav Fjordbygd"
    assert len(draft.body["events"]) == 27


def test_a_ring_is_filled_with_one_press(client_as, cast):
    client = client_as("aas")

    client.post(
        reverse("wheel:template", args=["fjordbygd"]), {"owner": cast.aas.pk, "year": 2026}
    )

    assert OwnEvent.objects.filter(owner=cast.aas).count() == 6


def test_an_event_that_is_not_there_is_not_found(client, cast):
    assert (
        client.get(reverse("wheel:event", args=["fjordbygd", 2026, "egen-x"])).status_code == 404
    )
    assert client.get(reverse("wheel:poster", args=["fjordbygd", 9999])).status_code == 404


# --- The poster -------------------------------------------------------------------------


def test_the_poster_is_tagged_and_holds_every_event_as_text(client, year):
    year.adopted()
    year.event(title="Kommunestyret møtes", public=True, begins=time(10), ends=time(12))

    answer = client.get(reverse("wheel:poster", args=["fjordbygd", 2026]))
    pdf = pikepdf.open(io.BytesIO(answer.content))
    told = words_of_pdf(pdf)  # without the spaces between words

    assert pdf.Root.MarkInfo.Marked
    assert str(pdf.Root.Lang) == "nb-NO"
    box = pdf.pages[0].mediabox
    assert [round(float(box[n]) / 72 * 25.4) for n in (2, 3)] == [420, 297]
    for title in ("Kommunestyret møtes", "Felles virksomhetsplan undertegnes", "Desember"):
        assert title.replace(" ", "") in told


def test_the_same_year_gives_the_same_poster(client, year):
    year.adopted()
    address = reverse("wheel:poster", args=["fjordbygd", 2026])

    assert client.get(address).content == client.get(address).content


# --- Calendars --------------------------------------------------------------------------


def test_the_address_of_a_calendar_is_shown_once(client_as):
    client = client_as("staff")
    page = reverse("wheel:calendars")

    made = client.post(page, {"name": "Min", "what": ""}).content.decode()
    address = re.search(r"http://testserver(/kalender/[\w-]+\.ics)", made)

    assert address is not None
    assert "/kalender/" not in client.get(page).content.decode()
    assert client.get(address[1]).status_code == 200
    client.post(reverse("wheel:revoked_calendar", args=[Calendar.objects.get().pk]))
    assert client.get(address[1]).status_code == 404


def test_a_calendar_of_another_is_not_there(client_as, cast):
    calendar, _token = actions.make_calendar(actor=cast.actor("nav"), name="Andres")

    answer = client_as("staff").post(reverse("wheel:revoked_calendar", args=[calendar.pk]))

    assert answer.status_code == 404
