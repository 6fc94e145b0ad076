"""What the pages, the poster and the calendars show of a year: gathered once, in one order."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils.translation import get_language

from tospann.access.actor import Actor
from tospann.access.roles import Permission
from tospann.agreed.models import Document
from tospann.base import clock
from tospann.engines.wheel import Finding, Sort, by_date, collisions
from tospann.engines.wheel.days import holidays
from tospann.partnerships.models import Owner, Ownership, Partnership
from tospann.wheel.joint import NAME, AnnualWheel
from tospann.wheel.models import Calendar, OwnEvent, Tick, hash_of
from tospann.wheel.ring_events import (
    JOINT,
    MUNICIPALITIES,
    Origin,
    Ring,
    RingEvent,
    rings_of,
)
from tospann.wheel.sources import (
    LIVE,
    JointYear,
    document_dates,
    documents_of,
    joint_events,
    joint_years,
    own,
)
from tospann.wheel.words import WEIGHTS, why

# --- A year -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A month of the timeline: its holidays, and a cell for each ring."""

    month: date
    now: bool
    holidays: list[tuple[date, str]]
    cells: list[list["Line"]]


@dataclass(frozen=True, slots=True)
class Line:
    """An event in a list, with what is known about it today."""

    event: RingEvent
    ring: Ring
    done_at: datetime | None
    may_tick: bool

    @property
    def over(self) -> bool:
        """Whether its last day has passed."""
        return self.event.last < clock.today()


@dataclass(frozen=True, slots=True)
class Warned:
    """A finding in words."""

    word: str
    color: str
    text: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class Year:
    """A partnership's year as one person may see it, by date."""

    partnership: Partnership
    year: int
    rings: tuple[Ring, ...]  # those shown
    every_ring: tuple[Ring, ...]
    lines: tuple[Line, ...]
    warnings: tuple[Warned, ...]
    holidays: dict[date, str]
    joint: JointYear | None
    joint_document: Document | None  # also one that was never opened, for those who may see it
    inside: bool
    may_edit: tuple[Owner, ...]  # the owners whose ring this person edits
    may_draft: bool
    unfilled: tuple[Owner, ...]  # of these, the ones with nothing on their ring here

    @property
    def breaks(self) -> list[RingEvent]:
        """School breaks, which the wheel shows behind all else."""
        return [one.event for one in self.lines if one.event.sort is Sort.SCHOOL_BREAK]

    @property
    def months(self) -> list[tuple[date, list[Line]]]:
        """Every month with the events that begin in it; what began before stands in January."""
        found: dict[int, list[Line]] = {month: [] for month in range(1, 13)}
        for line in self.lines:
            first = line.event.first
            found[first.month if first.year == self.year else 1].append(line)
        return [(date(self.year, month, 1), lines) for month, lines in found.items()]

    @property
    def timeline(self) -> list[MonthRow]:
        """Every month with a cell for each ring."""
        today = clock.today()
        return [
            MonthRow(
                month,
                (month.year, month.month) == (today.year, today.month),
                [(d, name) for d, name in self.holidays.items() if d.month == month.month],
                [[line for line in lines if line.ring == ring] for ring in self.rings],
            )
            for month, lines in self.months
        ]


def partnership_of(slug: str) -> Partnership | None:
    """A partnership with its owners. Two queries."""
    return _with_owners(Partnership.objects.filter(slug=slug)).first()


def _with_owners(rows: QuerySet[Partnership]) -> QuerySet[Partnership]:
    owners = Ownership.objects.select_related("owner").order_by("since", "pk")
    return rows.prefetch_related(Prefetch("ownerships", owners))


