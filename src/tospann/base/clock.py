"""The only place that asks what time it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_pretended: ContextVar[datetime | None] = ContextVar("pretended_moment", default=None)


def now() -> datetime:
    """This moment, with a time zone (UTC)."""
    return _pretended.get() or timezone.now()


def today() -> date:
    """The date in Norway (`TIME_ZONE` is Europe/Oslo), whatever the server's own zone."""
    return timezone.localdate(now())


@contextmanager
def pretend(moment: datetime) -> Iterator[None]:
    """Let it be another moment inside. For tests, and for the demo's made-up past."""
    token = _pretended.set(moment)
    try:
        yield
    finally:
        _pretended.reset(token)
