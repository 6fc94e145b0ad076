"""Runs the reading of uploaded files in a process of its own, and stops it in time."""

import os
import pickle
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

MEMORY = 2_000_000_000  # bytes of address space
SECONDS = 20  # of work; a whole country takes a few
TOO_MUCH = "Filene er for store eller for innfløkte til å leses."
SPLIT = "Ta med bare det som trengs, for eksempel ett år og én del av landet."


def read(
    files: Sequence[tuple[str, bytes]], about: dict[str, Any], base: bytes | None
) -> tuple[dict[str, Any], bytes | None]:
    """What was found, as `bringing.Brought.plain` gives it, and the archive if nothing is wrong.

    Whatever the files hold, the answer comes within twice `SECONDS`.
    """
    asked = {
        "files": list(files), "about": about, "base": base, "memory": MEMORY, "seconds": SECONDS,
    }  # fmt: skip
    try:
        answer = subprocess.run(
            [sys.executable, "-m", "tospann.structure.child"],
            input=pickle.dumps(asked),
            capture_output=True,
            timeout=SECONDS * 2,
            check=True,
            env=os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        return {
            "files": [], "notes": [], "fault_count": 1,
            "faults": [["dataset", None, "", TOO_MUCH, SPLIT]],
        }, None  # fmt: skip
    return pickle.loads(answer.stdout)  # noqa: S301 - from our own child, over a pipe
