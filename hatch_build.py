"""The wheel carries the built front end and the compiled texts, so installing needs no Node."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Assets(BuildHookInterface):
    """Builds what is missing; an editable install and an unpacked sdist need nothing."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        if version == "editable" or (root / "PKG-INFO").exists():
            return
        if not (root / "src/tospann/base/static/vendor/vendor.json").exists():
            subprocess.run([sys.executable, root / "scripts/assets.py"], check=True)  # noqa: S603
        for texts in (root / "src/tospann/locale").glob("*/LC_MESSAGES/*.po"):
            with texts.open("rb") as source, texts.with_suffix(".mo").open("wb") as target:
                write_mo(target, read_po(source))
