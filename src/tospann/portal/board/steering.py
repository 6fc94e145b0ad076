"""What is internal of the steering of each partnership, and what the plan's measures wait for."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q

from tospann.partnerships.models import Owner
from tospann.plans.models import Conflict, Settlement, Signal
from tospann.plans.selectors.signals import concerns


@dataclass(frozen=True, slots=True)
class Steering:
    """Counts that only those inside may see."""

    unhandled: int  # signals in force that no goal answers and nobody has handled
    conflicts: int  # those not settled by every owner they concern


def steering(
    ids: Collection[UUID],
    day: date,
    *,
    answered: Mapping[UUID, Collection[str]],
    owners: Mapping[UUID, Collection[Owner]],
) -> dict[UUID, Steering]:
    """The counts of each partnership. Four queries.

    `answered` are the signals that goals of its plans answer, by partnership; `owners` are those
    of the day.
    """
    unhandled: dict[UUID, int] = defaultdict(int)
    signals = Signal.objects.standing().filter(
        Q(until=None) | Q(until__gte=day), partnership__in=ids, since__lte=day, handling=""
    )
    for partnership_id, key in signals.values_list("partnership_id", "pk"):
        unhandled[partnership_id] += str(key) not in answered.get(partnership_id, ())
    conflicts: dict[UUID, int] = defaultdict(int)
    rows = Conflict.objects.standing().filter(partnership__in=ids)
    for row in rows.prefetch_related(
        "signals", Prefetch("settlements", Settlement.objects.order_by("said_at", "pk"))
    ):
        newest = {said.owner_id: said.settled for said in row.settlements.all()}
        sides = list(row.signals.all())
        concerned = [one for one in owners.get(row.partnership_id, ()) if concerns(sides, one)]
        settled = bool(concerned) and all(newest.get(one.pk, False) for one in concerned)
        conflicts[row.partnership_id] += not settled
    return {one: Steering(unhandled[one], conflicts[one]) for one in ids}
