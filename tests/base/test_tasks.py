"""The queue on real rows: a job whose worker was killed comes back."""

from datetime import timedelta

import pytest
from asgiref.sync import async_to_sync
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from tospann.base.tasks import retry_stalled_jobs


def left_doing(silent_for: timedelta) -> int:
    """A job that a worker took and never finished; its heartbeat stopped so long ago."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s) RETURNING id",
            [silent_for],
        )
        worker = cursor.fetchone()[0]
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status, worker_id, attempts)"
            " VALUES ('default', 'journal.sign_daily_head', 'doing', %s, 1) RETURNING id",
            [worker],
        )
        return cursor.fetchone()[0]


@pytest.mark.parametrize(("silent", "status"), [(90, "todo"), (5, "doing")])
def test_only_a_job_whose_worker_fell_silent_comes_back(truncatable, silent, status):
    job = left_doing(timedelta(seconds=silent))

    async def run():
        with app.replace_connector(app.connector.get_worker_connector()):
            async with app.open_async():
                await retry_stalled_jobs(timestamp=0)

    async_to_sync(run)()

    assert ProcrastinateJob.objects.get(pk=job).status == status
