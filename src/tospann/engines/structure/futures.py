"""The same question under many futures: which proposals stand when the figures move?

A future draws other residents, other journeys, absent staff and councils that say no; then the
best structure of that future is found. Each future is fixed by (seed, index) alone, so it makes
no difference who computes it, or in what order.

What each draw means, and what it is not:

Residents. Each coming year repeats one of the years in the dataset, drawn for all municipalities
together, so that what hits many at once does so here too. A trend carried on: not a projection by
Statistics Norway, and blind to what has not happened before.
Journeys. Each road or ferry takes its time multiplied by a number drawn evenly within its stated
error, independently of the others. Without a road graph: each pair of municipality and seat.
Absent staff. Each holder of a competence field is away, or not, independently of the others.
Councils. Each says no to any joint area with the same chance, or each in its turn.

The rules about an area's residents and staff, and about minutes between seats, are asked of
today's figures: they decide which areas there are to choose among. The draws then change what
each of those areas gives.
"""

from collections.abc import Callable, Iterable, Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from . import front_kernels as kernels
from . import states as state_space
from .assumptions import Assumptions
from .columns import Enumerated, between, enumerate_areas, score
from .errors import NoAnswer, Stopped
from .front import together
from .master import Coupling
from .partition import NoPartition, divide
from .progress import MOST_STATES, Limit, Progress
from .robustness import Doubt, Outcome, Plan
from .rules import AtLeastFte, AtLeastResidents, FieldsInTwos, Rule, checked
from .states import States
from .territory import Flags, Indices, Integers, Numbers, Places, Territory, Travel
from .travel import Joined, by_roads, join

GROWTH, ROADS, STAFF, COUNCILS = range(4)  # a stream of random numbers each


@dataclass(frozen=True)
class Future:
    """One draw. `refuses` are the councils that say no."""

    residents: Integers  # (m,)
    person_seconds: Integers  # (m, m) as from `columns.between`
    people: Integers | None  # (m, fields)
    refuses: Flags  # (m,)


