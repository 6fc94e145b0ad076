"""Which municipalities form one office area, who hosts, and where there is somebody to meet.

`propose` gives the best structure the rules allow, by the weighted objective, with its proof;
`alternatives` the next best that are really different; `prices` what each rule costs. An
impossible request is answered by `conflict.py` with a smallest set of rules that clash.

The proof holds for the given rules, the number of members among them: a larger area, or a
longer journey, is not looked at.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from time import perf_counter

import numpy as np

from tospann.engines.structure.assumptions import ILLUSTRATIVE, Assumptions
from tospann.engines.structure.choices import choose_among, couplings
from tospann.engines.structure.columns import (
    Columns,
    Enumerated,
    Service,
    between,
    enumerate_areas,
    service,
)
from tospann.engines.structure.conflict import explain
from tospann.engines.structure.drawn import MAIN_OFFICE
from tospann.engines.structure.errors import NoAnswer
from tospann.engines.structure.master import Coupling
from tospann.engines.structure.norwegian import decimal
from tospann.engines.structure.partition import NoPartition, Partition, divide
from tospann.engines.structure.partition import Warm as Left
from tospann.engines.structure.progress import Limit, Progress
from tospann.engines.structure.rules import (
    Rule,
    about_map,
    checked,
    listed,
    numbers_of,
)
from tospann.engines.structure.territory import (
    Indices,
    Integers,
    Source,
    Structure,
    Territory,
    Travel,
)

HOST = MAIN_OFFICE  # the presence of the host itself

Tell = Callable[[Progress], None] | None
Asks = Callable[[], bool] | None


@dataclass(frozen=True)
class Area:
    """One area of a proposal. Municipalities by their place in the territory's order."""

    members: tuple[int, ...]  # ascending
    host: int
    model: str
    presences: tuple[str, ...]  # of each member; `HOST` for the host
    access: int  # person-seconds one way
    cost: int  # kroner a year
    exposed: int  # thousandths of residents
    weighted: int  # øre a year


@dataclass(frozen=True)
class Warm:
    """What one answer leaves for the next. Areas are listed anew only when the map, the travel
    times or the rules about them differ."""

    rules: tuple[Rule, ...]
    touching: Indices
    groups: tuple[str, ...]
    between_seats: Indices
    enumerated: Enumerated
    left: Left | None = None


@dataclass(frozen=True)
class Proposal:
    """A structure with its proof: nothing the rules allow is worth less than `bound`.

    `left_out` says in bokmål what the dataset did not let us weigh.
    """

    areas: tuple[Area, ...]  # by first member
    value: int  # øre a year
    bound: int  # øre a year
    gap: float  # (value - bound) / value
    proven: bool  # bound == value
    seconds: float  # it took
    rules: tuple[Rule, ...]
    assumptions: Assumptions
    sources: tuple[Source, ...]
    left_out: tuple[str, ...]
    warm: Warm

    @property
    def access(self) -> int:
        """Person-seconds one way."""
        return sum(area.access for area in self.areas)

    @property
    def cost(self) -> int:
        """Kroner a year."""
        return sum(area.cost for area in self.areas)

    @property
    def exposed(self) -> int:
        """Thousandths of residents."""
        return sum(area.exposed for area in self.areas)

    def structure(self, territory: Territory, name: str, title: str) -> Structure:
        """The same as a structure of the territory, for measures and maps."""
        seats = territory.municipalities.seats
        days_of = {presence.name: presence.days for presence in self.assumptions.presences}
        area = np.zeros(len(territory.municipalities), np.int32)
        days = np.zeros(len(territory.sites))
        for number, one in enumerate(self.areas):
            for member, presence in zip(one.members, one.presences, strict=True):
                area[member] = number
                days[seats[member]] = 5.0 if presence == HOST else days_of[presence]
        return Structure(
            name=name,
            title=title,
            area=area,
            hosts=np.array([one.host for one in self.areas], np.int32),
            models=tuple(one.model for one in self.areas),
            days=days,
            illustrative=any(source.quality == "illustrative" for source in self.sources),
        )


@dataclass(frozen=True)
class _Question:
    """A checked question with all there is to choose among.

    Columns are areas, or with a limit on kroner every undominated choice in each area, as the
    dearer may have to give way to the cheaper.
    """

    territory: Territory
    assumptions: Assumptions
    rules: tuple[Rule, ...]
    given: Service
    pool: Columns
    levels: Integers | None  # of `Options`, else the best of `given`
    couplings: tuple[Coupling, ...]
    warm: Warm


