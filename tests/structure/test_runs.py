"""A sweep through the project's queue, with workers in processes of their own."""

import os
import signal
import subprocess
import sys
import time
from multiprocessing import active_children
from pathlib import Path

import pytest
from asgiref.sync import async_to_sync
from click.testing import CliRunner
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

from engines.structure.tables_by_hand import territory
from tospann.access.actor import STRANGER
from tospann.base.tasks import retry_stalled_jobs
from tospann.cli.structure.doors import structure
from tospann.engines.structure import answered, folder, jobs, report, sweep
from tospann.engines.structure.robustness import Doubt
from tospann.engines.structure.rules import AtMostMembers
from tospann.journal.models import Entry
from tospann.journal.record import content_of
from tospann.structure import tasks
from tospann.structure.actions import datasets
from tospann.structure.actions import runs as actions
from tospann.structure.errors import Ended
from tospann.structure.models import Run
from tospann.structure.selectors import runs as selectors
from tospann.structure.selectors import territories


@pytest.fixture
def here():
    return territory()


@pytest.fixture
def dataset(here):
    return datasets.take_dataset(
        actor=STRANGER, name=here.name, title=here.title, archive=folder.packed(here)
    )


def jobs_of(here, *, count=6, a_job=2):
    question = jobs.Question(rules=(AtMostMembers(2),))
    futures = jobs.Futures(doubt=Doubt(refusal=0.3), seed=7, count=count)
    return jobs.cut(futures, question, here, parts=a_job)


def areas_of(here):
    question = jobs.Question(rules=(AtMostMembers(2),))
    return jobs.cut(jobs.Areas(alternatives=2, prices=1), question, here)


def front_of(here):
    return jobs.cut(jobs.Tradeoff(), jobs.Question(rules=(AtMostMembers(2),)), here)


def whole(here, cut) -> bytes:
    """The answer as one process alone gives it."""
    merged = jobs.merge(sweep.run(job, here) for job in cut)
    return report.as_json(answered.answer(merged, here)).encode()


def asked(dataset, cut) -> Run:
    parts = [job.as_json().encode() for job in cut]
    return actions.ask(actor=STRANGER, dataset=dataset, parts=parts)


