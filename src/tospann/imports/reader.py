"""Runs the reader in a process of its own, and stops it in time."""

import json
import os
import pickle
import selectors
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tospann.engines.tables import Register

SMALL_BYTES = 200_000  # read while the person waits; larger tables are read by the queue
PATIENCE = 0.3  # seconds between asking whether the reading is still wanted


@dataclass(frozen=True, slots=True)
class Allowed:
    """What one reading may cost."""

    memory: int  # bytes of address space
    seconds: int


NOW = Allowed(memory=700_000_000, seconds=8)
QUEUED = Allowed(memory=1_500_000_000, seconds=240)


class Stopped(Exception):
    """Nobody wanted the reading any more."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of it: `found`, or a `refusal` (plain data, None for one without) and its code."""

    found: dict[str, Any] | None = None
    refusal: Any = None
    code: str = ""


def read(
    data: bytes,
    name: str,
    *,
    register: Register,
    answers: Mapping[str, str],
    mended: Mapping[str, str],
    allowed: Allowed = NOW,
    wanted: Callable[[int, int], bool] | None = None,
) -> Answer:
    """Read a table. `wanted` is told rows done and in all, and says whether to go on.

    Raises `Stopped` when it says no. Whatever the file does, the answer comes within the time.
    """
    asked = {
        "data": data,
        "name": name,
        "register": register,
        "answers": dict(answers),
        "mended": dict(mended),
    }
    lines = _run(asked, allowed, wanted)
    try:
        last = json.loads(lines.rstrip().rpartition(b"\n")[2])
    except ValueError:  # it was stopped by its limits, or broke
        return Answer(code="too_much")
    if "found" in last:
        return Answer(found=last["found"])
    return Answer(refusal=last.get("refused"), code=last.get("code") or "too_much")


def marked(
    data: bytes,
    name: str,
    *,
    register: Register,
    answers: Mapping[str, str],
    mended: Mapping[str, str],
    problems: list[tuple[str, str, str, str]],
    words: Mapping[str, str],
) -> bytes:
    """The person's workbook with its bad cells yellow; empty when it could not be made.

    `problems` are sheet, address, what stood there and the sentence about it.
    """
    asked = {
        "data": data,
        "name": name,
        "register": register,
        "answers": dict(answers),
        "mended": dict(mended),
        "problems": problems,
        "words": dict(words),
    }
    return _run(asked, QUEUED, None)


def _run(
    asked: dict[str, Any], allowed: Allowed, wanted: Callable[[int, int], bool] | None
) -> bytes:
    """Everything the child said, but for the lines about progress."""
    asked |= {"bytes": allowed.memory, "seconds": allowed.seconds}
    child = subprocess.Popen(
        [sys.executable, "-m", "tospann.imports.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        return _talk(child, pickle.dumps(asked), allowed.seconds * 2, wanted)
    finally:
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None and not pipe.closed:
                try:
                    pipe.close()
                except BrokenPipeError:
                    continue


def _talk(
    child: subprocess.Popen[bytes],
    question: bytes,
    seconds: float,
    wanted: Callable[[int, int], bool] | None,
) -> bytes:
    assert child.stdin is not None
    assert child.stdout is not None
    try:
        child.stdin.write(question)
        child.stdin.close()
    except BrokenPipeError:
        return b""
    heard, done, every = b"", 0, 0
    deadline, asked = time.monotonic() + seconds, time.monotonic()
    with selectors.DefaultSelector() as ears:
        ears.register(child.stdout, selectors.EVENT_READ)
        while time.monotonic() < deadline:
            if ears.select(PATIENCE):
                piece = os.read(child.stdout.fileno(), 1 << 20)
                if not piece:
                    return heard
                heard += piece
            while heard.startswith(b'{"done"') and b"\n" in heard:
                line, _mark, heard = heard.partition(b"\n")
                done, every = json.loads(line)["done"], json.loads(line)["all"]
            if wanted is not None and time.monotonic() - asked >= PATIENCE:
                asked = time.monotonic()
                if not wanted(done, every):
                    raise Stopped
    return b""
