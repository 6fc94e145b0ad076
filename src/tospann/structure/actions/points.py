"""A point of a trade-off becomes a scenario."""

from tospann.access.actor import Actor
from tospann.access.roles import Permission
from tospann.base.errors import NotPermitted
from tospann.journal.record import action
from tospann.structure.actions.scenarios import create_scenario
from tospann.structure.models import Run, Scenario, Sort


@action
def keep_point(*, actor: Actor, run: Run, number: int, title: str) -> Scenario:
    """Begin a scenario of a point, with the rules and assumptions it was found under.

    Refuses with `NotPermitted`, `NoStructure` or `RulesUnclear`.
    """
    partnership = run.partnership
    if partnership is None or not actor.may_in(
        Permission.DRAFT_EDIT, partnership_id=partnership.pk
    ):
        raise NotPermitted
    from tospann.engines.structure import asked, command, drawn
    from tospann.structure.selectors import kept, runs
    from tospann.structure.selectors.territories import present, territory_of

    points = runs.answer_in(run).get("points", []) if run.sort == Sort.FRONT else []
    if not 1 <= number <= len(points):
        raise ValueError(f"the run has no point {number}")
    territory, job = territory_of(run.dataset_id), kept.job_of(run)
    made = kept.structure_in(
        territory, points[number - 1]["areas"], job.question.assumptions, title=title
    )
    return create_scenario(
        actor=actor,
        partnership=partnership,
        dataset=run.dataset,
        title=title,
        differences=drawn.differences_between(territory, present(territory), made),
        rules=asked.rules_as(job.question.rules),
        assumptions=command.changed(job.question.assumptions),
        copied_from=run.scenario,
    )
