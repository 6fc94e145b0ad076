import string

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from engines.structure.same import differences
from engines.structure.tables_by_hand import TABLES, rows, tables, territory, with_cell
from tospann.engines.structure import schema
from tospann.engines.structure.errors import BadData
from tospann.engines.structure.reading import MOST_FAULTS
from tospann.engines.structure.tables import territory_from
from tospann.engines.structure.territory import NO_ROUTE
from tospann.engines.structure.tidy import rows_from


def faults(given_tables) -> list[str]:
    with pytest.raises(BadData) as refused:
        territory_from(given_tables)
    return [str(fault) for fault in refused.value.faults]


def test_the_tables_become_arrays_in_the_order_of_municipality_numbers():
    found = territory()
    assert found.municipalities.numbers == ("0301", "1804", "1857")
    assert found.municipalities.seats.tolist() == [0, 1, 2]
    assert found.municipalities.touching.tolist() == [[0, 1], [0, 2]]
    assert found.municipalities.crossings == ("", "Ferje")
    assert found.residents.tolist() == [100, 250, 30]
    assert found.ages.groups == ("0-17", "18+")
    assert found.ages.residents[:, :, 0].tolist() == [[20, 80], [50, 200], [5, 25]]
    assert found.staff.fte[0, 0, 0] == 2.5  # state, follow_up
    assert found.staff.fte[1, 1, 1] == 1.0  # municipality, social
    assert found.staff.people.tolist() == [[2], [1], [0]]
    assert found.roads.drive.tolist() == [2400, 300, 1800, 1200, 5400]
    assert found.roads.wait.tolist() == [0, 0, 3600, 1800, 0]
    assert found.roads.sailings.tolist() == [np.inf, np.inf, 2, 4, np.inf]
    assert found.roads.cars.tolist() == [True, True, True, False, True]
    assert found.roads.node_municipality.tolist() == [0, 1, 0, 2, -1]
    assert found.commuting.tolist() == [[0, 7, 0], [0, 0, 0], [0, 0, 0]]  # 5001 is outside
    (structure,) = found.structures
    assert structure.area.tolist() == [0, 0, 1]
    assert structure.hosts.tolist() == [1, 2]
    assert structure.models == ("host", "own")
    assert structure.days.tolist() == [2, 5, 4.5, 0]
    assert found.outlines == {"0301": [[[10, 60], [10.5, 60], [10, 60.5]]]}  # 9999 is outside


def test_there_and_back_gives_the_same_territory():
    first = territory(
        travel="""
        place | site | minutes
        a1 | as | 0
        b2 | oya | 61.25
        """
    )
    assert differences(first, territory_from(rows_from(first))) == []


def test_only_four_tables_are_needed():
    wanted = ("dataset", "municipalities", "sites", "places")
    found = territory(**{name: None for name in TABLES if name not in wanted})
    assert found.ages is None
    assert found.staff is None
    assert found.roads is None
    assert found.brought is None
    assert found.commuting is None
    assert found.structures == ()
    assert found.municipalities.touching.shape == (0, 2)


@pytest.mark.parametrize(
    ("text", "residents"),
    [
        ("1 234", 1234),
        ("1\u00a0234", 1234),
        ("1\u202f234\u202f567", 1_234_567),
        ("14,0", 14),
        ("14.0", 14),
        (" 14 ", 14),
        ("-", 0),
        ("−", 0),
    ],
)
def test_a_number_may_be_written_as_norwegians_and_statisticians_do(text, residents):
    found = territory_from(with_cell("places", 2, "residents", text))
    assert found.places.residents[0] == residents


def test_decimals_may_have_a_comma():
    found = territory_from(with_cell("places", 2, "latitude", "60,5"))
    assert found.places.latitude[0] == 60.5


def test_a_spreadsheet_may_have_eaten_the_first_zero():
    assert territory_from(with_cell("places", 2, "municipality", "301")).residents[0] == 100


def test_a_pair_without_a_row_or_without_minutes_has_no_way():
    found = territory(
        travel="""
        place | site | minutes
        a1 | as | 0,5
        a1 | bo | .
        a1 | oya | ..
        a1 | vik |
        """
    )
    assert found.brought[0].tolist() == [30, NO_ROUTE, NO_ROUTE, NO_ROUTE]
    assert (found.brought[1:] == NO_ROUTE).all()


def test_a_cell_of_the_grid_needs_no_coordinates():
    found = territory(
        places="""
        place | municipality | residents
        24730007463000 | 0301 | 5
        """
    )
    assert found.places.latitude[0] == pytest.approx(67.287, abs=0.001)
    assert "latitude" not in rows_from(found)["places"][0]


