"""A structure drawn by hand: one row for each municipality, and back again.

Columns: `municipality` and `host` by number, `model`, and, where wanted, `days` a week with
somebody to meet at the municipality's own seat. Without days the host has five and others none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from tospann.engines.structure.assumptions import Assumptions
from tospann.engines.structure.cells import Wrong, municipality, number
from tospann.engines.structure.errors import BadData, Fault
from tospann.engines.structure.schema import BY_NAME
from tospann.engines.structure.territory import Structure, Territory

if TYPE_CHECKING:
    from tospann.engines.structure.columns import Options

WANTED = ("municipality", "host", "model")
DAYS = BY_NAME["presence"].column("days")
FIRST_ROW = 2  # the header line is 1


def structure_from(
    territory: Territory, rows: Iterable[Mapping[str, str]], *, name: str, title: str
) -> Structure:
    """The structure in the rows, which may come in any order.

    Raises
    ------
    BadData
        With every fault by row: an unknown number, a municipality that is missing or twice, a
        host that has another host, an area with two models, days that are no days.
    """
    known = {one: i for i, one in enumerate(territory.municipalities.numbers)}
    faults: list[Fault] = []
    host: dict[int, int] = {}
    model: dict[int, str] = {}
    days: dict[int, float] = {}
    at: dict[int, int] = {}

    def wrong(row: int | None, column: str, what: str, cure: str) -> None:
        faults.append(Fault(name, row, column, what, cure))

    for row, cells in enumerate(rows, FIRST_ROW):
        lacking = [column for column in WANTED if not (cells.get(column) or "").strip()]
        for column in lacking:
            wrong(row, column, "Feltet er tomt eller mangler.", "Fyll det ut.")
        if lacking:
            continue
        try:
            mine, theirs = (known.get(municipality(cells[c].strip()), -1) for c in WANTED[:2])
        except Wrong as fault:
            wrong(row, "municipality", fault.what, fault.cure)
            continue
        if mine < 0 or theirs < 0:
            column = "municipality" if mine < 0 else "host"
            what = f"{cells[column].strip()} finnes ikke i {territory.title}."
            wrong(row, column, what, "Rett kommunenummeret.")
            continue
        if mine in at:
            what = f"{territory.municipalities.numbers[mine]} står også i rad {at[mine]}."
            wrong(row, "municipality", what, "Behold én av radene.")
            continue
        at[mine], host[mine], model[mine] = row, theirs, cells["model"].strip()
        if text := (cells.get("days") or "").strip():
            try:
                days[mine] = float(number(text, DAYS))
            except Wrong as fault:
                wrong(row, "days", fault.what, fault.cure)
    _check(territory, at, host, model, wrong)
    if faults:
        raise BadData(tuple(faults))
    return _assembled(territory, host, model, days, name, title)


def _check(territory, at, host, model, wrong) -> None:
    """What can only be seen when every row is read."""
    numbers = territory.municipalities.numbers
    if missing := [number for i, number in enumerate(numbers) if i not in at]:
        several = f"{', '.join(missing[:10])}{' …' if len(missing) > 10 else ''}"
        wrong(None, "municipality", f"Det mangler rader for {several}.", "Gi hver kommune én rad.")
    for mine, theirs in host.items():
        if host.get(theirs, theirs) != theirs:
            what = f"{numbers[theirs]} er vert, men har selv en annen vert."
            wrong(at[mine], "host", what, "En vertskommune må være sin egen vert.")
        elif theirs in model and model[theirs] != model[mine]:
            what = f"Området med vert {numbers[theirs]} har to modeller."
            wrong(at[mine], "model", what, "Skriv den samme modellen i alle radene.")


def _assembled(territory: Territory, host, model, days, name: str, title: str) -> Structure:
    hosts = sorted(set(host.values()))
    order = {one: area for area, one in enumerate(hosts)}
    open_ = np.zeros(len(territory.sites))
    for mine, theirs in host.items():
        seat = territory.municipalities.seats[mine]
        open_[seat] = days.get(mine, 5.0 if mine == theirs else 0.0)
    return Structure(
        name=name,
        title=title,
        area=np.array([order[host[i]] for i in range(len(host))], np.int32),
        hosts=np.array(hosts, np.int32),
        models=tuple(model[one] for one in hosts),
        days=open_,
    )


def with_differences(
    territory: Territory,
    before: Structure,
    differences: Mapping[str, Mapping],
    *,
    name: str,
    title: str,
) -> Structure:
    """A structure told as what is otherwise than in another.

    Parameters
    ----------
    differences : `municipalities`: {number: {"host": number, "model": name}}, either of them or
        both; `days`: {site id: days a
        week}. What is not named is as before.

    Raises
    ------
    BadData
        As `structure_from`, and for sites that are unknown or days that are no days.
    """
    stated = dict(differences.get("municipalities", {}))
    rows = {row["municipality"]: row for row in rows_of(territory, before)}
    faults: list[Fault] = []
    for number_, said in stated.items():
        if number_ not in rows:
            what = f"{number_} finnes ikke i {territory.title}."
            faults.append(Fault(name, None, "municipality", what, "Rett kommunenummeret."))
            continue
        rows[number_] |= {key: said[key] for key in ("host", "model") if said.get(key)}
    days = before.days.copy()
    at = {site: i for i, site in enumerate(territory.sites.ids)}
    for site, said in differences.get("days", {}).items():
        if site not in at:
            what = f"Stedet {site} finnes ikke i {territory.title}."
            faults.append(Fault(name, None, "days", what, "Velg et sted i datasettet."))
            continue
        try:
            days[at[site]] = float(number(str(said), DAYS))
        except Wrong as fault:
            faults.append(Fault(name, None, "days", fault.what, fault.cure))
    if faults:
        raise BadData(tuple(faults))
    made = structure_from(territory, rows.values(), name=name, title=title)
    return replace(made, days=days)


def differences_between(
    territory: Territory, before: Structure, after: Structure
) -> dict[str, dict]:
    """What `with_differences` needs to make `after` out of `before`: only what is otherwise."""
    rows = zip(rows_of(territory, before), rows_of(territory, after), strict=True)
    municipalities = {}
    for old, new in rows:
        changed = {key: new[key] for key in ("host", "model") if old[key] != new[key]}
        if changed:
            municipalities[new["municipality"]] = changed
    moved = np.flatnonzero(before.days != after.days).tolist()
    return {
        "municipalities": municipalities,
        "days": {territory.sites.ids[i]: float(after.days[i]) for i in moved},
    }


def today(territory: Territory) -> Structure:
    """The structure of today: the dataset's first, or each municipality by itself."""
    return territory.structures[0] if territory.structures else alone(territory)


