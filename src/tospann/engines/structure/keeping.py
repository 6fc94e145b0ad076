"""Which rules a structure breaks, and where: for those drawn by hand, and those of today.

The search never makes a structure that breaks a rule; a person may, and should be told.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tospann.engines.structure.assumptions import Assumptions
from tospann.engines.structure.costs import cost
from tospann.engines.structure.environment import in_twos
from tospann.engines.structure.norwegian import listed
from tospann.engines.structure.rules import (
    Apart,
    AtLeastAreas,
    AtLeastFte,
    AtLeastResidents,
    AtMostAreas,
    AtMostKroner,
    AtMostMembers,
    Connected,
    FieldsInTwos,
    FixedArea,
    Hosts,
    InsideGroups,
    Models,
    NeverHosts,
    Reachable,
    RefusesHost,
    RefusesWith,
    Rule,
    StandsAlone,
    Together,
    WithinMinutes,
    checked,
)
from tospann.engines.structure.territory import NO_ROUTE, Integers, Structure, Territory, Travel


@dataclass(frozen=True)
class Broken:
    """A rule that a structure does not keep, and the areas that break it.

    `areas` are numbers from 0 in the structure's order; empty when the rule is about all areas
    together.
    """

    rule: Rule
    areas: tuple[int, ...]

    def sentence(self, territory: Territory, structure: Structure) -> str:
        """In bokmål: the rule, and the hosts of the areas that break it."""
        said = self.rule.sentence(territory)
        if not self.areas:
            return f"{said}."
        names, hosts = territory.municipalities.names, structure.hosts
        area = "området" if len(self.areas) == 1 else "områdene"
        return f"{said}. Gjelder {area} til {listed([names[hosts[i]] for i in self.areas])}."


def broken(
    territory: Territory,
    travel: Travel,
    structure: Structure,
    rules: Sequence[Rule],
    assumptions: Assumptions,
) -> tuple[Broken, ...]:
    """The rules the structure breaks, in the order given, then those that always hold.

    Raises
    ------
    NoAnswer
        As `rules.checked`, when a rule means nothing here.
    """
    found = []
    members = [np.flatnonzero(structure.area == i) for i in range(structure.areas)]
    for rule in checked(rules, territory, assumptions):
        if isinstance(rule, AtMostAreas | AtLeastAreas | AtMostKroner):
            if not _all_keep(rule, territory, structure, assumptions):
                found.append(Broken(rule, ()))
            continue
        areas = tuple(
            i
            for i, inside in enumerate(members)
            if not _keeps(rule, territory, travel, structure, i, inside)
        )
        if areas:
            found.append(Broken(rule, areas))
    return tuple(found)


def _all_keep(
    rule: AtMostAreas | AtLeastAreas | AtMostKroner,
    territory: Territory,
    structure: Structure,
    assumptions: Assumptions,
) -> bool:
    """Do all areas together keep the rule? A model without a price keeps no limit on kroner."""
    match rule:
        case AtMostAreas(count):
            return structure.areas <= count
        case AtLeastAreas(count):
            return structure.areas >= count
        case AtMostKroner(kroner):
            total = [one.total for one in cost(territory, structure, assumptions)]
            return None not in total and sum(one for one in total if one is not None) <= kroner


def _keeps(
    rule: Rule,
    territory: Territory,
    travel: Travel,
    structure: Structure,
    area: int,
    inside: Integers,
) -> bool:
    """Does one area keep the rule? `inside` are its municipalities."""
    index, host = territory.municipalities.index, int(structure.hosts[area])
    members = set(inside.tolist())

    def every(numbers: Sequence[str]) -> set[int]:
        return {index(number) for number in numbers}

    match rule:
        case AtMostMembers(count):
            return len(members) <= count
        case WithinMinutes(minutes):
            return bool((travel.between_seats[inside, host] <= minutes * 60).all())
        case AtLeastResidents(count, free):
            return members <= every(free) or int(territory.residents[inside].sum()) >= count
        case AtLeastFte(fte, free):
            return members <= every(free) or _thousandths(territory, inside) >= round(fte * 1000)
        case FieldsInTwos(count):
            staff = territory.staff
            return staff is None or int(in_twos(staff.people[inside].sum(axis=0))) >= count
        case Together(numbers):
            return not members & every(numbers) or every(numbers) <= members
        case FixedArea(numbers, decided):
            fixed = every(numbers)
            right = decided is None or host == index(decided)
            return not members & fixed or (members == fixed and right)
        case Apart(a, b) | RefusesWith(a, b):
            return not every((a, b)) <= members
        case StandsAlone(number):
            return index(number) not in members or len(members) == 1
        case RefusesHost(number, refused):
            return index(number) not in members or host != index(refused)
        case Hosts(number):
            return index(number) not in members or host == index(number)
        case NeverHosts(number):
            return host != index(number)
        case Models(allowed, of):
            asked = of is None or bool(members & every(of))
            return not asked or structure.models[area] in allowed
        case InsideGroups():
            return len({territory.municipalities.groups[i] for i in members}) == 1
        case Connected():
            return _hangs_together(territory, members)
        case Reachable():
            return _reached(territory, travel, inside, host)
    raise TypeError(f"{rule!r} is about no single area")


def _thousandths(territory: Territory, inside: Integers) -> int:
    """Thousandths of full-time equivalents, each municipality rounded as the search does."""
    if territory.staff is None:
        return 0
    return int(np.rint(territory.staff.fte[inside].sum(axis=(1, 2)) * 1000).sum())


def _hangs_together(territory: Territory, members: set[int]) -> bool:
    """Can every member be reached from the first without leaving the area?"""
    return _around(min(members), _neighbours(territory), members) == members


def _reached(territory: Territory, travel: Travel, inside: Integers, host: int) -> bool:
    """Has every resident a route to the host's seat?"""
    places = territory.places
    here = np.isin(places.municipality, inside) & (places.residents > 0)
    seat = territory.municipalities.seats[host]
    return bool((travel.seconds[here, seat] < NO_ROUTE).all())


