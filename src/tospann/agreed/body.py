"""A document as its readers see it: numbered parts with lines and tables.

Every kind turns its body into parts; reading, difference and print know only these.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, or a label with what was chosen. Empty `text` means: not filled in."""

    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text under a header; the first cell names the row."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def labelled(self) -> list[list[tuple[str, str]]]:
        """Each row as (heading, cell), since a narrow screen shows them together."""
        return [list(zip(self.header, row, strict=True)) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Part:
    """A point of the document. `id` is the same through all versions."""

    id: str
    number: str
    title: str
    lines: tuple[Line, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Missing:
    """What a completeness test found wanting. `blocks` stops the opening for ratification."""

    part_id: str
    text: str  # what is missing and what to do
    source: str  # the guide's point or the paragraph
    blocks: bool = False


@dataclass(frozen=True, slots=True)
class RequiredAnnex:
    """A paper that must be attached before the document can be in force."""

    part_id: str
    title: str
    source: str


@dataclass(frozen=True, slots=True)
class Term:
    """From when to when a version is meant to hold, and how it can be left.

    `until` None is open-ended; `notice_months` None means that no notice is agreed.
    """

    since: date | None
    until: date | None = None
    notice_months: int | None = None
    revise_by: date | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """The frozen content of a version, read from its bytes.

    `body` is what was chosen and filled in; `parts` is how it read on the day it was opened, so
    that a later wording of ours never changes what the owners ratified.
    """

    kind: str
    title: str
    language: str  # "nb" or "nn": the language the document is written in
    body: dict = field(hash=False)
    parts: tuple[Part, ...]
    annexes: tuple[RequiredAnnex, ...]  # what had to be attached, as the kind said that day


def as_data(parts: list[Part]) -> list[dict[str, Any]]:
    """The parts as JSON carries them; `from_data` gives them back."""
    return [
        {
            "id": part.id,
            "number": part.number,
            "title": part.title,
            "lines": [{"label": line.label, "text": line.text} for line in part.lines],
            "tables": [
                {
                    "caption": table.caption,
                    "header": list(table.header),
                    "rows": [list(row) for row in table.rows],
                }
                for table in part.tables
            ],
        }
        for part in parts
    ]


def from_data(data: list[dict[str, Any]]) -> tuple[Part, ...]:
    """The parts that `as_data` wrote. Raises `KeyError` for anything else."""
    return tuple(
        Part(
            id=part["id"],
            number=part["number"],
            title=part["title"],
            lines=tuple(Line(line["text"], line["label"]) for line in part["lines"]),
            tables=tuple(
                Table(
                    table["caption"],
                    tuple(table["header"]),
                    tuple(tuple(row) for row in table["rows"]),
                )
                for table in part["tables"]
            ),
        )
        for part in data
    )


def plain_text(parts: list[Part]) -> str:
    """Everything the parts say, one line each, for searching."""
    lines: list[str] = []
    for part in parts:
        lines.append(f"{part.number} {part.title}")
        lines += [f"{line.label}: {line.text}" if line.label else line.text for line in part.lines]
        for table in part.tables:
            lines.append(table.caption)
            lines += [" ".join(row) for row in (table.header, *table.rows)]
    return "\n".join(line for line in lines if line)
