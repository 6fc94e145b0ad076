"""How far the queue has come with a table. Nobody decides it: no action, no entry."""

import time
from collections.abc import Callable

from tospann.base.apart import PATIENCE, Stopped
from tospann.imports.models import Draft


def teller(draft: Draft) -> Callable[[int, int], bool]:
    """Keeps how many are done and how many in all, and says whether it is still wanted."""
    at_work = Draft.objects.filter(pk=draft.pk, revision=draft.revision, state=draft.state)

    def tell(done: int, every: int) -> bool:
        return bool(at_work.update(done_count=done, all_count=every))

    return tell


def stopper(draft: Draft) -> Callable[[int, int], None]:
    """The same for work that asks often: tells now and then, and raises `apart.Stopped`."""
    tell, told = teller(draft), time.monotonic()

    def go_on(done: int, every: int) -> None:
        nonlocal told
        if done == every or time.monotonic() - told >= PATIENCE:
            told = time.monotonic()
            if not tell(done, every):
                raise Stopped

    return go_on
