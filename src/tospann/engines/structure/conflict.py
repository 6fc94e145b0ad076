"""Why nothing keeps every rule: a smallest set of rules that clash, and what would help.

Deletion filtering (Chinneck and Dravnieks 1991, doi:10.1287/ijoc.3.2.157): drop a rule; if the
rest still clash, it was not needed. What is left cannot be kept together, and would be kept if
any one of it were dropped.
"""

from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from typing import Any

import numpy as np
from scipy.sparse.csgraph import connected_components

from tospann.engines.structure.assumptions import Assumptions
from tospann.engines.structure.choices import choose_among, couplings
from tospann.engines.structure.columns import (
    MOST_MEMBERS,
    Columns,
    Enumerated,
    between,
    enumerate_areas,
    joined,
    limits,
)
from tospann.engines.structure.compact import assign
from tospann.engines.structure.errors import Infeasible, NoAnswer, Stopped
from tospann.engines.structure.partition import NoPartition, divide
from tospann.engines.structure.progress import Limit
from tospann.engines.structure.rules import (
    AtLeastAreas,
    AtLeastFte,
    AtLeastResidents,
    AtMostAreas,
    AtMostKroner,
    AtMostMembers,
    Connected,
    FieldsInTwos,
    Reachable,
    Rule,
    WithinMinutes,
    about_map,
    excepted,
    listed,
)
from tospann.engines.structure.territory import Integers, Territory, Travel

SECONDS = 10.0  # for an explanation, when there is no other limit
FEW_MEMBERS = 4  # of areas that are easily listed
SUSPECTS = 3  # municipalities without any area that are looked at one by one
ONE_TEST = 1.0  # for one question that has to be asked without a list of areas
MOST_LISTED = 100_000  # areas, for one question
OPENINGS = ("Hvert", "Ingen", "Alle", "Alle", "Det", "Kommunene", "Området", "Områdene")
SMALL = 100  # municipalities that `compact` may be asked about


def explain(
    territory: Territory,
    travel: Travel,
    assumptions: Assumptions,
    rules: Sequence[Rule],
    uncovered: Sequence[int] = (),
    limit: Limit | None = None,
) -> Infeasible:
    """A smallest set of these rules that nothing keeps, and what would help.

    Parameters
    ----------
    rules : as from `rules.checked`, known to clash.
    uncovered : municipalities that no area the rules allow has, when that is why.

    What cannot be settled in time counts as needed, and the help then says so.
    """
    limit = Limit(min(SECONDS, limit.left()) if limit is not None else SECONDS)
    ask = _Asked(territory, travel, assumptions, limit, tuple(uncovered[:SUSPECTS]))
    kept, unsettled = list(rules), False
    # rules that are asked for go first, so that what always holds is named only when it matters
    for rule in sorted(rules, key=lambda rule: isinstance(rule, Connected | Reachable)):
        rest = [other for other in kept if other != rule]
        can = ask.possible(rest)
        if can is False:
            kept = rest
        unsettled |= can is None
    sentences = tuple(rule.sentence(territory) for rule in kept)
    help_ = []
    if uncovered:
        names = [territory.municipalities.names[i] for i in uncovered]
        if len(names) > SUSPECTS + 1:
            names = [*names[:SUSPECTS], f"{len(names) - SUSPECTS} andre"]
        help_.append(f"{listed(names)} kommer ikke med i noe mulig område.")
    for rule in kept:
        rest = [other for other in rules if other != rule]
        if not isinstance(rule, Connected | Reachable) and (advice := ask.advice(rule, rest)):
            help_.append(advice)
    if unsettled or limit.over():
        help_.append("Tiden strakk ikke til å prøve om alle disse kravene trengs.")
    return Infeasible(sentences, tuple(help_))


