"""Saved views, as one person may open them."""

from uuid import UUID

from django.db.models import Q, QuerySet

from tospann.access.actor import Actor
from tospann.partnerships.models import Owner
from tospann.portal.models import SavedView


def _open_to(actor: Actor) -> QuerySet[SavedView]:
    owners = {seat.owner_id for seat in actor.seats}
    return SavedView.objects.filter(
        Q(saved_by_id=actor.person_id) | Q(owner__in=owners)
    ).select_related("owner")


def views_of(actor: Actor) -> list[SavedView]:
    """The person's own views, then those shared with them, each by name. At most one query."""
    if actor.person_id is None:
        return []
    rows = list(_open_to(actor).order_by("name", "pk"))
    return sorted(rows, key=lambda row: row.saved_by_id != actor.person_id)


def view_for(actor: Actor, view_id: UUID) -> SavedView | None:
    """A view this person may open, or None. At most one query."""
    if actor.person_id is None:
        return None
    return _open_to(actor).filter(pk=view_id).first()


def sharable(actor: Actor) -> list[Owner]:
    """The owners the person has a seat with, in Norwegian order. One query."""
    owners = {seat.owner_id for seat in actor.seats}
    return list(Owner.objects.filter(pk__in=owners).order_by("sort_key", "pk"))
