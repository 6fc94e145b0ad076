"""`front`: every structure that no other beats on all that is asked for."""

from pathlib import Path
from typing import Any

import click

from tospann.cli.errors import Stopped
from tospann.cli.structure import given, told
from tospann.cli.structure.measuring import show_measures
from tospann.cli.structure.told import Wanted
from tospann.cli.structure.watch import watching
from tospann.engines.structure import answers, drawn, jobs, norwegian, report, sweep
from tospann.engines.structure.front import OBJECTIVES
from tospann.engines.structure.measures import measure
from tospann.engines.structure.territory import Territory

ROWS = 25  # of a front on a terminal; CSV has them all


def weighed(
    data: str,
    objectives: str,
    point: int | None,
    compared: tuple[str, ...],
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
    assumptions = given.assumptions(stated)
    others = [given.structure(territory, name) for name in compared]
    travel = given.ways(territory, by=by, waiting=waiting)
    question = jobs.Question(
        given.rules(territory, asked),
        assumptions,
        given.travel_kind(territory, by),
        waiting,
        seconds=seconds,
    )
    with watching() as watch:
        rules, options, found = sweep.whole_front(
            question, names, territory, watch.progress, watch.cancelled
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
    plain["beside"] = sweep.beside(question, names, territory, others)
    told.given_out(
        wanted,
        {
            "json": lambda: report.as_json(plain),
            "csv": lambda: report.as_csv(answers.front_table(plain)),
            "svg": lambda: answers.front_curve(plain),
        },
    )
    if not wanted.quiet:
        show(territory, plain)


def show(territory: Territory, plain: report.Plain) -> None:
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
    for beside in plain["beside"]:
        better = sum(answers.beats(one, beside, plain["objectives"]) for one in plain["points"])
        verdict = (
            f"{norwegian.whole(better)} av punktene er bedre på alt."
            if better
            else "Ingen av punktene er bedre på alt."
        )
        where = answers.point_told(beside, plain["objectives"])
        click.echo(f"{beside['title']}: {where}. {verdict}")
