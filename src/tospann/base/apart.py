"""Runs a function in a process of its own, with little memory and little time.

What somebody uploads may be made to hurt, so it is never opened where pages are served. The
process is `python -m tospann.base.apart`; it loads no Django and no database. In: one pickle from
the parent. Out: lines of JSON, `{"done": …, "all": …}` now and then and last `{"answer": …}`,
and after that line the bytes that go with the answer. Nothing it says is ever unpickled, since
what was opened there may have taken it over.
"""

import json
import os
import pickle
import resource
import selectors
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

PATIENCE = 0.3  # seconds between two words of progress, and between asking if it is still wanted
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}  # each thread takes memory

Answer = tuple[Any, bytes]  # plain data as JSON has it, and bytes


@dataclass(frozen=True, slots=True)
class Limits:
    """What one run may cost."""

    memory: int  # bytes of address space
    seconds: int  # of the processor; twice as many by the clock
    written: int = 0  # bytes of any one file


class TooMuch(Exception):
    """It met one of its limits, or broke. The caller says in words what the person can do."""


class Stopped(Exception):
    """Nobody wanted the answer any more."""


def apart(
    function: Callable[..., Answer],
    *given: Any,
    limits: Limits,
    wanted: Callable[[int, int], bool] | None = None,
) -> Answer:
    """What the function answers. It and what it is given must be such as can be pickled.

    With `wanted` the function also gets `progress`, to be called with done and all. `wanted` is
    told the newest of them and says whether to go on.

    Raises `TooMuch`, or `Stopped` when `wanted` says no. It ends within twice `limits.seconds`.
    """
    child = subprocess.Popen(
        [sys.executable, "-m", "tospann.base.apart"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | ONE_THREAD,
    )
    asked = limits.memory, limits.seconds, limits.written, wanted is not None, function, given
    try:
        said, after = _heard(child, pickle.dumps(asked), limits.seconds * 2, wanted)
        return json.loads(said)["answer"], after
    except (ValueError, KeyError, TypeError) as broken:
        raise TooMuch from broken
    finally:
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            with suppress(BrokenPipeError):
                pipe.close()  # type: ignore[union-attr]


def _heard(
    child: subprocess.Popen[bytes],
    question: bytes,
    seconds: float,
    wanted: Callable[[int, int], bool] | None,
) -> tuple[bytes, bytes]:
    """The last line and what follows it, as far as it came in time."""
    assert child.stdin is not None
    assert child.stdout is not None
    with suppress(BrokenPipeError):
        child.stdin.write(question)
        child.stdin.close()
    heard, done, every = b"", 0, 0
    asked = time.monotonic()
    deadline = asked + seconds
    with selectors.DefaultSelector() as ears:
        ears.register(child.stdout, selectors.EVENT_READ)
        while (now := time.monotonic()) < deadline:
            if ears.select(PATIENCE):
                piece = os.read(child.stdout.fileno(), 1 << 20)
                if not piece:
                    said, _mark, after = heard.partition(b"\n")
                    return said, after
                heard += piece
            while heard.startswith(b'{"done"') and b"\n" in heard:
                line, _mark, heard = heard.partition(b"\n")
                done, every = json.loads(line)["done"], json.loads(line)["all"]
            if wanted is not None and now - asked >= PATIENCE:
                asked = now
                if not wanted(done, every):
                    raise Stopped
    return b"", b""


# --- In the process ---------------------------------------------------------------------


def _main() -> None:
    """Do what the parent asked, and answer."""
    memory, seconds, written, tells, function, given = pickle.load(sys.stdin.buffer)  # noqa: S301 - our own parent's
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 2))
    resource.setrlimit(resource.RLIMIT_FSIZE, (written, written))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    answer, after = function(*given, **({"progress": _teller()} if tells else {}))
    _say({"answer": answer})
    sys.stdout.buffer.write(after)


def _teller() -> Callable[[int, int], None]:
    told = 0.0

    def progress(done: int, every: int) -> None:
        nonlocal told
        if time.monotonic() - told >= PATIENCE:
            told = time.monotonic()
            _say({"done": done, "all": every})

    return progress


def _say(line: dict[str, Any]) -> None:
    sys.stdout.buffer.write(json.dumps(line, separators=(",", ":")).encode() + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    _main()
