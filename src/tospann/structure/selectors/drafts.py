"""Drawing by hand: what stands in each row, and what a set of choices makes of a structure.

One row for each municipality: whose area it is in, by the host; the model; the days a week with
somebody to meet at each of its sites. A member follows its host's model unless it says another.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from tospann.engines.structure import drawn
from tospann.engines.structure.assumptions import Assumptions
from tospann.engines.structure.errors import BadData
from tospann.engines.structure.territory import Structure, Territory
from tospann.structure.selectors import words
from tospann.structure.selectors.tables import days_told, names_of

LARGE = 60  # municipalities: more are shown a county at a time


@dataclass(frozen=True, slots=True)
class Choices:
    """What somebody chose, by municipality number and site id. What is not there is as it was.

    A model of "" follows the host's.
    """

    hosts: Mapping[str, str] = field(default_factory=dict)
    models: Mapping[str, str] = field(default_factory=dict)
    days: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Site:
    """A place in a row. `typed` is what stands in its field."""

    id: str
    name: str
    typed: str
    error: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A municipality while somebody draws. `host` and `model` are what is chosen."""

    number: str
    name: str
    host: str
    model: str
    sites: tuple[Site, ...]  # the seat, and where there is somebody to meet
    closed: tuple[Site, ...]  # where there could be
    today: str  # whose area it is in today
    changed: bool
    host_error: str = ""
    model_error: str = ""

    @property
    def unfolded(self) -> bool:
        """Whether something that is folded on a phone is wrong, so that it must be seen."""
        return bool(self.model_error) or any(one.error for one in self.sites)


@dataclass(frozen=True, slots=True)
class Drawn:
    """What came of some choices: a structure as differences from today, or the faults by row.

    `faults`: municipality number → the column and the sentence. `notes` say what was set right
    by itself.
    """

    differences: dict[str, Any] | None
    faults: Mapping[str, tuple[str, str]]
    notes: tuple[str, ...]


def models_in(territory: Territory, assumptions: Assumptions) -> list[str]:
    """Every model one can choose: the stated ones, then those the dataset's structures have."""
    stated = [model.name for model in assumptions.models]
    held = [name for structure in territory.structures for name in structure.models]
    return list(dict.fromkeys(stated + held))


def draw(
    territory: Territory,
    today: Structure,
    current: Structure,
    choices: Choices,
    assumptions: Assumptions,
) -> Drawn:
    """The structure that some choices make of the current one, as differences from today."""
    rows = drawn.rows_of(territory, current)
    hosts = {row["municipality"]: row["host"] for row in rows} | dict(choices.hosts)
    was = {row["municipality"]: row for row in rows}
    sizes: dict[str, int] = {}
    for host in hosts.values():
        sizes[host] = sizes.get(host, 0) + 1
    notes, of_host = [], {}
    for host, size in sizes.items():
        before = was[host]["model"] if was[host]["host"] == host else ""
        chosen = choices.models.get(host) or before
        of_host[host] = _fitting(chosen, size, assumptions)
        if chosen and of_host[host] != chosen:
            notes.append(_refit(territory, host, of_host[host]))
    models = {
        number: _own_model(choices.models.get(number, ""), was[number], host) or of_host[host]
        for number, host in hosts.items()
    }
    differences: dict[str, Any] = {
        "municipalities": {
            number: {"host": host, "model": models[number]} for number, host in hosts.items()
        },
        "days": dict(choices.days),
    }
    try:
        made = drawn.with_differences(territory, current, differences, name="drawn", title="")
    except BadData as refusal:
        return Drawn(None, _by_row(territory, refusal), tuple(notes))
    return Drawn(drawn.differences_between(territory, today, made), {}, tuple(notes))


def _own_model(chosen: str, was: Mapping[str, str], host: str) -> str:
    """The model that a municipality chose beside its host's; "" when it follows the host.

    One that has moved out of an area of its own left that area's model behind, unless it was
    changed too.
    """
    number = was["municipality"]
    if host == number or (was["host"] == number and chosen == was["model"]):
        return ""
    return chosen


