"""What waits for an owner about signals and plans."""

import pytest
from django.urls import reverse

from tospann.plans.selectors.waiting import waiting_for


def asked(planning, who):
    found = waiting_for(planning.cast.actor(who))
    return [one.view.owner.name for one in found.confirm], [one.labels for one in found.settle]


def test_an_owner_is_asked_until_it_has_answered(planning):
    cast = planning.cast
    document = planning.drafted(planning.signal(cast.nav), planning.signal(cast.fjordbygd))
    assert asked(planning, "nav") == (["Nav Testland"], [])

    planning.confirm(document, cast.nav, understood=False)

    assert asked(planning, "nav") == ([], [])
    assert asked(planning, "fjordbygd") == (["Fjordbygd kommune"], [])
    assert asked(planning, "aas") == ([], [])


def test_a_new_wording_asks_again(planning):
    cast = planning.cast
    document = planning.drafted(planning.signal(cast.nav))
    planning.confirm(document, cast.nav)
    goals = [goal.model_dump() | {"answer": "Nytt."} for goal in planning.body(document).goals]

    planning.write(document, goals=goals)

    assert asked(planning, "nav") == (["Nav Testland"], [])


def test_a_draft_that_answers_nothing_asks_nobody(planning):
    planning.signal(planning.cast.nav)
    planning.begin()

    assert asked(planning, "nav") == ([], [])


def test_a_conflict_waits_for_each_owner_until_it_has_settled_it(planning):
    cast = planning.cast
    conflict = planning.conflict(planning.signal(cast.nav), planning.signal(cast.aas))
    assert asked(planning, "nav") == asked(planning, "aas") == ([], ["S1 og S2"])

    planning.settle(conflict, cast.aas)

    assert asked(planning, "aas") == ([], [])
    assert asked(planning, "nav") == ([], ["S1 og S2"])
    assert asked(planning, "fjordbygd") == ([], [])


@pytest.mark.parametrize("who", ["leader", "councillor", "stranger"])
def test_who_speaks_for_no_owner_is_asked_nothing(planning, who):
    planning.drafted(planning.signal())
    planning.conflict(planning.signal(), planning.signal(planning.cast.nav))

    assert asked(planning, who) == ([], [])


def test_queries_stay_the_same_however_much_waits(planning, django_assert_num_queries):
    cast = planning.cast
    for year in (2026, 2027, 2028):
        planning.drafted(planning.signal(), year=year)
        planning.conflict(planning.signal(), planning.signal(cast.nav))
    actor = cast.actor("fjordbygd")

    with django_assert_num_queries(7):
        found = waiting_for(actor)

    assert len(found) == 6


def test_ones_own_page_tells_it(client, planning):
    document = planning.drafted(planning.signal())
    client.force_login(
        planning.cast.people["fjordbygd"], "django.contrib.auth.backends.ModelBackend"
    )

    page = client.get(reverse("portal:mine")).content.decode()

    assert "1 sak venter på dere" in page
    assert reverse("plans:understanding", args=[document.pk]) in page
