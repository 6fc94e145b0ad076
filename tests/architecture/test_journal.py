"""Every kind recorded has a sentence, every sentence is used, and no entry holds a name."""

import ast
from collections.abc import Iterator

import pytest

from architecture.program import Source, called, calls, source, sources


def recorded(program: list[Source]) -> dict[str, tuple[Source, ast.Call]]:
    """Every kind given to `record` as a literal, with the call; "" for one that is none."""
    found: dict[str, tuple[Source, ast.Call]] = {}
    for one in program:
        for call in calls(one.tree):
            if isinstance(call.func, ast.Name) and called(call) == "record":
                first = call.args[0] if call.args else None
                literal = isinstance(first, ast.Constant) and isinstance(first.value, str)
                found[first.value if literal else ""] = (one, call)
    return found


def told(program: list[Source]) -> set[str]:
    """Every kind that some `entries.py` has a sentence for."""
    return {
        key.value
        for one in program
        if one.file == "entries.py"
        for node in one.tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict)
        for key in node.value.keys
        if isinstance(key, ast.Constant)
    }


def facts_wanted(program: list[Source]) -> dict[str, set[str]]:
    """The facts each sentence is filled with, by kind."""
    found: dict[str, set[str]] = {}
    for one in program:
        if one.file != "entries.py":
            continue
        for node in ast.walk(one.tree):
            if isinstance(node, ast.Dict):
                for key, value in zip(node.keys, node.values, strict=True):
                    if isinstance(key, ast.Constant):
                        text = ast.unparse(value)
                        found[key.value] = {
                            part.partition(")")[0] for part in text.split("%(")[1:]
                        }
    return found


def shared_facts(program: list[Source]) -> dict[str, set[str]]:
    """The keys of what a private function of one dictionary gives, for `**_about(version)`.

    Functions of the same name in different apps are told apart by the app.
    """
    return {
        f"{one.app}.{node.name}": {
            key.value
            for found in ast.walk(node)
            if isinstance(found, ast.Return) and isinstance(found.value, ast.Dict)
            for key in found.value.keys
            if isinstance(key, ast.Constant)
        }
        for one in program
        for node in one.tree.body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("_")
    }


def facts_given(one: Source, call: ast.Call, shared: dict[str, set[str]]) -> set[str]:
    """The names of the facts of one call, those of shared dictionaries included."""
    given: set[str] = set()
    for keyword in call.keywords:
        if keyword.arg:
            given.add(keyword.arg)
        elif isinstance(keyword.value, ast.Call):
            given |= shared.get(f"{one.app}.{called(keyword.value)}", set())
    return given


def faults(program: list[Source]) -> Iterator[str]:
    shared = shared_facts(program)
    kinds, sentences, wanted = recorded(program), told(program), facts_wanted(program)
    if "" in kinds:
        yield "a kind is not written out"
    yield from (f"{kind} has no sentence" for kind in sorted(kinds.keys() - sentences - {""}))
    yield from (f"{kind} is never recorded" for kind in sorted(sentences - kinds.keys()))
    for kind in sorted(sentences & kinds.keys()):
        noun, _, verb = kind.partition(".")
        if not (noun.isidentifier() and verb.isidentifier()):
            yield f"{kind} is not noun.past_participle"
        given = facts_given(*kinds[kind], shared)
        yield from (f"{kind} lacks {fact}" for fact in sorted(wanted[kind] - given))


def names_told(program: list[Source]) -> Iterator[str]:
    """Facts that would put a person's name or address into the journal for good."""
    for kind, (_one, call) in recorded(program).items():
        for keyword in call.keywords:
            if keyword.arg in {"actor", "subject"}:
                continue
            value = ast.unparse(keyword.value)
            people = ("person", "signed_in", "actor", "user", "_by")
            if ".email" in value or any(f"{who}.name" in value for who in people):
                yield f"{kind} tells {value}"


def test_every_kind_has_a_sentence_and_every_sentence_a_kind():
    assert list(faults(sources())) == []


def test_no_entry_holds_a_name_or_an_address():
    assert list(names_told(sources())) == []


ENTRIES = source("plans/entries.py", "SENTENCES = {'plan.made': Sentence(_('%(owner)s laget.'))}")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "plan.made is never recorded"),
        ("record('plan.made', actor=actor, subject=plan)", "plan.made lacks owner"),
        ("record(kind, actor=actor)\nrecord('plan.made', owner=1)", "a kind is not written out"),
        ("record('plan.made', owner=1)\nrecord('plan.lost')", "plan.lost has no sentence"),
        (
            "record('plan.made', **_of(plan))\ndef _of(plan):\n    return {'version': 1}",
            "plan.made lacks owner",
        ),
    ],
)
def test_a_kind_and_its_sentence_that_do_not_meet_are_found(text, fault):
    assert list(faults([ENTRIES, source("plans/actions.py", text)])) == [fault]


@pytest.mark.parametrize(
    "fact", ["name=person.name", "to=invitation.email", "by=version.opened_by.name"]
)
def test_a_person_in_an_entry_is_found(fact):
    told = source("plans/actions.py", f"record('plan.made', actor=actor, {fact})")

    assert len(list(names_told([told]))) == 1