# table | row | column | what is written | what the fault says
WRONG = """
    places | 2 | residents | -5 | places, rad 2, kolonnen residents: -5 er for lite. Tallet må
    places | 3 | residents | NaN | places, rad 3, kolonnen residents: «NaN» er ikke et tall.
    places | 3 | residents | inf | «inf» er ikke et tall.
    places | 3 | residents | 12 34 | «12 34» er ikke et tall.
    places | 3 | residents | 1.234 | 1.234 er ikke et helt tall. Rund av
    places | 3 | residents | 1_000 | «1_000» er ikke et tall.
    places | 3 | residents | ٣ | «٣» er ikke et tall.
    places | 3 | residents | 99999999999 | 99999999999 er for stort.
    places | 3 | residents | : | «:» betyr at tallet er skjermet. Det er ikke null.
    places | 3 | residents | * | «*» betyr at tallet er skjermet. Det er ikke null.
    places | 3 | residents | .. | «..» betyr at tallet mangler.
    places | 3 | residents | . | «.» betyr at tallet ikke er aktuelt.
    places | 3 | residents |  | places, rad 3, kolonnen residents: Feltet er tomt.
    places | 4 | municipality | 9999 | places, rad 4, kolonnen municipality: 9999 finnes ikke i
    places | 4 | municipality | Bodø | «Bodø» er ikke et kommunenummer. Skriv fire siffer
    places | 3 | place | a1 | places, rad 3, kolonnen place: a1 står også i rad 2.
    places | 2 | latitude | 10.0 | places, rad 2, kolonnen latitude: 10.0 er for lite. Tallet må
    places | 2 | longitude | 60 | places, rad 2, kolonnen longitude: 60 er for stort.
    places | 2 | latitude |  | places, rad 2, kolonnen latitude: Bredde- eller lengdegraden mangler
    municipalities | 2 | seat | nowhere | municipalities, rad 2, kolonnen seat: nowhere finnes ikke
    municipalities | 2 | seat |  | municipalities, rad 2, kolonnen seat: Feltet er tomt.
    municipalities | 2 | seat | bo | rad 2, kolonnen seat: bo ligger i 1804, ikke i 0301.
    municipalities | 3 | number | 0301 | municipalities, rad 3, kolonnen number: 0301 står også i
    sites | 2 | kind | office | «office» er ikke et av valgene. Skriv seat, main,
    residents | 2 | year | 2024 | 0301 mangler 18+ i 2024.
    residents | 3 | age_group | 0-17 | residents, rad 3: 0301, 2025, 0-17 står også i rad 2.
    staff | 2 | employer | fylket | «fylket» er ikke et av valgene. Skriv state eller municipality.
    staff | 2 | fte | -1 | staff, rad 2, kolonnen fte: -1 er for lite.
    competence | 2 | people | 1,5 | competence, rad 2, kolonnen people: 1,5 er ikke et helt tall.
    adjacency | 2 | b | 0301 | 0301 kan ikke være nabo med seg selv. Ta bort raden.
    adjacency | 3 | a | 1804 | adjacency, rad 3: 1804 og 0301 står også i rad 2.
    edges | 2 | a | Bo | edges, rad 2, kolonnen b: Strekningen går fra Bo til seg selv.
    edges | 2 | b | Mars | edges, rad 2, kolonnen b: Mars finnes ikke i nodes.
    edges | 2 | drive | -4 | edges, rad 2, kolonnen drive: -4 er for lite.
    edges | 4 | sailings | 0 | En ferje uten avganger går ikke.
    edges | 4 | sailings |  | Det er venting, men ingen avganger.
    edges | 2 | error | 20 | edges, rad 2, kolonnen error: 20 er for stort. Tallet må være fra 0
    structures | 3 | host | 1857 | 1804 er vert, men har selv 1857 som vert.
    structures | 2 | model | joint_board | Området med vert 1804 har to modeller.
    structures | 4 | title | Annet | Strukturen present har to titler eller merker.
    structures | 4 | municipality | 1804 | Strukturen present mangler 1857.
    presence | 2 | days | 6 | presence, rad 2, kolonnen days: 6 er for stort. Tallet må være fra 0
    presence | 2 | site | x | presence, rad 2, kolonnen site: x finnes ikke i sites.
    outlines | 2 | ring | 10 60 10.5 | Ringen er ikke en rekke av lengdegrader og breddegrader.
    outlines | 2 | ring | 60 10 100 200 3 4 | Ringen er ikke en rekke
"""


@pytest.mark.parametrize("line", WRONG.strip().splitlines())
def test_a_fault_names_its_place_and_its_cure(line):
    table, row, column, text, said = (part.strip() for part in line.split("|", 4))
    assert any(said in fault for fault in faults(with_cell(table, int(row), column, text)))


def test_every_fault_is_told_at_once_in_the_order_of_the_tables():
    wrong = with_cell("places", 2, "residents", "-1")
    wrong["edges"][0]["drive"] = "NaN"
    wrong["municipalities"][2]["seat"] = ""
    found = faults(wrong)
    assert [fault.split(",")[0] for fault in found] == ["municipalities", "places", "edges"]


