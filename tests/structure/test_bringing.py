"""Public tables of the real layouts, put together as a dataset, without a database."""

import io
import json
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engines.structure import small
from engines.structure.published import (
    ABOUT,
    CELL,
    CHANGES,
    COMMUTING,
    FILES,
    GRID,
    POPULATION,
    SERVES,
    UNITS,
    cell,
)
from tospann.engines.structure import folder
from tospann.engines.structure.public import population
from tospann.engines.structure.territory import Source, Territory
from tospann.structure.bringing import Brought, brought, compared, described, pieces_of, tables_of


def put_together(*without: str, about=ABOUT, **files: bytes) -> Brought:
    """The county, with some files left out or replaced."""
    given = {name: content for name, content in FILES.items() if name not in without}
    return brought(list((given | {n.replace("__", "."): c for n, c in files.items()}).items()),
                   about)  # fmt: skip


def territory(found: Brought) -> Territory:
    assert found.faults == []
    assert found.territory is not None
    return found.territory


def said(found: Brought) -> str:
    assert found.faults
    assert found.archive is None
    return "\n".join(str(fault) for fault in found.faults)


# --- What comes out ---------------------------------------------------------------------


def test_every_layout_is_recognised_whatever_the_file_is_called():
    pieces = [piece for content in FILES.values() for piece in pieces_of("fil", content)]

    assert [piece.layout for piece in pieces] == [
        "ssb_grid", "outlines", "klass_codes", "ssb_population", "ssb_commuting",
        "klass_changes", "norg_units", "norg_serves",
    ]  # fmt: skip


def test_the_area_decides_which_municipalities_there_are():
    found = territory(put_together())

    assert found.municipalities.numbers == ("9101", "9102")
    assert found.municipalities.names == ("Vestby", "Østby - Nuorta")


def test_cells_go_to_the_municipality_they_lie_in_or_the_nearest_shore():
    found = territory(put_together())

    held = dict(zip(found.places.ids, found.places.municipality.tolist(), strict=True))
    assert held == {CELL: 0, cell(3, 2): 0, cell(12, 5): 1, cell(-2, 5): 0}
    assert found.places.residents.sum() == 607


def test_what_was_guessed_or_left_out_is_told():
    notes = "\n".join(put_together().notes)

    assert "1 ruter med 7 bosatte har midtpunktet utenfor alle omriss" in notes
    assert "1 ruter med 9 bosatte ligger mer enn 5 km fra alle omriss, og er ikke med" in notes
    assert "2 gamle kommunenumre er regnet om" in notes


def test_neighbours_share_a_border():
    assert territory(put_together()).municipalities.touching.tolist() == [[0, 1]]


def test_population_keeps_its_groups_and_a_dash_is_zero():
    ages = territory(put_together()).ages

    assert ages.groups == ("0-17", "18+")
    assert ages.years == (2025, 2026)
    assert ages.residents[:, :, 1].tolist() == [[110, 301], [0, 205]]


def test_adjusted_places_have_each_municipalitys_newest_population():
    found = territory(put_together(about=replace(ABOUT, scaled=True)))

    assert found.residents.tolist() == [411, 205]
    source = next(one for one in found.sources if one.table == "places")
    assert "Justert til kommunens folketall 1. januar 2026" in source.note


def test_commuting_is_moved_to_the_numbers_of_today_and_added_together():
    assert territory(put_together()).commuting.tolist() == [[95, 0], [20, 70]]


def test_an_office_is_hosted_by_the_municipality_it_is_named_after():
    present = territory(put_together()).structures[0]

    assert present.area.tolist() == [0, 0]
    assert present.hosts.tolist() == [1]


def test_without_sites_the_densest_cell_is_the_centre_and_the_source_says_so():
    found = territory(put_together())

    here = found.places.ids.index(CELL)
    assert found.sites.latitude[0] == pytest.approx(found.places.latitude[here], abs=1e-4)
    source = next(one for one in found.sources if one.table == "sites")
    assert "ikke et virkelig kontor" in source.note


def test_tables_of_ones_own_stand_before_what_is_worked_out():
    sites = "site,name,kind,municipality,latitude,longitude\nv,Vika,seat,9101,58.5,8.2\n"
    found = territory(put_together(sites__csv=sites.encode()))

    assert found.sites.names == ("Vika", "Østby - Nuorta")


def test_every_table_says_where_it_comes_from_and_when():
    found = territory(put_together())

    dates = {one.table: one.date for one in found.sources}
    assert dates == {
        "municipalities": "2024", "places": "2019", "sites": "2019", "residents": "2026",
        "outlines": "2024", "adjacency": "2024", "structures": "2025", "presence": "2025",
        "commuting": "2017",
    }  # fmt: skip


