"""Reads about partnerships, seats and who someone is here."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tospann.access.actor import Actor, HeldSeat
from tospann.access.roles import Role
from tospann.accounts.models import Person
from tospann.base import clock
from tospann.partnerships.models import (
    Invitation,
    Owner,
    OwnerKind,
    Ownership,
    Partnership,
    Seat,
    hash_of,
)


def actor_for(person: Person, *, strong: bool = False) -> Actor:
    """The person with the seats of today. Two queries; a closed account has no seats."""
    if not person.is_active:
        return Actor(person_id=person.pk)
    today = clock.today()
    seats = list(Seat.objects.on(today).filter(person=person).order_by("since", "pk"))
    reach: dict[UUID, set[UUID]] = defaultdict(set)
    for owner_id, partnership_id in (
        Ownership.objects.on(today)
        .filter(owner__in={seat.owner_id for seat in seats})
        .values_list("owner_id", "partnership_id")
    ):
        reach[owner_id].add(partnership_id)
    return Actor(
        person_id=person.pk,
        strong=strong,
        seats=tuple(
            HeldSeat(
                seat_id=seat.pk,
                role=Role(seat.role),
                owner_id=seat.owner_id,
                partnership_ids=frozenset(
                    reach[seat.owner_id]
                    if seat.partnership_id is None
                    else reach[seat.owner_id] & {seat.partnership_id}
                ),
            )
            for seat in seats
        ),
    )


@dataclass(frozen=True, slots=True)
class OwnerPart:
    """An owner with its part in a partnership."""

    owner: Owner
    part: str
    part_label: str
    since: date


def owners_on(partnership: Partnership, day: date) -> list[OwnerPart]:
    """The owners on the day: the state first, then the municipal party, then by name.

    One query.
    """
    rows = partnership.ownerships.on(day).select_related("owner")
    parts = [OwnerPart(r.owner, r.part, str(r.get_part_display()), r.since) for r in rows]
    return in_order(parts)


@dataclass(frozen=True, slots=True)
class SeatList:
    """An owner's seats and open invitations, as its administrator sees them."""

    owner: Owner
    seats: list[Seat]
    ended: list[Seat]
    invitations: list[Invitation]


def seats_of(owner: Owner) -> SeatList:
    """Seats in force by role and name, ended ones newest first, open invitations. Two queries."""
    today = clock.today()
    every = list(owner.seats.select_related("person", "partnership").order_by("since", "pk"))
    in_force = [s for s in every if s.since <= today and (s.until is None or s.until >= today)]
    ended = [s for s in every if s.until is not None and s.until < today]
    return SeatList(
        owner=owner,
        seats=sorted(in_force, key=lambda s: (s.role, s.person.name, str(s.pk))),
        ended=sorted(ended, key=lambda s: (s.until, str(s.pk)), reverse=True),
        invitations=list(
            owner.invitations.select_related("partnership").filter(
                accepted_at=None, withdrawn_at=None, expires_at__gte=clock.now()
            )
        ),
    )


@dataclass(frozen=True, slots=True)
class PartnershipLine:
    """A partnership in a list, with its owners of today."""

    partnership: Partnership
    owners: list[OwnerPart]


def partnership_lines() -> list[PartnershipLine]:
    """Every partnership by name with today's owners. Two queries."""
    today = clock.today()
    owners: dict[UUID, list[OwnerPart]] = defaultdict(list)
    for row in Ownership.objects.on(today).select_related("owner"):
        owners[row.partnership_id].append(
            OwnerPart(row.owner, row.part, str(row.get_part_display()), row.since)
        )
    return [
        PartnershipLine(partnership, in_order(owners[partnership.pk]))
        for partnership in Partnership.objects.order_by("sort_key", "pk")
    ]


_ORDER = {"state": 0, "municipal_party": 1, "participant": 2}


def in_order(parts: list[OwnerPart]) -> list[OwnerPart]:
    """The state first, then the municipal party, then by name."""
    return sorted(parts, key=lambda p: (_ORDER[p.part], p.owner.sort_key, str(p.owner.pk)))


def open_invitation(token: str) -> Invitation | None:
    """The invitation behind a link, while it can be accepted. One query."""
    return (
        Invitation.objects.select_related("owner", "partnership")
        .filter(
            token_hash=hash_of(token),
            accepted_at=None,
            withdrawn_at=None,
            expires_at__gte=clock.now(),
        )
        .first()
    )


def partnerships_of_municipality(number: str) -> list[Partnership]:
    """The partnerships the municipality with this number owns a part of today. One query."""
    return list(
        Partnership.objects.filter(
            ownerships__in=Ownership.objects.on(clock.today()).filter(
                owner__kind=OwnerKind.MUNICIPALITY, owner__code=number
            )
        ).order_by("sort_key", "pk")
    )


def partnerships_of_office(unit_number: str) -> list[Partnership]:
    """The partnerships that steer the Nav unit with this number. One query."""
    return list(Partnership.objects.filter(office_unit=unit_number).order_by("sort_key", "pk"))


def earlier_owners(partnership: Partnership) -> list[Ownership]:
    """The owners whose part has ended, latest first. One query."""
    ended = partnership.ownerships.filter(until__lt=clock.today()).select_related("owner")
    return list(ended.order_by("-until", "pk"))
