"""What is live in a draft, and frozen in a version."""

from datetime import date
from decimal import Decimal

import pytest

from tospann.agreed import actions as agreed
from tospann.agreed.difference import Status, difference
from tospann.agreed.errors import NotComplete, NothingChanged
from tospann.agreed.models import Document
from tospann.agreed.selectors import missing_in, parts_of, parts_of_draft
from tospann.base.errors import NotPermitted
from tospann.plans import actions as plans
from tospann.reports import actions
from tospann.reports.body import OFFICE, Mark
from tospann.reports.errors import NoAgreedPlan, NoReportPeriod, ReportExists


def value(body, code, place=OFFICE):
    figure = next(one for one in body.figures if one.id == code)
    return figure.cell(place).value


def test_a_report_begins_with_the_plan_and_the_figures_of_the_period(reporting):
    document = reporting.begin()

    body = reporting.now(document)

    assert [one.title for one in body.goals] == ["Flere i arbeid", "Svar i tide"]
    assert [one.id for one in body.measures] == ["tiltak-team", "tiltak-koe"]
    assert value(body, "I1") == Decimal("43.3")  # 87 of 201 in April
    assert value(body, "I33") == 0
    assert body.plan_version == 1
    assert body.party("9901").frame == 6_000_000


def test_a_draft_follows_the_figures(reporting):
    document = reporting.begin()

    reporting.give("nav", "I1", "2026M04", numerator=100, denominator=201)

    assert value(reporting.now(document), "I1") == Decimal("49.8")


def test_changing_a_figure_after_the_opening_changes_nothing_in_the_report(reporting):
    version = reporting.version()
    before = bytes(version.content)

    reporting.give("nav", "I1", "2026M04", numerator=100, denominator=201)
    version.refresh_from_db()

    assert bytes(version.content) == before
    assert value(reporting.body(version), "I1") == Decimal("43.3")
    assert "43,3" in version.text


def test_a_later_version_takes_newer_figures_and_the_difference_says_which(reporting, cast):
    first = reporting.version()
    reporting.give("nav", "I1", "2026M04", numerator=100, denominator=201)

    agreed.start_draft(actor=cast.actor("leader"), document=first.document)
    second = cast.open(first.document)

    moved = [
        row
        for part in difference(parts_of(first), parts_of(second))
        for table in part.tables
        for row in table.rows
        if row.status is not Status.SAME
    ]
    told = ["".join(piece.text for piece in row.cells[0]) for row in moved]
    assert all("Overgang til arbeid" in one for one in told)
    assert len(moved) == 1


def test_opening_again_without_newer_figures_is_refused(reporting, cast):
    first = reporting.version()
    agreed.start_draft(actor=cast.actor("leader"), document=first.document)

    with pytest.raises(NothingChanged):
        cast.open(first.document)


def test_missing_not_due_hidden_and_zero_are_four_things(reporting, cast):
    reporting.give("fjordbygd", "I23", "2026M08", 20, denominator=3, place="9902")
    reporting.give("fjordbygd", "I23", "2026M08", 21, denominator=60, place="9901")
    body = reporting.now(reporting.begin("2026T2"))
    figures = {one.id: one for one in body.figures}

    assert figures["I23"].cell("9902").mark == Mark.HIDDEN
    assert figures["I23"].cell("9902").value is None
    assert figures["I1"].cell().mark == Mark.MISSING  # August should have come by October
    assert reporting.now(reporting.begin("2026T1")).figures[3].cell().value == 0


def test_a_missing_figure_is_told_with_whose_it_is_and_blocks_nothing(reporting, cast):
    document = reporting.written()
    draft = Document.objects.get(pk=document.pk).draft

    missing = missing_in(document, draft)

    [about_meetings] = [one.text for one in missing if "Møter med arbeidsgivere" in one.text]
    assert about_meetings == (
        "Møter med arbeidsgivere, april 2026 (Nav Testland): Tallet skulle ha kommet, men "
        "mangler. Det er ikke null."
    )
    assert not any(one.blocks for one in missing)


def test_a_report_without_a_summary_is_not_opened(reporting, cast):
    with pytest.raises(NotComplete, match="Skriv kort hva som skjedde"):
        cast.open(reporting.begin())


def test_a_report_on_a_period_that_is_not_over_is_not_opened(reporting, cast):
    document = reporting.begin("2026")
    reporting.save(document, summary="For tidlig.")

    with pytest.raises(NotComplete, match="Perioden er ikke over før 31"):
        cast.open(document)


def test_what_the_writer_typed_stands_when_the_plan_is_read_anew(reporting):
    document = reporting.written()

    body = reporting.now(document)

    assert body.goals[0].text == "Vi arbeidet med «Flere i arbeid»."
    assert body.cost_of("9902").kroner == 0


def test_a_figure_left_out_is_named_and_not_shown(reporting):
    document = reporting.written()
    reporting.save(document, left_out=["I33"])
    draft = Document.objects.get(pk=document.pk).draft

    body = reporting.now(document)
    parts = {part.id: part for part in parts_of_draft(document, draft)}

    assert "I33" not in [one.id for one in body.figures]
    assert "I33" in " ".join(line.text for line in parts["tall"].lines)


# --- Beginning --------------------------------------------------------------------------


def test_two_reports_of_a_period_are_refused(reporting):
    reporting.begin()

    with pytest.raises(ReportExists, match="tertial 2026"):
        reporting.begin()


def test_a_report_without_an_agreed_plan_is_refused(reporting):
    with pytest.raises(NoAgreedPlan, match="2025"):
        reporting.begin("2025")


@pytest.mark.parametrize("period", ["2026M03", "2026T3", "i fjor"])
def test_no_report_is_made_for_other_periods(reporting, period):
    with pytest.raises(NoReportPeriod):
        reporting.begin(period)


@pytest.mark.parametrize("who", ["stranger", "councillor", "staff"])
def test_only_those_who_write_begin_a_report(reporting, cast, who):
    with pytest.raises(NotPermitted):
        actions.begin_report(actor=cast.actor(who), partnership=cast.partnership, period="2026T1")


def test_a_measure_begins_with_the_newest_word_about_it(reporting, cast):
    plans.report_progress(
        actor=cast.representative(cast.fjordbygd),
        document=reporting.plan,
        part_id="tiltak-team",
        owner=cast.fjordbygd,
        status="under_way",
        on=date(2026, 4, 20),
        text="Teamet er i gang.",
    )

    team = reporting.now(reporting.begin()).measures[0]

    assert team.text == "Teamet er i gang."
    assert team.status_words == "i gang"
    assert team.told_on == date(2026, 4, 20)
