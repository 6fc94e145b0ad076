"""A scenario: differences from today, its revisions, and who may change it."""

import pytest

from engines.structure.small import territory
from tospann.access.actor import STRANGER
from tospann.base.errors import NotPermitted
from tospann.engines.structure import folder
from tospann.structure.actions import datasets
from tospann.structure.actions import scenarios as actions
from tospann.structure.errors import ChangedMeanwhile, NoStructure
from tospann.structure.selectors import scenarios
from tospann.structure.selectors.territories import newest

JOINED = {
    "municipalities": {
        "1801": {"host": "1801", "model": "host"},
        "1802": {"host": "1801", "model": "host"},
    }
}


@pytest.fixture
def dataset(db):
    here = territory()
    datasets.take_dataset(
        actor=STRANGER, name=here.name, title=here.title, archive=folder.packed(here)
    )
    return newest(here.name)


@pytest.fixture
def scenario(cast, dataset):
    return actions.create_scenario(
        actor=cast.actor("adviser"),
        partnership=cast.partnership,
        dataset=dataset,
        title="To sammen",
    )


def test_a_scenario_without_differences_is_today(scenario):
    found = scenarios.comparison_of(scenario)

    assert found.changes == ()


def test_what_changes_is_what_was_written(cast, scenario):
    changed = actions.change_scenario(
        actor=cast.actor("adviser"), scenario=scenario, revision=1, differences=JOINED
    )

    assert changed.revision == 2
    assert scenarios.structure_of(changed).area.tolist() == [0, 0, 1, 2]


def test_a_proof_goes_with_what_it_was_about(cast, dataset):
    actor = cast.actor("adviser")
    proved = actions.create_scenario(
        actor=actor,
        partnership=cast.partnership,
        dataset=dataset,
        title="Forslag",
        differences=JOINED,
        proof={"proven": True},
    )

    named = actions.change_scenario(actor=actor, scenario=proved, revision=1, title="Nytt navn")
    assert named.proof == {"proven": True}
    moved = actions.change_scenario(actor=actor, scenario=named, revision=2, differences={})
    assert moved.proof is None


def test_two_who_change_at_once_are_told(cast, scenario):
    actor = cast.actor("adviser")
    actions.change_scenario(actor=actor, scenario=scenario, revision=1, title="Først")

    with pytest.raises(ChangedMeanwhile):
        actions.change_scenario(actor=actor, scenario=scenario, revision=1, title="Sist")


def test_a_host_with_another_host_is_refused_with_what_to_do(cast, scenario):
    chain = {"1801": {"host": "1802", "model": "host"}, "1802": {"host": "1803", "model": "host"}}

    with pytest.raises(NoStructure, match="må være sin egen vert"):
        actions.change_scenario(
            actor=cast.actor("adviser"),
            scenario=scenario,
            revision=1,
            differences={"municipalities": chain},
        )


def test_a_dropped_scenario_is_off_the_list_until_it_is_taken_back(cast, scenario):
    actor = cast.actor("adviser")

    actions.drop_scenario(actor=actor, scenario=scenario)
    assert not scenarios.scenarios(cast.partnership)
    actions.take_back_scenario(actor=actor, scenario=scenario)
    assert scenarios.scenarios(cast.partnership).get() == scenario


def test_those_who_read_may_not_change_and_strangers_do_not_read(cast, scenario):
    with pytest.raises(NotPermitted):
        actions.drop_scenario(actor=cast.actor("councillor"), scenario=scenario)
    assert scenarios.readable(cast.actor("councillor"), scenario.pk) == scenario
    assert scenarios.readable(cast.actor("stranger"), scenario.pk) is None
