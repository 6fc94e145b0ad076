"""Times as people write them, in one form: `2026`, `2026K1`, `2026M03`, `2026T1`, `2026H1`.

Years are 1950 to 2100. What is no time gives None, never a guess.
"""

import re

from tospann.engines.tables.cells import Cell

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januar jan january", "februar feb february", "mars mar march",
            "april apr", "mai may", "juni jun june", "juli jul july", "august aug",
            "september sep sept", "oktober okt october oct", "november nov",
            "desember des december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
YEAR = r"(?P<year>(?:19[5-9]|20\d|210)\d)"
PARTS = {
    "K": ("kvartal", "kv", "k", "q", "quarter"),
    "T": ("tertial", "t"),
    "H": ("halvår", "halvaar", "h"),
    "M": ("måned", "m"),
}
MOST = {"K": 4, "T": 3, "H": 2, "M": 12}
LETTER = {word: letter for letter, words in PARTS.items() for word in words}
_WORDS = "|".join(sorted(LETTER, key=len, reverse=True))
_FORMS = tuple(
    re.compile(form, re.ASCII)
    for form in (
        rf"^{YEAR}$",
        rf"^{YEAR}[ -]?(?P<word>{_WORDS})\.?[ ]?(?P<part>\d{{1,2}})$",
        rf"^(?P<word>{_WORDS})\.?[ ]?(?P<part>\d{{1,2}})[ ,/-]*{YEAR}$",
        rf"^(?P<part>\d{{1,2}})\.? ?(?P<word>{_WORDS})\.?[ ,/-]*{YEAR}$",
        rf"^{YEAR}[ ,]*(?P<part>\d)\.? ?(?P<word>{_WORDS})\.?$",
        rf"^{YEAR}[-/. ]?(?P<month>0[1-9]|1[0-2])$",
        rf"^(?P<month>0?[1-9]|1[0-2])[./-]{YEAR}$",
        rf"^(?P<name>[a-zå]{{3,9}})\.?[ ,-]*{YEAR}$",
        rf"^{YEAR}[ ,-]*(?P<name>[a-zå]{{3,9}})\.?$",
        rf"^{YEAR}-(?P<month>\d\d)-01(?:[ t]00:00(?::00)?(?:\.0+)?z?)?$",
        rf"^0?1\.(?P<month>0?[1-9]|1[0-2])\.{YEAR}$",
    )
)  # a day counts as a month only where it is the first, as registers write months


def period(cell: Cell) -> str | None:
    """The time a cell names, or None."""
    if isinstance(cell, float):
        if not cell.is_integer() or not 1950 <= cell <= 210012:
            return None
        cell = str(int(cell))
    text = " ".join(cell.strip().strip("'").casefold().split())
    if not text or len(text) > 30:
        return None
    for form in _FORMS:
        if found := form.match(text):
            parts = found.groupdict()
            year = parts["year"]
            if parts.get("word"):
                letter, part = LETTER[parts["word"]], int(parts["part"])
                if not 1 <= part <= MOST[letter]:
                    return None
                return f"{year}M{part:02}" if letter == "M" else f"{year}{letter}{part}"
            if name := parts.get("name"):
                return f"{year}M{MONTHS[name]:02}" if name in MONTHS else None
            if month := parts.get("month"):
                return f"{year}M{int(month):02}" if 1 <= int(month) <= 12 else None
            return year
    return None


def year_of(canonical: str) -> int:
    """The year of a period in its one form."""
    return int(canonical[:4])
