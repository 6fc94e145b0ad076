"""Only actions write; every action asks who acts and says what it refuses."""

import ast
import re
from collections.abc import Iterator

import pytest

from architecture.program import (
    Source,
    actions,
    called,
    calls,
    classes,
    functions,
    source,
    sources,
)
from architecture.program import public_functions as public

# --- Only actions write -----------------------------------------------------------------

WRITES = {
    f"{prefix}{verb}"
    for prefix in ("", "a")
    for verb in (
        *("save", "create", "update", "delete", "get_or_create", "update_or_create"),
        *("bulk_create", "bulk_update", "create_user", "create_superuser"),
    )
}

# file and the call in it | why it may stand outside an action
MAY_WRITE = {
    ("accounts/models.py", "person.save"): "the manager that open_account calls",
    ("partnerships/models.py", "super().save"): "keeps the sort key in step with the name",
    ("journal/record.py", "Entry.objects.create"): "the door into the journal",
    ("journal/heads.py", "Head.objects.create"): "signs what the journal says",
    ("files/store.py", "digest.update"): "a hash, not a row",
    ("structure/progress.py", "self.job.update"): "how far a part has come, each second",
    ("imports/progress.py", "at_work.update"): "how far the queue has come with a table",
    ("reports/docx.py", "document.save"): "a Word file, not a row",
    ("demo/loading.py", "Session.objects.all().delete"): "starts the demo afresh",
    ("portal/board/keeping.py", "Reckoning.objects.get_or_create"): "the lock of the lines",
    ("portal/board/keeping.py", "Line.objects.bulk_create"): "says again what the journal says",
    ("portal/board/keeping.py", "kept.save"): "how far in the journal it was read",
}
# files that may speak SQL | why
MAY_SPEAK_SQL = {
    "journal/record.py": "the lock that keeps the numbers without gaps",
    "demo/loading.py": "empties the tables of the demo",
    "base/health.py": "asks whether the database answers",
    "cli/backup.py": "asks whether a database is empty",
    "cli/doctor.py": "asks the server about itself",
    "cli/ground.py": "takes the lock of the migrations",
}


def writes(one: Source) -> Iterator[tuple[str, str]]:
    """Each call in a file that writes rows, as (file, call)."""
    for call in calls(one.tree):
        if called(call) in WRITES and isinstance(call.func, ast.Attribute):
            yield one.name, ast.unparse(call.func)


def sql(one: Source) -> bool:
    """True when the file speaks SQL past the models."""
    return any(
        called(call) in {"execute", "executemany", "raw", "RawSQL"} for call in calls(one.tree)
    )


def writes_outside_actions(program: list[Source]) -> set[tuple[str, str]]:
    return {found for one in program if not one.acts for found in writes(one)}


def test_only_actions_write():
    assert writes_outside_actions(sources()) == set(MAY_WRITE)


def test_only_the_named_files_speak_sql():
    assert {one.name for one in sources() if sql(one)} == set(MAY_SPEAK_SQL)


@pytest.mark.parametrize(
    "line",
    [
        "document.save(update_fields=['title'])",
        "Document.objects.filter(pk=1).update(title='x')",
        "Document.objects.bulk_create(rows)",
        "draft.delete()",
        "Seat.objects.get_or_create(person=person)",
    ],
)
def test_a_write_in_a_view_is_found(line):
    view = source("agreed/views.py", f"def page(request):\n    {line}\n")

    assert writes_outside_actions([view])


def test_sql_in_a_selector_is_found():
    assert sql(
        source("agreed/selectors.py", "cursor.execute('UPDATE agreed_draft SET title = 1')")
    )


# --- Every public function in actions.py is an action -----------------------------------

# `months_after` counts days and changes nothing.
NOT_ACTIONS = {"agreed/actions.py": {"months_after"}}


def faults_in_shape(one: Source) -> Iterator[str]:
    """Public functions that are no `@action`, or do not ask for the actor first."""
    for node in public(one.tree):
        if node.name in NOT_ACTIONS.get(one.name, ()):
            continue
        if "action" not in {ast.unparse(decorator) for decorator in node.decorator_list}:
            yield f"{node.name} is no @action"
        given = node.args
        if given.posonlyargs or given.args or given.vararg or not given.kwonlyargs:
            yield f"{node.name} takes arguments by place"
        elif given.kwonlyargs[0].arg != "actor":
            yield f"{node.name} does not take the actor first"
        elif ast.unparse(given.kwonlyargs[0].annotation or given.kwonlyargs[0]) != "Actor":
            yield f"{node.name} does not take an Actor"
        if any(default is not None for default in given.kw_defaults[:1]):
            yield f"{node.name} may be called without an actor"


