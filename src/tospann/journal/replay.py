"""What was said, for apps that compare their rows with it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Max

from tospann.journal.models import Entry
from tospann.journal.record import content_of


@dataclass(frozen=True, slots=True)
class Said:
    """One entry, read from its bytes."""

    number: int
    kind: str
    subject_id: str
    facts: dict[str, Any]


def said(kinds: Iterable[str]) -> Iterator[Said]:
    """Every entry of these kinds, oldest first. One query."""
    for entry in Entry.objects.filter(kind__in=list(kinds)).order_by("number").iterator(2000):
        content = content_of(entry)
        yield Said(entry.number, content["kind"], content["subject"][1], content["facts"])


@dataclass(frozen=True, slots=True)
class Moved:
    """Entries of one subject in one partnership (None: in none). `last` is the newest's number."""

    partnership_id: UUID | None
    subject_type: str
    kind: str
    last: int


def moved_since(number: int) -> list[Moved]:
    """What was written after an entry, each partnership, subject and kind once. One query.

    Numbers come without gaps and in the order of commit, so a reader that has seen one has seen
    all before it. Autosaves count too.
    """
    rows = (
        Entry.objects.filter(number__gt=number)
        .values("partnership_id", "subject_type", "kind")
        .annotate(last=Max("number"))
        .order_by("last")
    )
    return [Moved(**row) for row in rows]
