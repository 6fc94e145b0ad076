"""Each owner edits its own ring only; what is done can be undone; all of it is recorded."""

from datetime import date, time

import pytest

from tospann.base.errors import IdentityNumber, NotPermitted
from tospann.journal.models import Entry
from tospann.partnerships.models import Ownership, Partnership
from tospann.wheel import actions
from tospann.wheel.errors import (
    AlreadyTicked,
    CalendarRevoked,
    EventChanged,
    EventStands,
    EventStruck,
    NoSuchRing,
    NotTicked,
    RingFilled,
    RuleNotUnderstood,
    TooManyCalendars,
)
from tospann.wheel.models import Calendar, OwnEvent, hash_of

pytestmark = pytest.mark.django_db


def test_an_owner_enters_an_event_on_its_ring(cast, year):
    event = year.event(title="Budsjettmøte", begins=time(9), ends=time(11))

    assert OwnEvent.objects.get() == event
    entry = Entry.objects.latest("number")
    assert (entry.kind, entry.partnership_id) == ("ring_event.entered", cast.partnership.pk)


@pytest.mark.parametrize("who", ["aas", "nav", "stranger", "staff", "councillor"])
def test_nobody_else_enters_on_it(cast, who):
    with pytest.raises(NotPermitted):
        actions.enter_event(
            actor=cast.actor(who), owner=cast.fjordbygd, partnership=cast.partnership,
            title="Møte", since=date(2026, 3, 2),
        )  # fmt: skip
    assert not OwnEvent.objects.exists()


@pytest.mark.parametrize("act", [actions.strike_event, actions.restore_event])
def test_nobody_else_takes_it_off_or_puts_it_back(cast, year, act):
    event = year.event()

    with pytest.raises(NotPermitted):
        act(actor=cast.actor("aas"), event=event)


def test_nobody_else_changes_it(cast, year):
    event = year.event()

    with pytest.raises(NotPermitted):
        actions.change_event(actor=cast.actor("nav"), event=event, revision=1, title="Vårt")
    assert OwnEvent.objects.get().title == "Et møte"


def test_two_who_change_at_once_are_told(cast, year):
    event, actor = year.event(), cast.actor("fjordbygd")
    actions.change_event(actor=actor, event=event, revision=1, title="Nytt")

    with pytest.raises(EventChanged):
        actions.change_event(actor=actor, event=event, revision=1, title="Nyere")
    assert OwnEvent.objects.get().title == "Nytt"


def test_an_event_is_taken_off_and_put_back(cast, year):
    event, actor = year.event(), cast.actor("fjordbygd")

    actions.strike_event(actor=actor, event=event)
    assert not OwnEvent.objects.standing().exists()
    with pytest.raises(EventStruck):
        actions.strike_event(actor=actor, event=event)
    with pytest.raises(EventStruck):
        actions.change_event(actor=actor, event=event, revision=1, title="Nytt")
    actions.restore_event(actor=actor, event=event)
    assert OwnEvent.objects.standing().get() == event
    with pytest.raises(EventStands):
        actions.restore_event(actor=actor, event=event)


@pytest.mark.parametrize("rule", ["FREQ=SECONDLY", "FREQ=DAILY", "tull"])
def test_a_recurrence_bomb_is_refused(year, rule):
    with pytest.raises(RuleNotUnderstood):
        year.event(every="rule", rule=rule)
    assert not OwnEvent.objects.exists()


def test_what_is_about_a_person_is_refused(year):
    with pytest.raises(IdentityNumber):
        year.event(details="Gjelder 29029600013")


# --- A region's ring --------------------------------------------------------------------


def other_partnership(cast) -> Partnership:
    other = Partnership.objects.create(slug="annet", name="Nav Annet", model="own_office")
    for owner, part in [(cast.nav, "state"), (cast.aas, "municipal_party")]:
        Ownership.objects.create(partnership=other, owner=owner, part=part, since=date(2020, 1, 1))
    return other


def test_a_region_enters_once_for_all_its_partnerships(cast, year):
    other_partnership(cast)

    assert year.event("nav", partnership=None).partnership is None


