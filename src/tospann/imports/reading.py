"""Reads a table in a process of its own, with the places known here, or says why it cannot be."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tospann.base.apart import Limits, TooMuch, apart
from tospann.engines.tables import Message
from tospann.imports import child, found
from tospann.imports.models import Draft
from tospann.imports.places import register

SMALL_BYTES = 200_000  # read while the person waits; larger tables are read by the queue
NOW = Limits(memory=700_000_000, seconds=8)
QUEUED = Limits(memory=1_500_000_000, seconds=240)
MARKING = Limits(memory=1_500_000_000, seconds=240, written=400_000_000)  # parts of a workbook

MEMORY = Message(
    "Tabellen tok for lang tid eller for mye plass å lese. Del den i flere filer, for eksempel "
    "én for hvert år, eller last den ned på nytt."
)
ABOUT_A_PERSON = Message(
    "Vi fant noe som ligner opplysninger om én person i tabellen. Tospann "
    "skal bare ha samlede tall. Ta bort det som gjelder enkeltpersoner, og prøv igjen."
)
_SENTENCES = {
    "identity_number": ABOUT_A_PERSON,
    "phone_and_name": ABOUT_A_PERSON,
    "case": ABOUT_A_PERSON,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of it: `found`, or a `refusal` (plain data, None for one without) and its code."""

    found: dict[str, Any] | None = None
    refusal: Any = None
    code: str = ""


def read_bytes(
    data: bytes,
    name: str,
    *,
    answers: Mapping[str, str] | None = None,
    mended: Mapping[str, str] | None = None,
    limits: Limits = NOW,
    wanted: Callable[[int, int], bool] | None = None,
) -> Answer:
    """Read a table. `wanted` is told rows done and in all, and says whether to go on.

    Raises `apart.Stopped` when it says no. Whatever the file does, the answer comes within the
    time.
    """
    asked = _asked(data, name, answers or {}, mended or {})
    try:
        said, _bytes = apart(child.read, asked, limits=limits, wanted=wanted)
    except TooMuch:
        return Answer(code="too_much")
    return Answer(said.get("found"), said.get("refused"), said.get("code", ""))


def read(draft: Draft, **given: Any) -> Answer:
    """Read a draft with what its owner has answered and mended."""
    assert draft.data is not None
    return read_bytes(
        bytes(draft.data), draft.name, answers=draft.answers, mended=draft.mended, **given
    )


def marked(
    draft: Draft, problems: list[tuple[str, str, str, str]], words: Mapping[str, str]
) -> bytes:
    """The person's workbook with its bad cells yellow; empty when it could not be made.

    `problems` are sheet, address, what stood there and the sentence about it.
    """
    assert draft.data is not None
    asked = _asked(bytes(draft.data), draft.name, draft.answers, draft.mended)
    try:
        return apart(child.marked, asked, problems, dict(words), limits=MARKING)[1]
    except TooMuch:
        return b""


def _asked(
    data: bytes, name: str, answers: Mapping[str, str], mended: Mapping[str, str]
) -> dict[str, Any]:
    return {
        "data": data, "name": name, "register": register(),
        "answers": dict(answers), "mended": dict(mended),
    }  # fmt: skip


def is_small(data: bytes | memoryview) -> bool:
    """Whether it is read while the person waits. A packed workbook holds far more than it is."""
    size = len(data) * (8 if bytes(data[:2]) == b"PK" else 1)
    return size <= SMALL_BYTES


def refusal(answer: Answer) -> dict[str, Any]:
    """Why the table was not read, as plain data."""
    if answer.refusal is not None:
        return answer.refusal
    return {"message": str(_SENTENCES.get(answer.code, MEMORY)), "params": {}}


def packed(answer: Answer) -> bytes:
    """What was read, as it is kept."""
    assert answer.found is not None
    return found.packed(answer.found)
