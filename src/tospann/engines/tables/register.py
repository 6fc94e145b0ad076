"""The places figures may be about, handed in as plain data."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class Kind(StrEnum):
    """What sort of place a region is."""

    COUNTRY = "land"
    COUNTY = "fylke"
    MUNICIPALITY = "kommune"
    OFFICE = "kontor"
    OTHER = "annet"  # given by a code that no register was there to check


@dataclass(frozen=True, slots=True)
class Unit:
    """A place. `since` and `until` are the first and last year of its code, None where open.

    `names` are other ways of writing it. An office's code is its unit number, which looks like a
    municipality's and is not.
    """

    code: str
    name: str
    kind: Kind = Kind.MUNICIPALITY
    since: int | None = None
    until: int | None = None
    names: tuple[str, ...] = ()

    def holds_in(self, year: int | None) -> bool:
        """Whether the code is in use in a year; without a year, whether it still is."""
        if year is None:
            return self.until is None
        return (self.since or 0) <= year <= (self.until or 9999)


@dataclass(frozen=True, slots=True)
class Change:
    """From `year` on, `share` of what was under `old` is under `new`; shares sum to 1."""

    old: str
    new: str
    year: int
    share: float = 1.0


@dataclass(frozen=True)
class Register:
    """Units and changes. Of two units with one code and kind, the last holds.

    `partial`: there are more municipalities and counties than these, so a number that is not
    here is taken as it stands.
    """

    units: tuple[Unit, ...] = ()
    changes: tuple[Change, ...] = ()
    partial: bool = False

    @cached_property
    def by_code(self) -> dict[tuple[Kind, str], Unit]:
        """Units by kind and code."""
        return {(unit.kind, unit.code): unit for unit in self.units}

    @cached_property
    def by_name(self) -> dict[str, tuple[Unit, ...]]:
        """Units by every folded way of writing their names."""
        found: dict[str, dict[Unit, None]] = {}
        for unit in self.units:
            for name in (unit.name, *unit.names):
                for one in ways(name):
                    found.setdefault(one, {})[unit] = None
        return {name: tuple(units) for name, units in found.items()}

    @cached_property
    def changed(self) -> dict[str, tuple[Change, ...]]:
        """Changes by old code."""
        found: dict[str, list[Change]] = {}
        for change in self.changes:
            found.setdefault(change.old, []).append(change)
        return {old: tuple(changes) for old, changes in found.items()}


def fold(text: str) -> str:
    """A name without case, odd dashes and doubled spaces."""
    for dash in "–—−‐‑":
        text = text.replace(dash, "-")
    return " ".join(text.casefold().replace("\u00a0", " ").split())


def ways(name: str) -> Iterable[str]:
    """The ways of writing a name: whole, each language alone, and without `kommune` and such."""
    whole = fold(name)
    parts = [whole, *(one.strip() for one in whole.split(" - "))]
    if "/" in whole:
        parts += [one.strip() for one in whole.split("/")]
    seen: dict[str, None] = {}
    for part in parts:
        seen[part] = None
        seen[bare(part)] = None
    return [one for one in seen if one]


def bare(folded: str) -> str:
    """A folded name without the words around it: `fauske kommune` is `fauske`."""
    for before in ("nav-kontoret ", "nav ", "kommune "):
        folded = folded.removeprefix(before)
    for after in (" kommune", " fylkeskommune", " fylke", " suohkan", " tjïelte"):
        folded = folded.removesuffix(after)
    return folded.strip()
