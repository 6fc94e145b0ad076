"""The only door into the journal."""

import json
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from django.db import connection, models, transaction

from tospann.access.actor import Actor
from tospann.base import clock, entrance
from tospann.journal import chain
from tospann.journal.models import Entry
from tospann.journal.sentences import sentence_for

P = ParamSpec("P")
T = TypeVar("T")

_LOCK = 7_308_322  # one writer at a time; held until the transaction ends
_written: ContextVar[list[int] | None] = ContextVar("journal_written", default=None)


class Unrecorded(Exception):
    """An action returned without an entry in the journal; everything was rolled back."""


@contextmanager
def _trail() -> Iterator[list[int]]:
    """Collect the numbers written inside; an action inside an action shares its outer's."""
    outer = _written.get()
    written: list[int] = []
    token = _written.set(written)
    try:
        yield written
    finally:
        _written.reset(token)
        if outer is not None:
            outer.extend(written)


def action(function: Callable[P, T]) -> Callable[P, T]:
    """Run a write in one transaction and insist that it was recorded.

    Raises `Unrecorded`, and rolls back, when the function returns without having appended at
    least one entry. A refusal raises before anything is written; every action refuses text that
    seems to be about one who uses Nav, with a subclass of `AboutAPerson`, before it begins.
    """

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        entrance.admit(kwargs)
        with transaction.atomic(), _trail() as written:
            result = function(*args, **kwargs)
            if not written:
                raise Unrecorded(f"{function.__qualname__} left no journal entry")
            return result

    run.is_action = True  # type: ignore[attr-defined]
    return run


def record(
    kind: str,
    *,
    actor: Actor,
    subject: models.Model,
    partnership_id: UUID | None = None,
    **facts: Any,
) -> Entry:
    """Append one entry, inside the action's transaction.

    `facts` are what anyone may read: text, whole numbers, dates, ids and lists of these, never
    a person's name. `kind` must have a sentence in its app's `entries.py` (`LookupError`), and
    the call must stand inside an `@action` (`Unrecorded`).
    """
    written = _written.get()
    if written is None:
        raise Unrecorded(f"{kind} was recorded outside an action")
    sentence = sentence_for(kind)
    seat = actor.seat_in(partnership_id) if partnership_id else next(iter(actor.seats), None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    last = Entry.objects.only("number", "hash").order_by("-number").first()
    number = last.number + 1 if last else 1
    previous = last.hash if last else chain.START
    at = clock.now().astimezone(UTC)
    content = chain.canonical(
        {
            "number": number,
            "at": at.isoformat(timespec="microseconds"),
            "kind": kind,
            "person": _plain(actor.person_id),
            "role": seat.role.value if seat else None,
            "owner": _plain(seat.owner_id) if seat else None,
            "partnership": _plain(partnership_id),
            "subject": [subject._meta.label_lower, str(subject.pk)],
            "facts": {name: _plain(value) for name, value in facts.items()},
            # the export gives only the digest of what is not public: it must not be guessable
            **({} if sentence.public else {"salt": secrets.token_hex(16)}),
        }
    )
    entry = Entry.objects.create(
        number=number,
        content=content,
        previous=previous,
        hash=chain.link(previous, content),
        at=at,
        kind=kind,
        person_id=actor.person_id,
        partnership_id=partnership_id,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
    )
    written.append(number)
    return entry


def _plain(value: Any) -> Any:
    """The value as JSON carries it; dates as ISO 8601, ids as text."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return str(value)


def content_of(entry: Entry) -> dict[str, Any]:
    """The entry's content, read from the bytes that were hashed."""
    return json.loads(bytes(entry.content))