def worker() -> subprocess.Popen:
    """As `tospann run` starts one, on the test's own database."""
    return subprocess.Popen(
        [sys.executable, "-m", "django", "procrastinate", "worker", "-c", "1", "-p", "0.2"],
        env={
            **os.environ,
            "DATABASE_URL": os.environ["DATABASE_URL"].rpartition("/")[0]
            + f"/{connection.settings_dict['NAME']}",
            "DJANGO_SETTINGS_MODULE": "tospann.config.settings",
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


@pytest.fixture
def workers():
    started = []

    def start() -> subprocess.Popen:
        started.append(worker())
        return started[-1]

    yield start
    for process in started:
        if process.poll() is None:
            process.terminate()
        process.wait(30)


def engines_of(process: subprocess.Popen) -> list[int]:
    """The engine processes of a worker."""
    tasks_of = Path(f"/proc/{process.pid}/task").iterdir()
    born = [int(pid) for one in tasks_of for pid in (one / "children").read_text().split()]
    return [pid for pid in born if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def queued(run: Run, status: str) -> bool:
    """Whether some part of the run has this status in the queue."""
    ids = list(run.jobs.values_list("pk", flat=True))
    return ProcrastinateJob.objects.filter(args__job_id__in=ids, status=status).exists()


async def retried() -> None:
    await retry_stalled_jobs(timestamp=0)


def wait_until(happens, seconds=90):
    end = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.1)


@pytest.mark.usefixtures("truncatable")
def test_two_workers_share_a_run_and_give_the_same_bytes_as_one_process(here, dataset, workers):
    parts = jobs_of(here, count=40)
    both = [workers(), workers()]
    wait_until(lambda: ProcrastinateWorker.objects.count() == 2)
    run = asked(dataset, parts)
    wait_until(lambda: selectors.state_of(run.pk).ended)
    assert selectors.answer_of(run.pk) == whole(here, parts)
    done = Entry.objects.filter(kind="structure.job_done")
    assert sorted(content_of(one)["facts"]["number"] for one in done) == list(
        range(1, 21)
    )  # each part once
    assert all(len(engines_of(one)) == 1 for one in both)


@pytest.mark.usefixtures("db", "no_engine")
def test_one_process_computes_the_parts_that_come_after_each_other(here, dataset):
    parts = jobs_of(here)
    run = asked(dataset, parts)
    engines = []
    for job in run.jobs.all():
        tasks.compute(job.pk)
        engines += active_children()
    assert len(set(engines)) == 1
    assert selectors.answer_of(run.pk) == whole(here, parts)


@pytest.mark.usefixtures("truncatable")
def test_an_engine_process_killed_at_work_loses_nothing_and_doubles_nothing(
    here, dataset, workers
):
    parts = jobs_of(here, count=900, a_job=300)
    run = asked(dataset, parts)
    process = workers()
    wait_until(lambda: run.jobs.exclude(step="").exists())
    (engine,) = engines_of(process)
    os.kill(engine, signal.SIGKILL)
    wait_until(lambda: selectors.state_of(run.pk).ended)
    assert selectors.answer_of(run.pk) == whole(here, parts)
    assert engine not in engines_of(process)
    assert Entry.objects.filter(kind="structure.job_done").count() == len(parts)


@pytest.mark.usefixtures("truncatable")
@pytest.mark.parametrize("cut", [jobs_of, areas_of, front_of])
def test_a_worker_killed_outright_loses_nothing_and_doubles_nothing(here, dataset, workers, cut):
    parts = cut(here)
    run = asked(dataset, parts)
    killed = workers()
    wait_until(lambda: queued(run, "doing"))
    os.killpg(killed.pid, signal.SIGKILL)
    killed.wait(10)
    with connection.cursor() as cursor:  # its heart stopped long ago, as far as anybody knows
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 h'")
    async_to_sync(retried)()
    workers()
    wait_until(lambda: selectors.state_of(run.pk).ended)
    assert selectors.answer_of(run.pk) == whole(here, parts)
    done = Entry.objects.filter(kind="structure.job_done").count()
    assert done == selectors.state_of(run.pk).done == len(parts)
    assert Entry.objects.filter(kind="structure.run_answered").count() == 1


@pytest.mark.usefixtures("db")
def test_a_part_done_twice_is_kept_once(here, dataset):
    parts = jobs_of(here, count=4)
    run = asked(dataset, parts)
    first = run.jobs.get(number=1)
    for _ in range(2):
        actions.keep_result(actor=STRANGER, job=first, result=sweep.run(parts[0], here))
    assert selectors.state_of(run.pk).done == 1
    assert not selectors.state_of(run.pk).ended
    tasks.compute(run.jobs.get(number=2).pk)
    assert selectors.answer_of(run.pk) == whole(here, parts)


@pytest.mark.usefixtures("db")
def test_a_cancelled_run_is_not_computed(here, dataset):
    run = asked(dataset, jobs_of(here))
    actions.cancel(actor=STRANGER, run=run)
    tasks.compute(run.jobs.get(number=1).pk)
    state = selectors.state_of(run.pk)
    assert (state.cancelled, state.ended, state.done) == (True, True, 0)
    with pytest.raises(Ended):
        actions.cancel(actor=STRANGER, run=run)


@pytest.mark.usefixtures("truncatable")
def test_a_part_at_work_ends_when_its_run_is_cancelled(here, dataset, workers):
    run = asked(dataset, jobs_of(here, count=200_000, a_job=200_000))  # minutes of work
    workers()
    wait_until(lambda: queued(run, "doing"))
    wait_until(lambda: run.jobs.exclude(step="").exists())  # a process of its own is at work
    actions.cancel(actor=STRANGER, run=run)
    began = time.monotonic()
    wait_until(lambda: queued(run, "succeeded"), seconds=20)
    assert time.monotonic() - began < 5  # a second, and some for a busy machine
    assert selectors.state_of(run.pk).done == 0
    parts = jobs_of(here)
    after = asked(dataset, parts)
    wait_until(lambda: selectors.state_of(after.pk).ended)
    assert selectors.answer_of(after.pk) == whole(here, parts)


@pytest.mark.usefixtures("db")
def test_a_question_without_an_answer_ends_with_the_engines_sentence(here, dataset):
    run = asked(dataset, jobs_of(territory(commuting=None)))
    tasks.compute(run.jobs.get(number=1).pk)
    assert selectors.state_of(run.pk).refusal.startswith("Datasettet er endret")
    assert Entry.objects.filter(kind="structure.run_refused").count() == 1


@pytest.mark.usefixtures("db")
def test_a_question_and_its_jobs_are_put_in_the_queue_together(
    here, dataset, django_assert_num_queries
):
    run = asked(dataset, jobs_of(here))
    waiting = ProcrastinateJob.objects.filter(task_name=tasks.compute.name)
    assert sorted(job.args["job_id"] for job in waiting) == sorted(
        run.jobs.values_list("pk", flat=True)
    )
    with django_assert_num_queries(1):
        selectors.state_of(run.pk)
    with django_assert_num_queries(1):
        assert territories.dataset_with(dataset.sha256) == dataset
    with pytest.raises(ValueError, match="at least one part"):
        actions.ask(actor=STRANGER, dataset=dataset, parts=[])


@pytest.mark.usefixtures("truncatable")
def test_the_command_line_gives_the_same_through_the_queue(here, tmp_path, workers):
    folder.write(here, tmp_path)
    ask = ["robust", str(tmp_path), "--members", "2", "--minutes", "300", "--refusal", "0.3"]
    ask += ["--futures", "6", "--structure", "alone", "--json", "-"]
    alone = CliRunner().invoke(structure, ask)
    workers()
    queued = CliRunner().invoke(structure, [*ask, "--queue"])
    assert queued.exception is None, queued.exception
    assert queued.stdout == alone.stdout != ""
    assert Run.objects.get().answer is not None
