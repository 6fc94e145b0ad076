"""Two structures beside each other: winners and losers, never only means."""

import json
from dataclasses import replace

import pytest
from django.urls import reverse

from structure.showing import Tables, figures, fjord, take, told
from tospann.engines.structure import report
from tospann.engines.structure.assumptions import ILLUSTRATIVE
from tospann.engines.structure.comparison import compare
from tospann.structure.actions import scenarios as actions
from tospann.structure.selectors import comparing
from tospann.structure.selectors.territories import territory_of, travel_of

pytestmark = pytest.mark.django_db
JOINED = {
    "municipalities": {
        "1801": {"host": "1801", "model": "host"},
        "1802": {"host": "1801", "model": "host"},
    }
}


@pytest.fixture
def dataset():
    return take()


@pytest.fixture
def scenario(cast, dataset):
    return actions.create_scenario(
        actor=cast.actor("adviser"),
        partnership=cast.partnership,
        dataset=dataset,
        title="Sammen med Sund",
        differences=JOINED,
    )


def public(client, **query):
    return client.get(reverse("structure:dataset_comparison", args=["fjorden"]), query)


def inside(client, cast, who="adviser", **query):
    client.force_login(cast.people[who])
    return client.get(reverse("structure:comparison", args=[cast.partnership.slug]), query)


def plain(dataset):
    here = territory_of(dataset.pk)
    return report.compared(compare(here, travel_of(dataset.pk), *here.structures, ILLUSTRATIVE))


def test_the_figures_are_the_engines_own_in_every_form(client, dataset):
    ask = {"a": "present", "b": "together"}
    data = plain(dataset)
    found = Tables(public(client, **ask).content.decode()).found
    ground = comparing.ground_of("fjorden")

    for name in ("moete", "hovedkontor", "miljo", "kostnad", "samlet"):
        made = comparing.table_of(ground, data, name, "")
        assert figures(found[name], made) == told(made), name
        csv = public(client, **ask, format="csv", tabell=name).content.decode()
        assert csv == report.as_csv(made), name
    assert public(client, **ask, format="json").content.decode() == report.as_json(data)
    everything = public(client, **ask, format="csv").content.decode()
    assert everything == report.as_csv(report.shifts(data))


def test_those_who_lose_most_stand_first_and_everybody_on_top(client, dataset):
    def names(sort):
        html = public(client, a="present", b="together", sorter=sort).content.decode()
        return [row[0] for row in Tables(html).found["hovedkontor"][1:]]

    assert names("") == ["Fjorden", "Sund", "Øya"]
    assert names("navn") == ["Fjorden", "Sund", "Øya"]
    html = public(client, a="present", b="together").content.decode()
    assert "skjult om noen får mer enn 30 minutter lengre vei: Sund, Øya." in html
    assert "Ingen får mer enn" not in html


def test_the_other_way_round_they_are_winners(client, dataset):
    html = public(client, a="together", b="present").content.decode()

    assert "Ingen får mer enn 30 minutter lengre vei." in html
    assert "får noen kortere vei, og ingen lengre" in html


def test_what_must_be_agreed_anew_is_listed(client, dataset):
    html = public(client, a="present", b="together").content.decode()
    rows = Tables(html).found["kommuner"]

    assert rows[2][:5] == ["Sund", "Sund", "Vest", "eget kontor", "vertskommune"]


def test_a_scenario_beside_today_is_for_those_inside(client, cast, scenario):
    html = inside(client, cast).content.decode()

    assert "Til:</h3>" in html or "Sammen med Sund" in html
    assert [row[0] for row in Tables(html).found["kommuner"][1:]] == ["Vest", "Sund"]
    assert inside(client, cast, "stranger").status_code == 404


def test_a_scenario_is_no_choice_for_everybody(client, scenario):
    answer = public(client, a="present", b=str(scenario.pk))

    assert answer.status_code == 422
    assert "Sammen med Sund" not in answer.content.decode()


@pytest.mark.parametrize(
    ("a", "b", "words"),
    [
        ("present", "borte", "Denne kan ikke velges her"),
        ("together", "together", "Velg to forskjellige"),
    ],
)
def test_a_choice_that_makes_no_sense_is_refused_beside_the_field(client, dataset, a, b, words):
    answer = public(client, a=a, b=b)

    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_scenarios_of_two_versions_of_the_figures_are_not_compared(client, cast, scenario):
    other = take(replace(fjord(), title="Fjorden på nytt"))
    newer = actions.create_scenario(
        actor=cast.actor("adviser"), partnership=cast.partnership, dataset=other, title="Nyere"
    )

    answer = inside(client, cast, a=str(scenario.pk), b=str(newer.pk))

    assert answer.status_code == 422
    assert "annen utgave av datasettet" in answer.content.decode()


def test_a_scenario_is_reckoned_by_its_own_assumptions_and_the_page_says_so(
    client, cast, scenario
):
    actions.change_scenario(
        actor=cast.actor("adviser"), scenario=scenario, revision=1,
        assumptions={"main_office_kroner": 1},
    )  # fmt: skip
    ask = {"a": "present", "b": str(scenario.pk)}
    data = json.loads(inside(client, cast, **ask, format="json").content)

    assert data["after"]["areas"][0]["cost"]["main_office_kroner"] == 1
    assert "forutsetningene i «Sammen med Sund»" in inside(client, cast, **ask).content.decode()


def test_one_structure_alone_has_nothing_beside_it(client):
    take(replace(fjord(), structures=fjord().structures[:1]))

    assert "Ingenting å sammenligne ennå" in public(client).content.decode()


def test_queries_are_the_same_however_many_scenarios(
    client, cast, scenario, django_assert_max_num_queries
):
    def more():
        actions.create_scenario(
            actor=cast.actor("adviser"),
            partnership=cast.partnership,
            dataset=scenario.dataset,
            title="Et til",
        )

    inside(client, cast)
    with django_assert_max_num_queries(11):
        inside(client, cast)
    more(), more()
    with django_assert_max_num_queries(11):
        inside(client, cast)
