"""From a scenario to a hearing in one step, and from the answers to the next version."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from participation.asking import Asking
from structure.studying import Studying, hosted, owned, taken
from tospann.agreed import actions as agreed
from tospann.agreed.models import Document
from tospann.base.errors import NotPermitted
from tospann.engines.structure.territory import Obligation
from tospann.journal.models import Entry
from tospann.participation.errors import DraftExists
from tospann.participation.models import Hearing
from tospann.structure.study.heard import TABLE
from tospann.structure.study.hearing.actions import begin_hearing
from tospann.structure.study.proposal import actions as proposals
from tospann.structure.study.proposal.body import Proposal


@pytest.fixture
def studying(cast):
    return Studying(cast)


@pytest.fixture
def asking(cast, studying):
    """A hearing of an opened study, which is not begun."""
    return Asking(cast, studying.version().document)


@pytest.fixture
def client(cast):
    signed_in = Client()
    signed_in.force_login(cast.people["adviser"])
    return signed_in


def names(hearing: Hearing) -> list[str]:
    return [one.name for one in hearing.bodies.order_by("place")]


# --- From a scenario --------------------------------------------------------------------


def test_a_scenario_becomes_a_study_and_a_hearing_of_it(cast, studying):
    hearing = begin_hearing(actor=cast.actor("adviser"), scenario=studying.near)

    document = hearing.document
    assert document.kind == "structure_study"
    assert document.draft.body["scenarios"] == [str(studying.near.pk)]
    assert list(Entry.objects.order_by("-number").values_list("kind", flat=True)[:2]) == [
        "structure.hearing_begun",
        "hearing.begun",
    ]


@pytest.mark.parametrize("opened", [False, True])
def test_a_study_that_recommends_it_is_heard_and_no_other_is_begun(cast, studying, opened):
    study = studying.version().document if opened else studying.written()
    hearing = begin_hearing(actor=cast.actor("adviser"), scenario=studying.near)

    assert hearing.document == study
    assert Document.objects.filter(kind="structure_study").count() == 1


def test_a_study_that_only_compares_it_is_not_its_study(cast, studying):
    study = studying.written()
    hearing = begin_hearing(actor=cast.actor("adviser"), scenario=studying.far)

    assert hearing.document != study


def test_those_concerned_are_proposed(cast, studying):
    hearing = begin_hearing(actor=cast.actor("adviser"), scenario=studying.near)

    assert names(hearing) == [
        "Fjordbygd kommunestyre",
        "Eldrerådet i Fjordbygd",
        "Rådet for personer med funksjonsnedsettelse i Fjordbygd",
        "Ungdomsrådet i Fjordbygd",
        "Ås kommunestyre",
        "Eldrerådet i Ås",
        "Rådet for personer med funksjonsnedsettelse i Ås",
        "Ungdomsrådet i Ås",
        "Brukerutvalget ved Nav Fjordbygd",
        "De tillitsvalgte for de statlig ansatte ved Nav Fjordbygd",
        "De tillitsvalgte for de kommunalt ansatte ved Nav Fjordbygd",
        "Verneombudet ved Nav Fjordbygd",
        "Statsforvalteren",
        "Sametinget",
    ]
    assert hearing.questions.count() == 8


def test_a_municipality_that_is_changed_is_asked_though_it_owns_nothing(cast, studying):
    hearing = begin_hearing(actor=cast.actor("adviser"), scenario=studying.far)  # 9903 hosts

    councils = [one for one in names(hearing) if one.endswith("kommunestyre")]
    assert councils == [  # two are called Ås, as two are called Herøy
        *("Fjordbygd kommunestyre", "Ås (9902) kommunestyre", "Ås (9903) kommunestyre"),
    ]


@pytest.mark.parametrize("theirs", [True, False])
def test_the_sami_parliament_is_asked_where_the_dataset_says_so(cast, studying, theirs):
    duties = (Obligation(0 if theirs else 3, "sami_language", "smj", "Sameloven kapittel 3"),)
    dataset = taken(owned(obligations=duties))
    scenario = studying.scenario("Samisk", hosted("9902", by="9901"), dataset=dataset)
    hearing = begin_hearing(actor=cast.actor("adviser"), scenario=scenario)

    assert ("Sametinget" in names(hearing)) == theirs
    asked = hearing.questions.filter(text="Blir retten til å bruke samisk ivaretatt?")
    assert asked.exists() == theirs


@pytest.mark.parametrize("who", ["councillor", "staff", "stranger"])
def test_those_who_do_not_write_begin_none(cast, studying, who):
    with pytest.raises(NotPermitted):
        begin_hearing(actor=cast.actor(who), scenario=studying.near)
    assert not Document.objects.exists()


def test_the_second_time_leads_to_the_draft_there_is(cast, studying, client):
    first = begin_hearing(actor=cast.actor("adviser"), scenario=studying.near)
    with pytest.raises(DraftExists):
        begin_hearing(actor=cast.actor("adviser"), scenario=studying.near)
    answer = client.post(reverse("structure:hear", args=[studying.near.pk]))

    assert answer.url == reverse("participation:hearing", args=[first.pk])


def test_the_button_of_the_scenario_leads_to_a_draft_that_says_what_is_wanting(studying, client):
    page = client.get(reverse("structure:scenario", args=[studying.near.pk]))
    assert "Send på høring" in page.content.decode()
    answer = client.post(reverse("structure:hear", args=[studying.near.pk]), follow=True)

    assert "Dokumentet er ikke åpnet ennå" in answer.content.decode()


def test_a_study_is_sent_to_hearing_from_its_page(cast, studying, client):
    version = studying.version()
    url = reverse("structure:study", args=[cast.partnership.slug, version.pk])
    assert "Send på høring" in client.get(url).content.decode()
    client.post(reverse("structure:study_hearing", args=[version.document_id]))

    assert Hearing.objects.get().document_id == version.document_id
    assert "Send på høring" not in client.get(url).content.decode()  # one is being prepared
    assert "Høringer" not in _main(Client().get(url))


def _main(page) -> str:
    return page.content.decode().partition("<main")[2]


def test_the_page_of_a_study_shows_its_hearings_to_everybody(cast, asking):
    hearing = asking.send()
    version = hearing.version
    page = _main(
        Client().get(reverse("structure:study", args=[cast.partnership.slug, version.pk]))
    )

    assert "Ett kontor for to kommuner" in page
    assert "0 av 3 har svart" in page


# --- To the next version ----------------------------------------------------------------


def written_on(asking, studying):
    agreed.start_draft(actor=asking.cast.actor("leader"), document=asking.document)
    return studying.now(asking.document)


def test_the_next_version_carries_the_answers_and_what_came_of_them(asking, studying):
    asking.send()
    asking.answer(1, "Ja.", "")
    asking.follow(1, ("taken", "Fordi flere sier det samme."))
    body = written_on(asking, studying)

    table = body.table(TABLE)
    assert [column.name for column in table.columns] == [
        *("instans", "mottatt", "sporsmal", "svar", "utfall", "begrunnelse"),
    ]
    told = [(row[0], row[3], row[4], row[5]) for row in table.shown]
    assert told == [
        ("Fjordbygd kommunestyre", "Ja.", "Tatt til følge", "Fordi flere sier det samme."),
        ("Fjordbygd kommunestyre", "Ingen merknad", "", ""),
        ("Eldrerådet i Fjordbygd", "ikke svart", "", ""),
        ("Ungdomsrådet i Ås", "ikke svart", "", ""),
    ]
    assert "Så langt har 1 av 3 instanser svart." in body.chapter("medvirkning").said[0]


def test_what_is_opened_does_not_follow_the_hearing(asking, studying):
    version = asking.send().version
    asking.answer(1)

    assert studying.body(version).table(TABLE) is None


def test_a_late_answer_is_marked_in_the_table(asking, studying):
    asking.send()
    with asking.after_deadline(2):
        asking.answer(1)
        body = written_on(asking, studying)

    assert body.table(TABLE).shown[0][1].endswith(", etter fristen")
    assert "etter" not in body.table(TABLE).plain[0][1]
    assert "1 av 3 instanser har svart." in body.chapter("medvirkning").said[0]


def test_two_hearings_are_told_apart(asking, studying):
    asking.send()
    asking.hearing = None
    asking.send(hearing=asking.begin(title="En gang til"))

    table = written_on(asking, studying).table(TABLE)
    assert table.columns[0].name == "horing"
    assert {row[0] for row in table.shown} == {"Ett kontor for to kommuner", "En gang til"}


def test_the_draft_reads_the_table_on_its_page(asking, studying, client):
    asking.send()
    asking.answer(1, "Vi støtter det.", "")
    agreed.start_draft(actor=asking.cast.actor("leader"), document=asking.document)
    page = client.get(reverse("structure:study_draft", args=[asking.document.pk]))

    assert "T19 Høringssvar" in page.content.decode()
    assert "Vi støtter det." in page.content.decode()


def test_a_draft_costs_the_same_however_many_answered(asking, studying):
    asking.send()
    agreed.start_draft(actor=asking.cast.actor("leader"), document=asking.document)
    asking.answer(1)
    studying.now(asking.document)
    counts = []
    for place in (2, 3):
        with CaptureQueriesContext(
            connection,
        ) as found:
            studying.now(asking.document)
        counts.append(len(found))
        asking.answer(place)
    assert counts[0] == counts[1]


# --- And the proposal -------------------------------------------------------------------


def test_a_proposal_says_who_was_heard_and_leads_there(asking, studying, client):
    version = asking.send().version
    asking.answer(1)
    document = proposals.begin_proposal(actor=asking.cast.actor("adviser"), version=version)
    page = client.get(reverse("agreed:draft", args=[document.pk])).content.decode()
    assert reverse("participation:hearing", args=[asking.hearing.pk]) in page

    draft = Document.objects.get(pk=document.pk).draft
    agreed.save_draft(
        actor=asking.cast.actor("leader"),
        document=document,
        revision=draft.revision,
        title=draft.title,
        language="nb",
        body=draft.body | {"since": "2030-01-01"},
    )
    opened = asking.cast.open(document)
    body = Proposal.model_validate(opened.read().body)
    assert "Så langt har 1 av 3 instanser svart." in body.ground.heard[0]
    assert any("1 av 3 instanser" in line.text for p in opened.read().parts for line in p.lines)
