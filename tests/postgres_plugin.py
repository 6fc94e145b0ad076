"""A throw-away PostgreSQL for the tests, ready before pytest-django reads the settings.

Set DATABASE_URL to test against another server (PostgreSQL 15 or newer; the role must be
allowed to make databases). Workers of pytest-xdist inherit the address.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from tospann.config.embedded import Server

_FORGETFUL = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_connections": "60",
}


def _prepare() -> None:
    above = Path(tempfile.mkdtemp(prefix="tospann-tests-"))
    above.chmod(0o711)
    data = above / "data"
    os.environ["TOSPANN_DATA"] = str(data)
    os.environ["TOSPANN_DEMO"] = "yes"
    os.environ["TOSPANN_BASE_URL"] = "http://localhost:8000"
    os.environ["TOSPANN_DB_POOL"] = "0"
    server = None
    if not os.environ.get("DATABASE_URL"):
        server = Server(data, settings=_FORGETFUL, creates_databases=True)
        server.start()
        os.environ["DATABASE_URL"] = server.url
    atexit.register(_clean, above, server, os.getpid())


def _clean(above: Path, server: Server | None, pid: int) -> None:
    """Stop and delete, in the process that made it and in no fork of it."""
    if os.getpid() != pid:
        return
    home = (above / "data" / "pg").resolve()
    if server:
        server.stop()
    shutil.rmtree(home, ignore_errors=True)
    shutil.rmtree(above, ignore_errors=True)


if "PYTEST_XDIST_WORKER" not in os.environ:
    _prepare()
