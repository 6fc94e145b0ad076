"""What a scenario means for each municipality it changes, beside today."""

from collections.abc import Sequence
from typing import Any

from tospann.authority.selectors import wording
from tospann.engines import authority as engine
from tospann.engines.authority import Model
from tospann.engines.structure import report
from tospann.partnerships.models import OwnerKind, Ownership
from tospann.structure.models import Scenario
from tospann.structure.selectors.consequences.agreements import agreements_of, chain_of, needed
from tospann.structure.selectors.consequences.authority import Answers, answers_of
from tospann.structure.selectors.consequences.duties import duties_of
from tospann.structure.selectors.consequences.elements import elements_of, verdict_of
from tospann.structure.selectors.consequences.ground import Area, Ground, ground_of, grounds_of
from tospann.structure.selectors.consequences.steps import councils_of, preparations_of
from tospann.structure.selectors.consequences.told import (
    AreaPart,
    Consequences,
    MunicipalityPart,
    Verdict,
)
from tospann.structure.selectors.consequences.work import shares_of, workplaces_of
from tospann.structure.selectors.scenarios import measures_of

__all__ = ["Consequences", "Verdict", "consequences_of", "legalities_of", "legality_of"]


def consequences_of(scenario: Scenario) -> Consequences:
    """Everything that follows, in words. 32 queries, however many municipalities.

    Guidance by the rules that are laid in; no rule has been checked by a lawyer. Raises `BadData`
    (`engines.structure.errors`) when the scenario makes no structure.
    """
    ground = ground_of(scenario)
    answers = {number: answers_of(ground, number) for number in ground.changed}
    elements = elements_of(ground, answers)
    measured = report.measured(measures_of(scenario))
    owners = set(
        Ownership.objects.on(ground.day)
        .filter(partnership=scenario.partnership_id, owner__kind=OwnerKind.MUNICIPALITY)
        .values_list("owner__code", flat=True)
    )
    councils = councils_of(ground)
    deciding = dict.fromkeys(number for one in councils for number in one.municipalities)
    return Consequences(
        title=scenario.title,
        day=ground.day,
        dataset=scenario.dataset.title,
        illustrative=scenario.illustrative,
        verdict=verdict_of(elements),
        elements=elements,
        municipalities=tuple(
            _municipality(ground, number, one, owner=ground.today[number] in owners)
            for number, one in answers.items()
        ),
        areas=tuple(_area(ground, measured, area) for area in ground.areas()),
        agreements=agreements_of(ground),
        preparations=preparations_of(ground),
        councils=councils,
        outsiders=tuple(
            ground.name(number) for number in deciding if ground.today[number] not in owners
        ),
    )


def legality_of(scenario: Scenario) -> tuple[Verdict, int]:
    """Whether the rules allow it, and how many elements are unlawful or unclear. 22 queries."""
    return legalities_of([scenario])[0]


def legalities_of(scenarios: Sequence[Scenario]) -> list[tuple[Verdict, int]]:
    """The same of several at once. 22 queries for each dataset."""
    found = []
    for ground in grounds_of(scenarios):
        numbers = ground.changed
        answers = {number: answers_of(ground, number, words=False) for number in numbers}
        elements = elements_of(ground, answers)
        verdict = verdict_of(elements)
        found.append((verdict, sum(one.verdict is verdict for one in elements)))
    return found


def _municipality(
    ground: Ground, number: str, answers: Answers, *, owner: bool
) -> MunicipalityPart:
    old, new = ground.old[number], ground.new[number]
    change = next(one for one in ground.changes if one.municipality == number)
    return MunicipalityPart(
        number=number,
        name=ground.name(number),
        model_before=_called(answers.model) if answers.model else old.stated,
        model_after=_called(new.model) if new.model else new.stated,
        host_before=ground.name(old.host),
        host_after=ground.name(new.host),
        joined=ground.names(change.joined),
        left=ground.names(change.left),
        basis=answers.basis,
        services=answers.services,
        refusal=answers.refusal,
        lacking=answers.lacking,
        workplaces=workplaces_of(ground, number, answers.model),
        owner=owner,
    )


def _called(model: Model) -> str:
    return wording.said(engine.MODEL_LABELS[model])


def _area(ground: Ground, measured: Any, area: Area) -> AreaPart:
    kroner, weights, shares = shares_of(ground, measured, area)
    return AreaPart(
        name=" – ".join(ground.names(area.members)),
        host=ground.name(area.host),
        model=_called(area.model) if area.model else area.stated,
        members=ground.names(area.members),
        duties=duties_of(ground, area),
        kroner=kroner,
        weights=weights,
        shares=shares,
        agreements=needed(ground, area),
        afterwards=chain_of(ground, area),
    )
