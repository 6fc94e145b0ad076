"""Datasets are taken in and never changed."""

import hashlib

from tospann.access.actor import Actor
from tospann.base import clock
from tospann.journal.record import action, record
from tospann.structure.models import Dataset


@action
def take_dataset(*, actor: Actor, name: str, title: str, archive: bytes) -> Dataset:
    """Keep a territory's tables, packed as `engines.structure.folder` packs them.

    Asks for no seat: it is for those who run the installation, by the command line and the demo.
    What a person brings through the pages is taken by `drafts.confirm_draft`, which asks.
    """
    sha256 = hashlib.sha256(archive).hexdigest()
    dataset = Dataset.objects.create(
        name=name,
        title=title,
        sha256=sha256,
        archive=archive,
        taken_at=clock.now(),
        taken_by_id=actor.person_id,
    )
    record("structure.dataset_taken", actor=actor, subject=dataset, title=title, sha256=sha256)
    return dataset
