"""Plain data, tables and curves of what the searches answer: sites, areas, fronts, futures.

Every answer carries its value, its bound, its gap and whether it is proven, see `proof`.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import numpy as np

from tospann.engines.structure import norwegian
from tospann.engines.structure.charts import Axis, Line, curve
from tospann.engines.structure.hidden import Hidden, count, few
from tospann.engines.structure.reach import to_sites, whole
from tospann.engines.structure.report import (
    MINUTES,
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
from tospann.engines.structure.territory import Indices, Territory, Travel

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
    """An answer of sites, and which of them each place is nearest to."""

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
    """Which sites to keep, whom each is nearest to, and how far everybody then has."""
    sites, people = territory.sites, territory.places.residents
    near = travel.seconds[np.arange(len(people)), np.maximum(found.serves, 0)].astype(np.int64)
    kept = []
    for site in found.sites.tolist():
        rows = found.serves == site
        living = int(people[rows].sum())
        mean = float((near[rows] * people[rows]).sum()) / living / 60 if living else None
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
        "reach": reached(whole(territory, to_sites(travel, found.sites))),
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
            Column("residents", "Nærmest for", path("residents"), norwegian.whole),
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
