"""Files on their way to become a dataset. Only `confirm_draft` makes one of them.

What is in the files was read before, outside the database: each action takes what was `found`,
and the `archive` it would be, as `structure.reader` answers.
"""

import hashlib
from typing import Any

from tospann.access.actor import Actor
from tospann.access.roles import Permission
from tospann.base import clock
from tospann.base.errors import NotPermitted
from tospann.journal.record import action, record
from tospann.structure.actions.datasets import take_dataset
from tospann.structure.errors import (
    DraftChanged,
    DraftEnded,
    DraftNotReady,
    NameTaken,
    SameDataset,
    TooManyDrafts,
)
from tospann.structure.models import Dataset, DatasetDraft

OPEN_AT_ONCE = 10  # unfinished drafts of one person


@action
def begin_draft(
    *,
    actor: Actor,
    name: str,
    title: str,
    area: str,
    scaled: bool,
    files: bytes,
    found: dict[str, Any],
    archive: bytes | None,
    base: Dataset | None = None,
) -> DatasetDraft:
    """Keep files for the one who brought them. With a `base` it is a new version of that.

    Refuses with `NotPermitted`, `NameTaken` or `TooManyDrafts`.
    """
    if not actor.may_anywhere(Permission.DATASET_TAKE):
        raise NotPermitted
    if base is None:
        _refuse_taken(name)
    waiting = DatasetDraft.objects.filter(begun_by=actor.person_id, ended_at=None).count()
    if waiting >= OPEN_AT_ONCE:
        raise TooManyDrafts(count=waiting)
    draft = DatasetDraft.objects.create(
        base=base,
        name=base.name if base else name,
        title=title,
        area=area,
        scaled=scaled,
        files=files,
        begun_at=clock.now(),
        begun_by_id=actor.person_id,
        **_read(found, archive),
    )
    record("dataset_draft.begun", actor=actor, subject=draft)
    return draft


@action
def change_draft(
    *,
    actor: Actor,
    draft: DatasetDraft,
    revision: int,
    title: str,
    area: str,
    scaled: bool,
    files: bytes,
    found: dict[str, Any],
    archive: bytes | None,
) -> DatasetDraft:
    """Other files, or another title or area. Refuses with `NotPermitted`, `DraftEnded` or
    `DraftChanged`.
    """
    draft = _seen(_own(actor, draft), revision)
    draft.title, draft.area, draft.scaled, draft.files = title, area, scaled, files
    for field, value in _read(found, archive).items():
        setattr(draft, field, value)
    draft.revision += 1
    draft.save()
    record("dataset_draft.changed", actor=actor, subject=draft)
    return draft


@action
def confirm_draft(*, actor: Actor, draft: DatasetDraft, revision: int, sha256: str) -> Dataset:
    """The person has looked, and the dataset with this fingerprint is taken in for everybody.

    Refuses with `NotPermitted`, `DraftEnded`, `DraftChanged`, `DraftNotReady`, `NameTaken` or
    `SameDataset`.
    """
    draft = _seen(_own(actor, draft), revision)
    if draft.archive is None:
        raise DraftNotReady
    if draft.sha256 != sha256:
        raise DraftChanged
    if draft.base_id is None:
        _refuse_taken(draft.name)
    archive = bytes(draft.archive)
    same = Dataset.objects.filter(sha256=hashlib.sha256(archive).hexdigest()).first()
    if same is not None:
        raise SameDataset(title=same.title)
    draft.dataset = take_dataset(actor=actor, name=draft.name, title=draft.title, archive=archive)
    _end(actor, draft)
    return draft.dataset


@action
def leave_draft(*, actor: Actor, draft: DatasetDraft) -> None:
    """Throw the files away. Refuses with `NotPermitted` or `DraftEnded`."""
    draft = _own(actor, draft)
    _end(actor, draft)
    record("dataset_draft.left", actor=actor, subject=draft)


@action
def clear_drafts(*, actor: Actor, drafts: list[DatasetDraft]) -> None:
    """Throw away what nobody finished, thirty days after it was begun. At least one."""
    for draft in drafts:
        _end(actor, draft)
    record("dataset_drafts.cleared", actor=actor, subject=drafts[0], count=len(drafts))


def _refuse_taken(name: str) -> None:
    if Dataset.objects.filter(name=name).exists():
        raise NameTaken(name=name)


def _read(found: dict[str, Any], archive: bytes | None) -> dict[str, Any]:
    """The fields that say what was read."""
    sha256 = hashlib.sha256(archive).hexdigest() if archive is not None else ""
    return {"found": found, "archive": archive, "sha256": sha256}


def _seen(draft: DatasetDraft, revision: int) -> DatasetDraft:
    """The draft, if it is as the person saw it."""
    if draft.revision != revision:
        raise DraftChanged
    return draft


def _own(actor: Actor, draft: DatasetDraft) -> DatasetDraft:
    """The draft as it is now, locked, for the one who brought it."""
    if not actor.may_anywhere(Permission.DATASET_TAKE):
        raise NotPermitted
    draft = (
        DatasetDraft.objects.select_for_update(of=("self",))
        .select_related("base")
        .get(pk=draft.pk)
    )
    if draft.begun_by_id != actor.person_id:
        raise NotPermitted
    if draft.ended_at:
        raise DraftEnded
    return draft


def _end(actor: Actor, draft: DatasetDraft) -> None:
    """Nothing is kept of the files."""
    draft.files = draft.found = draft.archive = None
    draft.ended_at, draft.ended_by_id = clock.now(), actor.person_id
    draft.save()
