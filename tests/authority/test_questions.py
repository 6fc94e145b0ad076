"""From rows to answers: every link leads to its paper, and a missing one is named alone."""

from datetime import date, timedelta

import pytest

from tospann.access.actor import STRANGER
from tospann.authority import actions
from tospann.authority.forms.questions import Question
from tospann.authority.selectors import matrices, questions, rules
from tospann.authority.selectors.questions import Options, Refusal

HOST, HOME, STATE = "9901", "9902", "state"
BEGAN, EVE = date(2021, 1, 1), date(2020, 12, 31)
NB = {"accept-language": "nb"}


def missing(page) -> list[str]:
    return [link.id for link in page.missing]


def test_the_host_may_decide_when_every_link_is_found(county):
    county.hosted()

    page = county.ask(HOST)

    assert (page.code, missing(page)) == ("D2", [])
    assert [link.id for link in page.links] == [
        "employment", "model", "host_agreement", "participant_decision", "host_decision",
        "instruction", "delegation_to_host", "scope", "host_line", "not_of_principle",
    ]  # fmt: skip


def test_every_paper_leads_to_a_page_that_is_there(county, client):
    county.hosted()

    addresses = {link.address for link in county.ask(HOST).links if link.address}

    assert len(addresses) == 5  # partnership, agreement, councils, two delegations
    assert {client.get(one.partition("#")[0]).status_code for one in addresses} == {200}


@pytest.mark.parametrize(
    ("without", "link"),
    [
        ("fjordbygd", "host_decision"),
        ("aas", "participant_decision"),
        ("instruction", "instruction"),
        ("delegation", "delegation_to_host"),
        ("host_line", "host_line"),
    ],
)
def test_a_link_that_is_taken_away_is_the_one_named(county, without, link):
    county.hosted(without=without)

    page = county.ask(HOST)

    assert (page.code, missing(page)) == ("N", [link])
    assert page.missing[0].address


def test_before_the_agreement_the_neighbour_may_not(county):
    county.hosted()

    assert county.ask(HOST, day=EVE).code == "N"
    assert county.ask(HOME, day=EVE).code == "D"  # nothing has been handed over yet
    assert county.ask(HOST).code == "D2"


def test_a_delegation_that_is_taken_back_lasts_through_its_last_day(county, cast):
    county.hosted()
    last = date(2021, 5, 31)
    actions.withdraw_delegation(
        actor=cast.actor("aas"), delegation=county.to_host, last_day=last, reason="Slutt."
    )

    after = county.ask(HOST, day=last + timedelta(days=1))

    assert county.ask(HOST, day=last).code == "D2"
    assert (after.code, missing(after)) == ("N", ["delegation_to_host"])


def test_a_struck_row_is_no_evidence(county, cast):
    county.hosted()
    actions.strike(actor=cast.actor("aas"), row=county.instruction, because="Gjaldt noe annet.")

    assert missing(county.ask(HOST)) == ["instruction"]


def test_without_a_word_about_principle_the_page_asks(county):
    county.hosted()

    page = county.ask(HOST, principle="")

    assert (page.code, len(page.asks), missing(page)) == ("?", 1, [])
    assert "Til Statsforvalteren" in page.letter
    assert [address.endswith(("prinsipiell=no", "prinsipiell=yes")) for _, address in page.settle]
    assert county.ask(HOST, principle="yes").code == "N"


def test_staff_of_the_state_may_when_the_agreement_and_its_paper_say_so(county):
    version = county.across()

    page = county.ask(STATE, municipality=HOST)

    assert page.code == "D1"
    found = {link.id: link.address for link in page.links}
    assert found["clause"] == found["partnership_agreement"]
    assert f"/versjoner/{version.number}/" in found["delegation_decision"]


def test_a_decision_in_the_register_stands_for_the_paper_with_the_agreement(county, cast):
    document = county.across().document
    row = county.delegation(
        receiver="other_staff", document=document, part_id="stonad", services=["M1"], since=BEGAN
    )
    given = {"municipality": HOST}

    assert (
        str(row.pk)
        in {link.id: link.address for link in county.ask(STATE, **given).links}[
            "delegation_decision"
        ]
    )
    actions.withdraw_delegation(
        actor=cast.actor("fjordbygd"), delegation=row, last_day=BEGAN, reason="Slutt."
    )
    after = county.ask(STATE, day=date(2021, 1, 2), **given)
    assert (after.code, missing(after)) == ("P", ["delegation_period"])