class Ground:
    """What all futures of a question share: areas, states, roads, yearly growth.

    Parameters
    ----------
    travel : of today. With `doubt.roads` the journeys of a future are found anew on the road
        graph, with waiting as in `travel`.
    plans : structures to compare with the best of each future.

    Raises
    ------
    NoAnswer
        If the rules make no sense, or the dataset lacks what a doubt asks for.
    """

    def __init__(
        self,
        territory: Territory,
        travel: Travel,
        assumptions: Assumptions,
        rules: Sequence[Rule],
        doubt: Doubt,
        *,
        plans: Sequence[Plan] = (),
        most_states: int = MOST_STATES,
    ) -> None:
        self.territory, self.travel, self.assumptions = territory, travel, assumptions
        self.doubt, self.plans = doubt, tuple(plans)
        self.rules = checked(rules, territory, assumptions)
        _check(territory, doubt)
        m = len(territory.municipalities)
        self.today = between(territory, travel)
        everything = enumerate_areas(territory.municipalities, travel.between_seats, self.rules)
        kept = score(territory, self.today, assumptions, everything, self.rules)
        people = (AtLeastFte, AtLeastResidents, FieldsInTwos)
        self.later = tuple(rule for rule in self.rules if not isinstance(rule, people))
        self.count = len(kept)
        self.areas = _with_plans(
            Enumerated(kept.offsets, kept.members, everything.hosts[kept.origin]), self.plans
        )
        self.joint = np.diff(self.areas.offsets) > 1
        self.solver = _Solver(m, kept.offsets, kept.members, self.rules, most_states)

    def priced(self, assumptions: Assumptions) -> "Ground":
        """The same ground under other prices."""
        other = copy(self)
        other.assumptions = assumptions
        return other

    @cached_property
    def growth(self) -> Numbers:
        """(years, m) each year's residents over those of the year before."""
        ages = self.territory.ages
        if ages is None:
            raise NoAnswer("Datasettet har ingen tall for tidligere år. Legg til residents.csv.")
        total = np.maximum(ages.residents.sum(axis=1), 1)
        return np.ascontiguousarray((total[:, 1:] / total[:, :-1]).T)

    @cached_property
    def seats_only(self) -> Territory:
        """The territory with its seats as the only sites, in the order of municipalities."""
        sites, seats = self.territory.sites, self.territory.municipalities.seats
        m = len(seats)
        return replace(
            self.territory,
            brought=None,
            sites=replace(
                sites,
                ids=tuple(sites.ids[seat] for seat in seats),
                names=tuple(sites.names[seat] for seat in seats),
                kinds=tuple(sites.kinds[seat] for seat in seats),
                municipality=sites.municipality[seats],
                latitude=sites.latitude[seats],
                longitude=sites.longitude[seats],
            ),
            municipalities=replace(
                self.territory.municipalities, seats=np.arange(m, dtype=np.int32)
            ),
        )

    @cached_property
    def joined(self) -> Joined:
        return join(self.seats_only)

    def draw(self, seed: int, index: int) -> Future:
        """The future of this number. The same on every machine and in any order."""
        territory, doubt = self.territory, self.doubt
        m = len(territory.municipalities)

        factor = np.ones(m)
        if doubt.year is not None and territory.ages is not None:
            years = doubt.year - territory.ages.years[-1]
            for year in _stream(seed, index, GROWTH).integers(0, len(self.growth), years):
                factor *= self.growth[year]

        seconds = self.today
        if doubt.roads and territory.roads is not None:
            error = territory.roads.error
            drawn = 1 + error * _stream(seed, index, ROADS).uniform(-1, 1, len(error))
            seconds = by_roads(
                self.seats_only,
                waiting=self.travel.waiting,
                factors=drawn,
                joined=self.joined,
            ).person_seconds(self.seats_only)
        elif doubt.journeys:
            drawn = 1 + doubt.journeys * _stream(seed, index, ROADS).uniform(-1, 1, (m, m))
            seconds = np.where(seconds < 0, -1, np.rint(seconds * drawn).astype(np.int64))
        if doubt.year is not None:
            grown = np.rint(seconds * factor[:, None]).astype(np.int64)
            seconds = np.where(seconds < 0, -1, grown)

        people = None
        if territory.staff is not None:
            people = territory.staff.people.astype(np.int64)
            if doubt.away:
                people = _stream(seed, index, STAFF).binomial(people, 1 - doubt.away)
        refuses = _stream(seed, index, COUNCILS).random(m) < doubt.refusal
        if doubt.in_turn:
            refuses[index % m] = True
        return Future(
            np.rint(territory.residents * factor).astype(np.int64), seconds, people, refuses
        )

    def outcome(self, seed: int, index: int, limit: Limit | None = None) -> Outcome:
        """The best structure of one future.

        Raises `Stopped` if `limit` is over before any was found; that can only happen where the
        map has too many states.
        """
        future = self.draw(seed, index)
        m = len(self.territory.municipalities)
        columns = score(
            _with(self.territory, future),
            future.person_seconds,
            self.assumptions,
            self.areas,
            self.later,
        )
        place = np.full(len(self.areas), -1, np.int64)
        place[columns.origin] = np.arange(len(columns))
        refused = self.joint & kernels.holds_any(
            self.areas.offsets, self.areas.members, future.refuses
        )
        price = np.where((place < 0) | refused, -1, columns.weighted[place])
        residents = int(future.residents.sum())
        try:
            chosen, proven = self.solver.solve(price[: self.count], limit)
        except NoPartition:
            nobody = (-1,) * m
            return Outcome(index, nobody, 0, 0, 0, 0, residents, True, (-1,) * len(self.plans))
        places = place[chosen]
        host = np.empty(m, np.int32)
        for c in places:
            host[columns.area(c)] = columns.host[c]
        weighted = int(columns.weighted[places].sum())
        return Outcome(
            index=index,
            host=tuple(host.tolist()),
            access=int(columns.access[places].sum()),
            cost=int(columns.cost[places].sum()),
            exposed=int(columns.exposed[places].sum()),
            weighted=weighted,
            residents=residents,
            proven=proven,
            regrets=tuple(
                -1 if total < 0 else total - weighted for total in self._plan_totals(price)
            ),
        )

    def _plan_totals(self, price: Integers) -> list[int]:
        """The weighted objective of each plan, -1 where it cannot be had."""
        totals, at = [], self.count
        for plan in self.plans:
            some = price[at : at + len(plan.areas)]
            at += len(plan.areas)
            totals.append(-1 if (some < 0).any() else int(some.sum()))
        return totals


