"""Which place a label means.

Labels come as `1841`, `K-1841`, `K1841`, `1841 Fauske - Fuossko`, `F-18`, `18`, `Nordland -
Nordlánnda` or as a name alone. The number decides; the name is used where there is no number, and
then the sheet's county, the year and the kind asked for narrow it down. What is still more than
one place is asked about.
"""

import re
from dataclasses import dataclass

from tospann.engines.tables.cells import Cell, shown
from tospann.engines.tables.register import Kind, Register, Unit, bare, fold, ways

COUNTRY_CODE = "0"
COUNTRY = frozenset(
    {"landet", "hele landet", "norge", "heile landet", "the whole country", "norway", "0 landet",
     "0 hele landet", "0"}
)  # fmt: skip
NO_PLACE = (
    "uoppgitt", "ukjent", "utlandet", "rest", "delte kommuner", "divided municipalities",
    "i alt", "totalt", "sum", "ufordelt", "ikke fordelt", "svalbard", "kontinentalsokkelen",
)  # fmt: skip
CODED = re.compile(
    r"^(?P<letter>[KF])?[- ]?(?P<code>\d{4}|\d{2})(?:[ .:]+(?P<name>\D.*))?$", re.ASCII
)
_REST = re.compile(r"^[KF]-?Rest\b", re.IGNORECASE)
_AFTER = re.compile(r"\s*\([^()]*\)\s*$")


@dataclass(frozen=True, slots=True)
class Region:
    """A place as it was understood; `text` is what the table said."""

    kind: Kind
    code: str
    name: str
    text: str = ""


class NoPlace(Exception):
    """The label is a rest or a sum that belongs to no place, and is left out."""


class UnknownPlace(Exception):
    """No place has that number or name."""


class Disagree(Exception):
    """Number and name belong to different places; the place of the name is the argument."""


class SeveralPlaces(Exception):
    """The name is borne by more than one; the units are the argument."""

    def __init__(self, units: tuple[Unit, ...]) -> None:
        """Keep those the name may mean."""
        self.units = units
        super().__init__()


def resolve(
    label: Cell,
    register: Register,
    *,
    year: int | None = None,
    county: str = "",
    kind: Kind | None = None,
) -> Region:
    """The place that a label means.

    Parameters
    ----------
    year : the year of the figures, which settles names that have had more than one code.
    county : two digits where the sheet is about one county.
    kind : what the column holds; None for municipality, county or country by the label's form.

    Raises `NoPlace`, `UnknownPlace`, `Disagree` or `SeveralPlaces`.
    """
    text = shown(label).strip().strip("'").strip()
    folded = fold(text)
    if not text or len(text) > 200:
        raise UnknownPlace
    if folded in COUNTRY:
        return Region(Kind.COUNTRY, COUNTRY_CODE, "Landet", text)
    trimmed = _AFTER.sub("", text)
    if _REST.match(text) or any(
        fold(trimmed).lstrip("0123456789 ").startswith(word) for word in NO_PLACE
    ):
        raise NoPlace
    if isinstance(label, float) and kind is not Kind.COUNTY and len(text) == 3:
        text = trimmed = "0" + text  # a workbook has taken the zero of 0301 for nothing
    if found := CODED.match(trimmed):
        return _by_code(found, register, kind, text)
    return _by_name(trimmed, register, year, county, kind, text)


def _by_code(found: re.Match[str], register: Register, kind: Kind | None, text: str) -> Region:
    code, name = found["code"], found["name"]
    if kind is Kind.OFFICE and found["letter"] is None:
        sort = Kind.OFFICE
    else:
        sort = Kind.COUNTY if len(code) == 2 else Kind.MUNICIPALITY
    unit = register.by_code.get((sort, code))
    if unit is None:
        if any(one.kind is sort for one in register.units):
            if not register.partial or sort is Kind.OFFICE:
                raise UnknownPlace
            if name and (said := _named(name, register, sort)):
                raise Disagree(min(said, key=lambda one: one.code).name)
        return Region(sort, code, (name or "").strip(), text)
    if name:
        said = _named(name, register, sort)
        if said and unit not in said and fold(unit.name) not in {fold(one.name) for one in said}:
            raise Disagree(min(said, key=lambda one: one.code).name)
    return Region(sort, code, unit.name, text)


def _named(name: str, register: Register, kind: Kind) -> set[Unit]:
    """The units of a kind that bear a name."""
    said = {one for way in ways(name) for one in register.by_name.get(way, ())}
    return {one for one in said if one.kind is kind}


def _by_name(
    name: str, register: Register, year: int | None, county: str, kind: Kind | None, text: str
) -> Region:
    folded = fold(name)
    units: tuple[Unit, ...] = ()
    for way in (folded, bare(folded), *ways(name)):
        if units := register.by_name.get(way, ()):
            break
    if kind is not None:
        units = tuple(one for one in units if one.kind is kind) or units
    elif folded.startswith("nav "):
        units = tuple(one for one in units if one.kind is Kind.OFFICE) or units
    elif len({one.kind for one in units}) > 1:
        units = tuple(one for one in units if one.kind is not Kind.OFFICE) or units
    if county:
        units = (
            tuple(
                one
                for one in units
                if one.kind is not Kind.MUNICIPALITY or one.code.startswith(county)
            )
            or units
        )
    if len(units) > 1:
        units = tuple(one for one in units if one.holds_in(year)) or units
    if not units:
        raise UnknownPlace
    if len(units) > 1:
        raise SeveralPlaces(units)
    return Region(units[0].kind, units[0].code, units[0].name, text)
