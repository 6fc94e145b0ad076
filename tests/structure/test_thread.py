"""The thread from scenario to agreements: what each step says, and to whom."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from structure.deciding import Deciding
from tospann.agreed import actions as agreed
from tospann.agreed.models import Document
from tospann.base import clock
from tospann.participation import actions as participation
from tospann.participation.actions import NewBody
from tospann.structure.actions import scenarios
from tospann.structure.study.resolutions import Decision, resolutions_of
from tospann.structure.study.thread.shapes import Word
from tospann.structure.study.thread.threads import thread_of, threads

HOST = "host_agreement"
SECRET = "lukketutkast"


@pytest.fixture
def deciding(cast) -> Deciding:
    return Deciding(cast)


def address(version_or_document) -> str:
    document = getattr(version_or_document, "document", version_or_document)
    return reverse("structure:thread", args=[document.partnership.slug, document.pk])


def steps(cast, who: str, document: Document) -> dict:
    actor = cast.actor(who)
    found = thread_of(actor, cast.partnership.slug, document.pk)
    return {one.id: one for one in found.steps}


def page(client, url: str, person=None) -> str:
    if person:
        client.force_login(person)
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


# --- What each step says ----------------------------------------------------------------


def test_a_study_being_written_is_going_and_the_rest_is_not_begun(cast, deciding):
    told = steps(cast, "leader", deciding.written())

    assert told["utredning"].told == "Pågår: skrives"
    assert [told[one].word for one in ("horing", "forslag", "vedtak", "avtaler")] == [
        Word.LATER
    ] * 4
    assert told["utredning"].next.address.endswith("/utkast/")
    assert [one.title for one in told["scenarier"].items] == [
        "Alternativ A: «Vest er vert»",
        "Alternativ B: «Ås er vert»",
    ]


def test_an_opened_study_names_the_owners_it_waits_for(cast, deciding):
    study = deciding.version()
    cast.ratify(study, cast.nav)

    told = steps(cast, "leader", study.document)

    assert told["utredning"].told == "Venter på Fjordbygd kommune og Ås kommune"
    assert told["utredning"].items[0].note == "Ja fra Nav Testland."
    assert told["scenarier"].items[0].note == "Tilrådd. Utgave 1 er sitert."


def test_a_scenario_that_is_changed_after_it_was_quoted_says_so(cast, deciding):
    study = deciding.version()
    scenarios.change_scenario(
        actor=cast.actor("leader"), scenario=deciding.near, revision=1, title="Nytt navn"
    )

    told = steps(cast, "leader", study.document)["scenarier"].items[0]

    assert told.title == "Alternativ A: «Vest er vert»"
    assert "nå i utgave 2" in told.note


def test_a_proposal_waits_for_its_owners_and_is_done_with_the_last(cast, deciding):
    version = deciding.opened()
    study = Document.objects.get(kind="structure_study")
    cast.ratify(version, cast.nav)
    cast.ratify(version, cast.aas)

    told = steps(cast, "leader", study)["vedtak"]
    assert told.told == "Venter på Fjordbygd kommune"
    assert [one.note for one in told.items][:2] == [
        "Ja: Nav Testland, øverste organ, sak 26/17",
        "Venter",
    ]

    cast.ratify(version, cast.fjordbygd)

    told = steps(cast, "leader", study)["vedtak"]
    assert (told.word, told.told) == (Word.DONE, "Ferdig: alle eierne har sagt ja")


def test_a_return_is_told_and_its_reason_is_not(client, cast, deciding):
    version = deciding.opened()
    study = Document.objects.get(kind="structure_study")
    agreed.send_back(
        actor=cast.representative(cast.aas), version=version, owner=cast.aas, reason="Hemmelig."
    )

    told = page(client, address(study))

    assert "Sendt i retur av Ås kommune" in told
    assert "Hemmelig." not in told


def test_agreements_are_asked_for_begun_and_in_force(cast, deciding):
    version = deciding.agreed()
    study = Document.objects.get(kind="structure_study")
    asked = steps(cast, "leader", study)["avtaler"]
    assert asked.told == "Ikke begynt"
    assert asked.next.address == reverse(
        "structure:proposal_agreements", args=[cast.partnership.slug, version.pk]
    )

    deciding.begun(version)

    told = steps(cast, "leader", study)["avtaler"]
    assert (told.word, told.told) == (Word.GOING, "Pågår: 2 utkast skrives")
    assert [one.note for one in told.items] == ["Vertskommuneavtale", "Partnerskapsavtale"]
    assert told.next.address == told.items[0].address


def test_now_is_the_first_step_after_the_last_that_is_done(cast, deciding):
    """Nobody is sent back to a study or a hearing when the councils have decided."""
    deciding.begun(deciding.agreed())
    (found,) = threads(cast.actor("leader"), cast.partnership)

    assert found.now.id == "avtaler"
    (hearing,) = (one for one in found.steps if one.id == "horing")
    assert (hearing.told, hearing.next) == ("Ingen høring er sendt", None)


def test_a_hearing_is_prepared_sent_and_leads_back(client, cast, deciding):
    study = deciding.version()
    told = steps(cast, "leader", study.document)["horing"]
    assert told.next.address.endswith(f"/horinger/ny/?dokument={study.document_id}")
    hearing = participation.begin_hearing(
        actor=cast.actor("leader"),
        document=study.document,
        title="Høring av utredningen",
        introduction="",
        bodies=[NewBody("Eldrerådet", "elderly")],
        questions=["Hva mener dere?"],
        deadline=clock.today() + timedelta(days=60),
    )
    assert steps(cast, "leader", study.document)["horing"].told == "Pågår: forberedes"
    assert not steps(cast, "stranger", study.document)["horing"].items
    assert steps(cast, "stranger", study.document)["horing"].told == "Ikke sendt ennå"

    participation.send_hearing(
        actor=cast.actor("leader"), hearing=hearing, revision=hearing.revision, version=study
    )

    told = steps(cast, "stranger", study.document)["horing"]
    assert told.told == "Venter på svar"
    assert told.items[0].note.startswith("Sendt ")
    assert "0 av 1 har svart. Frist: " in told.items[0].note
    back = page(client, reverse("participation:hearing", args=[hearing.pk]))
    assert address(study) in back


# --- Who sees what ----------------------------------------------------------------------


def _planted(deciding) -> Document:
    """A thread with a draft in every step."""
    study = deciding.version()
    deciding.begun(deciding.agreed(study))
    for kind in (HOST, "partnership_agreement"):
        Document.objects.filter(kind=kind).update(title=f"{SECRET} {kind}")
    draft = deciding.proposal(study)
    Document.objects.filter(pk=draft.pk).update(title=f"{SECRET} forslag")
    return study.document


@pytest.mark.parametrize("who", [None, "stranger"])
def test_no_draft_and_no_scenario_leaks(client, cast, deciding, who):
    study = _planted(deciding)

    told = page(client, address(study), cast.people[who] if who else None)

    assert SECRET not in told
    assert "/utkast/" not in told
    assert "/struktur/scenarier/" not in told
    assert "Ikke åpnet ennå" in told
    assert "«Vest er vert»" in told  # it stands in the study that everybody can read


def test_those_who_may_not_read_drafts_are_told_of_none(client, cast, deciding):
    study = _planted(deciding)

    told = page(client, address(study), cast.people["councillor"])

    assert SECRET not in told
    assert "/utkast/" not in told
    assert reverse("structure:scenario", args=[deciding.near.pk]) in told


def test_those_inside_see_drafts_and_scenarios(client, cast, deciding):
    study = _planted(deciding)

    told = page(client, address(study), cast.people["leader"])

    assert f"{SECRET} {HOST}" in told
    assert f"{SECRET} forslag" in told
    assert reverse("structure:scenario", args=[deciding.near.pk]) in told


def test_a_study_that_is_never_opened_is_nobodys_thread_outside(client, cast, deciding):
    document = deciding.written()

    assert client.get(address(document)).status_code == 404
    client.force_login(cast.people["leader"])
    assert client.get(address(document)).status_code == 200


def test_the_thread_stands_in_its_own_partnership_only(client, deciding):
    study = deciding.version()

    wrong = reverse("structure:thread", args=["finnes-ikke", study.document_id])

    assert client.get(wrong).status_code == 404


def test_an_answer_is_asked_of_those_who_may_give_it(cast, deciding):
    version = deciding.opened()
    study = Document.objects.get(kind="structure_study")

    theirs = steps(cast, "aas", study)["vedtak"].next
    others = steps(cast, "leader", study)["vedtak"].next

    assert theirs.says.startswith("Si ja for Ås kommune")
    assert theirs.address == reverse("agreed:version", args=[version.document_id, 1])
    assert others.says.startswith("Svar fra Nav Testland")
    assert others.address == ""


# --- T20 --------------------------------------------------------------------------------


def test_every_decision_stands_in_the_table_and_in_csv(client, cast, deciding):
    version = deciding.opened()
    study = Document.objects.get(kind="structure_study")
    cast.ratify(version, cast.nav, case_reference="=1+1")

    raw = client.get(
        reverse("structure:thread_resolutions", args=[cast.partnership.slug, study.pk])
    ).content.decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(raw), delimiter=";")

    assert head == [
        *("Eier", "Organ", "Dokument", "Slag", "Versjon", "Vedtak", "Dato", "Saksnummer"),
        "Fingeravtrykk",
    ]
    assert len(rows) == 6  # three owners, the study and the proposal
    assert rows[3] == [
        *("Nav Testland", "Nav Testland, øverste organ", version.title),
        *("forslag om kontorstruktur", "1", "Ja", "2026-02-02", "'=1+1", version.sha256[:8]),
    ]
    assert [one[5] for one in rows] == ["Venter", "Venter", "Venter", "Ja", "Venter", "Venter"]


def test_a_yes_to_a_replaced_version_stands_and_nobody_waits_for_more(cast, deciding):
    study = deciding.version()
    cast.ratify(study, cast.nav)
    agreed.start_draft(actor=cast.actor("leader"), document=study.document)
    deciding.save(study.document, proposal="Et nytt forslag.")
    cast.open(study.document)

    found = resolutions_of(study.document)

    assert [(one.version, one.decision) for one in found] == [
        *[(2, Decision.WAITING)] * 3,
        (1, Decision.YES),
    ]


def test_the_partnership_has_the_decisions_of_all_its_studies(cast, deciding):
    first, second = deciding.version(), deciding.version()
    cast.ratify(first, cast.nav)

    assert len(resolutions_of(cast.partnership)) == 6
    assert len(resolutions_of(second.document)) == 3


# --- The way there and back -------------------------------------------------------------


def test_the_drafts_say_what_they_rest_on_wherever_they_are_read(client, cast, deciding):
    version = deciding.agreed()
    study = Document.objects.get(kind="structure_study")
    deciding.begun(version)
    document = deciding.of(HOST)
    proposal = reverse("agreed:version", args=[version.document_id, 1])

    for name in ("agreed:draft", "agreed:document"):
        told = page(client, reverse(name, args=[document.pk]), cast.people["leader"])
        assert f"Bygger på «{version.title}», versjon 1" in told
        assert proposal in told
        assert address(study) in told


@pytest.mark.parametrize("kind", ["structure_study", "structure_proposal"])
def test_study_and_proposal_lead_to_the_thread(client, deciding, kind):
    deciding.opened()
    study = Document.objects.get(kind="structure_study")
    document = Document.objects.get(kind=kind)

    for url in (
        reverse("agreed:document", args=[document.pk]),
        reverse("agreed:version", args=[document.pk, 1]),
    ):
        assert address(study) in page(client, url)


def test_the_study_page_the_lab_and_the_scenario_lead_to_the_thread(client, cast, deciding):
    study = deciding.version()
    slug = cast.partnership.slug
    lone = deciding.scenario("Alene", {"municipalities": {}})

    assert address(study) in page(client, reverse("structure:study", args=[slug, study.pk]))
    lab = page(client, reverse("structure:lab", args=[slug]))
    assert address(study) in lab
    assert "Utredning – Venter på" in lab
    client.force_login(cast.people["leader"])
    used = page(client, reverse("structure:scenario", args=[deciding.far.pk]))
    assert address(study) in used
    assert "/saksgang/" not in page(client, reverse("structure:scenario", args=[lone.pk]))


def test_threads_take_the_same_queries_however_many(cast, deciding):
    def count() -> int:
        with CaptureQueriesContext(connection) as seen:
            threads(cast.actor("leader"), cast.partnership)
        return len(seen)

    deciding.begun(deciding.agreed())
    one = count()
    deciding.begun(deciding.agreed(deciding.version()))
    deciding.version()

    assert count() == one <= 27


# --- The page that begins the agreements ------------------------------------------------


def preview(version) -> str:
    slug = version.document.partnership.slug
    return reverse("structure:proposal_agreements", args=[slug, version.pk])


def test_the_page_tells_what_will_be_begun_and_begins_it(client, cast, deciding):
    version = deciding.agreed()
    study = Document.objects.get(kind="structure_study")

    told = page(client, preview(version), cast.people["leader"])

    assert "Vertskommuneavtale mellom Vest og Sund" in told
    assert "Nytt utkast" in told
    assert "Vest: 5 dager i uken" in told
    assert not Document.objects.filter(kind=HOST).exists()
    answer = client.post(preview(version), follow=True)
    assert answer.redirect_chain[-1][0] == address(study)
    assert "2 utkast er begynt" in answer.content.decode()
    assert Document.objects.filter(kind=HOST).count() == 1


def test_the_page_pressed_again_tells_and_links_what_is_there(client, cast, deciding):
    version = deciding.agreed()
    client.force_login(cast.people["leader"])
    client.post(preview(version))

    again = client.post(preview(version), follow=True).content.decode()

    assert "Utkastene er begynt fra før" in again
    assert reverse("agreed:draft", args=[deciding.of(HOST).pk]) in again
    told = page(client, preview(version))
    assert told.count("Begynt fra før") == 2
    assert "Begynn utkastene" not in told


def test_the_page_names_those_who_have_not_said_yes(client, cast, deciding):
    version = deciding.opened()

    told = page(client, preview(version), cast.people["leader"])

    assert "Det mangler ja fra Nav Testland, Fjordbygd kommune og Ås kommune" in told
    assert "Begynn utkastene" not in told


@pytest.mark.parametrize(("who", "status"), [("councillor", 403), ("stranger", 403)])
def test_the_page_is_for_those_who_may_write(client, cast, deciding, who, status):
    version = deciding.agreed()
    client.force_login(cast.people[who])

    assert client.get(preview(version)).status_code == status
    assert client.post(preview(version)).status_code == status
    assert not Document.objects.filter(kind=HOST).exists()
