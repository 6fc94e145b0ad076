"""Every office in the country: chosen, put in order, on a map and as a table."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from tospann.base.sorting import norwegian_key
from tospann.engines.structure import maps, norwegian, report, zoomed
from tospann.engines.structure.listed import KILOMETRES, listed
from tospann.engines.structure.maps import Base
from tospann.engines.structure.report import Column, Plain, Table, path
from tospann.offices.models import Office
from tospann.structure.models import Dataset
from tospann.structure.selectors import structures
from tospann.structure.selectors.showing import SourceLine, source_lines
from tospann.structure.selectors.territories import territory_of
from tospann.structure.selectors.zooming import written

PER_PAGE = 50
DOWN = "ned"


@dataclass(frozen=True)
class Asked:
    """What is asked for; everything, by name, when it is empty."""

    county: str = ""
    text: str = ""
    sort: str = ""
    direction: str = ""


@dataclass(frozen=True)
class Register:
    """The offices of a dataset and the country they lie in. Kept in the process."""

    rows: tuple[Plain, ...]  # by name, in Norwegian order
    counties: tuple[str, ...]
    without: tuple[str, ...]  # municipalities no office is known to serve, by name
    points: dict[str, tuple[int, int]]  # by unit
    base: Base
    land: str  # the country's outline, a path
    sources: tuple[SourceLine, ...]


@dataclass(frozen=True)
class Dot:
    """One or more offices at a place on the map."""

    x: int
    y: int
    told: str
    chosen: bool


def register() -> tuple[Dataset, Register] | None:
    """The newest dataset that lists offices, the one with the most; None when there is none.

    One query, and one for each dataset read anew.
    """
    held = [one for one in structures.newest_of_each() if territory_of(one.pk).offices]
    if not held:
        return None
    dataset = max(held, key=lambda one: len(territory_of(one.pk).offices))
    return dataset, _register(dataset.pk)


@lru_cache(maxsize=2)
def _register(dataset_id: UUID) -> Register:
    territory = territory_of(dataset_id)
    found, base = listed(territory), structures.base_of(dataset_id)
    rows = sorted(found["offices"], key=lambda one: (norwegian_key(one["name"]), one["unit"]))
    points = maps.points(
        base, [one["latitude"] for one in rows], [one["longitude"] for one in rows]
    )
    names = dict(
        zip(territory.municipalities.numbers, territory.municipalities.names, strict=True)
    )
    return Register(
        tuple(rows),
        tuple(sorted({one["county"] for one in rows}, key=norwegian_key)),
        tuple(sorted((names[n] for n in found["municipalities_without"]), key=norwegian_key)),
        {row["unit"]: point for row, point in zip(rows, points, strict=True)},
        base,
        "".join(base.shapes),
        source_lines(
            report.source(one) for one in territory.sources if one.table in ("offices", "places")
        ),
    )


def known_pages(units: Sequence[str]) -> set[str]:
    """Units that have a page of their own in the register of offices. One query."""
    return set(Office.objects.filter(unit_number__in=units).values_list("unit_number", flat=True))


ORDERS: dict[str, Callable[[Mapping[str, Any]], Any]] = {
    "fylke": lambda row: norwegian_key(row["county"]),
    "kommuner": lambda row: len(row["municipalities"]),
    "innbyggere": lambda row: row["residents"],
    "avstand": lambda row: row["mean_kilometres"],
}


def chosen(found: Register, asked: Asked) -> list[Plain]:
    """The offices asked for, in order; what is not known or is hidden comes last either way."""
    text = asked.text.casefold()
    rows = [
        row
        for row in found.rows
        if (not asked.county or row["county"] == asked.county)
        and (not text or any(text in name.casefold() for name in (row["name"], row["unit"],
                                                                  *row["municipality_names"])))
    ]  # fmt: skip
    key = ORDERS.get(asked.sort)
    if key is None:
        return rows[::-1] if asked.direction == DOWN else rows
    known = [row for row in rows if not isinstance(key(row), Mapping | None)]
    rest = [row for row in rows if isinstance(key(row), Mapping | None)]
    return sorted(known, key=key, reverse=asked.direction == DOWN) + rest


def dots(found: Register, rows: Sequence[Plain]) -> tuple[Dot, ...]:
    """A dot where there are offices; those chosen are drawn last, on top."""
    wanted = {row["unit"] for row in rows}
    at: dict[tuple[int, int], list[Plain]] = {}
    for row in found.rows:
        at.setdefault(found.points[row["unit"]], []).append(row)
    made = [
        Dot(x, y, ", ".join(one["name"] for one in here), any(r["unit"] in wanted for r in here))
        for (x, y), here in at.items()
    ]
    return tuple(sorted(made, key=lambda dot: dot.chosen))


def zoomed_map(dataset: Dataset, rows: Sequence[Plain]) -> bytes:
    """Every office as GeoJSON for a map that can be moved; those in `rows` are marked.

    0.2 s the first time for each choice.
    """
    return _zoomed(dataset.pk, frozenset(row["unit"] for row in rows))


@lru_cache(maxsize=8)
def _zoomed(dataset_id: UUID, units: frozenset[str]) -> bytes:
    rows = _register(dataset_id).rows
    return written(zoomed.offices(territory_of(dataset_id), rows, units))


def table(rows: Sequence[Plain]) -> Table:
    """The offices as a table, for the page and the CSV."""
    return Table(
        (
            Column("unit", _("Enhet"), path("unit")),
            Column("name", _("Kontor"), path("name")),
            Column("county", _("Fylke"), path("county")),
            Column("municipalities", _("Kommuner"), report.joined("municipalities")),
            Column(
                "municipality_names",
                _("Betjener"),
                lambda row: ", ".join(row["municipality_names"]),
            ),
            Column(
                "municipality_count",
                _("Antall kommuner"),
                lambda row: len(row["municipalities"]),
                norwegian.whole,
            ),
            Column("residents", _("Innbyggere"), path("residents"), norwegian.whole),
            Column("mean_kilometres", _("Luftlinje, km"), path("mean_kilometres"),
                   lambda value: norwegian.decimal(value, KILOMETRES)),
        ),
        tuple(rows),
    )  # fmt: skip
