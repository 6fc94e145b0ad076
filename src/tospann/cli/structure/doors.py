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


RULES = (
    # name, the form of its value, may it be repeated, help
    ("members", int, False, "Høyst så mange kommuner i et område. Ellers 7."),
    ("minutes", float, False, "Høyst så mange minutter til vertens kommunesenter. Ellers 90."),
    ("fte", float, False, "Minst så mange årsverk i hvert område."),
    ("residents", int, False, "Minst så mange innbyggere i hvert område."),
    ("exempt", str, True, "Områder med bare disse trenger ikke årsverkene og innbyggerne: A,B."),
    ("fields", int, False, "Minst så mange fagområder der to eller flere har faget."),
    ("at-most-areas", int, False, "Høyst så mange områder i alt."),
    ("at-least-areas", int, False, "Minst så mange områder i alt."),
    ("at-most-kroner", int, False, "Høyst så mange kroner i året i alt."),
    ("together", str, True, "Kommuner som skal være i samme område: A,B."),
    ("apart", str, True, "To kommuner i hvert sitt område: A,B."),
    ("stands-alone", str, True, "Kommuner som sier nei til alt samarbeid: A,B."),
    ("refuses", str, True, "A,B: A sier nei til å være i område med B."),
    ("refuses-host", str, True, "A,B: A sier nei til å ha B som vert."),
    ("hosts", str, True, "Kommuner som er vert i området de er i: A,B."),
    ("never-hosts", str, True, "Kommuner som aldri er vert: A,B."),
    ("fixed", str, True, "Et område som er bestemt: A,B,C. Verten først med kolon: A:B,C."),
    ("models", str, True, "Bare disse modellene: own,host. For områder med A eller B: A,B:own."),
)


