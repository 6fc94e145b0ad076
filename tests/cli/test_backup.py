"""A backup that comes back as it was, or not at all."""

import tarfile

import psycopg
import pytest

from tospann.config.embedded import Server


def write(tospann, word):
    """A row and an attachment that were not there before."""
    with Server(tospann.data) as server, psycopg.connect(server.url) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (word text)")
        connection.execute("INSERT INTO kept VALUES (%s)", [word])
    folder = tospann.data / "files" / "ab"
    folder.mkdir(parents=True)
    (folder / "abcdef").write_bytes(word.encode())


def words(tospann):
    with Server(tospann.data) as server, psycopg.connect(server.url) as connection:
        return connection.execute("SELECT word FROM kept").fetchall()


@pytest.fixture
def file(tospann, tmp_path):
    """A backup of a folder with the word «blåbær» in it."""
    write(tospann, "blåbær")
    done = tospann("backup", str(tmp_path / "kopi.tar"))
    assert done.returncode == 0, done.stderr
    return tmp_path / "kopi.tar"


def test_everything_comes_back_in_another_folder(tospann, file):
    keys = (tospann.data / "secret.key").read_bytes()
    tospann.data.rename(tospann.data.with_name("old"))

    done = tospann("restore", str(file))
    assert done.returncode == 0, done.stderr
    assert words(tospann) == [("blåbær",)]
    assert (tospann.data / "files" / "ab" / "abcdef").read_bytes() == "blåbær".encode()
    assert (tospann.data / "secret.key").read_bytes() == keys
    assert tospann("verify").returncode == 0


def test_only_its_owner_may_read_the_file_and_an_existing_one_is_kept(tospann, file):
    assert file.stat().st_mode & 0o777 == 0o600
    before = file.read_bytes()
    done = tospann("backup", str(file))
    assert done.returncode == 1
    assert "finnes allerede" in done.stderr
    assert file.read_bytes() == before
    assert list(file.parent.iterdir()) == [file]


def test_a_folder_with_something_in_it_is_refused_and_kept(tospann, file):
    done = tospann("restore", str(file))
    assert done.returncode == 1
    assert "ikke tom" in done.stderr
    assert words(tospann) == [("blåbær",)]


@pytest.mark.parametrize("harm", ["cut", "changed", "no_list", "not_tar"])
def test_a_damaged_file_is_refused_and_nothing_is_made(tospann, file, harm):
    content = file.read_bytes()
    if harm == "cut":
        file.write_bytes(content[: len(content) // 2])
    elif harm == "changed":
        at = content.index("blåbær".encode())
        file.write_bytes(content[:at] + b"X" + content[at + 1 :])
    elif harm == "not_tar":
        file.write_bytes(b"something else")
    else:
        with tarfile.open(file, "w"):
            pass
    tospann.data.rename(tospann.data.with_name("old"))

    done = tospann("restore", str(file))
    assert done.returncode == 1
    assert "skadet" in done.stderr, done.stderr
    assert not tospann.data.exists()


def test_a_file_that_writes_outside_the_folder_is_refused(tospann, file):
    content = file.read_bytes()
    assert b'"files/ab/abcdef"' in content
    file.write_bytes(content.replace(b'"files/ab/abcdef"', b'"files/../../xyz"'))
    tospann.data.rename(tospann.data.with_name("old"))

    done = tospann("restore", str(file))
    assert done.returncode == 1
    assert "skadet" in done.stderr