def test_a_trial_without_an_answer_gives_no_power(county, cast):
    cast.partnership.model = "professional_cooperation"
    cast.partnership.save()
    trial = county.trial(municipalities=[HOME])
    county.event(trial, "applied", date(2020, 6, 1))

    waiting = county.ask(HOST)
    county.event(trial, "regulation", date(2020, 7, 1), owner=cast.aas)
    county.event(trial, "approved", date(2020, 8, 1), since=BEGAN, until=BEGAN)

    assert (waiting.code, missing(waiting)) == ("N", ["trial_regulation", "trial_approval"])
    assert [county.ask(HOST, day=day).code for day in (EVE, BEGAN, date(2021, 1, 2))] == [
        "N", "D5", "N",
    ]  # fmt: skip


def test_a_municipality_that_only_changed_number_is_found(county):
    assert questions.on_day("9902", BEGAN) == "9902"
    assert questions.on_day("0000", BEGAN) == "0000"


def test_a_question_that_cannot_be_answered_says_what_to_mend(county):
    refusal = county.ask(HOST, municipality="0000")

    assert isinstance(refusal, Refusal)
    assert "0000" in refusal.text


def test_others_who_asked_the_same_are_for_those_with_a_seat(county, cast):
    county.hosted()
    asked = county.clarification(model="host_administrative")

    assert county.ask(HOST, actor=cast.actor("councillor")).related == [asked]
    assert county.ask(HOST).related == []


def test_a_registered_position_is_evidence_for_those_inside(county, cast):
    county.hosted()
    county.employment(office_unit="9991", code="V7", since=BEGAN)
    county.employment(office_unit="9991", code="V7", since=BEGAN, owner=cast.aas)
    inside = cast.actor("councillor")

    page = county.ask("", code="9991:V7", actor=inside)

    assert (page.code, len(page.others)) == ("D2", 1)  # the best of a double position
    assert page.links[0].reference == "veileder (V7)"
    assert page.links[0].address == "/partnerskap/fjordbygd/stillinger/"
    assert county.ask("", code="9991:V7", actor=inside, day=EVE).code == "N"
    assert isinstance(county.ask("", code="9991:V7"), Refusal)
    assert [key for key, _words in questions.options(inside).positions] == ["9991:V7"]
    assert questions.options().positions == []


def test_a_position_that_is_lent_to_the_host_prepares(county, cast):
    county.hosted(without="delegation")
    county.employment(
        office_unit="9991", code="V8", since=BEGAN, owner=cast.nav, employer="community"
    )
    county.employment(office_unit="9991", code="V9", since=BEGAN, lent_reference="21/5")

    lent = questions.registered(cast.actor("aas"), "9991:V9")

    assert lent[0].seconded.reference == "21/5"
    assert questions.registered(cast.actor("aas"), "9991:V8")[0].employer == "fellesskap-fjordbygd"


def test_the_number_of_queries_does_not_grow(county, django_assert_max_num_queries):
    county.hosted()
    county.across()
    for n in range(5):
        county.delegation(case_reference=f"21/{n}", since=BEGAN)

    with django_assert_max_num_queries(37):
        county.ask(HOST)


# --- Tables -----------------------------------------------------------------------------


def test_every_cell_of_the_table_is_the_answer_to_its_question(county):
    county.hosted()
    county.across()

    page = matrices.matrix_page(HOME, BEGAN)
    shown = {cell.word for group in page.groups for line in group.lines for cell in line.cells}
    assert {word for word, _meaning, _color in page.legend} == shown

    cells = {
        (line.code, column.code): cell
        for group in page.groups
        for line in group.lines
        for column, cell in zip(page.employers, line.cells, strict=True)
    }
    assert [one.code for one in page.employers] == [STATE, HOME, HOST]
    assert len(cells) == 41 * 3
    for (service, employer), cell in list(cells.items())[::11]:
        alone = county.ask(employer, service=service)
        assert (cell.code, [one.id for one in cell.missing]) == (alone.code, missing(alone))


def test_two_days_differ_in_what_was_handed_over(county):
    county.hosted()

    page = matrices.comparison(HOME, matrices.Side(EVE), matrices.Side(BEGAN))

    changed = {
        name: {
            column.code: (pair.before, pair.after)
            for column, pair in zip(page.employers, line.pairs, strict=True)
            if pair.changed
        }
        for line in page.lines
        for name in line.names
    }
    assert changed["Økonomisk stønad"][HOST] == ("kan ikke", "kan avgjøre for hjemkommunen")
    assert HOST not in changed.get("Introduksjonsprogrammet", {})


