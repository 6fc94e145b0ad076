"""A structure told as differences from today, built and measured; also one that is not saved."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tospann.engines.structure import answers, drawn, norwegian, report, stated
from tospann.engines.structure.assumptions import ILLUSTRATIVE, Assumptions
from tospann.engines.structure.comparison import Comparison, compare
from tospann.engines.structure.territory import Structure, Territory
from tospann.structure.models import Scenario
from tospann.structure.selectors import words
from tospann.structure.selectors.tables import names_of
from tospann.structure.selectors.territories import present, territory_of, travel_of

Plain = Any


@dataclass(frozen=True, slots=True)
class Seen:
    """A structure beside today. `plain` is `report.compared`, where every figure comes from."""

    territory: Territory
    before: Structure
    structure: Structure
    assumptions: Assumptions
    comparison: Comparison
    plain: Plain


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure today and in the scenario, as it is told; `change` is "" when nothing changes.

    `better` is None when nothing changes, or when more is neither better nor worse.
    """

    name: str
    title: str
    before: str
    after: str
    change: str
    better: bool | None


def seen_of(scenario: Scenario) -> Seen:
    """The scenario as it is saved. No queries once the dataset is read. Raises `BadData`."""
    return seen(scenario.dataset_id, scenario.differences, scenario.assumptions)


def seen(dataset_id: UUID, differences: Mapping[str, Any], assumptions: Mapping[str, Any]) -> Seen:
    """Today with differences, by some assumptions. 0.05 s for a county, kept. Raises `BadData`."""
    return _seen(
        dataset_id,
        json.dumps(differences, sort_keys=True),
        json.dumps(assumptions, sort_keys=True),
    )


@lru_cache(maxsize=64)
def _seen(dataset_id: UUID, differences: str, assumptions: str) -> Seen:
    territory = territory_of(dataset_id)
    before = present(territory)
    after = drawn.with_differences(
        territory, before, json.loads(differences), name="scenario", title=territory.title
    )
    taken = stated.changed(ILLUSTRATIVE, json.loads(assumptions))
    found = compare(territory, travel_of(dataset_id), before, after, taken)
    return Seen(territory, before, after, taken, found, report.compared(found))


# ---- main figures --------------------------------------------------------------------------


def figures(one: Seen) -> list[Figure]:
    """The main figures, today beside the scenario."""
    before, after = one.plain["before"], one.plain["after"]
    rows = [
        ("meet", _("Til et møtested, i snitt"), _minutes, _meet, False),
        ("host", _("Til hovedkontoret, i snitt"), _minutes, _host, False),
        ("worst", _("Lengste vei til et møtested"), _minutes, _worst, False),
        ("areas", _("Kontorområder"), norwegian.whole, _areas, None),
        ("cost", _("Kostnad i året"), norwegian.kroner, _cost, False),
        (
            "exposed",
            _("Innbyggere som en vanlig dag møter et fag uten noen på jobb"),
            _people,
            _exposed,
            False,
        ),
    ]
    return [
        _figure(name, title, told, of(before), of(after), more_is_better)
        for name, title, told, of, more_is_better in rows
    ]


def _figure(name, title, told, before, after, more_is_better: bool | None) -> Figure:
    known = all(isinstance(one, int | float) for one in (before, after))
    change, better = "", None
    if known and before != after:
        change = ("+" if after > before else "") + told(round(after - before, 1))
        better = None if more_is_better is None else (after > before) is more_is_better
    return Figure(name, str(title), _told(told, before), _told(told, after), change, better)


def _told(told, value: Plain) -> str:
    if value is None:
        return "–"
    return _("skjult") if isinstance(value, Mapping) else told(value)


def _minutes(value: float) -> str:
    return norwegian.minutes(value)


def _people(value: float) -> str:
    return norwegian.decimal(value, 1)


def _meet(data: Plain) -> Plain:
    return data["whole"]["meet"]["mean_minutes"]


def _host(data: Plain) -> Plain:
    return data["whole"]["host"]["mean_minutes"]


def _worst(data: Plain) -> Plain:
    worst = data["whole"]["meet"]["worst"]
    return None if worst is None else worst["minutes"]


def _areas(data: Plain) -> Plain:
    return len(data["areas"])


def _cost(data: Plain) -> Plain:
    return data["objective"]["cost_kroner"]


def _exposed(data: Plain) -> Plain:
    value = data["objective"]["exposed_thousandths"]
    if value is None:
        return None
    return answers.figures("exposed", value, 1)[answers.OBJECTIVES["exposed"][0]]


# ---- what is otherwise ---------------------------------------------------------------------


def otherwise(one: Seen) -> list[str]:
    """What is not as today, in sentences, by the new areas' hosts; then the days of sites."""
    names = names_of(one.territory)
    changes = one.comparison.changes
    hosts = {change.municipality: change.host[1] for change in changes}
    told = []
    for host in dict.fromkeys(hosts.values()):
        told.append(_area_told(one, host, names))
    return told + _days_told(one)


def _area_told(one: Seen, host: str, names: Mapping[str, str]) -> str:
    i = one.territory.municipalities.index(host)
    area = int(one.structure.area[i])
    members = [
        names[number]
        for j, number in enumerate(one.territory.municipalities.numbers)
        if one.structure.area[j] == area and number != host
    ]
    model = words.named(one.structure.models[area], words.MODELS)
    if not members:
        return _("%(name)s har kontor alene.") % {"name": names[host]}
    return _("%(name)s er vert for %(others)s (%(model)s).") % {
        "name": names[host],
        "others": norwegian.listed(members),
        "model": model,
    }


def _days_told(one: Seen) -> list[str]:
    sites, told = one.territory.sites, []
    for i, (old, new) in enumerate(zip(one.before.days, one.structure.days, strict=True)):
        if old == new:
            continue
        days = norwegian.decimal(float(new), 1).removesuffix(",0")
        if new == 0:
            told.append(_("%(site)s har ikke lenger åpent.") % {"site": sites.names[i]})
        else:
            told.append(
                ngettext(
                    "%(site)s har åpent %(days)s dag i uken.",
                    "%(site)s har åpent %(days)s dager i uken.",
                    1 if new == 1 else 2,
                )
                % {"site": sites.names[i], "days": days}
            )
    return told
