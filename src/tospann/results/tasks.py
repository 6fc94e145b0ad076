"""What the queue does for the results."""

from procrastinate.contrib.django import app

from tospann.access.actor import STRANGER
from tospann.results import actions
from tospann.results.selectors.stale import stale_partnerships


@app.periodic(cron="20 4 * * *")
@app.task(queueing_lock="results.refresh")
def refresh(timestamp: int) -> None:
    """Each night, reckon the lines anew where the plan or the day has changed them.

    A new plan brings other targets, and a figure that has not come in time changes how a goal
    stands; neither touches a figure. Safe to run twice: what is not stale is left alone.
    """
    for partnership in stale_partnerships():
        actions.refresh_summaries(actor=STRANGER, partnership=partnership)