class _Asked:
    """Questions about what is possible, asked of the same territory."""

    def __init__(
        self,
        territory: Territory,
        travel: Travel,
        assumptions: Assumptions,
        limit: Limit,
        suspects: tuple[int, ...],
    ) -> None:
        self.territory, self.travel = territory, travel
        self.assumptions, self.limit = assumptions, limit
        self.suspects = suspects
        self.person_seconds = between(territory, travel)

    def possible(self, rules: Sequence[Rule]) -> bool | None:
        """Does anything keep these rules? None = could not be settled.

        In a large territory where some municipality had no area at all, the question is only
        whether those municipalities have one.
        """
        if self.limit.over():
            return None
        if self._too_much(rules):
            return False
        try:
            if not all(len(self._chosen(self._listed(rules, i), rules)) for i in self.suspects):
                return False
            if self.suspects and len(self.territory.municipalities) > SMALL:
                return True
            return self._least(rules, lambda pool: np.zeros(len(pool), np.int64)) is not None
        except NoAnswer:  # too many areas to list, or no time
            pass
        if len(self.territory.municipalities) > SMALL:
            return None
        if self._some_keep(rules):
            return True
        # connection is dear to ask about, and often not why
        for asked in ([rule for rule in rules if rule != Connected()], rules):
            answer = assign(
                self.territory,
                self.travel,
                self.assumptions,
                asked,
                seconds=min(ONE_TEST, self.limit.left()),
            ).feasible
            if not answer or Connected() not in rules:
                return answer
        return answer

    def _some_keep(self, rules: Sequence[Rule]) -> bool:
        """Do some easily found areas keep the rules: small ones, and all that hang together?"""
        few = AtMostMembers(FEW_MEMBERS)
        try:
            small = self._listed([*rules, few])
            pool = self._chosen(joined(small, self._whole_parts(rules)), rules)
            return self._least_of(pool, rules, np.zeros(len(pool), np.int64)) is not None
        except NoAnswer:
            return False

    def _whole_parts(self, rules: Sequence[Rule]) -> Enumerated:
        """Each part of the map that hangs together, as one area where the rules let it be."""
        allowed = limits(self.territory.municipalities, self.travel.between_seats, rules)
        _count, part = connected_components(allowed.near & ~allowed.apart, directed=False)
        sizes, members, hosts = [], [], []
        for number in range(_count):
            inside = np.flatnonzero(part == number)
            together = np.ix_(inside, inside)
            needed = np.flatnonzero(allowed.needs[inside].any(axis=0))
            if len(inside) > min(MOST_MEMBERS, allowed.most) or allowed.apart[together].any():
                continue
            if np.isin(needed, inside).all():
                can = allowed.serves[together].all(axis=0)
                sizes.append(len(inside))
                members.append(inside)
                hosts.append(sum(1 << int(p) for p in np.flatnonzero(can)))
        return Enumerated(
            np.concatenate(([0], np.cumsum(sizes))).astype(np.int32),
            np.concatenate([np.zeros(0, np.int32), *members]).astype(np.int32),
            np.array(hosts, np.int64),
        )

    def _too_much(self, rules: Sequence[Rule]) -> bool:
        """Is an area to be larger than the whole territory?"""
        staff = self.territory.staff
        for rule in rules:
            if set(excepted(rule)) == set(self.territory.municipalities.numbers):
                continue
            match rule:
                case AtLeastResidents(least) if least > self.territory.residents.sum():
                    return True
                case AtLeastFte(least) if staff is not None and least > staff.fte.sum() + 0.001:
                    return True
                case FieldsInTwos(least) if staff is not None and least > len(staff.fields):
                    return True
        return False

    def _listed(self, rules: Sequence[Rule], holding: int | None = None) -> Enumerated:
        """Every area the rules about the map allow; with one municipality when `holding`."""
        return enumerate_areas(
            self.territory.municipalities,
            self.travel.between_seats,
            about_map(rules),
            most_areas=MOST_LISTED,
            holding=holding,
        )

    def _chosen(
        self, enumerated: Enumerated, rules: Sequence[Rule], *, every_choice: bool = False
    ) -> Columns:
        """What there is to choose among."""
        person_seconds = self.person_seconds
        if Reachable() not in rules:
            person_seconds = np.maximum(person_seconds, 0)
        return choose_among(
            self.territory,
            person_seconds,
            self.assumptions,
            enumerated,
            rules,
            every_choice=every_choice,
        )[0]

    def _least(self, rules: Sequence[Rule], value: Callable[[Columns], Integers]) -> int | None:
        """The least total value of what keeps the rules, None = nothing does.

        Raises `NoAnswer` when that cannot be said.
        """
        pool = self._chosen(self._listed(rules), rules, every_choice=value is _kroner)
        return self._least_of(pool, rules, value(pool))

    def _least_of(self, pool: Columns, rules: Sequence[Rule], value: Integers) -> int | None:
        """The same over a pool."""
        try:
            answer = divide(
                len(self.territory.municipalities),
                pool.offsets,
                pool.members,
                value,
                couplings(rules, pool),
                limit=self.limit,
            )
        except NoPartition:
            return None
        if not answer.proven:
            raise Stopped("Ikke avgjort i tide.")
        return answer.value

    def advice(self, rule: Rule, others: Sequence[Rule]) -> str:
        """What becomes possible if this one rule gives way and the others stay; "" if nothing."""
        try:
            if loosened := self._loosened(rule, others):
                return f"Dette lar seg oppfylle: {_lowered(loosened.sentence(self.territory))}."
            if not _has_degree(rule) and self.possible(others):
                sentence = _lowered(rule.sentence(self.territory))
                return f"Det finnes en løsning uten kravet om at {sentence}."
        except NoAnswer:
            return ""
        return ""

    def _loosened(self, rule: Rule, others: Sequence[Rule]) -> Rule | None:
        """The rule, loosened no more than needed for something to keep it and the others."""
        one = lambda pool: np.ones(len(pool), np.int64)  # noqa: E731
        match rule:
            case AtMostAreas():
                least = self._least(others, one)
                return None if least is None else AtMostAreas(least)
            case AtLeastAreas():
                most = self._least(others, lambda pool: -one(pool))
                return None if most is None else AtLeastAreas(-most)
            case AtMostKroner():
                least = self._least(others, _kroner)
                return None if least is None else AtMostKroner(least)
            case AtLeastResidents(count):
                return self._furthest(rule, others, 1, count)
            case FieldsInTwos(count):
                return self._furthest(rule, others, 1, count)
            case AtLeastFte(fte):
                return self._furthest(rule, others, 1, int(np.ceil(fte)))
            case AtMostMembers(count):
                last = min(count + 6, len(self.territory.municipalities))
                return self._nearest(rule, others, count + 1, last)
            case WithinMinutes(minutes):
                return self._nearest(rule, others, int(minutes) + 1, int(minutes) + 240)
        return None

    def _furthest(self, rule: Rule, others: Sequence[Rule], low: int, high: int) -> Rule | None:
        """With the greatest number from `low` to under `high` that something keeps."""
        best = None
        while low < high and not self.limit.over():
            middle = (low + high) // 2
            tried = _with(rule, middle)
            if self.possible([*others, tried]):
                best, low = tried, middle + 1
            else:
                high = middle
        return best

    def _nearest(self, rule: Rule, others: Sequence[Rule], low: int, high: int) -> Rule | None:
        """With the least number from `low` to `high` that something keeps."""
        best, step = None, 1
        while low <= high and not self.limit.over():
            # in growing steps at first: far limits may be too many areas to list
            middle = min(low + step - 1, (low + high) // 2 if best else high)
            tried = _with(rule, middle)
            if self.possible([*others, tried]):
                best, high, step = tried, middle - 1, 1
                if low > high:
                    break
                step = (high - low) // 2 + 1
            else:
                low, step = middle + 1, step * 2 if best is None else 1
        return best


def _kroner(pool: Columns) -> Integers:
    return pool.cost


def _has_degree(rule: Rule) -> bool:
    """Is the rule a number that can be more or less?"""
    return isinstance(
        rule,
        AtMostAreas
        | AtLeastAreas
        | AtMostKroner
        | AtLeastResidents
        | FieldsInTwos
        | AtLeastFte
        | AtMostMembers
        | WithinMinutes,
    )


def _with(rule: Rule, number: int) -> Rule:
    changed: dict[str, Any] = {fields(rule)[0].name: number}
    return replace(rule, **changed)


def _lowered(sentence: str) -> str:
    """As part of another sentence. Names keep their capital."""
    first = sentence.split(" ")[0]
    return sentence[0].lower() + sentence[1:] if first in OPENINGS else sentence
