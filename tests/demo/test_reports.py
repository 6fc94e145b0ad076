"""The demo's report: made of its plan and figures, ratified by all, the same on every cover."""

import pytest
from django.urls import reverse

from tospann.access.actor import STRANGER
from tospann.agreed.models import Document
from tospann.demo import loading, reports
from tospann.partnerships.models import Partnership
from tospann.reports.body import Mark, Report
from tospann.reports.selectors.reports import overview, reports_of
from tospann.reports.text import missing


@pytest.fixture
def line(db):
    assert loading.load()
    found = reports_of(Partnership.objects.get(slug="indre-salten"))
    if not found:
        pytest.skip("in the first months of a year no period of the demo's plan is over")
    return found[0]


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


def test_every_cover_and_page_of_the_demo_opens(line, client):
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
