"""What the tests of the structure lab share."""

from collections.abc import Iterator

import pytest

from tospann.structure import tasks


@pytest.fixture
def no_engine() -> Iterator[None]:
    """No engine process is left from before."""
    end_engines()
    yield
    end_engines()


@pytest.fixture(scope="module", autouse=True)
def _engines_end_with_the_module() -> Iterator[None]:
    yield
    end_engines()


def end_engines() -> None:
    while tasks.crews:
        tasks.crews.pop().end()
