"""Beginning a report. Writing, opening and ratifying it are the kernel's own actions."""

from dataclasses import replace

from tospann.access.actor import Actor
from tospann.access.roles import Permission
from tospann.agreed import actions as agreed
from tospann.agreed.models import Document
from tospann.base.errors import NotPermitted
from tospann.journal.record import action, record
from tospann.partnerships.models import Partnership
from tospann.reports import words
from tospann.reports.body import Report, period_of
from tospann.reports.due import due_on
from tospann.reports.errors import NoAgreedPlan, NoReportPeriod, ReportExists
from tospann.reports.kind import KIND
from tospann.reports.selectors.live import written_in
from tospann.reports.selectors.reports import reports_of


@action
def begin_report(*, actor: Actor, partnership: Partnership, period: str) -> Document:
    """Begin the report of a tertial or a year, filled in from the plan every owner has ratified.

    The measures begin with the newest word about each. Refuses with `NotPermitted`,
    `NoReportPeriod`, `NoAgreedPlan` or `ReportExists`.
    """
    if not actor.may_in(Permission.DRAFT_EDIT, partnership_id=partnership.pk):
        raise NotPermitted
    span = period_of(period)
    if span is None or due_on(span) is None:
        raise NoReportPeriod
    Partnership.objects.select_for_update().get(pk=partnership.pk)  # one report for each period
    if any(one.period == str(span) for one in reports_of(partnership)):
        raise ReportExists(period=words.name_of(span))
    body = written_in(partnership, Report(period=str(span)))
    if not body.plan:
        raise NoAgreedPlan(year=span.year)
    kind = replace(KIND, new_body=lambda partnership: body.model_dump(mode="json"))
    document = agreed.create_document(
        actor=actor, kind=kind, partnership=partnership, title=words.title(partnership.name, span)
    )
    record(
        "report.begun",
        actor=actor,
        partnership_id=partnership.pk,
        subject=document,
        period=str(span),
    )
    return document
