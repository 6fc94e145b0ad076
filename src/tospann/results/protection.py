"""What may be shown: the tables of a period, given to disclosure control.

It may take minutes for a large import, and no transaction may wait that long. So `foreseen` works
it out beforehand, and `published` uses an answer only where the numbers are still the same; what
has changed since is worked out anew. The answer is the same either way.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from tospann.engines.results import periods
from tospann.indicators.models import Indicator
from tospann.partnerships.models import OwnerKind, Partnership
from tospann.results.cells import Cell, CellKey, cells_of
from tospann.results.figures import Figure
from tospann.results.models import Import, Measurement, Published
from tospann.results.shielding import hidden_for
from tospann.results.sums import with_office

Key = tuple[UUID, str]  # indicator and period
Spans = dict[str, list[tuple[date, date | None]]]
_TABLES = 100  # periods protected between two questions to the database


@dataclass(frozen=True, slots=True)
class Shown:
    """What may be shown of a period, and what has been shown of it before.

    standing : what is shown now, None when nothing is.
    number : of the last edition; 0 when there is none.
    """

    cells: list[Cell]
    standing: Published | None
    number: int


class Foreseen:
    """Why cells are hidden, by the numbers that disclosure control was given."""

    def __init__(self) -> None:
        """Nothing is known at first."""
        self.reasons: dict[Key, tuple[Any, dict[CellKey, str]]] = {}

    def of(
        self,
        indicator: Indicator,
        period: str,
        cells: Sequence[Cell],
        municipalities: Sequence[str],
        before: Sequence[Sequence[Cell]],
    ) -> dict[CellKey, str]:
        """Why each hidden cell of a period is hidden; worked out if it is not known."""
        key = indicator.pk, period
        asked = (
            tuple(getattr(indicator, name) for name in ("measure", "suppression", "decimals")),
            tuple(municipalities),
            tuple(cell.numbers for cell in cells),
            tuple(tuple(cell.numbers for cell in edition) for edition in before),
        )
        known = self.reasons.get(key)
        if known is None or known[0] != asked:
            known = asked, hidden_for(indicator, cells, municipalities, before)
            self.reasons[key] = known
        return known[1]


def published(
    partnership: Partnership | None,
    every: Mapping[UUID, Indicator],
    touched: Iterable[Key],
    foreseen: Foreseen | None = None,
) -> Iterator[tuple[Key, Shown]]:
    """Each touched period as it may be shown. One query, and three for every hundred periods."""
    foreseen = foreseen or Foreseen()
    for keys, rows, served, before in _standing(partnership, touched):
        for key in keys:
            indicator, cells = every[key[0]], rows.get(key, [])
            editions = before.get(key, [])
            if partnership is not None and cells:
                municipalities, cells = _with_office(indicator, key[1], cells, served)
                shown = [cells_of(one) for one in editions]
                why = foreseen.of(indicator, key[1], cells, municipalities, shown)
                cells = [cell.hidden(why[cell.key]) if cell.key in why else cell for cell in cells]
            standing = next((one for one in editions if one.standing), None)
            yield key, Shown(cells, standing, editions[-1].number if editions else 0)


def foresee(
    partnership: Partnership,
    figures: Sequence[Figure | Measurement],
    tell: Callable[[int, int], None],
    without: Import | None = None,
) -> Foreseen:
    """What would be hidden were these figures taken now, to be used when they are.

    `without` is an import that is taken back in the same step. `tell` is called with figures done
    and in all; what it raises stops the work. One query, and three for every hundred periods.
    Nothing is written.
    """
    new: dict[Key, dict[CellKey, Cell]] = defaultdict(dict)
    every = {}
    for one in figures:
        every[one.indicator.pk] = one.indicator
        cell = Cell(one.place, one.split, one.mark, one.value, one.numerator, one.denominator)
        new[one.indicator.pk, one.period][cell.key] = cell
    out, done = Foreseen(), 0
    for keys, rows, served, before in _standing(partnership, new, without):
        for key in keys:
            tell(done, len(figures))
            merged = {cell.key: cell for cell in rows.get(key, [])} | new[key]
            cells = [merged[where] for where in sorted(merged)]
            municipalities, cells = _with_office(every[key[0]], key[1], cells, served)
            shown = [cells_of(one) for one in before.get(key, [])]
            out.of(every[key[0]], key[1], cells, municipalities, shown)
            done += len(new[key])
    tell(done, len(figures))
    return out


def _standing(
    partnership: Partnership | None, touched: Iterable[Key], without: Import | None = None
) -> Iterator[tuple[list[Key], dict[Key, list[Cell]], Spans, dict[Key, list[Published]]]]:
    """Some periods at a time: what came in and stands, and all that was shown, oldest first."""
    served = _served(partnership) if partnership else {}
    ordered = sorted(set(touched), key=lambda key: (str(key[0]), key[1]))
    for start in range(0, len(ordered), _TABLES):
        keys = ordered[start : start + _TABLES]
        near = {
            "partnership": partnership,
            "indicator__in": {indicator for indicator, _period in keys},
            "period__in": {period for _indicator, period in keys},
        }
        before: dict[Key, list[Published]] = defaultdict(list)
        for shown in Published.objects.filter(**near).order_by("number"):
            before[shown.indicator_id, shown.period].append(shown)
        yield keys, _cells(near, without), served, before


def _cells(near: Mapping[str, Any], without: Import | None) -> dict[Key, list[Cell]]:
    """What the measurements say before anything is hidden, in the order of place and split."""
    standing = Measurement.objects.standing().filter(**near)
    if without is not None:
        standing = standing.exclude(batch=without)
    rows = list(
        standing.values_list(
            *("indicator_id", "period", "place", "split", "mark", "value", "numerator"),
            *("denominator", "quality", "edition", "batch_id"),
        )
    )
    sources = {
        one.pk: (one.source, one.source_on)
        for one in Import.objects.filter(pk__in={row[-1] for row in rows})
    }
    found: dict[Key, list[Cell]] = defaultdict(list)
    for key, period, place, split, mark, value, above, below, quality, edition, batch in rows:
        source, source_on = sources[batch]
        found[key, period].append(
            Cell(
                place,
                split,
                mark,
                value,
                above,
                below,
                quality=quality,
                source=source,
                source_on=source_on,
                edition=edition,
            )
        )
    for cells in found.values():
        cells.sort(key=lambda cell: cell.key)
    return found


def _with_office(
    indicator: Indicator, period: str, cells: Sequence[Cell], served: Spans
) -> tuple[list[str], list[Cell]]:
    """The municipalities of the period, and its cells with the office's own."""
    municipalities = _on(served, periods.parse(period).last_day)
    return municipalities, with_office(indicator, cells, municipalities)


def _served(partnership: Partnership) -> Spans:
    """When each municipality was an owner. One query."""
    spans: Spans = defaultdict(list)
    rows = partnership.ownerships.filter(owner__kind=OwnerKind.MUNICIPALITY)
    for code, since, until in rows.values_list("owner__code", "since", "until"):
        spans[code].append((since, until))
    return spans


def _on(served: Spans, day: date) -> list[str]:
    return sorted(
        code
        for code, spans in served.items()
        if any(since <= day and (until is None or until >= day) for since, until in spans)
    )
