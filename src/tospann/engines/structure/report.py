"""Results as plain data, and as JSON, CSV, GeoJSON and tables made of that data alone.

Every figure is rounded once, in `plain`; the same digits stand in every form. A hidden figure is
`{"hidden": reason}` in JSON, `:` in CSV and "skjult" in tables, as SSB writes it; a missing one is
null, empty and "–". Neither is ever zero.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from tospann.engines.structure import norwegian
from tospann.engines.structure.comparison import LONGER, Comparison, GroupShift, Shift
from tospann.engines.structure.hidden import Hidden, few, of_background
from tospann.engines.structure.measures import AreaMeasures, Field, Group, Measures
from tospann.engines.structure.reach import LIMITS, Reach, Worst
from tospann.engines.structure.territory import EMPLOYERS, Source, Structure, Territory

Plain = Any  # dict, list, str, int, float, bool or None, all the way down

MINUTES, SHARE, FTE = 1, 3, 1  # decimals
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet reckons out
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?", re.ASCII)


def as_json(data: Plain) -> str:
    """Canonical: keys in order, no figure that is not a number, one newline at the end."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False) + "\n"


# ---- plain data ----------------------------------------------------------------------------


def measured(found: Measures) -> Plain:
    """Everything `measure` said, rounded."""
    objective = found.objective
    return {
        "territory": found.territory,
        "structure": {
            "name": found.structure.name,
            "title": found.structure.title,
            "illustrative": found.structure.illustrative,
        },
        "waiting_for_ferries": found.waiting,
        "limits_minutes": list(LIMITS),
        "whole": _group(found.whole),
        "municipalities": [_group(one) for one in found.municipalities],
        "ages": {"approximate": True, "groups": [_group(one) for one in found.ages]},
        "areas": [_area(one) for one in found.areas],
        "objective": {
            "access_person_seconds": objective.access,
            "cost_kroner": objective.cost,
            "exposed_thousandths": objective.exposed,
            "weighted_ore": objective.weighted,
        },
        "sources": {name: [source(one) for one in each] for name, each in found.sources.items()},
    }


def compared(found: Comparison) -> Plain:
    """The differences between two structures, with the measures of both."""
    return {
        "before": measured(found.before),
        "after": measured(found.after),
        "longer_minutes": list(LONGER),
        "whole": _group_shift(found.whole),
        "municipalities": [_group_shift(one) for one in found.municipalities],
        "changes": [
            {
                "municipality": one.municipality,
                "host": list(one.host),
                "model": list(one.model),
                "left": list(one.left),
                "joined": list(one.joined),
                "authority": one.authority,
            }
            for one in found.changes
        ],
    }


def shown(value: float | Hidden | None, digits: int = 0) -> Plain:
    """A figure with so many decimals, as it stands in every form."""
    if value is None:
        return None
    if isinstance(value, Hidden):
        return {"hidden": value.value}
    return round(value) if digits == 0 else round(float(value), digits)


def _field(one: Field) -> Plain:
    """How many hold a competence field. A few who speak a language are not told."""
    hidden = of_background(one.name) and few(one.people)
    return {
        "name": one.name,
        "people": shown(Hidden.FEW if hidden else one.people),
        "uncovered_share": shown(Hidden.FEW if hidden else one.uncovered, SHARE),
    }


def _group(group: Group) -> Plain:
    return {
        "kind": group.kind,
        "code": group.code,
        "name": group.name,
        "residents": shown(group.residents),
        "meet": reached(group.meet),
        "host": reached(group.host),
    }


def reached(reach: Reach) -> Plain:
    """How far a group has to one kind of destination."""
    return {
        "mean_minutes": shown(reach.mean_minutes, MINUTES),
        "within_share": {
            str(limit): shown(value, SHARE)
            for limit, value in zip(LIMITS, reach.within, strict=True)
        },
        "no_route_residents": shown(reach.no_route),
        "no_same_day_share": shown(reach.no_same_day, SHARE),
        "worst": _worst(reach.worst),
    }


def _worst(worst: Worst | None) -> Plain:
    if worst is None:
        return None
    return {
        "minutes": shown(worst.minutes, MINUTES),
        "places": list(worst.places),
        "municipalities": list(worst.municipalities),
        "residents": shown(worst.residents),
    }


