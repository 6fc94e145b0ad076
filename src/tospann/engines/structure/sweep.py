"""Runs the jobs of `jobs.py`.

`cut` makes jobs of a large question: plain data, a few hundred bytes. `run` answers one, from the
job and the dataset alone, in canonical bytes. `merge` puts answers together; it is associative
and does not care about order, so jobs can be run by this process, by several (`in_processes`), or
by machines that share a queue, with the same bytes in the end. A job names its dataset by
fingerprint, and `run` refuses another.
"""

import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from . import answers, areas, drawn, report
from . import front_kernels as kernels
from . import futures as futures_of
from . import travel as travel_of
from .assumptions import Assumptions
from .columns import Enumerated, Options, between, enumerate_areas, options
from .errors import NoAnswer, Stopped
from .found import Problem
from .front import Front, front, together
from .futures import Ground
from .jobs import (
    Areas,
    Caps,
    Futures,
    Groups,
    Job,
    Question,
    Tradeoff,
    Weightings,
    fingerprint,
    plain,
    text,
)
from .measures import measure, objective
from .progress import Limit, Progress
from .robustness import Doubt, Outcome, Plan
from .rows import Search
from .rules import AtMostMembers, InsideGroups, Rule, checked
from .territory import Indices, Integers, Structure, Territory, Travel

Cancelled = Callable[[], bool] | None
Tell = Callable[[Progress], None]
READY = "Gjør klar regnemotoren (den første gangen tar det litt tid)"


class OtherDataset(NoAnswer):
    """The job was cut for other figures than those at hand."""


@dataclass
class Kept:
    """What one job made ready, for the next that asks the same of other futures."""

    asked: tuple[Any, ...] = ()
    ground: Ground | None = None


def run(
    job: Job,
    territory: Territory,
    *,
    progress: Tell | None = None,
    cancelled: Cancelled = None,
    kept: Kept | None = None,
) -> bytes:
    """The answer to a job: canonical JSON, one outcome for each part.

    `progress` is told what is being done and, where it can be known, how much of it is done.
    `kept`, given to job after job, saves those of one sweep most of getting ready.

    Raises
    ------
    OtherDataset
        If the territory is not the one the job was cut for.
    NoAnswer
        If the question makes no sense for it; `Stopped` if somebody cancelled.
    """
    if fingerprint(territory) != job.dataset:
        raise OtherDataset("Datasettet er endret siden jobben ble laget. Lag jobben på nytt.")
    tell = progress or (lambda _: None)
    outcomes: list[Any]
    match job.sweep:
        case Areas():
            outcomes = _areas(job, job.sweep, territory, tell, cancelled)
        case Tradeoff():
            outcomes = [_tradeoff(job.question, job.sweep, territory, tell, cancelled)]
        case Futures():
            outcomes = _futures(job, job.sweep, territory, tell, cancelled, kept or Kept())
        case Weightings():
            outcomes = _weightings(job, job.sweep, territory, cancelled)
        case Caps():
            outcomes = _caps(job, job.sweep, territory, cancelled)
        case Groups():
            outcomes = _groups(job, job.sweep, territory, cancelled)
    whole = {
        "dataset": job.dataset,
        "question": plain(job.question),
        "sweep": plain(job.sweep),
        "outcomes": [[part, outcome] for part, outcome in zip(job.parts, outcomes, strict=True)],
    }
    return text(whole).encode()


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


# The kinds of job


def _areas(
    job: Job, sweep: Areas, territory: Territory, tell: Tell, cancelled: Cancelled
) -> list[dict[str, Any] | None]:
    question, travel = job.question, _travel(job.question, territory)
    ready(territory, travel, question.assumptions, tell, cancelled)

    def ask(search: Callable[..., Any], **more: Any) -> Any:
        return search(
            *(territory, travel, question.assumptions, question.rules),
            seconds=question.seconds,
            seed=sweep.seed,
            progress=tell,
            cancelled=cancelled,
            **more,
        )

    found: list[dict[str, Any] | None] = []
    for part in job.parts:
        if part == 0:
            best = ask(areas.alternatives, count=sweep.alternatives, different=sweep.different)
            found.append(proposals(territory, travel, best))
            continue
        rule = question.rules[part - 1]
        tell(Progress(f"Regner ut hva dette koster: {rule.sentence(territory)}"))
        _held, priced = ask(areas.prices, of=[rule])
        found.append(answers.priced(territory, priced[0]) if priced else None)
    if cancelled is not None and cancelled():
        raise Stopped("Avbrutt før svaret var ferdig.")
    return found


