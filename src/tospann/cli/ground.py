"""What every command stands on: the data folder, the database, Django."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tospann.config.embedded import Server

MIGRATION_LOCK = 7_746_091  # any number; says "Tospann is migrating" to other processes


def choose(
    data: Path | None, *, default: str = "~/.local/share/tospann", demo: bool = False
) -> Path:
    """Settle the data folder in the environment, for this process and its children."""
    folder = data or Path(os.environ.get("TOSPANN_DATA", "").strip() or default)
    folder = folder.expanduser().resolve()
    os.environ["TOSPANN_DATA"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "tospann.config.settings"
    if demo:
        os.environ["TOSPANN_DEMO"] = "yes"
    return folder


@contextmanager
def database(data: Path) -> Iterator[Server | None]:
    """Hold the embedded server, or nothing when DATABASE_URL points elsewhere."""
    if os.environ.get("DATABASE_URL", "").strip():
        yield None
        return
    with Server(data) as server:
        yield server


def django() -> None:
    """Django, ready for one command in this process: no pool, and no limit on a query's time."""
    os.environ["TOSPANN_DB_POOL"] = "0"
    os.environ["TOSPANN_DB_SECONDS"] = "0"
    import django

    django.setup()


def unapplied() -> list[str]:
    """Migrations that wait, as `app.name` in the order they would run."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def migrate() -> int:
    """Bring the tables and the common catalogue up to date, one process at a time.

    Returns how many migrations ran.
    """
    from django.core.management import call_command
    from django.db import connection

    from tospann.access.actor import STRANGER
    from tospann.indicators.actions import take_catalogue
    from tospann.indicators.selectors import missing_from_catalogue

    if not unapplied() and not missing_from_catalogue():
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = 0")
        cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATION_LOCK])
        try:
            waiting = unapplied()  # another process may have been first
            if waiting:
                call_command("migrate", verbosity=0, interactive=False)
            if missing_from_catalogue():
                take_catalogue(actor=STRANGER)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATION_LOCK])
    return len(waiting)
