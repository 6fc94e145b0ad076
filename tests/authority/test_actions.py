"""Each owner keeps its own rows, and what is entered cannot quietly go away."""

from datetime import date

import pytest

from tospann.authority import actions
from tospann.authority.errors import (
    AlreadyWithdrawn,
    BeforeItBegan,
    ChangedMeanwhile,
    LineCannotGive,
    NoPeriod,
    OnlyMunicipalities,
    StillToCome,
)
from tospann.authority.models import Delegation, Employment, ends
from tospann.base import clock
from tospann.base.errors import AlreadyStruck, NotPermitted, NotStruck
from tospann.journal.models import Entry
from tospann.partnerships import actions as partnerships
from tospann.partnerships.errors import NotAnOwner

FIRST = date(2020, 1, 1)


def last_kind() -> str:
    return Entry.objects.latest("number").kind


def test_an_owner_enters_its_delegation(registers, cast):
    row = registers.delegation()

    assert Delegation.objects.standing().get() == row
    assert (row.owner, row.services, row.revision) == (cast.fjordbygd, ["M1", "M4"], 1)
    assert last_kind() == "delegation.registered"


@pytest.mark.parametrize("who", ["aas", "nav", "project_leader", "councillor", "stranger"])
def test_nobody_enters_rows_for_another_owner(registers, cast, who):
    before = Entry.objects.count()

    with pytest.raises(NotPermitted):
        registers.delegation(actor=cast.actor(who))

    assert Entry.objects.count() == before


def test_an_owner_without_a_part_has_no_rows_here(registers, cast):
    other = partnerships.form_partnership(
        actor=cast.actor("stranger"), slug="annet", name="Nav Annet", model="own_office"
    )
    partnerships.begin_ownership(
        actor=cast.actor("stranger"),
        partnership=other,
        owner=cast.fjordbygd,
        part="municipal_party",
        since=FIRST,
    )
    actor = cast.actor("fjordbygd")
    other.ownerships.get().delete()

    with pytest.raises(NotAnOwner, match="Fjordbygd kommune er ikke eier i Nav Annet"):
        actions.register_employment(
            actor=actor, partnership=other, owner=cast.fjordbygd,
            office_unit="1", code="V", title="v", since=FIRST,
        )  # fmt: skip


@pytest.mark.parametrize("receiver", ["host", "board"])
def test_the_state_delegates_to_no_host_and_no_board(registers, cast, receiver):
    with pytest.raises(LineCannotGive):
        registers.delegation(owner=cast.nav, receiver=receiver)


def test_a_decision_of_tomorrow_is_not_entered_today(registers):
    with pytest.raises(StillToCome):
        registers.delegation(decided_on=date.fromordinal(clock.today().toordinal() + 1))


def test_a_change_says_which_revision_it_saw(registers, cast):
    row = registers.delegation()
    actor = cast.actor("fjordbygd")

    actions.change_delegation(actor=actor, delegation=row, revision=1, limits="Inntil 10 000")

    row.refresh_from_db()
    assert (row.limits, row.revision) == ("Inntil 10 000", 2)
    assert last_kind() == "delegation.changed"
    with pytest.raises(ChangedMeanwhile):
        actions.change_delegation(actor=actor, delegation=row, revision=1, limits="")


def test_a_delegation_is_taken_back_from_a_day_and_only_once(registers, cast):
    row = registers.delegation(until=date(2022, 1, 1))
    actor = cast.actor("fjordbygd")

    actions.withdraw_delegation(
        actor=actor, delegation=row, last_day=date(2021, 5, 31), reason="Ny leder."
    )

    assert ends(Delegation.objects.select_related("withdrawal").get()) == date(2021, 5, 31)
    assert last_kind() == "delegation.withdrawn"
    with pytest.raises(AlreadyWithdrawn):
        actions.withdraw_delegation(
            actor=actor, delegation=row, last_day=date(2021, 6, 1), reason="Igjen."
        )


def test_a_delegation_cannot_be_taken_back_before_it_began(registers, cast):
    row = registers.delegation()

    with pytest.raises(BeforeItBegan, match=r"01\.01\.2020"):
        actions.withdraw_delegation(
            actor=cast.actor("fjordbygd"),
            delegation=row,
            last_day=date(2019, 12, 31),
            reason="Feil.",
        )


