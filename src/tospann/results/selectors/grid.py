"""The grid in which the figures of a period are typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tospann.access.actor import Actor
from tospann.base import clock
from tospann.engines.results.periods import Length, Period, containing, parse
from tospann.indicators.models import Frequency, Indicator
from tospann.indicators.selectors import followable
from tospann.partnerships.models import OwnerKind, Partnership
from tospann.partnerships.selectors import owners_on
from tospann.results import lines
from tospann.results.cells import Cell, cells_of
from tospann.results.figures import LENGTHS
from tospann.results.models import OFFICE, Published
from tospann.results.selectors.people import places_of

BACK = {
    Length.MONTH: 12,
    Length.QUARTER: 6,
    Length.TERTIAL: 4,
    Length.HALF_YEAR: 4,
    Length.YEAR: 4,
}


@dataclass(frozen=True, slots=True)
class GridPage:
    """What can be typed, for one period and place."""

    partnership: Partnership
    periods: list[Any]  # choices, grouped by length
    places: list[tuple[str, str]]
    period: Period
    place: str
    indicators: list[Indicator]
    shown: dict[str, Cell]  # by code: what stands and may be shown
    known_places: frozenset[str]


def grid_page(
    actor: Actor, partnership: Partnership, *, period: str = "", place: str = OFFICE
) -> GridPage | None:
    """The grid for a period and a place; None when the actor may give no figures at all.

    Five queries, and two for the municipalities of before.
    """
    today = clock.today()
    owners = owners_on(partnership, today)
    every = list(followable(partnership))
    places = [(OFFICE, _("Hele kontoret"))] + [
        (one.owner.code, one.owner.name)
        for one in owners
        if one.owner.kind == OwnerKind.MUNICIPALITY
    ]
    allowed = {
        code: [
            one
            for one in every
            if lines.may_give(actor, one, partnership=partnership, owners=owners, place=code)
        ]
        for code, _name in places
    }
    places = [pair for pair in places if allowed[pair[0]]]
    if not places:
        return None
    if place not in dict(places):
        place = places[0][0]
    lengths = {LENGTHS[Frequency(one.frequency)] for one in allowed[place]}
    chosen = _chosen(period, lengths)
    indicators = [
        one for one in allowed[place] if LENGTHS[Frequency(one.frequency)] is chosen.length
    ]
    return GridPage(
        partnership=partnership,
        periods=_periods(lengths, today),
        places=places,
        period=chosen,
        place=place,
        indicators=sorted(indicators, key=lambda one: (one.code[0], int(one.code[1:]))),
        shown=_shown(partnership, indicators, str(chosen), place),
        known_places=places_of(partnership),
    )


def _chosen(code: str, lengths: set[Length]) -> Period:
    """The period asked for, if it is over; else the last whole one of the shortest length."""
    today = clock.today()
    shortest = min(lengths, key=lambda one: one.months)
    try:
        period = parse(code)
    except ValueError:
        return containing(today, shortest).previous
    if period.last_day >= today or period.length not in lengths:
        return containing(today, shortest).previous
    return period


def _periods(lengths: set[Length], today: Any) -> list[Any]:
    """The periods that are over, in groups, newest first."""
    names = {
        Length.MONTH: _("Måneder"),
        Length.QUARTER: _("Kvartaler"),
        Length.TERTIAL: _("Tertialer"),
        Length.HALF_YEAR: _("Halvår"),
        Length.YEAR: _("År"),
    }
    groups = []
    for length in sorted(lengths, key=lambda one: one.months):
        last = containing(today, length).previous
        rows = [last.step(-back) for back in range(BACK[length])]
        groups.append((names[length], [(str(one), one.label.said(_)) for one in rows]))
    return groups


def _shown(
    partnership: Partnership, indicators: Sequence[Indicator], period: str, place: str
) -> dict[str, Cell]:
    codes = {one.pk: one.code for one in indicators}
    found = {}
    for one in Published.objects.filter(
        partnership=partnership, indicator__in=codes, period=period, standing=True
    ):
        for cell in cells_of(one):
            if cell.key == (place, ""):
                found[codes[one.indicator_id]] = cell
    return found
