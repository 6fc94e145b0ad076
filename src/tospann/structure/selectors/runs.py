"""Reads of runs."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Length

from tospann.access.actor import Actor
from tospann.access.roles import Permission
from tospann.partnerships.models import Partnership
from tospann.structure.models import Job, Run

# --- For whoever computes ---------------------------------------------------------------


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


def merged_of(run_id: UUID) -> bytes:
    """What the parts of an answered run came to together, see `jobs.merge`. One query."""
    from tospann.engines.structure.jobs import merge

    found = Job.objects.filter(run=run_id).values_list("result", flat=True)
    return merge(bytes(one) for one in found if one is not None)


def job_to_do(job_id: int) -> Job | None:
    """The part with its run and dataset, unless it is done or its run has ended. One query.

    A demo that was begun anew has thrown its runs away, but the queue still hands out their parts.
    """
    found = Job.objects.select_related("run__dataset").defer("run__dataset__archive")
    job = found.filter(pk=job_id).first()
    return None if job is None or job.result is not None or job.run.ended else job


def is_wanted(run_id: UUID) -> bool:
    """Whether anybody still waits for the run. One query."""
    return Run.objects.filter(
        pk=run_id, cancelled_at=None, answer__isnull=True, refusal=""
    ).exists()


def run_to_tell(run_id: UUID) -> Run | None:
    """A run whose end somebody wants an e-mail about and has not had. One query."""
    return (
        Run.objects.select_related("asked_by", "partnership", "dataset", "scenario")
        .defer("answer", "dataset__archive")
        .filter(pk=run_id, mail_wanted=True, mailed_at=None, cancelled_at=None)
        .first()
    )


# --- For whoever reads ------------------------------------------------------------------


def readable(actor: Actor, run_id: UUID) -> Run | None:
    """The run, for those inside its partnership; None for everyone else. One query."""
    found = (
        Run.objects.select_related("dataset", "partnership", "scenario__copied_from", "asked_by")
        .defer("dataset__archive")
        .filter(pk=run_id, partnership__isnull=False)
        .first()
    )
    if found is None or found.partnership_id is None:
        return None
    may = actor.may_in(Permission.INTERNAL_READ, partnership_id=found.partnership_id)
    return found if may else None


def runs_of(partnership: Partnership) -> QuerySet[Run]:
    """Those of a partnership, the newest first, without answers. `done` and `parts` counted."""
    return (
        Run.objects.filter(partnership=partnership)
        .select_related("scenario", "dataset")
        .defer("answer", "dataset__archive")
        .annotate(
            parts=Count("jobs"),
            done=Count("jobs", filter=Q(jobs__result__isnull=False)),
            answer_length=Length("answer"),
        )
        .order_by("-asked_at", "pk")
    )


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come, for people."""

    done: int  # parts
    parts: int
    share: float | None  # of all its parts; None while nothing has begun
    steps: tuple[tuple[str, float | None], ...]  # what is being done now, and its share

    @property
    def percent(self) -> int:
        """Of a hundred, rounded down; 100 is never said before it is true."""
        return int(100 * (self.share or 0.0))


def progress_of(run: Run) -> Progress:
    """What each part at work does, and how much is done in all. One query.

    A part that tells its share counts as far as it has come.
    """
    found = list(
        run.jobs.annotate(finished=Q(result__isnull=False))
        .order_by("number")
        .values_list("finished", "step", "share")
    )
    done = sum(finished for finished, _step, _share in found)
    working = [(step, share) for finished, step, share in found if step and not finished]
    begun = done + sum(share or 0.0 for _step, share in working)
    return Progress(
        done=done,
        parts=len(found),
        share=begun / len(found) if done or working else None,
        steps=tuple(dict(working).items()),
    )


def answer_of(run_id: UUID) -> bytes | None:
    """The whole answer as it is kept, or None while there is none. One query."""
    found = Run.objects.values_list("answer", flat=True).get(pk=run_id)
    return None if found is None else bytes(found)


def answer_in(run: Run) -> dict[str, Any]:
    """The answer as plain data, see `engines.structure.answered.answer`.

    Raises `ValueError` when the run has none.
    """
    if run.answer is None:
        raise ValueError("the run has no answer")
    return json.loads(bytes(run.answer))
