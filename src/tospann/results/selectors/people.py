"""Who is concerned: the owners, the municipalities now and before, the state's owners."""

from uuid import UUID

from tospann.base import clock
from tospann.offices.models import MunicipalityChange
from tospann.partnerships.models import Owner, OwnerKind, Partnership


def places_of(partnership: Partnership) -> frozenset[str]:
    """The partnership's municipalities, and those they came from, by number. Two queries."""
    numbers = set(
        partnership.ownerships.on(clock.today())
        .filter(owner__kind=OwnerKind.MUNICIPALITY)
        .values_list("owner__code", flat=True)
    )
    before: dict[str, set[str]] = {}
    for new, old in MunicipalityChange.objects.values_list(
        "successor__number", "predecessor__number"
    ):
        before.setdefault(new, set()).add(old)
    waiting = list(numbers)
    while waiting:
        for old in before.get(waiting.pop(), set()) - numbers:
            numbers.add(old)
            waiting.append(old)
    return frozenset(numbers)


def state_owner_ids() -> set[UUID]:
    """The state regions. One query."""
    return set(Owner.objects.filter(kind=OwnerKind.STATE).values_list("pk", flat=True))
