"""The one command that asks a question again, and the files it reads.

A run keeps its question as a job. Whoever has the dataset, these files and the same version of the
program gets the same bytes with `--json`.
"""

import json
import shlex
from collections.abc import Iterator

from tospann.engines.structure.assumptions import ILLUSTRATIVE, Assumptions
from tospann.engines.structure.jobs import Areas, Futures, Job, Tradeoff
from tospann.engines.structure.robustness import Doubt, Plan
from tospann.engines.structure.rules import (
    Apart,
    AtLeastAreas,
    AtLeastFte,
    AtLeastResidents,
    AtMostAreas,
    AtMostKroner,
    AtMostMembers,
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
)
from tospann.engines.structure.stated import differing
from tospann.engines.structure.territory import Territory

ASSUMPTIONS = "forutsetninger.json"
ANSWER = "svar.json"
TRAVEL = {"roads": "roads", "brought": "brought", "straight_line": "straight"}


def command_for(job: Job, dataset: str) -> str:
    """What to write in the folder of `files_for` to get the same answer again.

    Parameters
    ----------
    job : any job of the question; `asked.ordered` gave its rules.
    dataset : the file of the dataset, or the name of one that comes with the program.
    """
    return shlex.join(["tospann", "structure", *_words(job, dataset), "--json", ANSWER])


def _words(job: Job, dataset: str) -> Iterator[str]:
    match job.sweep:
        case Areas(alternatives, different, prices, seed):
            yield from ("areas", dataset, "--alternatives", str(alternatives))
            if different != 1:
                yield from ("--different", str(different))
            if prices:
                yield "--prices"
            yield from ("--seed", str(seed))
        case Tradeoff(objectives, beside):
            yield from ("front", dataset, "--objectives", ",".join(objectives))
            for one in beside:
                yield from ("--structure", one.name)
        case Futures(doubt, seed, count, plans):
            yield from ("robust", dataset, "--futures", str(count), "--seed", str(seed))
            yield from _doubt(doubt)
            for plan in plans:
                yield from ("--structure", plan.name)
        case other:
            raise ValueError(f"no command asks for {type(other).__name__}")
    for rule in job.question.rules:
        yield from _rule(rule)
    yield from _exempt(job.question.rules)
    yield from ("--travel", TRAVEL[job.question.travel])
    if not job.question.waiting:
        yield "--no-waiting"
    yield from ("--seconds", f"{job.question.seconds:g}")
    if changed(job.question.assumptions):
        yield from ("--assumptions", ASSUMPTIONS)


def _doubt(doubt: Doubt) -> Iterator[str]:
    if doubt.year is not None:
        yield from ("--year", str(doubt.year))
    for flag, said in (("--roads", doubt.roads), ("--in-turn", doubt.in_turn)):
        if said:
            yield flag
    for name in ("journeys", "away", "refusal"):
        if share := getattr(doubt, name):
            yield from (f"--{name}", repr(share))


def _rule(rule: Rule) -> tuple[str, ...]:
    match rule:
        case AtMostMembers(count):
            return "--members", str(count)
        case WithinMinutes(minutes):
            return "--minutes", repr(minutes)
        case AtLeastFte(fte):
            return "--fte", repr(fte)
        case AtLeastResidents(count):
            return "--residents", str(count)
        case FieldsInTwos(count):
            return "--fields", str(count)
        case AtMostAreas(count):
            return "--at-most-areas", str(count)
        case AtLeastAreas(count):
            return "--at-least-areas", str(count)
        case AtMostKroner(kroner):
            return "--at-most-kroner", str(kroner)
        case Together(numbers):
            return "--together", ",".join(numbers)
        case Apart(a, b):
            return "--apart", f"{a},{b}"
        case RefusesWith(number, other):
            return "--refuses", f"{number},{other}"
        case RefusesHost(number, host):
            return "--refuses-host", f"{number},{host}"
        case StandsAlone(number):
            return "--stands-alone", number
        case Hosts(number):
            return "--hosts", number
        case NeverHosts(number):
            return "--never-hosts", number
        case FixedArea(numbers, None):
            return "--fixed", ",".join(numbers)
        case FixedArea(numbers, host):
            return "--fixed", f"{host}:{','.join(one for one in numbers if one != host)}"
        case Models(allowed, None):
            return "--models", ",".join(allowed)
        case Models(allowed, numbers):
            return "--models", f"{','.join(numbers or ())}:{','.join(allowed)}"
        case InsideGroups():
            return ("--inside-groups",)
    return ()  # those that always hold


def _exempt(rules: tuple[Rule, ...]) -> tuple[str, ...]:
    """Who need not reach the least size; `asked.ordered` sees to that the rules agree."""
    for rule in rules:
        if isinstance(rule, AtLeastFte | AtLeastResidents) and rule.except_:
            return "--exempt", ",".join(rule.except_)
    return ()


def files_for(job: Job, territory: Territory) -> dict[str, str]:
    """The files the command reads beside the dataset: their names and what is in them."""
    found = {}
    if own := changed(job.question.assumptions):
        found[ASSUMPTIONS] = _text(own)
    match job.sweep:
        case Tradeoff(_objectives, beside):
            for one in beside:
                found[one.name] = _text({"title": one.title, **json.loads(one.differences)})
        case Futures(_doubt, _seed, _count, plans):
            for plan in plans:
                if plan.name.endswith(".json"):
                    found[plan.name] = _text(_drawn(plan, territory))
    return found


def _text(data: dict) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _drawn(plan: Plan, territory: Territory) -> dict:
    """A plan as differences. Its models do not count, since they adapt to each future."""
    numbers = territory.municipalities.numbers
    return {
        "title": plan.title,
        "municipalities": {
            numbers[one]: {"host": numbers[host], "model": "host" if len(area) > 1 else "own"}
            for area, host in zip(plan.areas, plan.hosts, strict=True)
            for one in area
        },
    }


def changed(own: Assumptions) -> dict:
    """What `stated.changed` needs to make these of the stated ones."""
    return differing(own, ILLUSTRATIVE)
