"""`front`: every structure that no other beats on all that is asked for."""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from tospann.cli.errors import Stopped
from tospann.cli.structure import given, told
from tospann.cli.structure.measuring import show_measures
from tospann.cli.structure.told import Wanted
from tospann.cli.structure.watch import Watch, watching
from tospann.engines.structure import answers, columns, drawn, norwegian, report
from tospann.engines.structure.assumptions import Assumptions
from tospann.engines.structure.front import OBJECTIVES, front
from tospann.engines.structure.measures import Objective, measure, objective
from tospann.engines.structure.progress import Progress
from tospann.engines.structure.rules import AtMostMembers, Rule, checked
from tospann.engines.structure.territory import Territory, Travel

ROWS = 25  # of a front on a terminal; CSV has them all


def weighed(
    data: str,
    objectives: str,
    point: int | None,
    asked: dict[str, Any],
    seconds: float,
    seed: int,
    by: str | None,
    waiting: bool,
    stated: Path | None,
    wanted: Wanted,
) -> None:
    """`front`: its points, or the structure in one of them. The answer does not use the seed."""
    names = tuple(word.strip() for word in objectives.split(","))
    if not 2 <= len(names) <= 3 or set(names) - set(OBJECTIVES) or len(set(names)) < len(names):
        raise Stopped("Skriv to eller tre av access, cost og exposed, med komma mellom.")
    if wanted.geojson and point is None:
        raise Stopped("--geojson gjelder én struktur. Velg den med --point.")
    territory = given.territory(data)
    travel = given.ways(territory, by=by, waiting=waiting)
    assumptions = given.assumptions(stated)
    rules = checked(given.rules(territory, asked), territory, assumptions)
    with watching() as watch:
        ready(territory, travel, assumptions, watch)
        options = _options(territory, travel, assumptions, rules, watch)
        found = front(
            options,
            len(territory.municipalities),
            names,
            rules=rules,
            seconds=seconds,
            progress=watch.progress,
            cancelled=watch.cancelled,
        )
    plain = answers.front(territory, found, options, rules)
    if point is not None:
        if point > len(found):
            raise Stopped(f"Fronten har {len(found)} punkter. Velg ett av dem.")
        structure = drawn.planned(
            territory,
            options,
            found.plan(point - 1).tolist(),
            assumptions,
            name=f"point_{point}",
            title=f"Punkt {point} av {len(found)}",
        )
        told.one_structure(territory, travel, structure, assumptions, wanted)
        if not wanted.quiet:
            show_measures(territory, structure, measure(territory, travel, structure, assumptions))
        return
    today = None
    if territory.structures:
        today = objective(territory, travel, territory.structures[0], assumptions)
    beside = None if today is None else _beside(territory, today, names)
    title = territory.structures[0].title if beside else ""
    told.given_out(
        wanted,
        {
            "json": lambda: report.as_json(plain),
            "csv": lambda: report.as_csv(answers.front_table(plain)),
            "svg": lambda: answers.front_curve(plain, beside, title),
        },
    )
    if not wanted.quiet:
        show(territory, plain, beside, title)


def _options(
    territory: Territory,
    travel: Travel,
    assumptions: Assumptions,
    rules: Sequence[Rule],
    watch: Watch,
) -> columns.Options:
    between = columns.between(territory, travel)
    listed = columns.enumerate_areas(
        territory.municipalities, travel.between_seats, rules, cancelled=watch.cancelled
    )
    return columns.options(territory, between, assumptions, listed, rules)


def ready(territory: Territory, travel: Travel, assumptions: Assumptions, watch: Watch) -> None:
    """Have the kernels compiled before the clock of the search starts.

    The first time on a machine that takes longer than most searches; afterwards it is read from
    a cache. Done by asking for every municipality alone, which is no work.
    """
    watch.progress(Progress("Gjør klar regnemotoren (den første gangen tar det litt tid)"))
    rules = checked([AtMostMembers(1)], territory, assumptions)
    options = _options(territory, travel, assumptions, rules, watch)
    front(options, len(territory.municipalities), seconds=math.inf, cancelled=watch.cancelled)


def _beside(territory: Territory, today: Objective, names: tuple[str, ...]) -> dict | None:
    """The structure of today in the objectives of a front, if all of them are known."""
    known = {"access": today.access, "cost": today.cost, "exposed": today.exposed}
    if any(known[name] is None for name in names):
        return None
    residents = max(1, int(territory.residents.sum()))
    return {
        key: value
        for name in names
        for key, value in answers.figures(name, known[name] or 0, residents).items()
    }


def show(territory: Territory, plain: report.Plain, beside: dict | None, title: str) -> None:
    """The points, how complete they are, and where the structure of today lies."""
    count = len(plain["points"])
    click.secho(f"{territory.title}: avveiningen har {norwegian.whole(count)} punkter", bold=True)
    click.echo(
        "Fronten er hel: hvert punkt er eksakt, og det finnes ingen flere."
        if plain["complete"]
        else " ".join(plain["missing"])
    )
    told.rules(plain["rules"])
    click.echo()
    told.table(answers.front_table(plain, ROWS))
    if count > ROWS:
        click.echo(f"{ROWS} av {count} punkter. --csv gir alle, og --point viser ett av dem.")
    if beside is not None:
        better = sum(answers.beats(one, beside, plain["objectives"]) for one in plain["points"])
        verdict = (
            f"{norwegian.whole(better)} av punktene er bedre på alt."
            if better
            else "Ingen av punktene er bedre på alt."
        )
        click.echo(f"{title}: {answers.point_told(beside, plain['objectives'])}. {verdict}")
