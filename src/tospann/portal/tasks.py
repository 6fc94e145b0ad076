"""What the queue does for the boards."""

from procrastinate.contrib.django import app

from tospann.portal.board import keeping


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="portal.catch_up")
def catch_up(timestamp: int) -> None:
    """Reckon what the journal has touched, each minute. Safe to run twice."""
    keeping.catch_up()
