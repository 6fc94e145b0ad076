"""Two addresses for machines: is the process alive, and can it serve?"""

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

_tables_seen_ready = False  # tables only ever move forward, so one yes is enough


@never_cache
@require_safe
def livez(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers. No queries."""
    return _plain("lever", 200)


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when the database answers and its tables are up to date, else 503 with the reason.

    One query; two the first time.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        if not _tables_ready():
            return _plain("tabellene er ikke oppdatert", 503)
    except Error:
        return _plain("databasen svarer ikke", 503)
    return _plain("klar", 200)


def _tables_ready() -> bool:
    global _tables_seen_ready
    if not _tables_seen_ready:
        executor = MigrationExecutor(connection)
        wanted = executor.loader.graph.leaf_nodes()
        _tables_seen_ready = not executor.migration_plan(wanted)
    return _tables_seen_ready


def _plain(word: str, status: int) -> HttpResponse:
    return HttpResponse(f"{word}\n", status=status, content_type="text/plain; charset=utf-8")
