"""Weighing scenarios by role: who may, what is shown of whom, and what can never be told."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from engines.structure.small import territory
from tospann.access.actor import STRANGER
from tospann.access.roles import Role
from tospann.accounts.models import Person
from tospann.base import clock
from tospann.base.errors import IdentityNumber, NotPermitted
from tospann.engines.structure import folder
from tospann.journal.models import Entry
from tospann.journal.record import content_of
from tospann.partnerships.models import Seat
from tospann.partnerships.selectors import actor_for
from tospann.structure.actions import assessments as actions
from tospann.structure.actions import datasets
from tospann.structure.actions import scenarios as scenario_actions
from tospann.structure.errors import (
    AlreadyOpen,
    AnsweredMeanwhile,
    AssessmentClosed,
    DeadlinePassed,
    NoSuchCriterion,
    WrongScenarios,
)
from tospann.structure.models import Assessment, AssessmentAnswer, Group, Scenario
from tospann.structure.selectors import assessments as selectors
from tospann.structure.selectors.criteria import CRITERIA, seats_that_weigh
from tospann.structure.selectors.territories import newest

JOINED = {
    "municipalities": {
        "1801": {"host": "1801", "model": "host"},
        "1802": {"host": "1801", "model": "host"},
    }
}
FIRST = date(2020, 1, 1)


@pytest.fixture
def scenarios(cast):
    here = territory()
    datasets.take_dataset(
        actor=STRANGER, name=here.name, title=here.title, archive=folder.packed(here)
    )
    return [
        scenario_actions.create_scenario(
            actor=cast.actor("adviser"),
            partnership=cast.partnership,
            dataset=newest(here.name),
            title=title,
            differences=differences,
        )
        for title, differences in (("Alene", {}), ("Sammen", JOINED))
    ]


@pytest.fixture
def assessment(cast, scenarios):
    return actions.open_assessment(
        actor=cast.actor("adviser"),
        partnership=cast.partnership,
        scenarios=[one.pk for one in scenarios],
        deadline=clock.today() + timedelta(days=14),
    )


def person(cast, role: Role, name: str) -> Person:
    made = Person.objects.create_user(email=f"{name}@example.no", name=f"Rolle {name}")
    Seat.objects.create(person=made, owner=cast.fjordbygd, role=role, since=FIRST)
    return made


def answer(assessment, person, weight=3, score=(0, 0), **more):
    """The same weight and scores on every criterion."""
    actor = actor_for(person, strong=True)
    seat = seats_that_weigh(actor, assessment.partnership_id)[0]
    chosen = sorted(assessment.scenarios.all(), key=lambda one: one.title)
    given = {
        "weights": {one.code: weight for one in CRITERIA},
        "scores": {
            str(scenario.pk): {one.code: value for one in CRITERIA}
            for scenario, value in zip(chosen, score, strict=True)
        },
    }
    return actions.answer_assessment(
        actor=actor, assessment=assessment, seat_id=seat.seat_id, **(given | more)
    )


def fill(cast, assessment, role: Role, count: int, **given) -> None:
    for n in range(count):
        answer(assessment, person(cast, role, f"{role.value}-{n}"), **given)


def close(cast, assessment) -> Assessment:
    return actions.close_assessment(actor=cast.actor("adviser"), assessment=assessment)


def page_and_table(cast, assessment) -> tuple[bytes, bytes]:
    client = Client()
    client.force_login(cast.people["councillor"], "django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("structure:assessment", args=[cast.partnership.slug]))
    table = client.get(reverse("structure:assessment_csv", args=[assessment.pk]))
    main = page.content.partition(b"<main")[2].partition(b"</main")[0]
    return main.replace(str(assessment.pk).encode(), b""), table.content


def test_a_scenarios_title_is_no_formula_in_the_headings(cast, assessment, scenarios):
    Scenario.objects.filter(pk=scenarios[0].pk).update(title="=1+1")
    fill(cast, assessment, Role.STAFF_REPRESENTATIVE, 5)
    close(cast, assessment)

    _page, table = page_and_table(cast, assessment)

    headings = table.decode("utf-8-sig").splitlines()[0].split(";")
    assert "'=1+1" in headings
    assert "=1+1" not in headings


# --- Opened and closed ------------------------------------------------------------------


def test_only_one_is_open_at_a_time(cast, assessment, scenarios):
    with pytest.raises(AlreadyOpen):
        actions.open_assessment(
            actor=cast.actor("adviser"),
            partnership=cast.partnership,
            scenarios=[scenarios[0].pk],
            deadline=clock.today(),
        )


@pytest.mark.parametrize(
    ("chosen", "days", "refusal"),
    [([], 1, WrongScenarios), ([0, 0], -1, WrongScenarios), ([0], -1, DeadlinePassed)],
)
def test_it_needs_scenarios_in_use_and_a_day_to_come(cast, scenarios, chosen, days, refusal):
    if refusal is WrongScenarios and chosen:
        scenario_actions.drop_scenario(actor=cast.actor("adviser"), scenario=scenarios[0])
    with pytest.raises(refusal):
        actions.open_assessment(
            actor=cast.actor("adviser"),
            partnership=cast.partnership,
            scenarios=[scenarios[n].pk for n in chosen],
            deadline=clock.today() + timedelta(days=days),
        )


def test_those_who_only_speak_neither_open_nor_close(cast, assessment, scenarios):
    for who in ("councillor", "staff", "user_council", "stranger"):
        with pytest.raises(NotPermitted):
            actions.close_assessment(actor=cast.actor(who), assessment=assessment)


# --- Answered ---------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["secretary", "project_leader", "adviser", "administrator"])
def test_those_who_prepare_the_case_do_not_weigh(cast, assessment, who):
    actor = cast.actor(who)
    with pytest.raises(NotPermitted):
        actions.answer_assessment(
            actor=actor,
            assessment=assessment,
            seat_id=actor.seats[0].seat_id,
            weights={},
            scores={},
        )


def test_nobody_answers_from_the_seat_of_another(cast, assessment):
    leader, staff = cast.actor("leader"), cast.actor("staff")
    with pytest.raises(NotPermitted):
        actions.answer_assessment(
            actor=staff,
            assessment=assessment,
            seat_id=leader.seats[0].seat_id,
            weights={},
            scores={},
        )


def test_an_answer_is_changed_until_it_is_closed(cast, assessment):
    first = answer(assessment, cast.people["leader"], weight=1)
    with pytest.raises(AnsweredMeanwhile):
        answer(assessment, cast.people["leader"], weight=2)
    changed = answer(assessment, cast.people["leader"], weight=2, revision=first.revision)

    assert changed.weights["law"] == 2
    assert assessment.answers.count() == 1
    close(cast, assessment)
    with pytest.raises(AssessmentClosed):
        answer(assessment, cast.people["leader"], revision=changed.revision)


def test_an_answer_after_the_deadline_is_refused(cast, assessment):
    Assessment.objects.update(deadline=clock.today() - timedelta(days=1))
    with pytest.raises(DeadlinePassed):
        answer(assessment, cast.people["leader"])


@pytest.mark.parametrize(
    "given",
    [
        {"weights": {"law": 6}},
        {"weights": {"beauty": 1}},
        {"scores": {"another": {"law": 1}}},
    ],
)
def test_what_is_not_asked_about_is_refused(cast, assessment, given):
    with pytest.raises(NoSuchCriterion):
        answer(assessment, cast.people["leader"], **given)


def test_a_remark_about_a_person_is_refused(cast, assessment):
    with pytest.raises(IdentityNumber):
        answer(assessment, cast.people["leader"], remark="Han med 01010112377 må reise langt.")


# --- Told -------------------------------------------------------------------------------


def test_the_journal_tells_how_many_and_never_who_or_what(cast, assessment):
    answer(assessment, cast.people["staff"], weight=5, remark="Reiseveien er for lang.")

    entry = Entry.objects.get(kind="assessment.answered")
    told = content_of(entry)
    assert (entry.person_id, told["person"], told["role"], told["owner"]) == (None,) * 4
    assert told["facts"] == {"answers": 1}


def test_after_closing_an_answer_is_nobodys(cast, assessment):
    answer(assessment, cast.people["staff"])
    close(cast, assessment)

    assert list(AssessmentAnswer.objects.values_list("answered_by", flat=True)) == [None]


def test_nothing_is_shown_while_it_is_open(cast, assessment):
    fill(cast, assessment, Role.COUNCILLOR, 4)

    assert selectors.outcome_of(assessment) is None


@pytest.mark.parametrize(
    ("role", "least"),
    [
        (Role.OFFICE_LEADER, 3),
        (Role.COUNCILLOR, 3),
        (Role.STAFF_REPRESENTATIVE, 5),
        (Role.USER_COUNCIL_MEMBER, 5),
    ],
)
@pytest.mark.parametrize("short", [0, 1])
def test_a_group_is_shown_from_its_threshold(cast, assessment, role, least, short):
    fill(cast, assessment, role, least - short)
    outcome = selectors.outcome_of(close(cast, assessment))

    assert len(outcome.groups) == 1 - short
    assert len(outcome.hidden) == 3 + short


def test_owners_are_shown_by_name_and_one_is_enough(cast, assessment):
    answer(assessment, cast.people["aas"], weight=4)
    outcome = selectors.outcome_of(close(cast, assessment))

    assert [(one.name, one.weights["law"]) for one in outcome.owners] == [("Ås kommune", 4.0)]
    assert outcome.groups == ()


def test_groups_are_never_averaged_together(cast, assessment):
    fill(cast, assessment, Role.COUNCILLOR, 3, weight=5, score=(2, -2))
    fill(cast, assessment, Role.OFFICE_LEADER, 3, weight=0, score=(-2, 2))
    outcome = selectors.outcome_of(close(cast, assessment))

    shown = {one.name: one.weights["law"] for one in outcome.groups}
    assert shown == {"Kommunestyremedlemmer": 5.0, "Ledere": 0.0}
    figures = {w for one in outcome.groups for w in one.weights.values()}
    assert 2.5 not in figures


def test_another_groups_weights_can_turn_the_order_and_it_is_said_in_words(cast, assessment):
    """Leaders: near +2/−2 with weight 5, cheap −2/+2 with weight 1. Councillors weigh them so
    that cheap wins: 1·2 − 5·2 < 0 < 5·2 − 1·2.
    """
    alone, together = (str(one.pk) for one in sorted(assessment.scenarios.all(), key=str))
    scores = {alone: {"nearness": 2, "economy": -2}, together: {"nearness": -2, "economy": 2}}
    for role, weights in (
        (Role.OFFICE_LEADER, {"nearness": 5, "economy": 1}),
        (Role.COUNCILLOR, {"nearness": 1, "economy": 5}),
    ):
        fill(cast, assessment, role, 3, weights=weights, scores=scores)
    outcome = selectors.outcome_of(close(cast, assessment))

    first = {(o.scores_by, o.weights_by): o.first for row in outcome.orders for o in row}
    assert first[Group.LEADERS, Group.LEADERS] == "«Alene»"
    assert first[Group.LEADERS, Group.COUNCILLORS] == "«Sammen»"
    assert outcome.words[0] == (
        "Lederne setter «Alene» først med egne vekter. "
        "Med vektene til kommunestyremedlemmene ville «Sammen» kommet først."
    )


def test_equal_scenarios_share_the_first_place(cast, assessment):
    fill(cast, assessment, Role.COUNCILLOR, 3, score=(1, 1))
    outcome = selectors.outcome_of(close(cast, assessment))

    assert [one.place for one in outcome.orders[0][0].places] == [1, 1]


# --- What is hidden cannot be computed back ---------------------------------------------


def test_a_hidden_groups_answers_change_nothing_that_is_shown(cast, assessment):
    """If page and file are the same whatever they answered, no sum can give it back."""
    fill(cast, assessment, Role.COUNCILLOR, 4, weight=4, score=(1, -1))
    fill(cast, assessment, Role.STAFF_REPRESENTATIVE, 4, weight=0, score=(2, -2))
    fill(cast, assessment, Role.OFFICE_LEADER, 2, weight=5, remark="Vi må bli flere.")
    close(cast, assessment)
    before = page_and_table(cast, assessment)

    few = AssessmentAnswer.objects.filter(group__in=[Group.STAFF, Group.LEADERS])
    few.update(weights={"law": 5}, scores={}, remark="Noe annet.")
    assert page_and_table(cast, assessment) == before


def test_a_hidden_cells_answers_change_nothing_that_is_shown(cast, assessment):
    fill(cast, assessment, Role.COUNCILLOR, 4, weight=4, score=(1, -1))
    for n, row in enumerate(AssessmentAnswer.objects.all()):
        if n >= 2:
            row.weights.pop("law")
            for scores in row.scores.values():
                scores.pop("nearness")
            row.save()
    close(cast, assessment)
    before = page_and_table(cast, assessment)
    assert before[1].decode().count(":") == 3  # a weight, and a score for each scenario

    for row in AssessmentAnswer.objects.filter(weights__has_key="law"):
        row.weights["law"] = 0
        for scores in row.scores.values():
            scores["nearness"] = -2
        row.save()
    assert page_and_table(cast, assessment) == before


def test_how_many_of_a_hidden_group_answered_is_not_told(cast, assessment):
    fill(cast, assessment, Role.COUNCILLOR, 3)
    fill(cast, assessment, Role.STAFF_REPRESENTATIVE, 2)
    close(cast, assessment)
    page, _table = page_and_table(cast, assessment)

    assert b"Det trengs minst 5 svar" in page
    assert b"2 svar" not in page


# --- The pages --------------------------------------------------------------------------


@pytest.fixture
def browser(cast):
    def signed_in(who: str) -> Client:
        client = Client()
        client.force_login(cast.people[who], "django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in


def test_what_was_typed_stays_when_the_remark_is_refused(cast, assessment, browser):
    client = browser("councillor")
    address = reverse("structure:assessment_answer", args=[assessment.pk])
    said = {"revision": 0, "w_law": "4", "remark": "Ring 01010112377"}
    answered = client.post(address, said)

    assert answered.status_code == 422
    assert b'<option value="4" selected>' in answered.content
    assert not AssessmentAnswer.objects.exists()
    assert client.post(address, said | {"remark": ""}).status_code == 302
    assert AssessmentAnswer.objects.get().weights == {"law": 4}
    again = client.get(address)
    assert b'<option value="4" selected>' in again.content


def test_the_pages_ask_the_same_number_of_questions_however_many_answer(cast, assessment, browser):
    client = browser("councillor")
    page = reverse("structure:assessment", args=[cast.partnership.slug])
    form = reverse("structure:assessment_answer", args=[assessment.pk])

    def asked(address: str) -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get(address).status_code == 200
        return len(found)

    fill(cast, assessment, Role.COUNCILLOR, 1)
    asked(form)  # the dataset is read once
    before = asked(form), asked(page)
    fill(cast, assessment, Role.OFFICE_LEADER, 6)
    assert (asked(form), asked(page)) == before
    close(cast, assessment)
    assert asked(page) <= 45


def test_a_stranger_does_not_find_it(cast, assessment, browser):
    client = browser("stranger")
    for name in ("assessment_answer", "assessment_closing", "assessment_csv"):
        assert client.get(reverse(f"structure:{name}", args=[assessment.pk])).status_code == 404
