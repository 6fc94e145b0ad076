"""`tospann doctor`: one line for each thing that must be right, and what to do if it is not."""

import importlib.metadata
import json
import os
import shutil
import socket
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from typing import Literal

import click
from django.core.exceptions import ImproperlyConfigured

from tospann.cli import ground
from tospann.config.embedded import EmbeddedError

OLDEST_POSTGRESQL = 150_000
LITTLE_SPACE, TOO_LITTLE_SPACE = 2_000_000_000, 300_000_000  # bytes
HEARTBEAT = timedelta(seconds=60)  # workers report every ten seconds
MARKS = {"ok": ("✓", "green"), "warning": ("!", "yellow"), "fault": ("✗", "red")}


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, how it is, and in words what to do about it."""

    about: str
    state: Literal["ok", "warning", "fault"]
    text: str


def report(data: Path, *, as_json: bool) -> int:
    """Print every finding. Returns 1 if anything is at fault, else 0."""
    findings = []
    for finding in examine(data):
        findings.append(finding)
        if not as_json:
            mark, colour = MARKS[finding.state]
            click.echo(f"{click.style(mark, fg=colour)} {finding.about}: {finding.text}")
    if as_json:
        click.echo(json.dumps([asdict(found) for found in findings], ensure_ascii=False, indent=1))
    return int(any(found.state == "fault" for found in findings))


def examine(data: Path) -> Iterator[Finding]:
    """From the ground upwards; what rests on something broken is left out."""
    yield python()
    yield data_folder(data)
    try:
        with ground.database(data):
            ground.django()
            sound = True
            for look in LOOKS:
                if sound or look not in NEED_TABLES:
                    for finding in _guarded(look):
                        sound = sound and not (look in GROUND and finding.state == "fault")
                        yield finding
    except EmbeddedError as refusal:
        yield Finding("Database", "fault", str(refusal))
    except ImproperlyConfigured as refusal:
        yield Finding("Innstillinger", "fault", str(refusal))


def _guarded(look: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    from django.db import Error

    try:
        yield from look()
    except Error as fault:
        first = (str(fault).strip() or type(fault).__name__).splitlines()[0]
        yield Finding(look.__doc__ or "", "fault", f"Databasen svarte ikke som ventet: {first}")


def python() -> Finding:
    """Python"""
    found = ".".join(map(str, sys.version_info[:3]))
    own = importlib.metadata.version("tospann")
    return Finding("Python", "ok", f"{found}, Tospann {own}")


def data_folder(data: Path) -> Finding:
    """Datamappe"""
    existing = next(path for path in (data, *data.parents) if path.exists())
    if not os.access(existing, os.W_OK | os.X_OK):
        text = f"{data} kan ikke skrives til. Kjør som den som eier mappen."
        return Finding("Datamappe", "fault", text)
    free = shutil.disk_usage(existing).free
    room = f"{free / 1e9:.1f} GB ledig".replace(".", ",")
    if free < TOO_LITTLE_SPACE:
        return Finding("Datamappe", "fault", f"{data} har bare {room}. Rydd på disken.")
    if free < LITTLE_SPACE:
        return Finding("Datamappe", "warning", f"{data} har bare {room}. Rydd på disken snart.")
    return Finding("Datamappe", "ok", f"{data}, {room}")


def postgresql() -> Iterator[Finding]:
    """Database"""
    from django.conf import settings
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int, version()")
        number, text = cursor.fetchone()
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        (superuser,) = cursor.fetchone()
    version = " ".join(text.split()[:2])
    where = "egen tjener" if os.environ.get("DATABASE_URL", "").strip() else "innebygd"
    if number < OLDEST_POSTGRESQL:
        yield Finding(
            "Database", "fault", f"{version} er for gammel. Bruk PostgreSQL 15 eller nyere."
        )
    elif superuser:
        name = settings.DATABASES["default"]["USER"]
        text = f"{version}, men rollen {name} er superbruker. Gi Tospann en egen, vanlig rolle."
        yield Finding("Database", "warning", text)
    else:
        yield Finding("Database", "ok", f"{version}, {where}")


def tables() -> Iterator[Finding]:
    """Tabeller"""
    if waiting := ground.unapplied():
        text = f"{len(waiting)} oppdateringer venter. Kjør tospann init."
        yield Finding("Tabeller", "fault", text)
    else:
        yield Finding("Tabeller", "ok", "oppdatert")


def assets() -> Iterator[Finding]:
    """Utseende"""
    from django.contrib.staticfiles import finders

    wanted = ("vendor/ds.css", "vendor/tema.css", "vendor/htmx.js")
    if missing := [name for name in wanted if not finders.find(name)]:
        text = f"mangler {', '.join(missing)}. Kjør make run, eller installer den ferdige pakken."
        yield Finding("Utseende", "fault", text)
    else:
        yield Finding("Utseende", "ok", "stilark, skript og skrifter er på plass")


def security() -> Iterator[Finding]:
    """Sikkerhet"""
    from django.conf import settings
    from django.core import checks

    key = Path(settings.DATA) / "secret.key"
    if key.exists() and key.stat().st_mode & 0o077:
        yield Finding("Sikkerhet", "fault", f"Andre kan lese {key}. Kjør chmod 600 {key}.")
    warnings = checks.run_checks(tags=["security"], include_deployment_checks=settings.HTTPS)
    for found in warnings:
        if found.level >= checks.WARNING and not found.is_silenced():
            state: Literal["warning", "fault"] = (
                "fault" if found.level >= checks.ERROR else "warning"
            )
            yield Finding("Sikkerhet", state, f"{found.id}: {found.msg}")
    if settings.DEMO and settings.HTTPS:
        text = "Demoen lar hvem som helst velge rolle. Slå av TOSPANN_DEMO på en åpen adresse."
        yield Finding("Sikkerhet", "fault", text)
    if settings.HTTPS:
        yield Finding("Sikkerhet", "ok", f"https på {settings.BASE_URL}, DEBUG er av")
    else:
        text = (
            f"{settings.BASE_URL} er uten https og virker bare på denne maskinen. I drift: sett "
        )
        text += "TOSPANN_BASE_URL til en adresse med https."
        yield Finding("Sikkerhet", "warning", text)


def queue() -> Iterator[Finding]:
    """Kø"""
    from django.utils import timezone
    from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

    since = timezone.now() - HEARTBEAT
    alive = ProcrastinateWorker.objects.filter(last_heartbeat__gte=since).count()
    failed = ProcrastinateJob.objects.filter(status="failed").count()
    if not alive:
        text = "Ingen arbeider er i gang. Varsler sendes først når tospann run kjører."
        yield Finding("Kø", "warning", text)
    elif failed:
        text = f"{alive} arbeider i gang, men {failed} oppgaver har feilet. Se logs/worker.log."
        yield Finding("Kø", "warning", text)
    else:
        yield Finding("Kø", "ok", f"{alive} arbeider i gang")


def journal() -> Iterator[Finding]:
    """Journal"""
    from django.core.management import call_command
    from django.core.management.base import CommandError

    try:
        with Path(os.devnull).open("w") as nowhere:
            call_command("verify_journal", stdout=nowhere, stderr=nowhere)
    except CommandError as fault:
        yield Finding("Journal", "fault", f"{fault} Kjør tospann verify for å se hvilke.")
    else:
        yield Finding("Journal", "ok", "urørt")


def clock() -> Iterator[Finding]:
    """Klokke"""
    from django.db import connection
    from django.utils import timezone

    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp(), current_setting('TimeZone')")
        there, zone = cursor.fetchone()
    apart = abs((there - timezone.now()).total_seconds())
    if apart > 5:
        text = f"Databasens klokke går {apart:.0f} sekunder feil. Still klokken på begge maskiner."
        yield Finding("Klokke", "fault", text)
    else:
        yield Finding(
            "Klokke", "ok", f"{timezone.localtime():%d.%m.%Y %H:%M} norsk tid ({zone} i databasen)"
        )


def mail() -> Iterator[Finding]:
    """E-post"""
    from django.conf import settings

    if not settings.SMTP_HOST:
        text = "ikke satt opp. Invitasjoner vises bare på siden. Sett TOSPANN_SMTP_HOST."
        yield Finding("E-post", "warning", text)
        return
    where = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        socket.create_connection((settings.EMAIL_HOST, settings.EMAIL_PORT), timeout=5).close()
    except OSError as fault:
        text = f"{where} svarer ikke ({fault}). Se TOSPANN_SMTP_HOST og TOSPANN_SMTP_PORT."
        yield Finding("E-post", "fault", text)
    else:
        yield Finding("E-post", "ok", f"{where} svarer")


LOOKS = (postgresql, tables, assets, security, queue, journal, clock, mail)
GROUND = (postgresql, tables)
NEED_TABLES = (tables, queue, journal)
