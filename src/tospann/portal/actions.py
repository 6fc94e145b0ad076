"""Saved views of the board: make, rename, remove."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from tospann.access.actor import Actor
from tospann.access.roles import Permission
from tospann.base import clock
from tospann.base.errors import NotPermitted
from tospann.journal.record import action, record
from tospann.partnerships.models import Owner
from tospann.portal.errors import ChangedMeanwhile, NameTaken
from tospann.portal.models import SavedView


@action
def save_view(
    *, actor: Actor, name: str, owner: Owner | None, choices: Mapping[str, Sequence[str]]
) -> SavedView:
    """Keep a choice of filters, order and columns under a name.

    With an owner it is shared with all who have a seat there. Refuses with `NotPermitted` or
    `NameTaken`.
    """
    person_id = _ask(actor, owner)
    _free(person_id, name)
    view = SavedView.objects.create(
        name=name,
        owner=owner,
        choices={key: list(values) for key, values in choices.items()},
        saved_at=clock.now(),
        saved_by_id=person_id,
    )
    record("view.saved", actor=actor, subject=view, owner_id=owner.pk if owner else None)
    return view


@action
def change_view(
    *, actor: Actor, view: SavedView, revision: int, name: str, owner: Owner | None
) -> SavedView:
    """Give a view another name, share it, or stop sharing it. Its maker alone may.

    Refuses with `NotPermitted`, `ChangedMeanwhile` or `NameTaken`.
    """
    person_id = _ask(actor, owner)
    if view.saved_by_id != person_id:
        raise NotPermitted
    kept = SavedView.objects.select_for_update().get(pk=view.pk)
    if kept.revision != revision:
        raise ChangedMeanwhile
    _free(person_id, name, but=kept)
    kept.name, kept.owner, kept.revision = name, owner, revision + 1
    kept.save(update_fields=["name", "owner", "revision"])
    record("view.changed", actor=actor, subject=kept, owner_id=owner.pk if owner else None)
    return kept


@action
def remove_view(*, actor: Actor, view: SavedView) -> None:
    """Delete a view: its maker may, and for a shared one its owner's administrator.

    Refuses with `NotPermitted`.
    """
    own = actor.person_id is not None and view.saved_by_id == actor.person_id
    if not own and not (
        view.owner_id and actor.may_for(Permission.SEAT_MANAGE, owner_id=view.owner_id)
    ):
        raise NotPermitted
    record("view.removed", actor=actor, subject=view, owner_id=view.owner_id)
    view.delete()


def _ask(actor: Actor, owner: Owner | None) -> UUID:
    """The person, who may keep views; to share one within an owner takes a seat of that owner."""
    if actor.person_id is None:
        raise NotPermitted
    if owner is not None and not any(seat.owner_id == owner.pk for seat in actor.seats):
        raise NotPermitted
    return actor.person_id


def _free(person_id: UUID, name: str, *, but: SavedView | None = None) -> None:
    same = SavedView.objects.filter(saved_by_id=person_id, name=name)
    if but is not None:
        same = same.exclude(pk=but.pk)
    if same.exists():
        raise NameTaken(name=name)
