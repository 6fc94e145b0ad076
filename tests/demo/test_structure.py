"""The scenarios of the demo: illustrations, drawn on real tables, ready to be asked about."""

import pytest
from django.db import transaction

from tospann.demo import loading, threads
from tospann.engines.structure.asked import rules_from
from tospann.engines.structure.keeping import never_large_enough
from tospann.structure.models import Scenario
from tospann.structure.selectors.seen import otherwise, seen_of
from tospann.structure.selectors.territories import territory_of, travel_of

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """Loaded once, in a transaction that is never committed."""
    with django_db_blocker.unblock(), transaction.atomic():
        assert loading.load()
        yield
        transaction.set_rollback(True)


def test_every_scenario_is_an_illustration_of_something_otherwise(demo):
    found = Scenario.objects.exclude(title=threads.SCENARIO).order_by("title")

    assert [(one.partnership.slug, one.title) for one in found] == [
        ("sor-salten", "Gildeskål sammen med Bodø"),
        ("sor-salten", "Meløy vert for Gildeskål og Rødøy"),
        ("indre-salten", "Steigen med i Indre Salten"),
    ]
    assert all(one.illustrative for one in found)
    assert all("Illustrasjon" in one.note for one in found)
    assert otherwise(seen_of(found[1])) == [
        "Meløy er vert for Rødøy og Gildeskål (vertskommune).",
        "Inndyr har åpent 2 dager i uken.",
    ]


def test_nobody_in_the_demo_is_asked_for_what_they_can_never_reach(demo):
    scenario = Scenario.objects.get(title__startswith="Meløy")
    rules = rules_from(scenario.rules)
    territory, travel = territory_of(scenario.dataset_id), travel_of(scenario.dataset_id)

    assert never_large_enough(territory, travel, rules) == ()
