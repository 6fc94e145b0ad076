"""`tospann run`: the whole of it, started and ended in every way."""

import http.client
import os
import signal
import socket
import time
from pathlib import Path

import pytest

from cli.conftest import wait_until
from tospann.cli.supervisor import STEADY_SECONDS


def free_port():
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


def status(port):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/readyz", headers={"Host": "localhost"})
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def children(pid):
    """The processes that `pid` started and that are alive, with their command lines."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            line = (folder / "cmdline").read_bytes().decode().replace("\0", " ").strip()
        except OSError:
            continue
        if parent == pid and line:
            found[int(folder.name)] = line
    return found


def child(pid, word):
    return next(number for number, line in children(pid).items() if word in line)


@pytest.fixture
def running(tospann):
    """(the process, its port, the command) once the web server is ready."""
    port = free_port()
    process = tospann.begin("run", "--port", str(port))
    wait_until(lambda: process.poll() is not None or status(port) == 200)
    assert process.poll() is None, process.stdout.read()
    yield process, port, tospann
    begun = children(process.pid)
    process.kill()
    process.wait()
    wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in begun))


def test_it_says_where_it_is_and_keeps_logs_off_the_screen(running):
    process, port, tospann = running
    wait_until(lambda: (tospann.data / "logs" / "worker.log").exists())
    time.sleep(0.5)
    process.terminate()
    said = process.stdout.read()

    assert f"Tospann er klar på http://localhost:{port}" in said
    assert "/demo/" not in said
    assert str(tospann.data / "logs") in said
    assert "{" not in said
    assert (tospann.data / "logs" / "web.log").exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_everything_within_seconds(running, number):
    process, port, tospann = running
    begun = children(process.pid)
    assert len(begun) == 2

    process.send_signal(number)
    assert process.wait(10) == 0
    assert not any(Path(f"/proc/{pid}").exists() for pid in begun)
    assert tospann.postmaster is None
    assert status(port) is None


def test_what_was_started_starts_again(tospann):
    port = free_port()
    process = tospann.begin("run", "--port", str(port))
    wait_until(lambda: status(port) == 200)
    process.terminate()
    assert process.wait(10) == 0


def test_the_children_end_when_their_parent_is_killed_and_the_database_is_adopted(running):
    process, port, tospann = running
    begun = children(process.pid)
    process.kill()
    process.wait()

    wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in begun))
    wait_until(lambda: status(port) is None)
    assert tospann.postmaster is not None
    assert tospann("init").returncode == 0
    assert tospann.postmaster is None


def test_a_web_server_that_dies_ends_the_whole_with_its_name(running):
    process, port, tospann = running
    os.kill(child(process.pid, "-m granian"), signal.SIGKILL)

    assert process.wait(20) == 1
    assert "Nettjeneren stanset uventet" in process.stdout.read()
    assert status(port) is None
    assert tospann.postmaster is None


def test_a_worker_that_cannot_stay_up_ends_the_whole_with_its_name(running):
    process, port, tospann = running
    os.kill(child(process.pid, "-m django procrastinate worker"), signal.SIGKILL)

    assert process.wait(20) == 1
    assert "Køarbeideren stanset uventet" in process.stdout.read()
    assert status(port) is None
    assert tospann.postmaster is None


def test_a_worker_that_is_killed_at_work_is_replaced(running):
    process, port, _ = running
    time.sleep(STEADY_SECONDS)
    first = child(process.pid, "-m django procrastinate worker")
    os.kill(first, signal.SIGKILL)

    wait_until(lambda: not Path(f"/proc/{first}").exists())
    wait_until(
        lambda: any("procrastinate worker" in one for one in children(process.pid).values())
    )
    assert process.poll() is None
    assert status(port) == 200


def test_a_web_process_that_is_killed_is_replaced(running):
    process, port, _ = running
    first = next(iter(children(child(process.pid, "granian"))))
    os.kill(first, signal.SIGKILL)

    wait_until(lambda: not Path(f"/proc/{first}").exists())
    wait_until(lambda: status(port) == 200)
    assert process.poll() is None


def test_a_database_that_is_killed_is_started_again(running):
    process, port, tospann = running
    first = tospann.postmaster
    os.kill(first, signal.SIGKILL)

    wait_until(lambda: process.poll() is not None or tospann.postmaster not in (None, first))
    assert process.poll() is None, process.stdout.read()
    wait_until(lambda: status(port) == 200)
    assert process.poll() is None


def test_a_taken_port_is_refused_before_anything_is_made(fresh):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = fresh("run", "--port", str(port))

    assert done.returncode == 1
    assert f"Port {port} på 127.0.0.1 er opptatt" in done.stderr
    assert f"--port {port + 1}" in done.stderr
    assert not fresh.data.exists()


def test_an_address_of_another_machine_is_refused(fresh):
    done = fresh("run", "--host", "192.0.2.1", "--port", str(free_port()))
    assert done.returncode == 1
    assert "--host" in done.stderr
    assert not fresh.data.exists()