def test_a_seat_in_one_partnership_does_not_reach_the_whole_region(cast):
    other_partnership(cast)
    seat = cast.people["secretary"].seats.get()
    seat.partnership = cast.partnership
    seat.save()

    with pytest.raises(NotPermitted):
        actions.enter_event(
            actor=cast.actor("secretary"), owner=cast.nav, partnership=None, title="Alt",
            since=date(2026, 1, 1),
        )  # fmt: skip


def test_an_owner_has_no_ring_where_it_has_no_part(cast):
    other = other_partnership(cast)

    with pytest.raises(NoSuchRing):
        actions.enter_event(
            actor=cast.actor("fjordbygd"), owner=cast.fjordbygd, partnership=other,
            title="Møte", since=date(2026, 1, 1),
        )  # fmt: skip


# --- The template -----------------------------------------------------------------------


def test_a_council_gets_its_six_dates_and_the_state_its_figures(cast):
    ours = {"partnership": cast.partnership, "year": 2026}
    council = actions.fill_ring(actor=cast.actor("aas"), owner=cast.aas, **ours)
    state = actions.fill_ring(actor=cast.actor("nav"), owner=cast.nav, **ours)

    assert (len(council), len(state)) == (6, 2)
    assert {event.every for event in council} == {"year"}
    with pytest.raises(RingFilled):
        actions.fill_ring(actor=cast.actor("aas"), owner=cast.aas, **ours)


def test_nobody_fills_another_owners_ring(cast):
    with pytest.raises(NotPermitted):
        actions.fill_ring(
            actor=cast.actor("aas"), partnership=cast.partnership, owner=cast.nav, year=2026
        )


# --- Ticks ------------------------------------------------------------------------------


def test_an_occurrence_is_ticked_off_and_undone(cast):
    what = {"partnership": cast.partnership, "owner": cast.aas, "key": "egen-1", "title": "Møte"}
    actor = cast.actor("aas")

    tick = actions.tick(actor=actor, **what)
    assert tick.done_by == cast.people["aas"]
    with pytest.raises(AlreadyTicked):
        actions.tick(actor=actor, **what)
    actions.untick(actor=actor, **what)
    with pytest.raises(NotTicked):
        actions.untick(actor=actor, **what)
    actions.tick(actor=actor, **what)  # again: a new row beside the undone one


def test_an_owner_does_not_tick_off_for_another(cast):
    with pytest.raises(NotPermitted):
        actions.tick(
            actor=cast.actor("nav"), partnership=cast.partnership, owner=cast.aas, key="k",
            title="Møte",
        )  # fmt: skip


def test_the_joint_ring_is_ticked_off_by_any_owner(cast):
    tick = actions.tick(
        actor=cast.actor("nav"), partnership=cast.partnership, owner=None, key="k", title="Møte"
    )
    assert tick.undone_at is None


# --- Calendars --------------------------------------------------------------------------


def test_only_the_hash_of_a_token_is_kept(cast):
    calendar, token = actions.make_calendar(actor=cast.actor("staff"), name="Årshjul")

    assert Calendar.objects.get() == calendar
    assert calendar.token_hash == hash_of(token)
    assert len(token) >= 43
    assert token not in str(Calendar.objects.values().get())


def test_a_calendar_is_closed_by_its_maker_only(cast):
    calendar, _token = actions.make_calendar(actor=cast.actor("staff"), name="Årshjul")

    with pytest.raises(NotPermitted):
        actions.revoke_calendar(actor=cast.actor("nav"), calendar=calendar)
    actions.revoke_calendar(actor=cast.actor("staff"), calendar=calendar)
    with pytest.raises(CalendarRevoked):
        actions.revoke_calendar(actor=cast.actor("staff"), calendar=calendar)


def test_a_person_has_so_many_calendars_and_no_more(cast, monkeypatch):
    monkeypatch.setattr(actions, "MOST_CALENDARS", 1)
    actions.make_calendar(actor=cast.actor("staff"), name="Én")

    with pytest.raises(TooManyCalendars, match="Du har 1 åpne"):
        actions.make_calendar(actor=cast.actor("staff"), name="To")
