"""The stated table: each rule finds its fault, and a plan without faults has none."""

from typing import Any

import pytest

from tospann.plans.body import JointPlan
from tospann.plans.rules import RULES, breaches

SIGNAL = {"id": "s", "number": 1, "line": "state", "obligation": "must", "owner": "nav"}
GOOD: dict[str, Any] = {
    "year": 2026,
    "owners": [{"id": "e", "code": "nav", "name": "Nav", "kind": "state"}],
    "signals": [SIGNAL],
    "goals": [{"id": "g", "title": "Mål", "signals": ["s"], "answer": "Slik."}],
    "measures": [
        {"id": "m", "goal": "g", "title": "Tiltak", "responsible": "nav", "role": "leder",
         "start": "2026-01-01", "deadline": "2026-06-01", "kroner": 1, "payer": "shared"}
    ],
    "aims": [
        {"id": "a", "goal": "g", "code": "I1", "baseline": "40", "baseline_period": "2025",
         "title": "Overgang", "direction": "up", "type": "outcome"}
    ],
    "steps": [{"id": "t", "aim": "a", "on": "2026-12-31", "value": "42"}],
}  # fmt: skip


def with_(name: str, **changed: Any) -> dict[str, Any]:
    """The good plan with its first row of a list changed."""
    return GOOD | {name: [GOOD[name][0] | changed, *GOOD[name][1:]]}


def codes(told: dict[str, Any]) -> list[str]:
    plan = JointPlan.model_validate(told)
    return [rule.code for rule in RULES for _breach in rule.found(plan)]


# rule | a plan that breaks it
FAULTS = {
    "R1": with_("goals", signals=[]) | {"goals": [GOOD["goals"][0] | {"signals": []}]},
    "R2": GOOD | {"signals": [SIGNAL, SIGNAL | {"id": "x", "obligation": "should"}]},
    "R3": with_("goals", signals=["s", "borte"]),
    "R4": GOOD | {"owners": [*GOOD["owners"], {"id": "f", "code": "9901", "name": "F"}]},
    "R5": GOOD | {"goals": [*GOOD["goals"], {"id": "h", "title": "To"}]},
    "R6": with_("goals", answer=""),
    "R7": GOOD | {"measures": []},
    "R8": with_("measures", goal="borte"),
    "R9": with_("measures", responsible=""),
    "R10": with_("measures", role=""),
    "R11": with_("measures", deadline=None),
    "R12": with_("measures", deadline="2025-12-01"),
    "R13": with_("measures", payer=""),
    "R14": with_("aims", type="activity"),
    "R15": with_("aims", code=""),
    "R16": with_("aims", title=""),
    "R17": with_("aims", baseline=None),
    "R18": GOOD | {"steps": []},
    "R19": GOOD | {"aims": [*GOOD["aims"], GOOD["aims"][0] | {"id": "b"}]},
    "R20": with_("steps", value="39"),
    "R21": with_("measures", title=""),
}


def test_every_rule_has_its_fault():
    assert set(FAULTS) == {rule.code for rule in RULES}


def test_a_whole_plan_breaks_no_rule():
    assert codes(GOOD) == []


@pytest.mark.parametrize("code", FAULTS)
def test_a_rule_finds_its_fault(code):
    assert code in codes(FAULTS[code])


def test_a_continuous_measure_needs_no_deadline():
    assert codes(with_("measures", deadline=None, continuous=True)) == []


def test_a_signal_for_information_asks_for_no_answer():
    told = GOOD | {"signals": [SIGNAL, SIGNAL | {"id": "x", "obligation": "information"}]}

    assert codes(told) == []


def test_only_what_the_table_says_blocks_does():
    for code, told in FAULTS.items():
        rule = next(one for one in RULES if one.code == code)
        plan = JointPlan.model_validate(told)
        texts = {text for _part, text in rule.found(plan)}
        found = [one for one in breaches(plan) if one.text in texts]
        assert {one.blocks for one in found} == {rule.blocks}


def test_a_breach_says_why_it_matters_and_no_code():
    (breach,) = breaches(JointPlan.model_validate(FAULTS["R4"]))

    assert breach.source == "Eierne er likeverdige: det en eier krever, må få et svar"
