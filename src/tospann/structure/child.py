"""Reads what somebody uploaded in a process of its own, with little memory and little time.

Run as `python -m tospann.structure.child`. It knows no Django and no database. In: one pickle
from the parent on standard input. Out: one pickle, of plain data and bytes.
"""

import pickle
import resource
import sys

from tospann.engines.structure.gathering import About
from tospann.structure.bringing import brought


def main() -> None:
    """Read what the parent sent, and answer."""
    asked = pickle.load(sys.stdin.buffer)  # noqa: S301 - from our own parent, over a pipe
    resource.setrlimit(resource.RLIMIT_AS, (asked["memory"], asked["memory"]))
    resource.setrlimit(resource.RLIMIT_CPU, (asked["seconds"], asked["seconds"] + 2))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    found = brought(asked["files"], About(**asked["about"]), asked["base"])
    pickle.dump((found.plain(asked["base"]), found.archive), sys.stdout.buffer)


if __name__ == "__main__":
    main()
