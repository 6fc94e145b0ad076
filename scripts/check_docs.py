"""Do the documents hold? Every link leads somewhere, and every setting is described.

Links: each relative link in each tracked Markdown file, and its heading where it names one.
Settings: the names the program reads from the environment, and those in
docs/reference/settings.md, are the same. Standard library only.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SETTINGS = "docs/reference/settings.md"
LINK = re.compile(r"(?<!\!)\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")
NAME = re.compile(r"\b(TOSPANN_[A-Z_]*[A-Z]|DATABASE_URL)\b")


def main() -> None:
    faults = [*broken_links(), *undescribed_settings()]
    for fault in faults:
        print(fault)
    sys.exit(bool(faults))


def broken_links() -> Iterator[str]:
    for file in tracked("*.md"):
        text = without_code(file.read_text())
        for found in LINK.finditer(text):
            target = found[1] or found[2]
            if re.match(r"[a-z]+:", target):
                continue
            path, _, heading = target.partition("#")
            there = (file.parent / path).resolve() if path else file
            where = f"{file.relative_to(ROOT)}: {target}"
            if not there.exists():
                yield f"{where} finnes ikke"
            elif heading and there.suffix == ".md" and heading not in headings(there):
                yield f"{where} har ikke den overskriften"


def undescribed_settings() -> Iterator[str]:
    described = set(NAME.findall((ROOT / SETTINGS).read_text()))
    read: set[str] = set()
    for file in tracked("src/tospann/*.py"):
        read |= set(NAME.findall(file.read_text()))
    for name in sorted(read - described):
        yield f"{SETTINGS}: {name} leses av programmet, men er ikke beskrevet"
    for name in sorted(described - read):
        yield f"{SETTINGS}: {name} er beskrevet, men leses ikke av programmet"


def tracked(pattern: str) -> list[Path]:
    """Files git knows or would add, in order."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", pattern]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [path for line in listed.stdout.splitlines() if (path := ROOT / line).exists()]


def headings(file: Path) -> set[str]:
    """The anchors that the common renderers give a file's headings."""
    found = re.findall(r"^#+ +(.+)$", without_code(file.read_text()), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", line.strip().lower()).replace(" ", "-") for line in found}


def without_code(text: str) -> str:
    return re.sub(r"^(`{3,}).*?^\1", "", text, flags=re.MULTILINE | re.DOTALL)


if __name__ == "__main__":
    main()
