"""What the queue does for the journal."""

from procrastinate.contrib.django import app

from tospann.journal import heads


@app.periodic(cron="5 0 * * *")
@app.task(queueing_lock="journal.sign_daily_head")
def sign_daily_head(timestamp: int) -> None:
    """Sign the chain once a day, five past midnight UTC. Safe to run twice."""
    heads.sign_head()
