"""Entries told as sentences, for those who may read them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from tospann.access.actor import Actor
from tospann.journal.models import Entry
from tospann.journal.record import content_of
from tospann.journal.sentences import sentence_for, sentences


@dataclass(frozen=True, slots=True)
class Told:
    """One entry as a person reads it."""

    number: int
    at: datetime
    sentence: str
    partnership_id: UUID | None


def readable_by(actor: Actor, *, quiet: bool = False) -> QuerySet[Entry]:
    """The entries this person may read, in no order.

    Public kinds are everybody's. Others are for those who reach the entry's partnership, or who
    acted themselves. Quiet kinds (autosave) only when asked for.
    """
    kinds = sentences()
    public = {kind for kind, one in kinds.items() if one.public}
    readable = Q(kind__in=public)
    if actor.person_id:
        readable |= Q(person_id=actor.person_id) | Q(partnership_id__in=actor.partnership_ids)
    found = Entry.objects.filter(readable)
    return found if quiet else found.exclude(kind__in={k for k, one in kinds.items() if one.quiet})


def told(entry: Entry) -> Told:
    """The entry in the language in use."""
    sentence = sentence_for(entry.kind).told(content_of(entry)["facts"])
    return Told(entry.number, entry.at, sentence, entry.partnership_id)


def latest(
    actor: Actor,
    *,
    limit: int,
    after: int = 0,
    partnership_id: UUID | None = None,
    inside_only: bool = False,
) -> list[Told]:
    """The newest entries the person may read, newest first. One query.

    `after` is the number of the last entry seen before; `inside_only` keeps to the person's own
    partnerships and leaves out what they did themselves.
    """
    found = readable_by(actor).filter(number__gt=after)
    if partnership_id is not None:
        found = found.filter(partnership_id=partnership_id)
    if inside_only:
        found = found.filter(partnership_id__in=actor.partnership_ids).exclude(
            person_id=actor.person_id
        )
    return [told(entry) for entry in found.order_by("-number")[:limit]]


def last_number() -> int:
    """The number of the newest entry, 0 when there is none. One query."""
    return Entry.objects.order_by("-number").values_list("number", flat=True).first() or 0