def ruling(command: Callable[..., Any]) -> Callable[..., Any]:
    """What a proposal must keep; gathered in one argument, `asked`, by name."""

    @wraps(command)
    def run(*args: Any, **given: Any) -> Any:
        asked = {name: given.pop(name.replace("-", "_")) for name, *_ in RULES}
        asked["inside-groups"] = given.pop("inside_groups")
        return command(*args, asked=asked, **given)

    made: Callable[..., Any] = click.option(
        "--inside-groups", is_flag=True, help="Ingen områder over fylkesgrensen."
    )(run)
    metavars = {int: "TALL", float: "TALL", str: "KOMMUNER"}
    for name, form, several, text in reversed(RULES):
        kind = click.IntRange(min=0) if form is int else click.FloatRange(min=0)
        made = click.option(
            f"--{name}",
            metavar="NAVN" if name == "models" else metavars[form],
            type=str if form is str else kind,
            multiple=several,
            help=text,
        )(made)
    return made


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
@click.argument(
    "files",
    metavar="FIL...",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option("--name", metavar="NAVN", required=True, help="Kortnavn: bare a–z, tall og strek.")
@click.option("--title", metavar="TEKST", help="Navnet folk leser. Ellers kortnavnet.")
@click.option(
    "--area",
    metavar="NUMRE",
    default="",
    help="Fylkesnummer eller kommunenumre med komma mellom. Ellers alle i filene.",
)
@click.option(
    "--scaled",
    is_flag=True,
    help="Juster bostedene til det nyeste folketallet i hver kommune.",
)
@click.option(
    "--base",
    metavar="DATASETT",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="En .zip å bytte tabeller i. Resten blir som den er.",
)
@click.option(
    "--ferry-minutes",
    metavar="TALL",
    type=click.FloatRange(0, 600),
    default=5.0,
    show_default="5",
    help="Venting på hver ferje, når et kartutdrag er med.",
)
@click.option(
    "--out",
    metavar="FIL",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="Hit skrives datasettet, som .zip.",
)
@answering
def bring(**given: Any) -> None:
    """Sett sammen et datasett av offentlige tabeller.

    Et kartutdrag fra OpenStreetMap (.osm.pbf) gir reisetider over vei og ferje. Det krever
    tospann[openstreetmap].
    """
    from tospann.cli.structure.bringing import brought_in

    brought_in(**given)


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
    type=click.Choice(["median", "center", "cover", "set-cover", "capacitated"]),
    default="median",
    help="Kortest reise i snitt, kortest lengste reise, flest innen grensen, "
    "færrest steder med alle innen grensen, eller kortest reise når hvert sted har "
    "begrenset plass.",
)
@click.option(
    "--capacity",
    metavar="TALL",
    type=click.IntRange(min=1),
    help="Innbyggere hvert sted har plass til, for capacitated. Kommuner deles ikke.",
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


@structure.command()
@dataset
@click.option(
    "--alternatives",
    "count",
    metavar="TALL",
    type=click.IntRange(1, 100),
    default=1,
    help="Så mange ulike forslag, det beste først. Ellers 1.",
)
@click.option(
    "--different",
    metavar="TALL",
    type=click.IntRange(min=1),
    default=1,
    help="Så mange par av kommuner må skille forslagene. Ellers 1.",
)
@click.option("--prices", "pricing", is_flag=True, help="Regn ut hva hvert krav koster.")
@click.option("--beside", metavar="NAVN", help="Sammenlign med denne: hva endres fra den?")
@ruling
@searching
@travelling
@stating
@forms("json", "csv", "geojson", "svg")
@answering
def areas(**given: Any) -> None:
    """Foreslå områder: hvem som deler kontor, hvem som er vert, og hvor det er åpent.

    Forslaget er det beste som holder alle kravene, med bevis. --csv kan gis til --structure.
    Avslutter med kode 3 hvis kravene ikke kan oppfylles samtidig.
    """
    from tospann.cli.structure.proposing import proposed

    proposed(**given)


@structure.command()
@dataset
@click.option(
    "--objectives",
    metavar="MÅL",
    default="access,cost",
    help="To eller tre av access, cost og exposed, med komma mellom. Ellers access,cost.",
)
@click.option(
    "--point",
    metavar="TALL",
    type=click.IntRange(min=1),
    help="Vis strukturen i ett av punktene; --csv, --geojson og --svg gjelder da den.",
)
@click.option(
    "--structure",
    "compared",
    metavar="NAVN",
    multiple=True,
    help="En struktur å legge ved siden av, i tillegg til dagens. Kan gjentas.",
)
@ruling
@searching
@travelling
@stating
@forms("json", "csv", "geojson", "svg")
@answering
def front(**given: Any) -> None:
    """Finn hele avveiningen: alle strukturer som ingen annen slår på alt."""
    from tospann.cli.structure.weighing import weighed

    weighed(**given)


@structure.command()
@dataset
@click.option(
    "--futures",
    "count",
    metavar="TALL",
    type=click.IntRange(min=1, max=1_000_000),
    default=1000,
    help="Antall framtider. Ellers 1000.",
)
@click.option(
    "--workers",
    metavar="TALL",
    type=click.IntRange(min=1, max=256),
    default=1,
    help="Antall prosesser. Svaret er det samme. Ellers 1.",
)
@click.option(
    "--queue",
    is_flag=True,
    help="Regn i køen til Tospann, på alle maskiner som arbeider for den. Svaret er det samme.",
)
@click.option(
    "--year",
    metavar="ÅR",
    type=int,
    help="Folketall i dette året, ført videre fra årene i datasettet.",
)
@click.option("--roads", is_flag=True, help="Reisetid innenfor feilen på hver vei og ferje.")
@click.option(
    "--journeys",
    metavar="ANDEL",
    type=click.FloatRange(0, 1),
    default=0.0,
    help="Feil i hver reisetid der det ikke er veinett: 0.1 er ti prosent.",
)
@click.option(
    "--away",
    metavar="ANDEL",
    type=click.FloatRange(0, 1),
    default=0.0,
    help="Sjansen for at hver som har et fag, er borte.",
)
@click.option(
    "--refusal",
    metavar="ANDEL",
    type=click.FloatRange(0, 1),
    default=0.0,
    help="Sjansen for at hvert kommunestyre sier nei til samarbeid.",
)
@click.option(
    "--in-turn", is_flag=True, help="Ett kommunestyre sier nei i hver framtid, etter tur."
)
@click.option(
    "--structure",
    "compared",
    metavar="NAVN",
    multiple=True,
    help="En struktur å følge i framtidene. Kan gjentas. Ellers dagens.",
)
@ruling
@searching
@travelling
@stating
@forms("json", "csv", "svg")
@answering
def robust(**given: Any) -> None:
    """Spør det samme i mange framtider: hva står seg når tallene flytter på seg?"""
    from tospann.cli.structure.doubting import doubted

    doubted(**given)