def test_a_matrix_between_centres_becomes_a_graph_and_one_from_cells_a_table():
    between = 'from,to,minutes,km\n9101,9102,"17,5",20\n'
    roads = territory(put_together(tider__csv=between.encode())).roads
    assert roads.drive.tolist() == [1050]

    rows = "".join(f"{CELL};{number}-senter;12\n" for number in ("9101", "9102"))
    found = territory(put_together(tider__csv=f"fra;til;minutter\n{rows}".encode()))
    assert sorted(found.brought[found.places.ids.index(CELL)].tolist()) == [720, 720]


def test_the_same_files_give_the_same_bytes():
    assert put_together().archive == put_together().archive


# --- Population in other forms ----------------------------------------------------------


def test_single_years_and_sexes_are_added_together_without_their_sums():
    cube = {
        "version": "2.0", "class": "dataset", "label": "07459: Folkemengde", "id":
        ["Region", "Kjonn", "Alder", "ContentsCode", "Tid"], "size": [1, 2, 4, 1, 1],
        "dimension": {
            "Region": {"label": "region", "category": {"index": ["9101"],
                                                       "label": {"9101": "Vestby"}}},
            "Kjonn": {"label": "kjønn", "category": {"index": ["1", "2"],
                                                     "label": {"1": "Menn", "2": "Kvinner"}}},
            "Alder": {"label": "alder", "category": {
                "index": ["017", "018", "105+", "999"],
                "label": {"017": "17 år", "018": "18 år", "105+": "105 år eller eldre",
                          "999": "I alt"}}},
            "ContentsCode": {"label": "statistikkvariabel", "category": {
                "index": ["Personer1"], "label": {"Personer1": "Personer"}}},
            "Tid": {"label": "år", "category": {"index": ["2026"], "label": {"2026": "2026"}}},
        },
        "role": {"geo": ["Region"], "time": ["Tid"], "metric": ["ContentsCode"]},
        "value": [3, 4, 1, 8, 5, 6, 2, 13],
    }  # fmt: skip
    [piece] = pieces_of("svar.json", json.dumps(cube).encode())

    assert {row["age_group"]: row["residents"] for row in piece.rows["residents"]} == {
        "0-17": "8", "18-29": "10", "67+": "3",
    }  # fmt: skip


def test_a_table_without_figures_is_no_population():
    assert population("tom.csv", []).rows == {"residents": []}


# --- What is missing is never zero ------------------------------------------------------


@pytest.mark.parametrize("mark", ["..", ":", ".", ""])
def test_a_missing_population_is_a_fault_with_its_row(mark):
    broken = POPULATION.replace(";110\n", f";{mark}\n")

    assert "07459.csv, rad 4" in said(put_together(**{"07459__csv": broken.encode("cp1252")}))


def test_a_change_between_what_are_no_municipalities_is_a_fault_with_its_row():
    broken = CHANGES.replace("8102", "Vestby")

    assert "endringer.json, rad 2" in said(put_together(endringer__json=broken.encode()))


@pytest.mark.parametrize("mark", ["..", ":", "*", "", "mange"])
def test_a_missing_figure_of_a_cell_is_a_fault_with_its_row(mark):
    broken = GRID.replace(";100;50;50", f";{mark};50;50")

    assert "rutenett_2019.csv, rad 3, kolonnen pop_tot" in said(
        put_together(rutenett_2019__csv=broken.encode())
    )


def test_a_withheld_flow_is_a_fault():
    broken = COMMUTING.replace('"8102";5', '"8102";:')

    assert "03321.csv, rad 6" in said(put_together(**{"03321__csv": broken.encode()}))


def test_a_municipality_that_was_split_needs_figures_of_today():
    split = {"codeChanges": [{"oldCode": "8101", "newCode": new} for new in ("9101", "9102")]}

    assert "8101 er delt mellom 9101, 9102" in said(
        put_together(endringer__json=json.dumps(split).encode())
    )


# --- What is lacking or doubled ---------------------------------------------------------


@pytest.mark.parametrize(
    ("without", "sentence"),
    [
        (("kommuner_2024.geojson",), "Ta med kommunegrensene som GeoJSON"),
        (("rutenett_2019.csv",), "places: Tabellen mangler"),
        (("enhet_2025.json",), "Ta også med NORGs enhet."),
        (("navkontorer_2025.json",), "Ta også med NORGs enhet/navkontorer."),
        (("klass_2024.csv", "kommuner_2024.geojson"), "hvilke kommuner det gjelder"),
    ],
)
def test_what_is_lacking_is_said_with_what_to_do(without, sentence):
    assert sentence in said(put_together(*without))


