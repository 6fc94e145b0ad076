"""Watching a long computation: a line of progress on a terminal, and Ctrl-C to stop with grace."""

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType
from typing import Any

import click

from tospann.engines.structure import norwegian


@dataclass
class Watch:
    """What a long function of the engine is given. Nothing is printed where nobody looks."""

    shown: bool = field(default_factory=lambda: sys.stderr.isatty())
    stopped: bool = False
    _width: int = 0

    def progress(self, now: Any) -> None:
        """Rewrite the line: the step, how far, the best so far and its gap."""
        if not self.shown:
            return
        parts = [str(now.step)]
        if now.share is not None:
            parts.append(norwegian.percent(now.share, 0))
        if now.value is not None and now.bound is not None:
            gap = (now.value - now.bound) / max(1, abs(now.value))
            parts.append(f"gap {norwegian.percent(gap, 2)}")
        line = "  ".join(parts)
        click.echo("\r" + line.ljust(self._width), nl=False, err=True)
        self._width = len(line)

    def cancelled(self) -> bool:
        """Has somebody pressed Ctrl-C?"""
        return self.stopped

    def clear(self) -> None:
        """Take the line away."""
        if self._width:
            click.echo("\r" + " " * self._width + "\r", nl=False, err=True)
            self._width = 0


@contextmanager
def watching() -> Iterator[Watch]:
    """Let the first Ctrl-C ask the engine for the best it has, and the second end the program."""
    watch = Watch()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        if watch.stopped:
            raise KeyboardInterrupt
        watch.stopped = True

    before: Callable[[int, FrameType | None], Any] | int | None
    before = signal.signal(signal.SIGINT, stop)
    try:
        yield watch
    finally:
        signal.signal(signal.SIGINT, before)
        watch.clear()
