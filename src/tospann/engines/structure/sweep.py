"""A large question cut into small jobs that anybody may run, anywhere, in any order.

`cut` makes jobs: plain data, a few hundred bytes. `run` answers one, from the job and the
dataset alone, in canonical bytes. `merge` puts answers together; it is associative and does not
care about order, so jobs can be run by this process, by several (`in_processes`), or by machines
that share a queue, with the same bytes in the end. A job names its dataset by fingerprint, and
`run` refuses another.
"""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields, is_dataclass, replace
from functools import reduce
from typing import Any, ClassVar

import numpy as np

from . import front_kernels as kernels
from . import futures as futures_of
from . import rules as rules_of
from . import travel as travel_of
from .assumptions import Assumptions, Model, Presence
from .columns import Enumerated, Options, between, enumerate_areas, options
from .errors import NoAnswer
from .found import Problem
from .front import MOST_STATES, front, together
from .futures import Doubt, Ground, Outcome, Plan
from .progress import Limit
from .rows import Search
from .rules import InsideGroups, Rule, checked
from .territory import Indices, Integers, Territory, Travel

Cancelled = Callable[[], bool] | None


class OtherDataset(NoAnswer):
    """The job was cut for other figures than those at hand."""


@dataclass(frozen=True)
class Question:
    """What is asked, as plain values.

    travel : "roads", "brought" or "straight_line"; `waiting` counts for roads.
    seconds : for each part that may need set partitioning; such a part can come back unproven,
        and then depends on the machine. Parts solved by states do not.
    """

    rules: tuple[Rule, ...]
    assumptions: Assumptions = field(default_factory=Assumptions)
    travel: str = "roads"
    waiting: bool = True
    seconds: float = 600.0
    most_states: int = MOST_STATES


@dataclass(frozen=True)
class Futures:
    """Futures 0 to `count` - 1 of a seed. Outcomes: `futures.Outcome`."""

    doubt: Doubt
    seed: int
    count: int
    plans: tuple[Plan, ...] = ()
    a_job: ClassVar[int] = 100  # parts in a job, unless told otherwise

    def parts(self, territory: Territory) -> int:
        return self.count


@dataclass(frozen=True)
class Weightings:
    """Every pair of two prices. Outcomes: the best structure at each."""

    kroner_per_hour: tuple[int, ...]
    kroner_per_exposed: tuple[int, ...]
    a_job: ClassVar[int] = 20  # parts in a job, unless told otherwise

    def parts(self, territory: Territory) -> int:
        return len(self.kroner_per_hour) * len(self.kroner_per_exposed)

    def at(self, part: int) -> tuple[int, int]:
        """Kroner per hour and per exposed resident of one part."""
        hour, exposed = divmod(part, len(self.kroner_per_exposed))
        return self.kroner_per_hour[hour], self.kroner_per_exposed[exposed]


@dataclass(frozen=True)
class Caps:
    """The least access within each of some budgets: points of a front too large to find whole."""

    kroner: tuple[int, ...]
    a_job: ClassVar[int] = 1  # parts in a job, unless told otherwise

    def parts(self, territory: Territory) -> int:
        return len(self.kroner)


@dataclass(frozen=True)
class Groups:
    """The front of each group of municipalities by itself, in order of name.

    `national` adds them up. Right only where no area may cross between groups.
    """

    objectives: tuple[str, ...] = ("access", "cost")
    a_job: ClassVar[int] = 1  # parts in a job, unless told otherwise

    def parts(self, territory: Territory) -> int:
        return len(set(territory.municipalities.groups))


Sweep = Futures | Weightings | Caps | Groups


@dataclass(frozen=True)
class Job:
    """Some parts of a sweep of one dataset."""

    dataset: str  # `fingerprint` of the territory
    question: Question
    sweep: Sweep
    parts: tuple[int, ...]  # ascending

    def as_json(self) -> str:
        """Canonical: equal jobs give equal text."""
        return _text(_plain(self))

    @classmethod
    def from_json(cls, text: str) -> "Job":
        """Raises `ValueError` on what `as_json` did not write."""
        job = _made(json.loads(text))
        if not isinstance(job, cls):
            raise ValueError("not a job")
        return job


