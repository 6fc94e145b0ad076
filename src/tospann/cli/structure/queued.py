"""The jobs of a sweep through the product's queue: any worker, on any machine, may take one."""

import time
from collections.abc import Sequence
from uuid import UUID

import click

from tospann.cli import ground
from tospann.cli.structure.watch import Watch
from tospann.engines.structure import folder
from tospann.engines.structure.errors import NoAnswer, Stopped
from tospann.engines.structure.jobs import Job
from tospann.engines.structure.progress import Progress
from tospann.engines.structure.territory import Territory

LOOK_AGAIN = 0.5  # seconds
NOBODY_CAME = 30.0  # seconds without any part begun


def through_queue(jobs: Sequence[Job], territory: Territory, watch: Watch) -> bytes:
    """The merged result, the same bytes as from this process alone.

    The database is that of DATABASE_URL or TOSPANN_DATA. Ctrl-C cancels the run for every
    worker. The question stays in the queue if this process ends in any other way.

    Raises
    ------
    Stopped
        If somebody cancelled, here or elsewhere.
    NoAnswer
        With the engine's own sentence.
    """
    with ground.database(ground.choose(None)):
        ground.django()
        return _followed(_asked(jobs, territory), watch)


def _asked(jobs: Sequence[Job], territory: Territory) -> UUID:
    from hashlib import sha256

    from tospann.access.actor import STRANGER
    from tospann.structure.actions import datasets, runs
    from tospann.structure.selectors import territories

    archive = folder.packed(territory)
    dataset = territories.dataset_with(sha256(archive).hexdigest()) or datasets.take_dataset(
        actor=STRANGER, name=territory.name, title=territory.title, archive=archive
    )
    parts = [job.as_json().encode() for job in jobs]
    return runs.ask(actor=STRANGER, dataset=dataset, parts=parts).pk


def _followed(run_id: UUID, watch: Watch) -> bytes:
    from tospann.access.actor import STRANGER
    from tospann.structure.actions import runs as actions
    from tospann.structure.errors import Ended
    from tospann.structure.models import Run
    from tospann.structure.selectors import runs as selectors

    began, told = time.monotonic(), False
    while not (state := selectors.state_of(run_id)).ended:
        watch.progress(Progress("Regner i køen", state.done / state.parts))
        if watch.cancelled():
            try:
                actions.cancel(actor=STRANGER, run=Run.objects.get(pk=run_id))
            except Ended:
                continue  # the answer came first
            raise Stopped("Avbrutt. Delene som var begynt, er stoppet hos alle arbeiderne.")
        if not told and not state.done and time.monotonic() - began > NOBODY_CAME:
            click.echo("Ingen del er ferdig ennå. Er tospann run startet et sted?", err=True)
            told = True
        time.sleep(LOOK_AGAIN)
    if state.cancelled:
        raise Stopped("Beregningen ble avbrutt av noen andre.")
    if state.refusal:
        raise NoAnswer(state.refusal)
    return selectors.merged_of(run_id)
