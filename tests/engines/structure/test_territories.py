"""The datasets of the product, and travel times in Nordland against what others measured."""

import subprocess
import sys

import numpy as np
import pytest
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from engines.structure.same import differences
from tospann.demo import territories
from tospann.engines.structure import folder, travel
from tospann.engines.structure.quality import quality
from tospann.engines.structure.tables import territory_from
from tospann.engines.structure.territory import NO_ROUTE
from tospann.engines.structure.tidy import rows_from


@pytest.fixture(scope="module")
def nordland():
    return folder.read(territories.find("nordland"))


@pytest.fixture(scope="module")
def norway():
    return folder.read(territories.find("norway"))


@pytest.fixture(scope="module")
def waiting(nordland):
    return travel.by_roads(nordland)


@pytest.fixture(scope="module")
def driving(nordland):
    return travel.by_roads(nordland, waiting=False)


def in_one_piece(territory) -> bool:
    pairs, n = territory.municipalities.touching, len(territory.municipalities)
    graph = csr_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(n, n))
    return connected_components(graph, directed=False)[0] == 1


def test_nordland_is_whole(nordland):
    assert len(nordland.municipalities) == 41
    assert nordland.residents.sum() == 243_272  # SSB 07459, 1 January 2026
    newest = nordland.ages.residents[:, :, nordland.ages.years.index(2026)].sum(axis=1)
    assert (newest == nordland.residents).all()
    assert nordland.ages.years == tuple(range(2015, 2027))
    assert len(nordland.roads.nodes) == 141
    assert len(nordland.roads.drive) == 160
    assert set(nordland.roads.error) == {0.05, 0.1, 0.2}
    assert in_one_piece(nordland)
    assert len(nordland.outlines) == 41


def test_norway_is_whole(norway):
    assert len(norway.municipalities) == 357
    assert len(set(norway.municipalities.groups)) == 15
    assert len(norway.places) == 54_988
    assert 5_300_000 < norway.residents.sum() < 5_330_000  # the grid of 1 January 2019
    assert in_one_piece(norway)
    assert len(norway.outlines) == 357


def test_every_crossing_of_water_in_nordland_has_a_name(nordland):
    named = [crossing for crossing in nordland.municipalities.crossings if crossing]
    assert len(named) == 19
    assert not any("omtrentlig" in crossing for crossing in named)


def test_today_23_offices_serve_41_municipalities(nordland):
    structures = {structure.name: structure for structure in nordland.structures}
    assert set(structures) == {"present", "before", "ofoten", "indre_salten", "sor_salten"}
    assert structures["present"].areas == 23
    assert structures["before"].areas == 41
    numbers = nordland.municipalities.numbers
    for name, members in (
        ("ofoten", {"1806", "1853"}),
        ("indre_salten", {"1839", "1840", "1841", "1845", "1875"}),
        ("sor_salten", {"1836", "1837", "1838"}),
    ):
        areas = structures[name].area
        (shared,) = np.flatnonzero(np.bincount(areas) > 1)
        assert {numbers[m] for m in np.flatnonzero(areas == shared)} == members


def test_what_is_not_a_fact_says_so(nordland, norway):
    for territory in (nordland, norway):
        illustrative = {s.table for s in territory.sources if s.quality == "illustrative"}
        assert {"staff", "competence"} <= illustrative
        remarks = " ".join(remark.what for remark in quality(territory))
        assert "Årsverk: bare eksempler, ikke virkelige tall." in remarks
        assert "Det står ikke hvor dette kommer fra" not in remarks


def test_the_illustrative_staff_follow_the_rule_they_state(nordland):
    fte = nordland.staff.fte.sum(axis=(1, 2))
    assert fte == pytest.approx(np.maximum(nordland.residents / 420, 1.5), abs=0.0501)


@pytest.mark.parametrize("name", territories.NAMES)
def test_a_dataset_written_out_and_read_in_is_the_same(name, tmp_path):
    territory = folder.read(territories.find(name))
    assert differences(territory, territory_from(rows_from(territory))) == []
    folder.write_archive(territory, tmp_path / "set.zip")
    assert differences(territory, folder.read(tmp_path / "set.zip")) == []


