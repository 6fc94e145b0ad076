"""Everyone whose work we use is named."""

import json
import re
from pathlib import Path

import tospann

ROOT = Path(__file__).resolve().parents[2]
NOTICES = (ROOT / "THIRD-PARTY-NOTICES.md").read_text()


def test_every_package_copied_by_the_build_is_named_with_its_licence():
    table = Path(tospann.__file__).parent / "base" / "static" / "vendor" / "vendor.json"

    for row in json.loads(table.read_text()):
        line = next(x for x in NOTICES.splitlines() if x.startswith(f"| {row['name']} |"))
        assert f"| {row['licence']} |" in line


def test_every_locked_python_package_is_named():
    locked = re.findall(r"^([\w.-]+)==", (ROOT / "requirements.lock").read_text(), re.M)

    assert [name for name in locked if not re.search(rf"\b{re.escape(name)}\b", NOTICES)] == []
