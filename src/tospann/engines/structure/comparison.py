"""Two structures beside each other: who gets a longer way, who a shorter, and what must be agreed
anew. Never only means: a mean can fall while a valley loses an hour.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from tospann.engines.structure.assumptions import Assumptions
from tospann.engines.structure.hidden import Count, Hidden, complement, count, few
from tospann.engines.structure.measures import Measures, measure
from tospann.engines.structure.reach import Ways, Worst, extremes, to_host, to_meet
from tospann.engines.structure.territory import (
    NO_ROUTE,
    Indices,
    Structure,
    Territory,
    Travel,
)

SAME = 60  # seconds: a smaller difference is no difference
LONGER = (15, 30)  # minutes


@dataclass(frozen=True)
class Shift:
    """How the way of a group of residents changes. Residents, one way.

    `much_longer` counts those whose way grows by more than each of `LONGER`; losing the route
    altogether counts as more than any. `most` is the greatest growth and who has it, `None` where
    nobody's way grows.
    """

    shorter: Count
    same: Count
    longer: Count
    much_longer: tuple[Count, ...]
    most: Worst | None


@dataclass(frozen=True)
class GroupShift:
    """A municipality, or everybody (`code` is then empty)."""

    code: str
    name: str
    residents: Count
    meet: Shift
    host: Shift


@dataclass(frozen=True)
class Change:
    """A municipality that gets another host, another model or other partners. Facts only.

    What they mean for its agreements is for those who know the law. Municipalities are numbers.
    """

    municipality: str
    host: tuple[str, str]  # before, after
    model: tuple[str, str]
    left: tuple[str, ...]  # partners it no longer shares an office with
    joined: tuple[str, ...]
    authority: Any = None


@dataclass(frozen=True)
class Comparison:
    """What is different after from before."""

    before: Measures
    after: Measures
    whole: GroupShift
    municipalities: tuple[GroupShift, ...]
    changes: tuple[Change, ...]


def compare(
    territory: Territory,
    travel: Travel,
    before: Structure,
    after: Structure,
    assumptions: Assumptions,
    authority: Callable[[Change], Any] | None = None,
) -> Comparison:
    """Compare two structures of one territory by the same travel times.

    `authority` is asked once for each change; its answer is kept with the change and never read.
    Raises `ValueError` if a structure does not fit the territory, see `measures.fits`.
    """
    measured = [measure(territory, travel, one, assumptions) for one in (before, after)]
    m, names = len(territory.municipalities), territory.municipalities
    group = territory.places.municipality
    pairs = [
        (find(territory, travel, before), find(territory, travel, after))
        for find in (to_meet, to_host)
    ]
    (near,), (far,) = (
        _shifts(territory, np.zeros(len(group), np.int32), 1, *pair) for pair in pairs
    )
    meet, host = (_shifts(territory, group, m, *pair) for pair in pairs)
    everybody = GroupShift("", territory.title, measured[0].whole.residents, near, far)
    return Comparison(
        measured[0],
        measured[1],
        everybody,
        tuple(
            GroupShift(names.numbers[i], names.names[i], old.residents, meet[i], host[i])
            for i, old in enumerate(measured[0].municipalities)
        ),
        changes(territory, before, after, authority),
    )


def _shifts(
    territory: Territory, group: Indices, groups: int, before: Ways, after: Ways
) -> list[Shift]:
    """Count by group; where one group alone would be hidden, another is hidden with it."""
    places = territory.places
    grown = after.seconds.astype(np.int64) - before.seconds
    parts = [grown < -SAME, np.abs(grown) <= SAME, grown > SAME]
    parts += [grown > 60 * minutes for minutes in LONGER]
    people = np.array(
        [np.bincount(group[p], weights=places.residents[p], minlength=groups) for p in parts]
    ).astype(np.int64)
    hide = np.zeros(people.shape, np.bool_)
    for g in range(groups):
        hide[:, g] = _hidden([int(n) for n in people[:, g]])
    hide = np.array([complement(n, h) for n, h in zip(people, hide, strict=True)])
    counted = [
        [
            Hidden.FEW if hidden else count(int(n))
            for n, hidden in zip(people[:, g], hide[:, g], strict=True)
        ]
        for g in range(groups)
    ]
    most = extremes(territory, group, groups, grown, (grown > SAME) & (after.seconds < NO_ROUTE))
    return [
        Shift(shorter, same, longer, tuple(much), worst)
        for (shorter, same, longer, *much), worst in zip(counted, most, strict=True)
    ]


def _hidden(people: list[int]) -> list[bool]:
    """Which of shorter, same, longer and the growing limits to hide for one group."""
    exclusive = complement(people[:3], [few(n) for n in people[:3]])
    hide, above = list(exclusive), people[2]
    for n in people[3:]:
        hide.append(few(n) or few(above - n))
        above = above if hide[-1] else n
    return hide


def changes(
    territory: Territory,
    before: Structure,
    after: Structure,
    authority: Callable[[Change], Any] | None = None,
) -> tuple[Change, ...]:
    """The municipalities whose host, model or partners are not the same, by number."""
    found = []
    numbers = territory.municipalities.numbers
    for i, number in enumerate(numbers):
        a, b = int(before.area[i]), int(after.area[i])
        old = set(np.flatnonzero(before.area == a).tolist())
        new = set(np.flatnonzero(after.area == b).tolist())
        change = Change(
            number,
            (numbers[before.hosts[a]], numbers[after.hosts[b]]),
            (before.models[a], after.models[b]),
            tuple(numbers[j] for j in sorted(old - new)),
            tuple(numbers[j] for j in sorted(new - old)),
        )
        if change.host[0] != change.host[1] or change.model[0] != change.model[1] or old != new:
            found.append(change)
    if authority is None:
        return tuple(found)
    return tuple(replace(one, authority=authority(one)) for one in found)
