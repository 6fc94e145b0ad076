"""Views are plain functions that say what they are for and which methods they take."""

import ast
from collections.abc import Iterator

import pytest

from architecture.program import Source, calls, public_functions, source, sources

METHODS = {"require_GET", "require_POST", "require_safe", "require_http_methods"}
# These answer whatever method the request had.
HANDLERS = {
    "not_here",
    "bad_request",
    "forbidden",
    "not_found",
    "server_error",
    "unavailable",
    "csrf_failure",
    "wrong_method",
}


def views(one: Source) -> Iterator[ast.FunctionDef]:
    """The functions that take a request first."""
    for node in public_functions(one.tree):
        if node.args.args and node.args.args[0].arg == "request":
            yield node


def faults(one: Source) -> Iterator[str]:
    for node in views(one):
        decorators = {
            ast.unparse(decorator).partition("(")[0] for decorator in node.decorator_list
        }
        if node.name not in HANDLERS and not decorators & METHODS:
            yield f"{node.name} does not say which methods it takes"
        if decorators & {"require_POST", "require_http_methods"} and not ast.get_docstring(node):
            yield f"{node.name} does not say what a form sent to it does"
        if "csrf_exempt" in decorators:
            yield f"{node.name} takes forms from other sites"
        asked = [ast.unparse(call.func) for call in calls(node)]
        acts = [name for name in asked if name.startswith("actions.")]
        if len(acts) > 1:
            yield f"{node.name} calls more than one action: {acts}"
    if any(isinstance(node, ast.ClassDef) for node in one.tree.body if _is_view_class(node)):
        yield "a view is a class"


def _is_view_class(node: ast.AST) -> bool:
    return isinstance(node, ast.ClassDef) and any(
        ast.unparse(base).endswith("View") for base in node.bases
    )


VIEWS = [one for one in sources() if one.file == "views.py" or "/views/" in one.name]


@pytest.mark.parametrize("one", VIEWS, ids=lambda one: one.name)
def test_a_view_says_what_it_is_for_and_which_methods_it_takes(one):
    assert list(faults(one)) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            'def page(request):\n    """A page."""',
            "page does not say which methods it takes",
        ),
        ("@require_POST\ndef page(request): ...", "page does not say what a form sent to it does"),
        (
            '@csrf_exempt\n@require_POST\ndef page(request):\n    """POST: a hook."""',
            "page takes forms from other sites",
        ),
        (
            (
                '@require_POST\ndef page(request):\n    """POST."""\n'
                "    actions.open(actions.close())"
            ),
            "page calls more than one action: ['actions.open', 'actions.close']",
        ),
        ("class Page(TemplateView): ...", "a view is a class"),
    ],
)
def test_a_view_of_another_kind_is_found(text, fault):
    assert list(faults(source("plans/views.py", text))) == [fault]
