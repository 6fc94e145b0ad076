"""Every office in the country: only what the list says, chosen and put in order."""

import csv
import io

import pytest
from django.urls import reverse

from structure.showing import fjord, take
from tospann.engines.structure.listed import listed
from tospann.engines.structure.territory import Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def dataset():
    return take()


def ask(client, name="offices", **query):
    return client.get(reverse(f"structure:{name}"), query)


def rows(client, **query):
    text = ask(client, "offices_csv", **query).content.decode()
    return list(csv.DictReader(io.StringIO(text)))


def test_an_office_has_the_residents_of_the_municipalities_it_serves(dataset):
    vest, aas = listed(fjord())["offices"]

    assert (vest["residents"], aas["residents"]) == (1700, 350)
    assert aas["mean_kilometres"] == 1.6  # 300 at the office, 50 eleven kilometres north
    assert listed(fjord())["municipalities_without"] == ["1804"]


def test_where_two_offices_share_a_municipality_nobody_knows_who_goes_where():
    from dataclasses import replace

    here = replace(
        fjord(),
        offices=(
            Office("1801", "Nav Vest", 67.0, 14.0, (0,)),
            Office("1811", "Nav Vest nord", None, None, (0, 1)),
            Office("1804", "Nav Øya", None, None, (3,)),
        ),
    )
    first, second, island = listed(here)["offices"]

    assert first["residents"] is None
    assert second["mean_kilometres"] is None
    assert (island["residents"], island["mean_kilometres"]) == (42, None)
    assert not island["placed"]


def test_the_page_says_who_is_served_and_what_is_not_known(client, dataset):
    html = ask(client).content.decode()

    assert "2 av 2 kontorer" in html
    assert "Vest, Sund" in html
    assert "1 kommune uten kjent kontor" in html


def test_offices_are_found_by_name_and_by_municipality(client, dataset):
    assert [row["unit"] for row in rows(client, navn="sund")] == ["1801"]
    assert [row["unit"] for row in rows(client, navn="nav ås")] == ["1803"]
    assert [row["unit"] for row in rows(client, fylke="18")] == ["1801", "1803"]
    assert "Ingen kontorer passer" in ask(client, navn="giraff").content.decode()


def test_they_stand_in_the_order_asked_for(client, dataset):
    assert [row["unit"] for row in rows(client, sorter="innbyggere")] == ["1803", "1801"]
    assert [row["unit"] for row in rows(client, sorter="innbyggere", retning="ned")] == [
        "1801",
        "1803",
    ]


def test_a_county_there_is_none_of_is_refused_in_words(client, dataset):
    answer = ask(client, fylke="Atlantis")

    assert answer.status_code == 422
    assert "Det fylket finnes ikke" in answer.content.decode()
    assert ask(client, "offices_csv", fylke="Atlantis").status_code == 302


def test_without_a_list_the_page_says_how_it_comes(client):
    assert "Ingen liste over kontorer ennå" in ask(client).content.decode()
    assert ask(client, "offices_csv").status_code == 302


def test_queries_do_not_follow_the_number_of_offices(client, dataset, django_assert_num_queries):
    ask(client)
    with django_assert_num_queries(2):
        ask(client)
    with django_assert_num_queries(1):
        ask(client, "offices_csv")
