"""Valhalla itself, over a map drawn for the purpose; skipped where the extra is not installed.

The map, `line_and_island.osm.pbf`, has a primary road along 60° north from 10.0° to 10.2° east at
80 km/h, a ferry of thirty minutes on to 10.3°, and a road of 60 km/h there to 10.35°. One degree
of longitude at 60° north is 55.6 km. The stand-in answers in the shapes that Valhalla does.
"""

from pathlib import Path

import numpy as np
import pytest

from engines.structure.tables_by_hand import territory
from tospann.engines.structure import openstreetmap
from tospann.engines.structure.errors import NoAnswer, Stopped
from tospann.engines.structure.territory import NO_ROUTE

EXTRACT = Path(__file__).parent / "line_and_island.osm.pbf"
SITES = """
    site | name | kind | municipality | latitude | longitude
    as | Ås | seat | 0301 | 60.0 | 10.0
    bo | Bø | seat | 1804 | 60.0 | 10.1
    oya | Øya | seat | 1857 | 60.0 | 10.33
    off | Borte | candidate | 0301 | 65.0 | 13.0
"""
PLACES = """
    place | municipality | latitude | longitude | residents
    a | 0301 | 60.0 | 10.0 | 1
    o | 1857 | 60.0 | 10.33 | 1
    far | 1857 | 66.0 | 13.0 | 1
"""


@pytest.fixture
def here():
    return territory(
        sites=SITES, places=PLACES, residents=None, structures=None, presence=None, sources=None
    )


@pytest.fixture(scope="module")
def tiles(tmp_path_factory):
    pytest.importorskip("valhalla")
    folder = tmp_path_factory.mktemp("tiles")
    openstreetmap.build(EXTRACT, folder)
    return folder


def test_roads_and_ferries_take_the_time_they_say(here, tiles):
    found = openstreetmap.by_openstreetmap(here, tiles, date="2026-11-22")
    road = 5566 / (80 / 3.6)  # 0.1° at 80 km/h
    over = 2 * road + 30 * 60 + 1670 / (60 / 3.6)
    assert found.seconds[0, :3] == pytest.approx([0, road, over], rel=0.02, abs=1)
    assert found.between_seats[0] == pytest.approx([0, road, over], rel=0.02, abs=1)
    assert found.seconds.dtype == np.int32
    assert found.source.date == "2026-11-22"
    assert "OpenStreetMap" in found.source.licence


def test_waiting_for_the_ferry_is_what_you_say(here, tiles):
    without = openstreetmap.by_openstreetmap(here, tiles, date="2026")
    waiting = openstreetmap.by_openstreetmap(here, tiles, date="2026", ferry_minutes=12.5)
    assert waiting.seconds[0, 2] - without.seconds[0, 2] == 750
    assert (without.waiting, waiting.waiting) == (False, True)
    assert waiting.source.note.startswith("12,5 minutter venting på hver ferje.")


def test_a_place_far_from_every_road_has_no_way_and_spoils_no_other(here, tiles):
    found = openstreetmap.by_openstreetmap(here, tiles, date="2026")
    assert (found.seconds[2] == NO_ROUTE).all()
    assert (found.seconds[:, 3] == NO_ROUTE).all()
    assert (found.seconds[:2, :3] < NO_ROUTE).all()
    assert not found.same_day[2].any()


def test_it_stops_when_told_to(here, tiles):
    with pytest.raises(Stopped):
        openstreetmap.by_openstreetmap(here, tiles, date="2026", cancelled=lambda: True)


def test_what_is_no_map_is_refused(here, tiles, tmp_path):
    (tmp_path / "no.osm.pbf").write_bytes(b"not a map")
    with pytest.raises(NoAnswer, match=r"Det ble ingen fliser av no\.osm\.pbf"):
        openstreetmap.build(tmp_path / "no.osm.pbf", tmp_path / "tiles")
    with pytest.raises(NoAnswer, match="Det er ingen fliser i tiles"):
        openstreetmap.by_openstreetmap(here, tmp_path / "tiles", date="2026")


class StandIn:
    """An actor whose every journey takes a minute a degree; nothing leads to 13° east."""

    def __init__(self):
        self.asked = []

    def locate(self, request):
        return [{"edges": None if p["lat"] > 65 else [1]} for p in request["locations"]]

    def matrix(self, request):
        self.asked.append(len(request["sources"]))
        rows = [
            [None if t["lon"] == 13 else round(abs(s["lon"] - t["lon"]) * 60)
             for t in request["targets"]]
            for s in request["sources"]
        ]  # fmt: skip
        return {"sources_to_targets": {"durations": rows}}


def test_many_places_are_asked_about_in_turn_and_keep_their_order():
    starts = np.column_stack([np.full(120, 60.0), np.arange(120.0)])
    starts[70, 0] = 66  # no road
    ends = np.array([[60.0, 0.0], [60.0, 13.0], [66.0, 0.0]])
    actor = StandIn()
    found = openstreetmap._matrix(actor, starts, ends, 0, None)
    assert actor.asked == [50, 49, 20]
    expected = np.arange(120) * 60
    expected[70] = NO_ROUTE
    assert (found[:, 0] == expected).all()
    assert (found[:, 1:] == NO_ROUTE).all()


def test_without_the_extra_the_refusal_says_how_to_get_it(here, monkeypatch, tmp_path):
    monkeypatch.setitem(__import__("sys").modules, "valhalla", None)
    with pytest.raises(NoAnswer, match=r"pip install 'tospann\[openstreetmap\]'"):
        openstreetmap.by_openstreetmap(here, tmp_path, date="2026")
