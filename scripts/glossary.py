"""GLOSSARY.md, made from the table that the product shows.

python scripts/glossary.py write   # make GLOSSARY.md
python scripts/glossary.py check   # exit 1 when it is stale, or an identifier is not in the code
"""

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from tospann.base import glossary

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "GLOSSARY.md"
CODE = ROOT / "src" / "tospann"
HEAD = """\
# Glossary

One word per idea, in code, in the interface and in the documents. The identifier is what the code
calls it; the interface says the bokmål word, and the nynorsk one in nynorsk. Where a word has a
false friend, the meaning names it.

Made from `src/tospann/base/glossary.csv`, which the product shows at `/ordliste/` with the North
Sami forms we have. No speaker has checked those. Edit the table, then run
`python scripts/glossary.py write`; `make check` says if you forgot.

Sources are given as in the agreements: *ikke kontrollert mot lovteksten* means that the act itself
was not read. Without a source the word is our own, or common in the field.

| Identifier | Bokmål | Nynorsk | Meaning | Source |
|---|---|---|---|---|
"""


def page() -> str:
    """The whole file."""
    return HEAD + "".join(
        f"| `{word.identifier}` | {word.bokmaal} | {word.nynorsk} "
        f"| *{word.english}*: {word.meaning_en} | {word.source} |\n"
        for word in glossary.words()
    )


def faults() -> Iterator[str]:
    """What does not agree, a line each."""
    if not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page():
        yield "GLOSSARY.md is stale; run python scripts/glossary.py write"
    code = "\n".join(path.read_text(encoding="utf-8") for path in sorted(CODE.rglob("*.py")))
    used = {name.casefold() for name in re.findall(r"\w+", code)}
    for word in glossary.words():
        if word.identifier not in used:
            yield f"glossary.csv: {word.identifier} is not in the code"


def main() -> int:
    """Run one of the two; the exit status is 1 when `check` finds something."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=["write", "check"])
    if parser.parse_args().what == "write":
        PAGE.write_text(page(), encoding="utf-8")
        return 0
    found = list(faults())
    sys.stdout.writelines(f"{line}\n" for line in found)
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
