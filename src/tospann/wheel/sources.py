"""Where events come from: one function for each source. Computed every time, never copied.

A source of another app is a function of `(partnership, first, last, documents)` that gives a
list; it stands in `LIVE`. It says with its queries what it costs. The partnership comes with its
owners prefetched, and the documents are those of `documents_of`, which all sources share.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tospann.agreed.kinds import kind_of
from tospann.agreed.models import Document
from tospann.agreed.standing import Standing, State, standings, with_rows
from tospann.authority.models import EventSort, Trial, TrialEvent
from tospann.base import clock
from tospann.engines.results.periods import Length
from tospann.engines.wheel import Every, Sort, Subject, occurrences
from tospann.participation import selectors as hearings
from tospann.partnerships.models import Partnership
from tospann.plans.selectors.following import Deadline, deadlines
from tospann.reports.selectors.reports import reports_due
from tospann.results.selectors.card import FigureDue, figures_due
from tospann.results.wording import period_words
from tospann.wheel.joint import NAME, AnnualWheel
from tospann.wheel.models import OwnEvent
from tospann.wheel.ring_events import JOINT, Origin, RingEvent
from tospann.wheel.words import repeated

Source = Callable[[Partnership, date, date, Sequence[Document]], list[RingEvent]]
_ADOPTED = frozenset({State.AGREED, State.IN_FORCE, State.SUPERSEDED, State.ENDED})


# --- The joint ring, as adopted ---------------------------------------------------------


@dataclass(frozen=True, slots=True)
class JointYear:
    """The wheel of a year: what was adopted, or else what waits to be."""

    standing: Standing
    adopted: bool
    body: AnnualWheel


def joint_years(documents: Iterable[Document], day: date) -> dict[int, JointYear]:
    """The wheel of each year among documents from `with_rows`. No queries."""
    found: dict[int, JointYear] = {}
    for document in documents:
        if document.kind != NAME:
            continue
        every = standings(document, day)
        chosen = next((one for one in every if one.state in _ADOPTED), None)
        shown = chosen or next((one for one in every if one.state is State.OPEN), None)
        if shown is None:
            continue
        body = AnnualWheel.model_validate(shown.version.read().body)
        if body.year is not None and (
            body.year not in found or (chosen and not found[body.year].adopted)
        ):
            found[body.year] = JointYear(shown, chosen is not None, body)
    return found


def joint_events(partnership: Partnership, wheel: JointYear) -> Iterator[RingEvent]:
    """The events of a year's joint ring. No queries."""
    document, year = wheel.standing.version.document, wheel.body.year or 0
    for row in wheel.body.events:
        one, how = row.occurrence(year), row.recurrence()
        if one is None or how is None:
            continue
        key = f"felles-{document.pk}-{row.id}"
        yield RingEvent(
            key=key,
            title=row.title,
            first=one.first,
            last=one.last,
            planned=one.planned if one.moved else None,
            ring=JOINT,
            sort=Sort(row.sort),
            subject=Subject(row.subject),
            origin=Origin.JOINT,
            url=page_of(partnership, year, key),
            adopted=wheel.adopted,
            public=wheel.adopted,
            about=row.basis,
            repeats=repeated(how),
            responsible=str(row.responsible.label),
            sequence=wheel.standing.version.number - 1,
            stamp=wheel.standing.version.opened_at,
        )


def page_of(partnership: Partnership, year: int, key: str) -> str:
    """Where an event of the wheel has its own page."""
    return reverse("wheel:event", args=[partnership.slug, year, key])


# --- Owners' own rings ------------------------------------------------------------------


def own(partnership: Partnership, first: date, last: date) -> list[RingEvent]:
    """Events of owners' own rings, those of a whole region included. One query."""
    owners = [row.owner_id for row in partnership.ownerships.all()]
    rows = (
        OwnEvent.objects.standing()
        .filter(Q(partnership=partnership) | Q(partnership=None, owner__in=owners))
        .filter(since__lte=last)
        .select_related("owner")
        .order_by("since", "pk")
    )
    return [event for row in rows for event in _own_of(partnership, row, first, last)]


