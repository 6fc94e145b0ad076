"""A solver that prints, kept from printing.

HiGHS writes a line of its own to standard output when it repairs a solution after presolve, also
with all output off (scipy 1.17). It would land in whatever the process prints.
"""

import ctypes
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

STDOUT = 1  # the file descriptor that C writes to
_alone = threading.Lock()  # two threads must not give back each other's descriptor


@contextmanager
def quiet() -> Iterator[None]:
    """Send what C code writes to standard output nowhere; errors are still written.

    What another thread writes to the descriptor meanwhile is lost too: keep it around the solver.
    """
    c = ctypes.CDLL(None)
    with _alone:
        c.fflush(None)
        kept = os.dup(STDOUT)
        nowhere = os.open(os.devnull, os.O_WRONLY)
        try:
            os.dup2(nowhere, STDOUT)
            yield
        finally:
            c.fflush(None)
            os.dup2(kept, STDOUT)
            os.close(kept)
            os.close(nowhere)
