"""From what the engine answers to the terminal and to files."""

import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from tospann.cli.errors import Stopped
from tospann.engines.structure import drawing, drawn, norwegian, report
from tospann.engines.structure.assumptions import Assumptions
from tospann.engines.structure.measures import measure
from tospann.engines.structure.territory import Source, Structure, Territory, Travel

QUALITIES = {"exact": "nøyaktig", "approximate": "omtrentlig", "illustrative": "bare et eksempel"}
MODELS = {
    "own": "eget kontor",
    "host": "vertskommune",
    "joint_board": "felles nemnd",
    "task_community": "oppgavefellesskap",
}


@dataclass(frozen=True)
class Wanted:
    """Where each form of the answer goes: a file, `-` for standard output, or nowhere."""

    json: str | None = None
    csv: str | None = None
    geojson: str | None = None
    svg: str | None = None

    @property
    def quiet(self) -> bool:
        """Does standard output belong to one of the forms?"""
        return "-" in (self.json, self.csv, self.geojson, self.svg)


def given_out(wanted: Wanted, makers: Mapping[str, Callable[[], str]]) -> None:
    """Write the forms that are wanted. Raises `Stopped` if a file cannot be written."""
    asked = [name for name in ("json", "csv", "geojson", "svg") if getattr(wanted, name) == "-"]
    if len(asked) > 1:
        several = " og ".join(f"--{name} -" for name in asked)
        raise Stopped(
            f"Bare én kan skrives til skjermen, ikke {several}. Gi den andre et filnavn."
        )
    for name, made in makers.items():
        where = getattr(wanted, name)
        if where == "-":
            sys.stdout.write(made())
        elif where:
            try:
                Path(where).write_text(made(), encoding="utf-8")
            except OSError as fault:
                raise Stopped(f"Kan ikke skrive {where}: {fault.strerror}.") from None
            click.echo(f"Skrev {where}.", err=True)


def heading(text: str) -> None:
    """A heading, bold on a terminal."""
    click.echo()
    click.secho(text, bold=True)


def table(made: report.Table, empty: str = "Ingen.") -> None:
    """A table, or what to say where it has no rows."""
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    click.echo(report.as_text(made, width) if made.rows else empty, nl=not made.rows)


def summary(territory: Territory, structure: Structure, data: report.Plain) -> None:
    """The structure in a line, and what it means for everybody."""
    whole = data["whole"]
    areas = norwegian.whole(structure.areas)
    people = norwegian.whole(whole["residents"])
    click.secho(f"{territory.title}: {structure.title}", bold=True)
    click.echo(f"{areas} områder, {people} innbyggere. {_marked(structure)}".rstrip())
    click.echo(_waiting(data))


def _marked(structure: Structure) -> str:
    return "Strukturen er bare et eksempel." if structure.illustrative else ""


def _waiting(data: report.Plain) -> str:
    waits = "Med" if data["waiting_for_ferries"] else "Uten"
    return f"{waits} venting på ferje. Reisetid er minutter én vei, snitt over innbyggerne."


def farthest(territory: Territory, data: report.Plain) -> None:
    """Who has the longest way, in a sentence."""
    names = dict(
        zip(territory.municipalities.numbers, territory.municipalities.names, strict=True)
    )
    worst = data["whole"]["meet"]["worst"]
    if worst is None:
        click.echo("Ingen har vei til et møtested.")
        return
    where = norwegian.listed([names[number] for number in worst["municipalities"]])
    people = worst["residents"]
    who = (
        "færre enn fire innbyggere"
        if isinstance(people, dict)
        else f"{norwegian.whole(people)} innbygger{'e' if people != 1 else ''}"
    )
    places = ", ".join(worst["places"][:3]) + (" …" if len(worst["places"]) > 3 else "")
    click.echo(
        f"Lengst til et møtested har {who} i {where}: {norwegian.minutes(worst['minutes'])} "
        f"(sted {places})."
    )


def rules(sentences: Sequence[str]) -> None:
    """What was asked for, a line each."""
    click.echo("Krav:")
    for sentence in sentences:
        click.echo(f"- {sentence}.")


def one_structure(
    territory: Territory,
    travel: Travel,
    structure: Structure,
    assumptions: Assumptions,
    wanted: Wanted,
) -> None:
    """A structure in the forms that are wanted. Its CSV can be given to `--structure`."""
    found = measure(territory, travel, structure, assumptions)
    given_out(
        wanted,
        {
            "json": lambda: report.as_json(report.measured(found)),
            "csv": lambda: report.as_csv(report.drawn(drawn.rows_of(territory, structure))),
            "geojson": lambda: report.as_json(report.as_geojson(territory, structure, found)),
            "svg": lambda: drawing.areas_map(territory, structure),
        },
    )


def rests_on(sources: Mapping[str, tuple[Source, ...]]) -> None:
    """The data, date and quality behind the figures, each source once."""
    heading("Tallene bygger på")
    seen: dict[Source, None] = {}
    for each in sources.values():
        seen |= dict.fromkeys(each)
    for source in seen:
        told = [part for part in (source.publisher, source.date) if part]
        quality = QUALITIES.get(source.quality, source.quality)
        click.echo(f"- {source.title} ({', '.join([*told, quality])})")
