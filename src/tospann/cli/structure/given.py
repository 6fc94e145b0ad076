"""From what stands on the command line to what the engine takes. Numpy from here on."""

import csv
import io
import json
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tospann.cli.errors import Stopped
from tospann.demo import territories
from tospann.engines.structure import drawn, folder, travel
from tospann.engines.structure.asked import MEMBERS, MINUTES
from tospann.engines.structure.assumptions import ILLUSTRATIVE, Assumptions
from tospann.engines.structure.rules import (
    Apart,
    AtLeastAreas,
    AtLeastFte,
    AtLeastResidents,
    AtMostAreas,
    AtMostKroner,
    AtMostMembers,
    FieldsInTwos,
    FixedArea,
    Hosts,
    InsideGroups,
    Models,
    NeverHosts,
    RefusesHost,
    RefusesWith,
    Rule,
    StandsAlone,
    Together,
    WithinMinutes,
)
from tospann.engines.structure.stated import changed
from tospann.engines.structure.territory import Structure, Territory, Travel

LARGEST = 2_000_000  # bytes of a file with assumptions or a structure


def territory(dataset: str) -> Territory:
    """The dataset: a folder, a .zip or the name of one that came with Tospann.

    Raises `Stopped` if there is none, `BadData` if it holds faults.
    """
    path = Path(dataset).expanduser()
    if dataset in territories.NAMES and not path.exists():
        path = territories.find(dataset)
    if not path.exists():
        raise Stopped(
            f"Finner ikke datasettet «{dataset}». Skriv en mappe, en .zip eller navnet på et som "
            f"følger med: {', '.join(territories.NAMES)}."
        )
    return folder.read(path)


def ways(found: Territory, *, by: str | None, waiting: bool) -> Travel:
    """Travel times: those brought, else by road and ferry, else in a straight line.

    Raises `NoAnswer` if `by` names one the dataset has not got.
    """
    by = by or travel.best_kind(found)
    if by == "brought":
        return travel.brought(found)
    if by == "roads":
        return travel.by_roads(found, waiting=waiting)
    return travel.straight_line(found)


TRAVEL = {"roads": "roads", "brought": "brought", "straight": "straight_line"}


def travel_kind(found: Territory, by: str | None) -> str:
    """The same as a question to a sweep says it."""
    return TRAVEL[by] if by else travel.best_kind(found)


def structure(found: Territory, wanted: str | None) -> Structure:
    """A structure of the dataset by name, `alone`, or a file: a CSV, or JSON with differences.

    Without a name the first of the dataset, which is that of today; without any, `alone`.
    """
    named = {one.name: one for one in found.structures}
    named.setdefault("alone", drawn.alone(found))
    if wanted is None:
        return found.structures[0] if found.structures else named["alone"]
    if wanted in named:
        return named[wanted]
    path = Path(wanted).expanduser()
    if not path.is_file():
        raise Stopped(
            f"Finner ikke strukturen «{wanted}». Skriv {', '.join(named)} eller en fil med "
            "kolonnene municipality, host, model og days."
        )
    text = contents(path)
    if path.suffix == ".json":
        data = _named(path, text)
        title = str(data.pop("title", path.stem))
        return drawn.with_differences(found, drawn.today(found), data, name=path.name, title=title)
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    rows = csv.DictReader(io.StringIO(text), delimiter=delimiter)
    return drawn.structure_from(found, rows, name=path.name, title=path.stem)


def assumptions(path: Path | None) -> Assumptions:
    """The stated assumptions, changed by what a TOML or JSON file says. Raises `BadData`."""
    if path is None:
        return ILLUSTRATIVE
    text = contents(path)
    return changed(ILLUSTRATIVE, _named(path, text))


def _named(path: Path, text: str) -> dict[str, Any]:
    """What a TOML or JSON file says, by name. Raises `Stopped`."""
    data: Any
    try:
        data = json.loads(text) if path.suffix == ".json" else tomllib.loads(text)
    except (json.JSONDecodeError, tomllib.TOMLDecodeError) as fault:
        raise Stopped(f"{path} kan ikke leses: {fault}. Skriv TOML eller JSON.") from None
    if not isinstance(data, dict):
        raise Stopped(f"{path} har ingen navn. Skriv for eksempel absence = 0.12.")
    return data


