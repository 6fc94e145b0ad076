"""The partnership's lab: scenarios begun, drawn, ruled, put aside, all without JavaScript."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from engines.structure.small import alone, territory, together
from tospann.access.actor import STRANGER
from tospann.engines.structure import folder
from tospann.structure.actions import datasets
from tospann.structure.actions import scenarios as actions
from tospann.structure.models import Scenario
from tospann.structure.selectors.territories import newest

HERE = territory(structures=(together(),))
RULES = [
    {"rule": "AtLeastFte", "fte": 15, "except_": ["1804"]},
    {"rule": "Together", "numbers": ["1801", "1802"]},
]


@pytest.fixture
def dataset(db):
    datasets.take_dataset(
        actor=STRANGER, name=HERE.name, title=HERE.title, archive=folder.packed(HERE)
    )
    return newest(HERE.name)


@pytest.fixture
def scenario(cast, dataset):
    return actions.create_scenario(
        actor=cast.actor("adviser"),
        partnership=cast.partnership,
        dataset=dataset,
        title="To sammen",
        rules=RULES,
    )


@pytest.fixture
def visit(cast):
    """A browser for a person of the cast."""

    def signed_in(who="adviser"):
        client = Client()
        client.force_login(cast.people[who])
        return client

    return signed_in


def at(name, scenario, *more):
    return reverse(f"structure:{name}", args=[scenario.pk, *more])


def rows_as_drawn(client, scenario):
    """What the form of the table sends when nothing in it is touched."""
    page = client.get(at("draw", scenario))
    sent = {"revision": str(scenario.revision)}
    for row in page.context["rows"]:
        sent |= {f"h_{row.number}": row.host, f"m_{row.number}": row.model}
        sent |= {f"d_{site.id}": site.typed for site in row.sites}
    return sent


# --- The list and its scenarios -----------------------------------------------------------


def test_the_lab_explains_itself_when_there_is_nothing(cast, dataset, visit):
    page = visit().get(reverse("structure:lab", args=[cast.partnership.slug]))

    assert "Ingen scenarier ennå" in page.content.decode()


def test_strangers_see_what_a_lab_is_and_no_scenario(cast, scenario):
    page = Client().get(reverse("structure:lab", args=[cast.partnership.slug])).content.decode()

    assert scenario.title not in page
    assert "arbeidsutkast" in page


@pytest.mark.parametrize(
    ("start", "changes"), [("together", 0), ("alone", 2)], ids=["today", "another structure"]
)
def test_a_scenario_begins_with_a_structure_of_the_dataset(cast, visit, start, changes):
    here = territory(structures=(together(), alone()))
    datasets.take_dataset(
        actor=STRANGER, name=here.name, title=here.title, archive=folder.packed(here)
    )
    sent = {"title": "Nytt", "start": f"fjorden:{start}", "note": ""}

    visit().post(reverse("structure:new_scenario", args=[cast.partnership.slug]), sent)

    made = Scenario.objects.get()
    assert len(made.differences.get("municipalities", {})) == changes + (changes > 0) * 2


def test_a_scenario_without_a_name_is_refused_beside_the_field(cast, dataset, visit):
    url = reverse("structure:new_scenario", args=[cast.partnership.slug])
    answer = visit().post(url, {"title": "", "start": "fjorden:together", "note": "Tanken bak"})

    assert answer.status_code == 422
    assert "Tanken bak" in answer.content.decode()
    assert "title" in answer.context["form"].errors


def test_a_copy_leaves_the_original_alone(visit, scenario):
    visit().post(at("copy", scenario), {"title": "Kopien"})

    copied = Scenario.objects.get(title="Kopien")
    assert copied.copied_from == scenario
    assert copied.rules == scenario.rules


def test_a_dropped_scenario_can_be_taken_back_at_once(cast, visit, scenario):
    client = visit()
    answer = client.post(at("drop", scenario))
    assert "Angre" in answer.content.decode()
    page = client.get(at("scenario", scenario)).content.decode()
    assert at("take_back", scenario) in page
    assert at("draw", scenario) not in page

    client.post(at("take_back", scenario))
    scenario.refresh_from_db()
    assert scenario.dropped_at is None


def test_those_who_only_read_see_the_scenario_and_no_way_to_change_it(visit, scenario):
    client = visit("councillor")

    page = client.get(at("scenario", scenario)).content.decode()
    assert at("draw", scenario) not in page
    assert client.get(at("draw", scenario)).status_code == 403


# --- Newer figures ------------------------------------------------------------------------


def test_a_scenario_is_brought_to_the_newest_version_of_its_dataset(visit, scenario):
    newer = territory(structures=(together(),), title="Fjorden, nye tall")
    datasets.take_dataset(
        actor=STRANGER, name=newer.name, title=newer.title, archive=folder.packed(newer)
    )
    client = visit()
    assert "nyere utgave" in client.get(at("scenario", scenario)).content.decode()

    client.post(at("renew", scenario), {"revision": "1"})

    scenario.refresh_from_db()
    assert scenario.dataset.title == "Fjorden, nye tall"
    assert scenario.revision == 2


def test_there_is_nothing_to_bring_to_when_the_figures_are_the_newest(visit, scenario):
    answer = visit().post(at("renew", scenario), {"revision": "1"}, follow=True)

    assert "allerede på den nyeste" in answer.content.decode()


# --- Drawing ------------------------------------------------------------------------------


def test_a_table_nobody_touched_changes_nothing(visit, scenario):
    client = visit()

    client.post(at("draw", scenario), rows_as_drawn(client, scenario))

    scenario.refresh_from_db()
    assert scenario.differences == {"municipalities": {}, "days": {}}


def test_a_municipality_moves_to_another_area(visit, scenario):
    client = visit()
    sent = rows_as_drawn(client, scenario) | {"h_1804": "1801", "m_1804": "", "d_S2": "1,5"}

    client.post(at("draw", scenario), sent)

    scenario.refresh_from_db()
    moved = scenario.differences["municipalities"]
    assert moved["1804"] == {"host": "1801", "model": "host"}
    assert moved["1803"] == {"model": "own"}  # alone now, so its model fits one
    assert scenario.differences["days"] == {"S2": 1.5}


def test_one_that_moves_out_of_its_own_area_follows_the_new_host(visit, scenario):
    client = visit()
    page = client.get(at("draw", scenario))
    alone = next(one for one in page.context["rows"] if one.number == "1803")
    assert (alone.host, bool(alone.model)) == ("1803", True)
    sent = rows_as_drawn(client, scenario) | {"h_1803": "1801", "h_1804": "1801"}

    shown = client.post(at("draw", scenario), sent | {"regn": "ja"})
    client.post(at("draw", scenario), sent)

    scenario.refresh_from_db()
    assert scenario.differences["municipalities"]["1803"] == {"host": "1801", "model": "host"}
    moved = next(one for one in shown.context["rows"] if one.number == "1803")
    assert (moved.host, moved.model) == ("1801", "")


def test_counting_without_saving_keeps_what_was_chosen_and_saves_nothing(visit, scenario):
    client = visit()
    sent = rows_as_drawn(client, scenario) | {"h_1804": "1801", "regn": "ja"}

    answer = client.post(at("draw", scenario), sent)

    assert answer.status_code == 200
    row = {one.number: one for one in answer.context["rows"]}["1804"]
    assert row.host == "1801"
    assert any(figure.change for figure in answer.context["figures"])
    scenario.refresh_from_db()
    assert scenario.revision == 1


@pytest.mark.parametrize(
    ("sent", "where", "said"),
    [
        ({"h_1801": "1803"}, "1802", "må være sin egen vert"),
        ({"m_1802": "joint_board"}, "1802", "to modeller"),
        ({"h_1802": "9999"}, "1802", "9999"),
    ],
    ids=["a host with a host", "two models", "no such municipality"],
)
def test_a_fault_stands_in_its_row_and_what_was_chosen_is_kept(visit, scenario, sent, where, said):
    client = visit()

    answer = client.post(at("draw", scenario), rows_as_drawn(client, scenario) | sent)

    assert answer.status_code == 422
    row = {one.number: one for one in answer.context["rows"]}[where]
    assert said in row.host_error + row.model_error
    assert row.host == sent.get(f"h_{where}", row.host)
    scenario.refresh_from_db()
    assert scenario.revision == 1


def test_days_that_are_no_days_are_refused_in_their_field(visit, scenario):
    client = visit()

    answer = client.post(
        at("draw", scenario), rows_as_drawn(client, scenario) | {"d_S2": "seks", "h_1804": "1804"}
    )

    assert answer.status_code == 422
    rows = {one.number: one for one in answer.context["rows"]}
    site = {one.id: one for one in rows["1802"].sites}["S2"]
    assert (site.typed, bool(site.error)) == ("seks", True)
    assert [one.number for one in rows.values() if one.unfolded] == ["1802"]
    assert rows["1804"].host == "1804"


def test_two_who_draw_at_once_lose_nothing(cast, visit, scenario):
    client = visit()
    sent = rows_as_drawn(client, scenario) | {"h_1804": "1804", "m_1804": "own"}
    actions.change_scenario(
        actor=cast.actor("adviser"), scenario=scenario, revision=1, title="Først"
    )

    answer = client.post(at("draw", scenario), sent)

    assert answer.status_code == 409
    assert {one.number: one for one in answer.context["rows"]}["1804"].host == "1804"
    again = client.post(at("draw", scenario), sent | {"revision": "2"})
    assert again.status_code == 302


@pytest.mark.parametrize("days", ["9", "-1"])
def test_more_days_than_a_week_has_are_told_with_both_ends(visit, scenario, days):
    client = visit()

    answer = client.post(at("draw", scenario), rows_as_drawn(client, scenario) | {"d_S2": days})

    rows = {one.number: one for one in answer.context["rows"]}
    site = {one.id: one for one in rows["1802"].sites}["S2"]
    assert (site.typed, site.error) == (days, "Skriv dager i uken som et tall fra 0 til 5.")


def test_measures_while_one_draws_are_a_fragment_and_save_nothing(visit, scenario):
    client = visit()
    sent = rows_as_drawn(client, scenario) | {"h_1804": "1804"}

    answer = client.post(at("live", scenario), sent)

    assert answer.status_code == 200
    assert b"<html" not in answer.content
    assert b'href="#k-1804"' in answer.content  # each municipality of the map leads to its row
    scenario.refresh_from_db()
    assert scenario.revision == 1


def test_only_the_rows_of_one_area_are_shown_and_the_rest_stays(visit, scenario):
    client = visit()
    page = client.get(at("draw", scenario), {"vis": "1801"})
    assert [row.number for row in page.context["rows"]] == ["1801", "1802"]

    sent = {"revision": "1", "h_1802": "1802", "m_1802": "own"}
    client.post(at("draw", scenario), sent)

    scenario.refresh_from_db()
    assert set(scenario.differences["municipalities"]) == {"1801", "1802"}


# --- Rules and weights --------------------------------------------------------------------


def test_rules_for_all_areas_are_saved_and_the_others_stay(visit, scenario):
    sent = {"revision": "1", "members": "3", "minutes": "75", "fte": "5", "exempt": ["1804"]}

    visit().post(at("rules", scenario), sent)

    scenario.refresh_from_db()
    assert scenario.rules == [
        {"rule": "AtMostMembers", "count": 3},
        {"rule": "WithinMinutes", "minutes": 75},
        {"rule": "AtLeastFte", "fte": 5, "except_": ["1804"]},
        {"rule": "Together", "numbers": ["1801", "1802"]},
    ]


def test_rules_are_saved_on_the_way_to_a_proposal(visit, scenario):
    sent = {"revision": "1", "members": "3", "then": "areas"}

    answer = visit().post(at("rules", scenario), sent)

    scenario.refresh_from_db()
    assert answer.headers["Location"] == at("ask", scenario, "areas")
    assert {"rule": "AtMostMembers", "count": 3} in scenario.rules


def test_a_number_out_of_range_is_told_with_what_may_be_written(visit, scenario):
    answer = visit().post(at("rules", scenario), {"revision": "1", "fte": "-5", "members": "99"})

    assert answer.context["form"].errors["fte"] == ["Skriv et helt tall fra 0 til 10\u202f000."]
    assert answer.context["form"].errors["members"] == ["Skriv et helt tall fra 1 til 62."]


def test_a_size_nobody_reaches_offers_no_exemption_of_everybody(visit, scenario):
    client = visit()

    client.post(at("rules", scenario), {"revision": "1", "fte": "1000"})

    page = client.get(at("rules", scenario)).content.decode()
    assert "Ingen områder kan bli så store" in page
    assert at("exemption", scenario) not in page


def test_an_exemption_from_nothing_is_refused_beside_its_field(visit, scenario):
    answer = visit().post(at("rules", scenario), {"revision": "1", "exempt": ["1804"]})

    assert answer.status_code == 422
    assert "exempt" in answer.context["form"].errors


def test_those_who_can_never_be_large_enough_are_told_and_exempt_in_one_click(visit, scenario):
    client = visit()
    page = client.get(at("rules", scenario)).content.decode()
    assert "Noen kan aldri komme med" not in page  # all together they reach fifteen

    client.post(at("rules", scenario), {"revision": "1", "minutes": "40", "fte": "15"})
    page = client.get(at("rules", scenario))
    assert page.context["lacking"] == ["Øya"]
    client.post(at("exemption", scenario), {"revision": "2"})

    scenario.refresh_from_db()
    assert scenario.rules[1] == {"rule": "AtLeastFte", "fte": 15, "except_": ["1804"]}


@pytest.mark.parametrize(
    ("kind", "sent", "rule"),
    [
        ("alene", {"number": "1804"}, {"rule": "StandsAlone", "number": "1804"}),
        ("ikke-vert", {"number": "1804"}, {"rule": "NeverHosts", "number": "1804"}),
        ("vert", {"number": "1801"}, {"rule": "Hosts", "number": "1801"}),
        ("sammen", {"numbers": ["1803", "1804"]},
         {"rule": "Together", "numbers": ["1803", "1804"]}),
        ("hver-for-seg", {"number": "1801", "other": "1802"},
         {"rule": "Apart", "a": "1801", "b": "1802"}),
        ("nei-til-vert", {"number": "1801", "other": "1802"},
         {"rule": "RefusesHost", "number": "1801", "host": "1802"}),
        ("nei-til-omrade", {"number": "1801", "other": "1802"},
         {"rule": "RefusesWith", "number": "1801", "other": "1802"}),
        ("bestemt", {"numbers": ["1801", "1802"], "host": ""},
         {"rule": "FixedArea", "numbers": ["1801", "1802"], "host": None}),
        ("modell", {"numbers": ["1801"], "allowed": ["host"]},
         {"rule": "Models", "numbers": ["1801"], "allowed": ["host"]}),
    ],
)  # fmt: skip
def test_a_rule_about_some_municipalities_is_added_and_taken_away(
    visit, scenario, kind, sent, rule
):
    client = visit()

    client.post(at("rule_about", scenario, kind), {"revision": "1", **sent})
    scenario.refresh_from_db()
    assert scenario.rules == [*RULES, rule]

    client.post(at("struck_rule", scenario, 2), {"revision": "2"})
    scenario.refresh_from_db()
    assert scenario.rules == RULES


def test_a_municipality_does_not_refuse_itself(visit, scenario):
    url = at("rule_about", scenario, "nei-til-vert")
    answer = visit().post(url, {"revision": "1", "number": "1801", "other": "1801"})

    assert answer.status_code == 422
    assert "other" in answer.context["form"].errors


def test_own_figures_replace_the_illustrative_ones_and_an_empty_field_brings_them_back(
    visit, scenario
):
    client = visit()
    sent = {"revision": "1", "absence": "12,5", "main_office_kroner": "2 000 000",
            "p_branch_met": "80", "m_host_kroner_per_partner": "1000"}  # fmt: skip
    client.post(at("weights", scenario), sent)
    scenario.refresh_from_db()
    assert scenario.assumptions == {
        "absence": 0.125,
        "main_office_kroner": 2_000_000,
        "presences": {"branch": {"met": 0.8}},
        "models": {"host": {"kroner_per_partner": 1000}},
    }

    shown = client.get(at("weights", scenario)).context["form"]
    assert shown["absence"].value() == "12,5"
    client.post(at("weights", scenario), {"revision": "2", "absence": ""})
    scenario.refresh_from_db()
    assert scenario.assumptions == {}


def test_shares_above_the_whole_are_refused(visit, scenario):
    answer = visit().post(at("weights", scenario), {"revision": "1", "absence": "112"})

    assert answer.status_code == 422
    assert "absence" in answer.context["form"].errors


# --- Queries ------------------------------------------------------------------------------


def test_the_list_asks_as_often_however_many_scenarios(
    cast, visit, scenario, django_assert_num_queries
):
    client, url = visit(), reverse("structure:lab", args=[cast.partnership.slug])
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(url)
    for number in range(5):
        actions.create_scenario(
            actor=cast.actor("adviser"),
            partnership=cast.partnership,
            dataset=scenario.dataset,
            title=f"Nummer {number}",
        )
    with django_assert_num_queries(len(few)):
        client.get(url)


def test_a_scenario_asks_as_often_however_much_is_otherwise(
    cast, visit, scenario, django_assert_num_queries
):
    client, actor = visit(), cast.actor("adviser")
    alone = {number: {"host": number, "model": "own"} for number in ("1803", "1804")}
    actions.change_scenario(
        actor=actor, scenario=scenario, revision=1, differences={"municipalities": alone}
    )
    client.get(at("scenario", scenario))
    with CaptureQueriesContext(connection) as few:
        client.get(at("scenario", scenario))
    count = len(few)
    every = alone | {number: {"host": number, "model": "own"} for number in ("1801", "1802")}
    actions.change_scenario(
        actor=actor,
        scenario=scenario,
        revision=2,
        differences={"municipalities": every},
        rules=[*RULES, {"rule": "StandsAlone", "number": "1804"}],
    )
    with django_assert_num_queries(count):
        client.get(at("scenario", scenario))
