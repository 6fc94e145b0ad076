"""The stop-watch of long computations."""

from tospann.engines.structure.progress import Limit


def test_a_limit_of_no_seconds_is_over_at_once():
    assert Limit(0.0).over()
    assert Limit(0.0).left() == 0.0


def test_without_a_limit_it_is_never_over():
    assert not Limit().over()
    assert Limit().left() == float("inf")


def test_a_wish_to_stop_is_heard():
    wish = []
    limit = Limit(3600, lambda: bool(wish))

    assert not limit.over()
    assert 3500 < limit.left() <= 3600

    wish.append(True)

    assert limit.over()
    assert limit.left() == 0.0
