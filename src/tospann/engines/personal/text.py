"""Texts as the search reads them, and as they may be shown."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

Span = tuple[int, int]

AROUND = 24  # characters shown on each side of what was found
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_DASHES = re.compile("[\u2010-\u2015\u2212]")
# What could tell who it is about: digits, names and addresses. Words in small letters stay.
_TELLING = re.compile(r"\S*@\S*|\d|[^\W\d_a-zæøåäöü]\w*")


class Kind(StrEnum):
    """What was found."""

    IDENTITY_NUMBER = "identity_number"
    PHONE_AND_NAME = "phone_and_name"
    CASE = "case"


@dataclass(frozen=True, slots=True)
class Sign:
    """One finding. `around` says where it stands, with everything that could tell who masked."""

    kind: Kind
    around: str


def plain(text: str) -> str:
    """The text with one kind of space, dash and digit, and nothing that cannot be seen."""
    text = text.replace("_", " ")  # as in the names of files
    if text.isascii():
        return text
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    return _DASHES.sub("-", text)


def excerpt(text: str, span: Span) -> str:
    """The words around `span`, with every digit, address and word in capitals made dots.

    >>> excerpt("Brev til Kari om 01019012345 i dag", (17, 28))
    '•••• til •••• om ••••••••••• i dag'
    """
    start, end = max(0, span[0] - AROUND), min(len(text), span[1] + AROUND)
    while 0 < start < span[0] and not text[start - 1].isspace():
        start += 1  # begin and end with a whole word
    while span[1] < end < len(text) and not text[end].isspace():
        end -= 1
    shown = _TELLING.sub(lambda found: "•" * len(found.group()), text[start:end])
    return f"{'… ' * (start > 0)}{' '.join(shown.split())}{' …' * (end < len(text))}"
