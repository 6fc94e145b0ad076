"""Other assumptions than the stated ones, from a file's worth of plain data."""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from tospann.engines.structure.assumptions import Assumptions, Model, Presence
from tospann.engines.structure.errors import BadData, Fault

SHARES = {"absence", "met"}  # 0 to 1
WHOLE = {"kroner", "kroner_per_partner", "main_office_kroner"} | {
    "kroner_per_hour",
    "kroner_per_exposed",
}


def changed(assumptions: Assumptions, data: Mapping[str, Any]) -> Assumptions:
    """The assumptions with what `data` says instead.

    Single figures by name; `presences` and `models` by their name, each with the figures to change
    or, for a name that is new, all of them:

        {"absence": 0.12, "models": {"task_community": {"kroner": 1600000,
         "kroner_per_partner": 180000, "alone": false}}}

    Raises
    ------
    BadData
        With every fault by name: something unknown, missing, or out of range.
    """
    faults: list[Fault] = []
    single = {one.name for one in fields(Assumptions)} - {"presences", "models"}
    figures = {}
    for name, value in data.items():
        if name in single:
            figures[name] = _figure(name, value, "assumptions", faults)
        elif name not in ("presences", "models"):
            cure = f"Bruk {', '.join(sorted(single))}, presences eller models."
            faults.append(Fault("assumptions", None, str(name), "Navnet er ukjent.", cure))
    presences = _named(assumptions.presences, Presence, data.get("presences", {}), faults)
    models = _named(assumptions.models, Model, data.get("models", {}), faults)
    if faults:
        raise BadData(tuple(faults))
    return replace(assumptions, presences=presences, models=models, **figures)


def _named(stated: tuple, kind: type, data: Any, faults: list[Fault]) -> tuple:
    """The stated presences or models in their order, the changed changed and the new last."""
    table = f"{kind.__name__.lower()}s"
    if not isinstance(data, Mapping):
        faults.append(Fault("assumptions", None, table, "Dette er ikke navn med tall.", SAMPLE))
        return stated
    wanted = [one.name for one in fields(kind) if one.name != "name"]
    found = {one.name: one for one in stated}
    for name, given in data.items():
        where = f"{table}.{name}"
        if not isinstance(given, Mapping):
            faults.append(Fault("assumptions", None, where, "Dette er ikke tall.", SAMPLE))
            continue
        unknown = [key for key in given if key not in wanted]
        lacking = [] if name in found else [key for key in wanted if key not in given]
        for key in unknown:
            cure = f"Bruk {', '.join(wanted)}."
            faults.append(Fault("assumptions", None, f"{where}.{key}", "Navnet er ukjent.", cure))
        for key in lacking:
            faults.append(
                Fault("assumptions", None, f"{where}.{key}", "Tallet mangler.", "Ta det med.")
            )
        figures = {
            key: _figure(key, value, where, faults)
            for key, value in given.items()
            if key not in unknown
        }
        if not unknown and not lacking:
            found[name] = (
                replace(found[name], **figures) if name in found else kind(name=name, **figures)
            )
    return tuple(found.values())


SAMPLE = "Skriv for eksempel [presences.branch] og kroner = 900000 under."


def _figure(name: str, value: Any, where: str, faults: list[Fault]) -> Any:
    """The value, or a fault and the value as it came."""
    column = name if where == "assumptions" else f"{where}.{name}"
    if name == "alone":
        if not isinstance(value, bool):
            faults.append(Fault("assumptions", None, column, "Dette er ikke ja eller nei.",
                                "Skriv true eller false."))  # fmt: skip
        return value
    most = 1 if name in SHARES else 5 if name == "days" else 10**12
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most:
        cure = f"Skriv et tall fra 0 til {most}." if most <= 5 else "Skriv et tall fra 0 og opp."
        faults.append(Fault("assumptions", None, column, "Dette er ikke et slikt tall.", cure))
        return value
    if name in WHOLE and value != int(value):
        faults.append(Fault("assumptions", None, column, "Dette er ikke hele kroner.", "Rund av."))
        return value
    return int(value) if name in WHOLE else float(value)


def differing(assumptions: Assumptions, stated: Assumptions) -> dict[str, Any]:
    """What `changed` needs to make the assumptions out of the stated ones: only what differs.

    A presence or model that the stated ones lack is told whole.
    """
    data: dict[str, Any] = {}
    for one in fields(Assumptions):
        mine, theirs = getattr(assumptions, one.name), getattr(stated, one.name)
        if one.name in ("presences", "models"):
            known = {each.name: each for each in theirs}
            told = {each.name: _otherwise(each, known.get(each.name)) for each in mine}
            if named := {name: figures for name, figures in told.items() if figures}:
                data[one.name] = named
        elif mine != theirs:
            data[one.name] = mine
    return data


def _otherwise(mine: Presence | Model, theirs: Presence | Model | None) -> dict[str, Any]:
    return {
        one.name: getattr(mine, one.name)
        for one in fields(mine)
        if one.name != "name"
        and (theirs is None or getattr(mine, one.name) != getattr(theirs, one.name))
    }
