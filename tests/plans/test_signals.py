"""The register of signals, and the signals that pull apart."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from tospann.access.actor import STRANGER
from tospann.base import clock
from tospann.base.errors import AlreadyStruck, NotPermitted
from tospann.plans import actions
from tospann.plans.errors import (
    ChangedMeanwhile,
    NotConcerned,
    OtherLine,
    StillToCome,
    TooFew,
)
from tospann.plans.models import Settlement, Signal
from tospann.plans.selectors import signals
from tospann.plans.selectors.signals import Asked


def page(cast, who="leader", actor=None, **asked):
    actor = actor or (cast.actor(who) if who else STRANGER)
    return signals.signals_page(actor, cast.partnership, clock.today(), Asked(**asked))


def labels(found):
    return [line.signal.label for line in found.lines]


def test_signals_are_numbered_within_their_partnership(planning):
    assert [planning.signal().label, planning.signal(planning.cast.nav).label] == ["S1", "S2"]


def test_an_owner_enters_its_own_line_only(planning):
    with pytest.raises(OtherLine):
        planning.signal(planning.cast.nav, line="municipality")
    with pytest.raises(OtherLine):
        planning.signal(planning.cast.aas, line="state")


@pytest.mark.parametrize("line", ["ks", "joint"])
def test_anyone_who_may_enter_enters_what_is_both_lines(planning, line):
    assert planning.signal(planning.cast.aas, line=line).line == line


@pytest.mark.parametrize("who", ["aas", "councillor", "staff", "stranger", "project_leader"])
def test_nobody_enters_for_another_owner(planning, who):
    with pytest.raises(NotPermitted):
        planning.signal(planning.cast.fjordbygd, actor=planning.cast.actor(who))


def test_a_letter_from_tomorrow_is_refused(planning):
    with pytest.raises(StillToCome):
        planning.signal(dated_on=clock.today() + timedelta(days=1))


def test_a_change_made_meanwhile_is_not_written_over(planning):
    signal = planning.signal()
    actor = planning.cast.representative(planning.cast.fjordbygd)
    actions.change_signal(actor=actor, signal=signal, revision=1, text="Først.")

    with pytest.raises(ChangedMeanwhile):
        actions.change_signal(actor=actor, signal=signal, revision=1, text="Sist.")

    assert Signal.objects.get(pk=signal.pk).text == "Først."


def test_a_struck_signal_stays_for_those_inside_and_can_be_put_back(planning):
    signal = planning.signal()
    actor = planning.cast.representative(planning.cast.fjordbygd)
    actions.strike_signal(actor=actor, signal=signal, because="Ført to ganger.")

    assert labels(page(planning.cast)) == []
    assert [line.signal.label for line in page(planning.cast).struck] == ["S1"]
    assert page(planning.cast, who="").struck == []
    with pytest.raises(AlreadyStruck):
        actions.strike_signal(actor=actor, signal=signal, because="Igjen.")

    actions.restore_signal(actor=actor, signal=signal)

    assert labels(page(planning.cast)) == ["S1"]


def test_a_signal_never_changes_owner_or_number(planning):
    signal = planning.signal()

    with pytest.raises(DatabaseError), transaction.atomic():
        Signal.objects.filter(pk=signal.pk).update(owner=planning.cast.nav)
    with pytest.raises(DatabaseError), transaction.atomic():
        signal.delete()


def test_an_internal_signal_is_read_inside_the_partnership_only(planning):
    signal = planning.signal(public=False)

    assert labels(page(planning.cast, who="councillor")) == ["S1"]
    assert labels(page(planning.cast, who="stranger")) == []
    assert signals.signal_page(STRANGER, signal.pk, clock.today()) is None


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"owner": "9901"}, ["S2"]),
        ({"obligation": "should"}, ["S3"]),
        ({"handled": "ja"}, ["S3"]),
        ({"handled": "nei"}, ["S2", "S1"]),
        ({"year": "2024"}, ["S1"]),
        ({}, ["S3", "S2", "S1"]),
    ],
)
def test_the_list_is_narrowed(planning, asked, found):
    cast = planning.cast
    planning.signal(cast.nav, since=date(2024, 1, 1), until=date(2024, 12, 31))
    planning.signal(cast.fjordbygd)
    planning.signal(cast.aas, obligation="should", handling="Gjort.")

    assert labels(page(cast, **asked)) == found


def test_a_goal_in_a_draft_answers_a_signal_for_those_who_read_drafts(planning):
    signal = planning.signal()
    planning.drafted(signal)

    assert page(planning.cast).lines[0].answered_by[0].draft
    assert page(planning.cast, who="councillor").lines[0].answered_by == ()


def test_queries_stay_the_same_however_many_signals(planning, django_assert_num_queries):
    rows = [planning.signal() for _n in range(6)]
    planning.conflict(*rows[:2])
    planning.drafted(*rows)

    actor = planning.cast.actor("leader")
    with django_assert_num_queries(8):
        page(planning.cast, actor=actor)


# --- Signals that pull apart ------------------------------------------------------------


def line_of(planning):
    return signals.conflicts_of(planning.cast.partnership, clock.today())[0]


def test_a_conflict_has_two_sides(planning):
    with pytest.raises(TooFew):
        planning.conflict(planning.signal())


def test_a_conflict_stays_until_every_owner_concerned_has_settled_it(planning):
    cast = planning.cast
    conflict = planning.conflict(planning.signal(cast.nav), planning.signal(cast.aas))

    assert [one.owner for one in line_of(planning).concerned] == [cast.nav, cast.aas]
    planning.settle(conflict, cast.aas)
    assert line_of(planning).waits_for == (cast.nav,)
    planning.settle(conflict, cast.nav, settled=False)
    assert not line_of(planning).settled
    planning.settle(conflict, cast.nav)
    assert line_of(planning).settled


def test_one_owners_answer_never_erases_anothers(planning):
    cast = planning.cast
    conflict = planning.conflict(planning.signal(cast.nav), planning.signal(cast.aas))
    planning.settle(conflict, cast.aas)

    planning.settle(conflict, cast.nav, settled=False)

    assert [one.settled for one in line_of(planning).concerned] == [False, True]
    row = Settlement.objects.first()
    with pytest.raises(DatabaseError), transaction.atomic():
        Settlement.objects.filter(pk=row.pk).update(settled=False)
    with pytest.raises(DatabaseError), transaction.atomic():
        row.delete()


def test_an_owner_without_a_part_in_it_has_no_say(planning):
    cast = planning.cast
    conflict = planning.conflict(planning.signal(cast.nav), planning.signal(cast.aas))

    with pytest.raises(NotConcerned):
        planning.settle(conflict, cast.fjordbygd)


def test_what_ks_asks_concerns_every_owner(planning):
    cast = planning.cast
    planning.conflict(planning.signal(cast.nav, line="ks"), planning.signal(cast.aas))

    assert [one.owner for one in line_of(planning).concerned] == cast.owners


def test_a_mark_made_by_mistake_is_taken_away_and_put_back(planning):
    cast = planning.cast
    conflict = planning.conflict(planning.signal(cast.nav), planning.signal(cast.aas))
    actor = cast.actor("leader")

    actions.strike_conflict(actor=actor, conflict=conflict, because="Feil.")
    assert signals.conflicts_of(cast.partnership, clock.today()) == []
    actions.restore_conflict(actor=actor, conflict=conflict)

    assert line_of(planning).conflict == conflict