def proposals(
    territory: Territory, travel: Travel, found: tuple[areas.Proposal, ...]
) -> dict[str, Any]:
    """What is said of proposals: their areas, rows to draw them by, measures of the best."""
    structures = [
        one.structure(territory, f"proposal_{i}", f"Forslag {i}") for i, one in enumerate(found, 1)
    ]
    return {
        "rules": [rule.sentence(territory) for rule in found[0].rules],
        "proposals": [answers.proposed(territory, one) for one in found],
        "rows": [drawn.rows_of(territory, one) for one in structures],
        "measures": report.measured(
            measure(territory, travel, structures[0], found[0].assumptions)
        ),
    }


def ready(
    territory: Territory,
    travel: Travel,
    assumptions: Assumptions,
    tell: Tell,
    cancelled: Cancelled,
) -> None:
    """Have the kernels compiled before the clock of the search starts.

    The first time on a machine that takes longer than the search; afterwards it is read from a
    cache. Done by asking for areas of one or two, which is little work.
    """
    tell(Progress(READY))
    areas.propose(
        territory,
        travel,
        assumptions,
        [AtMostMembers(2)],
        seconds=math.inf,
        cancelled=cancelled,
    )


def _tradeoff(
    question: Question, sweep: Tradeoff, territory: Territory, tell: Tell, cancelled: Cancelled
) -> dict[str, Any]:
    rules, given, found = whole_front(question, sweep.objectives, territory, tell, cancelled)
    if cancelled is not None and cancelled():
        raise Stopped("Avbrutt før svaret var ferdig.")
    others = [one.structure(territory) for one in sweep.beside]
    return answers.front(territory, found, given, rules, question.assumptions) | {
        "beside": beside(question, sweep.objectives, territory, others)
    }


def whole_front(
    question: Question,
    objectives: tuple[str, ...],
    territory: Territory,
    tell: Tell,
    cancelled: Cancelled,
) -> tuple[tuple[Rule, ...], Options, Front]:
    """The rules, checked, what there was to choose among, and the front.

    The kernels are compiled before the clock of the search starts, by asking for every
    municipality alone, which is no work.
    """
    m = len(territory.municipalities)
    tell(Progress(READY))
    alone = replace(question, rules=(AtMostMembers(1),))
    front(options_for(alone, territory)[1], m, seconds=math.inf, cancelled=cancelled)
    tell(Progress("Lister mulige områder"))
    rules, given = options_for(question, territory)
    found = front(
        given,
        m,
        objectives,
        rules=rules,
        seconds=question.seconds,
        most_states=question.most_states,
        progress=tell,
        cancelled=cancelled,
    )
    return rules, given, found


def beside(
    question: Question,
    objectives: tuple[str, ...],
    territory: Territory,
    others: Sequence[Structure],
) -> list[dict[str, Any]]:
    """Where today and other structures lie in the objectives of a front.

    Those where one of the objectives is unknown are left out, as when somebody has no route.
    """
    travel = _travel(question, territory)
    every = {one.name: one for one in (drawn.today(territory), *others)}
    told = []
    for structure in every.values():
        found = objective(territory, travel, structure, question.assumptions)
        values = {name: getattr(found, name) for name in objectives}
        if None not in values.values():
            told.append(answers.structure_point(territory, structure, values))
    return told


def _futures(
    job: Job,
    sweep: Futures,
    territory: Territory,
    tell: Tell,
    cancelled: Cancelled,
    kept: Kept,
) -> list[dict[str, Any]]:
    asked = (job.dataset, job.question, sweep.doubt, sweep.plans)
    if kept.ground is None or kept.asked != asked:
        tell(Progress(READY))
        kept.ground = _ground(job.question, territory, sweep.doubt, sweep.plans)
        kept.asked = asked
    found = futures_of.outcomes(
        kept.ground,
        sweep.seed,
        job.parts,
        seconds=job.question.seconds * len(job.parts),
        progress=tell,
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