def year_of(actor: Actor, partnership: Partnership, year: int, only: Collection[str] = ()) -> Year:
    """The year, with the rings asked for; with none asked for, all.

    Seventeen queries at most, however many events; the partnership comes from `partnership_of`.
    """
    inside = actor.may_in(Permission.INTERNAL_READ, partnership_id=partnership.pk)
    every = tuple(rings_of(partnership))
    chosen = tuple(_chosen(every, only))
    gathered = events_of(partnership, date(year, 1, 1), date(year, 12, 31), actor)
    seen = [one for one in gathered.events if one.ring in _codes(every)]
    ticks = _ticks(partnership)
    may_edit = editable(actor, partnership)
    may_any = actor.may_in(Permission.RING_EDIT, partnership_id=partnership.pk)
    own_codes = {owner.code for owner in may_edit}
    lines = [
        Line(
            event=shown,
            ring=ring,
            done_at=ticks.get(one.key),
            may_tick=one.origin is not Origin.LIVE
            and one.adopted
            and (may_any if one.ring == JOINT else one.ring in own_codes),
        )
        for one in seen
        if (ring := next((r for r in chosen if one.ring in _codes([r])), None)) is not None
        for shown in [_in_shared_ring(one, ring)]
    ]
    filled = {one.ring for one in seen if one.origin is Origin.OWN}
    return Year(
        partnership=partnership,
        year=year,
        rings=chosen,
        every_ring=every,
        lines=tuple(lines),
        warnings=tuple(_warned(collisions(seen))),
        holidays=holidays(year, get_language() or "nb"),
        joint=gathered.joint.get(year),
        joint_document=_draft_of(actor, partnership, year, gathered),
        inside=inside,
        may_edit=may_edit,
        may_draft=actor.may_in(Permission.DRAFT_EDIT, partnership_id=partnership.pk),
        unfilled=tuple(owner for owner in may_edit if owner.code not in filled),
    )


@dataclass(frozen=True, slots=True)
class Gathered:
    """Every event a person may see from day to day, by date, and the joint years."""

    events: list[RingEvent]
    joint: dict[int, JointYear]


def events_of(partnership: Partnership, first: date, last: date, actor: Actor) -> Gathered:
    """From every source. Sixteen queries at most, however many events."""
    documents = documents_of(partnership)
    joint = joint_years(documents, clock.today())
    found = document_dates(documents, first, last)
    for year in range(first.year, last.year + 1):
        if year in joint:
            found += joint_events(partnership, joint[year])
    found += own(partnership, first, last)
    for source in LIVE:
        found += source(partnership, first, last, documents)
    inside = actor.may_in(Permission.INTERNAL_READ, partnership_id=partnership.pk)
    seen = [
        one
        for one in _without_general_days(found)
        if (inside or one.public) and one.first <= last and one.last >= first
    ]
    return Gathered(sorted(seen, key=by_date), joint)


def _without_general_days(events: list[RingEvent]) -> list[RingEvent]:
    """Where the owners have adopted a day for a report, the general day for it goes."""
    agreed = {
        (one.first.year, one.subject)
        for one in events
        if one.origin is Origin.JOINT and one.adopted and one.sort is Sort.REPORT_DUE
    }
    return [
        one
        for one in events
        if one.origin is not Origin.LIVE
        or one.sort is not Sort.REPORT_DUE
        or not one.subject
        or (one.first.year, one.subject) not in agreed
    ]


def _codes(rings: Iterable[Ring]) -> set[str]:
    """The codes of rings, and of the owners who share one."""
    rings = list(rings)
    return {ring.code for ring in rings} | {o.code for ring in rings for o in ring.owners}


def _chosen(every: tuple[Ring, ...], only: Collection[str]) -> list[Ring]:
    """The rings asked for, by code; a municipality of a shared ring gets one of its own."""
    if not only:
        return list(every)
    found = []
    for ring in every:
        if ring.code in only:
            found.append(ring)
        elif ring.code == MUNICIPALITIES:
            found += [
                Ring(owner.code, owner.name, ring.kind, (owner,))
                for owner in ring.owners
                if owner.code in only
            ]
    return found[:6] or list(every)


def _in_shared_ring(event: RingEvent, ring: Ring) -> RingEvent:
    """In a ring of several municipalities the title says whose it is."""
    if ring.code != MUNICIPALITIES:
        return event
    owner = next(one for one in ring.owners if one.code == event.ring)
    name = owner.name.removesuffix(" kommune")
    return replace(event, ring=ring.code, title=f"{name}: {event.title}")


def _warned(findings: Iterable[Finding]) -> Iterable[Warned]:
    for one in findings:
        word, color = WEIGHTS[one.weight]
        yield Warned(str(word), color, why(one), one)


def _ticks(partnership: Partnership) -> dict[str, datetime]:
    rows = Tick.objects.standing().filter(partnership=partnership)
    return dict(rows.values_list("key", "done_at"))


def editable(actor: Actor, partnership: Partnership) -> tuple[Owner, ...]:
    """The owners of today whose ring this person edits here, by name. No queries."""
    today = clock.today()
    owners = [
        row.owner
        for row in partnership.ownerships.all()
        if row.since <= today
        and (row.until is None or row.until >= today)
        and actor.may_for(
            Permission.RING_EDIT, owner_id=row.owner_id, partnership_id=partnership.pk
        )
    ]
    return tuple(sorted(owners, key=lambda one: (one.sort_key, str(one.pk))))


