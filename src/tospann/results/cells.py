"""The cells that `Published` keeps: what may be shown of a figure, and why when it is nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from tospann.results.models import OFFICE, Mark, Published

CellKey = tuple[str, str]  # place and split
HIDDEN = "h"  # hidden here, by disclosure control; `Mark.SUPPRESSED` was hidden in the source


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as everybody may see it. A hidden one has no numbers at all.

    `summed`: the office's figure was reckoned from the municipalities'. `edition` counts how
    many times the figure has come in; 0 for a sum.
    """

    place: str
    split: str
    mark: str
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    why: str = ""
    quality: str = "f"
    source: str = ""
    source_on: date | None = None
    edition: int = 0
    summed: bool = False

    @property
    def is_number(self) -> bool:
        """Zero is a number."""
        return self.mark == Mark.NUMBER

    @property
    def key(self) -> CellKey:
        """Where it stands in its table."""
        return self.place, self.split

    @property
    def numbers(self) -> tuple[Any, ...]:
        """Where it stands, and all that a reader can reckon with."""
        return (
            self.place, self.split, self.mark, self.why, self.value, self.numerator,
            self.denominator,
        )  # fmt: skip

    def hidden(self, why: str) -> "Cell":
        """The same cell with nothing in it, for a reason."""
        return replace(self, mark=HIDDEN, why=why, value=None, numerator=None, denominator=None)


def as_rows(cells: Iterable[Cell]) -> list[dict[str, Any]]:
    """The cells as `Published.cells` holds them, in the order of place and split."""
    return [
        {
            "place": cell.place,
            "split": cell.split,
            "mark": str(cell.mark),
            "why": cell.why,
            "value": _text(cell.value),
            "numerator": _text(cell.numerator),
            "denominator": _text(cell.denominator),
            "quality": str(cell.quality),
            "source": cell.source,
            "source_on": cell.source_on.isoformat() if cell.source_on else None,
            "edition": cell.edition,
            "summed": cell.summed,
        }
        for cell in sorted(cells, key=lambda cell: cell.key)
    ]


def cells_of(published: Published) -> list[Cell]:
    """The cells of a period as they were shown."""
    return [_cell(row) for row in published.cells]


def office_cell(published: Published) -> Cell | None:
    """The figure of the whole office and of everybody, or None when there is none."""
    for row in published.cells:
        if row["place"] == OFFICE and not row["split"]:
            return _cell(row)
    return None


def _cell(row: dict[str, Any]) -> Cell:
    day = row["source_on"]
    return Cell(
        place=row["place"],
        split=row["split"],
        mark=row["mark"],
        value=_number(row["value"]),
        numerator=_number(row["numerator"]),
        denominator=_number(row["denominator"]),
        why=row["why"],
        quality=row["quality"],
        source=row["source"],
        source_on=date.fromisoformat(day) if day else None,
        edition=row["edition"],
        summed=row["summed"],
    )


def _text(number: Decimal | None) -> str | None:
    return None if number is None else f"{number.normalize():f}"


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
