"""`check` and `measure`: what a dataset holds, and what a structure means."""

from collections.abc import Iterable
from pathlib import Path

import click

from tospann.cli.structure import given, told
from tospann.cli.structure.told import Wanted
from tospann.engines.structure import drawing, norwegian, report
from tospann.engines.structure.comparison import Comparison, compare
from tospann.engines.structure.measures import Measures, measure
from tospann.engines.structure.quality import quality
from tospann.engines.structure.reach import to_meet
from tospann.engines.structure.territory import Structure, Territory


def names_of(territory: Territory) -> dict[str, str]:
    """The municipalities' names by number."""
    held = territory.municipalities
    return dict(zip(held.numbers, held.names, strict=True))


def checked(data: str, wanted: Wanted) -> None:
    """`check`: what the dataset holds, and where it comes from."""
    territory = given.territory(data)
    held, remarks = _held(territory), quality(territory)
    plain = {
        "name": territory.name,
        "title": territory.title,
        "holds": {name: number for name, _, number in held},
        "structures": [one.name for one in territory.structures],
        "remarks": [
            {"table": one.table, "what": one.what, "serious": one.serious} for one in remarks
        ],
        "sources": [report.source(one) for one in territory.sources],
    }
    told.given_out(wanted, {"json": lambda: report.as_json(plain)})
    if wanted.quiet:
        return
    click.secho(f"{territory.title}: datasettet er i orden.", bold=True)
    for _, what, number in held:
        click.echo(f"- {norwegian.whole(number)} {what}")
    if territory.structures:
        click.echo("Strukturer: " + ", ".join(one.name for one in territory.structures))
    if remarks:
        told.heading("Verd å vite")
    for remark in remarks:
        click.echo(f"- {remark.table}: {remark.what}")
    told.rests_on({"": territory.sources})


def _held(territory: Territory) -> list[tuple[str, str, int]]:
    """What there is of each thing: its name, what to call it, how many."""
    staff, roads = territory.staff, territory.roads
    return [
        ("municipalities", "kommuner", len(territory.municipalities)),
        ("residents", "innbyggere", int(territory.places.residents.sum())),
        ("places", "steder der folk bor", int((territory.places.residents > 0).sum())),
        ("sites", "steder for kontor", len(territory.sites)),
        ("touching", "naboskap", len(territory.municipalities.touching)),
        ("edges", "strekninger på vei og ferje", len(roads.ends) if roads else 0),
        ("fte", "årsverk", round(float(staff.fte.sum())) if staff else 0),
        ("structures", "strukturer", len(territory.structures)),
    ]


def measured(
    data: str,
    chosen: str | None,
    beside: str | None,
    group: str,
    bands: str | None,
    by: str | None,
    waiting: bool,
    stated: Path | None,
    wanted: Wanted,
) -> None:
    """`measure`: a structure, or what changes from another to it."""
    territory = given.territory(data)
    structure = given.structure(territory, chosen)
    travel = given.ways(territory, by=by, waiting=waiting)
    assumptions = given.assumptions(stated)
    if beside is None:
        found = measure(territory, travel, structure, assumptions)
        plain = report.measured(found)
        csv = report.everything(plain)
    else:
        before = given.structure(territory, beside)
        both = compare(territory, travel, before, structure, assumptions)
        found, plain = both.after, report.compared(both)
        csv = report.shifts(plain)
    told.given_out(
        wanted,
        {
            "json": lambda: report.as_json(plain),
            "csv": lambda: report.as_csv(csv),
            "geojson": lambda: report.as_json(report.as_geojson(territory, structure, found)),
            "svg": lambda: drawing.areas_map(territory, structure),
        },
    )
    if bands:
        way = to_meet(territory, travel, structure)
        title = f"Reisetid til nærmeste møtested: {structure.title}"
        told.given_out(
            Wanted(svg=bands), {"svg": lambda: drawing.travel_map(territory, way, title)}
        )
    if wanted.quiet or bands == "-":
        return
    if beside is None:
        show_measures(territory, structure, found, group)
    else:
        show_comparison(territory, both)


def show_measures(
    territory: Territory, structure: Structure, found: Measures, group: str = "areas"
) -> None:
    """A structure in tables."""
    data = report.measured(found)
    told.summary(territory, structure, data)
    click.echo()
    told.table(report.ways_table([data["whole"]]))
    told.farthest(territory, data)
    if group == "areas":
        told.heading("Områdene")
        told.table(report.areas_table(data, names_of(territory)))
    elif group == "municipalities":
        told.heading("Kommunene")
        told.table(report.ways_table(data["municipalities"]))
    else:
        told.heading("Aldersgruppene, omtrentlig")
        click.echo("Innenfor en kommune regnes alle aldre som like spredt.")
        told.table(report.ways_table(data["ages"]["groups"]), "Datasettet har ingen aldre.")
    told.rests_on(found.sources)


def show_comparison(territory: Territory, both: Comparison) -> None:
    """What changes for residents, and for agreements."""
    data, names = report.compared(both), names_of(territory)
    click.secho(
        f"{territory.title}: fra «{both.before.structure.title}» til "
        f"«{both.after.structure.title}»",
        bold=True,
    )
    for kind, title in (("meet", "Vei til nærmeste møtested"), ("host", "Vei til hovedkontoret")):
        told.heading(f"{title}: innbyggere")
        table = report.shifts_table(data, kind)
        moved = [row for row in table.rows if not _unmoved(row[kind])]
        told.table(
            report.Table(table.columns, tuple(moved)), "Ingen får lengre eller kortere vei."
        )
    told.heading("Kommuner som får ny vert, modell eller nye partnere")
    for line in _changes(data["changes"], names):
        click.echo(line)
    told.rests_on(both.after.sources)


def _unmoved(shift: report.Plain) -> bool:
    return shift["shorter_residents"] == 0 and shift["longer_residents"] == 0


def _changes(changes: Iterable[report.Plain], names: dict[str, str]) -> list[str]:
    """A line for each municipality that must agree anew."""
    lines = []
    for one in changes:
        (old, new), (was, is_) = one["host"], one["model"]
        said = []
        if old != new:
            said.append(f"vert {names[old]} → {names[new]}")
        if was != is_:
            said.append(f"{told.MODELS.get(was, was)} → {told.MODELS.get(is_, is_)}")
        if one["joined"]:
            said.append(f"sammen med {norwegian.listed([names[n] for n in one['joined']])}")
        if one["left"]:
            said.append(f"uten {norwegian.listed([names[n] for n in one['left']])}")
        lines.append(f"- {names[one['municipality']]}: {'; '.join(said)}")
    return lines or ["Ingen."]
