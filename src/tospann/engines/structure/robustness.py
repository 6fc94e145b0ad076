"""What many futures say together. Plain data: nothing here needs the searches.

A future is drawn and solved in `futures.py`. Here is what may come otherwise, the structures that
are followed, what one future answers, and what they all say.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from tospann.engines.structure.territory import Indices, Integers, Structure


@dataclass(frozen=True)
class Doubt:
    """What may come otherwise. As it stands, nothing does."""

    year: int | None = None  # residents as on 1 January of this year
    roads: bool = False  # each edge within its stated error
    journeys: float = 0.0  # relative error of each journey where there is no road graph, 0 to 1
    away: float = 0.0  # chance that a holder of a field is gone, 0 to 1
    refusal: float = 0.0  # chance that a council says no to any joint area, 0 to 1
    in_turn: bool = False  # in future i the council of municipality i says no, round and round


@dataclass(frozen=True)
class Plan:
    """A structure to be compared: areas and hosts. Presences and models adapt to the future."""

    name: str
    areas: tuple[tuple[int, ...], ...]  # ascending
    hosts: tuple[int, ...]
    title: str = ""  # for people

    @classmethod
    def of(cls, structure: Structure) -> "Plan":
        """From a structure of a territory."""
        areas = [np.flatnonzero(structure.area == a) for a in range(structure.areas)]
        return cls(
            structure.name,
            tuple(tuple(area.tolist()) for area in areas),
            tuple(int(host) for host in structure.hosts),
            structure.title,
        )


@dataclass(frozen=True)
class Outcome:
    """The best structure of one future, or none when no structure keeps the rules.

    host : (m,) who hosts each municipality, so two with the same host share an area; -1 = none.
    regrets : for each plan compared, øre a year more than the best; -1 = it cannot be had, as
        a council in it says no or somebody has no road to its host.
    """

    index: int
    host: tuple[int, ...]
    access: int
    cost: int
    exposed: int
    weighted: int
    residents: int
    proven: bool
    regrets: tuple[int, ...]

    @property
    def found(self) -> bool:
        return self.host[0] >= 0


@dataclass(frozen=True)
class Spread:
    """Of whole numbers, by nearest rank: a twentieth are at or below `low`, and so on."""

    low: int  # 5 %
    middle: int  # 50 %
    high: int  # 95 %

    @classmethod
    def of(cls, values: Sequence[int]) -> "Spread":
        """Raises `ValueError` without values."""
        if not values:
            raise ValueError("a spread needs at least one value")
        ordered = sorted(values)

        def rank(share: int) -> int:
            return ordered[max(0, -(-share * len(ordered) // 100) - 1)]

        return cls(rank(5), rank(50), rank(95))


@dataclass(frozen=True)
class Regret:
    """How a plan compares with the best of each future where it can be had at all."""

    name: str
    possible: int  # futures
    best: int  # futures where nothing is better
    spread: Spread | None  # øre a year more than the best
    most: int


@dataclass(frozen=True)
class Robustness:
    """What many futures say together.

    pairs : (m, m) in how many futures two municipalities share an area; `answered` on the
        diagonal.
    hosts : (m,) in how many futures a municipality hosts.
    partitions : each division into areas that is ever the best, and how often; the most frequent
        first. A division is, for each municipality, the first member of its area.
    """

    futures: int
    answered: int  # the others have no structure that keeps the rules
    unproven: int
    pairs: Integers
    hosts: Integers
    partitions: tuple[tuple[tuple[int, ...], int], ...]
    access: Spread | None  # person-seconds one way
    mean_seconds: Spread | None  # a resident one way
    cost: Spread | None  # kroner a year
    exposed: Spread | None  # thousandths of residents
    weighted: Spread | None  # øre a year
    areas: Spread | None
    regrets: tuple[Regret, ...]


def robustness(found: Sequence[Outcome], plans: Sequence[str] = ()) -> Robustness:
    """Gather outcomes, in any order.

    Parameters
    ----------
    found : at least one.
    plans : the names of the plans compared, in their order.
    """
    if not found:
        raise ValueError("no futures to gather")
    m = len(found[0].host)
    answered = [outcome for outcome in found if outcome.found]
    host = np.array([outcome.host for outcome in answered], np.int32).reshape(-1, m)
    pairs = np.zeros((m, m), np.int64)
    for row in host:
        pairs += row[:, None] == row[None, :]
    partitions = Counter(_division(row) for row in host)

    def spread(of: Callable[[Outcome], int]) -> Spread | None:
        return Spread.of([of(outcome) for outcome in answered]) if answered else None

    return Robustness(
        futures=len(found),
        answered=len(answered),
        unproven=sum(not outcome.proven for outcome in answered),
        pairs=pairs,
        hosts=(host == np.arange(m)).sum(axis=0),
        partitions=tuple(sorted(partitions.items(), key=lambda entry: (-entry[1], entry[0]))),
        access=spread(lambda outcome: outcome.access),
        mean_seconds=spread(lambda outcome: outcome.access // max(1, outcome.residents)),
        cost=spread(lambda outcome: outcome.cost),
        exposed=spread(lambda outcome: outcome.exposed),
        weighted=spread(lambda outcome: outcome.weighted),
        areas=spread(lambda outcome: len(set(outcome.host))),
        regrets=tuple(
            _regret(name, [outcome.regrets[p] for outcome in answered])
            for p, name in enumerate(plans)
        ),
    )


def _regret(name: str, amounts: Sequence[int]) -> Regret:
    had = [value for value in amounts if value >= 0]
    return Regret(
        name=name,
        possible=len(had),
        best=sum(value == 0 for value in had),
        spread=Spread.of(had) if had else None,
        most=max(had, default=-1),
    )


def _division(host: Indices) -> tuple[int, ...]:
    """The first member of each municipality's area."""
    first: dict[int, int] = {}
    return tuple(first.setdefault(int(h), i) for i, h in enumerate(host))
