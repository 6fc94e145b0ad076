"""`areas`: which municipalities share an office, and who hosts."""

from functools import partial
from pathlib import Path
from typing import Any

import click

from tospann.cli.structure import given, told
from tospann.cli.structure.measuring import names_of, show_comparison, show_measures
from tospann.cli.structure.told import Wanted
from tospann.cli.structure.watch import Watch, watching
from tospann.engines.structure import answers, areas, drawing, drawn, norwegian, report, sweep
from tospann.engines.structure.assumptions import Assumptions
from tospann.engines.structure.comparison import changes, compare
from tospann.engines.structure.measures import measure
from tospann.engines.structure.territory import Structure, Territory, Travel


def proposed(
    data: str,
    count: int,
    different: int,
    pricing: bool,
    beside: str | None,
    asked: dict[str, Any],
    seconds: float,
    seed: int,
    by: str | None,
    waiting: bool,
    stated: Path | None,
    wanted: Wanted,
) -> None:
    """`areas`: the best proposal, the next best that differ, and what each rule costs."""
    territory = given.territory(data)
    travel = given.ways(territory, by=by, waiting=waiting)
    assumptions = given.assumptions(stated)
    rules = given.rules(territory, asked)
    before = None if beside is None else given.structure(territory, beside)
    with watching() as watch:
        sweep.ready(territory, travel, assumptions, watch.progress, watch.cancelled)
        ask = partial(
            _ask, territory, travel, assumptions, rules, seconds=seconds, seed=seed, watch=watch
        )
        found = ask(areas.alternatives, count=count, different=different)
        costs = ask(areas.prices)[1] if pricing else ()
    structures = [
        one.structure(territory, f"proposal_{i}", f"Forslag {i}") for i, one in enumerate(found, 1)
    ]
    best = measure(territory, travel, structures[0], assumptions)
    plain = [answers.proposed(territory, one) for one in found]
    priced = [answers.priced(territory, one) for one in costs]
    told.given_out(
        wanted,
        {
            "json": lambda: report.as_json(
                {**sweep.proposals(territory, travel, found), "prices": priced}
            ),
            "csv": lambda: report.as_csv(report.drawn(drawn.rows_of(territory, structures[0]))),
            "geojson": lambda: report.as_json(report.as_geojson(territory, structures[0], best)),
            "svg": lambda: drawing.areas_map(territory, structures[0]),
        },
    )
    if wanted.quiet:
        return
    click.echo(answers.proof_told(plain[0]["proof"]))
    click.echo(f"Regnet på {norwegian.decimal(found[0].seconds, 2)} sekunder.")
    for lacking in found[0].left_out:
        click.echo(lacking)
    told.rules([rule.sentence(territory) for rule in found[0].rules])
    click.echo()
    show_measures(territory, structures[0], best)
    if len(found) > 1:
        show_others(territory, plain, structures)
    if priced:
        told.heading("Hva hvert krav koster")
        told.table(answers.prices_table(priced))
        for price in priced:
            click.echo(f"- {price['sentence']}")
    if before is not None:
        click.echo()
        show_comparison(territory, compare(territory, travel, before, structures[0], assumptions))


def _ask(
    territory: Territory,
    travel: Travel,
    assumptions: Assumptions,
    rules: tuple,
    search: Any,
    *,
    seconds: float,
    seed: int,
    watch: Watch,
    **more: Any,
) -> Any:
    """One question to the search."""
    return search(
        territory,
        travel,
        assumptions,
        rules,
        seconds=seconds,
        seed=seed,
        progress=watch.progress,
        cancelled=watch.cancelled,
        **more,
    )


def show_others(territory: Territory, plain: list, structures: list[Structure]) -> None:
    """The other proposals, and what is different in each."""
    told.heading("De beste forslagene")
    told.table(answers.proposals_table(plain))
    names = names_of(territory)
    for i, other in enumerate(structures[1:], 2):
        moved = [names[one.municipality] for one in changes(territory, structures[0], other)]
        click.echo(f"- Nr. {i} er annerledes for {norwegian.listed(moved)}.")
