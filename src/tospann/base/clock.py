"""The only place that asks what time it is."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """This moment, with a time zone (UTC)."""
    return timezone.now()


def today() -> date:
    """The date in Norway (`TIME_ZONE` is Europe/Oslo), whatever the server's own zone."""
    return timezone.localdate()