def _draft_of(
    actor: Actor, partnership: Partnership, year: int, gathered: Gathered
) -> Document | None:
    """The document of the year's joint ring: opened, or a draft this person may read."""
    if year in gathered.joint:
        return gathered.joint[year].standing.version.document
    if not actor.may_in(Permission.DRAFT_READ, partnership_id=partnership.pk):
        return None
    rows = Document.objects.filter(partnership=partnership, kind=NAME, draft__isnull=False)
    for document in rows.select_related("draft").order_by("created_at", "pk"):
        if AnnualWheel.model_validate(document.draft.body).year == year:
            return document
    return None


# --- One event --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class EventPage:
    """One event of a year, and the warnings that speak of it."""

    year: Year
    line: Line
    warnings: list[Warned]
    may_edit: bool


def event_page(actor: Actor, slug: str, year: int, key: str) -> EventPage | None:
    """An event by its key; None when this person may not see it. Nineteen queries."""
    partnership = partnership_of(slug)
    if partnership is None:
        return None
    whole = year_of(actor, partnership, year)
    line = next((one for one in whole.lines if one.event.key == key), None)
    if line is None or line.event.origin is Origin.LIVE:
        return None
    row = line.event.row
    return EventPage(
        year=whole,
        line=line,
        warnings=[
            one
            for one in whole.warnings
            if key in {one.finding.first.key, one.finding.second and one.finding.second.key}
        ],
        may_edit=row is not None and may_change(actor, row),
    )


def may_change(actor: Actor, row: OwnEvent) -> bool:
    """Whether this person edits the event: here, or in every partnership it stands in."""
    reached = (
        [row.partnership_id]
        if row.partnership_id
        else list(
            Ownership.objects.on(clock.today())
            .filter(owner=row.owner_id)
            .values_list("partnership_id", flat=True)
        )
    )
    return bool(reached) and all(
        actor.may_for(Permission.RING_EDIT, owner_id=row.owner_id, partnership_id=one)
        for one in reached
    )


def own_event(actor: Actor, row_id: UUID) -> OwnEvent | None:
    """An event this person may know of, struck or not. At most two queries."""
    row = OwnEvent.objects.select_related("owner", "partnership").filter(pk=row_id).first()
    if row is None:
        return None
    if row.partnership_id:
        seen = actor.may_in(Permission.INTERNAL_READ, partnership_id=row.partnership_id)
    else:
        seen = actor.may_for(Permission.INTERNAL_READ, owner_id=row.owner_id)
    return row if seen else None


def first_partnership(row: OwnEvent) -> Partnership:
    """A partnership that a region's event is seen in, the first by name. One query."""
    rows = Partnership.objects.filter(ownerships__owner=row.owner_id)
    return rows.order_by("sort_key", "pk")[0]


# --- Calendars --------------------------------------------------------------------------


def calendars_of(person_id: UUID | None) -> list[Calendar]:
    """A person's calendars, open ones first, newest first. One query."""
    rows = Calendar.objects.filter(made_by=person_id).select_related("partnership")
    return sorted(rows.order_by("-made_at", "pk"), key=lambda one: one.revoked_at is not None)


def open_calendar(token: str) -> Calendar | None:
    """The calendar at a secret address, while it is open. One query."""
    return (
        Calendar.objects.filter(token_hash=hash_of(token), revoked_at=None)
        .select_related("made_by", "partnership")
        .first()
    )


def calendar_events(
    actor: Actor, calendar: Calendar, first: date, last: date
) -> list[tuple[Partnership, RingEvent]]:
    """What a calendar holds from day to day, as its maker may see it on the day it is read.

    Sixteen queries at most for each partnership.
    """
    rows = Partnership.objects.filter(
        pk__in=[calendar.partnership_id] if calendar.partnership_id else actor.partnership_ids
    ).order_by("sort_key", "pk")
    found: dict[str, tuple[Partnership, RingEvent]] = {}
    for partnership in _with_owners(rows):
        for one in events_of(partnership, first, last, actor).events:
            if one.adopted and calendar.ring in {"", one.ring}:
                found.setdefault(one.key, (partnership, one))  # a region's event comes once
    return sorted(found.values(), key=lambda pair: by_date(pair[1]))


def reachable(actor: Actor) -> list[Partnership]:
    """The partnerships a person has a seat in, by name, with their owners. Two queries."""
    rows = Partnership.objects.filter(pk__in=actor.partnership_ids)
    return list(_with_owners(rows).order_by("sort_key", "pk"))
