"""What waits on one's own page for those who lead hearings."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from participation.asking import Asking
from tospann.base import clock
from tospann.participation import actions
from tospann.participation.selectors import waiting_for


def waiting(cast, who="adviser"):
    return waiting_for(cast.actor(who))


def mine(cast, who="adviser") -> str:
    client = Client()
    client.force_login(cast.people[who])
    return client.get(reverse("portal:mine")).content.decode()


def at(name, *args):
    return reverse(f"participation:{name}", args=args)


def test_a_draft_waits_to_be_sent_when_nothing_is_wanting(cast, asking):
    hearing = asking.begin()
    asking.version()

    (one,) = waiting(cast)
    assert (one.is_draft, one.wanting) == (True, [])
    page = mine(cast)
    assert at("sending", hearing.pk) in page
    assert "Siste dag for å svare:" in page


def test_what_a_draft_lacks_is_said_where_it_waits(cast, asking):
    hearing = asking.begin(bodies=[], questions=[], deadline=None)

    (one,) = waiting(cast)
    assert one.wanting == [
        "Åpne dokumentet høringen gjelder.",
        "Skriv hvem som skal svare.",
        "Skriv minst ett spørsmål.",
        "Sett en frist som er etter i dag.",
    ]
    page = mine(cast)
    assert at("sending", hearing.pk) not in page
    assert "Skriv hvem som skal svare." in page


def test_a_draft_whose_deadline_came_needs_another_one(cast, asking):
    asking.begin()
    asking.version()
    with asking.after_deadline(0):
        (one,) = waiting(cast)

    assert one.wanting == ["Sett en frist som er etter i dag."]


def test_a_running_hearing_does_not_wait_before_its_last_day_is_over(cast, asking):
    asking.send()
    asking.answer(1)

    assert waiting(cast) == []
    with asking.after_deadline(0):
        assert waiting(cast) == []
    with asking.after_deadline(1):
        assert len(waiting(cast)) == 1


def test_answers_wait_to_be_followed_up_when_the_deadline_has_passed(cast, asking):
    hearing = asking.send()
    asking.answer(1)
    asking.answer(2, "Nei.", "")  # no remark to the second: nothing to follow up
    with asking.after_deadline():
        (one,) = waiting(cast)
        page = mine(cast)

    assert (one.not_followed, one.not_answered) == (3, 1)
    assert "3 svar mangler oppfølging. Skriv hva som kom av dem." in page
    assert "1 instans har ikke svart." in page
    assert f"{at('hearing', hearing.pk)}#instanser" in page
    assert "Siste dag for å svare var" in page


def test_only_the_answer_as_it_stands_is_counted(cast, asking):
    asking.send()
    asking.answer(1)
    asking.answer(1, "Ja.", "Lengre for noen.", revision=1)
    asking.follow(1, ("taken", "Fordi."))
    with asking.after_deadline():
        (one,) = waiting(cast)

    assert one.not_followed == 1


def test_a_hearing_that_is_followed_up_waits_to_be_closed(cast, asking):
    hearing = asking.send()
    asking.answer(1)
    asking.follow(1)
    with asking.after_deadline():
        page = mine(cast)
        assert "Høringen kan avsluttes." in page
        assert at("closing", hearing.pk) in page
        asking.close()
        assert waiting(cast) == []


def test_what_is_over_waits_for_nobody(cast, asking):
    dropped = asking.begin()
    actions.drop_hearing(actor=asking.actor, hearing=dropped)
    asking.hearing = None
    hearing = asking.send()
    actions.call_off_hearing(actor=asking.actor, hearing=hearing, reason="Eierne vil vente.")
    with asking.after_deadline():
        assert waiting(cast) == []


@pytest.mark.parametrize("who", ["councillor", "staff", "stranger"])
def test_those_who_lead_no_hearings_are_told_of_none(cast, asking, who):
    asking.begin(title="Et hemmelig utkast")
    assert waiting(cast, who) == []
    assert "Et hemmelig utkast" not in mine(cast, who)
    asking.send()
    with asking.after_deadline():
        assert waiting(cast, who) == []


def test_hearings_are_counted_among_what_waits(cast, asking):
    asking.begin()

    assert "1 sak venter på dere" in mine(cast)


def test_those_past_their_deadline_come_first(cast, asking):
    asking.send()
    asking.answer(1)
    with asking.after_deadline():
        soon, later, unset = Asking(cast), Asking(cast), Asking(cast)
        unset.begin(deadline=None)
        later.begin(deadline=clock.today() + timedelta(days=90))
        soon.begin(deadline=clock.today() + timedelta(days=60))
        found = [one.hearing for one in waiting(cast)]

    assert found == [asking.hearing, soon.hearing, later.hearing, unset.hearing]


def test_what_waits_costs_one_query_however_much(cast, asking, django_assert_num_queries):
    actor = cast.actor("adviser")
    asking.send()
    asking.answer(1)
    Asking(cast).begin()
    with asking.after_deadline():
        Asking(cast).begin()
        with django_assert_num_queries(1):
            assert len(waiting_for(actor)) == 3
