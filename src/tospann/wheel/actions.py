"""Changes to rings, ticks and calendars. Each owner edits its own ring only."""

import secrets
from datetime import date
from typing import Any

from tospann.access.actor import Actor
from tospann.access.roles import Permission
from tospann.base import clock
from tospann.base.errors import NotPermitted
from tospann.engines.wheel import Every, NotARule, Sort, read_rule
from tospann.journal.record import action, record
from tospann.partnerships.models import Owner, OwnerKind, Partnership
from tospann.wheel.errors import (
    AlreadyTicked,
    CalendarRevoked,
    EventChanged,
    EventStands,
    EventStruck,
    NoSuchRing,
    NotTicked,
    RingFilled,
    RuleNotUnderstood,
    TooManyCalendars,
)
from tospann.wheel.models import Calendar, OwnEvent, Tick, hash_of
from tospann.wheel.template import ROUTINES, council_lines

MOST_CALENDARS = 20  # open at once, for one person

# --- An owner's own ring ----------------------------------------------------------------


@action
def enter_event(
    *, actor: Actor, owner: Owner, partnership: Partnership | None, **given: Any
) -> OwnEvent:
    """Put an event on an owner's ring; without a partnership, on its ring everywhere.

    `given` are the fields of `OwnEvent`. Refuses with `NotPermitted`, `NoSuchRing` or
    `RuleNotUnderstood`.
    """
    _ask_ring(actor, owner, partnership)
    _ask_rule(given.get("every", Every.ONCE), given.get("rule", ""), given["since"])
    event = OwnEvent.objects.create(**_made(actor, owner, partnership), **given)
    record(
        "ring_event.entered",
        actor=actor,
        partnership_id=event.partnership_id,
        subject=event,
        **_of_event(event),
    )
    return event


@action
def change_event(*, actor: Actor, event: OwnEvent, revision: int, **given: Any) -> OwnEvent:
    """Change an event as it was at a revision.

    Refuses with `NotPermitted`, `NoSuchRing`, `EventChanged`, `EventStruck` or
    `RuleNotUnderstood`.
    """
    event = _locked(actor, event)
    if event.struck_at is not None:
        raise EventStruck
    if event.revision != revision:
        raise EventChanged
    for name, value in given.items():
        setattr(event, name, value)
    _ask_rule(event.every, event.rule, event.since)
    event.revision += 1
    event.changed_at, event.changed_by_id = clock.now(), actor.person_id
    event.save()
    record(
        "ring_event.changed",
        actor=actor,
        partnership_id=event.partnership_id,
        subject=event,
        **_of_event(event),
    )
    return event


@action
def strike_event(*, actor: Actor, event: OwnEvent) -> OwnEvent:
    """Take an event off its ring; it stays to be put back.

    Refuses with `NotPermitted`, `NoSuchRing` or `EventStruck`.
    """
    event = _locked(actor, event)
    if event.struck_at is not None:
        raise EventStruck
    event.struck_at, event.struck_by_id = clock.now(), actor.person_id
    event.save(update_fields=["struck_at", "struck_by"])
    record(
        "ring_event.struck",
        actor=actor,
        partnership_id=event.partnership_id,
        subject=event,
        **_of_event(event),
    )
    return event


@action
def restore_event(*, actor: Actor, event: OwnEvent) -> OwnEvent:
    """Put a struck event back. Refuses with `NotPermitted`, `NoSuchRing` or `EventStands`."""
    event = _locked(actor, event)
    if event.struck_at is None:
        raise EventStands
    event.struck_at, event.struck_by_id = None, None
    event.save(update_fields=["struck_at", "struck_by"])
    record(
        "ring_event.restored",
        actor=actor,
        partnership_id=event.partnership_id,
        subject=event,
        **_of_event(event),
    )
    return event


@action
def fill_ring(
    *, actor: Actor, partnership: Partnership, owner: Owner, year: int
) -> list[OwnEvent]:
    """Put the template's yearly events on an owner's ring in a partnership, from a year on.

    A municipality gets what its council does; a state owner the figures that come again.
    Refuses with `NotPermitted`, `NoSuchRing` or `RingFilled`.
    """
    _ask_ring(actor, owner, partnership)
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    lines = _template(owner, year)
    titles = {line["title"] for line in lines}
    ring = OwnEvent.objects.standing().filter(partnership=partnership, owner=owner)
    if ring.filter(title__in=titles).exists():
        raise RingFilled(owner=owner.name)
    made = OwnEvent.objects.bulk_create(
        OwnEvent(**_made(actor, owner, partnership), **line) for line in lines
    )
    record(
        "ring.filled",
        actor=actor,
        partnership_id=partnership.pk,
        subject=partnership,
        owner=owner.name,
        count=len(made),
    )
    return made


def _template(owner: Owner, year: int) -> list[dict[str, Any]]:
    if owner.kind == OwnerKind.MUNICIPALITY:
        return [
            {
                "title": str(line.title),
                "details": str(line.basis),
                "sort": line.sort.value,
                "subject": line.subject.value,
                "since": line.on(year),
                "every": Every.YEAR.value,
            }
            for line in council_lines()
        ]
    return [
        {
            "title": str(one.title),
            "sort": Sort.FIGURES.value,
            "since": date(year, *one.since),
            "every": one.every.value,
            "on": one.on.value,
        }
        for one in ROUTINES
    ]