def alone(territory: Territory) -> Structure:
    """An office of its own in every municipality, open every day at its seat."""
    m = len(territory.municipalities)
    days = np.zeros(len(territory.sites))
    days[territory.municipalities.seats] = 5.0
    every = np.arange(m, dtype=np.int32)
    return Structure("alone", "Hver kommune for seg", every, every, ("own",) * m, days)


def rows_of(territory: Territory, structure: Structure) -> list[dict[str, str]]:
    """The rows that `structure_from` reads, by municipality, with its name for those who read.

    Places to meet outside the seats are not in them.
    """
    numbers, names = territory.municipalities.numbers, territory.municipalities.names
    return [
        {
            "municipality": number,
            "name": names[i],
            "host": numbers[structure.hosts[structure.area[i]]],
            "model": structure.models[structure.area[i]],
            "days": f"{structure.days[territory.municipalities.seats[i]]:g}",
        }
        for i, number in enumerate(numbers)
    ]


def planned(
    territory: Territory,
    options: Options,
    plan: Iterable[int],
    assumptions: Assumptions,
    *,
    name: str,
    title: str,
) -> Structure:
    """The structure that some options make together, one for each area.

    A host is there every day; the others as many days as their stated presence says.
    """
    base = len(assumptions.presences)
    area = np.full(len(territory.municipalities), -1, np.int32)
    days = np.zeros(len(territory.sites))
    hosts, models = [], []
    for i, option in enumerate(plan):
        subset = options.subset[option]
        members = options.members[options.offsets[subset] : options.offsets[subset + 1]]
        host, code = int(options.host[option]), int(options.levels[option])
        area[members] = i
        hosts.append(host)
        models.append(assumptions.models[options.model[option]].name)
        for member in members.tolist():
            code, level = divmod(code, base)
            seat = territory.municipalities.seats[member]
            days[seat] = 5.0 if member == host else assumptions.presences[level].days
    return Structure(name, title, area, np.array(hosts, np.int32), tuple(models), days)