def test_another_owner_neither_changes_withdraws_nor_strikes(registers, cast):
    row = registers.delegation()
    aas = cast.actor("aas")

    with pytest.raises(NotPermitted):
        actions.change_delegation(actor=aas, delegation=row, revision=1, limits="x")
    with pytest.raises(NotPermitted):
        actions.withdraw_delegation(actor=aas, delegation=row, last_day=FIRST, reason="x")
    with pytest.raises(NotPermitted):
        actions.strike(actor=aas, row=row, because="x")


def test_a_struck_row_stays_with_its_reason_and_can_be_put_back(registers, cast):
    row = registers.employment()
    actor = cast.actor("fjordbygd")

    actions.strike(actor=actor, row=row, because="Ført to ganger.")

    row.refresh_from_db()
    assert not Employment.objects.standing().exists()
    assert (row.struck_because, row.struck_by_id) == ("Ført to ganger.", actor.person_id)
    assert last_kind() == "row.struck"
    with pytest.raises(AlreadyStruck):
        actions.change_employment(actor=actor, employment=row, revision=1, title="x")
    actions.restore(actor=actor, row=row)
    assert Employment.objects.standing().get() == row
    with pytest.raises(NotStruck):
        actions.restore(actor=actor, row=row)


def test_a_position_is_changed(registers, cast):
    row = registers.employment()

    actions.change_employment(
        actor=cast.actor("leader"), employment=row, revision=1, title="rådgiver", until=FIRST
    )

    row.refresh_from_db()
    assert (row.title, row.until) == ("rådgiver", FIRST)
    assert last_kind() == "employment.changed"


def test_what_a_council_did_belongs_to_a_municipality(registers, cast):
    version = cast.version()
    given = {
        "partnership": cast.partnership,
        "document": version.document,
        "sort": "instruction",
        "body": "Ås kommunestyre",
        "decided_on": FIRST,
        "case_reference": "PS 1",
    }

    step = actions.register_council_step(actor=cast.actor("aas"), owner=cast.aas, **given)
    actions.change_council_step(
        actor=cast.actor("aas"), step=step, revision=1, case_reference="PS 2"
    )

    step.refresh_from_db()
    assert step.case_reference == "PS 2"
    assert last_kind() == "council_step.changed"
    with pytest.raises(OnlyMunicipalities):
        actions.register_council_step(actor=cast.actor("nav"), owner=cast.nav, **given)


def test_only_an_approval_has_a_period(registers, cast):
    trial = registers.trial()

    applied = registers.event(trial, "applied", FIRST, since=FIRST, until=FIRST)
    with pytest.raises(NoPeriod):
        registers.event(trial, "approved", FIRST)
    with pytest.raises(OnlyMunicipalities):
        registers.event(trial, "regulation", FIRST, owner=cast.nav)

    assert (applied.since, applied.until) == (None, None)
    assert last_kind() == "trial_event.registered"


def test_a_struck_trial_takes_no_events(registers, cast):
    trial = actions.strike(actor=cast.actor("fjordbygd"), row=registers.trial(), because="Feil.")

    with pytest.raises(AlreadyStruck):
        registers.event(trial, "applied", FIRST)


def test_only_the_owner_that_asked_enters_the_answer(registers, cast):
    asked = registers.clarification()
    given = {
        "clarification": asked,
        "answered_by": "statsforvalteren",
        "answered_on": FIRST,
        "answer": "Nei.",
        "confidence": "medium",
    }

    with pytest.raises(NotPermitted):
        actions.answer_clarification(actor=cast.actor("aas"), **given)
    actions.answer_clarification(actor=cast.actor("fjordbygd"), **given)

    assert asked.answers.get().answer == "Nei."
    assert last_kind() == "clarification.answered"


def test_a_check_of_a_rule_is_entered(cast):
    actions.check_provision(
        actor=cast.actor("secretary"), partnership=cast.partnership, owner=cast.nav,
        provision="nav_14", role="jurist", body="Nav Testland", checked_on=FIRST,
        outcome="agrees",
    )  # fmt: skip

    assert last_kind() == "provision.checked"
