"""Reads of runs."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q

from tospann.structure.models import Job, Run


@dataclass(frozen=True, slots=True)
class State:
    """How far a run has come."""

    done: int  # parts
    parts: int
    ended: bool
    cancelled: bool
    refusal: str  # "" unless the engine had no answer


def state_of(run_id: UUID) -> State:
    """How far a run has come. One query. Raises `Run.DoesNotExist`."""
    run = (
        Run.objects.defer("answer")
        .annotate(
            parts=Count("jobs"),
            done=Count("jobs", filter=Q(jobs__result__isnull=False)),
            answered=Q(answer__isnull=False),
        )
        .get(pk=run_id)
    )
    cancelled = run.cancelled_at is not None
    return State(
        done=run.done,
        parts=run.parts,
        ended=run.answered or cancelled or bool(run.refusal),
        cancelled=cancelled,
        refusal=run.refusal,
    )


def answer_of(run_id: UUID) -> bytes | None:
    """The merged answer, or None while there is none. One query."""
    found = Run.objects.values_list("answer", flat=True).get(pk=run_id)
    return None if found is None else bytes(found)


def job_to_do(job_id: int) -> Job | None:
    """The part with its run and dataset, unless it is done or its run has ended. One query."""
    job = Job.objects.select_related("run__dataset").get(pk=job_id)
    return None if job.result is not None or job.run.ended else job


def is_wanted(run_id: UUID) -> bool:
    """Whether anybody still waits for the run. One query."""
    return Run.objects.filter(
        pk=run_id, cancelled_at=None, answer__isnull=True, refusal=""
    ).exists()
