"""What a scenario asks the engine, as jobs for the queue. Nothing here searches."""

import json
from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from tospann.engines.structure import asked, jobs, travel
from tospann.engines.structure.asked import rules_from
from tospann.engines.structure.errors import NoAnswer
from tospann.engines.structure.jobs import Areas, Drawn, Futures, Question, Sweep, Tradeoff
from tospann.engines.structure.robustness import Doubt, Plan
from tospann.engines.structure.rules import checked
from tospann.engines.structure.territory import Territory
from tospann.structure.models import Run, Scenario
from tospann.structure.selectors.scenarios import assumptions_of, scenarios, structure_of
from tospann.structure.selectors.territories import present, territory_of

SECONDS = 600.0  # for each search
MOST_BESIDE = 8  # scenarios put beside an answer, the one asked about first
OBJECTIVES = ("access", "cost", "exposed")


def areas(
    scenario: Scenario, *, alternatives: int = 1, prices: bool = False, seed: int = 0
) -> list[bytes]:
    """Proposals that keep the scenario's rules, and the price of each rule. Raises `NoAnswer`."""
    question = _question(scenario)
    priced = len(question.rules) if prices else 0
    return _cut(scenario, question, Areas(alternatives, prices=priced, seed=seed))


def front(scenario: Scenario, *, objectives: Sequence[str] = ("access", "cost")) -> list[bytes]:
    """The whole trade-off under the scenario's rules, scenarios beside it. Raises `NoAnswer`."""
    chosen = tuple(objectives)
    if not 2 <= len(set(chosen)) == len(chosen) <= 3 or set(chosen) - set(OBJECTIVES):
        raise NoAnswer("Velg to eller tre mål som skal veies mot hverandre.")
    beside = tuple(
        Drawn(file_of(one), one.title, json.dumps(one.differences, sort_keys=True))
        for one in _others(scenario)
    )
    return _cut(scenario, _question(scenario), Tradeoff(chosen, beside))


def futures(scenario: Scenario, *, futures: int, seed: int = 0, **doubt: Any) -> list[bytes]:
    """Many futures of the scenario's question, scenarios followed. Raises `NoAnswer`.

    `doubt` : the fields of `engines.structure.robustness.Doubt`; at least one that says something.
    """
    if Doubt(**doubt) == Doubt():
        raise NoAnswer("Ingenting er usikkert. Velg minst én ting som kan bli annerledes.")
    territory = territory_of(scenario.dataset_id)
    plans = [Plan.of(present(territory))]
    plans += [
        Plan(file_of(one), made.areas, made.hosts, one.title)
        for one in _others(scenario)
        for made in [Plan.of(structure_of(one))]
    ]
    return _cut(
        scenario, _question(scenario), Futures(Doubt(**doubt), seed, futures, tuple(plans))
    )


def file_of(scenario: Scenario) -> str:
    """What the scenario is called in a question: the name of its file beside the command."""
    return f"scenario-{scenario.pk.hex[-12:]}.json"


def asked_before(scenario: Scenario, parts: Sequence[bytes], software: str) -> Run | None:
    """The newest run of the partnership with the same question, data and software. One query.

    It has its answer, or will have: those that were refused or cancelled do not count.
    """
    return (
        Run.objects.defer("answer")
        .filter(
            partnership=scenario.partnership_id,
            dataset=scenario.dataset_id,
            software=software,
            refusal="",
            cancelled_at=None,
            jobs__number=1,
            jobs__part=parts[0],
        )
        .annotate(answered=Q(answer__isnull=False))
        .order_by("-asked_at", "pk")
        .first()
    )


def _question(scenario: Scenario) -> Question:
    """The scenario's rules and assumptions, in the order of the command line."""
    territory, assumptions = territory_of(scenario.dataset_id), assumptions_of(scenario)
    rules = asked.ordered(rules_from(scenario.rules))
    checked(rules, territory, assumptions)
    return Question(rules, assumptions, travel.best_kind(territory), seconds=SECONDS)


def _cut(scenario: Scenario, question: Question, sweep: Sweep) -> list[bytes]:
    territory: Territory = territory_of(scenario.dataset_id)
    return [job.as_json().encode() for job in jobs.cut(sweep, question, territory)]


def _others(scenario: Scenario) -> list[Scenario]:
    """The scenario and the newest others of the same partnership and dataset. One query.

    Of several that draw the same, as copies do, the newest is enough.
    """
    rest = (
        scenarios(scenario.partnership)
        .filter(dataset=scenario.dataset_id)
        .defer("dataset__archive")
        .exclude(pk=scenario.pk)
    )
    found = [scenario]
    for one in rest:
        if all(one.differences != other.differences for other in found):
            found.append(one)
    return found[:MOST_BESIDE]
