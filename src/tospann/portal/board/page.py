"""The board ready to print: headings with their links, rows with their cells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from tospann.portal.board import columns
from tospann.portal.board.columns import Cell, Column
from tospann.portal.board.lines import Asked, Board, Row, matching

_QUIET = format_html("{}", " data-quiet")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that is a link: another order, or the other way. `sorted` is for `aria-sort`."""

    text: str
    url: str
    sorted: str


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A row. `cells` is the markup of what follows the name, in the order of the columns.

    Markup from here and not from the template: the country has three thousand cells, and a
    template takes three times as long for them.
    """

    row: Row
    notes: list[str]  # under the name
    cells: str


@dataclass(frozen=True, slots=True)
class PrintedGroup:
    """Rows under one heading; without a heading when they are not grouped."""

    heading: str
    rows: list[PrintedRow]


@dataclass(frozen=True, slots=True)
class BoardPage:
    """All that the page of the board prints. `query` is its choices as an address."""

    rows: list[Row]
    columns: list[Column]
    filed: list[Column]  # the columns of a file of it
    headings: list[Heading]
    groups: list[PrintedGroup]
    all_count: int
    behind_count: int
    reckoned_at: datetime | None
    has_internal: bool
    shows_internal: bool
    filtered: bool
    query: str

    @property
    def width(self) -> int:
        """How many columns there are, the first included."""
        return len(self.columns) + 1


def page_of(board: Board, asked: Asked, choices: Mapping[str, Sequence[str]]) -> BoardPage:
    """The page for what is asked. No queries."""
    rows = columns.ordered(matching(board.rows, asked), asked)
    chosen = columns.shown(asked, internal=board.has_internal)
    named = [(str(column.heading), column) for column in chosen]
    return BoardPage(
        rows=rows,
        columns=chosen,
        filed=columns.filed(asked, internal=board.has_internal),
        headings=[
            _heading(key, text, asked, choices)
            for key, text in [
                (columns.NAME, _("Partnerskap")),
                *((column.key, text) for text, column in named),
            ]
        ],
        groups=[
            PrintedGroup(group.heading, [_printed(row, named, asked) for row in group.rows])
            for group in columns.groups(rows, grouped=asked.grouped)
        ],
        all_count=len(board.rows),
        behind_count=board.behind_count,
        reckoned_at=board.reckoned_at,
        has_internal=board.has_internal,
        shows_internal=any(column.internal for column in chosen),
        filtered=any((asked.region, asked.model, asked.agreement, asked.plan))
        or asked.missed
        or asked.late,
        query=urlencode(choices, doseq=True),
    )


def _printed(row: Row, named: Sequence[tuple[str, Column]], asked: Asked) -> PrintedRow:
    return PrintedRow(
        row,
        columns.beside_name(row, asked),
        format_html_join("", "{}", ((_cell(text, column.cell(row)),) for text, column in named)),
    )


def _cell(heading: str, cell: Cell) -> str:
    """A cell with its heading, which a phone shows beside it."""
    said: str = cell.text
    if cell.color:
        said = format_html('<span class="ds-tag" data-color="{}">{}</span>', cell.color, cell.text)
    if cell.url:
        said = format_html('<a href="{}">{}</a>', cell.url, said)
    return format_html(
        '<td role="cell" data-label="{}"{}>{}{}</td>',
        heading,
        _QUIET if cell.quiet else "",
        said,
        format_html('<span class="board__note">{}</span>', cell.note) if cell.note else "",
    )


def _heading(key: str, text: str, asked: Asked, choices: Mapping[str, Sequence[str]]) -> Heading:
    then = columns.toggled(asked, key)
    query = {**choices, "sorter": [then.sort] if then.sort else [], "retning": [then.direction]}
    way = ""
    if asked.sort == key:  # what a press would turn round
        way = "ascending" if then.direction == columns.DOWN else "descending"
    return Heading(text, f"?{urlencode(query, doseq=True)}", way)


def told(asked: Asked, form: forms.Form) -> list[tuple[str, str]]:
    """What is asked for in words, as label and choice; nothing for what is usual."""
    found: list[tuple[str, str]] = []
    for name in form.fields:
        value = form.cleaned_data.get(name)
        if not value:
            continue
        label = str(form.fields[name].label)
        known = dict(getattr(form.fields[name], "choices", ()))
        if value is True:
            found.append((label, _("ja")))
        elif isinstance(value, list):
            found.append((label, ", ".join(str(known[one]) for one in value)))
        elif words := str(known.get(value, "")):
            found.append((label, words))
    if not asked.sort:
        found.append((_("Rekkefølge"), _("etter navn")))
    return found
