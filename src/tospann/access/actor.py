"""Who acts, with the seats they hold on the day."""

from dataclasses import dataclass
from uuid import UUID

from tospann.access.roles import GRANTS, Permission, Role


@dataclass(frozen=True, slots=True)
class HeldSeat:
    """A seat in force today. `partnership_ids` are those it reaches."""

    seat_id: UUID
    role: Role
    owner_id: UUID
    partnership_ids: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Actor:
    """A person with the seats of the day. Without seats: a stranger.

    `strong` says that a second factor was given within the time the settings ask.
    """

    person_id: UUID | None
    seats: tuple[HeldSeat, ...] = ()
    strong: bool = False

    def may_in(self, permission: Permission, *, partnership_id: UUID) -> bool:
        """True if any seat that reaches the partnership grants the permission."""
        return any(
            permission in GRANTS[seat.role] and partnership_id in seat.partnership_ids
            for seat in self.seats
        )

    def may_for(
        self, permission: Permission, *, owner_id: UUID, partnership_id: UUID | None = None
    ) -> bool:
        """True if a seat of that very owner grants the permission (in that partnership)."""
        return any(
            permission in GRANTS[seat.role]
            and seat.owner_id == owner_id
            and (partnership_id is None or partnership_id in seat.partnership_ids)
            for seat in self.seats
        )

    def may_anywhere(self, permission: Permission) -> bool:
        """True if any seat at all grants the permission."""
        return any(permission in GRANTS[seat.role] for seat in self.seats)

    @property
    def partnership_ids(self) -> frozenset[UUID]:
        """Every partnership that some seat reaches."""
        return frozenset().union(*(seat.partnership_ids for seat in self.seats))

    def seat_in(self, partnership_id: UUID) -> HeldSeat | None:
        """The first seat that reaches the partnership, or None."""
        return next((s for s in self.seats if partnership_id in s.partnership_ids), None)


STRANGER = Actor(person_id=None)
