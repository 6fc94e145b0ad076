"""What it costs to keep a municipality out: another scenario, asked at once."""

from typing import Any

from tospann.access.actor import Actor
from tospann.journal.record import action
from tospann.structure.actions.runs import ask_areas
from tospann.structure.actions.scenarios import create_scenario
from tospann.structure.models import Run, Scenario

OUTSIDE = ("StandsAlone", "NeverHosts")  # the rules that hold one municipality out
SIZES = ("AtLeastFte", "AtLeastResidents")  # the rules one that stands alone need not reach


@action
def ask_price(*, actor: Actor, scenario: Scenario, title: str, rule: str, number: str) -> Run:
    """Ask for the best areas with one rule more, and what that rule costs.

    The rule is put on a copy, so that the scenario itself is as it was. One that is to stand alone
    is exempt from the least size there: what it costs is asked, not whether it may. Refuses with
    `NotPermitted`, `NoStructure`, `RulesUnclear`, `TooManyRuns` or `NotAskable`.
    """
    if rule not in OUTSIDE:
        raise ValueError(f"{rule} holds nobody out")
    added = {"rule": rule, "number": number}
    rules = [one for one in scenario.rules if one != added]
    if rule == "StandsAlone":
        rules = [_exempting(one, number) for one in rules]
    copy = create_scenario(
        actor=actor,
        partnership=scenario.partnership,
        dataset=scenario.dataset,
        title=title,
        note=scenario.note,
        differences=scenario.differences,
        rules=[*rules, added],
        assumptions=scenario.assumptions,
        copied_from=scenario,
        illustrative=scenario.illustrative,
    )
    return ask_areas(actor=actor, scenario=copy, alternatives=1, prices=True)


def _exempting(rule: dict[str, Any], number: str) -> dict[str, Any]:
    """The rule, with the municipality among those that need not reach a least size."""
    if rule["rule"] not in SIZES:
        return rule
    return rule | {"except_": sorted({*rule.get("except_", ()), number})}
