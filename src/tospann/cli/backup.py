"""A backup is one tar file: the database, the attachments, the keys, and a list of checksums."""

import hashlib
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from typing import IO

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from tospann.cli import ground
from tospann.cli.errors import Stopped
from tospann.config import embedded as embedded_server

FORMAT = 1
MANIFEST = "manifest.json"
DUMP = "database.dump"
KEYS = ("secret.key", "journal.key")


def take(data: Path, file: Path, *, embedded: bool) -> None:
    """Write the backup. The file appears only when it is whole; an existing one is refused.

    The database is dumped first. Attachments are never changed, so every attachment it speaks
    of is among the files copied after it.
    """
    if file.exists():
        raise Stopped(f"{file} finnes allerede. Velg et annet navn.")
    if not file.resolve().parent.is_dir():
        raise Stopped(f"Mappen {file.resolve().parent} finnes ikke. Lag den først.")
    half = file.with_name(file.name + ".del")
    try:
        with tempfile.TemporaryDirectory(dir=data, prefix="backup-") as folder:
            dump = Path(folder) / DUMP
            _pg("pg_dump", data, embedded, "--no-owner", "--no-privileges", "-Fc", "-f", str(dump))
            members = {DUMP: dump}
            members |= {name: data / name for name in KEYS if (data / name).exists()}
            attachments = sorted(p for p in (data / "files").rglob("*") if p.is_file())
            members |= {path.relative_to(data).as_posix(): path for path in attachments}
            _pack(half, members, Path(folder))
        half.rename(file)
    except OSError as fault:
        raise Stopped(
            f"Sikkerhetskopien ble ikke skrevet: {fault.strerror} ({fault.filename})."
        ) from None
    finally:
        half.unlink(missing_ok=True)


def _pack(half: Path, members: dict[str, Path], folder: Path) -> None:
    listed = folder / MANIFEST
    about = {
        "format": FORMAT,
        "tospann": version("tospann"),
        "taken_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "sha256": {name: _checksum(path) for name, path in members.items()},
    }
    listed.write_text(json.dumps(about, indent=1))
    descriptor = os.open(half, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "wb") as opened:
        with tarfile.open(fileobj=opened, mode="w") as tar:
            for name, path in {MANIFEST: listed, **members}.items():
                tar.add(path, arcname=name, recursive=False)
        opened.flush()
        os.fsync(opened.fileno())


def restore(data: Path, file: Path, *, embedded: bool) -> None:
    """Put a backup into an empty data folder and an empty database. All of it or nothing.

    Raises `Stopped` for a damaged file, a folder or a database that is not empty.
    """
    if data.exists() and any(data.iterdir()):
        raise Stopped(f"{data} er ikke tom. Velg en ny mappe med --data.")
    made_here = not data.exists()
    try:
        with tempfile.TemporaryDirectory(prefix="tospann-restore-") as folder:
            members = _unpack(file, Path(folder))
            with ground.database(data):
                _refuse_unless_empty(data, embedded=embedded)
                dump = str(members.pop(DUMP))
                _pg("pg_restore", data, embedded, "--no-owner", "--single-transaction", dump)
                for name, path in members.items():
                    (data / name).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                    shutil.copyfile(path, data / name)
                    (data / name).chmod(0o600)
    except BaseException:
        _empty(data, remove=made_here)
        raise


def _unpack(file: Path, folder: Path) -> dict[str, Path]:
    """The members of a backup, each checked against its checksum."""
    damaged = Stopped(f"{file} er skadet eller ikke en sikkerhetskopi fra Tospann.")
    try:
        with tarfile.open(file) as tar:
            about = json.loads(_content(tar, MANIFEST).read())
            if about["format"] != FORMAT:
                raise Stopped(f"{file} er laget av en nyere utgave av Tospann. Oppgrader først.")
            members = {name: folder / name for name in about["sha256"]}
            for name, path in members.items():
                inside = PurePosixPath(name)
                known = name in (DUMP, *KEYS) or inside.parts[0] == "files"
                if not known or ".." in inside.parts:
                    raise damaged
                path.parent.mkdir(parents=True, exist_ok=True)
                with path.open("wb") as target:
                    shutil.copyfileobj(_content(tar, name), target)
                if _checksum(path) != about["sha256"][name]:
                    raise damaged
    except FileNotFoundError:
        raise Stopped(f"{file} finnes ikke.") from None
    except (tarfile.TarError, KeyError, TypeError, ValueError):
        raise damaged from None
    if DUMP not in members:
        raise damaged
    return members


def _content(tar: tarfile.TarFile, name: str) -> IO[bytes]:
    """The bytes of an ordinary file in the archive. Raises KeyError for anything else."""
    if (found := tar.extractfile(name)) is None:
        raise KeyError(name)
    return found


def _refuse_unless_empty(data: Path, *, embedded: bool) -> None:
    if embedded:
        return  # it was made a moment ago
    with psycopg.connect(_address(data)) as connection:
        count = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
        if connection.execute(count).fetchone() != (0,):
            raise Stopped("Databasen i DATABASE_URL er ikke tom. Lag en ny, tom database.")


def _empty(data: Path, *, remove: bool) -> None:
    """Take away what a restore that failed had made in the folder, which was empty before."""
    if not data.exists():
        return
    server = (data / "pg").resolve()
    if server.is_dir():
        shutil.rmtree(server)
    for path in data.iterdir():
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    if remove:
        data.rmdir()


def _address(data: Path) -> str:
    return os.environ.get("DATABASE_URL", "").strip() or embedded_server.url(data)


def _pg(program: str, data: Path, embedded: bool, *arguments: str) -> None:
    """Run pg_dump or pg_restore. The password goes by the environment, not the command line."""
    own = None if embedded else shutil.which(program)
    parts = {name: str(value) for name, value in conninfo_to_dict(_address(data)).items()}
    password = parts.pop("password", "")
    address = make_conninfo("", **parts)
    command = [own or str(embedded_server.program(program)), "-d", address]
    done = subprocess.run(  # noqa: S603  fixed program, arguments as a list
        [*command, *arguments],
        capture_output=True,
        text=True,
        errors="replace",
        env={**os.environ, **({"PGPASSWORD": password} if password else {})},
    )
    if done.returncode:
        raise Stopped(f"{program} klarte det ikke: {done.stderr.strip()[-500:]}")


def _checksum(path: Path) -> str:
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