def _area(area: AreaMeasures) -> Plain:
    environment, commuting, key = area.environment, area.commuting, area.key
    return {
        **_group(area.group),
        "members": list(area.facts.members),
        "host_municipality": area.facts.host,
        "model": area.facts.model,
        "obligations": [
            {"municipality": number, "kind": one.kind, "value": one.value, "source": one.source}
            for number, one in area.facts.obligations
        ],
        "environment": environment
        and {
            "fte": dict(zip(EMPLOYERS, (shown(one, FTE) for one in environment.fte), strict=True)),
            "functions_fte": {name: shown(one, FTE) for name, one in environment.functions},
            "fields": [_field(one) for one in environment.fields],
            "fields_in_twos": environment.in_twos,
            "uncovered_share": shown(environment.uncovered, SHARE),
            "exposed_residents": shown(environment.exposed, 1),
        },
        "commuting": commuting
        and {
            "employed": shown(commuting.employed),
            "inside_share": shown(commuting.inside, SHARE),
        },
        "cost": {
            "main_office_kroner": area.cost.main_office,
            "model_kroner": area.cost.model,
            "presence_kroner": area.cost.presence,
            "total_kroner": area.cost.total,
        },
        "key": key
        and {
            "weights": {basis.name: basis.weight for basis in key.bases},
            "owners": [
                {"municipality": owner, "kroner": kroner, "percent": hundredths / 100}
                for owner, kroner, hundredths in zip(
                    key.owners, key.kroner, key.hundredths, strict=True
                )
            ],
        },
        "authority": area.authority,
    }


def source(source: Source) -> Plain:
    """Where figures come from."""
    return {
        "table": source.table,
        "title": source.title,
        "publisher": source.publisher,
        "date": source.date,
        "licence": source.licence,
        "quality": source.quality,
        "note": source.note,
    }


def _group_shift(one: GroupShift) -> Plain:
    return {
        "code": one.code,
        "name": one.name,
        "residents": shown(one.residents),
        "meet": _shift(one.meet),
        "host": _shift(one.host),
    }


def _shift(one: Shift) -> Plain:
    return {
        "shorter_residents": shown(one.shorter),
        "same_residents": shown(one.same),
        "longer_residents": shown(one.longer),
        "longer_by_residents": {
            str(limit): shown(value) for limit, value in zip(LONGER, one.much_longer, strict=True)
        },
        "most": _worst(one.most),
    }


# ---- tables --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Column:
    """One column: its name in CSV, which ends in its unit, its heading, and how it is told."""

    name: str
    title: str
    of: Callable[[Mapping[str, Any]], Plain]
    told: Callable[[Any], str] | None = None  # None: text, to the left
    spare: bool = False  # may be left out where there is no room


@dataclass(frozen=True)
class Table:
    """Rows of plain data, and the columns they are read by."""

    columns: tuple[Column, ...]
    rows: tuple[Mapping[str, Any], ...]


