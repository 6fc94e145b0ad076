"""What a reading found, as it is kept with the draft: plain data, packed."""

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.translation import gettext

from tospann.engines.tables.cells import address


@dataclass(frozen=True, slots=True)
class Seen:
    """One figure of the table, with the cell it stands in."""

    kind: str
    place: str
    place_name: str
    period: str
    measure: str
    splits: tuple[tuple[str, str], ...]
    value: float | None
    mark: str | None
    numerator: float | None
    denominator: float | None
    unit: str
    sheet: str
    row: int
    column: int
    code: str

    @property
    def cell(self) -> str:
        """The cell as it is named in the address of a mend: `Ark1!C7`."""
        return f"{self.sheet}!{self.address}"

    @property
    def address(self) -> str:
        """The cell in its sheet: `C7`."""
        return address(self.row, self.column)


@dataclass(frozen=True, slots=True)
class Bad:
    """A cell, or a whole sheet, that must be mended: where, what stands there, and the cure."""

    code: str
    text: str
    sheet: str = ""
    address: str = ""
    stood: str = ""

    @property
    def words(self) -> str:
        """The sentence without the cell it begins with."""
        return self.text.removeprefix(f"{self.address}: ") if self.address else self.text

    @property
    def cell(self) -> str:
        """The cell's name; empty when it is about the whole."""
        return f"{self.sheet}!{self.address}" if self.address else ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the table does not tell. `free` is what to write when there are no `choices`."""

    key: str
    text: str
    choices: tuple[tuple[str, str], ...]
    free: str
    where: str


class Found:
    """A reading. Sentences come in the language in use."""

    def __init__(self, data: dict[str, Any]) -> None:
        """Take the plain data as the child gave it."""
        self.data = data

    @cached_property
    def figures(self) -> list[Seen]:
        """Every figure, in the order of the table."""
        return [
            Seen(*[*row[:5], tuple(tuple(pair) for pair in row[5]), *row[6:]])
            for row in self.data["observations"]
        ]

    @property
    def about(self) -> dict[str, Any]:
        """All but the figures: small, however large the table is."""
        return {name: value for name, value in self.data.items() if name != "observations"}

    @property
    def layouts(self) -> dict[str, str]:
        """What each sheet was recognised as."""
        return self.data["layouts"]

    @property
    def layout(self) -> str:
        """What the first sheet was recognised as."""
        return next(iter(self.layouts.values()), "")

    @property
    def bad(self) -> list[Bad]:
        """What stands in the way."""
        return [
            Bad(code, said(text), sheet, place, stood)
            for code, text, sheet, place, stood, blocking in self.data["problems"]
            if blocking
        ]

    @property
    def more(self) -> int:
        """How many more there are, beyond those told one by one."""
        return self.data["more_problems"]

    @property
    def notes(self) -> list[str]:
        """What one should know, and need do nothing about."""
        told = [said(one) for one in self.data["notes"]]
        told += [said(one[1]) for one in self.data["problems"] if not one[5]]
        return list(dict.fromkeys(told))

    @property
    def questions(self) -> list[Asked]:
        """What must be answered first."""
        return [
            Asked(
                key, said(text), tuple((value, said(word)) for value, word in choices), free, sheet
            )
            for key, text, choices, free, sheet, _address, optional in self.data["questions"]
            if not optional
        ]

    @property
    def steps(self) -> list[dict[str, Any]]:
        """Figures moved to today's municipalities, with the shares that were used."""
        names = ("old", "new", "share", "period", "measure", "before", "after")
        return [dict(zip(names, one, strict=True)) for one in self.data["steps"]]


def packed(data: Mapping[str, Any]) -> bytes:
    """The plain data as it is kept."""
    return zlib.compress(json.dumps(data, separators=(",", ":")).encode(), 1)


def unpacked(kept: bytes | memoryview) -> dict[str, Any]:
    """What `packed` kept."""
    return json.loads(zlib.decompress(kept))


def said(reason: Any) -> str:
    """A sentence of the reader's in the language in use."""
    if isinstance(reason, dict):
        filled = {name: said(value) for name, value in reason["params"].items()}
        text = reason["message"]
        return gettext(text) % filled
    return "" if reason is None else str(reason)


def exact(number: float | None) -> Decimal | None:
    """The number that stood in the table, with no digits that did not."""
    return None if number is None else Decimal(repr(number))
