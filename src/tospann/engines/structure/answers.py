"""Plain data, tables and curves of what the searches answer: sites, areas, fronts, futures.

Every answer carries its value, its bound, its gap and whether it is proven, see `proof`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from string import ascii_uppercase
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from tospann.engines.structure import norwegian
from tospann.engines.structure.charts import Axis, Line, Mark, curve
from tospann.engines.structure.hidden import Hidden, count, few
from tospann.engines.structure.reach import Ways, whole
from tospann.engines.structure.report import (
    MINUTES,
    SHARE,
    Column,
    Plain,
    Table,
    minutes_told,
    path,
    reached,
    share_told,
    shown,
    source,
)
from tospann.engines.structure.rules import Rule
from tospann.engines.structure.territory import NO_ROUTE, Indices, Structure, Territory, Travel

if TYPE_CHECKING:
    from tospann.engines.structure.areas import Price, Proposal
    from tospann.engines.structure.columns import Options
    from tospann.engines.structure.front import Front
    from tospann.engines.structure.robustness import Doubt, Robustness, Spread

GAP = 6  # decimals of a share
UNITS = {  # what `value` and `bound` count, by what is sought
    "median": "person_seconds",
    "center": "seconds",
    "cover": "residents_outside",
    "set-cover": "sites",
    "capacitated": "person_seconds",
}


class Proof(Protocol):
    """What every search says of how good its answer is."""

    @property
    def value(self) -> int: ...
    @property
    def bound(self) -> int: ...
    @property
    def gap(self) -> float: ...
    @property
    def proven(self) -> bool: ...


class Sited(Proof, Protocol):
    """An answer of sites, and which of them serves each place; -1 = none."""

    @property
    def sites(self) -> Indices: ...
    @property
    def serves(self) -> Indices: ...


def proof(found: Proof) -> Plain:
    """How good an answer is: nothing can be better than the bound."""
    return {
        "value": int(found.value),
        "bound": int(found.bound),
        "gap_share": shown(found.gap, GAP),
        "proven": bool(found.proven),
    }


def proof_told(answer: Mapping[str, Any]) -> str:
    """The proof in a sentence."""
    if answer["proven"]:
        return "Bevist: ingen løsning er bedre."
    gap = norwegian.percent(answer["gap_share"], 2)
    return f"Ikke bevist: det beste er høyst {gap} bedre enn dette."


# ---- sites ---------------------------------------------------------------------------------


def sited(territory: Territory, travel: Travel, found: Sited, kind: str) -> Plain:
    """Which sites to keep, whom each serves, and how far everybody then has."""
    sites, people = territory.sites, territory.places.residents
    rows_, served = np.arange(len(people)), np.maximum(found.serves, 0)
    seconds = np.where(found.serves < 0, NO_ROUTE, travel.seconds[rows_, served])
    ways = Ways(seconds.astype(np.int32), travel.same_day[rows_, served] & (found.serves >= 0))
    kept = []
    for site in found.sites.tolist():
        rows = found.serves == site
        living = int(people[rows].sum())
        person_seconds = int((seconds[rows].astype(np.int64) * people[rows]).sum())
        mean = person_seconds / living / 60 if living else None
        kept.append(
            {
                "site": sites.ids[site],
                "name": sites.names[site],
                "municipality": territory.municipalities.numbers[sites.municipality[site]],
                "residents": shown(count(living)),
                "mean_minutes": shown(Hidden.FEW if few(living) else mean, MINUTES),
            }
        )
    return {
        "kind": kind,
        "count": len(found.sites),
        "sites": kept,
        "reach": reached(whole(territory, ways)),
        "proof": {**proof(found), "unit": UNITS[kind]},
        "sources": [source(travel.source)],
    }


def sites_table(answer: Plain, names: Mapping[str, str]) -> Table:
    """One row for each site that is kept."""
    return Table(
        (
            Column("site", "Sted", path("site")),
            Column("name", "Navn", path("name")),
            Column("municipality", "Kommune", lambda row: names[row["municipality"]]),
            Column("residents", "Betjener", path("residents"), norwegian.whole),
            Column("mean_minutes", "Snitt, min", path("mean_minutes"), minutes_told),
        ),
        tuple(answer["sites"]),
    )


def _gap_told(value: float) -> str:
    return norwegian.percent(value, 4)


def counts_table(answers: Sequence[Plain]) -> Table:
    """One row for each number of sites."""
    return Table(
        (
            Column("sites_count", "Steder", path("count"), norwegian.whole),
            Column("mean_minutes", "Snitt, min", path("reach", "mean_minutes"), minutes_told),
            *(
                Column(
                    f"within_{limit}_share",
                    f"≤ {limit} min",
                    path("reach", "within_share", limit),
                    share_told,
                )
                for limit in ("30", "60", "90")
            ),
            Column(
                "worst_minutes", "Lengst, min", path("reach", "worst", "minutes"), minutes_told
            ),
            Column("gap_share", "Gap", path("proof", "gap_share"), _gap_told),
            Column("proven", "Bevist", lambda row: "ja" if row["proof"]["proven"] else "nei"),
        ),
        tuple(answers),
    )


def counts_curve(answers: Sequence[Plain]) -> str:
    """Mean travel by the number of sites, as SVG."""
    points = [(one["count"], one["reach"]["mean_minutes"]) for one in answers]
    return curve(
        "Reisetid etter antall steder",
        Axis("Antall steder", norwegian.whole),
        Axis("Minutter til nærmeste sted, snitt", norwegian.whole, zero=True),
        [Line("Beste valg av steder", points)],
    )


# ---- fronts --------------------------------------------------------------------------------

OBJECTIVES = {  # column and heading of what people read
    "access": ("mean_minutes", "Snitt, min"),
    "cost": ("total_kroner", "Kostnad, kr"),
    "exposed": ("exposed_residents", "Møter udekket fag"),
}


def front(territory: Territory, found: Front, options: Options, rules: Sequence[Rule]) -> Plain:
    """Every point of a front with the areas of its plan."""
    residents = max(1, int(territory.residents.sum()))
    numbers = territory.municipalities.numbers
    points = []
    for i in range(len(found)):
        plan = found.plan(i)
        point: dict[str, Any] = {"point": i + 1, "areas_count": len(plan)}
        for name, value in zip(found.objectives, found.points[i].tolist(), strict=True):
            point |= figures(name, value, residents)
        point["areas"] = [
            {
                "host_municipality": numbers[options.host[o]],
                "members": [
                    numbers[m]
                    for m in options.members[
                        options.offsets[options.subset[o]] : options.offsets[options.subset[o] + 1]
                    ]
                ],
            }
            for o in plan
        ]
        points.append(point)
    return {
        "objectives": list(found.objectives),
        "complete": found.complete,
        "missing": list(found.missing),
        "rules": [rule.sentence(territory) for rule in rules],
        "points": points,
    }


EXACT = {
    "access": "access_person_seconds",
    "cost": "cost_kroner",
    "exposed": "exposed_thousandths",
}


def figures(name: str, value: int, residents: int) -> dict[str, Plain]:
    """An objective as people read it, and exactly as the search knows it."""
    read: Plain = value
    if name == "access":
        read = shown(value / residents / 60, FINE)
    elif name == "exposed":
        read = shown(value / 1000, 1)
    return {OBJECTIVES[name][0]: read, EXACT[name]: value}


def structure_point(
    territory: Territory, structure: Structure, values: Mapping[str, int]
) -> dict[str, Plain]:
    """A structure as a point beside a front. `values`: of each objective, exactly."""
    residents = max(1, int(territory.residents.sum()))
    point: dict[str, Plain] = {
        "name": structure.name,
        "title": structure.title,
        "areas_count": structure.areas,
    }
    for name, value in values.items():
        point |= figures(name, value, residents)
    return point


def beats(one: Mapping[str, Any], other: Mapping[str, Any], objectives: Sequence[str]) -> bool:
    """Is a point as good as another in everything, and better in something? Exactly."""
    pairs = [(one[EXACT[name]], other[EXACT[name]]) for name in objectives]
    return all(a <= b for a, b in pairs) and any(a < b for a, b in pairs)


def point_told(point: Mapping[str, Any], objectives: Sequence[str]) -> str:
    """A point in words."""
    units = {"access": "minutter i snitt", "cost": "kroner", "exposed": "møter udekket fag"}
    parts = [f"{TOLD[name](point[OBJECTIVES[name][0]])} {units[name]}" for name in objectives]
    return norwegian.listed(parts)


FINE = 2  # decimals of minutes, where many plans lie close


def _fine_told(value: float) -> str:
    return norwegian.decimal(value, FINE)


TOLD = {"access": _fine_told, "cost": norwegian.whole, "exposed": minutes_told}


def front_table(answer: Plain, most: int | None = None) -> Table:
    """One row for each point, or an even selection of so many with both ends."""
    points = answer["points"]
    if most is not None and len(points) > most:
        chosen = np.unique(np.linspace(0, len(points) - 1, most).round().astype(int))
        points = [points[i] for i in chosen]
    return Table(
        (
            Column("point", "Punkt", path("point"), norwegian.whole),
            *(
                Column(
                    OBJECTIVES[name][0], OBJECTIVES[name][1], path(OBJECTIVES[name][0]), TOLD[name]
                )
                for name in answer["objectives"]
            ),
            Column("areas_count", "Områder", path("areas_count"), norwegian.whole),
        ),
        tuple(points),
    )


AXES = {
    "access": Axis("Minutter til der de møtes, snitt", lambda v: norwegian.decimal(v, 0)),
    "cost": Axis("Millioner kroner i året", lambda v: norwegian.decimal(v, 0)),
    "exposed": Axis("Innbyggere som møter udekket fag", norwegian.whole),
}


def front_curve(answer: Plain, title: str = "Avveiningen") -> str:
    """The first two objectives of a front as SVG, with the structures beside it by letter."""
    across, up = (answer["objectives"][1], answer["objectives"][0])
    two = len(answer["objectives"]) == 2
    points = sorted((_at(one, across), _at(one, up)) for one in answer["points"])
    return curve(
        title,
        AXES[across],
        AXES[up],
        [Line("Strukturer ingen slår", points, steps=two, joined=two)],
        marks=[
            Mark(letter, one["title"], (_at(one, across), _at(one, up)))
            for letter, one in lettered(answer)
        ],
    )


def lettered(answer: Plain) -> list[tuple[str, Plain]]:
    """The structures beside a front, each with the letter it has in the curve."""
    return list(zip(ascii_uppercase, answer["beside"], strict=False))


def beside_table(answer: Plain) -> Table:
    """Where today and other structures lie, and how many points are better in everything."""
    names = answer["objectives"]
    rows = [
        {
            **one,
            "letter": letter,
            "better_count": sum(beats(point, one, names) for point in answer["points"]),
        }
        for letter, one in lettered(answer)
    ]
    return Table(
        (
            Column("letter", "Merke", path("letter")),
            Column("title", "Struktur", path("title")),
            *(
                Column(
                    OBJECTIVES[name][0], OBJECTIVES[name][1], path(OBJECTIVES[name][0]), TOLD[name]
                )
                for name in names
            ),
            Column("areas_count", "Områder", path("areas_count"), norwegian.whole),
            Column(
                "better_count",
                "Punkter som er bedre på alt",
                path("better_count"),
                norwegian.whole,
            ),
        ),
        tuple(rows),
    )


def _at(point: Mapping[str, Any], objective: str) -> float:
    value = float(point[OBJECTIVES[objective][0]])
    return value / 1e6 if objective == "cost" else value


# ---- futures -------------------------------------------------------------------------------

MOST_DIVISIONS = 10


def robust(
    territory: Territory,
    found: Robustness,
    doubt: Doubt,
    titles: Mapping[str, str],
    rules: Sequence[Rule],
) -> Plain:
    """What many futures say together. Shares are of the futures that have an answer."""
    numbers, answered = territory.municipalities.numbers, max(1, found.answered)
    pairs = [
        {
            "a": numbers[i],
            "b": numbers[j],
            "share": shown(int(found.pairs[i, j]) / answered, SHARE),
        }
        for i, j in zip(*np.nonzero(np.triu(found.pairs, 1)), strict=True)
    ]
    return {
        "futures": found.futures,
        "answered": found.answered,
        "unproven": found.unproven,
        "doubt": asdict(doubt),
        "rules": [rule.sentence(territory) for rule in rules],
        "pairs": sorted(pairs, key=lambda one: (-one["share"], one["a"], one["b"])),
        "hosts": [
            {"municipality": number, "share": shown(int(times) / answered, SHARE)}
            for number, times in zip(numbers, found.hosts, strict=True)
            if times
        ],
        "divisions": [
            {
                "share": shown(times / answered, SHARE),
                "areas": [
                    [numbers[i] for i in range(len(numbers)) if first[i] == area]
                    for area in sorted(set(first))
                ],
            }
            for first, times in found.partitions[:MOST_DIVISIONS]
        ],
        "divisions_count": len(found.partitions),
        "spreads": {
            "mean_minutes": _spread(found.mean_seconds, 60, MINUTES),
            "cost_kroner": _spread(found.cost, 1, 0),
            "exposed_residents": _spread(found.exposed, 1000, 1),
            "areas_count": _spread(found.areas, 1, 0),
        },
        "plans": [
            {
                "name": one.name,
                "title": titles.get(one.name, one.name),
                "possible_share": shown(one.possible / answered, SHARE),
                "best_share": shown(one.best / answered, SHARE),
                "regret_kroner": _spread(one.spread, 100, 0),
                "most_kroner": None if one.most < 0 else shown(one.most / 100),
            }
            for one in found.regrets
        ],
    }


def _spread(spread: Spread | None, unit: int, digits: int) -> Plain:
    """Low, middle and high: 5, 50 and 95 of a hundred futures are at or below."""
    if spread is None:
        return None
    three = {"low": spread.low, "middle": spread.middle, "high": spread.high}
    return {name: shown(value / unit, digits) for name, value in three.items()}


def spreads_table(answer: Plain) -> Table:
    """What the best structure of each future gives."""
    titles = {
        "mean_minutes": ("Snitt, min", minutes_told),
        "cost_kroner": ("Kostnad, kr", norwegian.whole),
        "exposed_residents": ("Møter udekket fag", minutes_told),
        "areas_count": ("Områder", norwegian.whole),
    }
    rows = []
    for name, (title, told) in titles.items():
        if (spread := answer["spreads"][name]) is not None:
            rows.append({"title": title, **{key: told(value) for key, value in spread.items()}})
    ends = (("low", "Lav (5 %)"), ("middle", "Midt (50 %)"), ("high", "Høy (95 %)"))
    return Table(
        (
            Column("title", "I den beste strukturen", path("title")),
            *(Column(name, title, path(name), str) for name, title in ends),
        ),
        tuple(rows),
    )


def plans_table(answer: Plain) -> Table:
    """How structures stand in the futures where they can be had."""
    return Table(
        (
            Column("name", "Struktur", path("title")),
            Column("possible_share", "Mulig i", path("possible_share"), share_told),
            Column("best_share", "Best i", path("best_share"), share_told),
            Column(
                "regret_middle_kroner",
                "Avstand til best, midt, kr",
                path("regret_kroner", "middle"),
                norwegian.whole,
            ),
            Column(
                "regret_high_kroner",
                "høy (95 %), kr",
                path("regret_kroner", "high"),
                norwegian.whole,
            ),
        ),
        tuple(answer["plans"]),
    )


def pairs_table(answer: Plain, names: Mapping[str, str]) -> Table:
    """How often two municipalities share an area, the oftenest first."""
    return Table(
        (
            Column("a", "Kommune", path("a")),
            Column("a_name", "", lambda row: names[row["a"]]),
            Column("b", "Kommune", path("b")),
            Column("b_name", "", lambda row: names[row["b"]]),
            Column("share", "Sammen i", path("share"), share_told),
        ),
        tuple(answer["pairs"]),
    )


# ---- areas ---------------------------------------------------------------------------------


def proposed(territory: Territory, found: Proposal) -> Plain:
    """The areas of a proposal and what they are worth. Measures are `report.measured`."""
    numbers, residents = territory.municipalities.numbers, max(1, int(territory.residents.sum()))
    return {
        "proof": {**proof(found), "unit": "ore"},
        "areas_count": len(found.areas),
        **figures("access", found.access, residents),
        **figures("cost", found.cost, residents),
        **figures("exposed", found.exposed, residents),
        "areas": [
            {
                "host_municipality": numbers[area.host],
                "members": [numbers[i] for i in area.members],
                "model": area.model,
                "presences": {
                    numbers[i]: presence
                    for i, presence in zip(area.members, area.presences, strict=True)
                },
                "access_person_seconds": area.access,
                "cost_kroner": area.cost,
                "exposed_thousandths": area.exposed,
                "weighted_ore": area.weighted,
            }
            for area in found.areas
        ],
        "left_out": list(found.left_out),
    }


def priced(territory: Territory, price: Price) -> Plain:
    """What one rule costs: a year, and in minutes for each resident."""
    return {
        "rule": price.rule.sentence(territory),
        "sentence": price.sentence(territory),
        "value_kroner": shown(price.value / 100),
        "least_kroner": shown(price.least / 100),
        "most_kroner": shown(price.most / 100),
        "exact": price.exact,
        "mean_minutes": shown(price.minutes, FINE),
        "nearby_minutes": shown(price.nearby, FINE),
        "cost_kroner": price.kroner,
        "exposed_residents": shown(price.exposed, 1),
    }


def proposals_table(answers_: Sequence[Plain]) -> Table:
    """One row for each proposal, the best first; `best` is what it costs more than the first."""
    first = answers_[0]["proof"]["value"]
    rows = [
        {**one, "rank": i + 1, "more": shown((one["proof"]["value"] - first) / 100)}
        for i, one in enumerate(answers_)
    ]
    return Table(
        (
            Column("rank", "Nr.", path("rank"), norwegian.whole),
            Column("more_kroner", "Dårligere enn nr. 1, kr", path("more"), norwegian.whole),
            *(
                Column(OBJECTIVES[name][0], OBJECTIVES[name][1], path(OBJECTIVES[name][0]), told)
                for name, told in TOLD.items()
            ),
            Column("areas_count", "Områder", path("areas_count"), norwegian.whole),
            Column("gap_share", "Gap", path("proof", "gap_share"), _gap_told),
        ),
        tuple(rows),
    )


def prices_table(answers_: Sequence[Plain]) -> Table:
    """What each rule costs, the dearest first."""
    rows = sorted(answers_, key=lambda one: (-one["value_kroner"], one["rule"]))
    return Table(
        (
            Column("value_kroner", "Pris, kr i året", path("value_kroner"), norwegian.whole),
            Column("mean_minutes", "Minutter, snitt", path("mean_minutes"), _fine_told),
            Column("nearby_minutes", "for dem det gjelder", path("nearby_minutes"), _fine_told),
            Column("exact", "Bevist", lambda row: "ja" if row["exact"] else "nei"),
            Column("rule", "Krav", path("rule")),
        ),
        tuple(rows),
    )
