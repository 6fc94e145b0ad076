"""Work in the queue that came to nothing: why, in words, and what nobody works on any more."""

from django.db import InterfaceError, OperationalError
from django.utils.translation import gettext as _


def why(fault: Exception) -> str:
    """What went wrong, for the one who waits; whoever runs the program has the rest in the log."""
    if isinstance(fault, OperationalError | InterfaceError):
        return _("Databasen var opptatt, eller arbeidet tok for lang tid.")
    return _("Det oppsto en feil i programmet. Den som drifter Tospann, finner den i loggen.")


def broken_off() -> str:
    """The same, where the work ended without a word: it was thrown out of the queue."""
    return _("Arbeidet ble stanset før det var ferdig.")


def at_work(task: str, argument: str) -> set[str]:
    """What the jobs of a task that wait or are being done are about. One query.

    Ask for the rows that wait first, and then for these: a row asked for between is not lost.
    """
    from procrastinate.contrib.django.models import ProcrastinateJob

    jobs = ProcrastinateJob.objects.filter(task_name=task, status__in=("todo", "doing"))
    return set(jobs.values_list(f"args__{argument}", flat=True))
