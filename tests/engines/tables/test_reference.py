"""The reference page says what the code says, and every sentence is whole."""

import ast
import importlib.util
import re
from pathlib import Path

from engines.tables.reads import FIXTURES

ROOT = Path(__file__).parents[3]
ENGINE = ROOT / "src" / "tospann" / "engines" / "tables"
SCRIPT = ROOT / "scripts" / "tables_reference.py"
spec = importlib.util.spec_from_file_location("tables_reference", SCRIPT)
assert spec
assert spec.loader
reference = importlib.util.module_from_spec(spec)
spec.loader.exec_module(reference)


def sentences(name: str) -> list[str]:
    """Every message of a file."""
    return [
        ast.literal_eval(node.args[0])
        for node in ast.walk(ast.parse((ENGINE / name).read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Message"
    ]


def test_the_page_is_up_to_date():
    assert reference.PAGE.read_text(encoding="utf-8") == reference.page()


def test_every_refusal_is_a_sentence_with_a_cure():
    for one in sentences("refusals.py"):
        assert one.endswith(".")
        assert len(re.split(r"(?<=[.!?]) ", one.replace(".xls ", "xls "))) > 1 or "," in one


def test_every_problem_with_a_cell_begins_with_it():
    told = [one for one in sentences("said.py") if "%(address)s" in one]

    assert len(told) > 10
    assert all(one.startswith("%(address)s: ") and one.endswith(".") for one in told)


def test_fixtures_are_small():
    assert all(path.stat().st_size < 2_000 for path in FIXTURES.iterdir())
