"""The register as plain rows, before it is stored. Pure.

Rows name each other by what people write: a municipality by number, an office by unit number, a
source by key; each stands once. Days are the first and the last (included); None is unknown or
still so.
"""

import json
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class SourceRow:
    key: str
    title: str
    publisher: str
    published: str
    licence: str
    url: str
    credit: str
    supports: str = ""


@dataclass(frozen=True, slots=True)
class MunicipalityRow:
    number: str
    name: str
    county: str
    language_form: str
    first: date | None
    last: date | None
    source: str
    followed: bool = True
    sami_name: str = ""
    sami_language: str = ""
    centre: str = ""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class ChangeRow:
    predecessor: str
    successor: str
    on: date
    share: Decimal
    quality: str
    source: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class SamiAreaRow:
    municipality: str
    language: str
    first: date | None
    last: date | None
    source: str


@dataclass(frozen=True, slots=True)
class PopulationRow:
    municipality: str
    year: int
    total: int
    source: str
    age_0_17: int | None = None
    age_18_29: int | None = None
    age_30_66: int | None = None
    age_67_up: int | None = None


@dataclass(frozen=True, slots=True)
class OutlineRow:
    """Rings are flat lists x, y, x, y … in units of ten metres, UTM 33, y pointing north."""

    municipality: str
    rings: list[list[int]]
    borders_on: date
    source: str


@dataclass(frozen=True, slots=True)
class OfficeRow:
    unit_number: str
    name: str
    first: date | None
    last: date | None
    quality: str
    source: str
    starts_wording: str = ""
    ends_wording: str = ""
    host: str = ""
    earlier_name: str = ""
    renamed_on: date | None = None
    earlier_name_quality: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class CoverageRow:
    unit_number: str
    municipality: str
    part: str
    first: date | None
    last: date | None
    quality: str
    source: str
    starts_wording: str = ""
    ends_wording: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class SiteRow:
    unit_number: str
    kind: str
    municipality: str
    place: str
    latitude: float
    longitude: float
    first: date | None
    last: date | None
    quality: str
    source: str
    attendance: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Register:
    """All rows of the register, each table in any order."""

    sources: list[SourceRow]
    municipalities: list[MunicipalityRow]
    offices: list[OfficeRow]
    coverages: list[CoverageRow]
    changes: list[ChangeRow] = field(default_factory=list)
    sami_areas: list[SamiAreaRow] = field(default_factory=list)
    populations: list[PopulationRow] = field(default_factory=list)
    outlines: list[OutlineRow] = field(default_factory=list)
    sites: list[SiteRow] = field(default_factory=list)

    def fingerprint(self) -> str:
        """The SHA-256 of the content, whatever the order of the rows."""
        content = {table: sorted(map(_line, rows)) for table, rows in asdict(self).items()}
        return sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()

    def row_count(self) -> int:
        return sum(len(rows) for rows in asdict(self).values())


def _line(row: dict) -> str:
    return json.dumps(row, default=str, ensure_ascii=False, sort_keys=True)
