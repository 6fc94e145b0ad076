"""Datasets, and the territories the engine makes of them.

A dataset never changes, so what is read of it is kept in the process.
"""

from functools import lru_cache
from uuid import UUID

from django.db.models import QuerySet

from tospann.engines.structure import drawn, folder, travel
from tospann.engines.structure.territory import Structure, Territory, Travel
from tospann.structure.models import Dataset


def dataset_with(sha256: str) -> Dataset | None:
    """The dataset with these bytes, if it was taken in before. One query."""
    return Dataset.objects.filter(sha256=sha256).first()


def newest(name: str) -> Dataset | None:
    """The newest version of a dataset by its short name, without its archive. One query."""
    return Dataset.objects.defer("archive").filter(name=name).first()


def versions(name: str) -> QuerySet[Dataset]:
    """Every version of a dataset, the newest first, without the archives. One query."""
    return Dataset.objects.defer("archive").filter(name=name)


@lru_cache(maxsize=4)
def territory_of(dataset_id: UUID) -> Territory:
    """The dataset's tables. One query the first time, 0.1 s for a county. Never changed."""
    return folder.unpacked(bytes(Dataset.objects.get(pk=dataset_id).archive))


@lru_cache(maxsize=3)
def travel_of(dataset_id: UUID) -> Travel:
    """Travel times: those brought, else by road and ferry, else in a straight line."""
    return travel.best(territory_of(dataset_id))


def present(territory: Territory) -> Structure:
    """The structure of today: the dataset's first, or each municipality by itself."""
    return territory.structures[0] if territory.structures else drawn.alone(territory)
