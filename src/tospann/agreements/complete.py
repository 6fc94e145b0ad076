"""What any agreement lacks: what its points ask for and its body does not hold. Pure."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext as _
from pydantic import BaseModel

from tospann.agreed.body import Missing
from tospann.agreements.points import Ask, Point, Rows, in_words
from tospann.agreements.sources import Source


def gaps(points: Sequence[Point], body: BaseModel) -> Iterator[Missing]:
    """Every required field that is empty and every list that is too short, in order."""
    for point in points:
        for ask in point.asks:
            if _is_empty(ask, body):
                yield Missing(
                    point.id,
                    _("Fyll ut «%(label)s» i punkt %(number)s.")
                    % {"label": ask.label, "number": point.number},
                    str(point.source),
                    blocks=ask.blocks,
                )
        for rows in point.rows:
            yield from _gaps_in_rows(point, rows, body)


def _gaps_in_rows(point: Point, rows: Rows, body: BaseModel) -> Iterator[Missing]:
    held = getattr(body, rows.name)
    if len(held) < rows.least:
        yield Missing(
            point.id,
            _("Legg til %(one)s i punkt %(number)s.") % {"one": rows.one, "number": point.number},
            str(point.source),
            blocks=rows.blocks,
        )
    for n, row in enumerate(held, start=1):
        for ask in rows.asks:
            if rows.asked_of(row) and _is_empty(ask, row):
                name = in_words(getattr(row, rows.asks[0].name), rows.asks[0], body)
                yield Missing(
                    f"{rows.part}-{row.id}" if rows.part else point.id,
                    _("Fyll ut «%(label)s» for %(row)s i punkt %(number)s.")
                    % {
                        "label": ask.label,
                        "row": f"«{name}»" if name else _("rad %s") % n,
                        "number": point.number,
                    },
                    str(point.source),
                    blocks=ask.blocks,
                )


def _is_empty(ask: Ask, holder: BaseModel) -> bool:
    return not ask.optional and getattr(holder, ask.name) in (None, "", [])


def dates_in_order(
    part_id: str, *, since: date | None, until: date | None, revise_by: date | None, source: Source
) -> Iterator[Missing]:
    """The last day and the next revision come after the first day."""
    if since and until and until < since:
        yield Missing(
            part_id,
            _("Siste dag er før første dag. Rett en av datoene."),
            str(source),
            blocks=True,
        )
    if since and revise_by and revise_by <= since:
        yield Missing(
            part_id,
            _("Neste revisjon er ikke etter første dag. Velg en senere dato."),
            str(source),
        )
