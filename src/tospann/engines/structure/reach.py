"""How far people have to somebody to meet: groups of residents, seconds, and what is hidden."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tospann.engines.structure.hidden import (
    SMALLEST_BASE,
    Count,
    Hidden,
    Share,
    complement,
    count,
    few,
    nested,
    share,
)
from tospann.engines.structure.territory import (
    NO_ROUTE,
    Flags,
    Indices,
    Integers,
    Numbers,
    Structure,
    Territory,
    Travel,
)

LIMITS = (30, 60, 90)  # minutes one way, as the studies of offices state them


@dataclass(frozen=True)
class Worst:
    """The residents with the longest way of a group, and where they live."""

    minutes: float
    places: tuple[str, ...]
    municipalities: tuple[str, ...]  # numbers
    residents: Count


@dataclass(frozen=True)
class Reach:
    """How far a group has to one kind of destination, one way.

    `mean_minutes` is over those who have a route. `within` are shares of the whole group, by
    `LIMITS`. `no_same_day` is the share who cannot be sure to get there and home on one day,
    those without a route among them.
    """

    mean_minutes: float | Hidden | None  # None: nobody has a route
    within: tuple[Share, ...]
    no_route: Count
    no_same_day: Share
    worst: Worst | None  # None: nobody has a route, or the group is not made of whole places


@dataclass(frozen=True)
class Ways:
    """From each place to one destination: `seconds` (p,) int, `same_day` (p,) bool."""

    seconds: Indices
    same_day: Flags


def to_meet(territory: Territory, travel: Travel, structure: Structure) -> Ways:
    """From every place to the nearest site with somebody to meet inside its own area.

    `same_day` is true where some such site can be visited and left on one day. An area where
    there is nobody to meet anywhere gives `NO_ROUTE`.
    """
    places = len(territory.places)
    ways = Ways(np.full(places, NO_ROUTE, np.int32), np.zeros(places, np.bool_))
    area = structure.area[territory.places.municipality]
    open_in = np.where(
        structure.days > 0, structure.area[territory.sites.municipality], structure.areas
    )
    for one in range(structure.areas):
        rows, columns = np.flatnonzero(area == one), np.flatnonzero(open_in == one)
        if len(rows) and len(columns):
            here = np.ix_(rows, columns)
            seconds = travel.seconds[here]
            ways.seconds[rows] = seconds.min(axis=1)
            ways.same_day[rows] = (travel.same_day[here] & (seconds < NO_ROUTE)).any(axis=1)
    return ways


def to_host(territory: Territory, travel: Travel, structure: Structure) -> Ways:
    """From every place to the main office of its area: the seat of the host."""
    host = structure.hosts[structure.area[territory.places.municipality]]
    site = territory.municipalities.seats[host]
    rows = np.arange(len(territory.places))
    seconds = travel.seconds[rows, site]
    return Ways(seconds, travel.same_day[rows, site] & (seconds < NO_ROUTE))


def to_sites(travel: Travel, sites: Indices) -> Ways:
    """From every place to the nearest of some sites, whatever area it is in.

    `same_day` is true where some of them can be visited and left on one day.
    """
    seconds = travel.seconds[:, sites]
    day = travel.same_day[:, sites] & (seconds < NO_ROUTE)
    return Ways(seconds.min(axis=1), np.logical_or.reduce(day, axis=1))


@dataclass(frozen=True)
class Sums:
    """What the reach of g groups is made of: sums over their residents.

    Floats, so that shares of groups can be summed; whole numbers are exact below 2**53.
    """

    residents: Numbers  # (g,)
    seconds: Numbers  # (g,) of those with a route
    within: Numbers  # (limits, g)
    reached: Numbers  # (g,) with a route
    same_day: Numbers  # (g,)

    def mixed(self, shares: Numbers) -> "Sums":
        """New groups made of `shares` (g, n) of these, as if the residents of each were alike."""
        return Sums(
            self.residents @ shares,
            self.seconds @ shares,
            self.within @ shares,
            self.reached @ shares,
            self.same_day @ shares,
        )

    def counts(self) -> Integers:
        """(limits + 2, g) residents who are near enough, have a route, have a day trip."""
        rows = np.vstack([self.within, self.reached, self.same_day])
        return np.rint(rows).astype(np.int64)


def sums(residents: Integers, group: Indices, groups: int, ways: Ways) -> Sums:
    """Add up residents and seconds by group. `group` is (p,), 0 to `groups` - 1."""
    route = ways.seconds < NO_ROUTE

    def add(among: Flags, weight: Integers = residents) -> Numbers:
        found = np.bincount(group[among], weights=weight[among], minlength=groups)
        return found.astype(np.float64)

    return Sums(
        add(residents > 0),
        add(route, np.where(route, ways.seconds, 0).astype(np.int64) * residents),
        np.array([add(ways.seconds <= 60 * limit) for limit in LIMITS]),
        add(route),
        add(ways.same_day),
    )


def veil(found: Sums, *, parts: bool) -> Flags:
    """(limits + 2, g) which counts of `Sums.counts` no figure may give away.

    With `parts` the groups are all the parts of a whole that is shown too: where one alone is
    hidden, another is hidden with it.
    """
    people = np.rint(found.residents).astype(np.int64).tolist()
    counts = found.counts()
    *rising, same_day = counts.tolist()
    limits = [
        nested(column, base)
        for column, base in zip(zip(*rising, strict=True), people, strict=True)
    ]
    seldom = [few(n) or few(base - n) for n, base in zip(same_day, people, strict=True)]
    hide = [*(list(row) for row in zip(*limits, strict=True)), seldom]
    if parts:
        hide = [complement(row, hidden) for row, hidden in zip(counts.tolist(), hide, strict=True)]
    return np.array(hide, np.bool_)


def reaches(found: Sums, worst: Sequence[Worst | None], hide: Flags) -> tuple[Reach, ...]:
    """The reach of every group, with what `hide` (limits + 2, g) says left out."""
    people = np.rint(found.residents).astype(np.int64).tolist()
    rows = found.counts().T.tolist()
    answers = []
    for g, (base, row, hidden) in enumerate(zip(people, rows, hide.T.tolist(), strict=True)):
        *near, reached, same_day = (
            Hidden.FEW if gone and base >= SMALLEST_BASE else share(n, base)
            for n, gone in zip(row, hidden, strict=True)
        )
        missing = base - row[-2]
        answers.append(
            Reach(
                _mean(found.seconds[g], row[-2]),
                tuple(near),
                Hidden.FEW if reached is Hidden.FEW and missing else count(missing),
                1 - same_day if isinstance(same_day, float) else same_day,
                worst[g],
            )
        )
    return tuple(answers)


def whole(territory: Territory, ways: Ways) -> Reach:
    """The reach of everybody in a territory."""
    one = np.zeros(len(territory.places), np.int32)
    found = sums(territory.places.residents, one, 1, ways)
    (answer,) = reaches(found, farthest(territory, one, 1, ways), veil(found, parts=False))
    return answer


def _mean(seconds: float, people: int) -> float | Hidden | None:
    if not people:
        return None
    return Hidden.FEW if few(people) else float(seconds / people / 60)


def farthest(territory: Territory, group: Indices, groups: int, ways: Ways) -> list[Worst | None]:
    """Who has the longest way in each group; `None` where nobody has a route."""
    return extremes(territory, group, groups, ways.seconds, ways.seconds < NO_ROUTE)


def extremes(
    territory: Territory, group: Indices, groups: int, seconds: Integers | Indices, among: Flags
) -> list[Worst | None]:
    """The residents with the most seconds of each group, places in their order.

    `seconds` is (p,) and not negative where `among` (p,) says that a place counts; places where
    nobody lives never do. `None` for a group where none counts.
    """
    places, numbers = territory.places, territory.municipalities.numbers
    counted = among & (places.residents > 0)
    longest = np.full(groups, -1, np.int64)
    np.maximum.at(longest, group[counted], seconds[counted])
    rows: list[list[int]] = [[] for _ in range(groups)]
    for place in np.flatnonzero(counted & (seconds == longest[group])):
        rows[group[place]].append(int(place))
    return [
        Worst(
            float(longest[g] / 60),
            tuple(places.ids[i] for i in found),
            tuple(sorted({numbers[places.municipality[i]] for i in found})),
            count(int(places.residents[found].sum())),
        )
        if found
        else None
        for g, found in enumerate(rows)
    ]
