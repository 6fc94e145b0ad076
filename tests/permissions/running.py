"""Runs in a place of the world: one that waits, and one with a trade-off for an answer."""

from typing import Any

from engines.structure.small import territory
from permissions.lab import scenario_of
from tospann.base import clock
from tospann.engines.structure import answered, jobs, report, sweep
from tospann.engines.structure.rules import AtMostMembers, WithinMinutes
from tospann.structure.models import Job, Run, Sort

QUESTION = jobs.Question((AtMostMembers(2), WithinMinutes(90)), travel="straight_line")


def _run(place: Any, answer: bytes | None) -> Run:
    scenario = scenario_of(place)
    run = Run.objects.create(
        dataset=scenario.dataset,
        sort=Sort.FRONT,
        partnership=place.partnership,
        scenario=scenario,
        software="0",
        asked_at=clock.now(),
        answer=answer,
    )
    (job,) = jobs.cut(jobs.Tradeoff(), QUESTION, territory())
    Job.objects.create(run=run, number=1, part=job.as_json().encode())
    return run


def waiting(place: Any) -> Run:
    """A run that waits."""
    return _run(place, None)


def fronted(place: Any) -> Run:
    """A run with an answer, as the queue keeps it."""
    held = Run.objects.filter(partnership=place.partnership, sort=Sort.FRONT)
    if found := held.filter(answer__isnull=False).first():
        return found
    here = territory()
    merged = jobs.merge(sweep.run(job, here) for job in jobs.cut(jobs.Tradeoff(), QUESTION, here))
    return _run(place, report.as_json(answered.answer(merged, here)).encode())
