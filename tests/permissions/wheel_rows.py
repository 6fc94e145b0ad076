"""What the permission tests need of the annual wheel, in each of the two partnerships."""

from datetime import date
from typing import Any
from uuid import UUID

from tospann.access.actor import Actor
from tospann.accounts.models import Person
from tospann.base import clock
from tospann.partnerships.models import Owner, Partnership
from tospann.wheel import actions
from tospann.wheel.models import Calendar, OwnEvent

TOKENS: dict[UUID, dict[str, str]] = {}  # partnership, what | the token of a calendar


def enter(
    leader: Actor, representative: Actor, partnership: Partnership, owner: Owner, inside: str
) -> None:
    """Events of the municipality's ring, and calendars; `inside` is what only insiders read."""
    year = clock.today().year
    ours: dict[str, Any] = {"actor": leader, "owner": owner, "partnership": partnership}
    for title, public in [("Alle ser denne", True), (f"{inside} denne", False)]:
        actions.enter_event(**ours, title=title, since=date(year, 3, 3), public=public)
    done = actions.enter_event(**ours, title="Gjort", since=date(year, 4, 7))
    actions.tick(
        actor=leader, partnership=partnership, owner=owner, key=f"egen-{done.pk}", title="Gjort"
    )
    struck = actions.enter_event(**ours, title="Tatt ut", since=date(year, 4, 8))
    actions.strike_event(actor=leader, event=struck)
    reader = Person.objects.create_user(
        email=f"kalender@{partnership.slug}.example.no", name="Uten plass"
    )
    _open, token = actions.make_calendar(
        actor=Actor(reader.pk), name="Årshjul", partnership=partnership
    )
    closed, gone = actions.make_calendar(
        actor=Actor(reader.pk), name="Årshjul", partnership=partnership
    )
    actions.revoke_calendar(actor=Actor(reader.pk), calendar=closed)
    actions.make_calendar(actor=representative, name="Til stenging", partnership=partnership)
    TOKENS[partnership.pk] = {"open": token, "closed": gone}


def event(partnership: Partnership, title: str) -> OwnEvent:
    """An event of that partnership whose title ends so."""
    return OwnEvent.objects.get(partnership=partnership, title__endswith=title)


def key(partnership: Partnership, title: str) -> list[Any]:
    """The arguments of the address of an event."""
    row = event(partnership, title)
    return [partnership.slug, row.since.year, f"egen-{row.pk}"]


def calendar(partnership: Partnership) -> Calendar:
    """The calendar that its maker is to close."""
    return Calendar.objects.get(partnership=partnership, name="Til stenging")


def typed() -> dict[str, Any]:
    """What a browser sends about an event."""
    return {
        "title": "Ny hendelse",
        "sort": "other",
        "subject": "",
        "since": "01.09.2026",
        "length": "1",
        "every": "year",
        "on": "date",
        "day_off": "move",
    }
