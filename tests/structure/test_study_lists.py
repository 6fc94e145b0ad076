"""Assessment, risks, milestones and gaps of a study: T16 to T18, and what is not known."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from django.urls import reverse

from structure.studying import Studying, owned, posted, taken
from tospann.access.roles import Role
from tospann.accounts.models import Person
from tospann.agreed.errors import NotComplete
from tospann.agreed.models import Document
from tospann.agreed.selectors import missing_in
from tospann.base import clock
from tospann.engines.structure.hidden import of_background
from tospann.partnerships.models import Partnership, Seat
from tospann.partnerships.selectors import actor_for
from tospann.structure.actions import assessments, scenarios
from tospann.structure.selectors.criteria import CRITERIA, seats_that_weigh
from tospann.structure.study import gaps, milestones, risks
from tospann.structure.study.body import Milestone


@pytest.fixture
def studying(cast) -> Studying:
    return Studying(cast)


# --- T16 ---------------------------------------------------------------------------------


def opened(studying, *weighed):
    return assessments.open_assessment(
        actor=studying.cast.actor("adviser"),
        partnership=studying.cast.partnership,
        scenarios=[one.pk for one in weighed],
        deadline=clock.today() + timedelta(days=14),
    )


def answered(studying, assessment, role, *scores):
    """One answer from each of so many people, the same score on every criterion."""
    for n, score in enumerate(scores):
        name = f"{role.value}-{n}"
        person = Person.objects.create_user(email=f"{name}@example.no", name=name)
        owner = studying.cast.fjordbygd
        Seat.objects.create(person=person, owner=owner, role=role, since=date(2020, 1, 1))
        actor = actor_for(person, strong=True)
        assessments.answer_assessment(
            actor=actor,
            assessment=assessment,
            seat_id=seats_that_weigh(actor, assessment.partnership_id)[0].seat_id,
            weights={},
            scores={
                str(one.pk): {each.code: score for each in CRITERIA}
                for one in assessment.scenarios.all()
            },
        )


def closed(studying, assessment):
    return assessments.close_assessment(
        actor=studying.cast.actor("adviser"), assessment=assessment
    )


def weighed(studying, *scores):
    """A closed assessment of both scenarios, by leaders, one councillor and one owner."""
    assessment = opened(studying, studying.near, studying.far)
    answered(studying, assessment, Role.OFFICE_LEADER, *scores)
    answered(studying, assessment, Role.COUNCILLOR, 2)
    answered(studying, assessment, Role.OWNER_REPRESENTATIVE, -1)
    return closed(studying, assessment)


def test_every_group_is_shown_by_itself_and_the_small_are_hidden(studying):
    weighed(studying, 1, 1, -1)

    body = studying.now(studying.begin(studying.far))

    table, owners = body.table("t16"), body.table("t16-eiere")
    assert [one.name for one in table.columns] == ["criterion", "alternative", "leaders_score"]
    assert table.shown[:2] == [
        ["Kvalitet i tjenesten", "A", "+0,3"],
        ["Kvalitet i tjenesten", "B", "+0,3"],
    ]
    assert table.plain[0][2] == "0.3"
    assert owners.columns[2].title == "Fjordbygd kommune"
    assert owners.shown[0][2] == "−1,0"
    said = body.chapter("tilradning").said
    assert "Kommunestyremedlemmer: vises ikke. Det trengs minst 3 svar." in said
    assert len(table.shown) == 2 * len(CRITERIA)


def test_an_open_assessment_is_no_table_and_the_gap_is_told(studying):
    assessment = opened(studying, studying.near)
    answered(studying, assessment, Role.OFFICE_LEADER, 1, 1, 1)

    body = studying.now(studying.begin())

    assert body.table("t16") is None
    assert any("Ingen vurdering etter rolle er gjort." in one for one in body.said("vet-ikke"))


def test_the_newest_that_weighed_most_of_the_alternatives_is_told(studying):
    weighed(studying, 1, 1, 1)
    newer = opened(studying, studying.far)
    answered(studying, newer, Role.STAFF_REPRESENTATIVE, 2, 2, 2, 2, 2)
    closed(studying, newer)

    both = studying.now(studying.begin(studying.far)).table("t16")
    far = studying.now(studying.begin(recommended=studying.far)).table("t16")

    assert [one.title for one in both.columns][2:] == ["Ledere"]
    assert [one.title for one in far.columns][2:] == ["Ansatte"]


def test_an_alternative_changed_since_it_was_weighed_is_told(studying):
    weighed(studying, 1, 1, 1)
    scenarios.change_scenario(
        actor=studying.cast.actor("adviser"), scenario=studying.near, revision=1, title="Ny"
    )

    said = studying.now(studying.begin(studying.far)).chapter("tilradning").said

    assert "Disse alternativene er endret etter at vurderingen begynte: A." in said


def test_an_opened_study_keeps_the_assessment_it_was_opened_with(studying):
    weighed(studying, 1, 1, 1)
    version = studying.version()
    before = studying.body(version).table("t16").shown
    newer = opened(studying, studying.near, studying.far)
    closed(studying, newer)

    version.refresh_from_db()

    assert before
    assert studying.body(version).table("t16").shown == before


# --- T17 ---------------------------------------------------------------------------------


def test_what_the_law_does_not_allow_is_the_first_risk_and_nobody_typed_it(studying):
    shared = {"municipalities": {n: {"host": "9901", "model": "own"} for n in ("9901", "9902")}}
    document = studying.begin(recommended=studying.scenario("Uten form", shared))
    studying.save(document, risks=[{"what": "Ferjen står.", "measure": "Bruk skjerm."}])

    first, last = (studying.now(document).table(risks.TABLE).shown[n] for n in (0, -1))

    assert ": ulovlig. Flere kommuner kan ikke dele et kontor" in first[0]
    assert "§ 17-1" in first[5]
    assert last == [
        "Ferjen står.", "ikke vurdert", "ikke vurdert", "Bruk skjerm.", "ikke valgt", "eierne selv"
    ]  # fmt: skip


def test_a_risk_others_have_met_becomes_a_row_with_its_source(client, studying):
    document = studying.begin()
    client.force_login(studying.cast.people["leader"])
    page = reverse("agreed:draft", args=[document.pk])
    given = posted(client.get(page).context["form"]) | head(document)

    client.post(page, given | {"seen": ["sent-nei", "sen-ikt"]})

    body = studying.now(document)
    assert [one.id for one in body.risks] == ["sent-nei", "sen-ikt"]
    table = body.table(risks.TABLE)
    row = next(one for one in table.shown if one[0].startswith("Ett kommunestyre sier nei"))
    assert "KS" in row[5]
    again = client.get(page).context["form"]
    offered = [value for value, _label in again.forms[0].fields["seen"].choices]
    assert "sent-nei" not in offered
    assert "gamle-avtaler" in offered


# --- T18 ---------------------------------------------------------------------------------


def rows(**days):
    return [
        Milestone(id=id.replace("_", "-"), name=id, on=date.fromisoformat(day))
        for id, day in days.items()
    ]


def test_milestones_stand_by_day_and_those_without_one_last():
    found = milestones.table(
        [*rows(start="2028-02-01", mandat="2026-01-05"), Milestone(name="Ny")]
    )

    assert found.shown == [
        ["5. januar 2026", "mandat"],
        ["1. februar 2028", "start"],
        ["ikke satt", "Ny"],
    ]
    assert found.plain[0][0] == "2026-01-05"
    assert found.plain[2][0] == ""
    assert milestones.table([Milestone(name="Ny")]) is None


def test_every_council_and_every_host_agreement_has_a_milestone(studying):
    names = {one.id: one.name for one in studying.now(studying.begin()).milestones}

    assert names["vedtak-9901"] == "Kommunestyret i Vest har gjort vedtak"
    assert names["vedtak-9902"] == "Kommunestyret i Sund har gjort vedtak"
    assert names["vertsavtale-9901"] == "Vertskommuneavtalen er underskrevet: Vest og Sund"
    assert "start" in names


WRONG = """
    first          | day        | then         | other      | wrong
    ---------------+------------+--------------+------------+------
    vedtak_9901    | 2027-06-01 | start        | 2027-05-31 | yes
    vedtak_9901    | 2027-06-01 | start        | 2027-06-01 | no
    mba            | 2027-06-01 | vedtak_9902  | 2027-06-01 | yes
    mba            | 2027-05-31 | vedtak_9902  | 2027-06-01 | no
    ansatte        | 2027-07-01 | vedtak_9902  | 2027-06-01 | yes
    horing_slutt   | 2027-07-01 | vedtak_9902  | 2027-06-01 | yes
    vertsavtale_1  | 2027-07-01 | start        | 2027-06-01 | yes
    lokaler        | 2028-07-01 | start        | 2027-06-01 | no