def contents(path: Path) -> str:
    """The text of a small file, with or without a byte order mark. Raises `Stopped`."""
    try:
        if path.stat().st_size > LARGEST:
            raise Stopped(f"{path} er for stor. Filen kan ha {LARGEST // 1_000_000} MB.")
        return path.read_text(encoding="utf-8-sig")
    except OSError as fault:
        raise Stopped(f"{path} kan ikke leses: {fault.strerror}.") from None
    except UnicodeDecodeError:
        raise Stopped(f"{path} er ikke UTF-8. Lagre den som UTF-8.") from None


def rules(found: Territory, asked: Mapping[str, Any]) -> tuple[Rule, ...]:
    """The rules of `--members` and the others. Raises `Stopped` for a name that is unknown."""
    made: list[Rule] = []

    def group(text: str) -> tuple[str, ...]:
        return numbers(found, text)

    def pair(name: str, text: str) -> tuple[str, str]:
        both = group(text)
        if len(both) != 2:
            raise Stopped(f"--{name} tar to kommuner med komma mellom, ikke «{text}».")
        return both

    members, minutes = asked["members"], asked["minutes"]
    made.append(AtMostMembers(MEMBERS if members is None else members))
    made.append(WithinMinutes(MINUTES if minutes is None else minutes))
    exempt = tuple(one for text in asked["exempt"] for one in group(text))
    if exempt and asked["fte"] is None and asked["residents"] is None:
        raise Stopped("--exempt gjelder --fte og --residents. Skriv minst én av dem også.")
    for name, kind in SIZES.items():
        if asked[name] is not None:
            made.append(kind(asked[name], exempt))
    for name, kind in SINGLE.items():
        if asked[name] is not None:
            made.append(kind(asked[name]))
    made += [Together(group(text)) for text in asked["together"]]
    made += [Apart(*pair("apart", text)) for text in asked["apart"]]
    made += [RefusesWith(*pair("refuses", text)) for text in asked["refuses"]]
    made += [RefusesHost(*pair("refuses-host", text)) for text in asked["refuses-host"]]
    for name, rule in EACH.items():
        made += [rule(one) for text in asked[name] for one in group(text)]
    for text in asked["fixed"]:
        host, colon, others = text.partition(":")
        if colon:
            (host_,) = group(host)
            made.append(FixedArea((host_, *group(others)), host_))
        else:
            made.append(FixedArea(group(text)))
    if asked["models"]:
        made.append(Models(tuple(word.strip() for word in asked["models"].split(","))))
    if asked["inside-groups"]:
        made.append(InsideGroups())
    return tuple(made)


SIZES: dict[str, Callable[[Any, tuple[str, ...]], Rule]] = {
    "fte": AtLeastFte,
    "residents": AtLeastResidents,
}
SINGLE: dict[str, Callable[[Any], Rule]] = {
    "fields": FieldsInTwos,
    "at-most-areas": AtMostAreas,
    "at-least-areas": AtLeastAreas,
    "at-most-kroner": AtMostKroner,
}
EACH: dict[str, Callable[[str], Rule]] = {
    "stands-alone": StandsAlone,
    "hosts": Hosts,
    "never-hosts": NeverHosts,
}


def numbers(found: Territory, text: str) -> tuple[str, ...]:
    """Municipalities written with commas between, by number or name, as their numbers.

    Raises `Stopped` if one is not in the dataset or its name is that of several.
    """
    held = found.municipalities
    answer = []
    for word in (part.strip() for part in text.split(",")):
        if word in held.numbers:
            answer.append(word)
            continue
        alike = [
            held.numbers[i]
            for i, name in enumerate(held.names)
            if word.casefold() in {part.strip().casefold() for part in (name, *name.split(" - "))}
        ]
        if len(alike) != 1:
            why = f"flere heter det: {', '.join(alike)}" if alike else "den finnes ikke"
            raise Stopped(f"«{word}» er ingen kommune i {found.title} ({why}). Skriv nummeret.")
        answer.append(alike[0])
    return tuple(answer)
