"""What the queue does for itself."""

from procrastinate.contrib.django import app


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="base.retry_stalled_jobs")
async def retry_stalled_jobs(timestamp: int) -> None:
    """Give jobs whose worker died back to the queue, each minute. Safe to run twice.

    A worker killed outright leaves its job marked as being done; procrastinate sees that its
    heartbeat has stopped, and leaves the rest to us.
    """
    for job in await app.job_manager.get_stalled_jobs():
        await app.job_manager.retry_job(job)