def never_large_enough(
    territory: Territory, travel: Travel, rules: Sequence[Rule]
) -> tuple[str, ...]:
    """Municipalities that cannot be in any area of the least size, by number; not those exempt.

    Looked at alone: the largest neighbours that hang together with it within the stated minutes
    of one host, as many as an area may have. Who is not named may still lack an area, when the
    neighbours are needed elsewhere.
    """
    near = _neighbours(territory)
    most = min((one.count for one in rules if isinstance(one, AtMostMembers)), default=len(near))
    minutes = min((one.minutes for one in rules if isinstance(one, WithinMinutes)), default=np.inf)
    serves = travel.between_seats <= minutes * 60
    lacking = set[str]()
    for rule in rules:
        if not isinstance(rule, AtLeastFte | AtLeastResidents):
            continue
        if isinstance(rule, AtLeastFte):
            sizes = [_thousandths(territory, np.array([i])) for i in near]
            least = round(rule.fte * 1000)
        else:
            sizes, least = territory.residents.tolist(), rule.count
        for i, number in enumerate(territory.municipalities.numbers):
            if number in rule.except_:
                continue
            best = 0
            for host in np.flatnonzero(serves[i]).tolist():
                inside = _around(i, near, set(np.flatnonzero(serves[:, host]).tolist()))
                needed = {i, host}
                if host in inside and len(needed) <= most:
                    others = sorted((sizes[j] for j in inside - needed), reverse=True)
                    room = most - len(needed)
                    best = max(best, sum(sizes[j] for j in needed) + sum(others[:room]))
            if best < least:
                lacking.add(number)
    return tuple(sorted(lacking))


def _neighbours(territory: Territory) -> dict[int, set[int]]:
    """Who touches whom."""
    near: dict[int, set[int]] = {i: set() for i in range(len(territory.municipalities))}
    for a, b in territory.municipalities.touching.tolist():
        near[a].add(b)
        near[b].add(a)
    return near


def _around(start: int, near: dict[int, set[int]], inside: set[int]) -> set[int]:
    """What hangs together with a municipality inside a set it is in."""
    seen, new = set[int](), {start}
    while new:
        seen |= new
        new = {j for i in new for j in near[i] if j in inside} - seen
    return seen
