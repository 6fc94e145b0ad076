"""The program as these tests read it: its Python files and its templates."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "tospann"


@dataclass(frozen=True, slots=True)
class Source:
    """One Python file. `name` is its path inside the package."""

    name: str
    tree: ast.Module

    @property
    def app(self) -> str:
        return self.name.partition("/")[0]

    @property
    def file(self) -> str:
        return self.name.rpartition("/")[2]

    @property
    def module(self) -> str:
        """How it is imported."""
        return "tospann." + self.name.removesuffix(".py").replace("/", ".")

    @property
    def acts(self) -> bool:
        """True for an app's `actions.py`, and for each file in its folder `actions`."""
        return self.file == "actions.py" or self.name.split("/")[1:2] == ["actions"]


def source(name: str, text: str) -> Source:
    """A file with this text: one of the program's, or a bad example."""
    return Source(name, ast.parse(text))


@cache
def sources() -> tuple[Source, ...]:
    """Every Python file but the migrations, by name."""
    files = {str(path.relative_to(PACKAGE)): path for path in PACKAGE.rglob("*.py")}
    return tuple(
        source(name, files[name].read_text())
        for name in sorted(files)
        if "/migrations/" not in name
    )


def actions() -> list[Source]:
    """Every file that holds actions."""
    return [one for one in sources() if one.acts]


@cache
def templates() -> dict[str, str]:
    """The text of every template, by its path inside the package."""
    return {
        str(path.relative_to(PACKAGE)): path.read_text()
        for path in sorted(PACKAGE.glob("*/templates/**/*.html"))
    }


def functions(tree: ast.Module) -> dict[str, ast.FunctionDef]:
    """The functions that stand directly in a file, by name."""
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}


def classes(tree: ast.Module) -> dict[str, ast.ClassDef]:
    """The classes that stand directly in a file, by name."""
    return {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}


def public_functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    """Those whose name does not begin with `_`."""
    return (node for name, node in functions(tree).items() if not name.startswith("_"))


def calls(node: ast.AST) -> Iterator[ast.Call]:
    """Every call inside a node."""
    return (found for found in ast.walk(node) if isinstance(found, ast.Call))


def called(call: ast.Call) -> str:
    """The last name of what is called: `save` in `draft.save()`."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""
