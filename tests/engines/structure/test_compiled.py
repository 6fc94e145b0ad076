"""What numba compiles is kept also where the program itself cannot be changed."""

import os
import subprocess
import sys

import pytest

# As an installation that cannot be written to answers, for whoever runs the tests.
SEALED = """
import os
real = os.access
os.access = lambda path, mode: not str(path).endswith("{sealed}") and real(path, mode)
import tospann.engines.structure.{module}
print(os.environ.get("NUMBA_CACHE_DIR", ""))
"""


def kept(module="errors", sealed="engines/structure", **environment):
    """Where a process that only loads a module of the engine keeps what is compiled."""
    clean = {name: value for name, value in os.environ.items() if "CACHE" not in name}
    done = subprocess.run(
        [sys.executable, "-c", SEALED.format(module=module, sealed=sealed)],
        env=clean | environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout.strip()


@pytest.mark.parametrize("module", ["errors", "jobs", "processes"])
def test_whoever_loads_the_engine_finds_a_place(module, tmp_path):
    assert kept(module, XDG_CACHE_HOME=str(tmp_path)) == str(tmp_path / "tospann" / "numba")
    assert (tmp_path / "tospann" / "numba").is_dir()


def test_an_account_without_a_folder_gets_one_for_as_long_as_it_runs(tmp_path):
    file = tmp_path / "file"
    file.write_text("")

    place = kept(HOME=str(file), TMPDIR=str(tmp_path))

    assert place.startswith(str(tmp_path / "tospann-numba-"))
    assert list(tmp_path.iterdir()) == [file]


def test_a_place_somebody_chose_is_left_alone(tmp_path):
    assert kept(NUMBA_CACHE_DIR="/somewhere", XDG_CACHE_HOME=str(tmp_path)) == "/somewhere"


def test_a_program_that_can_be_written_to_keeps_it_beside_itself(tmp_path):
    assert kept(sealed="elsewhere", XDG_CACHE_HOME=str(tmp_path)) == ""
