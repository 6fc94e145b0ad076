"""Long computations: asked, computed by the queue, cancelled, answered."""

import hashlib
from collections.abc import Callable, Sequence
from importlib.metadata import version
from typing import Any

from procrastinate.contrib.django import app
from procrastinate.types import JSONDict

from tospann.access.actor import Actor
from tospann.access.roles import Permission
from tospann.base import clock
from tospann.base.errors import NotPermitted
from tospann.journal.record import action, record
from tospann.structure.errors import Ended, NotAskable, TooManyRuns
from tospann.structure.models import Dataset, Job, Run, Scenario, Sort

MOST_WAITING = 10  # runs of one partnership without an answer

# --- Asked ------------------------------------------------------------------------------


@action
def ask(*, actor: Actor, dataset: Dataset, parts: list[bytes]) -> Run:
    """Put a question from the command line in the queue. With the same commit, or not at all.

    `parts` are the jobs of `engines.structure.jobs.cut` as JSON; at least one.
    """
    return _put(actor, Run(dataset=dataset), parts)


@action
def ask_areas(
    *,
    actor: Actor,
    scenario: Scenario,
    alternatives: int = 1,
    prices: bool = False,
    seed: int = 0,
    mail: bool = False,
) -> Run:
    """Ask for the best areas under the scenario's rules, the next best, and what rules cost.

    Refuses with `NotPermitted`, `TooManyRuns` or `NotAskable`.
    """
    _may(actor, scenario)
    from tospann.structure.selectors import questions

    parts = _parts(questions.areas, scenario, alternatives=alternatives, prices=prices, seed=seed)
    return _put(actor, _run_of(scenario, Sort.AREAS, mail), parts)


@action
def ask_front(
    *, actor: Actor, scenario: Scenario, objectives: Sequence[str], mail: bool = False
) -> Run:
    """Ask for every structure that no other beats on all the objectives, scenarios beside it.

    Refuses with `NotPermitted`, `TooManyRuns` or `NotAskable`.
    """
    _may(actor, scenario)
    from tospann.structure.selectors import questions

    parts = _parts(questions.front, scenario, objectives=objectives)
    return _put(actor, _run_of(scenario, Sort.FRONT, mail), parts)


@action
def ask_futures(
    *,
    actor: Actor,
    scenario: Scenario,
    futures: int,
    seed: int = 0,
    year: int | None = None,
    roads: bool = False,
    journeys: float = 0.0,
    away: float = 0.0,
    refusal: float = 0.0,
    in_turn: bool = False,
    mail: bool = False,
) -> Run:
    """Ask the same of many futures: what stands when the figures move?

    Refuses with `NotPermitted`, `TooManyRuns` or `NotAskable`.
    """
    _may(actor, scenario)
    from tospann.structure.selectors import questions

    parts = _parts(
        questions.futures,
        scenario,
        futures=futures,
        seed=seed,
        year=year,
        roads=roads,
        journeys=journeys,
        away=away,
        refusal=refusal,
        in_turn=in_turn,
    )
    return _put(actor, _run_of(scenario, Sort.FUTURES, mail), parts)


def _may(actor: Actor, scenario: Scenario) -> None:
    """Raises `NotPermitted` or `TooManyRuns`."""
    if not actor.may_in(Permission.DRAFT_EDIT, partnership_id=scenario.partnership_id):
        raise NotPermitted
    waiting = Run.objects.filter(
        partnership=scenario.partnership_id, answer=None, refusal="", cancelled_at=None
    ).count()
    if waiting >= MOST_WAITING:
        raise TooManyRuns(count=waiting)


def _parts(cut: Callable[..., list[bytes]], scenario: Scenario, **asked: Any) -> list[bytes]:
    """The jobs of the question. Raises `NotAskable` with the engine's own sentence."""
    from tospann.engines.structure.errors import NoAnswer

    try:
        return cut(scenario, **asked)
    except NoAnswer as refusal:
        raise NotAskable(first=str(refusal)) from None


def _run_of(scenario: Scenario, sort: Sort, mail: bool) -> Run:
    return Run(
        dataset=scenario.dataset,
        sort=sort,
        partnership=scenario.partnership,
        scenario=scenario,
        mail_wanted=mail,
    )


