"""What a map that can be moved is given: the same areas as the drawn one."""

import json
from functools import lru_cache
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse

from tospann.engines.structure import zoomed
from tospann.engines.structure.report import Plain
from tospann.engines.structure.territory import Structure, Territory
from tospann.structure.models import Dataset, Scenario
from tospann.structure.selectors.structures import structure_named
from tospann.structure.selectors.territories import territory_of


def address(dataset: Dataset, name: str) -> str:
    """Where the map of a structure of the dataset is fetched. `name` as `structure_named`."""
    query = QueryDict(mutable=True)
    query["struktur"] = name
    return f"{reverse('structure:zoomed_dataset', args=[dataset.pk])}?{query.urlencode()}"


def address_of(scenario: Scenario) -> str:
    """Where the map of a scenario is fetched."""
    return reverse("structure:zoomed_scenario", args=[scenario.pk])


def of_dataset(dataset_id: UUID, name: str) -> bytes | None:
    """A structure of a dataset as GeoJSON; None when it has none of the name. One query."""
    found = Dataset.objects.defer("archive").filter(pk=dataset_id).first()
    return None if found is None else _of_dataset(found.pk, name)


@lru_cache(maxsize=12)
def _of_dataset(dataset_id: UUID, name: str) -> bytes | None:
    territory = territory_of(dataset_id)
    structure = structure_named(territory, name)
    return None if structure is None else of_structure(territory, structure)


def of_structure(territory: Territory, structure: Structure) -> bytes:
    """Any structure as GeoJSON. 0.1 s for a county."""
    return written(zoomed.areas(territory, structure))


def written(plain: Plain) -> bytes:
    """GeoJSON in as few bytes as it can be."""
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()
