"""`robust`: the same question in many futures."""

from pathlib import Path
from typing import Any

import click

from tospann.cli.errors import Stopped
from tospann.cli.structure import given, told
from tospann.cli.structure.measuring import names_of
from tospann.cli.structure.told import Wanted
from tospann.cli.structure.watch import Watch, watching
from tospann.engines.structure import answers, jobs, norwegian, report, sweep
from tospann.engines.structure.processes import in_processes
from tospann.engines.structure.progress import Progress
from tospann.engines.structure.robustness import Doubt, Plan, robustness
from tospann.engines.structure.rules import checked
from tospann.engines.structure.territory import Territory

ROWS = 20  # of pairs on a terminal; CSV has them all


def doubted(
    data: str,
    count: int,
    workers: int,
    queue: bool,
    year: int | None,
    roads: bool,
    journeys: float,
    away: float,
    refusal: float,
    in_turn: bool,
    compared: tuple[str, ...],
    asked: dict[str, Any],
    seconds: float,
    seed: int,
    by: str | None,
    waiting: bool,
    stated: Path | None,
    wanted: Wanted,
) -> None:
    """`robust`: what stands when the figures move."""
    territory = given.territory(data)
    doubt = Doubt(year, roads, journeys, away, refusal, in_turn)
    if doubt == Doubt():
        raise Stopped(
            "Ingenting er usikkert. Si hva som kan endre seg: --year, --roads, --journeys, "
            "--away, --refusal eller --in-turn."
        )
    assumptions = given.assumptions(stated)
    rules = checked(given.rules(territory, asked), territory, assumptions)
    structures = [given.structure(territory, name) for name in compared or (None,)]
    question = jobs.Question(
        rules,
        assumptions,
        given.travel_kind(territory, by),
        waiting,
        seconds=seconds,
    )
    futures = jobs.Futures(doubt, seed, count, tuple(Plan.of(one) for one in structures))
    with watching() as watch:
        found = robustness(
            jobs.outcomes_of(_run(territory, question, futures, workers, queue, watch)),
            [one.name for one in structures],
        )
    titles = {one.name: one.title for one in structures}
    plain = answers.robust(territory, found, doubt, titles, rules)
    names = names_of(territory)
    told.given_out(
        wanted,
        {
            "json": lambda: report.as_json(plain),
            "csv": lambda: report.as_csv(answers.pairs_table(plain, names)),
            "svg": lambda: answers.pairs_picture(territory, plain),
        },
    )
    if not wanted.quiet:
        show(territory, plain)


def _run(
    territory: Territory,
    question: jobs.Question,
    futures: jobs.Futures,
    workers: int,
    queue: bool,
    watch: Watch,
) -> bytes:
    """The merged result, the same whoever runs the jobs."""
    pieces = jobs.cut(futures, question, territory, parts=max(1, min(100, futures.count // 10)))
    if queue:
        from tospann.cli.structure.queued import through_queue

        return through_queue(pieces, territory, watch)
    if workers > 1:
        return in_processes(
            pieces,
            territory,
            workers=workers,
            progress=watch.progress,
            cancelled=watch.cancelled,
        )
    results, kept = [], sweep.Kept()
    for done, job in enumerate(pieces):
        watch.progress(Progress("Regner framtider", done / len(pieces)))
        results.append(sweep.run(job, territory, cancelled=watch.cancelled, kept=kept))
    return jobs.merge(results)


def show(territory: Territory, plain: report.Plain) -> None:
    """Spreads, structures, and the pairs that go together most often."""
    names = names_of(territory)
    count, answered = plain["futures"], plain["answered"]
    click.secho(f"{territory.title}: {norwegian.whole(count)} framtider", bold=True)
    if answered < count:
        lost = norwegian.whole(count - answered)
        click.echo(f"I {lost} av dem finnes ingen struktur som holder alle kravene.")
    if plain["unproven"]:
        open_ = norwegian.whole(plain["unproven"])
        click.echo(f"I {open_} av dem er den beste strukturen ikke bevist.")
    told.rules(plain["rules"])
    click.echo()
    told.table(answers.spreads_table(plain), "Ingen framtid har et svar.")
    told.heading("Strukturer fulgt gjennom framtidene")
    told.table(answers.plans_table(plain))
    different = norwegian.whole(plain["divisions_count"])
    told.heading(f"Par som oftest deler kontor ({different} ulike inndelinger er best)")
    made = answers.pairs_table(plain, names)
    told.table(report.Table(made.columns, made.rows[:ROWS]), "Ingen deler kontor.")
    if len(made.rows) > ROWS:
        click.echo(f"{ROWS} av {len(made.rows)} par. --csv gir alle.")
