"""Reads a table in the child, with the places known here, and says why one cannot be read."""

from collections.abc import Callable, Mapping
from typing import Any

from tospann.engines.tables import Message
from tospann.imports import found, reader
from tospann.imports.models import Draft
from tospann.imports.places import register

MEMORY = Message(
    "Tabellen tok for lang tid eller for mye plass å lese. Del den i flere filer, for eksempel "
    "én for hvert år, eller last den ned på nytt."
)
ABOUT_A_PERSON = Message(
    "Vi fant noe som ligner opplysninger om én person i tabellen. Tospann "
    "skal bare ha samlede tall. Ta bort det som gjelder enkeltpersoner, og prøv igjen."
)
_SENTENCES = {
    "too_much": MEMORY,
    "memory": MEMORY,
    "identity_number": ABOUT_A_PERSON,
    "phone_and_name": ABOUT_A_PERSON,
    "case": ABOUT_A_PERSON,
}


def read_bytes(
    data: bytes,
    name: str,
    *,
    answers: Mapping[str, str] | None = None,
    mended: Mapping[str, str] | None = None,
    allowed: reader.Allowed = reader.NOW,
    wanted: Callable[[int, int], bool] | None = None,
) -> reader.Answer:
    """Read a table with the places known here. Raises `reader.Stopped` when no longer wanted."""
    return reader.read(
        data,
        name,
        register=register(),
        answers=answers or {},
        mended=mended or {},
        allowed=allowed,
        wanted=wanted,
    )


def read(draft: Draft, **given: Any) -> reader.Answer:
    """Read a draft with what its owner has answered and mended."""
    assert draft.data is not None
    return read_bytes(
        bytes(draft.data), draft.name, answers=draft.answers, mended=draft.mended, **given
    )


def is_small(data: bytes | memoryview) -> bool:
    """Whether it is read while the person waits. A packed workbook holds far more than it is."""
    size = len(data) * (8 if bytes(data[:2]) == b"PK" else 1)
    return size <= reader.SMALL_BYTES


def refusal(answer: reader.Answer) -> dict[str, Any]:
    """Why the table was not read, as plain data."""
    if answer.refusal is not None:
        return answer.refusal
    return {"message": str(_SENTENCES.get(answer.code, MEMORY)), "params": {}}


def packed(answer: reader.Answer) -> bytes:
    """What was read, as it is kept."""
    assert answer.found is not None
    return found.packed(answer.found)
