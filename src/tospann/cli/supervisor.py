"""One command, three processes: the web server and the queue worker under a watchful parent.

The children die with the parent even when it is killed outright (Linux). A database or a queue
worker that dies is started again, since nothing is lost with it; whatever else ends by itself,
and a worker that cannot stay up, stops the whole with an error, so that whoever started it
(systemd, a person) sees it.
"""

import ctypes
import errno
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from tospann.cli.errors import Stopped
from tospann.config.embedded import Server

READY_SECONDS = 60
STOP_SECONDS = 8
STEADY_SECONDS = 10  # a worker that ends before this would only end again
LOG_BYTES = 20_000_000
_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


@dataclass(frozen=True, slots=True)
class Child:
    """A running child, its name in messages and where its output goes."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path
    began: float  # on the monotonic clock
    again: Callable[[], "Child"] | None = None  # starts another in its place


def check_port(host: str, port: int) -> None:
    """Raises `Stopped` when the address cannot be listened on."""
    elsewhere = f"{host} er ikke en adresse på denne maskinen. Velg en annen med --host."
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except socket.gaierror:
        raise Stopped(elsewhere) from None
    with socket.socket(family, kind, protocol) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(address)
            trial.listen()
        except PermissionError:
            raise Stopped(
                f"Bare root får bruke port {port}. Velg en over 1023, for eksempel --port 8000."
            ) from None
        except OSError as fault:
            if fault.errno == errno.EADDRNOTAVAIL:
                raise Stopped(elsewhere) from None
            raise Stopped(
                f"Port {port} på {host} er opptatt. Velg en annen, for eksempel --port {port + 1}."
            ) from None


def web(host: str, port: int, logs: Path, environment: Mapping[str, str]) -> Child:
    """The web server: one process, 16 threads; a worker that crashes is replaced."""
    command = ["granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    command += ["--workers", "1", "--blocking-threads", "16", "--no-ws"]
    command += ["--respawn-failed-workers", "--respawn-interval", "1", "--log-level", "warning"]
    command += ["--workers-kill-timeout", "5", "tospann.config.wsgi:application"]
    return _spawn("Nettjeneren", command, logs / "web.log", environment)


def worker(logs: Path, environment: Mapping[str, str]) -> Child:
    """The queue worker: one job at a time; a query may take ten minutes. Replaced when it ends."""
    command = ["django", "procrastinate", "worker", "-c", "1", "-p", "1"]
    command += ["--shutdown-graceful-timeout", "5"]
    slow = {"TOSPANN_DB_SECONDS": "600", "TOSPANN_DB_POOL": "0", **environment}
    spawned = _spawn("Køarbeideren", command, logs / "worker.log", slow)
    return replace(spawned, again=lambda: worker(logs, environment))


def _spawn(name: str, module: list[str], log: Path, environment: Mapping[str, str]) -> Child:
    log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if log.exists() and log.stat().st_size > LOG_BYTES:
        log.rename(log.with_suffix(".old.log"))
    with log.open("ab") as opened:
        process = subprocess.Popen(  # noqa: S603  our own modules, arguments as a list
            [sys.executable, "-P", "-m", *module],
            stdin=subprocess.DEVNULL,
            stdout=opened,
            stderr=subprocess.STDOUT,
            env=dict(environment),
            start_new_session=True,  # Ctrl-C reaches the parent alone, which stops in order
            preexec_fn=_die_with_parent,
        )
    return Child(name, process, log, time.monotonic())


def _die_with_parent() -> None:
    if _libc is not None:
        _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def wait_until_ready(host: str, port: int, children: list[Child]) -> None:
    """Return when /readyz answers 200. Raises `Stopped` when it does not, or a child ends."""
    target = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    until = time.monotonic() + READY_SECONDS
    while not _answers(target, port):
        _check_alive(children)
        if time.monotonic() > until:
            raise Stopped(
                f"Nettjeneren svarte ikke på {READY_SECONDS} sekunder. Se {children[0].log}."
            )
        time.sleep(0.1)


def _answers(host: str, port: int) -> bool:
    connection = http.client.HTTPConnection(host, port, timeout=15)
    try:
        connection.request("GET", "/readyz", headers={"Host": "localhost"})
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def watch(children: list[Child], server: Server | None) -> None:
    """Never returns; raises `Stopped` when a child has ended by itself and cannot be replaced.

    A replaced child stands in `children` in the place of the one that ended.
    """
    while True:
        for place, child in enumerate(children):
            if child.again is not None and _ended_after_a_while(child):
                _kill_what_is_left(child)
                children[place] = child.again()
        _check_alive(children)
        if server is not None:
            server.revive()
        time.sleep(1)


def _ended_after_a_while(child: Child) -> bool:
    steady = time.monotonic() - child.began >= STEADY_SECONDS
    return steady and child.process.poll() is not None


def _check_alive(children: list[Child]) -> None:
    for child in children:
        if (code := child.process.poll()) is not None:
            raise Stopped(f"{child.name} stanset uventet (kode {code}). Se {child.log}.")


def stop(children: list[Child]) -> None:
    """Ask every child to end, and end those that have not within eight seconds."""
    for child in children:
        with suppress(ProcessLookupError):
            os.killpg(child.process.pid, signal.SIGTERM)
    until = time.monotonic() + STOP_SECONDS
    for child in children:
        with suppress(subprocess.TimeoutExpired):
            child.process.wait(max(0.1, until - time.monotonic()))
    for child in children:
        _kill_what_is_left(child)
        child.process.wait()


def _kill_what_is_left(child: Child) -> None:
    """The child, and whatever it started itself."""
    with suppress(ProcessLookupError):
        os.killpg(child.process.pid, signal.SIGKILL)
