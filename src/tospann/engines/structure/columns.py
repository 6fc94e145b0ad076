"""Every area there could be, once each, with what it costs: the columns of a proposal.

`enumerate_areas` asks only about the map and the rules, so a future with other people in it
re-scores the same areas (`score`, some hundredths of a second for 270 000 of them). `options`
keeps, for whole fronts, every choice of host and presence in an area that no other dominates.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tospann.engines.structure import column_kernels as kernels
from tospann.engines.structure.assumptions import Assumptions
from tospann.engines.structure.environment import exposed, in_twos
from tospann.engines.structure.errors import NoAnswer, Stopped
from tospann.engines.structure.rules import (
    Apart,
    AtLeastFte,
    AtLeastResidents,
    AtMostMembers,
    Connected,
    FieldsInTwos,
    FixedArea,
    Hosts,
    InsideGroups,
    Models,
    NeverHosts,
    RefusesHost,
    RefusesWith,
    Rule,
    StandsAlone,
    Together,
    WithinMinutes,
    excepted,
)
from tospann.engines.structure.territory import (
    Flags,
    Indices,
    Integers,
    Municipalities,
    Territory,
    Travel,
)

MOST_AREAS = 3_000_000  # some 1 GB of arrays on the way; beyond it, ask for smaller areas
MOST_MEMBERS = 62  # one bit each in a host mask
SEEN_FOR_ONE = 4  # sets looked at, at most, for each area there is room for
ROOTS_AT_A_TIME = 16


class TooMany(NoAnswer):
    """There are more possible areas than can be held."""


@dataclass(frozen=True)
class Enumerated:
    """Every connected area the rules allow, each once, by its smallest municipality.

    `hosts`: bit p is set when the member at position p may host by the rules.
    """

    offsets: Indices  # (n + 1,)
    members: Indices  # municipalities of each area, ascending
    hosts: Integers  # (n,)

    def __len__(self) -> int:
        return len(self.hosts)


@dataclass(frozen=True)
class Columns:
    """The areas that keep every rule about one area, each with its best host and presences."""

    offsets: Indices  # (n + 1,) CSR into members
    members: Indices  # municipalities of each area, ascending
    host: Indices  # (n,) best host by the weighted objective
    model: Indices  # (n,) index into assumptions.models
    access: Integers  # (n,) person-seconds one way
    cost: Integers  # (n,) kroner a year
    exposed: Integers  # (n,) thousandths of residents
    weighted: Integers  # (n,) øre a year
    origin: Indices  # (n,) the area's place among the enumerated

    def __len__(self) -> int:
        return len(self.host)

    def area(self, c: int) -> Indices:
        """The members of column c."""
        return self.members[self.offsets[c] : self.offsets[c + 1]]


@dataclass(frozen=True)
class Options:
    """Every undominated (access, cost) of host, presences and model, area by area.

    `subset` points into `offsets`/`members`; `levels` holds the presence of each member as a
    digit in base `len(assumptions.presences)`, the first member's lowest, the host's 0.
    """

    offsets: Indices
    members: Indices
    subset: Indices  # (k,) ascending
    host: Indices  # (k,)
    model: Indices  # (k,)
    levels: Integers  # (k,)
    access: Integers  # (k,) person-seconds one way, falling inside a subset
    cost: Integers  # (k,) kroner a year, rising inside a subset
    exposed: Integers  # (k,) thousandths of residents, the same all over a subset

    def __len__(self) -> int:
        return len(self.subset)


@dataclass(frozen=True)
class Service:
    """What each presence level of municipality i under host h means. For i == h: the host.

    The best level is by the weighted objective; of equals the first.
    """

    access: Integers  # (m, m, levels) person-seconds one way
    usable: Flags  # (m, m, levels)
    best: Indices  # (m, m)
    best_access: Integers  # (m, m)
    best_kroner: Integers  # (m, m)
    allowed: Flags  # (m, m) some level is usable


# What each rule means for one area


@dataclass(frozen=True)
class Limits:
    """The rules about the map, as matrices. All (m, m) bool."""

    most: int
    serves: Flags  # [i, h]: h may host i
    apart: Flags  # [i, j]: never in one area; symmetric
    needs: Flags  # [i, j]: where i is, j is
    near: Flags  # [i, j]: touch; symmetric


def limits(
    municipalities: Municipalities, between_seats: Indices, rules: Sequence[Rule]
) -> Limits:
    """The rules about the map, as matrices."""
    m = len(municipalities)
    index = municipalities.index
    most = m
    serves = np.ones((m, m), np.bool_)
    apart = np.zeros((m, m), np.bool_)
    needs = np.eye(m, dtype=np.bool_)
    near = np.zeros((m, m), np.bool_)
    if Connected() in rules:
        a, b = municipalities.touching.T if len(municipalities.touching) else ([], [])
        near[a, b] = near[b, a] = True
    else:
        near[:] = True

    def separate(one: int, others: Flags) -> None:
        apart[one, others] = apart[others, one] = True

    for rule in rules:
        match rule:
            case AtMostMembers(count):
                most = min(most, count)
            case WithinMinutes(minutes):
                serves &= between_seats <= minutes * 60
            case Together(numbers):
                group = [index(number) for number in numbers]
                needs[np.ix_(group, group)] = True
            case Apart(a, b) | RefusesWith(a, b):
                apart[index(a), index(b)] = apart[index(b), index(a)] = True
            case StandsAlone(number):
                i = index(number)
                separate(i, np.arange(m) != i)
            case RefusesHost(number, host):
                serves[index(number), index(host)] = False
            case Hosts(number):
                serves[index(number), np.arange(m) != index(number)] = False
            case NeverHosts(number):
                serves[:, index(number)] = False
            case FixedArea(numbers, host):
                inside = np.isin(np.arange(m), [index(number) for number in numbers])
                needs |= inside[:, None] & inside[None, :]
                apart |= inside[:, None] != inside[None, :]
                if host is not None:
                    serves[inside] &= np.arange(m) == index(host)
            case InsideGroups():
                groups = np.array(municipalities.groups)
                apart |= groups[:, None] != groups[None, :]
    return Limits(most, serves, apart, needs, near)


def enumerate_areas(
    municipalities: Municipalities,
    between_seats: Indices,
    rules: Sequence[Rule],
    *,
    most_areas: int = MOST_AREAS,
    holding: int | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Enumerated:
    """Every connected area the rules about the map allow.

    Parameters
    ----------
    municipalities : m of them.
    between_seats : (m, m) seconds from one administrative centre to another.
    rules : as from `rules.checked`; those about people and kroner are for `score`.
    holding : only areas with this municipality; their members are then in no order.

    Raises
    ------
    NoAnswer
        When no rule bounds the number of members and there are more than 62 municipalities.
    TooMany
        With more than `most_areas` areas: allow fewer members or shorter journeys.
    Stopped
        If `cancelled` says so on the way.

    Time grows with the number of areas, about 3 µs each; three times as many per extra member
    at 90 minutes (Norway: 270 000 for 7 members, 770 000 for 8).
    """
    m = len(municipalities)
    allowed = limits(municipalities, between_seats, rules)
    if allowed.most > MOST_MEMBERS:
        raise NoAnswer(
            f"Si hvor mange kommuner et område kan ha, høyst {MOST_MEMBERS}. "
            "Uten en slik grense er det for mange mulige områder."
        )
    order = np.arange(m, dtype=np.int32)
    if holding is not None:
        order[: holding + 1] = np.roll(order[: holding + 1], 1)
    turned = np.ix_(order, order)
    touching = allowed.near[turned]
    starts = np.concatenate(([0], np.cumsum(touching.sum(axis=1)))).astype(np.int32)
    near = np.nonzero(touching)[1].astype(np.int32)
    bits = [_bits(flags[turned]) for flags in (allowed.serves, allowed.apart, allowed.needs)]
    sizes, members, hosts = [], [], []
    left, left_to_see = most_areas, SEEN_FOR_ONE * most_areas
    roots = m if holding is None else 1
    for first in range(0, roots, ROOTS_AT_A_TIME):
        if cancelled is not None and cancelled():
            raise Stopped("Avbrutt før noe svar var funnet.")
        last = min(first + ROOTS_AT_A_TIME, roots)
        part = kernels.connected(first, last, starts, near, *bits, allowed.most, left, left_to_see)
        if not part[3]:
            raise TooMany(
                f"Det er over {most_areas:,} mulige områder. ".replace(",", "\u00a0")
                + "Tillat færre kommuner i hvert område, eller kortere reisetid."
            )
        sizes.append(part[0])
        members.append(order[part[1]])
        hosts.append(part[2])
        left -= len(part[0])
        left_to_see -= part[4]
    offsets = np.concatenate(([0], np.cumsum(np.concatenate(sizes)))).astype(np.int32)
    return Enumerated(offsets, np.concatenate(members), np.concatenate(hosts))


def joined(one: Enumerated, other: Enumerated) -> Enumerated:
    """The areas of both."""
    return Enumerated(
        np.concatenate((one.offsets, one.offsets[-1] + other.offsets[1:])).astype(np.int32),
        np.concatenate((one.members, other.members)),
        np.concatenate((one.hosts, other.hosts)),
    )


def between(territory: Territory, travel: Travel) -> Integers:
    """(m, m) seconds of all residents of a municipality to each seat, summed one way; -1 = no
    route for some of them."""
    return travel.person_seconds(territory)[:, territory.municipalities.seats]


def service(person_seconds: Integers, assumptions: Assumptions) -> Service:
    """What each presence level gives municipality i under host h.

    Parameters
    ----------
    person_seconds : (m, m) as from `between`.
    """
    at_home = np.diagonal(person_seconds)[:, None, None]
    away = person_seconds[:, :, None]
    met = np.array([presence.met for presence in assumptions.presences])
    kroner = np.array([presence.kroner for presence in assumptions.presences], np.int64)
    usable = (away >= 0) & ((at_home >= 0) | (met == 0))
    access = np.rint(met * at_home + (1 - met) * away).astype(np.int64)
    priced = np.where(
        usable, access * _ore_per_person_second(assumptions) + 100.0 * kroner, np.inf
    )
    best = priced.argmin(axis=2)
    own = np.arange(len(person_seconds))
    best[own, own] = 0
    access[own, own, :] = person_seconds[own, own, None]
    usable[own, own, :] = (person_seconds[own, own] >= 0)[:, None]
    best_kroner = kroner[best]
    best_kroner[own, own] = 0
    return Service(
        access=access,
        usable=usable,
        best=best.astype(np.int32),
        best_access=np.take_along_axis(access, best[:, :, None], axis=2)[:, :, 0],
        best_kroner=best_kroner,
        allowed=usable.any(axis=2),
    )


def weigh(
    access: Integers, cost: Integers, exposed: Integers, assumptions: Assumptions
) -> Integers:
    """The weighted objective of areas, in whole øre a year.

    Parameters
    ----------
    access : person-seconds one way. cost : kroner a year. exposed : thousandths of residents.
    """
    travel = np.rint(access * _ore_per_person_second(assumptions)).astype(np.int64)
    doubt = np.rint(exposed / 1000 * assumptions.kroner_per_exposed * 100).astype(np.int64)
    return 100 * cost + travel + doubt


def score(
    territory: Territory,
    person_seconds: Integers,
    assumptions: Assumptions,
    enumerated: Enumerated,
    rules: Sequence[Rule],
) -> Columns:
    """The areas that keep the rules about people too, each with its best host and presences.

    Parameters
    ----------
    person_seconds : (m, m) as from `between`.
    enumerated : from `enumerate_areas` with the same map and rules.

    Returns
    -------
    Columns in the order of `enumerated`. Without staff in the territory `exposed` is 0.
    """
    given = service(person_seconds, assumptions)
    host, access, presences = kernels.best_hosts(
        enumerated.offsets,
        enumerated.members,
        enumerated.hosts,
        given.best_access,
        given.best_kroner,
        given.allowed,
        _ore_per_person_second(assumptions),
    )
    model, model_kroner = _models(territory, assumptions, enumerated, rules)
    at_risk, enough = _people(territory, assumptions, enumerated, rules)
    kept = np.flatnonzero((host >= 0) & (model >= 0) & enough)
    cost = (presences + model_kroner)[kept]
    access, at_risk = access[kept], at_risk[kept]
    offsets, members = _subset(enumerated.offsets, enumerated.members, kept)
    return Columns(
        offsets=offsets,
        members=members,
        host=host[kept],
        model=model[kept],
        access=access,
        cost=cost,
        exposed=at_risk,
        weighted=weigh(access, cost, at_risk, assumptions),
        origin=kept.astype(np.int32),
    )


def options(
    territory: Territory,
    person_seconds: Integers,
    assumptions: Assumptions,
    enumerated: Enumerated,
    rules: Sequence[Rule],
) -> Options:
    """For each area that keeps the rules, every undominated choice of host, presences, model.

    Parameters and areas as for `score`. Raises `NoAnswer` when areas are so large that their
    presences no longer fit one whole number (40 members with three levels).
    """
    levels = len(assumptions.presences)
    largest = int(np.diff(enumerated.offsets).max(initial=1))
    if levels ** float(largest) >= 2.0**62:
        raise NoAnswer("Områdene er for store til å vise alle avveiinger. Tillat færre kommuner.")
    given = service(person_seconds, assumptions)
    model, model_kroner = _models(territory, assumptions, enumerated, rules)
    at_risk, enough = _people(territory, assumptions, enumerated, rules)
    kept = np.flatnonzero((model >= 0) & enough)
    offsets, members = _subset(enumerated.offsets, enumerated.members, kept)
    subset, host, codes, access, presences = kernels.choices(
        offsets,
        members,
        enumerated.hosts[kept],
        given.access,
        given.usable,
        np.array([presence.kroner for presence in assumptions.presences], np.int64),
    )
    return Options(
        offsets=offsets,
        members=members,
        subset=subset,
        host=host,
        model=model[kept][subset],
        levels=codes,
        access=access,
        cost=presences + model_kroner[kept][subset],
        exposed=at_risk[kept][subset],
    )


def _ore_per_person_second(assumptions: Assumptions) -> float:
    """Of one resident's second one way: there and back, each visit of the year."""
    return assumptions.visits * 2 / 3600 * assumptions.kroner_per_hour * 100


