"""A paper as its readers see it, whatever it is written on.

Page, PDF and Word print the same blocks in the same order, so that no figure can differ between
them. Nothing here knows a report.
"""

from dataclasses import dataclass

from tospann.reports.chart import Drawing


@dataclass(frozen=True, slots=True)
class Heading:
    """Begins a section. Level 1 is the title of a part, 2 stands under it.

    A part begins on a new page unless it `follows` the one before.
    """

    text: str
    id: str
    level: int = 2
    follows: bool = False
    sort: str = "heading"


@dataclass(frozen=True, slots=True)
class Text:
    """Paragraphs as they were written."""

    paragraphs: tuple[str, ...]
    quiet: bool = False
    sort: str = "text"


@dataclass(frozen=True, slots=True)
class Items:
    """A list of sentences."""

    items: tuple[str, ...]
    sort: str = "items"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a header; the first cell names the row.

    `amounts` are columns of numbers; `widths` the columns' shares of the breadth.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    amounts: tuple[int, ...] = ()
    widths: tuple[float, ...] = ()
    sort: str = "table"


@dataclass(frozen=True, slots=True)
class Card:
    """One figure: what it is, what it says, and where it is from."""

    id: str
    title: str
    period: str
    place: str
    value: str
    reservation: str
    why: str  # why there is no number
    others: tuple[tuple[str, str], ...]  # other places and their values
    target: str
    said: str
    source: str
    drawing: Drawing | None


@dataclass(frozen=True, slots=True)
class Cards:
    """Figures beside each other."""

    cards: tuple[Card, ...]
    sort: str = "cards"


@dataclass(frozen=True, slots=True)
class Charts:
    """Small charts beside each other, each with the name of its figure."""

    charts: tuple[tuple[str, Drawing], ...]
    sort: str = "charts"


@dataclass(frozen=True, slots=True)
class Picture:
    """A map or a chart that is SVG already and has its title in it. `id` names its file."""

    id: str
    title: str
    alt: str
    drawn: str
    sort: str = "picture"

    def svg(self) -> str:
        """As a `Drawing` gives it."""
        return self.drawn


Block = Heading | Text | Items | Table | Cards | Charts | Picture


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper. `stands` says who has ratified it, `frozen` what its figures are.

    With `contents`, the heading of a table of contents, one is set on paper.
    """

    language: str
    over: str
    title: str
    lead: str
    frozen: str
    stands: str
    blocks: tuple[Block, ...]
    sha256: str = ""
    contents: str = ""

    @property
    def fingerprint(self) -> str:
        """In groups of eight, so that people can compare it by eye; empty for a draft."""
        return " ".join(self.sha256[n : n + 8] for n in range(0, len(self.sha256), 8))
