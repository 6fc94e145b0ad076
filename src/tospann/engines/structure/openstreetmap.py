"""Travel times over every road and ferry in OpenStreetMap, by Valhalla.

Optional: it needs the extra `openstreetmap`, half a gigabyte of compiled programs, and a map
extract in the form .osm.pbf. `build` makes Valhalla's tiles of the extract, once;
`by_openstreetmap` measures over them, and `with_roads` does both and keeps the times in the
territory. Valhalla opens these files itself. It knows how long a
crossing takes but no timetable, so waiting is a number you give, and same-day visits cannot be
ruled out.
"""

import json
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from tospann.engines.structure import norwegian
from tospann.engines.structure.errors import NoAnswer, Stopped
from tospann.engines.structure.folder import MOST_ROWS
from tospann.engines.structure.territory import (
    NO_ROUTE,
    Flags,
    Indices,
    Numbers,
    Source,
    Territory,
    Travel,
)

PLACES_AT_A_TIME = 50
FARTHEST_METRES = 5_000_000  # Valhalla's own limit is 400 km
LICENCE = "ODbL 1.0, © OpenStreetMap-bidragsyterne"

Cancelled = Callable[[], bool]


def build(extract: Path, tiles: Path) -> None:
    """Make tiles of an .osm.pbf. A county takes seconds, Norway some minutes.

    Raises
    ------
    NoAnswer
        If the extra is not installed, or no tile came of the extract.
    """
    program = Path(str(_valhalla().__file__)).parent / "bin" / "valhalla_build_tiles"
    tiles.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(  # noqa: S603 - our own program and paths, no shell
        [program, "-i", json.dumps(_configured(tiles)), extract.resolve()],
        cwd=tiles,  # it leaves notes where it stands
        capture_output=True,
        check=False,
    )
    if done.returncode or not any(tiles.rglob("*.gph")):
        raise NoAnswer(
            f"Det ble ingen fliser av {extract.name}. Se etter om det er et kartutdrag fra "
            "OpenStreetMap i formatet .osm.pbf."
        )


def with_roads(
    territory: Territory, extract: Path, *, date: str, ferry_minutes: float
) -> Territory:
    """The territory with travel times over the roads of an extract, instead of any it had.

    Tiles are made in a temporary folder: some times the size of the extract.

    Raises
    ------
    NoAnswer
        As `build` does, or for more pairs of place and site than a dataset can hold.
    """
    if len(territory.places) * len(territory.sites) > MOST_ROWS:
        raise NoAnswer(
            f"{norwegian.whole(len(territory.places))} bosteder og "
            f"{norwegian.whole(len(territory.sites))} steder gir flere reisetider enn de "
            f"{norwegian.whole(MOST_ROWS)} et datasett kan ha. Ta med færre kommuner."
        )
    with tempfile.TemporaryDirectory() as folder:
        build(extract, Path(folder))
        found = by_openstreetmap(territory, Path(folder), date=date, ferry_minutes=ferry_minutes)
    others = tuple(one for one in territory.sources if one.table != "travel")
    return replace(territory, brought=found.seconds, sources=(*others, found.source))


def by_openstreetmap(
    territory: Territory,
    tiles: Path,
    *,
    date: str,
    ferry_minutes: float = 0,
    cancelled: Cancelled | None = None,
) -> Travel:
    """Quickest way by car from every place to every site.

    Parameters
    ----------
    tiles : from `build`.
    date : of the extract, for the source line.
    ferry_minutes : waiting, the same for every ferry; Valhalla's own guess is 5.
    cancelled : asked now and then; true stops.

    A place or site with no road nearby has `NO_ROUTE`.

    Raises
    ------
    NoAnswer
        If the extra is not installed or the tiles are not there.
    Stopped
        If cancelled.
    """
    valhalla = _valhalla()
    if not any(tiles.rglob("*.gph")):
        raise NoAnswer(f"Det er ingen fliser i {tiles.name}. Lag dem av et kartutdrag først.")
    with tempfile.TemporaryDirectory() as scratch:
        config = Path(scratch) / "valhalla.json"
        config.write_text(json.dumps(_configured(tiles)), encoding="utf-8")
        actor = valhalla.Actor(config)
        places, sites, seats = territory.places, territory.sites, territory.municipalities.seats
        starts = np.column_stack([places.latitude, places.longitude])
        ends = np.column_stack([sites.latitude, sites.longitude])
        seconds = _matrix(actor, starts, ends, ferry_minutes, cancelled)
        between = _matrix(actor, ends[seats], ends[seats], ferry_minutes, cancelled)
    np.fill_diagonal(between, 0)
    return Travel(
        seconds=seconds,
        between_seats=between,
        same_day=seconds < NO_ROUTE,
        waiting=ferry_minutes > 0,
        source=Source(
            table="travel",
            title="Kjøretid over OpenStreetMap, regnet med Valhalla",
            publisher="OpenStreetMap",
            date=date,
            licence=LICENCE,
            quality="approximate",
            note=f"{_comma(ferry_minutes)} minutter venting på hver ferje. Rutetider er ikke med.",
        ),
    )


def _matrix(
    actor: Any, starts: Numbers, ends: Numbers, ferry_minutes: float, cancelled: Cancelled | None
) -> Indices:
    """(starts, ends) whole seconds; both given as latitude and longitude."""
    found = np.full((len(starts), len(ends)), NO_ROUTE, np.int32)
    to = np.flatnonzero(_near_road(actor, ends))
    if not len(to):
        return found
    for rows in _slices(len(starts)):
        if cancelled is not None and cancelled():
            raise Stopped("Utregningen ble stoppet før den var ferdig.")
        from_ = rows[_near_road(actor, starts[rows])]
        if not len(from_):
            continue
        answer = actor.matrix(
            {
                "sources": _points(starts[from_]),
                "targets": _points(ends[to]),
                "costing": "auto",
                "costing_options": {"auto": {"ferry_cost": ferry_minutes * 60}},
                "verbose": False,
            }
        )
        durations = np.array(answer["sources_to_targets"]["durations"], np.float64)
        found[np.ix_(from_, to)] = np.where(np.isnan(durations), NO_ROUTE, durations)
    return found


def _near_road(actor: Any, points: Numbers) -> Flags:
    """Which points have a road that a car can reach; the others would spoil a whole answer."""
    near = np.zeros(len(points), np.bool_)
    for rows in _slices(len(points)):
        located = actor.locate(
            {"locations": _points(points[rows]), "costing": "auto", "verbose": False}
        )
        near[rows] = [bool(one["edges"]) for one in located]
    return near


def _slices(n: int) -> Iterator[Indices]:
    for start in range(0, n, PLACES_AT_A_TIME):
        yield np.arange(start, min(start + PLACES_AT_A_TIME, n), dtype=np.int32)


def _points(points: Numbers) -> list[dict[str, float]]:
    return [{"lat": float(latitude), "lon": float(longitude)} for latitude, longitude in points]


def _configured(tiles: Path) -> dict[str, Any]:
    config = _valhalla().get_config(tile_extract="", tile_dir=str(tiles))
    limits = config["service_limits"]
    limits["auto"]["max_matrix_distance"] = FARTHEST_METRES
    limits["auto"]["max_matrix_location_pairs"] = 10_000_000
    return config


def _comma(minutes: float) -> str:
    return f"{minutes:g}".replace(".", ",")


def _valhalla() -> ModuleType:
    try:
        return import_module("valhalla")
    except ImportError:
        raise NoAnswer(
            "Reisetider fra OpenStreetMap krever tillegget: pip install 'tospann[openstreetmap]'"
        ) from None
