"""The jobs of a sweep on the cores of this machine.

Each worker is a process of its own, started anew (`spawn`), that gets the territory once and then
one job at a time. If it dies, the job it had is given to another, as any job can be run twice.
A crew of workers can be kept for the next question, as most of a short job is to start its worker.
"""

import os
import signal
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing import connection, get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from time import monotonic

from .errors import NoAnswer, Stopped
from .jobs import Job, merge
from .progress import Progress
from .territory import Territory

TRIES = 3  # of one job, each ended by the death of its worker
PATIENCE = 0.1  # seconds between asking whether to stop
SELDOM = 0.25  # seconds between two words from a worker about how far it has come


class Lost(NoAnswer):
    """A worker died each time it tried a job."""


def in_processes(
    jobs: Sequence[Job],
    territory: Territory,
    *,
    workers: int | None = None,
    crew: "Crew | None" = None,
    progress: Callable[[Progress], None] | None = None,
    inside: Callable[[int, Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> bytes:
    """Run the jobs in several processes and merge their results.

    The bytes are those of `merge(run(job, territory) for job in jobs)`, with any number of
    workers.

    Parameters
    ----------
    workers : processes at once; None = one for each core.
    crew : processes to use instead, kept for whoever comes next if none is at work in the end.
    progress : told the share of the jobs that are done.
    inside : told how far a worker has come in one job, with the number of the job from 0; when
        it begins something new, and otherwise at most four times a second.
    cancelled : asked ten times a second; all workers are then ended.

    Raises
    ------
    Stopped
        If somebody cancelled.
    Lost
        If a job has cost three workers their life.
    NoAnswer
        As from `run`.
    """
    ours = crew or Crew(min(workers or os.cpu_count() or 1, len(jobs)))
    waiting = deque(range(len(jobs)))
    tries = [0] * len(jobs)
    results: dict[int, bytes] = {}
    try:
        while len(results) < len(jobs):
            if cancelled is not None and cancelled():
                raise Stopped("Avbrutt før alle jobbene var ferdige.")
            while waiting and ours.free():
                ours.give(waiting[0], jobs[waiting[0]], territory)
                waiting.popleft()
            for number, result in ours.heard(PATIENCE):
                if isinstance(result, Progress):
                    if inside is not None:
                        inside(number, result)
                    continue
                if result is None:
                    tries[number] += 1
                    if tries[number] == TRIES:
                        raise Lost(
                            f"Regneprosessen stoppet uventet {TRIES} ganger på samme jobb. "
                            "Maskinen kan mangle minne."
                        )
                    waiting.appendleft(number)
                    continue
                results[number] = result
                if progress is not None:
                    progress(Progress("Regner", len(results) / len(jobs)))
    finally:
        if crew is None or ours.busy:
            ours.end()
    return merge(results[number] for number in sorted(results))


class Crew:
    """Workers and the jobs they have.

    Parameters
    ----------
    size : jobs at once. A worker is started when there is a job and nobody idle.
    idle : seconds a worker waits for its next job; then it ends by itself, and its memory is
        free. None = until `end`.
    """

    def __init__(self, size: int, *, idle: float | None = None) -> None:
        self.size, self.idle = size, idle
        self.workers: dict[Connection, BaseProcess] = {}
        self.knows: dict[Connection, Territory] = {}
        self.busy: dict[Connection, int] = {}

    def free(self) -> bool:
        """Is there a worker without a job, or room for one more?"""
        return len(self.busy) < self.size

    def give(self, number: int, job: Job, territory: Territory) -> None:
        """Hand a job to an idle worker, started now if need be. The territory goes along once."""
        ours = self._idle() or self._start()
        self.busy[ours] = number
        new = None if self.knows.get(ours) is territory else territory
        self.knows[ours] = territory
        with suppress(BrokenPipeError, ConnectionResetError):  # it died: `heard` finds that out
            ours.send((job.as_json(), new))

    def _idle(self) -> Connection | None:
        """A living worker without a job. One that says anything now has ended."""
        for ours in [one for one in self.workers if one not in self.busy]:
            if not ours.poll():
                return ours
            self._part(ours)
        return None

    def _start(self) -> Connection:
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        worker = context.Process(target=_work, args=(theirs, self.idle), daemon=True)
        worker.start()
        theirs.close()
        self.workers[ours] = worker
        return ours

    def _part(self, ours: Connection) -> None:
        """With a worker that has ended."""
        self.workers.pop(ours).join()
        self.knows.pop(ours)
        ours.close()

    def heard(self, seconds: float) -> list[tuple[int, bytes | Progress | None]]:
        """What busy workers have said by now: job and result, None where the worker died.

        Waits at most so long for the first. Raises what `run` refused with.
        """
        found: list[tuple[int, bytes | Progress | None]] = []
        ready = connection.wait(list(self.busy), seconds)
        for ours in [one for one in self.busy if one in ready]:
            number = self.busy[ours]
            try:
                answer = ours.recv()
            except (EOFError, ConnectionResetError):
                del self.busy[ours]
                self._part(ours)
                found.append((number, None))
                continue
            if not isinstance(answer, Progress):
                del self.busy[ours]
            if isinstance(answer, NoAnswer):
                raise answer
            found.append((number, answer))
        return found

    def end(self) -> None:
        """End every worker, at once."""
        for worker in self.workers.values():
            worker.kill()
        for ours in list(self.workers):
            self._part(ours)
        self.busy = {}


def _work(theirs: Connection, idle: float | None) -> None:
    """A worker: jobs in, results or refusals out, until nobody is at the other end or it is idle.

    A terminal sends Ctrl-C to every process of a command; whoever asked decides what it means.
    The engine is loaded here and not in the process that started the worker.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError):
        asked, territory = theirs.recv()
        theirs.send(Progress("Starter regnemotoren"))
        from .sweep import Kept, run

        kept = Kept()
        while True:
            tell = _seldom(theirs.send)
            try:
                theirs.send(run(Job.from_json(asked), territory, progress=tell, kept=kept))
            except NoAnswer as refusal:
                theirs.send(refusal)
            if not theirs.poll(idle):
                return
            asked, other = theirs.recv()
            territory = other or territory


def _seldom(send: Callable[[Progress], None]) -> Callable[[Progress], None]:
    """Passes on every new step, and of the same step only now and then."""
    step, sent = "", 0.0

    def tell(now: Progress) -> None:
        nonlocal step, sent
        if now.step != step or monotonic() - sent >= SELDOM:
            step, sent = now.step, monotonic()
            send(now)

    return tell