def test_a_required_table_may_not_be_missing_or_empty():
    assert "places: Tabellen mangler. Ta den med. Hvor folk bor" in faults(tables(places=None))[0]
    empty = tables()
    empty["places"] = []
    assert "places: Tabellen er tom." in faults(empty)[0]


def test_nobody_living_anywhere_is_a_fault():
    nobody = tables()
    for row in nobody["places"]:
        row["residents"] = "0"
    assert faults(nobody) == [
        "places, kolonnen residents: Ingen bor noe sted. Fyll ut antall bosatte."
    ]


def test_unknown_tables_and_columns_are_told_with_what_was_probably_meant():
    wrong = tables()
    wrong["munisipalities"] = wrong["places"]
    wrong["places"] = [{**row, "resident": "1"} for row in wrong["places"]]
    found = " ".join(faults(wrong))
    assert "munisipalities: Tabellen er ukjent. Mente du municipalities?" in found
    assert "places, kolonnen resident: Kolonnen er ukjent. Mente du residents?" in found


def test_a_missing_column_is_told_once():
    wrong = tables()
    for row in wrong["sites"]:
        del row["kind"]
    assert sum("kolonnen kind: Kolonnen mangler." in fault for fault in faults(wrong)) == 1


def test_a_cell_outside_norway_is_a_fault():
    wrong = """
        place | municipality | residents
        10000000000000 | 0301 | 5
        24730007463000 | 0301 | 5
    """
    (fault,) = faults(tables(places=wrong))
    assert "places, rad 2, kolonnen place: Ruten 10000000000000 ligger ikke i Norge." in fault


def test_an_own_office_is_for_one_municipality():
    wrong = with_cell("structures", 2, "model", "own")
    wrong["structures"][1]["model"] = "own"
    (fault,) = faults(wrong)
    assert "structures, kolonnen model: 1804 har «own», men deler kontor i present." in fault


def test_faults_beyond_the_thousandth_are_counted_not_listed():
    wrong = tables()
    wrong["places"] = [
        {"place": str(i), "municipality": "0301", "latitude": "60", "longitude": "10",
         "residents": "-1"}
        for i in range(MOST_FAULTS + 5)
    ]  # fmt: skip
    found = faults(wrong)
    assert len(found) == MOST_FAULTS + 1
    assert "places: 5 feil til er ikke listet opp." in found[0]


def test_blank_rows_are_passed_over_and_still_counted():
    spaced = tables()
    spaced["places"].insert(1, dict.fromkeys(spaced["places"][0], " "))
    assert len(territory_from(spaced).places) == 4
    spaced["places"][2]["residents"] = "-1"
    assert faults(spaced)[0].startswith("places, rad 4, kolonnen residents")


def test_every_table_in_the_schema_has_a_meaning_and_its_references_exist():
    for table in schema.TABLES:
        assert table.title
        assert table.meaning.endswith(".")
        for name in table.key:
            table.column(name)
        for column in table.columns:
            assert column.meaning.endswith("."), (table.name, column.name)
            assert not column.refers or column.refers in schema.BY_NAME


HOSTILE = st.one_of(
    st.text(max_size=12),
    st.text(string.digits + " .,-:*eE\u00a0", max_size=12),
    st.sampled_from(
        ["1e999", "-1e-999", "9" * 400, "0x1F", "\0", "1804", "a1", "as", "As", "yes"]
    ),
)


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(
    changes=st.lists(
        st.tuples(
            st.sampled_from(sorted(TABLES)), st.integers(0, 5), st.integers(0, 6), HOSTILE
        ),
        min_size=1, max_size=4,
    ),
    dropped=st.sets(st.sampled_from(sorted(TABLES)), max_size=2),
)  # fmt: skip
@example(changes=[("places", 0, 0, "9" * 14)], dropped=set())
@example(changes=[("residents", 0, 1, "2199")], dropped={"edges"})
def test_whatever_is_written_the_answer_is_a_territory_or_faults(changes, dropped):
    written = {name: rows(table) for name, table in TABLES.items() if name not in dropped}
    for name, row, column, text in changes:
        if name in written:
            line = written[name][row % len(written[name])]
            line[list(line)[column % len(line)]] = text
    try:
        found = territory_from(written)
    except BadData as bad:
        told = bad.faults
    else:
        told = ()
        assert differences(found, territory_from(rows_from(found))) == []
    assert all(fault.what and fault.cure for fault in told)


@settings(max_examples=200)
@given(
    st.dictionaries(
        st.one_of(st.sampled_from(sorted(TABLES)), st.text(max_size=8)),
        st.lists(
            st.dictionaries(st.text(max_size=8), st.text(max_size=8), max_size=4), max_size=4
        ),
        max_size=6,
    )
)
def test_tables_of_anything_at_all_are_refused_in_words(anything):
    assert faults(anything)


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x1b", "\u202e", "\ud800"])
def test_signs_no_file_can_hold_are_left_out_of_names(sign):
    found = territory_from(with_cell("municipalities", 2, "name", f"Os{sign}lo{sign}"))

    assert "Os lo" in found.municipalities.names
