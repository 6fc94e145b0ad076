"""The import contracts in pyproject.toml hold, and each of them can be broken."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PYPROJECT = ROOT / "pyproject.toml"
CONTRACTS = [
    contract["name"]
    for contract in tomllib.loads(PYPROJECT.read_text())["tool"]["importlinter"]["contracts"]
]

# contract | a file of the program | what an author might add to it
FAULTS = [
    ("Imports point one way", "partnerships/selectors.py", "import tospann.agreed.models"),
    ("Imports point one way", "agreed/selectors.py", "import tospann.agreements.points"),
    ("Imports point one way", "files/models.py", "import tospann.offices.models"),
    ("Imports point one way", "surveys/__init__.py", "import tospann.base.clock"),
    (
        "The role table and the arithmetic know no framework",
        "access/roles.py",
        "from django.utils.translation import gettext",
    ),
    (
        "The role table and the arithmetic know no framework",
        "engines/personal/identity.py",
        "from tospann.base import errors",
    ),
    (
        "The role table and the arithmetic know no framework",
        "journal/chain.py",
        "from tospann.base import forms",
    ),
    (
        "The role table and the arithmetic know no framework",
        "engines/__init__.py",
        "import django",
    ),
    (
        "No engine leans on another",
        "engines/authority/__init__.py",
        "import tospann.engines.structure",
    ),
    (
        "Only the journal touches the journal's table",
        "portal/selectors.py",
        "from tospann.journal.models import Entry",
    ),
    (
        "From the page to the table",
        "partnerships/models.py",
        "import tospann.partnerships.selectors",
    ),
    (
        "From the page to the table",
        "files/selectors.py",
        "from tospann.files import actions",
    ),
    (
        "From the page to the table",
        "accounts/errors.py",
        "from tospann.accounts.models import Person",
    ),
    ("From the page to the table", "indicators/helpers.py", ""),
    (
        "From the page to the table, in structure",
        "structure/models.py",
        "import tospann.structure.selectors.runs",
    ),
    ("From the page to the table, in portal", "portal/helpers.py", ""),
    (
        "From the page to the table, in portal",
        "portal/board/papers.py",
        "import tospann.portal.actions",
    ),
    (
        "From the page to the table, in results",
        "results/cells.py",
        "import tospann.results.actions",
    ),
    ("From the page to the table, in agreed", "agreed/actions.py", "import tospann.agreed.views"),
    (
        "From the page to the table, in agreements",
        "agreements/kinds/common.py",
        "import tospann.agreements.apps",
    ),
    (
        "From the page to the table, in agreements",
        "agreements/points.py",
        "import tospann.agreements.shares",
    ),
    (
        "From the page to the table, in authority",
        "authority/models.py",
        "import tospann.authority.actions",
    ),
    (
        "From the page to the table, in journal",
        "journal/record.py",
        "import tospann.journal.selectors",
    ),
    (
        "From the page to the table, in offices",
        "offices/models.py",
        "import tospann.offices.selectors",
    ),
    (
        "From the page to the table, in wheel",
        "wheel/sources.py",
        "import tospann.wheel.selectors",
    ),
    (
        "From the page to the table, in plans",
        "plans/rules.py",
        "import tospann.plans.selectors.signals",
    ),
    (
        "From the page to the table, in imports",
        "imports/matching.py",
        "import tospann.imports.actions",
    ),
    (
        "From the page to the table, in participation",
        "participation/selectors.py",
        "import tospann.participation.actions",
    ),
    ("From the page to the paper, in reports", "reports/body.py", "import tospann.reports.views"),
]


def lint_imports(source: Path) -> tuple[int, list[str]]:
    """The exit code, and the names of the contracts that are broken."""
    run = subprocess.run(
        [
            *(
                sys.executable,
                "-c",
                "from importlinter.cli import lint_imports_command as run; run()",
            ),
            *("--config", str(PYPROJECT), "--no-cache"),
        ],
        cwd=source,
        env={**os.environ, "PYTHONPATH": str(source)},
        capture_output=True,
        text=True,
        check=False,
    )
    lines = run.stdout.splitlines()
    assert "Contracts" in lines, run.stdout + run.stderr
    return run.returncode, [line[: -len(" BROKEN")] for line in lines if line.endswith(" BROKEN")]


@pytest.fixture
def copied(tmp_path) -> Path:
    """The program's Python files, alone, in a folder of their own."""
    shutil.copytree(
        ROOT / "src" / "tospann",
        tmp_path / "tospann",
        ignore=lambda folder, names: [
            name for name in names if "." in name and not name.endswith(".py")
        ],
    )
    return tmp_path


def test_the_contracts_hold(copied):
    assert lint_imports(copied) == (0, [])


@pytest.mark.parametrize(("contract", "file", "fault"), FAULTS)
def test_a_contract_is_broken_by_a_fault(copied, contract, file, fault):
    touched = copied / "tospann" / file
    touched.parent.mkdir(exist_ok=True)
    with touched.open("a") as opened:
        opened.write(f"\n{fault}\n")

    code, broken = lint_imports(copied)

    assert code == 1
    assert contract in broken


def test_every_contract_is_tried():
    assert {contract for contract, _, _ in FAULTS} == set(CONTRACTS)