def _put(actor: Actor, run: Run, parts: list[bytes]) -> Run:
    """Keep the run with its parts, and put them in the queue."""
    if not parts:
        raise ValueError("a question has at least one part")
    run.software = version("tospann")
    run.asked_at, run.asked_by_id = clock.now(), actor.person_id
    run.save(force_insert=True)
    jobs = Job.objects.bulk_create(
        Job(run=run, number=number, part=part) for number, part in enumerate(parts, start=1)
    )
    compute = app.configure_task("tospann.structure.tasks.compute")
    waiting: list[JSONDict] = [{"job_id": job.pk} for job in jobs]
    compute.batch_defer(*waiting)
    record("structure.run_asked", **_about(actor, run), jobs=len(parts))
    return run


# --- Ended ------------------------------------------------------------------------------


@action
def cancel(*, actor: Actor, run: Run) -> None:
    """Stop a run: parts at work end within a second, parts that wait are not begun.

    Runs of no partnership are the command line's. Refuses with `NotPermitted` or `Ended`.
    """
    if run.partnership_id is not None and not actor.may_in(
        Permission.DRAFT_EDIT, partnership_id=run.partnership_id
    ):
        raise NotPermitted
    run = _waiting(run)
    run.cancelled_at, run.cancelled_by_id = clock.now(), actor.person_id
    run.save(update_fields=["cancelled_at", "cancelled_by"])
    record("structure.run_cancelled", **_about(actor, run))


@action
def keep_result(*, actor: Actor, job: Job, result: bytes) -> None:
    """Keep what a worker found; with the last part the run has its answer.

    A part that was done twice, because its worker was taken for lost, is kept once.
    Refuses with `Ended`.
    """
    run = _waiting(job.run)
    Job.objects.filter(pk=job.pk).update(result=result, step="", share=None)
    record("structure.job_done", **_about(actor, run), number=job.number)
    if run.jobs.filter(result=None).exists():
        return
    results = run.jobs.values_list("result", flat=True)
    run.answer = _answer(run, [bytes(one) for one in results if one is not None])
    run.save(update_fields=["answer"])
    _tell(run)
    record(
        "structure.run_answered",
        **_about(actor, run),
        sha256=hashlib.sha256(run.answer).hexdigest(),
    )


def _answer(run: Run, results: list[bytes]) -> bytes:
    """The whole answer, the bytes that `--json` of the command gives."""
    from tospann.engines.structure import answered, jobs, report
    from tospann.structure.selectors.territories import territory_of

    told = answered.answer(jobs.merge(results), territory_of(run.dataset_id))
    return report.as_json(told).encode()


@action
def refuse(
    *,
    actor: Actor,
    run: Run,
    because: str,
    conflict: Sequence[str] = (),
    help_: Sequence[str] = (),
) -> None:
    """End a run that has no answer, with the engine's own sentence.

    `conflict` is a smallest set of rules that clash, `help_` what would help. Refuses with
    `Ended`.
    """
    run = _waiting(run)
    run.refusal = because
    run.clash = {"conflict": list(conflict), "help": list(help_)} if conflict else None
    run.save(update_fields=["refusal", "clash"])
    _tell(run)
    record("structure.run_refused", **_about(actor, run))


@action
def note_mail(*, actor: Actor, run: Run) -> None:
    """The one who asked was told by e-mail that the run has ended."""
    run.mailed_at = clock.now()
    run.save(update_fields=["mailed_at"])
    record("structure.run_mailed", **_about(actor, run))


def _tell(run: Run) -> None:
    """Have an e-mail sent, if it was wanted; with the same commit."""
    if run.mail_wanted:
        app.configure_task("tospann.structure.tasks.tell").defer(run_id=str(run.pk))


def _waiting(run: Run) -> Run:
    """The run as it is now, locked until the transaction ends. One that is gone has ended."""
    locked = (
        Run.objects.select_for_update(of=("self",))
        .select_related("dataset", "scenario")
        .defer("dataset__archive")
        .filter(pk=run.pk)
        .first()
    )
    if locked is None or locked.ended:
        raise Ended
    return locked


def _about(actor: Actor, run: Run) -> dict[str, Any]:
    return {
        "actor": actor,
        "partnership_id": run.partnership_id,
        "subject": run,
        "title": run.scenario.title if run.scenario else run.dataset.title,
    }
