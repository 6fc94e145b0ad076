"""Every division of a small territory, one by one, in plain Python: what must be right."""

from itertools import combinations, product

import numpy as np

from tospann.engines.structure import rules
from tospann.engines.structure.environment import exposed


def divisions(items):
    """Every way to divide a list into non-empty parts."""
    if not items:
        yield []
        return
    first, rest = items[0], items[1:]
    for size in range(len(rest) + 1):
        for others in combinations(rest, size):
            left = [item for item in rest if item not in others]
            for more in divisions(left):
                yield [(first, *others), *more]


def connected(territory, members):
    """Do the members hang together through themselves?"""
    members, seen, stack = set(members), set(), [min(members)]
    pairs = [tuple(pair) for pair in territory.municipalities.touching.tolist()]
    while stack:
        node = stack.pop()
        if node not in seen:
            seen.add(node)
            stack += [b if a == node else a for a, b in pairs if node in (a, b)]
            stack = [other for other in stack if other in members]
    return seen == members


def choices(territory, travel, assumptions, given, members):
    """(weighted, host, access, cost, exposed) of every host, presence and model allowed."""
    if not _allowed(territory, given, members):
        return
    index = territory.municipalities.index
    seats = territory.municipalities.seats
    seconds = travel.person_seconds(territory)[:, seats]
    residents = territory.residents
    at_risk = 0
    if territory.staff is not None:
        people = territory.staff.people[list(members)].sum(axis=0)
        total = residents[list(members)].sum()
        at_risk = int(exposed(people[None], np.array([total]), assumptions.absence)[0])
    for host in members:
        if not all(_may_host(travel, given, index, i, host) for i in members):
            continue
        if any(seconds[i, host] < 0 for i in members):
            continue
        others = [i for i in members if i != host]
        for levels in product(assumptions.presences, repeat=len(others)):
            access, kroner = int(seconds[host, host]), 0
            for i, level in zip(others, levels, strict=True):
                access += round(level.met * seconds[i, i] + (1 - level.met) * seconds[i, host])
                kroner += level.kroner
            for model in assumptions.models:
                if model.alone != (len(members) == 1):
                    continue
                if any(
                    model.name not in rule.allowed
                    for rule in given
                    if isinstance(rule, rules.Models)
                    and (rule.numbers is None or {index(n) for n in rule.numbers} & set(members))
                ):
                    continue
                cost = kroner + model.kroner + model.kroner_per_partner * (len(members) - 1)
                cost += assumptions.main_office_kroner
                travelled = access * (assumptions.visits * 2 / 3600 * assumptions.kroner_per_hour)
                weighted = 100 * cost + round(travelled * 100)
                weighted += round(at_risk / 1000 * assumptions.kroner_per_exposed * 100)
                yield weighted, host, access, cost, at_risk


def _may_host(travel, given, index, i, host):
    for rule in given:
        match rule:
            case rules.WithinMinutes(minutes) if travel.between_seats[i, host] > minutes * 60:
                return False
            case rules.RefusesHost(number, other) if (i, host) == (index(number), index(other)):
                return False
            case rules.Hosts(number) if i == index(number) != host:
                return False
            case rules.NeverHosts(number) if host == index(number):
                return False
            case rules.FixedArea(numbers, other) if other and i in map(index, numbers):
                if host != index(other):
                    return False
    return True


def _allowed(territory, given, members):
    index, inside = territory.municipalities.index, set(members)
    groups = territory.municipalities.groups
    for rule in given:
        match rule:
            case rules.Connected():
                kept = connected(territory, members)
            case rules.AtMostMembers(count):
                kept = len(members) <= count
            case rules.AtLeastResidents(count):
                kept = territory.residents[list(members)].sum() >= count
                kept |= inside <= {index(number) for number in rule.except_}
            case rules.AtLeastFte(fte):
                kept = round(territory.staff.fte[list(members)].sum() * 1000) >= round(fte * 1000)
                kept |= inside <= {index(number) for number in rule.except_}
            case rules.FieldsInTwos(count):
                people = territory.staff.people[list(members)].sum(axis=0)
                kept = (people >= 2).sum() >= count
            case rules.Together(numbers) | rules.FixedArea(numbers):
                named = {index(number) for number in numbers}
                kept = not inside & named or named <= inside
                if isinstance(rule, rules.FixedArea) and inside & named:
                    kept = inside == named
            case rules.Apart(a, b) | rules.RefusesWith(a, b):
                kept = not {index(a), index(b)} <= inside
            case rules.StandsAlone(number):
                kept = index(number) not in inside or len(inside) == 1
            case rules.InsideGroups():
                kept = len({groups[i] for i in members}) == 1
            case _:
                kept = True
        if not kept:
            return False
    return True


def best(territory, travel, assumptions, given):
    """(value, divisions worth it) of all that keeps the rules; (None, []) when nothing does.

    A division is a sorted tuple of areas.
    """
    m = len(territory.municipalities)
    known = {}
    least, winners = None, []
    for parts in divisions(list(range(m))):
        for part in parts:
            if part not in known:
                known[part] = _undominated(choices(territory, travel, assumptions, given, part))
        total = _total([known[part] for part in parts], given)
        if total is None:
            continue
        if least is None or total < least:
            least, winners = total, []
        if total == least:
            winners.append(tuple(sorted(parts)))
    return least, winners


def _undominated(found):
    """(weighted, cost) pairs worth keeping."""
    kept = []
    for pair in sorted({(choice[0], choice[3]) for choice in found}):
        if all(pair[1] < other[1] for other in kept):
            kept.append(pair)
    return kept


def _total(parts, given):
    """The least weighted sum that keeps the rules about all areas."""
    for rule in given:
        match rule:
            case rules.AtMostAreas(count) if len(parts) > count:
                return None
            case rules.AtLeastAreas(count) if len(parts) < count:
                return None
    most = min(
        [rule.kroner for rule in given if isinstance(rule, rules.AtMostKroner)], default=None
    )
    sums = [(0, 0)]
    for part in parts:
        sums = [(w + v, c + k) for w, c in sums for v, k in part]
        if most is None:
            sums = sums and [min(sums)]
        else:
            sums = sorted({(w, c) for w, c in sums if c <= most})
    return min(sums)[0] if sums else None