def _models(
    territory: Territory, assumptions: Assumptions, enumerated: Enumerated, rules: Sequence[Rule]
) -> tuple[Indices, Integers]:
    """The cheapest model each area may use (-1: none), and all it costs beside presences."""
    sizes = np.diff(enumerated.offsets).astype(np.int64)
    names = [model.name for model in assumptions.models]
    may = np.ones((len(territory.municipalities), len(names)), np.bool_)
    for rule in rules:
        if isinstance(rule, Models):
            who = (
                slice(None)
                if rule.numbers is None
                else [territory.municipalities.index(number) for number in rule.numbers]
            )
            may[who] &= np.isin(names, rule.allowed)
    allowed = kernels.meets(enumerated.offsets, enumerated.members, may)
    alone = np.array([model.alone for model in assumptions.models], np.bool_)
    allowed &= alone[None, :] == (sizes == 1)[:, None]
    yearly = np.array([model.kroner for model in assumptions.models], np.int64)
    partner = np.array([model.kroner_per_partner for model in assumptions.models], np.int64)
    kroner = yearly[None, :] + partner[None, :] * (sizes[:, None] - 1)
    best = np.where(allowed, kroner, np.iinfo(np.int64).max).argmin(axis=1)
    chosen = np.take_along_axis(kroner, best[:, None], axis=1)[:, 0]
    model = np.where(allowed.any(axis=1), best, -1).astype(np.int32)
    return model, chosen + assumptions.main_office_kroner


