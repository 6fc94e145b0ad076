"""The command as people run it: another process, a data folder of its own."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from tospann.config import embedded

COMMAND = Path(sys.executable).with_name("tospann")


def wait_until(true, seconds=90.0):
    until = time.monotonic() + seconds
    while not (found := true()):
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.05)
    return found


@dataclass
class Tospann:
    """Runs `tospann` on one data folder, untouched by the environment of the tests."""

    data: Path

    @property
    def environment(self):
        kept = {k: v for k, v in os.environ.items() if not k.startswith("TOSPANN_")}
        kept.pop("DATABASE_URL", None)
        kept.pop("DJANGO_SETTINGS_MODULE", None)
        return {**kept, "TOSPANN_DATA": str(self.data)}

    def __call__(self, *arguments, **more):
        return subprocess.run(
            [COMMAND, *arguments],
            env={**self.environment, **more},
            capture_output=True,
            text=True,
            timeout=60,
        )

    def begin(self, *arguments, **more):
        return subprocess.Popen(
            [COMMAND, *arguments],
            env={**self.environment, **more},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    @property
    def postmaster(self):
        return embedded._postmaster((self.data / "pg").resolve() / "cluster")


def _remove(above):
    for home in [link.resolve() for link in above.glob("*/pg")]:
        if pid := embedded._postmaster(home / "cluster"):
            os.kill(pid, signal.SIGQUIT)
            wait_until(lambda home=home: embedded._postmaster(home / "cluster") is None)
        shutil.rmtree(home)
    shutil.rmtree(above)


@pytest.fixture(scope="session")
def prepared():
    """A data folder with every table, made once and copied by the tests."""
    above = Path(tempfile.mkdtemp(prefix="tospann-cli-"))
    above.chmod(0o755)
    done = Tospann(above / "data")("init")
    assert done.returncode == 0, done.stderr
    yield above / "data"
    _remove(above)


@pytest.fixture
def fresh():
    """`tospann` on a folder that does not exist yet."""
    above = Path(tempfile.mkdtemp(prefix="tospann-cli-"))
    above.chmod(0o755)
    yield Tospann(above / "data")
    _remove(above)


@pytest.fixture
def tospann(fresh, prepared):
    """`tospann` on a folder where `tospann init` has run."""
    subprocess.run(["cp", "-a", prepared, fresh.data], check=True)
    return fresh
