"""Views of the board with an address of their own: one's own, or shared within an owner."""

import pytest
from django.urls import reverse

from portal import boarding
from tospann.access.actor import STRANGER
from tospann.base.errors import NotPermitted
from tospann.journal.models import Entry
from tospann.portal import actions
from tospann.portal.board import keeping, saved
from tospann.portal.errors import ChangedMeanwhile, NameTaken
from tospann.portal.models import SavedView

pytestmark = pytest.mark.django_db
OVERDUE = {"avtale": ["overdue"]}


@pytest.fixture
def as_(client, cast):
    def sign_in(who: str):
        client.force_login(cast.people[who], "django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


def save(cast, who: str = "nav", *, name: str = "Forfalte", owner=None) -> SavedView:
    return actions.save_view(actor=cast.actor(who), name=name, owner=owner, choices=OVERDUE)


def test_a_view_is_the_board_with_its_choices_under_its_own_address(cast, as_):
    boarding.partnership("annet", "Nav Annet")
    keeping.catch_up()
    client = as_("nav")

    answer = client.post(
        reverse("portal:board_new_view") + "?modell=own_office&sorter=mal",
        {"name": "Egne kontorer", "owner": "meg"},
    )
    page = client.get(answer["Location"]).context["page"]

    assert [row.partnership.slug for row in page.rows] == ["annet"]
    assert SavedView.objects.get().choices == {"modell": ["own_office"], "sorter": ["mal"]}


def test_saving_is_recorded_and_names_nobody(cast):
    save(cast)

    entry = Entry.objects.latest("number")
    assert entry.kind == "view.saved"
    assert b"Forfalte" not in bytes(entry.content)


def test_a_personal_view_is_for_its_maker_alone(cast, as_):
    view = save(cast)

    assert saved.view_for(cast.actor("nav"), view.pk) == view
    for who in ("secretary", "fjordbygd", "stranger"):
        assert saved.view_for(cast.actor(who), view.pk) is None
        assert as_(who).get(reverse("portal:board_view", args=[view.pk])).status_code == 404
    assert saved.view_for(STRANGER, view.pk) is None


def test_a_shared_view_is_for_all_with_a_seat_of_that_owner(cast):
    view = save(cast, owner=cast.nav)

    assert saved.views_of(cast.actor("secretary")) == [view]
    assert saved.views_of(cast.actor("fjordbygd")) == []
    assert saved.views_of(cast.actor("stranger")) == []


def test_anybody_signed_in_may_keep_their_own(cast):
    assert save(cast, "stranger").owner is None


@pytest.mark.parametrize("who", ["stranger", "nav"])
def test_sharing_takes_a_seat_of_that_very_owner(cast, who):
    with pytest.raises(NotPermitted):
        save(cast, who, owner=cast.fjordbygd)
    assert not SavedView.objects.exists()


def test_nobody_saves_without_signing_in(cast):
    with pytest.raises(NotPermitted):
        actions.save_view(actor=STRANGER, name="x", owner=None, choices={})


def test_a_name_is_used_once_by_each_person(cast, as_):
    save(cast)
    save(cast, "secretary")
    with pytest.raises(NameTaken, match="Forfalte"):
        save(cast)

    answer = as_("nav").post(
        reverse("portal:board_new_view"), {"name": "Forfalte", "owner": "meg"}
    )

    assert answer.status_code == 422
    assert "Du har allerede en visning som heter «Forfalte»" in answer.text


def test_renaming_and_sharing_are_for_the_maker(cast):
    view = save(cast, owner=cast.nav)
    change = {"view": view, "revision": 1, "name": "Nytt", "owner": None}

    with pytest.raises(NotPermitted):
        actions.change_view(actor=cast.actor("secretary"), **change)
    actions.change_view(actor=cast.actor("nav"), **change)

    kept = SavedView.objects.get()
    assert (kept.name, kept.owner, kept.revision) == ("Nytt", None, 2)
    assert Entry.objects.latest("number").kind == "view.changed"


def test_a_change_over_anothers_change_is_refused(cast):
    view = save(cast)
    change = {"actor": cast.actor("nav"), "view": view, "revision": 1, "owner": None}
    actions.change_view(name="Nytt", **change)

    with pytest.raises(ChangedMeanwhile):
        actions.change_view(name="Nyere", **change)


def test_a_view_keeps_its_own_name_when_only_sharing_changes(cast):
    view = save(cast)

    actions.change_view(
        actor=cast.actor("nav"), view=view, revision=1, name="Forfalte", owner=cast.nav
    )

    assert SavedView.objects.get().owner == cast.nav


def test_removing_is_for_the_maker_and_the_owners_administrator(cast):
    ours = save(cast, "fjordbygd", owner=cast.fjordbygd)
    own = save(cast, "fjordbygd", name="Bare min")

    for who in ("leader", "nav", "stranger"):
        with pytest.raises(NotPermitted):
            actions.remove_view(actor=cast.actor(who), view=ours)
    with pytest.raises(NotPermitted):
        actions.remove_view(actor=cast.actor("administrator"), view=own)
    actions.remove_view(actor=cast.actor("administrator"), view=ours)
    actions.remove_view(actor=cast.actor("fjordbygd"), view=own)

    assert not SavedView.objects.exists()
    assert Entry.objects.latest("number").kind == "view.removed"


def test_a_view_whose_region_is_gone_says_so(cast, as_):
    view = actions.save_view(
        actor=cast.actor("nav"), name="Borte", owner=None, choices={"region": ["atlantis"]}
    )

    assert as_("nav").get(reverse("portal:board_view", args=[view.pk])).status_code == 422
