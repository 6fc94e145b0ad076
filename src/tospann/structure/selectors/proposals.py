"""What the engine answered to «which areas», as pages and scenarios use it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tospann.engines.structure import asked, drawn, stated
from tospann.engines.structure.assumptions import ILLUSTRATIVE
from tospann.engines.structure.jobs import Question, made
from tospann.structure.models import Run, Sort
from tospann.structure.selectors.runs import answer_in
from tospann.structure.selectors.territories import present, territory_of


@dataclass(frozen=True, slots=True)
class Kept:
    """A proposal as a scenario keeps it."""

    differences: dict[str, Any]
    rules: list[dict[str, Any]]
    assumptions: dict[str, Any]
    proof: dict[str, Any]
    illustrative: bool


def question_of(run: Run) -> Question | None:
    """What an answered run was asked; None while it has no answer."""
    if run.answer is None:
        return None
    question = made(json.loads(bytes(run.answer))["question"])
    return question if isinstance(question, Question) else None


def kept_of(run: Run, number: int) -> Kept | None:
    """Proposal `number`, counted from 1; None when the run has no such."""
    question = question_of(run) if run.sort == Sort.AREAS else None
    if question is None:
        return None
    answer = answer_in(run)
    if not 1 <= number <= len(answer["rows"]):
        return None
    return Kept(
        differences_of(run, answer["rows"][number - 1]),
        asked.rules_as(question.rules),
        stated.differing(question.assumptions, ILLUSTRATIVE),
        {**answer["proposals"][number - 1]["proof"], "run": str(run.pk), "number": number},
        illustrative=False,
    )


def differences_of(run: Run, rows: list[Mapping[str, str]]) -> dict[str, Any]:
    """A proposal's rows as what is otherwise than today; sites that close among it."""
    territory = territory_of(run.dataset_id)
    proposed = drawn.structure_from(territory, rows, name="proposal", title="")
    return drawn.differences_between(territory, present(territory), proposed)
