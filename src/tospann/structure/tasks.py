"""What the queue does for the office structure."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override
from procrastinate.contrib.django import app

from tospann.access.actor import STRANGER
from tospann.structure import mail
from tospann.structure.actions import drafts
from tospann.structure.actions import runs as actions
from tospann.structure.errors import Ended
from tospann.structure.progress import Teller
from tospann.structure.selectors import runs as selectors

if TYPE_CHECKING:
    from tospann.engines.structure.processes import Crew

ASK_AGAIN = 0.3  # seconds between asking whether the run is still wanted
KEPT = 20.0  # seconds an engine process waits for another part before it ends
crews: list["Crew"] = []  # of one engine process each, that no part is in just now


@app.task(name="tospann.structure.tasks.compute")
def compute(job_id: int) -> None:
    """Compute one part of a run, in another process. Safe to run twice.

    What the engine loads is never in the worker itself, a crash in it costs one try, and a part
    is dropped within a second when its run is cancelled. The process is there for the next part.
    """
    job = selectors.job_to_do(job_id)
    if job is None:
        return
    if find_spec("numba") is None:
        lacking = _("Arbeideren mangler pakken numba. Installer tospann[structure] hos den.")
        actions.refuse(actor=STRANGER, run=job.run, because=lacking)
        return
    from tospann.engines.structure.errors import Infeasible, NoAnswer, Stopped
    from tospann.engines.structure.jobs import Job
    from tospann.engines.structure.processes import in_processes
    from tospann.structure.selectors.territories import territory_of

    teller = Teller(job.pk)
    with suppress(Ended), _engine() as crew:
        try:
            result = in_processes(
                [Job.from_json(bytes(job.part).decode())],
                territory_of(job.run.dataset_id),
                crew=crew,
                inside=lambda _number, now: teller.tell(now),
                cancelled=_unwanted(job.run_id, teller),
            )
        except Stopped as late:
            if selectors.is_wanted(job.run_id):  # nobody cancelled: the time was out
                actions.refuse(actor=STRANGER, run=job.run, because=str(late))
        except Infeasible as clash:
            actions.refuse(
                actor=STRANGER,
                run=job.run,
                because=str(clash),
                conflict=clash.conflict,
                help_=clash.help,
            )
        except NoAnswer as refusal:
            actions.refuse(actor=STRANGER, run=job.run, because=str(refusal))
        else:
            actions.keep_result(actor=STRANGER, job=job, result=result)


@contextmanager
def _engine() -> Iterator["Crew"]:
    """An engine process that nobody else uses meanwhile; it starts with its first part."""
    from tospann.engines.structure.processes import Crew

    try:
        crew = crews.pop()
    except IndexError:
        crew = Crew(1, idle=KEPT)
    try:
        yield crew
    finally:
        crews.append(crew)


@app.periodic(cron="35 2 * * *")
@app.task(name="tospann.structure.tasks.clear_drafts", queueing_lock="structure.clear_drafts")
def clear_drafts(timestamp: int) -> None:
    """Throw away files that nobody made a dataset of. Safe to run twice."""
    from tospann.structure.selectors.datasets import too_old

    if old := too_old():
        drafts.clear_drafts(actor=STRANGER, drafts=old)


def _unwanted(run_id: UUID, teller: Teller) -> Callable[[], bool]:
    """Asks the database now and then; in between it repeats what it knows."""
    asked, unwanted = 0.0, False

    def ask() -> bool:
        nonlocal asked, unwanted
        teller.flush()
        if not unwanted and time.monotonic() - asked >= ASK_AGAIN:
            asked, unwanted = time.monotonic(), not selectors.is_wanted(run_id)
        return unwanted

    return ask


@app.task(name="tospann.structure.tasks.tell")
def tell(run_id: str) -> None:
    """Tell the one who asked that a run has ended. Safe to run twice."""
    run = selectors.run_to_tell(UUID(run_id))
    if run is None:
        return
    with override("nb"):
        sent = mail.send_ended(run)
    if sent:
        actions.note_mail(actor=STRANGER, run=run)