def cut(
    sweep: Sweep, question: Question, territory: Territory, *, parts: int | None = None
) -> tuple[Job, ...]:
    """The jobs of a sweep, in order. How it is cut does not change what comes out.

    Parameters
    ----------
    parts : of the sweep in each job; None = as suits its kind.
    """
    dataset, count = fingerprint(territory), sweep.parts(territory)
    size = parts or sweep.a_job
    return tuple(
        Job(dataset, question, sweep, tuple(range(start, min(start + size, count))))
        for start in range(0, count, size)
    )


def run(job: Job, territory: Territory, *, cancelled: Callable[[], bool] | None = None) -> bytes:
    """The answer to a job: canonical JSON, one outcome for each part.

    Raises
    ------
    OtherDataset
        If the territory is not the one the job was cut for.
    NoAnswer
        If the question makes no sense for it; `Stopped` if somebody cancelled.
    """
    if fingerprint(territory) != job.dataset:
        raise OtherDataset("Datasettet er endret siden jobben ble laget. Lag jobben på nytt.")
    match job.sweep:
        case Futures():
            outcomes = _futures(job, job.sweep, territory, cancelled)
        case Weightings():
            outcomes = _weightings(job, job.sweep, territory, cancelled)
        case Caps():
            outcomes = _caps(job, job.sweep, territory, cancelled)
        case Groups():
            outcomes = _groups(job, job.sweep, territory, cancelled)
    whole = {
        "dataset": job.dataset,
        "question": _plain(job.question),
        "sweep": _plain(job.sweep),
        "outcomes": [[part, outcome] for part, outcome in zip(job.parts, outcomes, strict=True)],
    }
    return _text(whole).encode()


def merge(results: Iterable[bytes]) -> bytes:
    """One result out of several of the same sweep: all their outcomes, by part.

    The same part may come twice, as when a job was run again; it must say the same.

    Raises
    ------
    ValueError
        If there is nothing to merge, the results are of different sweeps, or two disagree.
    """
    some = list(results)
    if not some:
        raise ValueError("nothing to merge")
    return reduce(_merged, some)


def _merged(one: bytes, other: bytes) -> bytes:
    first, second = json.loads(one), json.loads(other)
    outcomes = dict(first["outcomes"])
    for part, outcome in second["outcomes"]:
        if outcomes.setdefault(part, outcome) != outcome:
            raise ValueError(f"part {part} has two different outcomes")
    for whole in (first, second):
        whole.pop("outcomes")
    if first != second:
        raise ValueError("results of different sweeps")
    first["outcomes"] = [[part, outcomes[part]] for part in sorted(outcomes)]
    return _text(first).encode()


def lacking(merged: bytes, territory: Territory) -> tuple[int, ...]:
    """The parts that have no outcome yet."""
    whole = json.loads(merged)
    there = {part for part, _outcome in whole["outcomes"]}
    return tuple(p for p in range(_made(whole["sweep"]).parts(territory)) if p not in there)


def outcomes_of(merged: bytes) -> list[Outcome]:
    """The outcomes of a sweep of futures, or of weightings, by part."""
    whole = json.loads(merged)
    return [
        Outcome(
            **outcome
            | {
                "index": part,
                "host": tuple(outcome["host"]),
                "regrets": tuple(outcome["regrets"]),
            }
        )
        for part, outcome in whole["outcomes"]
    ]


@dataclass(frozen=True)
class National:
    """The front of all groups together. `chosen` (n, groups): the point taken in each group."""

    objectives: tuple[str, ...]
    groups: tuple[str, ...]
    points: Integers  # (n, objectives)
    chosen: Integers
    complete: bool
    missing: tuple[str, ...]