def propose(
    territory: Territory,
    travel: Travel,
    assumptions: Assumptions = ILLUSTRATIVE,
    rules: Sequence[Rule] = (),
    *,
    seconds: float = 60.0,
    seed: int = 0,
    progress: Tell = None,
    cancelled: Asks = None,
    warm: Warm | None = None,
) -> Proposal:
    """The structure of least weighted cost that keeps every rule.

    Parameters
    ----------
    seconds : when to answer with the best plan so far and its true gap.
    seed : of the searches for plans; the same seed gives the same answer.
    progress : told the first plan with its gap as soon as it is found, and each better one.
    warm : of an earlier proposal, when the question is nearly the same.

    Raises
    ------
    NoAnswer
        When the question cannot be asked: see `rules.checked`, `columns.limits`, or a
        territory with one municipality or no residents.
    Infeasible
        When nothing keeps every rule: names a smallest set that clashes, and what would help.
    Stopped
        When time ran out, or somebody cancelled, before any plan was found.
    """
    began, limit = perf_counter(), Limit(seconds, cancelled)
    question = _ask(territory, travel, assumptions, rules, progress, cancelled, warm)
    answer = _solve(question, travel, question.couplings, limit, seed, progress)
    return _proposal(question, travel, answer, began)


def alternatives(
    territory: Territory,
    travel: Travel,
    assumptions: Assumptions = ILLUSTRATIVE,
    rules: Sequence[Rule] = (),
    *,
    count: int = 3,
    different: int = 1,
    seconds: float = 60.0,
    seed: int = 0,
    progress: Tell = None,
    cancelled: Asks = None,
    warm: Warm | None = None,
) -> tuple[Proposal, ...]:
    """The best proposals that differ from each other, the best first.

    Two structures differ by the number of pairs of municipalities that share an area in one of
    them but not in the other. Each proposal is the best among all that differ from every one
    before it by at least `different` pairs; with 1, the next best division. Fewer than
    `count` when there are no more. Each has its own proof; raises as `propose`.
    """
    limit = Limit(seconds, cancelled)
    began = perf_counter()
    question = _ask(territory, travel, assumptions, rules, progress, cancelled, warm)
    held = question.couplings
    found: list[Proposal] = []
    while len(found) < count:
        try:
            answer = _solve(question, travel, held, limit, seed, progress, bool(found))
        except NoPartition:
            break
        found.append(_proposal(question, travel, answer, began))
        began = perf_counter()
        held = (*held, _differs(question.pool, answer.chosen, different))
        question = replace(question, warm=found[-1].warm)
    return tuple(found)


@dataclass(frozen=True)
class Price:
    """What one rule costs: the best with it, less the best without it.

    exact : both are proved. Else the price is between `least` and `most` øre a year.
    minutes, kroner, exposed : the same change in mean minutes one way per resident, kroner a
    year and residents who meet an uncovered field, between the two proposals; `nearby`: mean
    minutes per resident of the municipalities the rule names, None where it names none.
    """

    rule: Rule
    value: int  # øre a year
    least: int
    most: int
    exact: bool
    minutes: float
    nearby: float | None
    kroner: int
    exposed: float
    without: Proposal

    def sentence(self, territory: Territory) -> str:
        """In bokmål, for people."""
        about = f"Uten kravet «{self.rule.sentence(territory)}»"
        doubt = "" if self.exact else " Tallene er ikke bevist, fordi tiden tok slutt."
        changes = [
            _change(self.minutes, 1, "minutter kortere", "minutter lengre", "reise per innbygger"),
            _change(
                self.kroner / 1e6,
                2,
                "millioner kroner lavere",
                "millioner kroner høyere",
                "kostnad i året",
            ),
            _change(
                self.exposed,
                0,
                "færre",
                "flere",
                "innbyggere som møter et fag uten noen på jobb",
            ),
        ]
        changes = [change for change in changes if change]
        if self.nearby is not None and (
            near := _change(
                self.nearby,
                1,
                "minutter kortere",
                "minutter lengre",
                "reise for innbyggerne i kommunene kravet gjelder",
            )
        ):
            changes.insert(1, near)
        if not changes:
            return f"{about} blir forslaget det samme.{doubt}"
        return f"{about} gir det beste forslaget {listed(changes)}.{doubt}"


