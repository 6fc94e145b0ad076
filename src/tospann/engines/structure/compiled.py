"""Where what numba compiles is kept between runs.

Beside the program where that can be written to, as numba does by itself. An installation that
cannot be changed gets the first other folder that can: one named by the person, the cache folder
of the account, and at last one that lives no longer than this process and those it starts.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent


def find_a_place() -> None:
    """Set `NUMBA_CACHE_DIR` where it is needed and nobody has. Safe to run twice."""
    if "NUMBA_CACHE_DIR" in os.environ or os.access(HERE, os.W_OK):
        return
    cache = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111 - `Path.home` raises without one
    folder = Path(cache) / "tospann" / "numba"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        kept = os.access(folder, os.W_OK)
    except OSError:
        kept = False
    if not kept:
        folder = Path(tempfile.mkdtemp(prefix="tospann-numba-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["NUMBA_CACHE_DIR"] = str(folder)
