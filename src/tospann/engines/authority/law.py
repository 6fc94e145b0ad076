"""The provisions the rules rest on, each with the days it was in force.

The text of the law is not copied. `tables/provisions.csv` says where each rule comes from and
how sure we are; nobody with a law degree has checked any of it yet, so `checked_by` is None.
The word `council` in the table stands for the day the municipality's council was constituted
after the election of 2019, when the new kommuneloven took over there.
"""

import csv
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from tospann.engines.authority.codes import Confidence

TABLES = Path(__file__).with_name("tables")
FIRST_DAY = date(2012, 1, 1)  # from here on every act the engine needs was in force
AFTER_ELECTION = date(2019, 9, 10)  # the first day a council could be constituted in 2019
LAST_CONSTITUTION = date(2019, 10, 31)  # by then every council was (kommuneloven 1992 § 17)
COUNCIL, UNKNOWN = "council", "unknown"
FROM_MEMORY = "M"  # in the list of sources
LAW_NUMBER = re.compile(r" \(LOV-[\d-]+\)")


@dataclass(frozen=True, slots=True)
class Provision:
    """One version of a provision. A side without a day is open.

    by_council : "from" or "to" when that side is the day of the council's constitution.
    known : whether we know that it has come into force at all.
    source : keys of the list of sources; `M` means from memory.
    """

    key: str
    act: str
    paragraph: str
    valid_from: date | None
    valid_to: date | None
    by_council: str
    known: bool
    source: str
    confidence: Confidence
    about: str
    checked_by: str | None = None

    def __str__(self) -> str:
        """`Nav-loven (LOV-2006-06-16-20) § 14`."""
        return f"{self.act} {self.paragraph}".strip()

    @property
    def short(self) -> str:
        """As people say it, without the number of the act: `Nav-loven § 14`."""
        return LAW_NUMBER.sub("", str(self))

    @property
    def read(self) -> bool:
        """Whether the part we use was read in a public copy, and nothing in it is from memory."""
        return FROM_MEMORY not in self.source.split()


@cache
def provisions() -> tuple[Provision, ...]:
    """Every version in the table, in its order. Read once per process."""
    return tuple(
        Provision(
            row["key"],
            row["act"],
            row["paragraph"],
            _day(row["valid_from"]),
            _day(row["valid_to"]),
            "from" if row["valid_from"] == COUNCIL else "to" if row["valid_to"] == COUNCIL else "",
            row["valid_from"] != UNKNOWN,
            row["source"],
            Confidence(row["confidence"]),
            row["about"],
        )
        for row in rows("provisions.csv")
    )


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one of the engine's tables."""
    with (TABLES / name).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def _day(text: str) -> date | None:
    return None if text in ("", COUNCIL, UNKNOWN) else date.fromisoformat(text)


@cache
def _versions() -> dict[str, tuple[Provision, ...]]:
    found: dict[str, tuple[Provision, ...]] = {}
    for one in provisions():
        found[one.key] = (*found.get(one.key, ()), one)
    return found


def new_local_act(day: date, constituted: date | None) -> tuple[bool, bool]:
    """Whether kommuneloven of 2018 held in a municipality on a day, and whether that is certain.

    constituted : the day its council was constituted in 2019; None when not recorded. Between
        the election and the last day for constituting councils the answer is then uncertain,
        and the old act is named.

    Source: the coming into force of kommuneloven, chapters 17 to 24.
    """
    if constituted is not None:
        return day >= constituted, True
    return day > LAST_CONSTITUTION, not AFTER_ELECTION <= day <= LAST_CONSTITUTION


def version(key: str, day: date, constituted: date | None = None) -> Provision | None:
    """The version of a provision in force on a day, or None when there was none.

    constituted : as in `new_local_act`.

    Raises
    ------
    KeyError
        If the table has no such key: a fault in the engine.
    """
    new, _certain = new_local_act(day, constituted)
    for one in _versions()[key]:
        if not one.known:
            continue
        if one.by_council and (one.by_council == "from") != new:
            continue
        if (one.valid_from is None or one.valid_from <= day) and (
            one.valid_to is None or day <= one.valid_to
        ):
            return one
    return None
