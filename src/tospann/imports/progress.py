"""How far a reading has come. Nobody decides it, so it is no action and leaves no entry."""

from collections.abc import Callable

from tospann.imports.models import Draft, State


def teller(draft: Draft) -> Callable[[int, int], bool]:
    """Keeps rows done and rows in all, and says whether the reading is still wanted."""
    reading = Draft.objects.filter(pk=draft.pk, revision=draft.revision, state=State.READING)

    def tell(done: int, every: int) -> bool:
        return bool(reading.update(done_count=done, all_count=every))

    return tell
