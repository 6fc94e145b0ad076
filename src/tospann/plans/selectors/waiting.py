"""What waits for an owner about signals and plans, for the page of whoever speaks for it."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.utils.text import get_text_list
from django.utils.translation import gettext

from tospann.access.actor import Actor
from tospann.access.roles import GRANTS, Permission
from tospann.agreed.models import Document
from tospann.partnerships.models import Owner
from tospann.plans.models import Conflict, Settlement, Signal, Understanding
from tospann.plans.selectors.signals import KIND_NAME, OWN_LINES, holds_in
from tospann.plans.selectors.understanding import OwnersView, body_of, view_for


@dataclass(frozen=True, slots=True)
class ToConfirm:
    """A draft whose wording an owner has not confirmed."""

    document: Document
    view: OwnersView


@dataclass(frozen=True, slots=True)
class ToSettle:
    """A conflict that an owner has not settled."""

    conflict: Conflict
    owner: Owner
    labels: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a person is asked for, on behalf of owners of theirs."""

    confirm: list[ToConfirm]
    settle: list[ToSettle]

    def __len__(self) -> int:
        return len(self.confirm) + len(self.settle)


def waiting_for(actor: Actor) -> Waiting:
    """What waits for the owners this person speaks for. At most seven queries.

    A draft is asked about once some goal of it answers a signal of the owner's. Conflicts wait for
    those who sent one of the signals, and for every owner when one came from KS or both lines.
    """
    speaks = {
        (seat.owner_id, partnership_id)
        for seat in actor.seats
        if Permission.OWNER_SPEAK in GRANTS[seat.role]
        for partnership_id in seat.partnership_ids
    }
    if not speaks:
        return Waiting([], [])
    owners = Owner.objects.in_bulk({owner_id for owner_id, _partnership in speaks})
    reach = {partnership_id for _owner, partnership_id in speaks}
    return Waiting(_to_confirm(speaks, owners, reach), _to_settle(speaks, owners, reach))


def _to_confirm(speaks: set, owners: dict, reach: set) -> list[ToConfirm]:
    documents = list(
        Document.objects.filter(partnership__in=reach, kind=KIND_NAME, draft__isnull=False)
        .select_related("draft", "partnership")
        .order_by("created_at", "pk")
    )
    signals: dict[Any, list[Signal]] = defaultdict(list)
    for row in (
        Signal.objects.standing()
        .filter(partnership__in={one.partnership_id for one in documents})
        .select_related("owner")
        .order_by("number")
    ):
        signals[row.partnership_id].append(row)
    said = {
        (row.document_id, row.owner_id): row
        for row in Understanding.objects.filter(document__in=documents).order_by("said_at", "pk")
    }
    found = []
    for document in documents:
        body = body_of(document.draft)
        held = [one for one in signals[document.partnership_id] if holds_in(one, body.year or 0)]
        for owner_id, owner in owners.items():
            if (owner_id, document.partnership_id) not in speaks:
                continue
            view = view_for(owner, held, body, said.get((document.pk, owner_id)))
            if view and not view.confirmed and not view.disputed and view.has_answers:
                found.append(ToConfirm(document, view))
    return found


def _to_settle(speaks: set, owners: dict, reach: set) -> list[ToSettle]:
    conflicts = (
        Conflict.objects.standing()
        .filter(partnership__in=reach)
        .select_related("partnership")
        .prefetch_related(
            Prefetch("signals", Signal.objects.order_by("number")),
            Prefetch("settlements", Settlement.objects.order_by("said_at", "pk")),
        )
        .order_by("recorded_at", "pk")
    )
    found = []
    for conflict in conflicts:
        signals = list(conflict.signals.all())
        newest = {row.owner_id: row.settled for row in conflict.settlements.all()}
        for owner_id, owner in owners.items():
            concerned = any(
                one.line not in OWN_LINES or one.owner_id == owner_id for one in signals
            )
            if (
                concerned
                and (owner_id, conflict.partnership_id) in speaks
                and not newest.get(owner_id, False)
            ):
                labels = get_text_list([one.label for one in signals], gettext("og"))
                found.append(ToSettle(conflict, owner, labels))
    return found
