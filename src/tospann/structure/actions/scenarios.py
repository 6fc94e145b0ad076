"""Scenarios: begun, changed, copied, dropped and taken back."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from tospann.access.actor import Actor
from tospann.access.roles import Permission
from tospann.base import clock
from tospann.base.errors import NotPermitted
from tospann.journal.record import action, record
from tospann.partnerships.models import Partnership
from tospann.structure.errors import (
    ChangedMeanwhile,
    NewestAlready,
    NoStructure,
    NoSuchProposal,
    RulesUnclear,
)
from tospann.structure.models import Dataset, Run, Scenario

if TYPE_CHECKING:
    from tospann.engines.structure.errors import BadData


@action
def create_scenario(
    *,
    actor: Actor,
    partnership: Partnership,
    dataset: Dataset,
    title: str,
    note: str = "",
    differences: Mapping[str, Any] | None = None,
    rules: Sequence[Mapping[str, Any]] = (),
    assumptions: Mapping[str, Any] | None = None,
    proof: Mapping[str, Any] | None = None,
    copied_from: Scenario | None = None,
    illustrative: bool = False,
) -> Scenario:
    """Begin a scenario: today's structure, with the differences if there are any.

    Refuses with `NotPermitted`, `NoStructure` when the differences make no structure, or
    `RulesUnclear` when a rule means nothing in the dataset.
    """
    if not actor.may_in(Permission.DRAFT_EDIT, partnership_id=partnership.pk):
        raise NotPermitted
    scenario = Scenario(
        partnership=partnership,
        dataset=dataset,
        title=title,
        note=note,
        differences=dict(differences or {}),
        rules=list(rules),
        assumptions=dict(assumptions or {}),
        proof=proof,
        copied_from=copied_from,
        illustrative=illustrative,
        made_at=clock.now(),
        made_by_id=actor.person_id,
        changed_at=clock.now(),
        changed_by_id=actor.person_id,
    )
    _check(scenario)
    scenario.save(force_insert=True)
    record(
        "scenario.begun",
        actor=actor,
        partnership_id=partnership.pk,
        subject=scenario,
        title=title,
    )
    return scenario


@action
def change_scenario(
    *,
    actor: Actor,
    scenario: Scenario,
    revision: int,
    title: str | None = None,
    note: str | None = None,
    differences: Mapping[str, Any] | None = None,
    rules: Sequence[Mapping[str, Any]] | None = None,
    assumptions: Mapping[str, Any] | None = None,
) -> Scenario:
    """Change what the scenario says; only what is given.

    What the engine proved goes with any change of differences, rules and assumptions. Refuses
    with `NotPermitted`, `ChangedMeanwhile`, `NoStructure` or `RulesUnclear`.
    """
    scenario = _locked(actor, scenario)
    if scenario.revision != revision:
        raise ChangedMeanwhile
    words = {"title": title, "note": note}
    computed = {"differences": differences, "rules": rules, "assumptions": assumptions}
    if any(value is not None for value in computed.values()):
        scenario.proof = None
    for name, value in (words | computed).items():
        if value is not None:
            setattr(scenario, name, value)
    _check(scenario)
    scenario.revision += 1
    scenario.changed_at, scenario.changed_by_id = clock.now(), actor.person_id
    scenario.save()
    record(
        "scenario.changed",
        actor=actor,
        partnership_id=scenario.partnership_id,
        subject=scenario,
        title=scenario.title,
        revision=scenario.revision,
    )
    return scenario


@action
def drop_scenario(*, actor: Actor, scenario: Scenario) -> None:
    """Put a scenario aside. It can be taken back. Refuses with `NotPermitted`."""
    scenario = _locked(actor, scenario)
    scenario.dropped_at, scenario.dropped_by_id = clock.now(), actor.person_id
    scenario.save(update_fields=["dropped_at", "dropped_by"])
    record(
        "scenario.dropped",
        actor=actor,
        partnership_id=scenario.partnership_id,
        subject=scenario,
        title=scenario.title,
    )


@action
def take_back_scenario(*, actor: Actor, scenario: Scenario) -> None:
    """Use a scenario that was put aside again. Refuses with `NotPermitted`."""
    scenario = _locked(actor, scenario)
    scenario.dropped_at = scenario.dropped_by = None
    scenario.save(update_fields=["dropped_at", "dropped_by"])
    record(
        "scenario.taken_back",
        actor=actor,
        partnership_id=scenario.partnership_id,
        subject=scenario,
        title=scenario.title,
    )


@action
def renew_scenario(*, actor: Actor, scenario: Scenario, revision: int) -> Scenario:
    """Let a scenario rest on the newest version of its dataset, and say the same of it.

    What the engine proved goes, since it was about other figures. Refuses with `NotPermitted`,
    `ChangedMeanwhile`, `NewestAlready`, `NoStructure` or `RulesUnclear`, as when a municipality
    is no more.
    """
    scenario = _locked(actor, scenario)
    if scenario.revision != revision:
        raise ChangedMeanwhile
    newest = Dataset.objects.defer("archive").filter(name=scenario.dataset.name).first()
    if newest is None or newest.pk == scenario.dataset_id:
        raise NewestAlready
    scenario.dataset = newest
    scenario.proof = None
    _check(scenario)
    scenario.revision += 1
    scenario.changed_at, scenario.changed_by_id = clock.now(), actor.person_id
    scenario.save()
    record(
        "scenario.renewed",
        actor=actor,
        partnership_id=scenario.partnership_id,
        subject=scenario,
        title=scenario.title,
    )
    return scenario


@action
def keep_proposal(*, actor: Actor, run: Run, number: int, title: str) -> Scenario:
    """Make a scenario of a proposal the engine gave, with its proof. `number` counts from 1.

    The proposal is kept as differences from today, the days of sites that close among them, with
    the rules and assumptions it was asked under. Refuses with `NotPermitted`, or
    `NoSuchProposal`.
    """
    from tospann.structure.selectors import proposals

    if run.partnership is None:
        raise NotPermitted
    kept = proposals.kept_of(run, number)
    if kept is None:
        raise NoSuchProposal
    return create_scenario(
        actor=actor,
        partnership=run.partnership,
        dataset=run.dataset,
        title=title,
        differences=kept.differences,
        rules=kept.rules,
        assumptions=kept.assumptions,
        proof=kept.proof,
        copied_from=run.scenario,
        illustrative=kept.illustrative,
    )


def _locked(actor: Actor, scenario: Scenario) -> Scenario:
    """The scenario as it is now, locked until the transaction ends. Raises `NotPermitted`."""
    if not actor.may_in(Permission.DRAFT_EDIT, partnership_id=scenario.partnership_id):
        raise NotPermitted
    return Scenario.objects.select_for_update(of=("self",)).get(pk=scenario.pk)


def _check(scenario: Scenario) -> None:
    """Raises `NoStructure` or `RulesUnclear` with every fault in words."""
    from tospann.engines.structure.asked import rules_from
    from tospann.engines.structure.errors import BadData, NoAnswer
    from tospann.engines.structure.rules import checked
    from tospann.structure.selectors import scenarios
    from tospann.structure.selectors.territories import territory_of

    try:
        scenarios.structure_of(scenario)
        assumptions = scenarios.assumptions_of(scenario)
    except BadData as refusal:
        raise NoStructure(first=_told(refusal)) from None
    try:
        checked(rules_from(scenario.rules), territory_of(scenario.dataset_id), assumptions)
    except BadData as refusal:
        raise RulesUnclear(first=_told(refusal)) from None
    except NoAnswer as refusal:
        raise RulesUnclear(first=str(refusal)) from None


def _told(refusal: "BadData") -> str:
    return " ".join(f"{fault.what} {fault.cure}" for fault in refusal.faults)
