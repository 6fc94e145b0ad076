"""Long computations: asked, computed by the queue, cancelled, answered."""

import hashlib
from importlib.metadata import version

from procrastinate.contrib.django import app
from procrastinate.types import JSONDict

from tospann.access.actor import Actor
from tospann.base import clock
from tospann.journal.record import action, record
from tospann.structure.errors import Ended
from tospann.structure.models import Dataset, Job, Run


@action
def ask(*, actor: Actor, dataset: Dataset, parts: list[bytes]) -> Run:
    """Put a question, already cut into parts, in the queue. With the same commit, or not at all.

    `parts` are the jobs of `engines.structure.sweep.cut` as JSON; at least one.
    """
    if not parts:
        raise ValueError("a question has at least one part")
    run = Run.objects.create(
        dataset=dataset,
        software=version("tospann"),
        asked_at=clock.now(),
        asked_by_id=actor.person_id,
    )
    jobs = Job.objects.bulk_create(
        Job(run=run, number=number, part=part) for number, part in enumerate(parts, start=1)
    )
    compute = app.configure_task("tospann.structure.tasks.compute")
    waiting: list[JSONDict] = [{"job_id": job.pk} for job in jobs]
    compute.batch_defer(*waiting)
    record("structure.run_asked", actor=actor, subject=run, title=dataset.title, jobs=len(parts))
    return run


@action
def cancel(*, actor: Actor, run: Run) -> None:
    """Stop a run: parts at work end within a second, parts that wait are not begun.

    Refuses with `Ended`.
    """
    run = _waiting(run)
    run.cancelled_at, run.cancelled_by_id = clock.now(), actor.person_id
    run.save(update_fields=["cancelled_at", "cancelled_by"])
    record("structure.run_cancelled", actor=actor, subject=run, title=run.dataset.title)


@action
def keep_result(*, actor: Actor, job: Job, result: bytes) -> None:
    """Keep what a worker found; with the last part the run has its answer.

    A part that was done twice, because its worker was taken for lost, is kept once.
    Refuses with `Ended`.
    """
    from tospann.engines.structure import sweep

    run = _waiting(job.run)
    Job.objects.filter(pk=job.pk).update(result=result)
    title = run.dataset.title
    record("structure.job_done", actor=actor, subject=run, title=title, number=job.number)
    results = [bytes(one.result) for one in run.jobs.all() if one.result is not None]
    if len(results) < run.jobs.count():
        return
    run.answer = sweep.merge(results)
    run.save(update_fields=["answer"])
    sha256 = hashlib.sha256(run.answer).hexdigest()
    record("structure.run_answered", actor=actor, subject=run, title=title, sha256=sha256)


@action
def refuse(*, actor: Actor, run: Run, because: str) -> None:
    """End a run that has no answer, with the engine's own sentence. Refuses with `Ended`."""
    run = _waiting(run)
    run.refusal = because
    run.save(update_fields=["refusal"])
    record("structure.run_refused", actor=actor, subject=run, title=run.dataset.title)


def _waiting(run: Run) -> Run:
    """The run as it is now, locked until the transaction ends."""
    locked = Run.objects.select_for_update(of=("self",)).select_related("dataset").get(pk=run.pk)
    if locked.ended:
        raise Ended
    return locked
