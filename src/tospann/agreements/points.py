"""An agreement as a list of points: what is asked, and how it reads. Said once for both.

A `Point` names fields of the kind's schema. `forms.py` makes the form from it; `parts` here
makes the text. A new field of an agreement is one line in the schema and one line in a point.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from secrets import token_hex
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from pydantic import BaseModel, Field

from tospann.agreed.body import Line, Part, Table
from tospann.agreements.sources import Source

Words = str | Promise


def new_id() -> str:
    """A name for a row, to tell it from the others through all versions of the document."""
    return token_hex(4)


class Row(BaseModel):
    """A repeated thing in a body. `id` follows it through all versions."""

    id: str = Field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing to fill in. Its type in the schema decides how it is asked.

    long : several lines of text.
    optional : complete without it.
    blocks : without it the text is no agreement at all.
    said : a sentence of the point says it; it has a line of its own only while it is empty.
    among : the field of the body whose rows are the choices; "id" of the row is kept.
    choices : fixed choices, value and words, when the schema has plain text.
    law : the name `engines.authority` has for it, when it is the law that asks.
    figure : a Decimal is a figure of any size; without it, it is a share in per cent.
    most : the greatest whole number.
    """

    name: str
    label: Words
    help: Words = ""
    long: bool = False
    optional: bool = False
    blocks: bool = False
    said: bool = False
    among: str = ""
    choices: Sequence[tuple[str, Words]] = ()
    law: str = ""
    figure: bool = False
    most: int = 10_000_000


@dataclass(frozen=True, slots=True)
class Rows:
    """A list in the body: a formset when written, a table or parts of their own when read.

    one : what one row is called, with its article: "et sted".
    least : how many rows a complete text has.
    blocks : without them the text is no agreement at all.
    part : the beginning of the part id when each row is a part of its own.
    heading : the title of such a part; `says` gives its sentences.
    asked_of : the rows that must be filled in; without it, all.
    law : as in `Ask`, for a list that is empty.
    """

    name: str
    title: Words
    one: Words
    asks: tuple[Ask, ...]
    help: Words = ""
    least: int = 0
    blocks: bool = False
    part: str = ""
    heading: Callable[[Any], str] = str
    says: Callable[[Any], Iterable[str]] = lambda row: ()
    asked_of: Callable[[Any], bool] = lambda row: True
    law: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """A numbered point. `says` gives its sentences, `tables` tables made by hand.

    source : what asks for the point, shown beside what is missing in it.
    """

    id: str
    number: str
    title: Words
    source: Source
    asks: tuple[Ask, ...] = ()
    rows: tuple[Rows, ...] = ()
    help: Words = ""
    says: Callable[[Any], Iterable[str]] = lambda body: ()
    tables: Callable[[Any], Iterable[Table]] = lambda body: ()


def type_in(schema: type[BaseModel], name: str) -> tuple[Any, bool]:
    """The plain type of a field, and whether it is a list of them.

    >>> class Room(BaseModel):
    ...     open_on: date | None = None
    >>> type_in(Room, "open_on")
    (<class 'datetime.date'>, False)
    """
    annotation = schema.model_fields[name].annotation
    if get_origin(annotation) in {Union, UnionType}:
        annotation = next(a for a in get_args(annotation) if a is not type(None))
    if get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) is list:
        return get_args(annotation)[0], True
    return annotation, False


def choices_among(rows: Iterable[Any]) -> list[tuple[str, str]]:
    """What rows can be chosen by: their key and their name. Rows without either are left out."""
    return [(row.choice[0], row.choice[1]) for row in rows if all(row.choice)]


def in_words(value: Any, ask: Ask, body: BaseModel) -> str:
    """A value as it reads in the text. Empty when it is not filled in."""
    if value is None or value == "" or value == []:
        return ""
    if isinstance(value, list):
        return listed([in_words(one, ask, body) for one in value])
    if isinstance(value, bool):
        return _("ja") if value else _("nei")
    if isinstance(value, date):
        return in_full(value)
    if isinstance(value, Decimal):
        return figure(value) if ask.figure else percent(value)
    if isinstance(value, int):
        return f"{value:,}".replace(",", "\u00a0")
    if hasattr(value, "label"):
        return str(value.label)
    if ask.among:
        return dict(choices_among(getattr(body, ask.among))).get(str(value), str(value))
    return str(dict(ask.choices).get(value, value))


def in_full(day: date) -> str:
    """`9. november 2020`."""
    return date_format(day, "j. F Y", use_l10n=False)


def figure(value: Decimal) -> str:
    """A figure as it was written, with comma and thin groups: `1 250,5`."""
    return f"{value:,f}".replace(",", "\u00a0").replace(".", ",")


def percent(share: Decimal) -> str:
    """Hundredths as `33,33 %`, without needless zeros."""
    text = f"{share:.2f}".rstrip("0").rstrip(".").replace(".", ",")
    return f"{text}\u00a0%"


def listed(words: Sequence[str]) -> str:
    """`Fauske, Saltdal og Beiarn`."""
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s og %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def parts(points: Sequence[Point], body: BaseModel) -> list[Part]:
    """The whole text, point by point; rows with parts of their own follow their point."""
    found = []
    for point in points:
        found.append(
            Part(
                id=point.id,
                number=point.number,
                title=str(point.title),
                lines=(
                    *(Line(sentence) for sentence in point.says(body) if sentence),
                    *_lines(point.asks, body, body),
                ),
                tables=(
                    *(
                        _table(rows, body)
                        for rows in point.rows
                        if not rows.part and getattr(body, rows.name)
                    ),
                    *point.tables(body),
                ),
            )
        )
        for rows in point.rows:
            if rows.part:
                found += [
                    Part(
                        id=f"{rows.part}-{row.id}",
                        number=f"{point.number}.{n}",
                        title=rows.heading(row),
                        lines=(
                            *(Line(sentence) for sentence in rows.says(row) if sentence),
                            *_lines(rows.asks, row, body),
                        ),
                    )
                    for n, row in enumerate(getattr(body, rows.name), start=1)
                ]
    return found


def _lines(asks: Iterable[Ask], holder: BaseModel, body: BaseModel) -> list[Line]:
    read = [(ask, in_words(getattr(holder, ask.name), ask, body)) for ask in asks]
    return [
        Line(words, str(ask.label))
        for ask, words in read
        if (words and not ask.said) or not (words or ask.optional)
    ]


def _table(rows: Rows, body: BaseModel) -> Table:
    """The rows under their labels; a column that is optional and empty throughout is left out."""
    read = [
        [in_words(getattr(row, ask.name), ask, body) for ask in rows.asks]
        for row in getattr(body, rows.name)
    ]
    shown = [n for n, ask in enumerate(rows.asks) if not ask.optional or any(r[n] for r in read)]
    return Table(
        caption=str(rows.title),
        header=tuple(str(rows.asks[n].label) for n in shown),
        rows=tuple(tuple(cells[n] for n in shown) for cells in read),
    )
