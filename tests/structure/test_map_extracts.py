"""An extract of OpenStreetMap gives a dataset its travel times, by the command line."""

from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from engines.structure.tables_by_hand import territory
from engines.structure.test_openstreetmap import EXTRACT, PLACES, SITES
from tospann.cli.errors import Stopped
from tospann.cli.structure.doors import structure
from tospann.engines.structure import folder, openstreetmap, quality, travel
from tospann.engines.structure.errors import NoAnswer
from tospann.engines.structure.territory import NO_ROUTE, Source, Travel
from tospann.structure import bringing


@pytest.fixture
def base(tmp_path) -> Path:
    here = territory(
        sites=SITES, places=PLACES, residents=None, structures=None, presence=None, sources=None
    )
    (tmp_path / "before.zip").write_bytes(folder.packed(here))
    return tmp_path / "before.zip"


@pytest.fixture
def extract(tmp_path) -> Path:
    (tmp_path / "oya-2026.osm.pbf").write_bytes(EXTRACT.read_bytes())
    return tmp_path / "oya-2026.osm.pbf"


@pytest.fixture
def measured(monkeypatch):
    """Stands in for Valhalla: ten minutes to the first three sites, no way to the last."""
    asked = []

    def by_openstreetmap(here, tiles, *, date, ferry_minutes):
        asked.append((date, ferry_minutes))
        seconds = np.full((len(here.places), len(here.sites)), 600, np.int32)
        seconds[:, 3] = NO_ROUTE
        source = Source("travel", "Kjøretid", "OpenStreetMap", date, "ODbL 1.0", "approximate")
        return Travel(seconds, seconds[:3, :3], seconds < NO_ROUTE, True, source)

    monkeypatch.setattr(openstreetmap, "build", lambda extract, tiles: None)
    monkeypatch.setattr(openstreetmap, "by_openstreetmap", by_openstreetmap)
    return asked


def bring(base, *files, **options):
    given = [part for name, value in options.items() for part in (f"--{name}", str(value))]
    out = base.with_name("after.zip")
    done = CliRunner().invoke(
        structure,
        [
            "bring",
            *map(str, files),
            "--name",
            "oya",
            "--base",
            str(base),
            "--out",
            str(out),
            *given,
        ],
    )
    return done, out


def test_the_times_and_their_source_are_in_the_dataset(base, extract, measured):
    done, out = bring(base, extract, **{"ferry-minutes": 12})

    assert done.exception is None, done.exception
    assert "oya-2026.osm.pbf: 75\u00a0% av reisetidene fra bosted til sted" in done.stdout
    assert measured == [("2026", 12.0)]
    after = folder.unpacked(out.read_bytes())
    found = travel.brought(after)
    assert (found.seconds[:, :3] == 600).all()
    assert (found.seconds[:, 3] == NO_ROUTE).all()
    assert (found.source.publisher, found.source.date) == ("OpenStreetMap", "2026")
    remarks = [one.what for one in quality.quality(after) if one.table == "travel"]
    assert remarks == ["25 % av parene har ingen reisetid."]
    assert not any(
        "reisetider" in one.what for one in quality.quality(after) if one.table == "sources"
    )


def test_valhalla_itself_measures_over_the_extract(base, extract):
    pytest.importorskip("valhalla")

    done, out = bring(base, extract)

    assert done.exception is None, done.exception
    found = travel.brought(folder.unpacked(out.read_bytes()))
    road = 5566 / (80 / 3.6)  # see test_openstreetmap
    assert found.seconds[0, :2] == pytest.approx([0, road], rel=0.02, abs=2)
    assert "5 minutter venting på hver ferje." in found.source.note


def test_two_extracts_are_refused(base, extract, measured):
    done, out = bring(base, extract, extract.with_name("oya-2026.osm.pbf"))
    assert isinstance(done.exception, Stopped)
    assert str(done.exception) == "Ta med bare ett kartutdrag."
    assert not out.exists()


def test_without_the_extra_the_command_says_how_to_get_it(base, extract, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "valhalla", None)
    done, out = bring(base, extract)
    assert "tospann[openstreetmap]" in str(done.exception)
    assert not out.exists()


def test_more_times_than_a_dataset_holds_are_refused_before_they_are_measured(
    base, extract, measured, monkeypatch
):
    monkeypatch.setattr(openstreetmap, "MOST_ROWS", 5)
    here = folder.unpacked(base.read_bytes())
    with pytest.raises(NoAnswer, match="3 bosteder og 4 steder gir flere reisetider enn de 5"):
        openstreetmap.with_roads(here, extract, date="", ferry_minutes=0)
    assert measured == []


@pytest.mark.parametrize("name", ["norge.osm.pbf", "norge.osm"])
def test_an_extract_on_the_page_is_told_where_it_is_read(name):
    (piece,) = bringing.pieces_of(name, b"\x00\x00\x00\x0d")
    (fault,) = piece.faults
    assert "kartutdrag" in fault.what
    assert "tospann structure bring" in fault.cure
