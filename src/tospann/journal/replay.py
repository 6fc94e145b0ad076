"""What was said, for apps that compare their rows with it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

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
