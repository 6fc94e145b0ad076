"""Figures in a place of the world: some shown, one hidden, one corrected, one explained."""

from decimal import Decimal
from typing import Any

from tospann.indicators.models import Indicator
from tospann.results import actions
from tospann.results.figures import Figure
from tospann.results.models import Import, Measurement, Rebase

HIDDEN = 3  # cases; found nowhere else, and too few to be shown


def code(name: str) -> Indicator:
    """An indicator of the common catalogue."""
    return Indicator.objects.get(code=name, partnership=None)


def figure(name: str = "I23", period: str = "2025M06", value: Any = 31, base: Any = 90) -> Figure:
    """One figure of a median or a count."""
    return Figure(
        code(name),
        period,
        value=Decimal(value),
        denominator=None if base is None else Decimal(base),
    )


def give(place: Any) -> None:
    """Case times of five months, one of them of too few cases; a new base, a word about it."""
    actor = next(
        place.actor(who)
        for who in place.people
        if who in ("representative", "other_representative")
    )
    partnership = place.partnership
    actions.take_figures(
        actor=actor,
        partnership=partnership,
        figures=[figure(period=f"2025M0{n}", value=20 + n) for n in range(1, 5)]
        + [figure(period="2025M05", value=17, base=HIDDEN)],
        source="Fagsystemet",
    )
    leader = next(place.actor(who) for who in place.people if who in ("leader", "other_leader"))
    actions.take_figures(
        actor=leader,
        partnership=partnership,
        figures=[figure("I33", "2024K4", 12, None)],
        source="Lønnssystemet",
    )
    indicator = code("I23")
    actions.rebase(
        actor=actor,
        partnership=partnership,
        indicator=indicator,
        period="2025M02",
        reason="Nytt mottak.",
    )
    actions.write_note(
        actor=actor,
        partnership=partnership,
        indicator=indicator,
        story=place.marker("forklaring"),
        next_step="Møte om køen.",
    )


def first_of(place: Any) -> Measurement:
    """A figure that stands."""
    return Measurement.objects.standing().get(
        partnership=place.partnership, indicator__code="I23", period="2025M01"
    )


def batch_of(place: Any) -> Import:
    """The import the figures came in."""
    return first_of(place).batch


def rebase_of(place: Any) -> Rebase:
    """The new base."""
    return Rebase.objects.get(partnership=place.partnership)
