"""The demo's report: made of its plan and figures, ratified by all, the same on every cover."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from tospann.access.actor import STRANGER
from tospann.agreed.models import Document
from tospann.base import clock
from tospann.demo import loading, reports
from tospann.demo.stage import Stage
from tospann.partnerships.models import Partnership
from tospann.plans.selectors.plans import plan_of
from tospann.reports.body import Mark, Report
from tospann.reports.selectors.reports import overview, reports_of
from tospann.reports.text import missing

DAYS = {  # a day in the first months of a year → the period of the demo's report
    datetime(2027, 1, 20, 9, tzinfo=UTC): "2026T2",  # the year was not over when figures came in
    datetime(2027, 3, 28, 9, tzinfo=UTC): "2026",  # which holds the third tertial
}


def told():
    assert loading.load()
    [found] = reports_of(Partnership.objects.get(slug="indre-salten"))
    return found


@pytest.fixture
def line(db):
    return told()


@pytest.mark.parametrize(
    ("day", "period"),
    [
        (date(2027, 1, 1), "2026T2"),
        (date(2027, 1, 25), "2026"),
        (date(2027, 5, 20), "2026"),
        (date(2027, 5, 25), "2027T1"),
        (date(2027, 9, 25), "2027T2"),
        (date(2028, 2, 29), "2027"),
    ],
)
def test_there_is_a_report_whatever_the_day(day, period):
    assert str(reports.newest_period(Stage(STRANGER, day, {}, {}))) == period


def body(line) -> Report:
    return Report.model_validate(line.newest.version.read().body)


def test_every_owner_has_ratified_and_nothing_typed_is_wanting(line):
    assert line.newest.ratified_count == line.newest.owner_count == len(reports.SPENT)
    assert all(one.part_id == "tall" for one in missing(body(line)))


def test_every_goal_has_figures_and_no_text_repeats_one(line):
    report = body(line)

    assert all(report.figures_of(goal.id) for goal in report.goals)
    assert sum(one.cells[0].mark == Mark.NUMBER for one in report.figures) >= 8
    written = " ".join([report.summary, *(f"{one.text} {one.short}" for one in report.goals)])
    assert not any(sign.isdigit() for sign in written)


@pytest.mark.parametrize("day", DAYS, ids=lambda day: f"{day:%d.%m}")
def test_in_the_first_months_of_a_year_the_report_is_of_the_last(day, db, client):
    with clock.pretend(day):
        line = told()
        report = body(line)

        assert line.period == DAYS[day]
        assert line.newest.ratified_count == line.newest.owner_count == len(reports.SPENT)
        numbers = sum(one.cells[0].mark == Mark.NUMBER for one in report.figures)
        assert numbers > len(report.figures) / 2  # figures of the year's registers come later
        assert all(one.status for one in report.measures)
        assert plan_of(line.document.partnership, day.date()).year == day.year
        assert_every_page_opens(line, client)


def test_every_cover_and_page_of_the_demo_opens(line, client):
    assert_every_page_opens(line, client)


def assert_every_page_opens(line, client):
    slug, version = line.document.partnership.slug, line.newest.version.pk

    assert client.get(reverse("reports:index", args=[slug])).status_code == 200
    assert client.get(reverse("reports:state", args=[slug, version])).status_code == 200
    for number in reports.OWN:
        for name in ("municipality", "council", "council_pdf"):
            address = reverse(f"reports:{name}", args=[slug, version, number])
            assert client.get(address).status_code == 200


def test_the_report_stands_on_the_list_and_not_among_the_agreements(line, client):
    found = overview(STRANGER, "indre-salten")
    page = client.get(reverse("portal:partnership", args=["indre-salten"])).context["page"]

    assert [one.report.document for one in found.lines if one.report] == [line.document]
    assert line.document not in [one.document for one in page.in_force]
    assert Document.objects.filter(kind="report").count() == 1
