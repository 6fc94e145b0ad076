"""What a long computation tells while it runs, and how it learns to stop."""

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

MOST_STATES = 1_000_000  # of a piece of the map; what a search by states has memory for


@dataclass(frozen=True)
class Progress:
    """How far a computation has come. None stands for "not known yet"."""

    step: str  # what is being done, in Norwegian, for people
    share: float | None = None  # of this step, 0 to 1
    value: int | None = None  # the best answer so far
    bound: int | None = None  # no answer can be better than this


class Limit:
    """A stop-watch and a wish to stop, asked together.

    Parameters
    ----------
    seconds : from now; `inf` = never over by itself. Zero is over at once.
    cancelled : says whether somebody wants to stop; asked each time, so it should be quick.
    """

    def __init__(
        self, seconds: float = float("inf"), cancelled: Callable[[], bool] | None = None
    ) -> None:
        self._end = monotonic() + seconds
        self._cancelled = cancelled

    def over(self) -> bool:
        """Is it time to stop?"""
        return monotonic() >= self._end or (self._cancelled is not None and self._cancelled())

    def left(self) -> float:
        """Seconds until the stop-watch is over, not negative; 0 when somebody wants to stop."""
        return 0.0 if self.over() else max(0.0, self._end - monotonic())