def national(merged: bytes) -> National:
    """Add up the fronts of a sweep of groups. Raises `ValueError` unless all groups are there."""
    whole = json.loads(merged)
    objectives = tuple(whole["sweep"]["objectives"])
    outcomes = [outcome for _part, outcome in whole["outcomes"]]
    if not outcomes or [part for part, _ in whole["outcomes"]] != list(range(outcomes[0]["of"])):
        raise ValueError("the fronts of some groups are lacking")
    labels = np.zeros((3, 1), np.int64)
    chosen = np.zeros((1, 0), np.int64)
    for outcome in outcomes:
        own = np.zeros((3, len(outcome["points"])), np.int64)
        own[: len(objectives)] = np.array(outcome["points"], np.int64).T
        nothing = np.zeros((3, 0), np.int64)
        total = kernels.add(nothing, labels, own, kernels.NEVER)
        mine, before = kernels.parts(total, own, labels)
        chosen = np.column_stack((chosen[before], mine))
        labels = total
    missing = {text for outcome in outcomes for text in outcome["missing"]}
    return National(
        objectives=objectives,
        groups=tuple(outcome["group"] for outcome in outcomes),
        points=np.ascontiguousarray(labels[: len(objectives)].T),
        chosen=chosen,
        complete=not missing,
        missing=tuple(sorted(missing)),
    )


def fingerprint(territory: Territory) -> str:
    """SHA-256 of everything in a dataset but what is for drawing only."""
    told: list[bytes] = []

    def take(value: object) -> None:
        if isinstance(value, np.ndarray):
            told.extend((f"{value.dtype.str}{value.shape}".encode(), value.tobytes()))
        elif is_dataclass(value):
            for each in fields(value):
                if each.name != "outlines":
                    told.append(each.name.encode())
                    take(getattr(value, each.name))
        elif isinstance(value, tuple) and all(isinstance(item, str) for item in value):
            told.append(json.dumps(value).encode())
        elif isinstance(value, tuple):
            told.append(str(len(value)).encode())
            for item in value:
                take(item)
        else:
            told.append(repr(value).encode())

    take(territory)
    return hashlib.sha256(b"".join(told)).hexdigest()


# The kinds of job


def _futures(
    job: Job, sweep: Futures, territory: Territory, cancelled: Cancelled
) -> list[dict[str, Any]]:
    ground = _ground(job.question, territory, sweep.doubt, sweep.plans)
    found = futures_of.outcomes(
        ground,
        sweep.seed,
        job.parts,
        seconds=job.question.seconds * len(job.parts),
        cancelled=cancelled,
    )
    return [_outcome(outcome) for outcome in found]


def _weightings(
    job: Job, sweep: Weightings, territory: Territory, cancelled: Cancelled
) -> list[dict[str, Any]]:
    ground = _ground(job.question, territory, Doubt())
    found = []
    for part in job.parts:
        hour, exposed = sweep.at(part)
        priced = ground.priced(
            replace(job.question.assumptions, kroner_per_hour=hour, kroner_per_exposed=exposed)
        )
        found.append(_outcome(priced.outcome(0, part, Limit(job.question.seconds, cancelled))))
    return found


def _caps(
    job: Job, sweep: Caps, territory: Territory, cancelled: Cancelled
) -> list[dict[str, Any]]:
    m = len(territory.municipalities)
    rules, given = options_for(job.question, territory)
    begins = np.searchsorted(given.subset, np.arange(len(given.offsets)))
    problem = Problem(
        piece=np.arange(m, dtype=np.int32),
        offsets=given.offsets,
        members=given.members,
        columns=np.flatnonzero(np.diff(begins)).astype(np.int32),
        choices=begins,
        values=np.stack((given.cost, given.access, given.exposed)),
        cap=None,
    )
    least, most, _cap = together(rules)
    found: list[dict[str, Any]] = []
    for part in job.parts:
        search = Search(problem, least, most, Limit(job.question.seconds, cancelled))
        if not search.affordable(sweep.kroner[part]):
            found.append({"host": None, "proven": True})
            continue
        search.least_of(1, sweep.kroner[part], 0)
        plan = search.plans[0]
        host = np.empty(m, np.int64)
        for o in plan:
            host[_area(given, o)] = given.host[o]
        found.append(
            {
                "host": host.tolist(),
                "proven": search.exact,
                "access": int(given.access[plan].sum()),
                "cost": int(given.cost[plan].sum()),
                "exposed": int(given.exposed[plan].sum()),
            }
        )
    return found


