"""The datasets there are, one version's page, and drafts of new ones."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from tospann.access.actor import Actor
from tospann.access.roles import Permission
from tospann.base import drafts
from tospann.engines.structure import folder
from tospann.journal.selectors import who_did
from tospann.structure import bringing
from tospann.structure.models import Dataset, DatasetDraft


def may_take(actor: Actor) -> bool:
    """Whether the actor may take in datasets."""
    return actor.may_anywhere(Permission.DATASET_TAKE)


@dataclass(frozen=True, slots=True)
class Line:
    """A dataset and its versions, the newest first."""

    newest: Dataset
    older: list[Dataset]


def datasets() -> list[Line]:
    """Every dataset with its versions, without the archives, by title. One query."""
    by_name: dict[str, list[Dataset]] = {}
    for one in Dataset.objects.defer("archive"):
        by_name.setdefault(one.name, []).append(one)
    lines = [Line(versions[0], versions[1:]) for versions in by_name.values()]
    return sorted(lines, key=lambda line: line.newest.title.casefold())


@dataclass(frozen=True, slots=True)
class Version:
    """One version's page. `found` is what `bringing.described` and `compared` tell."""

    dataset: Dataset
    versions: list[Dataset]
    before: Dataset | None
    role: str  # who took it in: role and owner, never a name
    found: dict[str, Any]


def version(row_id: UUID) -> Version | None:
    """One version with its quality report and what differs from the one before.

    Four queries; the first time two more and up to two seconds for a whole country.
    """
    dataset = Dataset.objects.defer("archive").filter(pk=row_id).first()
    if dataset is None:
        return None
    versions = list(Dataset.objects.defer("archive").filter(name=dataset.name))
    older = [one for one in versions if (one.taken_at, one.pk) < (dataset.taken_at, dataset.pk)]
    before = older[0] if older else None
    return Version(
        dataset=dataset,
        versions=versions,
        before=before,
        role=who_did(dataset, "structure.dataset_taken"),
        found=_described(dataset.pk) | (_compared(before.pk, dataset.pk) if before else {}),
    )


@lru_cache(maxsize=32)
def _described(dataset_id: UUID) -> dict[str, Any]:
    archive = archive_of(dataset_id)
    return bringing.described(folder.unpacked(archive), archive)


@lru_cache(maxsize=32)
def _compared(before_id: UUID, after_id: UUID) -> dict[str, Any]:
    return bringing.compared(archive_of(before_id), archive_of(after_id))


def archive_of(dataset_id: UUID) -> bytes:
    """The bytes of a dataset as they were taken in. One query. Raises `DoesNotExist`."""
    return bytes(Dataset.objects.only("archive").get(pk=dataset_id).archive)


def dataset_of(row_id: UUID) -> Dataset | None:
    """A dataset with its archive. One query."""
    return Dataset.objects.filter(pk=row_id).first()


def drafts_of(actor: Actor) -> QuerySet[DatasetDraft]:
    """What waits for the actor, newest first, without the files. One query."""
    return DatasetDraft.objects.filter(begun_by=actor.person_id, ended_at=None).defer(
        "files", "archive", "found"
    )


def draft_of(actor: Actor, row_id: UUID) -> DatasetDraft | None:
    """A draft, for the one who brought it; None for everybody else. One query."""
    if actor.person_id is None or not may_take(actor):
        return None
    return (
        DatasetDraft.objects.select_related("base")
        .defer("base__archive")
        .filter(pk=row_id, begun_by=actor.person_id)
        .first()
    )


def too_old() -> list[DatasetDraft]:
    """Unfinished drafts that are thrown away, oldest first. One query."""
    return drafts.too_old(DatasetDraft.objects.filter(ended_at=None), "begun_at")
