"""The words of the product, each with its meaning. `glossary.csv` is the one place they stand.

`scripts/glossary.py` makes GLOSSARY.md from it, and `/ordliste/` shows it. Knows no framework.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tospann.base.sorting import norwegian_key

FILE = Path(__file__).with_name("glossary.csv")


@dataclass(frozen=True, slots=True)
class Word:
    """One idea. `identifier` is what the code calls it; an empty `source` means our own word."""

    identifier: str
    bokmaal: str
    nynorsk: str
    english: str
    northern_sami: str  # empty where we have none; none is checked by a speaker
    meaning_nb: str
    meaning_en: str
    source: str

    @property
    def anchor(self) -> str:
        """What an address points at: `/ordliste/#utkast`."""
        return self.bokmaal.casefold().replace(" ", "-")

    @property
    def forms(self) -> tuple[str, ...]:
        """The word in each language, in small letters."""
        every = (self.bokmaal, self.nynorsk, self.english, self.northern_sami)
        return tuple(form.casefold() for form in every)

    def holds(self, text: str) -> bool:
        """Whether the text, in small letters, stands in any form of the word or its meaning."""
        meanings = (self.meaning_nb.casefold(), self.meaning_en.casefold())
        return any(text in one for one in (*self.forms, *meanings))

    def begins(self, text: str) -> bool:
        """Whether any form of the word begins with the text, in small letters."""
        return any(form.startswith(text) for form in self.forms)


@cache
def words() -> tuple[Word, ...]:
    """Every word in Norwegian order of its bokmål form. Read once per process."""
    with FILE.open(encoding="utf-8", newline="") as rows:
        found = [Word(**row) for row in csv.DictReader(rows)]
    return tuple(sorted(found, key=lambda word: norwegian_key(word.bokmaal)))


def matching(text: str) -> list[Word]:
    """The words that hold the text, those with a form that begins with it first."""
    wanted = " ".join(text.split()).casefold()[:100]
    found = [word for word in words() if word.holds(wanted)]
    return sorted(found, key=lambda word: not word.begins(wanted))
