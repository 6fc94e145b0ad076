from datetime import timedelta

import pytest

from tospann.access.actor import Actor
from tospann.access.roles import Permission, Role
from tospann.accounts.models import Person
from tospann.base import clock
from tospann.base.errors import NotPermitted
from tospann.journal.models import Entry
from tospann.partnerships import actions
from tospann.partnerships.errors import (
    AlreadyPast,
    InvitationOver,
    LastAdministrator,
    NotAnOwner,
    NotYourInvitation,
    SeatEnded,
    SeatTaken,
)
from tospann.partnerships.models import Seat
from tospann.partnerships.selectors import actor_for, open_invitation, seats_of


def invite(cast, **given):
    return actions.invite(
        **{
            "actor": cast.actor("administrator"),
            "email": "Ny@Example.no",
            "owner": cast.fjordbygd,
            "role": Role.COUNCILLOR,
            "title": "kommunestyremedlem",
        }
        | given
    )


def accept(token: str, **given) -> Person:
    return actions.accept_invitation(
        actor=Actor(person_id=None),
        token=token,
        **({"name": "Rolle ny", "password": None} | given),
    )


def test_an_accepted_invitation_gives_the_seat(cast):
    _invitation, token = invite(cast)

    person = accept(token)

    seat = Seat.objects.get(person=person)
    assert (seat.owner, seat.role, seat.since) == (cast.fjordbygd, Role.COUNCILLOR, clock.today())
    assert actor_for(person).may_in(Permission.INTERNAL_READ, partnership_id=cast.partnership.pk)


def test_an_invitation_is_accepted_once(cast):
    _invitation, token = invite(cast)
    accept(token)

    with pytest.raises(InvitationOver):
        accept(token)


def test_a_withdrawn_invitation_is_over(cast):
    invitation, token = invite(cast)
    actions.withdraw_invitation(actor=cast.actor("administrator"), invitation=invitation)

    assert open_invitation(token) is None
    with pytest.raises(InvitationOver):
        accept(token)


def test_an_invitation_runs_out(cast):
    _invitation, token = invite(cast)

    with clock.pretend(clock.now() + timedelta(days=15)), pytest.raises(InvitationOver):
        accept(token)


def test_a_seat_with_a_last_day_reaches_no_further(cast):
    last = clock.today() + timedelta(days=30)
    _invitation, token = invite(cast, until=last)

    person = accept(token)

    with clock.pretend(clock.now() + timedelta(days=30)):
        assert actor_for(person).seats
    with clock.pretend(clock.now() + timedelta(days=31)):
        assert not actor_for(person).seats


def test_a_last_day_behind_us_is_refused(cast):
    with pytest.raises(AlreadyPast, match="allerede forbi"):
        invite(cast, until=clock.today() - timedelta(days=1))


def test_an_invitation_is_for_the_invited_address(cast):
    _invitation, token = invite(cast)

    with pytest.raises(NotYourInvitation):
        accept(token, signed_in=cast.people["stranger"])


@pytest.mark.parametrize("who", ["fjordbygd", "leader", "nav", "stranger"])
def test_invite_is_refused_without_the_administrators_seat(cast, who):
    before = Entry.objects.count()

    with pytest.raises(NotPermitted):
        invite(cast, actor=cast.actor(who))

    assert Entry.objects.count() == before


def test_invite_is_refused_for_another_owner(cast):
    with pytest.raises(NotPermitted):
        invite(cast, owner=cast.aas)


def test_invite_is_refused_to_a_partnership_the_owner_has_no_part_in(cast):
    elsewhere = actions.form_partnership(
        actor=cast.actor("administrator"), slug="andre", name="Andre", model="own_office"
    )

    with pytest.raises(NotAnOwner, match="Fjordbygd kommune er ikke eier i Andre"):
        invite(cast, partnership=elsewhere)


def test_the_last_administrator_of_an_owner_stays(cast):
    seat = Seat.objects.get(person=cast.people["administrator"])

    with pytest.raises(LastAdministrator, match="minst én administrator"):
        actions.end_seat(actor=cast.actor("administrator"), seat=seat)


def test_an_administrator_whose_own_seat_runs_out_is_not_enough(cast):
    actions.give_seat(
        actor=cast.actor("administrator"),
        person=cast.people["stranger"],
        owner=cast.fjordbygd,
        role=Role.OWNER_ADMINISTRATOR,
        until=clock.today() + timedelta(days=7),
    )
    seat = Seat.objects.get(person=cast.people["administrator"])

    with pytest.raises(LastAdministrator):
        actions.end_seat(actor=cast.actor("administrator"), seat=seat)


def test_a_seat_taken_back_on_its_first_day_was_never_held(cast):
    seat = actions.give_seat(
        actor=cast.actor("administrator"),
        person=cast.people["stranger"],
        owner=cast.fjordbygd,
        role=Role.ADVISER,
    )

    actions.end_seat(actor=cast.actor("administrator"), seat=seat)

    seat.refresh_from_db()
    assert seat.since == clock.today()
    assert not cast.actor("stranger").seats
    with clock.pretend(clock.now() - timedelta(days=1)):
        assert not cast.actor("stranger").seats


def test_an_administrator_can_go_when_there_is_another(cast):
    actions.give_seat(
        actor=cast.actor("administrator"),
        person=cast.people["stranger"],
        owner=cast.fjordbygd,
        role=Role.OWNER_ADMINISTRATOR,
    )
    seat = Seat.objects.get(person=cast.people["administrator"])

    actions.end_seat(actor=cast.actor("administrator"), seat=seat)

    assert not cast.actor("administrator").seats


def test_an_ended_seat_gives_nothing_at_once(cast):
    seat = Seat.objects.get(person=cast.people["leader"])

    actions.end_seat(actor=cast.actor("administrator"), seat=seat)

    assert not cast.actor("leader").seats
    with pytest.raises(SeatEnded):
        actions.end_seat(actor=cast.actor("administrator"), seat=seat)
    assert seat.pk in {ended.pk for ended in seats_of(cast.fjordbygd).ended}


def test_the_same_seat_twice_is_refused(cast):
    with pytest.raises(SeatTaken):
        actions.give_seat(
            actor=cast.actor("administrator"),
            person=cast.people["leader"],
            owner=cast.fjordbygd,
            role=Role.OFFICE_LEADER,
        )


def test_a_seat_in_one_partnership_does_not_reach_another(cast):
    other = actions.form_partnership(
        actor=cast.actor("administrator"), slug="andre", name="Andre", model="own_office"
    )
    actions.begin_ownership(
        actor=cast.actor("administrator"),
        partnership=other,
        owner=cast.fjordbygd,
        part="municipal_party",
        since=clock.today(),
    )
    actions.give_seat(
        actor=cast.actor("administrator"),
        person=cast.people["stranger"],
        owner=cast.fjordbygd,
        role=Role.ADVISER,
        partnership=other,
    )

    actor = cast.actor("stranger")

    assert actor.may_in(Permission.DRAFT_EDIT, partnership_id=other.pk)
    assert not actor.may_in(Permission.DRAFT_EDIT, partnership_id=cast.partnership.pk)


def test_an_owner_that_left_reaches_nothing(cast):
    ownership = cast.partnership.ownerships.get(owner=cast.aas)

    actions.end_ownership(
        actor=cast.actor("administrator"),
        ownership=ownership,
        until=clock.today() - timedelta(days=1),
    )

    assert not cast.actor("aas").partnership_ids


def test_who_someone_is_takes_two_queries(cast, django_assert_num_queries):
    with django_assert_num_queries(2):
        actor_for(cast.people["leader"])