def test_an_unknown_dataset_is_a_key_error():
    with pytest.raises(KeyError, match="sverige"):
        territories.find("sverige")


def test_the_datasets_are_read_without_django_and_without_numba():
    read = (
        "import sys; from tospann.demo import territories;"
        "from tospann.engines.structure import folder, travel, quality;"
        "folder.read(territories.find('nordland'));"
        "assert not {'django', 'numba'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", read], check=True)


HELGELAND = (
    *(1811, 1812, 1813, 1815, 1816, 1818, 1820, 1822),
    *(1824, 1825, 1826, 1827, 1828, 1832, 1833, 1834, 1835),
)


@pytest.mark.parametrize(
    ("centre", "minutes"), [("1824", 73), ("1833", 78), ("1820", 91), ("1813", 166)]
)
def test_mean_times_on_helgeland_are_those_of_an_independent_study(
    nordland, driving, centre, minutes
):
    """Teknoparken Helgeland 2015: from centre to centre by NAF's planner, weighed by people."""
    index = nordland.municipalities.index
    members = [index(str(number)) for number in HELGELAND]
    people = nordland.ages.residents[members, :, nordland.ages.years.index(2015)].sum(axis=1)
    seconds = driving.between_seats[members, index(centre)]
    assert (seconds * people).sum() / people.sum() / 60 == pytest.approx(minutes, rel=0.10)


# SSB and TØI, labour-market regions 2020: mean minutes to the centre of the region. They give
# one figure where a ferry is on the way; ours without and with full waiting lie on either side.
REGIONS = """
    from | to   | minutes
    1812 | 1813 | 31.69
    1825 | 1824 | 40.55
    1826 | 1824 | 69.30
    1832 | 1833 | 38.29
    1838 | 1804 | 71.97
    1840 | 1841 | 31.80
    1845 | 1841 | 27.45
    1859 | 1860 | 27.08
    1866 | 1870 | 33.51
    1827 | 1820 | 45.23
    1816 | 1813 | 75.86
"""


def test_mean_times_to_the_regional_centre_are_near_those_of_ssb(nordland, driving, waiting):
    index = nordland.municipalities.index
    errors = []
    for line in REGIONS.strip().splitlines()[1:]:
        home, centre, said = (part.strip() for part in line.split("|"))
        at = nordland.municipalities.seats[index(centre)]
        means = [
            found.person_seconds(nordland)[index(home), at] / nordland.residents[index(home)] / 60
            for found in (driving, waiting)
        ]
        nearest = np.clip(float(said), *means)
        errors.append(abs(nearest / float(said) - 1))
    assert np.median(errors) < 0.05
    assert max(errors) < 0.15


def test_ferry_waiting_only_adds(driving, waiting):
    assert (waiting.seconds >= driving.seconds).all()
    assert (waiting.seconds < NO_ROUTE).all()


def test_an_island_with_two_sailings_is_not_visited_in_a_day(nordland, waiting):
    bodo = nordland.sites.ids.index("1804-bodo")
    for number, name in (("1856", "Røst"), ("1857", "Værøy"), ("1835", "Træna")):
        there = nordland.places.municipality == nordland.municipalities.index(number)
        assert not waiting.same_day[there][:, bodo].any(), name
    fauske = nordland.places.municipality == nordland.municipalities.index("1841")
    assert waiting.same_day[fauske][:, bodo].all()


def test_a_straight_line_over_norway_is_whole_numbers(norway):
    found = travel.straight_line(norway)
    assert found.seconds.shape == (54_988, 357)
    assert found.seconds.dtype == np.int32
    oslo, bergen = norway.municipalities.index("0301"), norway.municipalities.index("4601")
    # 305 km as the crow flies
    assert found.between_seats[oslo, bergen] / 60 == pytest.approx(305 * 1.4, rel=0.01)
