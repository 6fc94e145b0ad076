"""The wheel carries the built front end and the compiled texts, so installing needs no Node."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Assets(BuildHookInterface):
    """Builds what is missing; an editable install and an unpacked sdist need nothing."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        if version == "editable" or (root / "PKG-INFO").exists():
            return
        if not (root / "src/tospann/base/static/vendor/vendor.json").exists():
            _run(root / "scripts/assets.py")
        if (root / "scripts/translations.py").exists():
            _run(root / "scripts/translations.py", "compile")


def _run(script: Path, *arguments: str) -> None:
    subprocess.run([sys.executable, script, *arguments], check=True)  # noqa: S603  our own
