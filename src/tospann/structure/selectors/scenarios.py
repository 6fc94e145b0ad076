"""Scenarios, and the structures they make of today's."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet

from tospann.access.actor import Actor
from tospann.access.roles import Permission
from tospann.engines.structure import drawn, stated
from tospann.engines.structure.assumptions import ILLUSTRATIVE, Assumptions
from tospann.engines.structure.comparison import Comparison, compare
from tospann.engines.structure.measures import Measures, measure
from tospann.engines.structure.territory import Structure
from tospann.partnerships.models import Partnership
from tospann.structure.models import Scenario
from tospann.structure.selectors.territories import present, territory_of, travel_of


def scenarios(partnership: Partnership) -> QuerySet[Scenario]:
    """Those in use, the newest first. One query."""
    return Scenario.objects.filter(partnership=partnership, dropped_at=None).select_related(
        "dataset"
    )


def titles_of(ids: Sequence[str]) -> dict[str, str]:
    """What scenarios are called, those put aside too. One query, none for no ids."""
    found = Scenario.objects.filter(pk__in=ids).values_list("pk", "title") if ids else ()
    return {str(id): title for id, title in found}


def readable(actor: Actor, scenario_id: UUID) -> Scenario | None:
    """The scenario, for those inside its partnership; None for everyone else. One query."""
    found = (
        Scenario.objects.select_related("dataset", "partnership", "copied_from")
        .defer("dataset__archive")
        .filter(pk=scenario_id)
        .first()
    )
    if found is None:
        return None
    may = actor.may_in(Permission.INTERNAL_READ, partnership_id=found.partnership_id)
    return found if may else None


def structure_of(scenario: Scenario) -> Structure:
    """Today's structure with the scenario's differences.

    Raises `BadData` (`engines.structure.errors`) with the faults by municipality when the
    differences do not make a structure, as when a host has another host.
    """
    territory = territory_of(scenario.dataset_id)
    return drawn.with_differences(
        territory,
        present(territory),
        scenario.differences,
        name="scenario",
        title=scenario.title,
    )


def assumptions_of(scenario: Scenario) -> Assumptions:
    """The stated assumptions with the scenario's own figures. Raises `BadData`."""
    return stated.changed(ILLUSTRATIVE, scenario.assumptions)


def measures_of(scenario: Scenario) -> Measures:
    """Everything measured in the scenario, by its own assumptions. Raises `BadData`."""
    return measure(
        territory_of(scenario.dataset_id),
        travel_of(scenario.dataset_id),
        structure_of(scenario),
        assumptions_of(scenario),
    )


def comparison_of(scenario: Scenario) -> Comparison:
    """The scenario beside today, by its own assumptions. Raises `BadData`."""
    territory = territory_of(scenario.dataset_id)
    return compare(
        territory,
        travel_of(scenario.dataset_id),
        present(territory),
        structure_of(scenario),
        assumptions_of(scenario),
    )