def _own_of(
    partnership: Partnership, row: OwnEvent, first: date, last: date
) -> Iterator[RingEvent]:
    how = row.recurrence
    for one in occurrences(how, first, last):
        key = f"egen-{row.pk}{_which(row, one.planned)}"
        yield RingEvent(
            key=key,
            title=row.title,
            first=one.first,
            last=one.last,
            planned=one.planned if one.moved else None,
            ring=row.owner.code,
            sort=Sort(row.sort),
            subject=Subject(row.subject),
            series="" if how.every in {Every.ONCE, Every.YEAR} else str(row.pk),
            origin=Origin.OWN,
            url=page_of(partnership, one.first.year, key),
            public=row.public,
            about=row.details,
            repeats=repeated(how),
            sequence=row.revision - 1,
            stamp=row.changed_at,
            begins=row.begins,
            ends=row.ends,
            row=row,
        )


def _which(row: OwnEvent, planned: date) -> str:
    """What tells one occurrence from the others, and stays when the day within it is moved."""
    match Every(row.every):
        case Every.ONCE:
            return ""
        case Every.YEAR:
            return f"-{planned.year}"
        case Every.RULE:
            return f"-{planned:%Y-%m-%d}"
        case _:
            return f"-{planned:%Y-%m}"


# --- What documents say -----------------------------------------------------------------


def documents_of(partnership: Partnership) -> list[Document]:
    """Every opened document of a partnership, for the sources below. Nine queries."""
    documents = Document.objects.filter(partnership=partnership, versions__isnull=False)
    return list(with_rows(documents.distinct().order_by("created_at", "pk")))


def document_dates(documents: Iterable[Document], first: date, last: date) -> list[RingEvent]:
    """When what waits was opened, and the days that agreements in force set. No queries."""
    today = clock.today()
    found: list[RingEvent] = []
    for document in documents:
        public = kind_of(document.kind).public
        for one in standings(document, today):
            found += _of_standing(document, one, public)
    return [one for one in found if one.first <= last and one.last >= first]


def _of_standing(document: Document, one: Standing, public: bool) -> Iterator[RingEvent]:
    version = one.version

    def event(what: str, title: str, day: date, ring: str = JOINT) -> RingEvent:
        return RingEvent(
            key=f"{what}-{version.pk}" + (f"-{ring}" if ring != JOINT else ""),
            title=title % {"title": document.title},
            first=day,
            last=day,
            ring=ring,
            sort=Sort.AGREEMENT,
            origin=Origin.LIVE,
            url=reverse("agreed:version", args=[document.pk, version.number]),
            public=public,
            sequence=version.number - 1,
            stamp=version.opened_at,
        )

    if one.state is State.OPEN:
        opened = localtime(version.opened_at).date()
        yield event("apnet", _("Venter på eierne: %(title)s"), opened)
    if one.state is not State.IN_FORCE or document.kind == NAME:
        return
    if version.revise_by:
        yield event("revisjon", _("Skal revideres: %(title)s"), version.revise_by)
    if version.until:
        yield event("siste", _("Siste dag: %(title)s"), version.until)
    for notice in version.notices.all():
        code = next(
            (
                row.owner.code
                for row in document.partnership.ownerships.all()
                if row.owner_id == notice.owner_id
            ),
            JOINT,
        )
        yield event("oppsagt", _("Siste dag etter oppsigelse: %(title)s"), notice.last_day, code)


# --- Trials -----------------------------------------------------------------------------


def trials(
    partnership: Partnership, first: date, last: date, _documents: Sequence[Document]
) -> list[RingEvent]:
    """When trials were applied for, and the periods they are approved for. Two queries."""
    events = TrialEvent.objects.standing().order_by("happened_on", "pk")
    rows = (
        Trial.objects.standing()
        .filter(partnership=partnership)
        .select_related("owner")
        .prefetch_related(Prefetch("events", events))
        .order_by("recorded_at", "pk")
    )
    found: list[RingEvent] = []
    for row in rows:
        for one in row.events.all():
            if one.sort == EventSort.APPLIED:
                title = _("Søknad sendt: %(title)s")
                found.append(_trial(row, one, title, one.happened_on, one.happened_on))
            elif one.sort == EventSort.APPROVED and one.since and one.until:
                title = _("Forsøket gjelder: %(title)s")
                found.append(_trial(row, one, title, one.since, one.until))
    return [one for one in found if one.first <= last and one.last >= first]


def _trial(row: Trial, one: TrialEvent, title: str, first: date, last: date) -> RingEvent:
    return RingEvent(
        key=f"forsok-{one.pk}",
        title=title % {"title": row.title},
        first=first,
        last=last,
        ring=row.owner.code,
        sort=Sort.TRIAL,
        origin=Origin.LIVE,
        url=reverse("authority:trial", args=[row.pk]),
        sequence=one.revision - 1,
        stamp=one.recorded_at,
    )


