"""A scenario in a place of the world, on a territory that everybody shares."""

from datetime import timedelta
from typing import Any

from engines.structure.small import territory
from tospann.access.actor import STRANGER
from tospann.base import clock
from tospann.engines.structure import folder
from tospann.structure.actions import assessments, datasets, scenarios
from tospann.structure.models import Assessment, Scenario
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
        partnership=place.partnership
    )


def assessment_of(place: Any) -> Assessment:
    """An assessment that is open; opened now if there is none."""
    known = Assessment.objects.filter(partnership=place.partnership).first()
    return known or assessments.open_assessment(
        actor=place.actor(next(who for who in place.people if who.endswith("leader"))),
        partnership=place.partnership,
        scenarios=[scenario_of(place).pk],
        deadline=clock.today() + timedelta(days=7),
    )


def closed_assessment_of(place: Any) -> Assessment:
    """An assessment that is closed now."""
    return assessments.close_assessment(
        actor=place.actor(next(who for who in place.people if who.endswith("leader"))),
        assessment=assessment_of(place),
    )


def seat_that_weighs(actor: Any, place: Any) -> Any:
    """The seat in the place that the person would answer from; none for those without one."""
    return next(
        (one.seat_id for one in actor.seats if place.partnership.pk in one.partnership_ids), None
    )
