"""`tospann run` and `tospann demo`."""

import os
import signal
import sys
from pathlib import Path
from types import FrameType

import click

from tospann.cli import ground, supervisor


def serve(data: Path, *, host: str, port: int) -> None:
    """Database, tables, demo if asked for, web server and worker; until told to stop.

    Raises `Stopped` or `EmbeddedError`; KeyboardInterrupt is the ordinary end.
    """
    supervisor.check_port(host, port)
    os.environ.setdefault("TOSPANN_BASE_URL", f"http://localhost:{port}")
    environment = dict(os.environ)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    with ground.database(data) as server:
        _prepare()
        children = []
        try:
            children.append(supervisor.web(host, port, data / "logs", environment))
            children.append(supervisor.worker(data / "logs", environment))
            supervisor.wait_until_ready(host, port, children)
            _welcome(data)
            supervisor.watch(children, server)
        finally:
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(number, signal.SIG_IGN)  # stopping is not interrupted
            click.secho("Stanser …", dim=True)
            supervisor.stop(children)


def _prepare() -> None:
    """Tables and demo, in this process."""
    ground.django()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    if waiting := len(ground.unapplied()):
        click.secho(f"Gjør klar tabellene ({waiting} steg) …", dim=True)
        ground.migrate()
    if settings.DEMO:
        call_command("load_demo")
    connection.close()


def _welcome(data: Path) -> None:
    from django.conf import settings

    click.secho(f"Tospann er klar på {settings.BASE_URL}", fg="green", bold=True)
    if settings.DEMO:
        click.echo(f"Velg en rolle på {settings.BASE_URL}/demo/")
    click.echo(f"Data: {data}   Logger: {data / 'logs'}")
    click.secho("Stopp med Ctrl-C.", dim=True)
    sys.stdout.flush()


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
