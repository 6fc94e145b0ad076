"""What the queue does for the results."""

from contextlib import suppress

from procrastinate.contrib.django import app

from tospann.access.actor import STRANGER
from tospann.base import queue
from tospann.partnerships.selectors import actor_for
from tospann.results import actions, protection
from tospann.results.errors import AlreadyReverted
from tospann.results.models import Import
from tospann.results.selectors import files
from tospann.results.selectors.stale import stale_partnerships


@app.task(name="tospann.results.tasks.revert")
def revert(batch_id: str) -> None:
    """Take back a large import that a person has asked to have taken back. Safe to run twice.

    What must be hidden afterwards is worked out first, while nothing is locked.
    """
    batch = files.revert_to_do(batch_id)
    if batch is None or batch.revert_asked_by is None:
        return
    foreseen = None
    try:
        if batch.partnership is not None:
            again = files.before(batch)
            foreseen = protection.foresee(
                batch.partnership, again, lambda _done, _all: None, without=batch
            )
        with suppress(AlreadyReverted):
            actor = actor_for(batch.revert_asked_by)
            actions.finish_revert(actor=actor, batch=batch, foreseen=foreseen)
    except Exception as fault:
        _stop(batch, queue.why(fault))
        raise


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="results.give_up")
def give_up(timestamp: int) -> None:
    """Tell of imports that no job will take back any more. Safe to run twice."""
    waiting = files.reverts_to_do()
    at_work = queue.at_work("tospann.results.tasks.revert", "batch_id") if waiting else set()
    for batch in waiting:
        if str(batch.pk) not in at_work:
            _stop(batch, queue.broken_off())


def _stop(batch: Import, because: str) -> None:
    with suppress(AlreadyReverted):
        actions.stop_revert(actor=STRANGER, batch=batch, because=because)


@app.periodic(cron="20 4 * * *")
@app.task(queueing_lock="results.refresh")
def refresh(timestamp: int) -> None:
    """Each night, reckon the lines anew where the plan or the day has changed them.

    A new plan brings other targets, and a figure that has not come in time changes how a goal
    stands; neither touches a figure. Safe to run twice: what is not stale is left alone.
    """
    for partnership in stale_partnerships():
        actions.refresh_summaries(actor=STRANGER, partnership=partnership)
