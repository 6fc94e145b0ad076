"""What the tests of the pages share: a dataset with structures, and what stands in a table."""

from dataclasses import replace
from html.parser import HTMLParser

from engines.structure.small import alone, territory, together
from tospann.access.actor import STRANGER
from tospann.engines.structure import folder
from tospann.engines.structure.territory import Office
from tospann.structure.actions import datasets
from tospann.structure.models import Dataset
from tospann.structure.selectors.territories import newest


def fjord(**changes):
    """The small territory with today's structure, another, and the offices of today."""
    return territory(
        structures=(
            replace(alone(), name="today", title="Kontorene i dag"),
            replace(together(), illustrative=True),
        ),
        offices=(
            Office("1801", "Nav Vest og Sund", 67.0, 14.0, (0, 1)),
            Office("1803", "Nav Ås", 67.0, 15.0, (2,)),
        ),
        **changes,
    )


def take(made=None) -> Dataset:
    """Keep a territory as the newest version of its name."""
    made = made or fjord()
    datasets.take_dataset(
        actor=STRANGER, name=made.name, title=made.title, archive=folder.packed(made)
    )
    return newest(made.name)


class Tables(HTMLParser):
    """The tables of a page by the id of their caption: headings, and rows of texts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: dict[str, list[list[str]]] = {}
        self._rows: list[list[str]] = []
        self._inside = False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "table":
            self._rows = []
        elif tag == "caption" and given.get("id"):
            self.found[given["id"].removesuffix("-navn")] = self._rows
        elif tag == "tr":
            self._rows.append([])
        elif tag in ("td", "th"):
            self._rows[-1].append("")
            self._inside = True

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self._inside = False

    def handle_data(self, data):
        if self._inside:
            self._rows[-1][-1] = (self._rows[-1][-1] + data).strip()


def told(made, *, without=("code", "site")) -> list[list[str]]:
    """What a page must say of a table of figures, by the engine's own hand; words are left out."""
    rows = []
    for row in made.rows:
        cells = []
        for column in made.columns:
            if column.name in without or column.told is None:
                continue
            value = column.of(row)
            if value is None:
                cells.append("–")
            else:
                cells.append("skjult" if isinstance(value, dict) else column.told(value))
        rows.append(cells)
    return rows


def figures(rows, made, *, without=("code", "site")) -> list[list[str]]:
    """The cells of a page's table that stand under a column of figures."""
    kept = [column for column in made.columns if column.name not in without]
    at = [i for i, column in enumerate(kept) if column.told is not None]
    return [[row[i] for i in at] for row in rows[1:]]
