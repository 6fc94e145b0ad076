"""Keeps the lines in step with the journal, which is read from where it was left.

The lines say nothing new, so writing them is no action and leaves no entry. Whoever asks first
reckons; the row of `Reckoning` is the lock.
"""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction

from tospann.base import clock
from tospann.journal.replay import Moved, moved_since
from tospann.journal.sentences import sentences
from tospann.partnerships.models import Partnership
from tospann.portal.board.reckoned import reckoned
from tospann.portal.models import Line, Reckoning

AT_ONCE = 40  # partnerships in memory at a time, with every version of their documents
FIELDS = [field.name for field in Line._meta.concrete_fields if not field.primary_key]

# What an entry is about that can change a line.
_APPS = {"agreed", "plans", "results", "reports", "indicators"}
_ROWS = {"partnerships.partnership", "partnerships.ownership", "partnerships.owner"}


def concerns(moved: Moved) -> bool:
    """Whether an entry can change a line. Autosaves (quiet kinds) cannot."""
    sentence = sentences().get(moved.kind)
    if sentence is not None and sentence.quiet:
        return False
    return moved.subject_type in _ROWS or moved.subject_type.partition(".")[0] in _APPS


def touched(moved: Iterable[Moved]) -> set[UUID] | None:
    """The partnerships that entries may have changed; None: all of them."""
    found = {one.partnership_id for one in moved if concerns(one)}
    return None if None in found else {one for one in found if one is not None}


@transaction.atomic
def catch_up(*, all_anew: bool = False) -> int:
    """Reckon the lines that the journal has touched since last time, and say how many.

    On a new day, the first time, and with `all_anew`: every line. Safe to run twice, and at the
    same time as an action: what it has not seen comes next time. Three queries when there is
    nothing to do.
    """
    Reckoning.objects.get_or_create(pk=1)
    kept = Reckoning.objects.select_for_update().get(pk=1)
    today = clock.today()
    moved = moved_since(kept.read_to)
    last = max((one.last for one in moved), default=kept.read_to)
    ids = None if all_anew or kept.day != today else touched(moved)
    count = _reckon(ids, today) if ids is None or ids else 0
    if count or last != kept.read_to or kept.day != today:
        kept.read_to, kept.day, kept.reckoned_at = last, today, clock.now()
        kept.save()
    return count


def _reckon(ids: set[UUID] | None, day: date) -> int:
    rows = Partnership.objects.all() if ids is None else Partnership.objects.filter(pk__in=ids)
    every = list(rows.order_by("pk"))
    for first in range(0, len(every), AT_ONCE):
        Line.objects.bulk_create(
            reckoned(every[first : first + AT_ONCE], day),
            update_conflicts=True,
            update_fields=FIELDS,
            unique_fields=["partnership"],
        )
    return len(every)