def _fitting(model: str, size: int, assumptions: Assumptions) -> str:
    """The model, or the first of those that fit when it is only for other sizes of area."""
    stated = {one.name: one for one in assumptions.models}
    known = stated.get(model)
    if model and (known is None or known.alone == (size == 1)):
        return model
    fitting = [one.name for one in assumptions.models if one.alone == (size == 1)]
    return fitting[0] if fitting else model


def _refit(territory: Territory, host: str, model: str) -> str:
    about = {
        "name": names_of(territory)[host],
        "model": words.named(model, words.MODELS),
    }
    return _("Området til %(name)s fikk modellen %(model)s, som passer for så mange.") % about


def _by_row(territory: Territory, refusal: BadData) -> dict[str, tuple[str, str]]:
    """The first fault of each municipality, with names for numbers."""
    numbers, names = territory.municipalities.numbers, names_of(territory)
    found: dict[str, tuple[str, str]] = {}
    for fault in refusal.faults:
        if fault.row is None:
            continue
        said = f"{fault.what} {fault.cure}"
        for number, name in names.items():
            said = said.replace(number, name)
        found.setdefault(numbers[fault.row - drawn.FIRST_ROW], (fault.column, said))
    return found


def rows(
    territory: Territory,
    today: Structure,
    current: Structure,
    shown: Iterable[str],
    typed: Mapping[str, str] | None = None,
    faults: Mapping[str, tuple[str, str]] | None = None,
    days_faults: Mapping[str, str] | None = None,
) -> list[Row]:
    """The rows to show, with what was typed where something was. By municipality.

    `typed` is what was sent, by the names of the fields; `days_faults` by site.
    """
    typed, faults, days_faults = typed or {}, faults or {}, days_faults or {}
    names, held = names_of(territory), territory.municipalities
    before = {row["municipality"]: row for row in drawn.rows_of(territory, today)}
    now = {row["municipality"]: row for row in drawn.rows_of(territory, current)}
    wanted = set(shown)
    made = []
    for i, number in enumerate(held.numbers):
        if number not in wanted:
            continue
        host = typed.get(f"h_{number}", now[number]["host"])
        own = number == now[number]["host"]
        model = typed.get(f"m_{number}", now[number]["model"] if own else "")
        if host != number:
            model = _own_model(model, now[number], host)
        sites = [
            Site(
                territory.sites.ids[s],
                territory.sites.names[s],
                typed.get(f"d_{territory.sites.ids[s]}", days_told(float(current.days[s]))),
                days_faults.get(territory.sites.ids[s], ""),
            )
            for s in _sites_of(territory, i)
        ]
        closed = tuple(one for one in sites[1:] if one.typed == "0" and not one.error)
        column, said = faults.get(number, ("", ""))
        made.append(
            Row(
                number,
                held.names[i],
                host,
                model,
                tuple(one for one in sites if one not in closed),
                closed,
                names[before[number]["host"]],
                host != before[number]["host"],
                said if column != "model" else "",
                said if column == "model" else "",
            )
        )
    return made


def _sites_of(territory: Territory, municipality: int) -> list[int]:
    """The seat first, then the others as the tables have them."""
    seat = int(territory.municipalities.seats[municipality])
    others = np.flatnonzero(territory.sites.municipality == municipality).tolist()
    return [seat, *(s for s in others if s != seat)]


def groups_in(territory: Territory) -> list[str]:
    """The counties, by name, where there are several."""
    groups = sorted(set(territory.municipalities.groups))
    return groups if len(groups) > 1 else []


def shown_in(territory: Territory, current: Structure, only: str) -> list[str]:
    """The municipalities to show: those of a county or of the area of a host, else all.

    A large territory is shown a county at a time.
    """
    held = territory.municipalities
    groups = groups_in(territory)
    if only in groups:
        return [n for n, group in zip(held.numbers, held.groups, strict=True) if group == only]
    if only in held.numbers:
        area = current.area[held.index(only)]
        return [n for n, mine in zip(held.numbers, current.area, strict=True) if mine == area]
    if len(held) > LARGE and groups:
        return shown_in(territory, current, groups[0])
    return list(held.numbers)
