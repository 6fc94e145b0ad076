"""A hearing of a note of the cast."""

import pytest

from participation.asking import Asking


@pytest.fixture
def asking(cast) -> Asking:
    return Asking(cast)
