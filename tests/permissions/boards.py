"""A saved view in a place of the world, shared within the municipality, and the lines reckoned."""

from typing import Any

from tospann.partnerships.selectors import actor_for
from tospann.portal import actions
from tospann.portal.board import keeping
from tospann.portal.models import SavedView


def give(place: Any) -> None:
    """The representative of the municipality saves a view and shares it."""
    who = "representative" if place.name == "home" else "other_representative"
    actions.save_view(
        actor=actor_for(place.people[who]),
        name=f"Forfalte {place.marker('visning')}",
        owner=place.municipality,
        choices={"avtale": ["overdue"]},
    )
    keeping.catch_up()


def view_of(place: Any) -> SavedView:
    """The view that was saved there."""
    return SavedView.objects.get(owner=place.municipality)
