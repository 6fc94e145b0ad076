"""What people read: refusals are sentences, and links lead somewhere."""

import ast
from collections.abc import Iterator

import pytest

from architecture.program import Source, called, calls, source, sources


def texts(one: Source) -> Iterator[tuple[int, str]]:
    """Every message id in a file but the name of its subject, with its line."""
    titles = {
        node.value
        for node in one.tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "SUBJECT"
    }
    for call in calls(one.tree):
        if call in titles:
            continue
        if called(call) in {"_", "gettext", "gettext_lazy"} and call.args:
            first = call.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield call.lineno, first.value


def unfinished(one: Source) -> list[str]:
    """Texts that are no sentences: no capital, a space too many, or no full stop at the end."""
    return [
        f"{one.name}:{line} {text}"
        for line, text in texts(one)
        if not text.endswith((".", "%(first)s")) or text != text.strip() or "  " in text
    ]


def without_words(one: Source) -> Iterator[str]:
    """Refusals without a text of their own, or with nothing to say for their docstring."""
    for node in one.tree.body:
        if isinstance(node, ast.ClassDef) and any(
            ast.unparse(base) == "Refused" for base in node.bases
        ):
            own = {
                ast.unparse(target)
                for statement in node.body
                if isinstance(statement, ast.Assign)
                for target in statement.targets
            }
            if "text" not in own:
                yield f"{node.name} has no text"
            if not ast.get_docstring(node):
                yield f"{node.name} has no docstring"


ERRORS = [one for one in sources() if one.file in {"errors.py", "entries.py"}]


@pytest.mark.parametrize("one", ERRORS, ids=lambda one: one.name)
def test_refusals_and_entries_are_whole_sentences(one):
    assert unfinished(one) == []


@pytest.mark.parametrize("one", ERRORS, ids=lambda one: one.name)
def test_every_refusal_has_words(one):
    assert list(without_words(one)) == []


@pytest.mark.parametrize("text", ["Avtalen gjelder ikke", "Avtalen  gjelder.", " Avtalen. "])
def test_a_text_that_is_no_sentence_is_found(text):
    assert unfinished(source("plans/errors.py", f"text = _({text!r})"))


def test_a_refusal_without_words_is_found():
    silent = source("plans/errors.py", "class TooLate(Refused):\n    status = 422\n")

    assert list(without_words(silent)) == ["TooLate has no text", "TooLate has no docstring"]
