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

    def holds(self, text: str) -> bool:
        """Whether the text, in small letters, stands in any form of the word or its meaning."""
        said = (self.bokmaal, self.nynorsk, self.english, self.northern_sami, self.meaning_nb)
        return any(text in one.casefold() for one in (*said, self.meaning_en))


@cache
def words() -> tuple[Word, ...]:
    """Every word in Norwegian order of its bokmål form. Read once per process."""
    with FILE.open(encoding="utf-8", newline="") as rows:
        found = [Word(**row) for row in csv.DictReader(rows)]
    return tuple(sorted(found, key=lambda word: norwegian_key(word.bokmaal)))


def matching(text: str) -> list[Word]:
    """The words that hold the text, those whose own form begins with it first."""
    wanted = " ".join(text.split()).casefold()[:100]
    found = [word for word in words() if word.holds(wanted)]
    return sorted(found, key=lambda word: not word.bokmaal.casefold().startswith(wanted))