def _people(
    territory: Territory, assumptions: Assumptions, enumerated: Enumerated, rules: Sequence[Rule]
) -> tuple[Integers, Flags]:
    """Thousandths of residents who meet an uncovered field, and who keeps the least sizes."""
    count = len(enumerated)
    staff = territory.staff
    holders = np.zeros((len(territory.municipalities), 0), np.int64)
    fte = np.zeros(len(territory.municipalities), np.int64)
    if staff is not None:
        holders = staff.people.astype(np.int64)
        fte = np.rint(staff.fte.sum(axis=(1, 2)) * 1000).astype(np.int64)
    total = kernels.sums(
        enumerated.offsets,
        enumerated.members,
        np.column_stack((territory.residents, fte, holders)),
    )
    residents, thousandths, people = total[:, 0], total[:, 1], total[:, 2:]
    at_risk = np.zeros(count, np.int64)
    if people.shape[1]:
        at_risk = exposed(people, residents, assumptions.absence)
    enough = np.ones(count, np.bool_)
    for rule in rules:
        match rule:
            case AtLeastResidents(least):
                enough &= (residents >= least) | _only(territory, enumerated, excepted(rule))
            case AtLeastFte(least):
                large = thousandths >= round(least * 1000)
                enough &= large | _only(territory, enumerated, excepted(rule))
            case FieldsInTwos(least):
                enough &= in_twos(people) >= least
    return at_risk, enough


