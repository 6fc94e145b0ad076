"""A plan while it is written: its signals are quoted, and each owner says it is understood."""

import json
from datetime import date

import pytest

from tospann.agreed import actions as agreed
from tospann.agreed.errors import NotComplete
from tospann.agreed.models import Document
from tospann.agreed.selectors import missing_in
from tospann.agreed.standing import State, standings, with_rows
from tospann.base import clock
from tospann.base.errors import NotPermitted
from tospann.plans import actions
from tospann.plans.body import JointPlan
from tospann.plans.errors import NothingToConfirm, PlanExists, WordingChanged
from tospann.plans.models import Understanding


def state_of(document):
    fresh = with_rows(Document.objects.filter(pk=document.pk)).get()
    return standings(fresh, date(2026, 6, 1))[0].state


@pytest.fixture
def draft(planning):
    cast = planning.cast
    return planning.drafted(planning.signal(cast.nav), planning.signal(cast.fjordbygd))


def hinders(document):
    found = missing_in(document, Document.objects.get(pk=document.pk).draft)
    return [one.text for one in found if one.source == "hver eier bekrefter sine signaler"]


def test_a_plan_is_not_opened_before_every_owner_with_signals_has_confirmed(planning, draft):
    cast = planning.cast
    with pytest.raises(NotComplete, match="Nav Testland har ikke bekreftet"):
        planning.open(draft)
    planning.confirm(draft, cast.nav)
    with pytest.raises(NotComplete, match="Fjordbygd kommune har ikke bekreftet"):
        planning.open(draft)
    planning.confirm(draft, cast.fjordbygd)

    assert planning.open(draft).number == 1


def test_an_owner_that_disagrees_stops_the_opening(planning, draft):
    cast = planning.cast
    planning.confirm(draft, cast.nav)
    planning.confirm(draft, cast.fjordbygd, understood=False)

    assert hinders(draft) == [
        "Fjordbygd kommune mener at signalene ikke er riktig forstått. Rett målene."
    ]
    with pytest.raises(NotComplete):
        planning.open(draft)


def test_a_new_wording_makes_the_confirmation_stale_and_says_so(planning, draft):
    cast = planning.cast
    planning.confirm(draft, cast.nav)
    planning.confirm(draft, cast.fjordbygd)
    goals = [goal.model_dump() | {"answer": "Noe annet."} for goal in planning.body(draft).goals]

    planning.write(draft, goals=goals)

    assert [text.partition(" siden ")[0] for text in hinders(draft)] == [
        "Ordlyden er endret",
        "Ordlyden er endret",
    ]
    assert all(one.changed for one in planning.view(draft, cast.nav).wordings)


def test_a_change_elsewhere_leaves_the_confirmation_standing(planning, draft):
    planning.confirm(draft, planning.cast.nav)

    planning.write(draft, staffing="To til.")

    assert planning.view(draft, planning.cast.nav).confirmed


def test_a_signal_that_is_reworded_must_be_confirmed_anew(planning, draft):
    cast = planning.cast
    view = planning.view(draft, cast.nav)
    planning.confirm(draft, cast.nav)

    actions.change_signal(
        actor=cast.representative(cast.nav),
        signal=view.wordings[0].signal,
        revision=1,
        text="Noe strengere.",
    )

    assert planning.view(draft, cast.nav).is_stale


def test_what_is_confirmed_is_the_wording_that_was_read(planning, draft):
    cast = planning.cast
    read = planning.view(draft, cast.nav).sha256
    goals = [goal.model_dump() | {"title": "Et annet mål"} for goal in planning.body(draft).goals]
    planning.write(draft, goals=goals)

    with pytest.raises(WordingChanged):
        planning.confirm(draft, cast.nav, sha256=read)

    assert not Understanding.objects.exists()


def test_an_owner_speaks_for_itself_alone(planning, draft):
    with pytest.raises(NotPermitted):
        planning.confirm(draft, planning.cast.nav, actor=planning.cast.actor("fjordbygd"))
    with pytest.raises(NotPermitted):
        planning.confirm(draft, planning.cast.fjordbygd, actor=planning.cast.actor("leader"))