"""


@pytest.mark.parametrize(
    "line", [one.split("|") for one in WRONG.strip().splitlines()[2:]], ids=lambda one: one[0]
)
def test_what_cannot_come_after_is_told(line):
    first, day, then, other, wrong = (one.strip() for one in line)

    found = [*milestones.out_of_order(rows(**{first: day, then: other}))]

    assert bool(found) is (wrong == "yes")


def test_a_start_before_a_council_has_decided_stops_the_opening(studying):
    document = studying.written()
    late = Milestone(id="vedtak-9902", name="Kommunestyret i Sund", on=date(2028, 3, 1))
    start = Milestone(id="start", name="Formell start", on=date(2028, 1, 1))
    studying.save(document, milestones=[one.model_dump(mode="json") for one in (late, start)])

    draft = Document.objects.get(pk=document.pk).draft
    told = [one.text for one in missing_in(document, draft) if one.blocks]

    assert len(told) == 1
    assert told[0] == (
        "«Kommunestyret i Sund» har datoen 1. mars 2028, men må komme før «Formell start», som "
        "har datoen 1. januar 2028. Rett den ene av dem."
    )
    with pytest.raises(NotComplete):
        studying.cast.open(document)


@pytest.mark.parametrize(
    ("start", "told"),
    [("2027-11-30", "under 6"), ("2027-12-01", "under 18"), ("2028-12-01", "")],
)
def test_less_time_than_is_advised_is_told_and_stops_nothing(studying, start, told):
    found = [*milestones.too_short(rows(vedtak_9901="2027-06-01", start=start))]

    assert bool(found) is bool(told)
    assert all(f"er det {told} måneder" in one and "KS" in one for one in found)


def test_a_council_without_a_milestone_is_told(studying):
    document = studying.written()

    told = [one.text for one in missing_in(document, Document.objects.get(pk=document.pk).draft)]

    assert "Milepælene mangler vedtaket i Sund og Vest." in told or (
        "Milepælene mangler vedtaket i Vest og Sund." in told
    )


# --- The form ---------------------------------------------------------------------------


def head(document) -> dict:
    draft = Document.objects.get(pk=document.pk).draft
    first = draft.body["scenarios"][0]
    return {
        "title": draft.title,
        "language": "nb",
        "revision": draft.revision,
        "recommended": first,
    }


def test_a_row_is_added_by_saving_and_a_removed_one_is_gone(client, studying):
    document = studying.begin()
    client.force_login(studying.cast.people["leader"])
    page = reverse("agreed:draft", args=[document.pk])
    given = posted(client.get(page).context["form"]) | head(document)
    many = int(given["milestones-TOTAL_FORMS"])
    given |= {
        f"milestones-{many - 1}-name": "Åpen dag",
        f"milestones-{many - 1}-on": "01.06.2027",
        "milestones-0-DELETE": "on",
        "risks-0-what": "Ferjen står.",
        "risks-0-likelihood": "large",
        "risks-0-responsible": "office_leader",
    }

    answer = client.post(page, given)

    assert answer.status_code == 302
    body = studying.now(document)
    assert body.milestones[-1].name == "Åpen dag"
    assert body.milestones[-1].on == date(2027, 6, 1)
    assert "mandat" not in {one.id for one in body.milestones}
    assert len(body.milestones) == many - 1
    assert body.risks[0].likelihood.label == "stor"
    assert body.table(risks.TABLE).shown[-1][4] == "Nav-lederen"


def test_a_day_that_is_none_stands_where_it_was_typed_with_the_list_open(client, studying):
    document = studying.begin()
    client.force_login(studying.cast.people["leader"])
    page = reverse("agreed:draft", args=[document.pk])
    given = posted(client.get(page).context["form"]) | head(document)

    answer = client.post(
        page, given | {"milestones-0-on": "snart", "text-bakgrunn": "Dette er skrevet."}
    )

    assert answer.status_code == 422
    html = answer.content.decode()
    assert 'value="snart"' in html
    assert "Dette er skrevet." in html
    sections = {one.id: one for one in answer.context["form"].sections}
    assert sections["milepaeler"].open
    assert not sections["risiko"].open


# --- What is not known ------------------------------------------------------------------


def test_every_table_of_such_a_study_is_there_or_its_gap_is_told(studying):
    body = studying.now(studying.begin(studying.far))

    made = gaps.numbers(body.tables)
    said = " ".join(body.said("vet-ikke"))

    for number in range(1, 21):
        assert (number in made) is not (f"(Tabell T{number}.)" in said), number
    assert {3, 5, 6, 9, 13, 15, 16, 18, 19, 20}.isdisjoint(made)


def test_a_gap_goes_when_its_table_comes(studying):
    body = studying.now(studying.begin())
    heard = body.tables[0].model_copy(update={"id": "t19-horingssvar"})
    chapter = body.chapter("medvirkning")
    changed = [
        chapter.model_copy(update={"tables": [heard]}) if one is chapter else one
        for one in body.chapters
    ]

    found = gaps.settled(body.model_copy(update={"chapters": changed})).said("vet-ikke")

    assert [one for one in body.said("vet-ikke") if one not in found] == [
        "Vi vet ikke hva høringsinstansene mener. Ingen høring er holdt ennå. (Tabell T19.)"
    ]


def registered(studying, model):
    Partnership.objects.update(model=model)
    studying.cast.partnership.refresh_from_db()


def test_where_register_and_dataset_differ_the_study_says_so_and_the_law_follows_the_register(
    studying,
):
    registered(studying, "professional_cooperation")

    body = studying.now(studying.begin())

    said = next(one for one in body.said("i-dag") if one.startswith("Datasettet og registeret"))
    assert "Registeret sier faglig samarbeid for" in said
    assert any("I dag er den faglig samarbeid." in one for one in body.said("jus"))
    assert said in body.councils[0].authority
    registered(studying, "own_office")
    agreed = studying.now(studying.begin()).said("i-dag")
    assert not any("Datasettet og registeret" in one for one in agreed)


def test_those_few_who_speak_a_language_are_not_told(studying):
    here = owned()
    fields = (*here.staff.fields, "sami_smj")
    people = np.hstack([here.staff.people, np.ones((len(here.staff.people), 1), dtype=int)])
    staff = replace(here.staff, fields=fields, people=people)
    dataset = taken(replace(here, title="Med samisk", staff=staff))
    newer = studying.scenario("Ny", {}, dataset=dataset)

    table = studying.now(studying.begin(recommended=newer)).table("t4")

    assert of_background("sami_smj")
    assert "sami" not in str(table.shown)


def test_a_provision_nobody_has_read_has_a_star_and_the_star_is_explained(studying):
    said = studying.now(studying.begin()).said("medvirkning")

    assert any("Kommuneloven § 5-12*" in one for one in said)
    assert said[-1].startswith("Stjernen (*)")


@pytest.mark.parametrize("model", ["task_community", "professional_cooperation"])
def test_a_model_without_a_price_is_told_and_costs_nobody_a_made_up_sum(studying, model):
    unpriced = studying.scenario(
        "Vest og Sund sammen",
        {
            "municipalities": {
                number: {"host": "9901", "model": model} for number in ("9901", "9902")
            }
        },
    )
    body = studying.now(studying.begin(unpriced))

    [today, _first, compared] = body.said("okonomi")
    costs = next(one for one in body.tables if one.id == "t11")

    assert today.startswith("I dag koster kontorene her")
    assert compared.startswith("Kostnaden for alternativ B kan ikke sammenlignes med dagens.")
    assert "ikke oppgitt noen pris for" in compared
    assert [row[-1] for row in costs.plain if row[0] == "B"] == [""]
