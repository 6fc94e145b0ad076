"""The reports of a partnership: which there are, which are due, and what a version holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from tospann.access.actor import STRANGER, Actor
from tospann.access.roles import Permission
from tospann.agreed.models import Document, Version
from tospann.agreed.selectors import visible_to
from tospann.agreed.standing import Standing, standings, with_rows
from tospann.base import clock
from tospann.engines.results.periods import Period
from tospann.partnerships.models import Partnership
from tospann.partnerships.selectors import OwnerPart, owners_on
from tospann.reports import due, words
from tospann.reports.body import Report, period_of

KIND_NAME = "report"
BEHIND, AHEAD = timedelta(days=400), timedelta(days=150)  # what the list shows of due days
ALARM = timedelta(days=120)  # until the next report is due


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report as it stands on a day. `period` is the code; empty when it has none."""

    document: Document
    period: str
    standings: tuple[Standing, ...]  # newest first
    is_draft: bool  # somebody is writing the first or the next version

    @property
    def newest(self) -> Standing | None:
        """The newest version that is opened."""
        return self.standings[0] if self.standings else None

    @property
    def agreed(self) -> Standing | None:
        """The newest version every owner has ratified."""
        return next((one for one in self.standings if one.all_have_ratified), None)


def reports_of(partnership: Partnership) -> list[ReportLine]:
    """Every report of a partnership, also those only being written, newest first. Eight
    queries.

    Not for readers: `line_for` and `overview` hide what a person may not see.
    """
    return _lines(with_rows(Document.objects.filter(partnership=partnership, kind=KIND_NAME)))


def _lines(documents: Iterable[Document]) -> list[ReportLine]:
    """As reports, newest first. The documents come from `with_rows`."""
    today = clock.today()
    found = []
    for document in documents:
        every = tuple(standings(document, today))
        draft = getattr(document, "draft", None)
        body = every[0].version.read().body if every else (draft.body if draft else {})
        found.append(ReportLine(document, body.get("period", ""), every, draft is not None))
    return sorted(found, key=lambda one: (_last_day(one.period), one.document.pk), reverse=True)


def _last_day(code: str) -> tuple[date, int]:
    """Later periods later; a year after its tertials."""
    span = period_of(code)
    return (span.last_day, span.length.months) if span else (date.min, 0)


# --- What is due ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ReportDue:
    """A report that is due on a day, for the wheel."""

    day: date
    period: Period
    document_id: UUID | None  # None: nothing is opened
    opened: bool  # every owner can read it
    ratified: bool  # by every owner


def reports_due(
    partnership: Partnership,
    first: date,
    last: date,
    documents: Iterable[Document] | None = None,
) -> tuple[ReportDue, ...]:
    """The reports due between two days, both included, by day. Eight queries, none when the
    partnership's opened documents are given, from `with_rows`.

    A report that is only being written is not told: the wheel is for everybody.
    """
    if documents is None:
        documents = with_rows(visible_to(STRANGER).filter(partnership=partnership, kind=KIND_NAME))
    opened = {
        one.period: one
        for one in _lines(one for one in documents if one.kind == KIND_NAME)
        if one.newest
    }
    found = []
    for period, day in due.between(first, last):
        line = opened.get(str(period))
        found.append(
            ReportDue(
                day,
                period,
                line.document.pk if line else None,
                line is not None,
                line is not None and line.agreed is not None,
            )
        )
    return tuple(found)


# --- The list ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OverviewLine:
    """A period on the list: when its report is due, and how far it has come."""

    period: Period
    due_on: date | None
    report: ReportLine | None
    today: date

    @property
    def name(self) -> str:
        """`1. tertial 2026`."""
        return words.name_of(self.period)

    @property
    def months(self) -> str:
        """`januar–april 2026`."""
        return words.months(self.period)

    @property
    def is_over(self) -> bool:
        """Whether its last day has passed."""
        return self.period.last_day < self.today

    @property
    def overdue(self) -> bool:
        """The day passed lately, and nothing is begun. What is long past is no alarm."""
        if self.report is not None or self.due_on is None:
            return False
        return self.due_on < self.today <= self.due_on + ALARM


@dataclass(frozen=True, slots=True)
class Overview:
    """The reports of a partnership as one person sees them."""

    partnership: Partnership
    owners: list[OwnerPart]
    lines: list[OverviewLine]  # newest first
    may_write: bool

    @property
    def municipalities(self) -> list[OwnerPart]:
        """The municipal owners of today."""
        return [one for one in self.owners if one.owner.kind == "municipality"]


def overview(actor: Actor, slug: str) -> Overview | None:
    """What is due, written and released, newest first; None without the partnership. Ten queries.

    Drafts are left out for those who may not read them.
    """
    partnership = Partnership.objects.filter(slug=slug).first()
    if partnership is None:
        return None
    today = clock.today()
    writes = actor.may_in(Permission.DRAFT_READ, partnership_id=partnership.pk)
    found = {
        one.period: one
        for one in _lines(
            with_rows(visible_to(actor).filter(partnership=partnership, kind=KIND_NAME))
        )
        if period_of(one.period) and (writes or one.newest)
    }
    days = dict(due.between(today - BEHIND, today + AHEAD))
    spans = {str(one): one for one in days} | {
        code: span for code in found if (span := period_of(code))
    }
    lines = [
        OverviewLine(span, due.due_on(span), found.get(code), today)
        for code, span in spans.items()
        if found.get(code) or span.first_day <= today
    ]
    return Overview(
        partnership=partnership,
        owners=owners_on(partnership, today),
        lines=sorted(lines, key=lambda one: _last_day(str(one.period)), reverse=True),
        may_write=actor.may_in(Permission.DRAFT_EDIT, partnership_id=partnership.pk),
    )


def offered(partnership: Partnership) -> list[Period]:
    """The periods that have begun and have no report, newest first. Eight queries."""
    today = clock.today()
    taken = {one.period for one in reports_of(partnership)}
    found = [
        span
        for span, _day in due.between(today - BEHIND, today + 3 * AHEAD)
        if span.first_day <= today and str(span) not in taken
    ]
    return sorted(found, key=lambda one: _last_day(str(one)), reverse=True)


# --- One version ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Opened:
    """A version of a report, frozen, with how it stands."""

    document: Document
    standing: Standing
    newest: Standing
    body: Report
    language: str

    @property
    def version(self) -> Version:
        """The version itself."""
        return self.standing.version

    @property
    def is_agreed(self) -> bool:
        """Whether every owner has ratified it."""
        return self.standing.all_have_ratified

    @property
    def is_newest(self) -> bool:
        """Whether no newer version is opened."""
        return self.standing.version.pk == self.newest.version.pk


def opened(actor: Actor, slug: str, version_id: UUID) -> Opened | None:
    """A version of a report in a partnership, for those who may read it. Eight queries."""
    documents = visible_to(actor).filter(
        partnership__slug=slug, kind=KIND_NAME, versions=version_id
    )
    document = with_rows(documents).first()
    if document is None:
        return None
    every = standings(document, clock.today())
    standing = next(one for one in every if one.version.pk == version_id)
    content = standing.version.read()
    return Opened(
        document=document,
        standing=standing,
        newest=every[0],
        body=Report.model_validate(content.body),
        language=content.language,
    )
