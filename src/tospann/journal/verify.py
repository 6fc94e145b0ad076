"""Is the journal what it was? Walks every entry, every head and every app's rows."""

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tospann.journal import chain, heads
from tospann.journal.models import Entry, Head
from tospann.journal.record import content_of
from tospann.journal.sentences import modules_called


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it was written. `number` is the entry's, if it is about one."""

    number: int | None
    what: str


def faults() -> Iterator[Fault]:
    """Every fault found, in order: chain, heads, then the rows the entries speak of.

    Empty means: unbroken, signed heads agree, and agreements stand as the journal says. Rows
    are compared only when every entry can be read.
    """
    hashes: dict[int, str] = {}
    unreadable: list[int] = []
    yield from _chain_faults(hashes, unreadable)
    yield from _head_faults(hashes)
    if unreadable:
        yield Fault(None, "the rows were not compared with entries that cannot be read")
        return
    for module in modules_called("reconcile"):
        yield from (Fault(number, what) for number, what in module.reconcile())


def _chain_faults(hashes: dict[int, str], unreadable: list[int]) -> Iterator[Fault]:
    previous, expected = chain.START, 1
    for entry in Entry.objects.order_by("number").iterator(chunk_size=2000):
        if entry.number != expected:
            yield Fault(expected, f"entries {expected} to {entry.number - 1} are missing")
        if entry.previous != previous:
            yield Fault(entry.number, "does not follow from the entry before it")
        if not _links(entry):
            yield Fault(entry.number, "its content does not give its hash")
        try:
            told = _told(content_of(entry))
        except (ValueError, LookupError, TypeError):
            unreadable.append(entry.number)
            yield Fault(entry.number, "its content cannot be read")
        else:
            if told != _columns(entry):
                yield Fault(entry.number, "its columns say something else than its content")
        hashes[entry.number] = entry.hash
        previous, expected = entry.hash, entry.number + 1


def _links(entry: Entry) -> bool:
    try:
        return chain.link(entry.previous, bytes(entry.content)) == entry.hash
    except ValueError:  # the previous hash is no longer hexadecimal
        return False


def _told(content: dict[str, Any]) -> tuple:
    names = ("number", "kind", "person", "partnership", "subject", "at")
    if not isinstance(content["facts"], dict):
        raise TypeError("facts are names and values")
    return tuple(content[name] for name in names)


def _columns(entry: Entry) -> tuple:
    return (
        entry.number,
        entry.kind,
        str(entry.person_id) if entry.person_id else None,
        str(entry.partnership_id) if entry.partnership_id else None,
        [entry.subject_type, entry.subject_id],
        entry.at.isoformat(timespec="microseconds"),
    )


def _head_faults(hashes: dict[int, str]) -> Iterator[Fault]:
    key = Ed25519PublicKey.from_public_bytes(heads.public_key())
    for head in Head.objects.order_by("number"):
        text, _, signed = head.note.partition("\n\n")
        try:
            signature = base64.b64decode(signed.split(" ")[2])[4:]
            key.verify(signature, f"{text}\n".encode())
        except (InvalidSignature, IndexError, ValueError):
            yield Fault(head.number, "the head's signature does not hold")
        if f"{text}\n" != _body(head):
            yield Fault(head.number, "the head's text says something else than its columns")
        if hashes.get(head.number) != head.hash:
            yield Fault(head.number, "the signed head is not the hash of this entry")


def _body(head: Head) -> str | None:
    try:
        return heads.body(number=head.number, digest=head.hash)
    except ValueError:  # the hash is no longer hexadecimal
        return None
