"""How far a part of a run has come. Nobody decides it, so it is no action and leaves no entry."""

import time
from typing import Any

from tospann.structure.models import Job

SELDOM = 1.0  # seconds between two writes


class Teller:
    """Keeps the last step and share a worker told, at most once a second."""

    def __init__(self, job_id: int) -> None:
        self.job = Job.objects.filter(pk=job_id)
        self.waiting: dict[str, Any] = {}
        self.kept: dict[str, Any] = {}
        self.at = 0.0

    def tell(self, now: Any) -> None:
        """Take what the engine's `Progress` says; it is written when its time comes."""
        self.waiting = {"step": now.step[:120], "share": now.share}
        self.flush()

    def flush(self) -> None:
        """Write what waits, if it is new and it is time."""
        if self.waiting != self.kept and time.monotonic() - self.at >= SELDOM:
            self.job.update(**self.waiting)
            self.kept, self.at = self.waiting, time.monotonic()
