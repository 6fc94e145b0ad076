"""A draft of a dataset in a place of the world, and files to bring."""

import hashlib
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from engines.structure.small import territory
from permissions.lab import scenario_of
from tospann.engines.structure import folder
from tospann.structure.models import Dataset, DatasetDraft
from tospann.structure.views.datasets import _packed


def archive() -> bytes:
    """Tables nobody has taken in."""
    return folder.packed(territory(name="prove", title="Prøven"))


def files() -> SimpleUploadedFile:
    """The same, as they are uploaded."""
    return SimpleUploadedFile("tabeller.zip", archive())


def begun(person_id: Any) -> DatasetDraft:
    """A draft of one person, made when it is asked for."""
    draft = DatasetDraft.objects.filter(begun_by_id=person_id, name="utkastet").first()
    return draft or DatasetDraft.objects.create(
        name="utkastet",
        title="Utkastet",
        files=_packed({"tabeller.zip": archive()}),
        found={"files": [], "notes": [], "faults": [], "fault_count": 0},
        archive=archive(),
        sha256=hashlib.sha256(archive()).hexdigest(),
        begun_at=timezone.now(),
        begun_by_id=person_id,
    )


def draft_of(place: Any) -> DatasetDraft:
    """The draft of the place's adviser."""
    return begun(place.people["adviser"].pk)


def dataset_of(place: Any) -> Dataset:
    """The dataset the place's scenario stands on."""
    return scenario_of(place).dataset
