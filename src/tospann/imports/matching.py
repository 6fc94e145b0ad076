"""What a table measures, and which of our indicators each of it is.

A series is what the table calls one measure, with its groups. It is matched by the code, by the
very name of an indicator, or by what the partnership chose the last time. Nothing is guessed:
what is not matched so is asked about.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tospann.imports.found import Seen
from tospann.indicators.models import Indicator, Measure

LEFT_OUT = "-"
PARTS = ("numerator", "denominator")
# Columns of the table that the results page writes, and what they hold.
OFFICE_COLUMN, GROUP, QUALITY = "kontor", "gruppe", "kvalitet"
OWN = frozenset({OFFICE_COLUMN, GROUP, QUALITY, "kilde", "kildedato"})
MOST = 120  # series offered on one page


def groups_of(one: Seen) -> tuple[tuple[str, str], ...]:
    """The groups that make it another series: not the columns of our own table."""
    return tuple(pair for pair in one.splits if pair[0].casefold() not in OWN)


def key(one: Seen) -> str:
    """A short, stable name of the series a figure belongs to."""
    text = "|".join([one.measure.strip(), one.code, *(f"{n}={v}" for n, v in groups_of(one))])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Series:
    """What the table calls one measure."""

    key: str
    label: str
    measure: str
    count: int


def series_of(figures: Iterable[Seen]) -> list[Series]:
    """The series of a table, in its order."""
    first: dict[str, Seen] = {}
    counts: dict[str, int] = {}
    known: dict[tuple, str] = {}
    for one in figures:
        short = (one.measure, one.code, one.splits)
        name = known.get(short)
        if name is None:
            name = known[short] = key(one)
            first.setdefault(name, one)
        counts[name] = counts.get(name, 0) + 1
    return [Series(name, _label(one), one.measure, counts[name]) for name, one in first.items()]


def _label(one: Seen) -> str:
    groups = ", ".join(value for _name, value in groups_of(one) if value)
    return f"{one.measure} ({groups})" if groups else one.measure


def offers(indicators: Iterable[Indicator]) -> list[Any]:
    """What a series can be, for a list to choose from: each indicator, and its parts."""
    out: list[Any] = []
    for one in indicators:
        if not _has_base(one):
            out.append((one.code, f"{one.code} {one.name}"))
            continue
        rows = [(one.code, f"{one.code} {one.name}")]
        if one.has_parts:
            rows.append((f"{one.code}:numerator", _("%(code)s teller") % {"code": one.code}))
        rows.append(
            (
                f"{one.code}:denominator",
                _("%(code)s nevner (%(base)s)") % {"code": one.code, "base": one.base_name}
                if one.base_name
                else _("%(code)s nevner") % {"code": one.code},
            )
        )
        out.append((f"{one.code} {one.name}", rows))
    return out


def _has_base(indicator: Indicator) -> bool:
    return indicator.has_parts or indicator.measure != Measure.COUNT


def targets(
    series: Iterable[Series],
    indicators: Mapping[str, Indicator],
    chosen: Mapping[str, str],
    habits: Mapping[str, str],
) -> dict[str, str]:
    """What each series is, by key; one that is not known has none."""
    names = {one.name.casefold(): code for code, one in indicators.items()}
    found = {}
    for one in series:
        text = " ".join(one.measure.split())
        told = (
            chosen.get(one.key)
            or _code(text, indicators)
            or names.get(text.casefold())
            or habits.get(one.key)
        )
        if told and (told == LEFT_OUT or told.partition(":")[0] in indicators):
            found[one.key] = told
    return found


def _code(text: str, indicators: Mapping[str, Indicator]) -> str | None:
    """The code a measure is called by: `I3`, or `I3 Registrerte arbeidsledige`."""
    word = text.partition(" ")[0].upper()
    return word if word in indicators else None
