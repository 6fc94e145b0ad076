"""What the stories share: who acts, the day of loading, and what happens when."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from tospann.access.actor import Actor
from tospann.access.roles import Role
from tospann.accounts.models import Person
from tospann.agreed.models import Document, Version
from tospann.base import clock
from tospann.partnerships.models import Owner, Seat
from tospann.partnerships.selectors import actor_for


@dataclass
class Stage:
    """What the stories share: the set-up's actor, the owners and the day of loading."""

    setup: Actor
    today: date
    owners: dict[str, Owner]
    people: dict[str, Person]

    def moment(self, days_ago: int, hour: int) -> datetime:
        """That many days before the loading, at an hour in Norway.

        A Saturday or Sunday becomes the Friday before.
        """
        day = self.today - timedelta(days=days_ago)
        day -= timedelta(days=max(0, day.weekday() - 4))
        return datetime.combine(day, time(hour), timezone.get_default_timezone())

    def at(self, days_ago: int, hour: int = 10):
        """Let it be that moment."""
        return clock.pretend(self.moment(days_ago, hour))

    def actor(self, key: str) -> Actor:
        """The holder of a role, freshly and strongly signed in."""
        return actor_for(self.people[key], strong=True)

    def representative(self, owner: Owner) -> Actor:
        """Whoever may answer for an owner."""
        seat = Seat.objects.get(owner=owner, role=Role.OWNER_REPRESENTATIVE)
        return actor_for(Person.objects.get(pk=seat.person_id), strong=True)

    @property
    def month_start(self) -> date:
        """The first day of the month of loading, when the new agreements are meant to begin."""
        return self.today.replace(day=1)


@dataclass
class Thread:
    """One document through time, so that later events find what earlier ones made."""

    document: Document = field(init=False)
    version: Version = field(init=False)


@dataclass(frozen=True)
class Event:
    """Something to do as if it were so many days ago."""

    days_ago: int
    hour: int
    act: Callable[[], Any]
