"""The commands `tospann structure …`. Nothing heavy is imported until one is run."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from tospann.cli.errors import Stopped
from tospann.cli.norwegian import Group

CONTRADICTION = 3  # the exit code where the rules cannot all be kept


def answering(command: Callable[..., Any]) -> Callable[..., Any]:
    """What the engine refuses is a sentence: faults by row, or the rules that clash.

    Exit code 1 for data that cannot be used, 3 for rules that cannot all be kept.
    """

    @wraps(command)
    def run(*args: Any, **given: Any) -> Any:
        try:
            from tospann.engines.structure.errors import BadData, Infeasible, NoAnswer
        except ModuleNotFoundError as lacking:
            raise Stopped(
                f"Pakken {lacking.name} mangler. Installer tospann[structure]."
            ) from None
        try:
            return command(*args, **given)
        except BadData as bad:
            raise Stopped(_faults([str(fault) for fault in bad.faults])) from None
        except Infeasible as clash:
            click.secho("Disse kravene kan ikke oppfylles samtidig:", fg="red", err=True)
            for rule in clash.conflict:
                click.echo(f"- {rule}", err=True)
            if clash.help:
                click.echo("Dette kan hjelpe:", err=True)
            for way in clash.help:
                click.echo(f"- {way}", err=True)
            return CONTRADICTION
        except NoAnswer as refusal:
            raise Stopped(str(refusal)) from None

    return run


def _faults(lines: list[str], most: int = 20) -> str:
    """The first faults, and how many more there are."""
    shown = [f"- {line}" for line in lines[:most]]
    if len(lines) > most:
        shown.append(f"… og {len(lines) - most} til.")
    found = "Fant én feil" if len(lines) == 1 else f"Fant {len(lines)} feil"
    return "\n".join([f"{found}:", *shown])


def dataset(command: Callable[..., Any]) -> Callable[..., Any]:
    """`DATASET`, which every command has."""
    return click.argument("data", metavar="DATASETT")(command)


def travelling(command: Callable[..., Any]) -> Callable[..., Any]:
    """How travel times are found."""
    by = click.option(
        "--travel",
        "by",
        type=click.Choice(["brought", "roads", "straight"]),
        help="Reisetider: fra datasettet, over vei og ferje, eller luftlinje. "
        "Ellers den første som finnes.",
    )
    waiting = click.option(
        "--waiting/--no-waiting", default=True, help="Ta med venting på ferje, eller ikke."
    )
    return by(waiting(command))


def stating(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--assumptions`."""
    return click.option(
        "--assumptions",
        "stated",
        metavar="FIL",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="TOML eller JSON som endrer forutsetningene om nærvær, modeller og kroner.",
    )(command)


def searching(command: Callable[..., Any]) -> Callable[..., Any]:
    """How long to search, and by which seed."""
    seconds = click.option(
        "--seconds",
        metavar="TALL",
        type=click.FloatRange(min=0.01),
        default=60.0,
        show_default="60",
        help="Så lenge letes det. Etterpå får du det beste som er funnet, og avstanden til "
        "det beste som kan finnes.",
    )
    seed = click.option(
        "--seed",
        metavar="TALL",
        type=click.IntRange(min=0),
        default=0,
        help="Samme tall gir samme svar.",
    )
    return seconds(seed(command))


def forms(*names: str) -> Callable[..., Any]:
    """`--json` and the like, each a file or `-`; gathered in one argument, `wanted`."""
    helps = {
        "json": "Alt som JSON. - er skjermen.",
        "csv": "Tabellen som CSV.",
        "geojson": "Områder og steder som GeoJSON.",
        "svg": "Kart eller kurve som SVG.",
    }

    def add(command: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(command)
        def run(*args: Any, **given: Any) -> Any:
            from tospann.cli.structure.told import Wanted

            wanted = Wanted(**{name: given.pop(name) for name in names})
            return command(*args, wanted=wanted, **given)

        made: Callable[..., Any] = run
        for name in reversed(names):
            made = click.option(f"--{name}", name, metavar="FIL", help=helps[name])(made)
        return made

    return add


@click.group(cls=Group, name="structure")
def structure() -> None:
    """Regn på kontorstrukturen: mål dagens, foreslå en ny.

    DATASETT er en mappe med tabeller, en .zip, eller nordland eller norway, som følger med.
    """


@structure.command()
@dataset
@forms("json")
@answering
def check(data: str, wanted: Any) -> None:
    """Kontroller et datasett, og si hva det inneholder.

    Avslutter med kode 1 hvis noe er galt, med rad og hva som må gjøres.
    """
    from tospann.cli.structure.measuring import checked

    checked(data, wanted)


@structure.command()
@dataset
@click.option(
    "--structure",
    "chosen",
    metavar="NAVN",
    help="En struktur i datasettet, alone, eller en CSV. Ellers dagens.",
)
@click.option("--beside", metavar="NAVN", help="Sammenlign med denne: hva endres fra den?")
@click.option(
    "--by",
    "group",
    type=click.Choice(["areas", "municipalities", "ages"]),
    default="areas",
    help="Del opp etter område, kommune eller alder.",
)
@click.option("--bands", metavar="FIL", help="Kart over reisetid til møtested som SVG.")
@travelling
@stating
@forms("json", "csv", "geojson", "svg")
@answering
def measure(**given: Any) -> None:
    """Mål en struktur: reisetid, fagmiljø, pendling og kostnad."""
    from tospann.cli.structure.measuring import measured

    measured(**given)


@structure.command()
@dataset
@click.option("--count", metavar="TALL", help="Antall steder: 5, eller 3..20 for en kurve.")
@click.option(
    "--kind",
    type=click.Choice(["median", "center", "cover", "set-cover"]),
    default="median",
    help="Kortest reise i snitt, kortest lengste reise, flest innen grensen, "
    "eller færrest steder med alle innen grensen.",
)
@click.option(
    "--within",
    metavar="MINUTTER",
    type=click.IntRange(min=0),
    default=30,
    help="Grensen for cover og set-cover. Ellers 30.",
)
@click.option("--fixed", metavar="STEDER", help="Steder som skal være med, med komma mellom.")
@click.option("--forbidden", metavar="STEDER", help="Steder som ikke kan brukes.")
@click.option(
    "--only",
    type=click.Choice(["all", "seats"]),
    default="all",
    help="Alle steder i datasettet, eller bare kommunesentrene.",
)
@searching
@travelling
@forms("json", "csv", "svg")
@answering
def site(**given: Any) -> None:
    """Finn de beste stedene for kontor, uansett kommunegrenser, med bevis."""
    from tospann.cli.structure.siting import placed

    placed(**given)