def _only(territory: Territory, enumerated: Enumerated, numbers: Sequence[str]) -> Flags:
    """(n,) which areas are made of these municipalities alone."""
    if not numbers:
        return np.zeros(len(enumerated), np.bool_)
    others = np.ones(len(territory.municipalities), np.int64)
    others[[territory.municipalities.index(number) for number in numbers]] = 0
    count = kernels.sums(enumerated.offsets, enumerated.members, others[:, None])
    return count[:, 0] == 0


def _subset(
    offsets: Indices, members: Indices, kept: NDArray[np.int64]
) -> tuple[Indices, Indices]:
    """The CSR rows `kept`, in that order."""
    sizes = np.diff(offsets)[kept]
    shorter = np.concatenate(([0], np.cumsum(sizes))).astype(np.int32)
    places = np.arange(shorter[-1]) + np.repeat(offsets[kept] - shorter[:-1], sizes)
    return shorter, members[places]


def _bits(flags: Flags) -> NDArray[np.uint64]:
    """(m, words) uint64 with bit h of row i set where flags[i, h]."""
    m, width = flags.shape
    words = -(-width // kernels.WORD)
    padded = np.zeros((m, words * kernels.WORD), np.bool_)
    padded[:, :width] = flags
    return np.packbits(padded, axis=1, bitorder="little").view("<u8").astype(np.uint64)