def test_a_model_that_is_thought_of_is_shown_with_its_papers(county):
    first, second = matrices.Side(BEGAN), matrices.Side(BEGAN, "own_office")

    page = matrices.comparison(HOME, first, second, only_changes=False)

    assert sum(len(line.names) for line in page.lines) == page.all_count == 41
    assert page.second.title == "eget kontor"


# --- Pages ------------------------------------------------------------------------------


def test_the_employer_may_be_left_out_only_where_the_register_can_tell_it():
    strangers, inside = Options([], [], [], []), Options([], [], [], [], [("1", "veileder")])

    assert Question(options=strangers)["arbeidsgiver"].help_text == ""
    assert "stilling fra registeret" in Question(options=inside)["arbeidsgiver"].help_text


def test_a_rule_tells_the_answers_that_rest_on_it_without_codes(county):
    page = rules.rule_page(STRANGER, "cross_line")

    assert "kan gi råd" in page.matrices
    assert not any(":" in one for one in page.matrices)


def asked(**changed) -> dict[str, str]:
    given = {"tjeneste": "M1", "opphold": HOME, "arbeidsgiver": HOST, "dag": "01.01.2021"}
    return given | {"prinsipiell": "no"} | changed


def test_the_answer_stands_in_the_page_and_alone_for_htmx(county, client):
    county.hosted()

    page = client.get("/myndighet/", asked(), headers=NB)
    alone = client.get("/myndighet/", asked(), headers=NB | {"hx-request": "true"})

    for told in (page.text, alone.text):
        assert "Kan en som er ansatt i Fjordbygd, avgjøre økonomisk stønad" in told
        assert "Dette er veiledning, ikke et vedtak." in told
    assert "<html" in page.text
    assert "<html" not in alone.text


def test_the_fixed_address_gives_the_same_answer(county, client):
    county.hosted()

    found = client.get("/myndighet/", asked(format="json"), headers=NB).json()
    again = client.get(found["address"] + "&format=json", headers=NB).json()

    assert found == again
    assert found["code"] == "D2"
    assert "dag=2021-01-01" in found["address"]


def test_a_refusal_is_told_on_the_page_and_in_the_data(county, client):
    wrong = asked(dag="01.01.1999")

    page = client.get("/myndighet/", wrong, headers=NB)
    data = client.get("/myndighet/", wrong | {"format": "json"}, headers=NB)

    assert (page.status_code, data.status_code) == (422, 422)
    assert data.json()["error"] in page.text


@pytest.mark.parametrize("path", ["/myndighet/", "/myndighet/matrise/"])
def test_data_without_a_question_says_what_to_choose(db, client, path):
    data = client.get(path, {"format": "json"}, headers=NB)

    assert data.status_code == 422
    assert data.json()["error"].startswith("Velg")


@pytest.mark.parametrize(
    "path",
    [
        "/myndighet/matrise/?opphold=9902&dag=2021-01-01",
        "/myndighet/sammenligning/?opphold=9902&dag=2020-12-31&dag2=2021-01-01",
        "/myndighet/sammenligning/?opphold=9902&til=host_joint_board&vert=9901&alle=on",
        "/myndighet/sammenligning/?opphold=9902&til=task_community",
        "/myndighet/plikter/?kontor=9991&dag=2021-01-01",
        "/myndighet/deling/?identifiserbar=yes&tjeneste=M1&opphold=9902&har=9902&far=9901",
        "/myndighet/regler/",
        "/myndighet/regler/cross_line/",
    ],
)
def test_a_page_says_that_it_is_guidance(county, client, path):
    county.hosted()

    page = client.get(path, headers=NB)

    assert page.status_code == 200
    assert "Dette er veiledning, ikke et vedtak." in page.text


def test_the_whole_office_has_the_duty_once_it_serves_one_in_the_area(county, client):
    def told(day: str) -> str:
        return client.get("/myndighet/plikter/", {"kontor": "9991", "dag": day}, headers=NB).text

    assert "lulesamisk" not in told("2020-12-31")
    assert "lulesamisk" in told("2021-01-01")


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ({}, "Nei"),
        ({"identifiserbar": "no"}, "Ja"),
        ({"formal": "case", "grunnlag": "same_office"}, "Nei"),
        ({"formal": "case", "grunnlag": "consent", "dokumentert": "on"}, "Ja"),
        ({"formal": "steering", "grunnlag": "consent"}, "Nei"),
    ],
)
def test_nothing_is_shared_without_purpose_and_basis(county, client, given, word):
    asked = {"identifiserbar": "yes", "tjeneste": "M1", "opphold": "9902", "har": "9902",
             "far": "9901"}  # fmt: skip

    page = client.get("/myndighet/deling/", asked | given, headers=NB)

    assert page.context["page"].word == word