def test_an_owner_without_signals_has_nothing_to_confirm(planning, draft):
    with pytest.raises(NothingToConfirm):
        planning.confirm(draft, planning.cast.aas, sha256="0" * 64)


def test_the_frozen_text_can_be_read_alone(planning, draft):
    cast = planning.cast
    planning.confirm(draft, cast.nav)
    planning.confirm(draft, cast.fjordbygd)

    version = planning.open(draft)

    assert "Nav Testland vil noe." in version.text
    assert "Overgang til arbeid for personer med nedsatt arbeidsevne" in version.text
    assert "31. desember 2026: 43" in version.text
    assert "41,2 (2025)" in version.text


def test_an_internal_signal_is_not_quoted(planning):
    cast = planning.cast
    signal = planning.signal(cast.nav, public=False, text="hemmelig ordlyd")
    draft = planning.drafted(signal)
    planning.confirm(draft, cast.nav)

    version = planning.open(draft)

    assert b"hemmelig ordlyd" not in bytes(version.content)
    assert b"Et brev" not in bytes(version.content)
    quote = JointPlan.model_validate(json.loads(bytes(version.content))["body"]).signals[0]
    assert (quote.label, quote.public, quote.text) == ("S1", False, "")


@pytest.mark.parametrize("left_out", [0, 1, 2])
def test_nothing_binds_before_every_owner_has_ratified(planning, draft, left_out):
    cast = planning.cast
    planning.confirm(draft, cast.nav)
    planning.confirm(draft, cast.fjordbygd)
    version = planning.open(draft)
    for n, owner in enumerate(cast.owners):
        if n != left_out:
            cast.ratify(version, owner)

    assert state_of(draft) is State.OPEN
    cast.ratify(version, cast.owners[left_out])
    assert state_of(draft) is State.IN_FORCE


def test_there_is_one_plan_for_each_year(planning, draft):
    with pytest.raises(PlanExists):
        planning.begin()


def test_two_plans_for_a_year_are_never_opened(planning, draft):
    leader = planning.cast.actor("leader")
    agreed.discard_draft(
        actor=leader, document=draft, revision=Document.objects.get(pk=draft.pk).draft.revision
    )
    planning.begin()
    agreed.restore_draft(
        actor=leader, earlier=draft.earlier_drafts.latest("saved_at"), revision=None
    )
    planning.confirm(draft, planning.cast.nav)
    planning.confirm(draft, planning.cast.fjordbygd)

    with pytest.raises(NotComplete, match="en annen plan for 2026"):
        planning.open(draft)


def test_next_years_plan_keeps_the_ids_of_what_goes_on(planning):
    document = planning.plan()
    planning.report(document, "done", date(2026, 3, 1))
    at = clock.now().replace(year=2026, month=9, day=1)
    with clock.pretend(at):
        following = planning.begin(2027, source=document)

    body = planning.body(following)

    assert [goal.part_id for goal in body.goals] == ["mal-arbeid"]
    assert [one.part_id for one in body.measures] == ["tiltak-liste"]  # the other is done
    assert body.copied_from == str(document.pk)
    assert (body.steps, body.frames) == ([], [])
    assert state_of(document) is State.IN_FORCE


def test_an_earlier_draft_comes_back_and_nothing_is_lost(planning, draft):
    before = planning.body(draft)
    planning.write(draft, staffing="Den ene.")
    with clock.pretend(clock.now().replace(year=2030)):
        planning.write(draft, staffing="Den andre.")
    kept = draft.earlier_drafts.first()

    agreed.restore_draft(
        actor=planning.cast.actor("leader"),
        earlier=kept,
        revision=Document.objects.get(pk=draft.pk).draft.revision,
    )

    assert planning.body(draft).staffing == "Den ene."
    assert draft.earlier_drafts.first().body["staffing"] == "Den andre."
    assert planning.body(draft).goals == before.goals
