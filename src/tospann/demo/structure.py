"""The territories of the demo, as the lab takes them in, and what is drawn and asked on them.

The scenarios are illustrations: no council has asked for them.
"""

from functools import cache
from typing import Any

from tospann.access.actor import Actor
from tospann.demo import territories
from tospann.demo.stage import Event, Stage
from tospann.partnerships.models import Partnership
from tospann.structure.actions.datasets import take_dataset
from tospann.structure.actions.runs import ask_areas
from tospann.structure.actions.scenarios import create_scenario
from tospann.structure.models import Scenario
from tospann.structure.selectors.territories import newest

MELOY, BODO = "Meløy vert for Gildeskål og Rødøy", "Gildeskål sammen med Bodø"  # scenarios

# Municipalities so far from others that no area of theirs reaches 15 full-time equivalents with
# 75 minutes to the host, as `engines.structure.keeping.never_large_enough` finds.
FAR = ("1811", "1815", "1816", "1834", "1835", "1836", "1848", "1856", "1857", "1871", "1875")
LARGE_ENOUGH: list[dict[str, Any]] = [
    {"rule": "AtMostMembers", "count": 7},
    {"rule": "WithinMinutes", "minutes": 75},
    {"rule": "AtLeastFte", "fte": 15, "except_": list(FAR)},
]


def take(actor: Actor) -> None:
    """Nordland and Norway."""
    for name in territories.NAMES:
        title, archive = _packed(name)
        take_dataset(actor=actor, name=name, title=title, archive=archive)


def events(stage: Stage, indre_salten: Partnership, sor_salten: Partnership) -> list[Event]:
    """What the advisers have drawn, and when."""
    return [
        Event(9, 9, lambda: _sor_salten(stage, sor_salten)),
        Event(8, 9, lambda: _indre_salten(stage, indre_salten)),
    ]


def ask(stage: Stage) -> None:
    """The adviser in Sør-Salten asks for the best areas; the worker answers once it runs."""
    ask_areas(
        actor=stage.actor("radgiver-sor-salten"),
        scenario=Scenario.objects.get(title=MELOY),
        alternatives=3,
        prices=True,
    )


def _sor_salten(stage: Stage, partnership: Partnership) -> None:
    adviser = stage.actor("radgiver-sor-salten")
    _draw(
        adviser,
        partnership,
        MELOY,
        "Rødøy har Meløy som vert i dag. Hva om Gildeskål også blir med, og Inndyr holder åpent "
        "to dager i uken? Illustrasjon.",
        {
            "municipalities": {"1838": {"host": "1837", "model": "host"}},
            "days": {"1838-inndyr": 2},
        },
        LARGE_ENOUGH,
    )
    _draw(
        adviser,
        partnership,
        BODO,
        "Mange i Gildeskål reiser til Bodø fra før. Illustrasjon.",
        {
            "municipalities": {
                "1804": {"host": "1804", "model": "host"},
                "1838": {"host": "1804", "model": "host"},
            },
            "days": {"1838-inndyr": 2},
        },
    )


def _indre_salten(stage: Stage, partnership: Partnership) -> None:
    _draw(
        stage.actor("nav-leder-indre-salten"),
        partnership,
        "Steigen med i Indre Salten",
        "Hva om Steigen deler kontor med Fauske og de andre, og holder åpent tre dager i uken på "
        "Leinesfjord? Illustrasjon.",
        {
            "municipalities": {"1848": {"host": "1841", "model": "host"}},
            "days": {"1848-leinesfjord": 3},
        },
        LARGE_ENOUGH,
    )


def _draw(
    actor: Actor,
    partnership: Partnership,
    title: str,
    note: str,
    differences: dict[str, Any],
    rules: list[dict[str, Any]] | None = None,
) -> None:
    dataset = newest("nordland")
    if dataset is None:
        raise LookupError("the territories come before what is drawn on them")
    create_scenario(
        actor=actor,
        partnership=partnership,
        dataset=dataset,
        title=title,
        note=note,
        differences=differences,
        rules=rules or [],
        illustrative=True,
    )


@cache
def _packed(name: str) -> tuple[str, bytes]:
    """Title and archive. A second of work for the country, so it is kept for the next reset."""
    from tospann.engines.structure import folder

    territory = folder.read(territories.find(name))
    return territory.title, folder.packed(territory)
