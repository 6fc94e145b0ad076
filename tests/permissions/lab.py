"""A scenario in a place of the world, on a territory that everybody shares."""

from typing import Any

from engines.structure.small import territory
from tospann.access.actor import STRANGER
from tospann.engines.structure import folder
from tospann.structure.actions import datasets, scenarios
from tospann.structure.models import Scenario
from tospann.structure.selectors.territories import newest


def give(place: Any) -> None:
    """A scenario without differences."""
    here = territory()
    if newest(here.name) is None:
        datasets.take_dataset(
            actor=STRANGER, name=here.name, title=here.title, archive=folder.packed(here)
        )
    scenarios.create_scenario(
        actor=place.actor(next(who for who in place.people if who.endswith("leader"))),
        partnership=place.partnership,
        dataset=newest(here.name),
        title=place.marker("scenario"),
    )


def scenario_of(place: Any) -> Scenario:
    """The scenario."""
    return Scenario.objects.select_related("dataset", "partnership").get(
        partnership=place.partnership, title=place.marker("scenario")
    )
