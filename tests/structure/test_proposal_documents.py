"""A proposal: the study's own words, the same to all, decided owner by owner."""

import pytest
from django.urls import reverse

from structure.studying import Studying
from tospann.agreed import actions as agreed
from tospann.agreed.errors import NotComplete
from tospann.agreed.models import Document
from tospann.agreed.selectors import document_page
from tospann.base.errors import NotPermitted
from tospann.structure.errors import StudyReplaced
from tospann.structure.study.opened import studies
from tospann.structure.study.proposal import actions


@pytest.fixture
def studying(cast) -> Studying:
    return Studying(cast)


def begun(studying, version) -> Document:
    return actions.begin_proposal(actor=studying.cast.actor("leader"), version=version)


def opened(studying, version):
    document = begun(studying, version)
    studying.save(document, since="2027-01-01")
    return studying.cast.open(document)


def test_the_text_is_the_studys_word_for_word(studying):
    study = studying.version()

    version = opened(studying, study)

    body = version.read().body
    assert body["text"] == studying.body(study).proposal
    assert body["areas"] == ["Vest og Sund deler kontor. Vest er vertskommune."]
    assert body["ground"]["sha256"] == study.sha256
    assert study.sha256 in version.text


def test_nobody_can_type_another_text_for_one_council(studying):
    document = begun(studying, studying.version())

    studying.save(document, text="Noe annet.", since="2027-01-01")

    assert studying.cast.open(document).read().body["text"] != "Noe annet."


def test_it_holds_when_every_owner_has_said_yes_to_the_same_text(studying):
    version = opened(studying, studying.version())
    cast = studying.cast
    for owner in cast.owners[:2]:
        cast.ratify(version, owner)
    actor = cast.actor("leader")
    assert not document_page(actor, version.document_id).newest.all_have_ratified

    cast.ratify(version, cast.owners[2])

    assert document_page(actor, version.document_id).newest.all_have_ratified


def test_without_a_day_it_is_not_opened(studying):
    with pytest.raises(NotComplete, match="Skriv fra hvilken dag"):
        studying.cast.open(begun(studying, studying.version()))


def test_a_study_that_is_replaced_gives_no_proposal(studying):
    first = studying.version()
    document = begun(studying, first)
    studying.save(document, since="2027-01-01")
    agreed.start_draft(actor=studying.cast.actor("leader"), document=first.document)
    studying.save(first.document, proposal="Et nytt forslag.")
    studying.cast.open(first.document)

    with pytest.raises(StudyReplaced):
        begun(studying, first)
    with pytest.raises(NotComplete, match="nyere versjon av utredningen"):
        studying.cast.open(document)


def test_two_proposals_of_one_partnership_are_told_apart(studying):
    study = studying.version()

    one, other = begun(studying, study), begun(studying, study)

    assert other.title == f"{one.title} (2)"


def test_those_who_may_not_write_begin_none(cast, studying):
    version = studying.version()

    with pytest.raises(NotPermitted):
        actions.begin_proposal(actor=cast.actor("councillor"), version=version)


def test_the_thread_is_seen_from_the_study_and_from_the_lab(client, cast, studying):
    study = studying.version()
    version = opened(studying, study)
    cast.ratify(version, cast.nav)
    address = reverse("agreed:document", args=[version.document_id])

    page = client.get(reverse("structure:study", args=[cast.partnership.slug, study.pk]))
    lab = client.get(reverse("structure:lab", args=[cast.partnership.slug]))

    for told in (page.content.decode(), lab.content.decode()):
        assert address in told
        assert "1 av 3 har godkjent" in told
        assert "Fjordbygd kommune, Ås kommune" in told
    assert "«Vest er vert», «Ås er vert»" in lab.content.decode()


def test_a_draft_of_a_proposal_is_for_those_inside(cast, studying):
    begun(studying, studying.version())

    inside, outside = cast.actor("leader"), cast.actor("stranger")

    assert studies(inside, cast.partnership)[0].proposals
    assert not studies(outside, cast.partnership)[0].proposals


def test_it_is_begun_from_the_study_and_written_in_its_form(client, cast, studying):
    study = studying.version()
    client.force_login(cast.people["leader"])

    answer = client.post(
        reverse("structure:study_proposal", args=[cast.partnership.slug, study.pk])
    )

    document = Document.objects.get(kind="structure_proposal")
    page = reverse("agreed:draft", args=[document.pk])
    assert answer.headers["Location"] == page
    assert studying.body(study).proposal in client.get(page).content.decode()
    given = {"title": "Forslag", "language": "nb", "revision": 1, "since": "01.01.2027"}
    assert client.post(page, given | {"note": ""}).status_code == 302
    assert Document.objects.get(pk=document.pk).draft.body["since"] == "2027-01-01"