@pytest.mark.parametrize("one", actions(), ids=lambda one: one.name)
def test_every_public_function_is_an_action_with_its_actor_first(one):
    assert list(faults_in_shape(one)) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("def move(*, actor: Actor): ...", "move is no @action"),
        ("@action\ndef move(actor: Actor): ...", "move takes arguments by place"),
        ("@action\ndef move(*, seat, actor: Actor): ...", "move does not take the actor first"),
        ("@action\ndef move(*, actor: Person): ...", "move does not take an Actor"),
        (
            "@action\ndef move(*, actor: Actor = NOBODY): ...",
            "move may be called without an actor",
        ),
    ],
)
def test_an_action_of_another_shape_is_found(text, fault):
    assert list(faults_in_shape(source("plans/actions.py", text))) == [fault]


# --- A docstring names the refusals, all of them and no others --------------------------

# What a helper could refuse, and cannot when this action calls it.
CANNOT_HAPPEN = {
    "found_owner": {
        "NotAnOwner"
    }  # the seat of an owner's first administrator is in no partnership
}


def refusals(program: list[Source]) -> dict[str, set[str]]:
    """For every public action: the refusals it can raise, its helpers' and callees' included."""
    every = {
        f"{one.app}.{name}": (one, node)
        for one in program
        for name, node in (functions(one.tree) | classes(one.tree)).items()
    }
    public_names = {
        key.partition(".")[2]: key
        for key, (_, node) in every.items()
        if not node.name.startswith("_")
    }

    def raised(key: str, seen: frozenset[str]) -> set[str]:
        one, node = every[key]
        found = set()
        for part in ast.walk(node):
            if isinstance(part, ast.Raise) and part.exc is not None:
                exc = part.exc.func if isinstance(part.exc, ast.Call) else part.exc
                found.add(ast.unparse(exc))
        for call in calls(node):
            name = called(call)
            near = f"{one.app}.{name}"
            other = near if near in every else public_names.get(name)
            if isinstance(call.func, ast.Name) and other and other not in seen:
                found |= raised(other, seen | {other})
        return found

    faults_of_ours = {"ValueError", "PermissionError", "LookupError"}
    return {
        key: raised(key, frozenset({key})) - faults_of_ours
        for key, (_, node) in every.items()
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    }


def named_refusals(node: ast.FunctionDef) -> set[str]:
    """The refusals a docstring names: what stands in backticks after "Refuses"."""
    text = ast.get_docstring(node) or ""
    after = re.split(r"\.\s|\.$", text.partition("Refuses")[2])[0]
    return set(after.split("`")[1::2])


def faults_in_promises(program: list[Source]) -> Iterator[str]:
    every = {
        f"{one.app}.{node.name}": node
        for one in program
        for node in public(one.tree)
        if node.name not in NOT_ACTIONS.get(one.name, ())
    }
    for key, can_raise in refusals(program).items():
        if key not in every:
            continue
        if not ast.get_docstring(every[key]):
            yield f"{key} has no docstring"
            continue
        can_raise -= CANNOT_HAPPEN.get(every[key].name, set())
        promised = named_refusals(every[key])
        yield from (f"{key} does not say {name}" for name in sorted(can_raise - promised))
        yield from (f"{key} never raises {name}" for name in sorted(promised - can_raise))


def test_every_action_says_just_what_it_refuses():
    assert list(faults_in_promises(actions())) == []


def test_a_docstring_that_forgets_or_invents_a_refusal_is_found():
    text = (
        "@action\ndef move(*, actor: Actor):\n"
        '    """Move. Refuses with `NotPermitted` or `Superseded`."""\n'
        "    _ask(actor)\n"
        "def _ask(actor):\n    raise NotPermitted\n    raise SeatTaken(owner=1)\n"
    )

    assert list(faults_in_promises([source("plans/actions.py", text)])) == [
        "plans.move does not say SeatTaken",
        "plans.move never raises Superseded",
    ]


def test_an_action_without_a_docstring_is_found():
    text = "@action\ndef move(*, actor: Actor):\n    pass\n"

    assert list(faults_in_promises([source("plans/actions.py", text)])) == [
        "plans.move has no docstring"
    ]
