"""The embedded server: a real one in every test."""

import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg
import pytest

from tospann.config import embedded
from tospann.config.embedded import EmbeddedError, Server

FAST = {"fsync": "off", "shared_buffers": "16MB"}
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="changes user, which only root may")


@pytest.fixture
def data():
    """A folder that every user may reach, and a server stopped afterwards whatever happened."""
    above = Path(tempfile.mkdtemp(prefix="tospann-test-"))
    above.chmod(0o755)
    yield above / "data"
    for home in [link.resolve() for link in above.glob("**/pg")]:
        if pid := embedded._postmaster(home / "cluster"):
            os.kill(pid, signal.SIGQUIT)
            wait_until(lambda home=home: embedded._postmaster(home / "cluster") is None)
        shutil.rmtree(home)
    shutil.rmtree(above)


def wait_until(true, seconds=90.0):
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.02)


def answers(url):
    with psycopg.connect(url) as connection:
        return connection.execute("SELECT current_user").fetchone() == ("tospann",)


def test_a_new_folder_gets_a_server_and_the_next_start_is_warm(data):
    with Server(data, settings=FAST) as server:
        assert answers(server.url)
        with psycopg.connect(server.url) as connection:
            connection.execute("CREATE TABLE kept (word text)")
            connection.execute("INSERT INTO kept VALUES ('blåbær')")
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(server.url)

    with Server(data, settings=FAST) as server, psycopg.connect(server.url) as connection:
        assert connection.execute("SELECT word FROM kept").fetchone() == ("blåbær",)


def test_the_program_is_no_superuser_and_nobody_can_log_in_as_one(data):
    with Server(data, settings=FAST) as server, psycopg.connect(server.url) as connection:
        rights = connection.execute(
            "SELECT rolsuper, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = 'tospann'"
        )
        assert rights.fetchone() == (False, False, False)
        owner = "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'tospann'"
        assert connection.execute(owner).fetchone() == ("tospann",)
        with pytest.raises(psycopg.OperationalError, match=r"no pg_hba\.conf entry"):
            psycopg.connect(server.url, user="postgres")


def test_the_server_listens_on_no_port(data):
    with Server(data, settings=FAST) as server, psycopg.connect(server.url) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        socket = (data / "pg" / "sock").stat()
        assert socket.st_mode & 0o777 == 0o700


def test_language_time_zone_and_jit_are_set(data):
    with Server(data, settings=FAST) as server, psycopg.connect(server.url) as connection:
        shown = [
            connection.execute(f"SHOW {name}").fetchone()[0]
            for name in ("default_text_search_config", "TimeZone", "jit", "server_encoding")
        ]
    assert shown == ["pg_catalog.norwegian", "UTC", "off", "UTF8"]


def test_the_last_of_two_users_stops_the_server(data):
    first, second = Server(data, settings=FAST), Server(data, settings=FAST)
    assert first.start() is True
    assert second.start() is False

    assert first.stop() is False
    assert answers(second.url)
    assert second.stop() is True


def _hold(data, ready, leave):
    with Server(data, settings=FAST) as server:
        ready.put(answers(server.url))
        leave.wait(30)


def test_many_processes_may_start_at_once_in_an_empty_folder(data):
    fork = multiprocessing.get_context("fork")
    ready, leave = fork.Queue(), fork.Event()
    holders = [fork.Process(target=_hold, args=(data, ready, leave)) for _ in range(4)]
    for holder in holders:
        holder.start()
    assert [ready.get(timeout=60) for _ in holders] == [True] * 4

    leave.set()
    for holder in holders:
        holder.join(30)
    assert [holder.exitcode for holder in holders] == [0] * 4
    assert embedded._postmaster(data / "pg" / "cluster") is None


def test_a_server_whose_owner_was_killed_is_adopted_and_stopped(data):
    fork = multiprocessing.get_context("fork")
    ready, leave = fork.Queue(), fork.Event()
    holder = fork.Process(target=_hold, args=(data, ready, leave))
    holder.start()
    assert ready.get(timeout=60)
    holder.kill()
    holder.join(30)

    heir = Server(data, settings=FAST)
    assert answers(heir.url), "the server outlives its owner"
    assert heir.start() is False
    assert heir.stop() is True


def test_a_server_that_was_killed_starts_again(data):
    with Server(data, settings=FAST):
        os.kill(embedded._postmaster(data / "pg" / "cluster"), signal.SIGKILL)
        wait_until(lambda: embedded._postmaster(data / "pg" / "cluster") is None)
    assert (data / "pg" / "cluster" / "postmaster.pid").exists()

    with Server(data, settings=FAST) as server:
        assert answers(server.url)


