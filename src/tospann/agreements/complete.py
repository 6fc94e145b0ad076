"""What any agreement lacks: what its points ask for and its body does not hold.

What the law asks for is known by `engines.authority`; here it is told in the reader's language,
with where to mend it. What the guide and we ask for is tested here.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from pydantic import BaseModel

from tospann.agreed.body import Missing
from tospann.agreements.points import Ask, Point, Row, Rows, Words, in_full, in_words, listed
from tospann.agreements.sources import cited
from tospann.base import clock
from tospann.engines.authority import FIRST_DAY, Gap


def law_day(since: date | None) -> date:
    """The day whose law a text must meet: its first day, and never a day that has passed.

    A text that is opened now cannot rest on law that has been replaced, whenever it began.
    """
    return max(clock.today(), since or FIRST_DAY, FIRST_DAY)


# --- What the law asks for --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Place:
    """Where a demand of the law is met: the part, how to mend it, and whether it stops us."""

    part_id: str
    mend: str = ""
    blocks: bool = False


def lawful(
    points: Sequence[Point], body: BaseModel, found: Iterable[Gap], places: Mapping[str, Place]
) -> Iterator[Missing]:
    """What the law asks for and the body lacks, each with where to mend it.

    places : by the law's name, for what is more than one field or one list.
    """
    for gap in found:
        place = places.get(gap.point) or _place(points, body, gap)
        yield Missing(
            place.part_id,
            f"{gap.says.said(_, in_full)} {place.mend}".rstrip(),
            ", ".join(cited(one) for one in gap.provisions),
            place.blocks,
        )


def _place(points: Sequence[Point], body: BaseModel, gap: Gap) -> Place:
    """The field or the list that asks for what the law asks for.

    Raises `LookupError` when none does: a fault in the points.
    """
    for point in points:
        for ask in point.asks:
            if ask.law == gap.point:
                return Place(point.id, _fill_in([ask], point), ask.blocks)
        for rows in point.rows:
            if rows.law == gap.point:
                return Place(point.id, _add(rows, point), rows.blocks)
            for row in getattr(body, rows.name):
                part_id = _part_of(point, rows, row)
                empty = [ask for ask in rows.asks if ask.law == gap.point and _is_empty(ask, row)]
                if empty and part_id in gap.about:
                    return Place(part_id, _fill_in(empty, point), empty[0].blocks)
    raise LookupError(f"no point asks for {gap.point!r}")


# --- What the guide and we ask for ------------------------------------------------------


def gaps(points: Sequence[Point], body: BaseModel, day: date) -> Iterator[Missing]:
    """Every required field that is empty and every list that is too short, in order.

    What the law asks for is left to the engine. Sources are named as on the day.
    """
    for point in points:
        for ask in point.asks:
            if not ask.law and _is_empty(ask, body):
                yield Missing(
                    point.id, _fill_in([ask], point), point.source.on(day), blocks=ask.blocks
                )
        for rows in point.rows:
            yield from _gaps_in_rows(point, rows, body, day)


def _gaps_in_rows(point: Point, rows: Rows, body: BaseModel, day: date) -> Iterator[Missing]:
    held = getattr(body, rows.name)
    if not rows.law and len(held) < rows.least:
        yield Missing(point.id, _add(rows, point), point.source.on(day), blocks=rows.blocks)
    for n, row in enumerate(held, start=1):
        for ask in rows.asks:
            if not ask.law and rows.asked_of(row) and _is_empty(ask, row):
                name = in_words(getattr(row, rows.asks[0].name), rows.asks[0], body)
                yield Missing(
                    _part_of(point, rows, row),
                    _("Fyll ut «%(label)s» for %(row)s i punkt %(number)s.")
                    % {
                        "label": ask.label,
                        "row": _quoted(name) if name else _("rad %s") % n,
                        "number": point.number,
                    },
                    point.source.on(day),
                    blocks=ask.blocks,
                )


def _part_of(point: Point, rows: Rows, row: Row) -> str:
    return f"{rows.part}-{row.id}" if rows.part else point.id


def _fill_in(asks: Sequence[Ask], point: Point) -> str:
    return _("Fyll ut %(labels)s i punkt %(number)s.") % {
        "labels": listed([_quoted(ask.label) for ask in asks]),
        "number": point.number,
    }


def _quoted(text: Words) -> str:
    return _("«%(text)s»") % {"text": text}


def _add(rows: Rows, point: Point) -> str:
    return _("Legg til %(one)s i punkt %(number)s.") % {"one": rows.one, "number": point.number}


def _is_empty(ask: Ask, holder: BaseModel) -> bool:
    return not ask.optional and getattr(holder, ask.name) in (None, "", [])


def dates_in_order(
    part_id: str, *, since: date | None, until: date | None, revise_by: date | None, source: str
) -> Iterator[Missing]:
    """The last day and the next revision come after the first day."""
    if since and until and until < since:
        yield Missing(
            part_id,
            _("Siste dag er før første dag. Rett en av datoene."),
            source,
            blocks=True,
        )
    if since and revise_by and revise_by <= since:
        yield Missing(
            part_id,
            _("Neste revisjon er ikke etter første dag. Velg en senere dato."),
            source,
        )
