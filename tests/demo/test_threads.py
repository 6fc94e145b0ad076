"""The demo's thread that has come all the way: decided by all, and marked as an example."""

import pytest
from django.urls import reverse

from tospann.agreed.models import Document
from tospann.demo import loading, threads
from tospann.structure.models import Scenario
from tospann.structure.study.resolutions import Decision, resolutions_of


@pytest.fixture
def study(db) -> Document:
    assert loading.load()
    return Document.objects.get(title=threads.TITLE)


def test_every_owner_has_decided_and_the_drafts_are_begun(client, study):
    found = resolutions_of(study)

    assert [one.decision for one in found] == [Decision.YES] * 8
    assert Document.objects.filter(kind="host_agreement", partnership=study.partnership).exists()
    told = client.get(reverse("structure:thread", args=["sor-salten", study.pk]))
    assert "Ferdig: alle eierne har sagt ja" in told.content.decode()


def test_nothing_in_it_passes_for_a_real_case(study):
    proposal = Document.objects.get(title=threads.PROPOSED)
    body = proposal.versions.get().read().body

    assert study.title.startswith("Eksempel:")
    assert body["text"].startswith("Eksempel:")
    assert body["illustrative"]
    assert Scenario.objects.get(title=threads.SCENARIO).illustrative
    assert "Ingen kommunestyrer har behandlet dem" in study.partnership.note
    for kind in ("host_agreement", "partnership_agreement"):
        drafted = Document.objects.get(kind=kind, partnership=study.partnership)
        assert drafted.draft.body["note"].startswith("Bare et eksempel")