# --- Plans, figures and reports ---------------------------------------------------------


def plan_deadlines(
    partnership: Partnership, first: date, last: date, documents: Sequence[Document]
) -> list[RingEvent]:
    """The days that plans adopted by every owner name: each measure's, and one for each day that
    goals are to be reached. One query.
    """
    codes = {row.owner.code for row in partnership.ownerships.all()}
    found: list[RingEvent] = []
    targets: dict[date, list[Deadline]] = {}
    for one in deadlines(partnership, first, last, documents):
        if one.kind == "target":
            targets.setdefault(one.day, []).append(one)
            continue
        found.append(
            RingEvent(
                key=f"plan-{one.document_id}-{one.part_id}-{one.day:%Y%m%d}",
                title=_("Frist for tiltak: %(title)s") % {"title": one.title},
                first=one.day,
                last=one.day,
                ring=one.responsible if one.responsible in codes else JOINT,
                sort=Sort.OTHER if one.ended else Sort.DEADLINE,
                origin=Origin.LIVE,
                url=reverse("plans:measure", args=[one.document_id, one.part_id]),
                responsible=one.role,
            )
        )
    return found + [_targets(partnership, day, those) for day, those in targets.items()]


def _targets(partnership: Partnership, day: date, those: list[Deadline]) -> RingEvent:
    count = len(those)
    title = ngettext("%(count)s måltall skal være nådd", "%(count)s måltall skal være nådd", count)
    return RingEvent(
        key=f"mal-{partnership.slug}-{day:%Y%m%d}",
        title=title % {"count": count},
        first=day,
        last=day,
        ring=JOINT,
        origin=Origin.LIVE,
        url=reverse("plans:plan", args=[partnership.slug]),
        about="\n".join(one.title for one in those),
    )


def figures(
    partnership: Partnership, first: date, last: date, documents: Sequence[Document]
) -> list[RingEvent]:
    """The days when figures are to be in, one event for each day. Two queries."""
    days: dict[date, list[FigureDue]] = {}
    for one in figures_due(partnership, first, last, documents):
        days.setdefault(one.due_on, []).append(one)
    return [
        RingEvent(
            key=f"tall-{partnership.slug}-{day:%Y%m%d}",
            title=ngettext(
                "%(count)s tall skal være inne", "%(count)s tall skal være inne", len(those)
            )
            % {"count": len(those)},
            first=day,
            last=day,
            ring=JOINT,
            series="tall",
            quiet=True,
            origin=Origin.LIVE,
            url=reverse("results:card", args=[partnership.slug]),
            about=", ".join(one.indicator.code for one in those),
        )
        for day, those in sorted(days.items())
    ]


def reports(
    partnership: Partnership, first: date, last: date, documents: Sequence[Document]
) -> list[RingEvent]:
    """The days when reports are due. No queries."""
    subjects = {1: Subject.TERTIAL_1, 2: Subject.TERTIAL_2}
    return [
        RingEvent(
            key=f"rapport-{partnership.slug}-{one.period}",
            title=_("Rapporten for %(period)s skal være klar")
            % {"period": period_words(str(one.period))},
            first=one.day,
            last=one.day,
            ring=JOINT,
            sort=Sort.REPORT_DUE,
            subject=subjects.get(one.period.number, Subject.NONE)
            if one.period.length is Length.TERTIAL
            else Subject.NONE,
            origin=Origin.LIVE,
            url=reverse("agreed:document", args=[one.document_id])
            if one.document_id
            else reverse("reports:index", args=[partnership.slug]),
        )
        for one in reports_due(partnership, first, last, documents)
    ]


def hearing_deadlines(
    partnership: Partnership, first: date, last: date, documents: Sequence[Document]
) -> list[RingEvent]:
    """The last days to answer hearings that are sent. One query."""
    return [
        RingEvent(
            key=f"horing-{one.pk}",
            title=_("Høringsfrist: %(title)s") % {"title": one.title},
            first=one.deadline,
            last=one.deadline,
            ring=JOINT,
            sort=Sort.OTHER if one.closed_at else Sort.DEADLINE,
            origin=Origin.LIVE,
            url=reverse("participation:hearing", args=[one.pk]),
            stamp=one.sent_at,
        )
        for one in hearings.deadlines(partnership, first, last)
        if one.deadline is not None
    ]


# What other parts of the product know. A new source is one function here, and one line.
LIVE: tuple[Source, ...] = (trials, plan_deadlines, figures, reports, hearing_deadlines)
