"""`site`: where to keep offices, whatever the areas."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import Any

import click
import numpy as np

from tospann.cli.errors import Stopped
from tospann.cli.structure import given, told
from tospann.cli.structure.measuring import names_of
from tospann.cli.structure.told import Wanted
from tospann.cli.structure.watch import watching
from tospann.engines.structure import answers, covering, drawing, norwegian, report, siting
from tospann.engines.structure.capacitated import place_within
from tospann.engines.structure.errors import Infeasible
from tospann.engines.structure.reach import to_sites
from tospann.engines.structure.territory import NO_ROUTE, Territory, Travel

KINDS = {
    "median": "kortest reise i snitt",
    "center": "kortest lengste reise",
    "cover": "flest innen grensen",
    "set-cover": "færrest steder, alle innen grensen",
    "capacitated": "kortest reise når hvert sted har plass til et visst antall",
}


def placed(
    data: str,
    count: str | None,
    kind: str,
    within: int,
    capacity: int | None,
    fixed: str | None,
    forbidden: str | None,
    only: str,
    seconds: float,
    seed: int,
    by: str | None,
    waiting: bool,
    wanted: Wanted,
) -> None:
    """`site`: the best sites of one number, or of every number from one to another."""
    territory = given.territory(data)
    travel = given.ways(territory, by=by, waiting=waiting)
    barred = sites_named(territory, forbidden)
    if only == "seats":
        seats = set(territory.municipalities.seats.tolist())
        barred = sorted({*barred, *(set(range(len(territory.sites))) - seats)})
    must = sites_named(territory, fixed)
    if (capacity is None) == (kind == "capacitated"):
        raise Stopped("--kind capacitated og --capacity hører sammen: innbyggere hvert sted tar.")
    numbers = counted(count, kind, len(territory.sites) - len(barred), len(must))
    if both := sorted(set(must) & set(barred)):
        names = norwegian.listed([territory.sites.ids[i] for i in both])
        raise Stopped(f"{names} kan ikke både være med og ikke være med. Ta bort det ene.")
    with watching() as watch:
        ask = partial(
            _ask,
            kind,
            territory,
            travel,
            within=within,
            capacity=capacity,
            fixed=must,
            forbidden=barred,
            seconds_limit=seconds,
            seed=seed,
            progress=watch.progress,
            cancelled=watch.cancelled,
        )
        found = list(_each(territory, ask, numbers, watch.cancelled))
    plain = [answers.sited(territory, travel, one, kind) for one in found]
    _write(territory, travel, found, plain, wanted)
    if not wanted.quiet:
        show(territory, plain, kind, within)


def sites_named(territory: Territory, text: str | None) -> list[int]:
    """Sites written with commas between: by id, by name, or by municipality for its seat."""
    if not text:
        return []
    sites, found = territory.sites, []
    for word in (part.strip() for part in text.split(",")):
        if word in sites.ids:
            found.append(sites.ids.index(word))
            continue
        named = [i for i, name in enumerate(sites.names) if name.casefold() == word.casefold()]
        if len(named) > 1:
            ids = ", ".join(sites.ids[i] for i in named)
            raise Stopped(f"Flere steder heter «{word}»: {ids}. Skriv id-en.")
        if named:
            found += named
            continue
        (number,) = given.numbers(territory, word)
        seat = territory.municipalities.seats[territory.municipalities.index(number)]
        found.append(int(seat))
    return sorted(set(found))


def counted(text: str | None, kind: str, most: int, fixed: int) -> list[int]:
    """The numbers of sites asked for: one, or `3..20`. Raises `Stopped`."""
    if kind == "set-cover":
        if text is not None:
            raise Stopped("--kind set-cover finner selv hvor mange som trengs. Ta bort --count.")
        return [0]
    match = re.fullmatch(r"(\d+)(?:\.\.(\d+))?", text or "")
    if not match:
        raise Stopped("Skriv --count med et tall eller fra og til, for eksempel 5 eller 3..20.")
    low, high = int(match[1]), int(match[2] or match[1])
    if not max(1, fixed) <= low <= high <= most:
        raise Stopped(f"--count må være fra {max(1, fixed)} til {most} steder.")
    return list(range(low, high + 1))


def _ask(
    kind: str,
    territory: Territory,
    travel: Travel,
    count: int,
    *,
    within: int,
    capacity: int | None,
    **limits: Any,
) -> answers.Sited:
    """One answer from the engine."""
    seconds, people = travel.seconds, territory.places.residents
    if kind == "set-cover":
        return covering.set_cover(seconds, people, within=60 * within, **limits)
    if kind == "cover":
        limit = [60 * within]
        return covering.maximal_cover(seconds, people, count=count, within=limit, **limits)
    if kind == "center":
        return covering.center(seconds, people, count=count, **limits)
    if capacity is not None:
        return _capacitated(territory, travel, count, capacity, limits)
    return siting.place(seconds, people, count=count, **limits)


def _capacitated(
    territory: Territory, travel: Travel, count: int, capacity: int, limits: dict[str, Any]
) -> answers.Sited:
    """Municipalities are served whole, at the mean travel of their residents."""
    people = territory.residents
    total = travel.person_seconds(territory)
    mean = np.rint(total / np.maximum(people, 1)[:, None])
    found = place_within(
        np.where(total < 0, NO_ROUTE, mean).astype(np.int32),
        people,
        count=count,
        capacity=np.full(len(territory.sites), capacity, np.int64),
        **limits,
    )
    return replace(found, serves=found.serves[territory.places.municipality])


def _each(territory: Territory, ask: Callable, numbers: Iterable[int], over: Callable) -> Iterable:
    """The answers, until somebody stops. What cannot be reached is told by place."""
    for number in numbers:
        try:
            yield ask(number)
        except siting.Unreached as lost:
            ids = [territory.places.ids[row] for row in lost.places[:5]]
            more = ("Steder folk bor: " + ", ".join(ids) + ".",) if ids else ()
            raise Infeasible(lost.conflict, (*lost.help, *more)) from None
        if over():
            return


def _write(territory: Territory, travel: Travel, found: list, plain: list, wanted: Wanted) -> None:
    one = len(found) == 1

    def picture() -> str:
        if not one:
            return answers.counts_curve(plain)
        sites = found[0].sites
        title = f"Reisetid til nærmeste av {len(sites)} steder"
        return drawing.travel_map(territory, to_sites(travel, sites), title, sites=sites.tolist())

    table = (
        answers.sites_table(plain[0], names_of(territory)) if one else answers.counts_table(plain)
    )
    told.given_out(
        wanted,
        {
            "json": lambda: report.as_json(plain[0] if one else plain),
            "csv": lambda: report.as_csv(table),
            "svg": picture,
        },
    )


def show(territory: Territory, plain: list, kind: str, within: int) -> None:
    """The sites of one answer, or a line for each number of sites."""
    goal = KINDS[kind] + (f" ({within} min)" if "cover" in kind else "")
    if len(plain) == 1:
        (answer,) = plain
        click.secho(f"{territory.title}: {answer['count']} steder, {goal}", bold=True)
        click.echo(answers.proof_told(answer["proof"]))
        click.echo()
        told.table(answers.sites_table(answer, names_of(territory)))
        click.echo()
        told.table(answers.counts_table(plain))
    else:
        click.secho(f"{territory.title}: {goal}", bold=True)
        click.echo()
        told.table(answers.counts_table(plain))