def test_a_share_revives_a_server_that_died_under_it(data):
    with Server(data, settings=FAST) as server:
        assert server.revive() is False
        os.kill(embedded._postmaster(data / "pg" / "cluster"), signal.SIGKILL)
        wait_until(lambda: embedded._postmaster(data / "pg" / "cluster") is None)
        assert server.revive() is True
        assert answers(server.url)


def test_a_process_number_taken_over_by_another_program_does_not_stop_the_start(data):
    with Server(data, settings=FAST):
        pass
    other = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    try:
        (data / "pg" / "cluster" / "postmaster.pid").write_text(f"{other.pid}\n")
        with Server(data, settings=FAST) as server:
            assert answers(server.url)
    finally:
        other.kill()
        other.wait()


def test_a_folder_with_a_long_name_and_strange_letters_works(data):
    long = data / ("Saltdal blåbær % " + "x" * 140)
    with Server(long, settings=FAST) as server:
        assert "/tmp/tospann-" in str(embedded._socket_folder(long))
        assert answers(server.url)
    embedded._socket_folder(long).rmdir()


def test_a_short_folder_with_strange_letters_works(data):
    with Server(data / "blå bær %41", settings=FAST) as server:
        assert answers(server.url)


def test_a_data_folder_may_be_moved(data):
    with Server(data, settings=FAST):
        pass
    data.rename(data.with_name("moved"))
    with Server(data.with_name("moved"), settings=FAST) as server:
        assert answers(server.url)


def test_an_interrupted_creation_is_begun_anew(data):
    (data / "pg" / "cluster.new").mkdir(parents=True)
    (data / "pg" / "cluster.new" / "PG_VERSION").write_text("18")
    for folder in (data, data / "pg"):
        folder.chmod(0o711)
    with Server(data, settings=FAST) as server:
        assert answers(server.url)


def test_data_of_another_version_is_refused_with_a_way_out(data):
    with Server(data, settings=FAST):
        pass
    (data / "pg" / "cluster" / "PG_VERSION").write_text("16\n")
    with pytest.raises(EmbeddedError, match=r"PostgreSQL 16.*tospann backup"):
        Server(data).start()


def test_missing_binaries_are_refused_with_two_ways_out(data, monkeypatch):
    monkeypatch.setattr(embedded.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(EmbeddedError, match=r"tospann\[embedded\].*DATABASE_URL"):
        Server(data).start()


def test_a_full_disk_is_refused_before_anything_is_made(data, monkeypatch):
    monkeypatch.setattr(embedded, "NEEDED_BYTES", 10**18)
    with pytest.raises(EmbeddedError, match="er full"):
        Server(data).start()
    assert not (data / "pg").exists()


def test_a_file_in_place_of_the_data_folder_is_refused(data):
    data.write_text("")
    with pytest.raises(EmbeddedError, match="--data"):
        Server(data).start()


def test_a_setting_the_server_does_not_know_is_told_with_its_own_words(data):
    with pytest.raises(EmbeddedError, match="no_such_setting"):
        Server(data, settings={"no_such_setting": "1"}).start()


@as_root
def test_another_user_of_the_machine_is_refused(data):
    with Server(data, settings=FAST) as server:
        said = as_nobody(lambda: psycopg.connect(server.url))
    assert "Permission denied" in said


@as_root
def test_a_user_who_may_not_write_in_the_folder_is_told_so(data):
    with Server(data, settings=FAST):
        pass
    assert "får ikke skrive" in as_nobody(lambda: Server(data).start())


@as_root
def test_root_may_use_a_folder_that_the_servers_user_cannot_reach(data):
    data.mkdir(mode=0o700)
    with Server(data, settings=FAST) as server:
        assert (data / "pg").is_symlink()
        assert answers(server.url)


@as_root
def test_root_keeps_a_copy_of_programs_that_the_servers_user_cannot_reach(data, monkeypatch):
    monkeypatch.setattr(embedded, "ROOT_HOME", data.parent / "home")
    monkeypatch.setattr(embedded, "_reachable", lambda path: "site-packages" not in path.parts)
    with Server(data, settings=FAST) as server:
        assert answers(server.url)
    assert len(list((data.parent / "home").iterdir())) == 1


def as_nobody(attempt):
    """What the attempt is refused with when another user of the machine makes it."""
    fork = multiprocessing.get_context("fork")
    said = fork.Queue()

    def child():
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
        try:
            attempt()
        except (psycopg.OperationalError, EmbeddedError) as refusal:
            said.put(str(refusal))
        else:
            said.put("")

    process = fork.Process(target=child)
    process.start()
    try:
        return said.get(timeout=20)
    finally:
        process.join(20)