# --- Done or not ------------------------------------------------------------------------


@action
def tick(
    *, actor: Actor, partnership: Partnership, owner: Owner | None, key: str, title: str
) -> Tick:
    """Say that an occurrence is done. `owner` is whose ring it stands on; None for the joint.

    Refuses with `NotPermitted` or `AlreadyTicked`.
    """
    _ask_ticker(actor, partnership, owner)
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    if Tick.objects.standing().filter(partnership=partnership, key=key).exists():
        raise AlreadyTicked
    made = Tick.objects.create(
        partnership=partnership, key=key, done_at=clock.now(), done_by_id=actor.person_id
    )
    record(
        "occurrence.ticked", actor=actor, partnership_id=partnership.pk, subject=made, title=title
    )
    return made


@action
def untick(
    *, actor: Actor, partnership: Partnership, owner: Owner | None, key: str, title: str
) -> Tick:
    """Say that an occurrence is not done after all. Refuses with `NotPermitted`, `NotTicked`."""
    _ask_ticker(actor, partnership, owner)
    standing = Tick.objects.standing().select_for_update()
    found = standing.filter(partnership=partnership, key=key).first()
    if found is None:
        raise NotTicked
    found.undone_at, found.undone_by_id = clock.now(), actor.person_id
    found.save(update_fields=["undone_at", "undone_by"])
    record(
        "occurrence.unticked",
        actor=actor,
        partnership_id=partnership.pk,
        subject=found,
        title=title,
    )
    return found


# --- Calendars to follow ----------------------------------------------------------------


@action
def make_calendar(
    *, actor: Actor, name: str, partnership: Partnership | None = None, ring: str = ""
) -> tuple[Calendar, str]:
    """A calendar of one's own, and the token of its address, which is told this once only.

    It shows what the person may see on the day it is read. Refuses with `NotPermitted` or
    `TooManyCalendars`.
    """
    if actor.person_id is None:
        raise NotPermitted
    open_count = Calendar.objects.filter(made_by=actor.person_id, revoked_at=None).count()
    if open_count >= MOST_CALENDARS:
        raise TooManyCalendars(count=open_count)
    token = secrets.token_urlsafe(32)
    calendar = Calendar.objects.create(
        partnership=partnership,
        ring=ring,
        name=name,
        token_hash=hash_of(token),
        made_at=clock.now(),
        made_by_id=actor.person_id,
    )
    record(
        "calendar.made",
        actor=actor,
        partnership_id=partnership.pk if partnership else None,
        subject=calendar,
    )
    return calendar, token


@action
def revoke_calendar(*, actor: Actor, calendar: Calendar) -> Calendar:
    """Close the address of a calendar. Refuses with `NotPermitted` or `CalendarRevoked`."""
    if actor.person_id is None or calendar.made_by_id != actor.person_id:
        raise NotPermitted
    calendar = Calendar.objects.select_for_update().get(pk=calendar.pk)
    if calendar.revoked_at is not None:
        raise CalendarRevoked
    calendar.revoked_at, calendar.revoked_by_id = clock.now(), actor.person_id
    calendar.save(update_fields=["revoked_at", "revoked_by"])
    record(
        "calendar.revoked",
        actor=actor,
        partnership_id=calendar.partnership_id,
        subject=calendar,
    )
    return calendar


# --- What they all ask ------------------------------------------------------------------


def _ask_ring(actor: Actor, owner: Owner, partnership: Partnership | None) -> None:
    """The person edits this owner's ring: here, or in every partnership the owner is in."""
    rows = owner.ownerships.on(clock.today())
    here = list(rows.filter(partnership=partnership) if partnership else rows)
    if not here:
        if not actor.may_for(Permission.RING_EDIT, owner_id=owner.pk):
            raise NotPermitted
        raise NoSuchRing(owner=owner.name)
    if not all(
        actor.may_for(Permission.RING_EDIT, owner_id=owner.pk, partnership_id=row.partnership_id)
        for row in here
    ):
        raise NotPermitted


def _ask_ticker(actor: Actor, partnership: Partnership, owner: Owner | None) -> None:
    """The person edits that owner's ring; for the joint ring, any ring of the partnership."""
    if owner is None:
        allowed = actor.may_in(Permission.RING_EDIT, partnership_id=partnership.pk)
    else:
        allowed = actor.may_for(
            Permission.RING_EDIT, owner_id=owner.pk, partnership_id=partnership.pk
        )
    if not allowed:
        raise NotPermitted


def _ask_rule(every: str, rule: str, since: date) -> None:
    if every == Every.RULE:
        try:
            read_rule(rule, since)
        except NotARule:
            raise RuleNotUnderstood from None


def _made(actor: Actor, owner: Owner, partnership: Partnership | None) -> dict[str, Any]:
    now = clock.now()
    return {
        "owner": owner,
        "partnership": partnership,
        "recorded_at": now,
        "recorded_by_id": actor.person_id,
        "changed_at": now,
        "changed_by_id": actor.person_id,
    }


def _locked(actor: Actor, event: OwnEvent) -> OwnEvent:
    """The event as it is now, held until the transaction ends."""
    _ask_ring(actor, event.owner, event.partnership)
    return OwnEvent.objects.select_for_update().get(pk=event.pk)


def _of_event(event: OwnEvent) -> dict[str, Any]:
    return {"owner": event.owner.name, "title": event.title}
