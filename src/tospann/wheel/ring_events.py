"""An event as the pages and calendars show it: the engine's, and where it comes from."""

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

from django.utils.translation import gettext as _

from tospann.base import clock
from tospann.engines.wheel import Event
from tospann.partnerships.models import Owner, OwnerKind, Partnership
from tospann.wheel.models import OwnEvent

JOINT = "felles"  # the name of the joint ring, in addresses too
MUNICIPALITIES = "kommuner"  # the ring that several municipalities share


class Origin(StrEnum):
    """Where an event comes from, and so who can change it."""

    JOINT = "joint"  # the adopted wheel
    OWN = "own"  # an owner's own ring
    LIVE = "live"  # another part of the product knows it


@dataclass(frozen=True, slots=True, kw_only=True)
class RingEvent(Event):
    """An event with what a page says about it.

    url : the live object, or the event's own page.
    adopted : False for a joint event that owners have yet to adopt.
    sequence, stamp : how often and when it was last changed, for calendars.
    quiet : it comes so often that the wheel leaves it to the list and the calendars.
    begins, ends : the clock in Norway, when it is not the whole day.
    """

    origin: Origin
    url: str
    public: bool = True
    adopted: bool = True
    quiet: bool = False
    about: str = ""
    repeats: str = ""
    responsible: str = ""
    sequence: int = 0
    stamp: datetime | None = None
    begins: time | None = None
    ends: time | None = None
    row: OwnEvent | None = None


@dataclass(frozen=True, slots=True)
class Ring:
    """One ring: its code in addresses, its name, and whose it is."""

    code: str
    name: str
    kind: str  # "joint", "state" or "municipality"
    owners: tuple[Owner, ...] = ()

    @property
    def shape(self) -> str:
        """The mark that says whose it is without colour."""
        return {"joint": "circle", "state": "square", "municipality": "diamond"}[self.kind]


MOST_MUNICIPAL_RINGS = 4  # more than these share one ring


def rings_of(partnership: Partnership) -> list[Ring]:
    """The joint ring, the state's, and one for each municipality or one for all of them.

    The owners come from `partnership.ownerships`, prefetched with their owners. No queries.
    """
    today = clock.today()
    owners = [
        row.owner
        for row in partnership.ownerships.all()
        if row.since <= today and (row.until is None or row.until >= today)
    ]
    owners.sort(key=lambda one: (one.sort_key, str(one.pk)))
    states = [one for one in owners if one.kind == OwnerKind.STATE]
    councils = [one for one in owners if one.kind == OwnerKind.MUNICIPALITY]
    rings = [Ring(JOINT, _("Felles"), "joint")]
    rings += [Ring(one.code, one.name, "state", (one,)) for one in states]
    if len(councils) > MOST_MUNICIPAL_RINGS:
        name = _("Kommunene")
        rings.append(Ring(MUNICIPALITIES, name, "municipality", tuple(councils)))
    else:
        rings += [Ring(one.code, one.name, "municipality", (one,)) for one in councils]
    return rings