def prices(
    territory: Territory,
    travel: Travel,
    assumptions: Assumptions = ILLUSTRATIVE,
    rules: Sequence[Rule] = (),
    *,
    of: Sequence[Rule] | None = None,
    seconds: float = 60.0,
    seed: int = 0,
    progress: Tell = None,
    cancelled: Asks = None,
    warm: Warm | None = None,
) -> tuple[Proposal, tuple[Price, ...]]:
    """The proposal, and the price of each rule (or of those in `of`).

    A rule that cannot be dropped, as there would be too many areas to choose among, is left
    out. Raises as `propose`.
    """
    limit = Limit(seconds, cancelled)
    with_all = propose(
        territory,
        travel,
        assumptions,
        rules,
        seconds=limit.left(),
        seed=seed,
        progress=progress,
        cancelled=cancelled,
        warm=warm,
    )
    found = []
    for rule in dict.fromkeys(rules if of is None else of):
        rest = [other for other in rules if other != rule]
        try:
            without = propose(
                territory,
                travel,
                assumptions,
                rest,
                seconds=limit.left(),
                seed=seed,
                cancelled=cancelled,
                warm=with_all.warm,
            )
        except NoAnswer:
            continue
        found.append(_price(territory, travel, rule, with_all, without))
    return with_all, tuple(found)


def _ask(
    territory: Territory,
    travel: Travel,
    assumptions: Assumptions,
    rules: Sequence[Rule],
    progress: Tell,
    cancelled: Asks,
    warm: Warm | None,
) -> _Question:
    """Check a question and list what there is to choose among."""
    if len(territory.municipalities) < 2:
        raise NoAnswer("Datasettet har bare én kommune. Da er det ingen områder å velge mellom.")
    if not territory.residents.any():
        raise NoAnswer(
            "Datasettet har ingen innbyggere. Da er det ingen reiser å regne på. "
            "Legg inn innbyggere i tabellen over steder."
        )
    kept = checked(rules, territory, assumptions)
    if progress is not None:
        progress(Progress("Lister mulige områder"))
    warm = _listed(territory, travel, kept, cancelled, warm)
    if progress is not None:
        progress(Progress("Regner ut hva hvert område betyr"))
    between_all = between(territory, travel)
    pool, levels = choose_among(territory, between_all, assumptions, warm.enumerated, kept)
    return _Question(
        territory,
        assumptions,
        kept,
        service(between_all, assumptions),
        pool,
        levels,
        couplings(kept, pool),
        warm,
    )


def _listed(
    territory: Territory,
    travel: Travel,
    rules: tuple[Rule, ...],
    cancelled: Asks,
    warm: Warm | None,
) -> Warm:
    """The areas the map and rules allow, from `warm` when it is about the same."""
    municipalities, mapped = territory.municipalities, about_map(rules)
    if (
        warm is not None
        and warm.rules == mapped
        and warm.groups == municipalities.groups
        and np.array_equal(warm.touching, municipalities.touching)
        and np.array_equal(warm.between_seats, travel.between_seats)
    ):
        return warm
    enumerated = enumerate_areas(municipalities, travel.between_seats, mapped, cancelled=cancelled)
    return Warm(
        mapped,
        municipalities.touching,
        municipalities.groups,
        travel.between_seats,
        enumerated,
        warm.left if warm is not None else None,
    )


def _solve(
    question: _Question,
    travel: Travel,
    held: tuple[Coupling, ...],
    limit: Limit,
    seed: int,
    progress: Tell,
    more: bool = False,
) -> Partition:
    """Divide. `more`: let `NoPartition` through, as nobody asked for something impossible."""
    pool = question.pool

    def found(value: int, bound: int | None, _chosen: Indices) -> None:
        if progress is not None:
            progress(Progress("Leter etter den beste inndelingen", None, value, bound))

    try:
        return divide(
            len(question.territory.municipalities),
            pool.offsets,
            pool.members,
            pool.weighted,
            held,
            limit=limit,
            seed=seed,
            warm=question.warm.left,
            found=found,
        )
    except NoPartition as none:
        if more:
            raise
        raise explain(
            question.territory, travel, question.assumptions, question.rules, none.rows, limit
        ) from None


