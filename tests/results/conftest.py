"""The cast with the catalogue, and short ways to give figures."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest

from conftest import Cast
from tospann.access.actor import STRANGER
from tospann.indicators import actions as indicators
from tospann.indicators.models import Indicator
from tospann.results import actions
from tospann.results.figures import Figure
from tospann.results.models import Import


@dataclass
class Office:
    """A partnership whose figures are given."""

    cast: Cast
    indicators: dict[str, Indicator]

    def figure(self, code: str, period: str, value: Any = None, **given: Any) -> Figure:
        """A figure; numbers may be whole or text."""
        parts = {
            name: None if number is None else Decimal(str(number))
            for name, number in (given | {"value": value}).items()
            if name in ("value", "numerator", "denominator")
        }
        return Figure(self.indicators[code], period, **given | parts)

    def take(self, who: str, *figures: Figure, **given: Any) -> Import:
        """The figures are taken, by the representative of that owner or another role."""
        return actions.take_figures(
            actor=self.cast.actor(who),
            partnership=self.cast.partnership,
            figures=list(figures),
            **{"source": "Prøven"} | given,
        )


@pytest.fixture
def office(cast) -> Office:
    indicators.take_catalogue(actor=STRANGER)
    return Office(cast, {one.code: one for one in Indicator.objects.all()})


@pytest.fixture
def months() -> Callable[[int], list[str]]:
    """The first months of 2023 and on, as periods."""
    return lambda count: [f"{2023 + n // 12}M{n % 12 + 1:02}" for n in range(count)]
