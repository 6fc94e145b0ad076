"""The present structure on pages and in files: the engine's own figures, and nothing more."""

import json
import re
from dataclasses import replace

import pytest
from django.urls import reverse

from engines.structure.small import territory
from structure.showing import Tables, figures, fjord, take, told
from tospann.engines.structure import report
from tospann.engines.structure.assumptions import ILLUSTRATIVE
from tospann.engines.structure.measures import measure
from tospann.structure.selectors import showing, structures, tables
from tospann.structure.selectors.territories import territory_of, travel_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def dataset():
    return take()


def page(client, name="present", *more, **query):
    return client.get(reverse(f"structure:{name}", args=["fjorden", *more]), query)


def test_a_fresh_installation_says_what_will_stand_there(client):
    assert "Ingen datasett ennå" in client.get(reverse("structure:index")).content.decode()


def test_the_list_shows_each_dataset_once_in_its_newest_version(client, dataset):
    take(replace(fjord(), title="Fjorden på nytt"))
    html = client.get(reverse("structure:index")).content.decode()

    assert html.count("Fjorden på nytt</a>") == 1
    assert "4 kommuner, 2" in html
    assert "Eksempel" in html


def test_every_figure_of_every_table_is_the_engines_own(client, dataset):
    here, structure = territory_of(dataset.pk), structures.present(territory_of(dataset.pk))
    data = report.measured(measure(here, travel_of(dataset.pk), structure, ILLUSTRATIVE))
    found = Tables(page(client).content.decode()).found

    for name in ("omrader", "t1", "t2", "t4", "t7", "t7b", "t8", "t10"):
        made = tables.table(here, name, structure=structure, data=data)
        assert figures(found[name], made) == told(made), name
        assert page(client, "table_csv", name).content.decode() == report.as_csv(made), name


def test_another_structure_of_the_dataset_has_its_own_figures(client, dataset):
    html = page(client, struktur="together").content.decode()
    rows = Tables(html).found["t10"]

    assert [row[0] for row in rows[1:]] == ["Vest", "Sund", "Ås", "Sundnes"]
    assert "Bare et eksempel" in html
    assert page(client, "table_csv", "t10", struktur="together").content.decode().count("\n") == 5


def test_the_whole_is_what_the_command_line_gives(client, dataset):
    here = territory_of(dataset.pk)
    found = measure(here, travel_of(dataset.pk), here.structures[0], ILLUSTRATIVE)

    assert page(client, "present_json").content.decode() == report.as_json(report.measured(found))
    assert page(client, "table_csv", "alt").content.decode() == report.as_csv(
        report.everything(report.measured(found))
    )
    shape = json.loads(page(client, "present_geojson").content)
    assert [one["properties"]["name"] for one in shape["features"][:4]] == [
        "Vest", "Sund", "Ås", "Øya",
    ]  # fmt: skip
    assert page(client, "present_svg").content.startswith(b"<svg")


def test_so_few_that_they_could_be_known_are_hidden_in_every_form(client, dataset):
    html = page(client).content.decode()
    (oya,) = [row for row in Tables(html).found["t7"] if row[0] == "Øya"]
    csv = page(client, "table_csv", "t7").content.decode().splitlines()
    plain = json.loads(page(client, "present_json").content)

    assert oya[-1] == "skjult"
    assert csv[-1].startswith("1804,Øya")
    assert csv[-1].endswith(",:")
    assert plain["municipalities"][3]["meet"]["worst"]["residents"] == {"hidden": "few"}


def test_what_the_dataset_lacks_is_named_with_the_table_that_would_give_it(client):
    take(territory(ages=None, staff=None, commuting=None))
    html = page(client, struktur="alone").content.decode()

    for words in ("«residents»", "«staff»", "«competence»", "«commuting»", "ansattes alder"):
        assert words in html, words
    assert "Datasettet sier ikke hvem som deler kontor i dag" in html
    assert page(client, "table_csv", "t2").status_code == 404


def test_a_dataset_without_a_structure_is_not_given_one(client):
    take(territory())
    html = page(client).content.decode()

    assert "Hvem som deler kontor i dag, er ikke med i datasettet." in html
    assert set(Tables(html).found) == {"t1"}
    assert page(client, "table_csv", "t1").status_code == 200


def test_a_structure_there_is_none_of_is_refused_in_words(client, dataset):
    answer = page(client, struktur="borte")

    assert answer.status_code == 422
    assert "Datasettet har ikke denne strukturen" in answer.content.decode()
    moved = page(client, "present_json", struktur="borte")
    assert (moved.status_code, moved["Location"]) == (302, "/struktur/fjorden/?struktur=borte")


@pytest.mark.parametrize("name", ["table_csv", "present", "present_json"])
def test_what_is_not_there_is_404(client, name):
    more = ["t1"] if name == "table_csv" else []
    assert page(client, name, *more).status_code == 404


def test_a_table_there_is_none_of_is_404(client, dataset):
    assert page(client, "table_csv", "t99").status_code == 404


def test_the_map_has_every_municipality_and_office_and_a_heading_for_those_who_do_not_see(
    client, dataset
):
    html = page(client, struktur="together").content.decode()

    for name in ("Vest: område 1", "Sund: område 1", "Ås: område 2", "Øya: område 2"):
        assert f"<title>{name}</title>" in html
    assert "<title>Vest: hovedkontor i område 1</title>" in html
    keys = re.findall(r'<rect class="smap__shape"[^>]*>', html)
    assert keys
    assert all('fill="url(#omrade-' in key for key in keys)
    assert "Kart over Fjorden: To kontorer. Tabellen sier det samme." in html


def test_bands_add_up_to_everybody_whose_figure_is_shown(dataset):
    made = showing.table_of(dataset, "together", "reisetid")

    shown = [row["meet_residents"] for row in made.rows if isinstance(row["meet_residents"], int)]
    assert sum(shown) <= 2092
    assert any(isinstance(row["meet_residents"], dict) for row in made.rows) or sum(shown) == 2092


def test_pages_ask_the_database_the_same_however_many_datasets(
    client, dataset, django_assert_num_queries
):
    index = reverse("structure:index")
    client.get(index), page(client)
    with django_assert_num_queries(1):
        client.get(index)
    with django_assert_num_queries(1):
        page(client)
    take(replace(fjord(), name="fjorden-2", title="En til"))
    client.get(index)
    with django_assert_num_queries(1):
        client.get(index)


def test_what_is_drawn_once_is_drawn_for_each_language_and_each_version(client, dataset):
    def contents(**headers):
        address = reverse("structure:present", args=["fjorden"])
        html = client.get(address, headers=headers).content.decode()
        return re.search(r'<nav class="contents.*?</nav>.*</section>', html, re.DOTALL)[0]

    first = contents()
    english = contents(accept_language="en")
    take(replace(fjord(), title="Fjorden på nytt"))

    assert contents(accept_language="nb") != english
    assert "Kart over kontorområdene" in first
    assert "Kart over kontorområdene" not in english
    assert "Fjorden på nytt" not in first
    assert "Fjorden på nytt" in contents()


def test_a_choice_the_address_does_not_know_goes_no_further(client, dataset):
    html = page(client, annet="<b>").content.decode()

    assert "annet" not in re.search(r"<main.*</main>", html, re.DOTALL)[0]