def _proposal(question: _Question, travel: Travel, answer: Partition, began: float) -> Proposal:
    pool, names = question.pool, [model.name for model in question.assumptions.models]
    presences = [presence.name for presence in question.assumptions.presences]
    areas = []
    for c in answer.chosen:
        members, host = [int(i) for i in pool.area(c)], int(pool.host[c])
        if question.levels is None:
            levels = [int(question.given.best[i, host]) for i in members]
        else:
            code, base = int(question.levels[c]), len(presences)
            levels = [code // base**place % base for place in range(len(members))]
        areas.append(
            Area(
                members=tuple(members),
                host=host,
                model=names[pool.model[c]],
                presences=tuple(
                    HOST if i == host else presences[level]
                    for i, level in zip(members, levels, strict=True)
                ),
                access=int(pool.access[c]),
                cost=int(pool.cost[c]),
                exposed=int(pool.exposed[c]),
                weighted=int(pool.weighted[c]),
            )
        )
    left_out: tuple[str, ...] = ()
    if question.territory.staff is None:
        left_out = ("Datasettet har ingen tall for ansatte, så fagmiljøet er ikke regnet med.",)
    return Proposal(
        areas=tuple(sorted(areas, key=lambda area: area.members)),
        value=answer.value,
        bound=answer.bound,
        gap=(answer.value - answer.bound) / max(1, answer.value),
        proven=answer.proven,
        seconds=perf_counter() - began,
        rules=question.rules,
        assumptions=question.assumptions,
        sources=(*question.territory.sources, travel.source),
        left_out=left_out,
        warm=replace(question.warm, left=answer.warm),
    )


def _differs(pool: Columns, chosen: Indices, pairs: int) -> Coupling:
    """Structures that share at most so many pairs less or more with a chosen one.

    The pairs of a column that the chosen structure has not, less those it has, summed, plus
    all that it has: that is how many pairs differ.
    """
    of = np.zeros(int(pool.members.max()) + 1, np.int64)
    for number, c in enumerate(chosen):
        of[pool.area(c)] = number
    sizes = np.diff(pool.offsets).astype(np.int64)
    column = np.repeat(np.arange(len(pool)), sizes)
    # how many members of each column lie in each chosen area
    keys, counts = np.unique(column * len(chosen) + of[pool.members], return_counts=True)
    shared = np.zeros(len(pool), np.int64)
    np.add.at(shared, keys // len(chosen), counts * (counts - 1) // 2)
    every = sizes * (sizes - 1) // 2
    had = int(every[chosen].sum())
    return Coupling(every - 2 * shared, least=pairs - had)


def _price(
    territory: Territory, travel: Travel, rule: Rule, held: Proposal, free: Proposal
) -> Price:
    residents = territory.residents
    named = [territory.municipalities.index(number) for number in numbers_of(rule)]
    given = service(between(territory, travel), held.assumptions)
    names = [presence.name for presence in held.assumptions.presences]
    nearby = None
    if named and residents[named].sum():
        change = [
            _seconds_of(held, given, names, i) - _seconds_of(free, given, names, i) for i in named
        ]
        nearby = sum(change) / 60 / int(residents[named].sum())
    return Price(
        rule=rule,
        value=held.value - free.value,
        least=max(0, held.bound - free.value),
        most=held.value - free.bound,
        exact=held.proven and free.proven,
        minutes=(held.access - free.access) / 60 / int(residents.sum()),
        nearby=nearby,
        kroner=held.cost - free.cost,
        exposed=(held.exposed - free.exposed) / 1000,
        without=free,
    )


def _seconds_of(proposal: Proposal, given: Service, names: list[str], i: int) -> int:
    """Person-seconds of one municipality under a proposal."""
    for area in proposal.areas:
        if i in area.members:
            presence = area.presences[area.members.index(i)]
            level = 0 if presence == HOST else names.index(presence)
            return int(given.access[i, area.host, level])
    raise KeyError(i)


def _change(number: float, decimals: int, less: str, more: str, of: str) -> str:
    """«3,0 minutter kortere reise per innbygger»; empty when it rounds to nothing."""
    if round(number, decimals) == 0:
        return ""
    return f"{decimal(abs(number), decimals)} {less if number > 0 else more} {of}"
