"""The tutorial's code runs, and says what the tutorial says it does."""

import contextlib
import io
import re
from pathlib import Path

TUTORIAL = Path(__file__).parents[3] / "docs" / "tutorial" / "structure-notebook.md"
BLOCK = re.compile(r"```(python|text)\n(.*?)```", re.DOTALL)
FIGURE = re.compile(r"-?\d+(?:\.\d+)?")


def alike(told: str, said: str) -> bool:
    """The same words, and figures within a tenth: data are corrected, tutorials lag behind."""
    if FIGURE.sub("#", told).split() != FIGURE.sub("#", said).split():
        return False
    pairs = zip(FIGURE.findall(told), FIGURE.findall(said), strict=True)
    return all(abs(float(a) - float(b)) <= 0.1 * max(abs(float(a)), 1) for a, b in pairs)


def test_every_block_runs_and_prints_what_the_tutorial_says():
    blocks = BLOCK.findall(TUTORIAL.read_text())
    space: dict = {}
    printed = ""
    for kind, text in blocks:
        if kind == "text":
            assert alike(text, printed), f"the tutorial says\n{text}\nthe engine says\n{printed}"
            continue
        with contextlib.redirect_stdout(io.StringIO()) as out:
            exec(compile(text, TUTORIAL.name, "exec"), space)
        printed = out.getvalue()
    assert [kind for kind, _ in blocks].count("text") >= 5


def test_a_tutorial_that_lags_far_behind_is_found():
    assert alike("41 municipalities\n", "42 municipalities")
    assert not alike("41 municipalities", "61 municipalities")
    assert not alike("41 municipalities", "41 communes")