def outcomes(
    ground: Ground,
    seed: int,
    indices: Iterable[int],
    *,
    seconds: float = float("inf"),
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> list[Outcome]:
    """The outcome of each future. Raises `Stopped` when there was no time for them all."""
    limit = Limit(seconds, cancelled)
    wanted = list(indices)
    found = []
    for done, index in enumerate(wanted):
        if limit.over():
            raise Stopped(f"Bare {done} av {len(wanted)} framtider ble regnet ferdig.")
        found.append(ground.outcome(seed, index, limit))
        if progress is not None:
            progress(Progress("Regner framtider", (done + 1) / len(wanted)))
    return found


# Inside a ground


def _stream(seed: int, index: int, kind: int) -> np.random.Generator:
    """Random numbers for one kind of draw in one future, independent of every other."""
    return np.random.Generator(
        np.random.Philox(np.random.SeedSequence(seed, spawn_key=(index, kind)))
    )


def _check(territory: Territory, doubt: Doubt) -> None:
    for share in (doubt.journeys, doubt.away, doubt.refusal):
        if not 0 <= share <= 1:
            raise NoAnswer("En sannsynlighet eller feilmargin må være mellom 0 og 1.")
    if doubt.year is not None:
        if territory.ages is None or len(territory.ages.years) < 2:
            raise NoAnswer(
                "Datasettet har ikke folketall for flere år, så utviklingen kan ikke føres "
                "videre. Legg til tidligere år i residents.csv."
            )
        if doubt.year < territory.ages.years[-1]:
            raise NoAnswer(f"Velg et år fra {territory.ages.years[-1]} og framover.")
    if doubt.roads and territory.roads is None:
        raise NoAnswer("Datasettet har ingen veier. Oppgi heller en feilmargin for reisetidene.")
    if doubt.away and territory.staff is None:
        raise NoAnswer("Datasettet har ingen tall for ansatte, så ingen kan være borte.")


def _with(territory: Territory, future: Future) -> Territory:
    """The territory of a future, as far as `score` asks: one place for each municipality."""
    m = len(territory.municipalities)
    flat = np.zeros(m)
    numbers = territory.municipalities.numbers
    staff = territory.staff
    if staff is not None and future.people is not None:
        staff = replace(staff, people=future.people)
    return replace(
        territory,
        places=Places(numbers, np.arange(m, dtype=np.int32), flat, flat, future.residents),
        staff=staff,
    )


def _with_plans(areas: Enumerated, plans: Sequence[Plan]) -> Enumerated:
    """The areas, followed by those of the plans with their hosts."""
    members = [list(area) for plan in plans for area in plan.areas]
    hosts = [
        1 << area.index(host)
        for plan in plans
        for area, host in zip(plan.areas, plan.hosts, strict=True)
    ]
    ends = areas.offsets[-1] + np.cumsum([len(area) for area in members])
    return Enumerated(
        np.concatenate((areas.offsets, ends)).astype(np.int32),
        np.concatenate((areas.members, *members)).astype(np.int32),
        np.concatenate((areas.hosts, np.array(hosts, np.int64))),
    )


class _Solver:
    """The cheapest partition for any prices of the same areas.

    By the states of each piece of the map; by set partitioning where there are too many.
    """

    def __init__(
        self,
        m: int,
        offsets: Indices,
        members: Indices,
        rules: Sequence[Rule],
        most_states: int,
    ) -> None:
        self.m, self.offsets, self.members = m, offsets, members
        self.least, self.most, cap = together(rules)
        if cap is not None:
            # an area's cheaper presences are no columns here, so a cap would shut out too much
            raise NoAnswer(
                "Et tak på kroner kan ikke følges gjennom framtidene. Ta bort kravet, eller se "
                "på avveiingene mellom kroner og tilgang i stedet."
            )
        counting = self.least > 0 or self.most is not None
        self.states: list[States] | None = []
        pieces = (
            [np.arange(m, dtype=np.int32)] if counting else state_space.pieces(m, offsets, members)
        )
        for piece in pieces:
            columns = np.flatnonzero(np.isin(members[offsets[:-1]], piece)).astype(np.int32)
            built = state_space.build(
                piece,
                offsets,
                members,
                columns,
                most_states=most_states,
                least_areas=self.least,
                most_areas=self.most,
            )
            if built is None:
                self.states = None
                return
            self.states.append(built)

    def solve(self, price: Integers, limit: Limit | None) -> tuple[Indices, bool]:
        """The areas chosen, ascending, and whether they are proved the cheapest.

        A price of -1: cannot be had. Raises `NoPartition`.
        """
        if self.states is None:
            return self._divided(price, limit)
        chosen = []
        for states in self.states:
            best = states.cheapest(price) if len(states) else np.full(1, kernels.NEVER)
            if best[0] >= kernels.NEVER:
                raise NoPartition
            chosen.append(states.plan(price, best))
        return np.sort(np.concatenate(chosen)), True

    def _divided(self, price: Integers, limit: Limit | None) -> tuple[Indices, bool]:
        had = np.flatnonzero(price >= 0)
        sizes = np.diff(self.offsets)[had]
        offsets = np.concatenate(([0], np.cumsum(sizes))).astype(np.int32)
        places = np.arange(offsets[-1]) + np.repeat(self.offsets[had] - offsets[:-1], sizes)
        couplings = []
        if self.least or self.most is not None:
            ones = np.ones(len(had), np.int64)
            couplings.append(Coupling(ones, least=self.least or None, most=self.most))
        answer = divide(self.m, offsets, self.members[places], price[had], couplings, limit=limit)
        return had[answer.chosen].astype(np.int32), answer.proven
