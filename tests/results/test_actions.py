"""Figures come in from the line that answers for them, and nothing that came in is ever lost."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from tospann.base.errors import NotPermitted
from tospann.journal.models import Entry
from tospann.results import actions
from tospann.results.cells import office_cell
from tospann.results.errors import (
    AlreadyRebased,
    AlreadyReverted,
    AlreadyWithdrawn,
    ChangedMeanwhile,
    NoFigures,
    NoFigureThere,
    NothingNew,
    NotOurPlace,
    NotOverYet,
    OtherLine,
    OutOfRange,
    PartMissing,
    PartsDisagree,
    ReasonNeeded,
    Twice,
    WrongPeriod,
)
from tospann.results.models import (
    Import,
    ImportSort,
    Mark,
    Measurement,
    Note,
    Published,
    Rebase,
    Summary,
)

pytestmark = pytest.mark.django_db


def standing(office, code="I3", period="2025M03", place=""):
    return Measurement.objects.standing().get(
        indicator=office.indicators[code], period=period, place=place
    )


def shown(office, code="I3", period="2025M03"):
    return office_cell(
        Published.objects.get(indicator=office.indicators[code], period=period, standing=True)
    )


def unemployed(office, numerator=60, denominator=3000, period="2025M03", **given):
    return office.figure("I3", period, numerator=numerator, denominator=denominator, **given)


# --- Who may ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "code", "allowed"),
    [
        ("nav", "I13", True),
        ("secretary", "I13", True),
        ("adviser", "I13", True),
        ("fjordbygd", "I13", False),
        ("leader", "I13", True),
        ("aas", "I13", False),
        ("nav", "I23", False),
        ("fjordbygd", "I23", True),
        ("leader", "I23", True),
        ("aas", "I23", False),
        ("leader", "I33", True),
        ("secretary", "I33", True),
        ("nav", "I33", False),
        ("adviser", "I33", False),
        ("staff", "I33", False),
        ("user_council", "I13", False),
        ("councillor", "I23", False),
        ("administrator", "I23", False),
        ("project_leader", "I13", False),
        ("stranger", "I13", False),
    ],
)
def test_figures_are_given_by_the_line_that_answers_for_them(office, who, code, allowed):
    period = {"I13": "2025M03", "I23": "2025M03", "I33": "2025K1"}[code]
    figure = office.figure(code, period, 12, denominator=None if code == "I13" else 90)

    if allowed:
        assert office.take(who, figure).row_count == 1
    else:
        with pytest.raises(OtherLine, match=code):
            office.take(who, figure)
        assert not Measurement.objects.exists()
        assert not Entry.objects.filter(kind="figures.taken").exists()


@pytest.mark.parametrize(("who", "allowed"), [("aas", True), ("fjordbygd", True), ("nav", False)])
def test_a_municipalitys_figures_are_given_by_it_or_by_the_host(office, who, allowed):
    figure = office.figure("I23", "2025M03", 12, denominator=90, place="9902")

    if allowed:
        office.take(who, figure)
    else:
        with pytest.raises(OtherLine):
            office.take(who, figure)


def test_figures_of_a_county_are_shared_and_given_by_the_state(office):
    figure = office.figure("I3", "2025M03", "1.9", place="18")

    with pytest.raises(OtherLine):
        actions.take_figures(
            actor=office.cast.actor("leader"), partnership=None, figures=[figure], source="SSB"
        )
    actions.take_figures(
        actor=office.cast.actor("nav"), partnership=None, figures=[figure], source="SSB"
    )

    assert Measurement.objects.get().partnership is None


# --- What may come in -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "period", "given", "refusal"),
    [
        ("I3", "2025K1", {"numerator": 60, "denominator": 3000}, WrongPeriod),
        ("I3", "i fjor", {"numerator": 60, "denominator": 3000}, WrongPeriod),
        ("I3", "2025M13", {"numerator": 60, "denominator": 3000}, WrongPeriod),
        ("I3", "2901M01", {"numerator": 60, "denominator": 3000}, NotOverYet),
        ("I3", "2025M03", {"numerator": 60, "denominator": 3000, "place": "1804"}, NotOurPlace),
        ("I3", "2025M03", {"value": "101", "numerator": 10, "denominator": 10}, PartsDisagree),
        ("I3", "2025M03", {"numerator": 11, "denominator": 10}, OutOfRange),
        ("I3", "2025M03", {"numerator": 60, "denominator": 3000, "value": "20"}, PartsDisagree),
        ("I3", "2025M03", {"numerator": -1, "denominator": 3000}, PartsDisagree),
        ("I3", "2025M03", {"value": "2.0"}, PartMissing),
        ("I3", "2025M03", {"value": "2.0", "denominator": 3000}, PartMissing),
        ("I10", "2025M03", {"value": "14"}, PartMissing),
        ("I13", "2025M03", {"value": "-1"}, OutOfRange),
        ("I26", "2025", {"value": "6.5", "denominator": 90}, OutOfRange),
        ("I26", "2025", {"value": "0.5", "denominator": 90}, OutOfRange),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(office, code, period, given, refusal):
    good = office.figure("I13", "2025M01", 4)

    with pytest.raises(refusal):
        office.take("nav", good, office.figure(code, period, **given))

    assert not Measurement.objects.exists()


def test_the_same_cell_twice_is_refused(office):
    with pytest.raises(Twice):
        office.take("nav", unemployed(office), unemployed(office, 70))


def test_nothing_at_all_is_refused(office):
    with pytest.raises(NoFigures):
        office.take("nav")


def test_the_value_is_reckoned_from_its_parts(office):
    office.take("nav", unemployed(office, 100, 3000, value="3.3"))

    assert standing(office).value == Decimal("3.3333")


def test_a_share_of_nobody_is_not_applicable_and_no_zero(office):
    office.take("nav", unemployed(office, 0, 0), unemployed(office, 0, 3000, period="2025M04"))

    assert standing(office).mark == Mark.NOT_APPLICABLE
    assert standing(office).value is None
    assert standing(office, period="2025M04").mark == Mark.NUMBER
    assert standing(office, period="2025M04").value == 0


def test_the_first_figure_fixes_what_the_indicator_means(office):
    office.take("nav", unemployed(office))
    office.take("nav", unemployed(office, period="2025M04"))

    office.indicators["I3"].refresh_from_db()
    assert office.indicators["I3"].frozen_at
    assert Entry.objects.filter(kind="indicator.frozen").count() == 1


def test_figures_that_stand_already_are_passed_over(office):
    office.take("nav", unemployed(office))

    with pytest.raises(NothingNew):
        office.take("nav", unemployed(office))
    batch = office.take("nav", unemployed(office), unemployed(office, period="2025M04"))

    assert batch.row_count == 1


def test_the_journal_tells_of_the_batch_once_and_never_a_figure(office):
    office.take("nav", unemployed(office, 61), unemployed(office, 67, period="2025M04"))

    entry = Entry.objects.get(kind="figures.taken")
    assert b"I3" in bytes(entry.content)
    assert (
        b"61"
        not in bytes(entry.content)
        .replace(entry.hash.encode(), b"")
        .split(b'"salt"')[0]
        .split(b'"facts"')[1]
        .split(b"}")[0]
    )


# --- Corrections ------------------------------------------------------------------------


def test_a_correction_is_a_new_edition_and_the_old_one_stays(office):
    office.take("nav", unemployed(office, 60))
    old = standing(office)

    new = actions.correct(
        actor=office.cast.actor("nav"),
        measurement=old,
        numerator=Decimal(66),
        denominator=Decimal(3000),
        reason="Tastefeil",
    )

    old.refresh_from_db()
    assert (old.edition, old.standing, old.numerator) == (1, False, 60)
    assert (new.edition, new.standing, new.numerator) == (2, True, 66)
    assert new.batch.reason == "Tastefeil"
    assert shown(office).numerator == 66
    assert Published.objects.filter(standing=False).get().cells[0]["numerator"] == "60"


def test_correcting_an_edition_that_was_replaced_is_refused(office):
    office.take("nav", unemployed(office, 60))
    old = standing(office)
    office.take("nav", unemployed(office, 66))

    with pytest.raises(ChangedMeanwhile):
        actions.correct(
            actor=office.cast.actor("nav"),
            measurement=old,
            numerator=Decimal(70),
            denominator=Decimal(3000),
            reason="Tastefeil",
        )


@pytest.mark.parametrize(
    ("who", "reason", "numerator", "refusal"),
    [
        ("aas", "Tastefeil", 66, OtherLine),
        ("nav", "", 66, ReasonNeeded),
        ("nav", "Tastefeil", 60, NothingNew),
        ("nav", "Tastefeil", 4000, OutOfRange),
    ],
)
def test_a_correction_that_is_none_is_refused(office, who, reason, numerator, refusal):
    office.take("nav", unemployed(office, 60))

    with pytest.raises(refusal):
        actions.correct(
            actor=office.cast.actor(who),
            measurement=standing(office),
            numerator=Decimal(numerator),
            denominator=Decimal(3000),
            reason=reason,
        )

    assert Measurement.objects.count() == 1


def test_typing_over_a_figure_needs_a_reason_and_a_file_does_not(office):
    office.take("nav", unemployed(office, 60))

    with pytest.raises(ReasonNeeded):
        office.take("nav", unemployed(office, 61), sort=ImportSort.TYPED)
    office.take("nav", unemployed(office, 61), sort=ImportSort.TYPED, reason="Tastefeil")
    office.take("nav", unemployed(office, 62))

    assert standing(office).edition == 3


def test_a_figure_cannot_be_changed_or_taken_away_past_the_actions(office):
    office.take("nav", unemployed(office))

    for change in (
        lambda: Measurement.objects.update(value=1),
        lambda: Measurement.objects.all().delete(),
        lambda: Published.objects.update(cells=[]),
        lambda: Published.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


# --- Taking back ------------------------------------------------------------------------


def _state():
    rows = Measurement.objects.standing().order_by("indicator", "period", "place")
    published = Published.objects.filter(standing=True).exclude(cells=[])
    skipped = ("id", "entered_on")
    return (
        list(rows.values_list("pk", "value", "numerator", "denominator", "mark", "edition")),
        sorted(published.values_list("indicator__code", "period", "cells")),
        [
            {name: value for name, value in row.items() if name not in skipped}
            for row in Summary.objects.order_by("indicator").values()
        ],
    )


def test_taking_an_import_back_restores_exactly_what_stood(office):
    office.take("nav", unemployed(office, 60), unemployed(office, 70, period="2025M04"))
    before = _state()
    batch = office.take(
        "nav",
        unemployed(office, 61),
        unemployed(office, 80, period="2025M05"),
        office.figure("I13", "2025M03", 14),
    )
    assert _state() != before

    actions.revert_import(actor=office.cast.actor("nav"), batch=batch, reason="Feil fil")

    assert _state() == before
    batch.refresh_from_db()
    assert batch.reverted_because == "Feil fil"
    assert batch.measurements.count() == 3  # still there to be read


def test_a_figure_given_anew_since_keeps_its_newer_edition(office):
    batch = office.take("nav", unemployed(office, 60), unemployed(office, 70, period="2025M04"))
    actions.correct(
        actor=office.cast.actor("nav"),
        measurement=standing(office),
        numerator=Decimal(66),
        denominator=Decimal(3000),
        reason="Tastefeil",
    )

    actions.revert_import(actor=office.cast.actor("nav"), batch=batch, reason="Feil fil")

    assert Measurement.objects.standing().get().numerator == 66


def test_taking_two_imports_back_in_either_order_leaves_nothing(office):
    first = office.take("nav", unemployed(office, 60))
    second = office.take("nav", unemployed(office, 61))

    for batch in (first, second):
        actions.revert_import(actor=office.cast.actor("nav"), batch=batch, reason="Feil fil")

    assert not Measurement.objects.standing().exists()
    assert not Summary.objects.exists()


def test_taking_back_is_refused_twice_without_a_reason_and_for_others(office):
    batch = office.take("nav", unemployed(office))
    with pytest.raises(OtherLine):
        actions.revert_import(actor=office.cast.actor("aas"), batch=batch, reason="Feil")
    with pytest.raises(ReasonNeeded):
        actions.revert_import(actor=office.cast.actor("nav"), batch=batch, reason="")
    actions.revert_import(actor=office.cast.actor("nav"), batch=batch, reason="Feil")

    with pytest.raises(AlreadyReverted):
        actions.revert_import(actor=office.cast.actor("nav"), batch=batch, reason="Feil")
    assert Import.objects.get().reverted_at
    assert Entry.objects.filter(kind="figures.reverted").count() == 1


# --- New base and explanations ----------------------------------------------------------


def test_a_chart_gets_a_new_base_from_a_period_that_has_a_figure(office):
    office.take("nav", unemployed(office))
    given = {"partnership": office.cast.partnership, "indicator": office.indicators["I3"]}

    with pytest.raises(NoFigureThere):
        actions.rebase(actor=office.cast.actor("nav"), period="2025M04", reason="Ny", **given)
    with pytest.raises(ReasonNeeded):
        actions.rebase(actor=office.cast.actor("nav"), period="2025M03", reason="", **given)
    with pytest.raises(OtherLine):
        actions.rebase(actor=office.cast.actor("aas"), period="2025M03", reason="Ny", **given)
    made = actions.rebase(
        actor=office.cast.actor("nav"), period="2025M03", reason="Nytt mottak", **given
    )
    with pytest.raises(AlreadyRebased):
        actions.rebase(actor=office.cast.actor("nav"), period="2025M03", reason="Ny", **given)

    assert made.owner == office.cast.nav
    actions.withdraw_rebase(actor=office.cast.actor("nav"), made=made)
    with pytest.raises(AlreadyWithdrawn):
        actions.withdraw_rebase(actor=office.cast.actor("nav"), made=made)
    assert Rebase.objects.get().withdrawn_at


def test_an_explanation_is_about_the_latest_figure(office):
    given = {"partnership": office.cast.partnership, "indicator": office.indicators["I3"]}
    words = {"story": "Et stort verksted stengte.", "next_step": "Møte med bedriften."}
    with pytest.raises(NoFigureThere):
        actions.write_note(actor=office.cast.actor("leader"), **given, **words)
    office.take("nav", unemployed(office))

    with pytest.raises(NotPermitted):
        actions.write_note(actor=office.cast.actor("staff"), **given, **words)
    actions.write_note(actor=office.cast.actor("leader"), **given, **words)

    assert Note.objects.get().period == "2025M03"
    assert Summary.objects.get().has_note
