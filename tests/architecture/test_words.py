"""One thing has one word, wherever people read it."""

import re
from pathlib import Path

import pytest

import tospann

SOURCE = Path(tospann.__file__).parent
TEXTS = [
    path
    for ending in ("py", "html", "svg")
    for path in SOURCE.rglob(f"*.{ending}")
    if not {"locale", "static", "migrations"} & set(path.parts)
]

# what is not said | what is said instead
ONE_WORD = [
    (r"virkelig (bedring|forverring|endring)", "reell bedring"),
    (r"delmål", "måltall: the value an indicator is to have reached by a day"),
    (r'translate "Excel"', "Regneark"),
]


@pytest.mark.parametrize(("other", "said"), ONE_WORD, ids=[said for _other, said in ONE_WORD])
def test_a_thing_is_called_by_its_one_word(other, said):
    found = [
        f"{path.relative_to(SOURCE)}: {line.strip()[:90]}"
        for path in TEXTS
        for line in path.read_text().splitlines()
        if re.search(other, line, re.IGNORECASE)
    ]

    assert found == [], f"say «{said}»"