def _groups(
    job: Job, sweep: Groups, territory: Territory, cancelled: Cancelled
) -> list[dict[str, Any]]:
    inside = replace(job.question, rules=(*job.question.rules, InsideGroups()))
    if together(inside.rules) != (0, None, None):
        raise NoAnswer(
            "Krav om alle områdene til sammen kan ikke deles på fylkene. Ta dem bort, eller "
            "spør for hele landet under ett."
        )
    names = sorted(set(territory.municipalities.groups))
    group = np.array([names.index(name) for name in territory.municipalities.groups])
    found = []
    for part in job.parts:
        only = np.flatnonzero(group == part).astype(np.int32)
        _rules, given = options_for(inside, territory, only)
        whole = front(
            given,
            len(group),
            sweep.objectives,
            only=only,
            seconds=job.question.seconds,
            most_states=job.question.most_states,
            cancelled=cancelled,
        )
        used, places = np.unique(whole.taken, return_inverse=True)
        found.append(
            {
                "group": names[part],
                "of": len(names),
                "points": whole.points.tolist(),
                "areas": [_choice(given, int(o)) for o in used],
                "plans": [
                    places[low:high].tolist()
                    for low, high in zip(whole.starts[:-1], whole.starts[1:], strict=True)
                ],
                "missing": list(whole.missing),
            }
        )
    return found


def _ground(
    question: Question, territory: Territory, doubt: Doubt, plans: tuple[Plan, ...] = ()
) -> Ground:
    return Ground(
        territory,
        _travel(question, territory),
        question.assumptions,
        question.rules,
        doubt,
        plans=plans,
        most_states=question.most_states,
    )


def options_for(
    question: Question, territory: Territory, only: Indices | None = None
) -> tuple[tuple[Rule, ...], Options]:
    """The rules, checked, and the options of every area; of those inside `only` if given."""
    travel = _travel(question, territory)
    rules = checked(question.rules, territory, question.assumptions)
    areas = enumerate_areas(territory.municipalities, travel.between_seats, rules)
    if only is not None:
        outside = ~np.isin(np.arange(len(territory.municipalities)), only)
        inside = np.flatnonzero(~kernels.holds_any(areas.offsets, areas.members, outside))
        starts, members = kernels.picked(inside, areas.offsets, areas.members)
        areas = Enumerated(starts.astype(np.int32), members, areas.hosts[inside])
    seconds = between(territory, travel)
    return rules, options(territory, seconds, question.assumptions, areas, rules)


def _travel(question: Question, territory: Territory) -> Travel:
    match question.travel:
        case "roads":
            return travel_of.by_roads(territory, waiting=question.waiting)
        case "brought":
            return travel_of.brought(territory)
        case "straight_line":
            return travel_of.straight_line(territory)
    raise ValueError(f"travel is {question.travel!r}")


def _area(given: Options, option: int) -> Indices:
    subset = given.subset[option]
    return given.members[given.offsets[subset] : given.offsets[subset + 1]]


def _choice(given: Options, option: int) -> dict[str, Any]:
    return {
        "members": _area(given, option).tolist(),
        "host": int(given.host[option]),
        "model": int(given.model[option]),
        "levels": int(given.levels[option]),
    }


def _outcome(outcome: Outcome) -> dict[str, Any]:
    return {
        each.name: getattr(outcome, each.name) for each in fields(outcome) if each.name != "index"
    }


# Plain data


TYPES: dict[str, type] = {
    kind.__name__: kind
    for kind in (
        *(kind for kind in vars(rules_of).values() if is_dataclass(kind)),
        *(Assumptions, Presence, Model, Question, Doubt, Plan),
        *(Futures, Weightings, Caps, Groups, Job),
    )
    if isinstance(kind, type)
}


def _plain(value: Any) -> Any:
    """Dataclasses as objects with their type, tuples as lists."""
    if is_dataclass(value):
        named = {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
        return {"type": type(value).__name__, **named}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def _made(plain: Any) -> Any:
    """What `_plain` was given. Raises `ValueError` if it was something else."""
    if isinstance(plain, list):
        return tuple(_made(item) for item in plain)
    if isinstance(plain, dict):
        named = {name: _made(value) for name, value in plain.items() if name != "type"}
        try:
            return TYPES[plain["type"]](**named)
        except (KeyError, TypeError) as fault:
            raise ValueError(f"not a job: {fault}") from fault
    return plain


def _text(value: Any) -> str:
    """Canonical JSON: sorted names, no blanks, no NaN."""
    return json.dumps(
        _plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )
