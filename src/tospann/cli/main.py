"""The command `tospann`: each subcommand is a door, the rooms are beside this file."""

import os
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from tospann.cli import founding, ground, serve
from tospann.cli.errors import Stopped
from tospann.cli.norwegian import Group, sentence
from tospann.cli.structure.doors import structure
from tospann.config.embedded import EmbeddedError


def main() -> None:
    """Run the command line. Every foreseen fault is one sentence and exit code 1."""
    try:
        code = tospann.main(standalone_mode=False, prog_name="tospann")
    except click.UsageError as refusal:
        _end(sentence(refusal), code=2)
    except click.ClickException as refusal:
        _end(refusal.format_message())
    except (Stopped, EmbeddedError) as refusal:
        _end(str(refusal))
    except (click.Abort, KeyboardInterrupt):
        sys.exit(0)
    except _refusals() as refusal:
        _end(str(refusal))
    except _database_errors() as fault:
        _end(f"Databasen svarer ikke som ventet: {str(fault).strip()} Kjør tospann doctor.")
    sys.exit(code if isinstance(code, int) else 0)


def _end(text: str, *, code: int = 1) -> None:
    click.secho(text, fg="red", err=True)
    sys.exit(code)


def _refusals() -> tuple[type[Exception], ...]:
    from django.core.exceptions import ImproperlyConfigured

    from tospann.base.errors import Refused

    return (ImproperlyConfigured, Refused)


def _database_errors() -> tuple[type[Exception], ...]:
    from django.db import Error

    return (Error,)


def data_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--data`, which every command has."""
    return click.option(
        "--data",
        metavar="MAPPE",
        type=click.Path(file_okay=True, path_type=Path),
        help="Datamappen. Ellers brukes TOSPANN_DATA, så standardmappen.",
    )(command)


def address_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--host` and `--port`."""
    host = click.option(
        "--host", metavar="VERT", default="127.0.0.1", help="Adressen det lyttes på."
    )
    port = click.option(
        "--port", metavar="TALL", type=click.IntRange(1, 65535), default=8000, help="Porten."
    )
    return host(port(command))


@click.group(cls=Group, name="tospann")
def tospann() -> None:
    """Tospann: der stat og kommune styrer Nav-kontoret sammen."""


@tospann.command()
@data_option
@address_options
def demo(data: Path | None, host: str, port: int) -> None:
    """Prøv Tospann med eksempeldata fra Nordland.

    Første gang lages databasen og eksempelet. Datamappen er ~/.local/share/tospann-demo.
    """
    folder = ground.choose(data, default="~/.local/share/tospann-demo", demo=True)
    serve.serve(folder, host=host, port=port)


@tospann.command()
@data_option
@address_options
def run(data: Path | None, host: str, port: int) -> None:
    """Kjør Tospann i drift.

    Bruker databasen i DATABASE_URL, eller en innebygd i datamappen. Tabellene oppdateres
    ved oppstart. Sett TOSPANN_BASE_URL til adressen brukerne skriver.
    """
    serve.serve(ground.choose(data), host=host, port=port)


@tospann.command()
@data_option
@click.option(
    "--nordland", is_flag=True, help="Last registeret over kommuner og Nav-kontorer i Nordland."
)
def init(data: Path | None, nordland: bool) -> None:
    """Lag datamappen, nøklene og tabellene, uten å starte."""
    folder = ground.choose(data)
    with ground.database(folder):
        ground.django()
        done = ground.migrate()
        if nordland:
            founding.load_nordland()
    click.echo(f"Datamappen {folder} er klar. {done} steg ble kjørt i databasen.")


@tospann.command()
@data_option
@click.argument("kind", metavar="SLAG", type=click.Choice(["stat", "kommune"]))
@click.argument("code", metavar="KODE")
@click.argument("name", metavar="NAVN")
@click.option("--administrator", metavar="E-POST", help="Inviter den første administratoren.")
def owner(data: Path | None, kind: str, code: str, name: str, administrator: str | None) -> None:
    """Registrer en eier: en statlig region eller en kommune.

    KODE er kommunenummeret, eller et kort navn på den statlige regionen. Finnes eieren fra før,
    blir bare administratoren invitert.
    """
    with ground.database(ground.choose(data)):
        ground.django()
        link = founding.owner(kind=kind, code=code, name=name, administrator=administrator)
    click.echo(f"{name} er registrert.")
    if link:
        click.echo(f"Gi denne lenken til {administrator}. Den vises bare nå: {link}")


@tospann.command()
@data_option
@click.argument("slug", metavar="ADRESSE")
@click.argument("name", metavar="NAVN")
@click.option("--model", type=click.Choice(founding.MODELS), default="own_office")
@click.option("--state", metavar="KODE", required=True, help="Den statlige eieren.")
@click.option("--municipality", metavar="KODE", required=True, help="Den kommunale eieren.")
@click.option(
    "--participant", metavar="KODE", multiple=True, help="Samarbeidskommune. Kan gjentas."
)
@click.option("--since", type=click.DateTime(["%Y-%m-%d", "%d.%m.%Y"]), required=True)
@click.option("--office-unit", metavar="NUMMER", default="", help="Nav-enhetens nummer.")
def partnership(data: Path | None, since: datetime, **given) -> None:
    """Registrer et partnerskap mellom eiere som er registrert fra før.

    ADRESSE er navnet i nettadressen, for eksempel indre-salten.
    """
    with ground.database(ground.choose(data)):
        ground.django()
        founding.partnership(since=since.date(), **given)
    click.echo(f"Partnerskapet {given['name']} er registrert.")


@tospann.command()
@data_option
@click.argument("slug", metavar="ADRESSE")
@click.argument("kind", metavar="SLAG", type=click.Choice(["stat", "kommune"]))
@click.argument("code", metavar="KODE")
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d", "%d.%m.%Y"]),
    required=True,
    help="Siste dag som eier.",
)
def departure(data: Path | None, slug: str, kind: str, code: str, until: datetime) -> None:
    """Registrer at en eier går ut av et partnerskap."""
    with ground.database(ground.choose(data)):
        ground.django()
        name = founding.departure(slug=slug, kind=kind, code=code, until=until.date())
    click.echo(f"{name} er eier til og med {until:%d.%m.%Y}.")


@tospann.command("forget-second-factors")
@data_option
@click.argument("email", metavar="E-POST")
def forget_second_factors(data: Path | None, email: str) -> None:
    """Fjern passnøkler og engangskoder som noen har mistet.

    Personen logger inn med passordet og setter opp nye før hen kan godkjenne noe.
    """
    with ground.database(ground.choose(data)):
        ground.django()
        removed = founding.forget_second_factors(email)
    click.echo(f"{removed} ble fjernet for {email}.")


@tospann.command("doctor")
@data_option
@click.option("--json", "as_json", is_flag=True, help="Svar som JSON.")
def examine(data: Path | None, as_json: bool) -> int:
    """Undersøk om alt er som det skal, og si hva som må gjøres.

    Avslutter med kode 1 hvis noe er galt.
    """
    from tospann.cli import doctor

    return doctor.report(ground.choose(data), as_json=as_json)


@tospann.command()
@data_option
def verify(data: Path | None) -> None:
    """Kontroller at journalen er urørt."""
    with ground.database(ground.choose(data)):
        ground.django()
        from django.core.management import call_command
        from django.core.management.base import CommandError

        try:
            call_command("verify_journal")
        except CommandError as fault:
            raise Stopped(str(fault)) from None


@tospann.command(
    context_settings={"ignore_unknown_options": True, "help_option_names": []},
    add_help_option=False,
)
@click.argument("arguments", metavar="KOMMANDO", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Kjør en av Djangos egne kommandoer, med databasen i gang.

    Datamappen tas fra TOSPANN_DATA.
    """
    with ground.database(ground.choose(None)):
        ground.django()
        from django.core.management import execute_from_command_line

        execute_from_command_line(["tospann manage", *arguments])


@tospann.command("backup")
@data_option
@click.argument("file", metavar="FIL", type=click.Path(path_type=Path))
def take_backup(data: Path | None, file: Path) -> None:
    """Ta sikkerhetskopi av database, vedlegg og nøkler til én fil."""
    from tospann.cli import backup

    folder = ground.choose(data)
    with ground.database(folder) as server:
        backup.take(folder, file, embedded=server is not None)
    click.echo(
        f"Sikkerhetskopien er skrevet til {file}. Filen inneholder nøkler: oppbevar den trygt."
    )


@tospann.command("restore")
@data_option
@click.argument("file", metavar="FIL", type=click.Path(path_type=Path))
def restore_backup(data: Path | None, file: Path) -> None:
    """Legg en sikkerhetskopi inn i en tom datamappe."""
    from tospann.cli import backup

    folder = ground.choose(data)
    backup.restore(folder, file, embedded=not os.environ.get("DATABASE_URL", "").strip())
    click.echo(f"Sikkerhetskopien er lagt inn i {folder}. Start med tospann run.")


tospann.add_command(structure)
