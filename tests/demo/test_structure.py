"""The scenarios of the demo: illustrations, drawn on real tables, ready to be asked about."""

import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from tospann.demo import loading, threads
from tospann.engines.structure.asked import rules_from
from tospann.engines.structure.keeping import never_large_enough
from tospann.structure.models import Assessment, Run, Scenario
from tospann.structure.selectors.assessments import outcome_of
from tospann.structure.selectors.consequences import consequences_of
from tospann.structure.selectors.runs import progress_of
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


def test_where_the_sources_disagree_both_are_told_and_which_is_used(demo):
    told = consequences_of(Scenario.objects.get(title__startswith="Meløy"))

    (rodoy,) = [one for one in told.municipalities if one.name == "Rødøy"]
    assert rodoy.basis == (
        "Kildene sier ikke det samme om i dag. I Tospann er partnerskapet registrert som faglig "
        "samarbeid. Datasettet som tallene bygger på, sier administrativt vertskommunesamarbeid. "
        "Vi bruker det som er registrert, fordi det viser hva kommunene har avtalt."
    )


def test_a_run_waits_for_the_worker(demo):
    run = Run.objects.get()

    assert (run.partnership.slug, run.sort, run.ended) == ("sor-salten", "areas", False)
    progress = progress_of(run)
    assert (progress.done, progress.share) == (0, None)
    waiting = ProcrastinateJob.objects.filter(task_name="tospann.structure.tasks.compute")
    assert {one.args["job_id"] for one in waiting} == set(run.jobs.values_list("pk", flat=True))
    assert {one.status for one in waiting} == {"todo"}


def test_groups_with_enough_answers_are_shown_and_the_others_are_said_to_be_hidden(demo):
    closed = Assessment.objects.exclude(closed_at=None).get()

    found = outcome_of(closed)

    assert [one.name for one in found.groups] == ["Ledere", "Kommunestyremedlemmer"]
    assert [name for name, _least in found.hidden] == ["Ansatte", "Brukere"]
    assert [one.name for one in found.owners] == [
        *("Gildeskål kommune", "Meløy kommune", "Nav Nordland", "Rødøy kommune"),
    ]
    assert found.groups[0].weights["sami"] is None  # too few leaders have said anything
    assert found.words[0] == (
        "Lederne setter «Gildeskål sammen med Bodø» først med egne vekter. Med vektene til "
        "kommunestyremedlemmene ville «Meløy vert for Gildeskål og Rødøy» kommet først."
    )
    assert all("Eksempel" in one for voice in found.groups for one in voice.remarks)


def test_another_assessment_waits_for_answers(demo):
    waiting = Assessment.objects.get(closed_at=None)

    assert waiting.answers.count() == 2
    assert all(one.illustrative for one in waiting.scenarios.all())
