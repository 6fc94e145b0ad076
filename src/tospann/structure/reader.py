"""Reads uploaded files in a process of its own, as `bringing` does."""

from collections.abc import Sequence
from typing import Any

from tospann.base.apart import Limits, TooMuch, apart
from tospann.engines.structure.gathering import About
from tospann.structure.bringing import brought

LIMITS = Limits(memory=2_000_000_000, seconds=20)  # a whole country takes a few seconds
TOO_MUCH = "Filene er for store eller for innfløkte til å leses."
SPLIT = "Ta med bare det som trengs, for eksempel ett år og én del av landet."


def read(
    files: Sequence[tuple[str, bytes]], about: dict[str, Any], base: bytes | None
) -> tuple[dict[str, Any], bytes | None]:
    """What was found, as `bringing.Brought.plain` gives it, and the archive if nothing is wrong.

    Whatever the files hold, the answer comes within twice the seconds of `LIMITS`.
    """
    try:
        found, archive = apart(answered, list(files), about, base, limits=LIMITS)
    except TooMuch:
        return {
            "files": [], "notes": [], "fault_count": 1,
            "faults": [["dataset", None, "", TOO_MUCH, SPLIT]],
        }, None  # fmt: skip
    return found, archive or None


def answered(
    files: Sequence[tuple[str, bytes]], about: dict[str, Any], base: bytes | None
) -> tuple[dict[str, Any], bytes]:
    """The same in the process itself; no archive where something is wrong."""
    found = brought(files, About(**about), base)
    return found.plain(base), found.archive or b""
