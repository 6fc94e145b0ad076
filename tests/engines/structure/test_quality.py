import pytest

from engines.structure.tables_by_hand import TABLES, territory
from tospann.engines.structure.quality import Remark, quality


def said(**changed) -> str:
    return " ".join(remark.what for remark in quality(territory(**changed)))


def test_a_dataset_without_blemish_gets_no_serious_remark():
    sources = "table | title | publisher | date | licence | quality\n" + "\n".join(
        f"{name} | t | p | 2025 | l | exact" for name in TABLES
    )
    remarks = quality(territory(sources=sources))
    assert [remark for remark in remarks if remark.serious] == []


def test_an_island_in_no_pair_is_remarked_and_not_refused():
    assert "Øya har ingen nabo, og kan bare ha kontor alene." in said(
        adjacency="a | b | crossing\n0301 | 1804 |"
    )


def test_a_map_in_two_pieces_is_remarked():
    five = {
        "municipalities": TABLES["municipalities"]
        + "\n4601 | Nes | F | nes\n4602 | Sand | F | sand",
        "sites": TABLES["sites"]
        + "\nnes | Nes | seat | 4601 | 60 | 6\nsand | Sand | seat | 4602 | 60 | 7",
        "adjacency": TABLES["adjacency"] + "\n4601 | 4602 | Bro (omtrentlig)",
        "residents": None,
        "structures": None,
        "presence": None,
    }
    remarks = said(**{name: table and "\n".join(
        line for line in table.splitlines() if line.strip()
    ) for name, table in five.items()})  # fmt: skip
    assert "Kartet er i 2 deler. Nes, Sand henger ikke sammen med de fleste andre." in remarks
    assert "1 overgang mellom kommuner er omtrentlig." in remarks
    assert "Ingen bor i Nes, Sand." in remarks
    assert "Nes, Sand har ikke noe knutepunkt" in remarks


def test_places_far_from_the_roads_are_counted():
    far = TABLES["places"].rstrip() + "\nb3 | 1804 | 60.3 | 11.0 | 1250"
    assert "1\u00a0250 bor mer enn 15 km fra nærmeste knutepunkt." in said(places=far)
    assert "bor mer enn" not in said()


def test_roads_that_no_car_comes_between_are_remarked():
    assert "Veinettet er i 2 deler som ingen bil kommer mellom." in said(
        edges="a | b | drive | wait | sailings | cars\nAs | Bo | 40 | | | \nAs | Kai | 5 | | | \n"
        "Kai | Oya | 30 | 60 | 2 | no"
    )


def test_a_brought_table_with_holes_is_remarked():
    remarks = said(travel="place | site | minutes\na1 | as | 1\nb1 | bo | 1\nb2 | bo | 1")
    assert "30 har ingen reisetid til noe sted." in remarks
    assert "81 % av parene har ingen reisetid." in remarks


def test_two_tables_that_count_people_differently_are_remarked():
    more = TABLES["residents"].replace("| 18+ | 80", "| 18+ | 100")
    remarks = quality(territory(residents=more))
    (found,) = [remark for remark in remarks if remark.table == "places"]
    assert found == Remark(
        "places",
        "Bostedene har 380 personer, folketallet for 2025 er 400. De skiller seg med over 2 % i "
        "1 kommune.",
        serious=False,
    )


@pytest.mark.parametrize(
    ("table", "lost"),
    [
        ("residents", "framskrivinger kan ikke lages"),
        ("commuting", "pendling vises ikke"),
        ("obligations", "ingen plikter følger kommunene"),
        ("outlines", "kart kan ikke tegnes"),
        ("adjacency", "Uten naboskap kan ingen kommuner dele kontor."),
    ],
)
def test_a_missing_table_is_told_with_what_is_lost(table, lost):
    assert lost in said(**{table: None})
    assert lost not in said()


def test_sources_that_are_silent_illustrative_or_of_other_years_are_told():
    assert "Det står ikke hvor dette kommer fra: kommuner, steder for kontor, innbyggere" in said()
    assert "Tallene er fra ulike år: bosteder 2019, veier og ferjer 2024." in said()
    assert "Årsverk: bare eksempler, ikke virkelige tall." in said(
        sources="""
        table | title | publisher | date | licence | quality
        staff | t | p | 2025 | l | illustrative
        """
    )


def test_what_can_change_an_answer_comes_first():
    order = [remark.serious for remark in quality(territory())]
    assert order == sorted(order, reverse=True)
    assert {True, False} == set(order)
