"""Make sure the browser tests have a Chromium, or say what to do. Standard library only."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = {"DEBIAN_FRONTEND": "noninteractive"}


def main() -> None:
    if found():
        return
    apt = shutil.which("apt-get")
    if apt and os.geteuid() == 0:
        print("Installerer Chromium til nettlesertestene …", flush=True)
        for arguments in (["update", "-qq"], ["install", "-y", "-qq", "chromium"]):
            subprocess.run([apt, *arguments], env={**os.environ, **QUIET}, stdout=sys.stderr)
    if not found():
        sys.exit(
            "Nettlesertestene trenger Chromium. Installer den (på Debian: "
            "sudo apt-get install chromium), eller sett CHROMIUM til programmet."
        )


def found() -> bool:
    named = os.environ.get("CHROMIUM", "")
    return bool(shutil.which(named)) if named else any(map(shutil.which, NAMES))


if __name__ == "__main__":
    main()
