"""The matrix as a page to read. `python tests/permissions/printed.py` writes it."""

import os
import sys
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "reference" / "permissions.md"

SAYS = {
    "200": "yes",
    "201": "yes",
    "301": "yes",
    "302": "yes",
    "login": "sign in",
    "prove": "confirm",
    "403": "no",
    "404": "–",
    "405": "",
    "410": "over",
    "422": "no",  # what was asked for is not among their choices
}
NAMES = {
    "anonymous": "Not signed in",
    "stranger": "No seat",
    "representative": "Owner representative",
    "leader": "Office leader",
    "secretary": "Secretary",
    "project_leader": "Project leader",
    "adviser": "Adviser",
    "staff": "Union or safety representative",
    "user_council": "User council",
    "councillor": "Councillor",
    "administrator": "Owner administrator",
    "other_representative": "Owner representative elsewhere",
    "other_administrator": "Administrator of another owner",
}
HEAD = """# Who may do what

Every address of the program, and what each role gets there. The page is made from
`tests/permissions/matrix.py`, where every cell is tried on every run of the tests; an address
that is not there fails the build. Make it anew with `python tests/permissions/printed.py`.

The words in the cells:

| word | meaning |
|---|---|
| yes | the page, the file, or the act is done |
| no | refused, with a sentence that says why (403) |
| – | for this person it does not exist (404) |
| sign in | one is sent to sign in |
| confirm | signed in, and asked to prove it once more |
| over | the link has been used or has run out (410) |

Roles act in the partnership that the address is about, except for the last two columns, which
have their seats elsewhere. What binds an owner also needs a passkey or a one-time code given
within the last ten minutes.
"""


def page(rows) -> str:
    """The page as Markdown. Methods that nobody can use are left out."""
    parts = [HEAD]
    for group, some in groupby(rows, key=lambda row: row.group):
        shown = [row for row in some if set(row.cells.values()) - {"405", "login"}]
        if not shown:
            continue
        parts.append(f"\n## {group}\n")
        parts.append(f"| Address | Method | {' | '.join(NAMES.values())} |")
        parts.append("|---" * (len(NAMES) + 2) + "|")
        for row in shown:
            cells = " | ".join(SAYS[row.cells[who]] for who in NAMES)
            parts.append(f"| {row.name} | {row.method} | {cells} |")
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "tests"))
    os.environ.setdefault("TOSPANN_DEMO", "yes")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tospann.config.settings")
    import django

    django.setup()
    from permissions.matrix import MATRIX

    PAGE.write_text(page(MATRIX))