def as_csv(table: Table) -> str:
    """Comma, decimal point, one line of headings that end in their unit.

    A text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    opened = io.StringIO()
    writer = csv.writer(opened, lineterminator="\n")
    writer.writerow([column.name for column in table.columns])
    for row in table.rows:
        writer.writerow([_cell(column.of(row)) for column in table.columns])
    return opened.getvalue()


def _cell(value: Plain) -> str:
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return ":"
    return harmless(value) if isinstance(value, str) else str(value)


def harmless(text: str) -> str:
    """The text as a cell that no spreadsheet takes for a formula; a number stays a number."""
    if not text.startswith(FORMULA):
        return text
    return text if _NUMBER.fullmatch(text) else f"'{text}"


def as_text(table: Table, width: int | None = None) -> str:
    """For a terminal: figures to the right with Norwegian digits, text to the left.

    With a `width` the last columns that are `spare` go until the rest is no wider, if it can be.
    """
    spare = [column for column in table.columns if column.spare]
    text = _aligned(table)
    while width is not None and spare and max(map(len, text.splitlines())) > width:
        gone = spare.pop()
        table = Table(tuple(one for one in table.columns if one is not gone), table.rows)
        text = _aligned(table)
    return text


def _aligned(table: Table) -> str:
    cells = [[column.title for column in table.columns]]
    cells += [[_told(column, row) for column in table.columns] for row in table.rows]
    widths = [max(len(line[i]) for line in cells) for i in range(len(table.columns))]

    def line(texts: Sequence[str]) -> str:
        padded = (
            text.ljust(width) if column.told is None else text.rjust(width)
            for text, width, column in zip(texts, widths, table.columns, strict=True)
        )
        return "  ".join(padded).rstrip()

    rule = "  ".join("─" * width for width in widths)
    return "\n".join([line(cells[0]), rule, *(line(one) for one in cells[1:])]) + "\n"


def _told(column: Column, row: Mapping[str, Any]) -> str:
    value = column.of(row)
    if value is None:
        return "–"
    if isinstance(value, Mapping):
        return "skjult"
    return str(value) if column.told is None else column.told(value)


def path(*keys: str) -> Callable[[Mapping[str, Any]], Plain]:
    """Read a value below keys; missing if anything on the way is missing."""

    def read(row: Mapping[str, Any]) -> Plain:
        found: Any = row
        for key in keys:
            if not isinstance(found, Mapping) or key not in found:
                return None
            found = found[key]
        return found

    return read


def joined(*keys: str) -> Callable[[Mapping[str, Any]], Plain]:
    """Read a list of words below keys as one cell, with spaces between."""
    read = path(*keys)

    def write(row: Mapping[str, Any]) -> Plain:
        found = read(row)
        return None if found is None else " ".join(found)

    return write


def share_told(value: float) -> str:
    """0.123 → 12,3 %: as many digits as `SHARE` keeps."""
    return norwegian.percent(value, SHARE - 2)


def fte_told(value: float) -> str:
    """12.3 → 12,3."""
    return norwegian.decimal(value, FTE)


def minutes_told(value: float) -> str:
    """12.3 → 12,3: the heading has the unit."""
    return norwegian.decimal(value, MINUTES)


def _ways(kind: str, title: str) -> tuple[Column, ...]:
    return (
        Column(f"{kind}_mean_minutes", f"{title}, min", path(kind, "mean_minutes"), minutes_told),
        *(
            Column(
                f"{kind}_within_{limit}_share",
                f"≤ {limit} min",
                path(kind, "within_share", str(limit)),
                share_told,
            )
            for limit in LIMITS
        ),
        Column(
            f"{kind}_no_same_day_share",
            "uten dagsbesøk",
            path(kind, "no_same_day_share"),
            share_told,
        ),
        Column(
            f"{kind}_no_route_residents",
            "uten vei",
            path(kind, "no_route_residents"),
            norwegian.whole,
        ),
        Column(
            f"{kind}_worst_minutes", "lengst, min", path(kind, "worst", "minutes"), minutes_told
        ),
        Column(
            f"{kind}_worst_residents",
            "bor der",
            path(kind, "worst", "residents"),
            norwegian.whole,
        ),
    )


CODE = Column("code", "Nr.", path("code"))
NAME = Column("name", "Navn", path("name"))
RESIDENTS = Column("residents", "Innbyggere", path("residents"), norwegian.whole)
MEET, HOST = _ways("meet", "Møtested"), _ways("host", "Hovedkontor")
OF_AREA = (
    Column("members", "Kommuner", joined("members")),
    Column("host_municipality", "Vert", path("host_municipality")),
    Column("model", "Modell", path("model")),
    *(
        Column(f"{employer}_fte", title, path("environment", "fte", employer), fte_told)
        for employer, title in zip(EMPLOYERS, ("Stat", "Kommune"), strict=True)
    ),
    Column(
        "fields_in_twos",
        "Fag hos to",
        path("environment", "fields_in_twos"),
        norwegian.whole,
    ),
    Column("uncovered_share", "Udekket", path("environment", "uncovered_share"), share_told),
    Column(
        "exposed_residents",
        "Møter udekket fag",
        path("environment", "exposed_residents"),
        fte_told,
    ),
    Column("employed", "Sysselsatte", path("commuting", "employed"), norwegian.whole),
    Column("inside_share", "Jobber i området", path("commuting", "inside_share"), share_told),
    Column(
        "main_office_kroner",
        "Hovedkontor, kr",
        path("cost", "main_office_kroner"),
        norwegian.whole,
    ),
    Column("model_kroner", "Modell, kr", path("cost", "model_kroner"), norwegian.whole),
    Column("presence_kroner", "Nærvær, kr", path("cost", "presence_kroner"), norwegian.whole),
    Column("total_kroner", "Kostnad, kr", path("cost", "total_kroner"), norwegian.whole),
)
KIND = Column("kind", "Slag", path("kind"))


def everything(data: Plain) -> Table:
    """One row for the whole, each municipality, age group and area, for CSV."""
    rows = [data["whole"], *data["municipalities"], *data["ages"]["groups"], *data["areas"]]
    return Table((KIND, CODE, NAME, RESIDENTS, *MEET, *HOST, *OF_AREA), tuple(rows))


def ways_table(rows: Iterable[Mapping[str, Any]]) -> Table:
    """How far groups have, narrow enough for a terminal."""
    spare = (*MEET[1:5], HOST[2])
    short = (*MEET[:5], HOST[0], HOST[2])
    columns = (replace(one, spare=one in spare) for one in short)
    return Table((NAME, RESIDENTS, *columns), tuple(rows))


def areas_table(data: Plain, names: Mapping[str, str]) -> Table:
    """One row for each area. `names` are those of the municipalities, by number."""

    def others(row: Mapping[str, Any]) -> str:
        host = row["host_municipality"]
        return ", ".join(names[number] for number in row["members"] if number != host)

    by_name = {column.name: column for column in (*MEET, *HOST, *OF_AREA)}
    wanted = (
        *("meet_mean_minutes", "host_mean_minutes", "state_fte", "municipality_fte"),
        *("fields_in_twos", "uncovered_share", "inside_share", "total_kroner"),
    )
    needed = ("host_mean_minutes", "total_kroner")
    return Table(
        (
            CODE,
            Column("name", "Vert", path("name")),
            RESIDENTS,
            *(replace(by_name[name], spare=name not in needed) for name in wanted),
            Column("others", "Sammen med", others),
        ),
        tuple(data["areas"]),
    )


def shifts_table(data: Plain, kind: str) -> Table:
    """Who gets a longer and who a shorter way; `kind` is "meet" or "host"."""
    figures = [
        ("shorter_residents", "Kortere"),
        ("same_residents", "Likt"),
        ("longer_residents", "Lengre"),
    ]
    return Table(
        (
            NAME,
            RESIDENTS,
            *(Column(name, title, path(kind, name), norwegian.whole) for name, title in figures),
            *(
                Column(
                    f"longer_by_{limit}_residents",
                    f"> {limit} min lengre",
                    path(kind, "longer_by_residents", str(limit)),
                    norwegian.whole,
                )
                for limit in LONGER
            ),
            Column("most_minutes", "Mest, min", path(kind, "most", "minutes"), minutes_told),
        ),
        (data["whole"], *data["municipalities"]),
    )


def shifts(data: Plain) -> Table:
    """One row for everybody and each municipality, with both kinds of way, for CSV."""
    near, far = (shifts_table(data, kind).columns for kind in ("meet", "host"))
    named = [
        Column(f"{kind}_{column.name}", column.title, column.of, column.told)
        for kind, columns in (("meet", near[2:]), ("host", far[2:]))
        for column in columns
    ]
    return Table((CODE, NAME, RESIDENTS, *named), (data["whole"], *data["municipalities"]))


def drawn(rows: Sequence[Mapping[str, str]]) -> Table:
    """The rows of `drawn.rows_of`, for CSV."""
    names = ("municipality", "name", "host", "model", "days")
    return Table(tuple(Column(name, name, path(name)) for name in names), tuple(rows))


# ---- GeoJSON -------------------------------------------------------------------------------


def as_geojson(territory: Territory, structure: Structure, found: Measures | None = None) -> Plain:
    """A FeatureCollection: areas, then sites with somebody to meet. Degrees, WGS84.

    An area is a MultiPolygon of every ring of its members, or has no geometry where the territory
    has no outlines. With `found` each area carries its measures. See RFC 7946 (2016).
    """
    numbers, names = territory.municipalities.numbers, territory.municipalities.names
    areas = [_area(one) for one in found.areas] if found else []
    features = []
    for i in range(structure.areas):
        members = np.flatnonzero(structure.area == i)
        rings = [ring for m in members for ring in territory.outlines.get(numbers[m], ())]
        host = int(structure.hosts[i])
        features.append(
            _feature(
                {"type": "MultiPolygon", "coordinates": [[exterior(one)] for one in rings]}
                if rings
                else None,
                {
                    "kind": "area",
                    "area": i + 1,
                    "host_municipality": numbers[host],
                    "name": names[host],
                    "members": [numbers[m] for m in members],
                    "model": structure.models[i],
                    **({"measures": areas[i]} if areas else {}),
                },
            )
        )
    sites = territory.sites
    for s in np.flatnonzero(structure.days > 0):
        where = [float(sites.longitude[s]), float(sites.latitude[s])]
        features.append(
            _feature(
                {"type": "Point", "coordinates": where},
                {
                    "kind": "site",
                    "site": sites.ids[s],
                    "name": sites.names[s],
                    "municipality": numbers[sites.municipality[s]],
                    "area": int(structure.area[sites.municipality[s]]) + 1,
                    "days": shown(float(structure.days[s]), 1),
                },
            )
        )
    return {"type": "FeatureCollection", "features": features}


def _feature(geometry: Plain, properties: Plain) -> Plain:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def exterior(ring: list[list[float]]) -> list[list[float]]:
    """The ring closed and counter-clockwise, as RFC 7946 wants an exterior."""
    closed = ring if ring[0] == ring[-1] else [*ring, ring[0]]
    x, y = np.array(closed, np.float64).T
    clockwise = float(np.sum((x[1:] - x[:-1]) * (y[1:] + y[:-1]))) > 0
    return closed[::-1] if clockwise else closed
