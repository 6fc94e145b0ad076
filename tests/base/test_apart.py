"""What somebody uploads is opened in a process with limits, and the answer always comes."""

import time
from pathlib import Path

import pytest

from base import hurtful
from tospann.base.apart import Limits, Stopped, TooMuch, apart

LITTLE = Limits(memory=300_000_000, seconds=1)
TESTS = Path(__file__).resolve().parents[1]


@pytest.fixture(autouse=True)
def found_by_the_process(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(TESTS))


def test_the_answer_comes_back_with_its_bytes():
    assert apart(hurtful.doubled, 21, "ja", limits=LITTLE) == ({"twice": 42}, b"ja\nja")


def test_the_process_knows_no_django_and_no_database():
    loaded, _bytes = apart(hurtful.modules, limits=LITTLE)
    assert "tospann" in loaded
    assert not {"django", "psycopg", "numpy"} & set(loaded)


@pytest.mark.parametrize("function", [hurtful.hungry, hurtful.busy, hurtful.asleep])
def test_what_takes_too_much_is_ended_in_time(function):
    began = time.monotonic()
    with pytest.raises(TooMuch):
        apart(function, limits=LITTLE)
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("function", [hurtful.breaks, hurtful.speaks_nonsense])
def test_what_breaks_is_told_as_such(function):
    with pytest.raises(TooMuch):
        apart(function, limits=LITTLE)


def test_no_file_is_written_without_leave(tmp_path):
    file = tmp_path / "a"
    with pytest.raises(TooMuch):
        apart(hurtful.writes, str(file), limits=LITTLE)

    allowed = Limits(LITTLE.memory, LITTLE.seconds, written=10_000)
    assert apart(hurtful.writes, str(file), limits=allowed) == ("written", b"")


def test_progress_is_told_and_the_answer_waited_for():
    seen = []

    def wanted(done, every):
        seen.append((done, every))
        return True

    patient = Limits(LITTLE.memory, seconds=5)
    assert apart(hurtful.tells, limits=patient, wanted=wanted) == ("over", b"")
    assert (4, 5) in seen
    assert seen == sorted(seen)


def test_what_nobody_wants_any_more_is_stopped():
    with pytest.raises(Stopped):
        apart(hurtful.tells, limits=LITTLE, wanted=lambda done, every: done < 2)