def test_two_of_a_kind_are_refused():
    assert "Samme slags tabell som" in said(put_together(en_til__csv=GRID.encode()))


def test_a_map_extract_is_not_read_from_an_upload():
    assert "Veinett leses ikke her" in said(put_together(veier__json=b'{"elements": []}'))


# --- Another version --------------------------------------------------------------------


def test_a_new_population_leaves_the_rest_and_keeps_the_earlier_years():
    first = put_together()
    new = POPULATION.replace("2025", "2027").replace("2026", "2028")

    second = brought([("07459.csv", new.encode("cp1252"))], ABOUT, first.archive)

    assert territory(second).ages.years == (2025, 2026, 2027, 2028)
    changes = compared(first.archive, second.archive)["changes"]
    assert [(one["title"], one["added"], one["removed"]) for one in changes] == [
        ("Innbyggere etter alder", 8, 0), ("Kilder", 1, 1),
    ]  # fmt: skip


def test_the_residents_that_moved_are_told_by_municipality():
    first = put_together()
    second = brought([], replace(ABOUT, scaled=True), first.archive)

    moved = compared(first.archive, second.archive)["moved"]
    assert [(one["number"], one["before"], one["after"], one["difference"]) for one in moved] == [
        ("9101", 407, 411, 4), ("9102", 200, 205, 5),
    ]  # fmt: skip


def test_a_replaced_table_loses_the_source_it_had():
    first = put_together()
    staff = "municipality,employer,function,fte\n9101,state,veiledning,3\n"
    places = "place,municipality,residents\n" + f"{CELL},9101,10\n{cell(12, 5)},9102,20\n"

    second = brought(
        [("staff.csv", staff.encode()), ("places.csv", places.encode())], ABOUT, first.archive
    )

    assert "places" not in {one.table for one in territory(second).sources}


# --- Hostile files ----------------------------------------------------------------------


def packed(**parts: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "."), content)
    return written.getvalue()


def test_a_remark_does_not_say_the_name_of_its_table_twice():
    example = small.territory(
        sources=(Source("staff", "Antatt", "oss", "2026", "CC0", "illustrative"),)
    )

    told = described(example, folder.packed(example))["remarks"]

    assert {
        "title": "Årsverk",
        "what": "Bare eksempler, ikke virkelige tall.",
        "serious": True,
    } in told


def test_a_zip_of_tables_is_read_as_they_are():
    assert tables_of(put_together().archive) == tables_of(
        brought([("alt.zip", put_together().archive)], ABOUT).archive
    )


def test_a_bomb_is_refused_with_a_sentence():
    bomb = packed(places__csv=b" " * 70_000_000)

    assert "Grensen er 64 MB" in said(brought([("alt.zip", bomb)], ABOUT))


def test_a_name_inside_a_zip_is_no_path(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    evil = packed(**{"../../../places__csv": b"place;municipality;residents\n"})

    assert pieces_of("alt.zip", evil)[0].file == "places.csv"
    assert list(tmp_path.iterdir()) == []


def test_an_identity_number_stops_the_reading():
    rows = f"{GRID}{cell(4, 4)};5;29029600013;2;1\n"

    assert "fødselsnummer" in said(put_together(rutenett_2019__csv=rows.encode()))


@settings(max_examples=60)
@given(
    name=st.sampled_from(["places.csv", "structures.csv", "a.json", "a.csv", "a.zip", "b.xlsx"]),
    content=st.one_of(
        st.binary(max_size=200),
        st.binary(max_size=100).map(lambda some: b"PK\x03\x04" + some),
        st.sampled_from([GRID, POPULATION, COMMUTING, UNITS, SERVES]).flatmap(
            lambda text: st.integers(0, len(text)).map(lambda n: text[:n].encode())
        ),
        st.recursive(
            st.none() | st.booleans() | st.floats() | st.text(max_size=5),
            lambda inner: st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["features", "codeChanges", "enhetNr", "navKontorId", "class",
                                 "outlines", "geometry", "properties", "type", "coordinates"]),
                inner, max_size=4,
            ),
            max_leaves=12,
        ).map(lambda some: json.dumps(some).encode()),
    ),
)  # fmt: skip
def test_whatever_a_file_holds_the_answer_is_a_sentence(name, content):
    found = brought([*FILES.items(), (name, content)], replace(ABOUT, scaled=True))

    assert (found.archive is None) == bool(found.faults)
