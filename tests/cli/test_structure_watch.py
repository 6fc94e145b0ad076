"""Watching a long computation: the line of progress, and Ctrl-C."""

import os
import signal

import pytest

from tospann.cli.structure.watch import Watch, watching
from tospann.engines.structure.progress import Progress


def test_the_first_ctrl_c_asks_and_the_second_ends():
    with watching() as watch:
        assert not watch.cancelled()
        os.kill(os.getpid(), signal.SIGINT)
        assert watch.cancelled()
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)


def test_ctrl_c_means_what_it_did_before_when_the_search_is_over():
    before = signal.getsignal(signal.SIGINT)

    with watching():
        assert signal.getsignal(signal.SIGINT) is not before

    assert signal.getsignal(signal.SIGINT) is before


def test_nothing_is_told_where_nobody_looks(capsys):
    with watching() as watch:
        watch.progress(Progress("Leter", 0.5))

    assert capsys.readouterr() == ("", "")


def test_the_line_says_how_far_and_the_gap_and_is_taken_away(capsys):
    watch = Watch(shown=True)

    watch.progress(Progress("Leter etter den beste", 0.25, 1000, 990))
    watch.progress(Progress("Ferdig"))
    watch.clear()

    told = capsys.readouterr().err
    assert "\rLeter etter den beste  25\u00a0%  gap 1,00\u00a0%" in told
    assert "\rFerdig" + " " * 20 in told
    assert told.endswith("\r")
