"""Is the journal what it was? Walks every entry, every head and every app's rows."""

import base64
from collections.abc import Iterator
from dataclasses import dataclass

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

    Empty means: unbroken, signed heads agree, and agreements stand as the journal says.
    """
    hashes: dict[int, str] = {}
    yield from _chain_faults(hashes)
    yield from _head_faults(hashes)
    for module in modules_called("reconcile"):
        yield from (Fault(number, what) for number, what in module.reconcile())


def _chain_faults(hashes: dict[int, str]) -> Iterator[Fault]:
    previous, expected = chain.START, 1
    for entry in Entry.objects.order_by("number").iterator(chunk_size=2000):
        if entry.number != expected:
            yield Fault(expected, f"entries {expected} to {entry.number - 1} are missing")
        if entry.previous != previous:
            yield Fault(entry.number, "does not follow from the entry before it")
        if chain.link(entry.previous, bytes(entry.content)) != entry.hash:
            yield Fault(entry.number, "its content does not give its hash")
        else:
            content = content_of(entry)
            told = (
                content["number"],
                content["kind"],
                content["person"],
                content["partnership"],
                content["subject"],
                content["at"],
            )
            columns = (
                entry.number,
                entry.kind,
                str(entry.person_id) if entry.person_id else None,
                str(entry.partnership_id) if entry.partnership_id else None,
                [entry.subject_type, entry.subject_id],
                entry.at.isoformat(timespec="microseconds"),
            )
            if told != columns:
                yield Fault(entry.number, "its columns say something else than its content")
        hashes[entry.number] = entry.hash
        previous, expected = entry.hash, entry.number + 1


def _head_faults(hashes: dict[int, str]) -> Iterator[Fault]:
    key = Ed25519PublicKey.from_public_bytes(heads.public_key())
    for head in Head.objects.order_by("number"):
        text, _, signed = head.note.partition("\n\n")
        try:
            signature = base64.b64decode(signed.split(" ")[2])[4:]
            key.verify(signature, f"{text}\n".encode())
        except (InvalidSignature, IndexError, ValueError):
            yield Fault(head.number, "the head's signature does not hold")
        if f"{text}\n" != heads.body(number=head.number, digest=head.hash):
            yield Fault(head.number, "the head's text says something else than its columns")
        if hashes.get(head.number) != head.hash:
            yield Fault(head.number, "the signed head is not the hash of this entry")
