"""Questions to Statistics Norway are made right, and too large ones are never asked."""

import pytest

from tospann.engines.tables import pxweb
from tospann.engines.tables.pxweb import Selection, Table, Variable, Wanted, Wrong

WANTED = Wanted(
    "07459",
    (
        Selection("Region", ("K-1804", "K-1841"), codelist="agg:KommSummer"),
        Selection("Kjonn"),
        Selection("ContentsCode", ("Personer1",)),
        Selection("Tid", latest=2),
    ),
)
TABLE = Table(
    "07459: Folkemengde",
    (
        Variable("Region", "region", (("1804", "Bodø"), ("1841", "Fauske"))),
        Variable("Kjonn", "kjønn", (("1", "Menn"), ("2", "Kvinner")), optional=True),
        Variable("Alder", "alder", (("0", "0 år"), ("1", "1 år"), ("2", "2 år")), optional=True),
        Variable("ContentsCode", "statistikkvariabel", (("Personer1", "Personer"),)),
        Variable("Tid", "år", (("2024", "2024"), ("2025", "2025"), ("2026", "2026")), time=True),
    ),
)


def test_a_question_to_v0():
    address, body = pxweb.query_v0(WANTED)

    assert address == "https://data.ssb.no/api/v0/no/table/07459"
    assert body == {
        "query": [
            {
                "code": "Region",
                "selection": {"filter": "agg:KommSummer", "values": ["K-1804", "K-1841"]},
            },
            {"code": "Kjonn", "selection": {"filter": "all", "values": ["*"]}},
            {"code": "ContentsCode", "selection": {"filter": "item", "values": ["Personer1"]}},
            {"code": "Tid", "selection": {"filter": "top", "values": ["2"]}},
        ],
        "response": {"format": "json-stat2"},
    }


def test_a_question_to_v2():
    wanted = Wanted(
        "13556",
        (
            Selection("Region", ("1804", "1841"), codelist="agg_KommGjeldende"),
            Selection("Tid", latest=1),
        ),
    )

    assert pxweb.address_v2(wanted) == (
        "https://data.ssb.no/api/pxwebapi/v2/tables/13556/data?lang=no&outputFormat=json-stat2"
        "&valuecodes[Region]=1804,1841&codelist[Region]=agg_KommGjeldende&valuecodes[Tid]=top(1)"
    )


def test_nothing_in_a_choice_can_change_the_address():
    wanted = Wanted("13556", (Selection("Region", ("1&lang=en#",)), Selection("x]=1&y[", ("a",))))

    address = pxweb.address_v2(wanted)

    assert address.count("&") == 3
    assert "#" not in address
    assert "&y[" not in address


@pytest.mark.parametrize("table", ["", "../x", "7459", "07459/", "０７４５９"])
def test_what_is_no_table_number_is_refused(table):
    with pytest.raises(Wrong, match="tabellnummer"):
        pxweb.address_v2(Wanted(table, ()))


def test_cells_are_reckoned_before_anything_is_asked():
    assert pxweb.cells(WANTED, TABLE) == 2 * 2 * 1 * 1 * 2


def test_a_question_that_is_too_large_is_refused_with_what_to_do():
    ages = tuple((str(n), str(n)) for n in range(1000))
    table = Table("", (Variable("A", "a", ages), Variable("B", "b", ages)))

    with pytest.raises(Wrong, match="1\u00a0000\u00a0000 tall"):
        pxweb.cells(Wanted("07459", (Selection("A"), Selection("B"))), table)


def test_a_code_that_the_table_has_not_is_refused():
    with pytest.raises(Wrong, match="Bydel"):
        pxweb.cells(Wanted("07459", (Selection("Bydel"),)), TABLE)
    with pytest.raises(Wrong, match="9999"):
        pxweb.cells(Wanted("07459", (Selection("Region", ("9999",)),)), TABLE)


def test_what_a_table_says_about_itself_is_read_from_v0():
    found = pxweb.table_v0(
        {
            "title": "07459: Folkemengde",
            "variables": [
                {"code": "Kjonn", "text": "kjønn", "values": ["1", "2"],
                 "valueTexts": ["Menn", "Kvinner"], "elimination": True},
                {"code": "Tid", "text": "år", "values": ["2026"], "valueTexts": ["2026"],
                 "time": True},
            ],
        }
    )  # fmt: skip

    assert found.variables[0].values == (("1", "Menn"), ("2", "Kvinner"))
    assert (found.variables[0].optional, found.variables[1].time) == (True, True)


def test_what_a_table_says_about_itself_is_read_from_v2():
    found = pxweb.table_v2(
        {
            "label": "07459: Folkemengde",
            "updated": "2026-02-24T07:00:00Z",
            "source": "Statistisk sentralbyrå",
            "extension": {"license": "https://creativecommons.org/licenses/by/4.0/"},
            "id": ["Tid"],
            "role": {"time": ["Tid"]},
            "dimension": {
                "Tid": {"label": "år", "category": {"index": {"2026": 1, "2025": 0}, "label": {}}}
            },
        }
    )

    assert found.variables == (Variable("Tid", "år", (("2025", "2025"), ("2026", "2026")), True),)
    assert (found.updated, found.source) == ("2026-02-24T07:00:00Z", "Statistisk sentralbyrå")
    assert found.licence.endswith("/by/4.0/")


@pytest.mark.parametrize("answer", [None, [], {}, {"variables": [1]}, {"variables": [{}]}])
def test_an_answer_that_is_no_table_is_refused(answer):
    with pytest.raises(Wrong):
        pxweb.table_v0(answer)
    with pytest.raises(Wrong):
        pxweb.table_v2(answer)
