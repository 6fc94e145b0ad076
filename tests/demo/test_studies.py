"""The demo's study: made of its scenarios, opened, marked as an example wherever it is one."""

import pytest
from django.urls import reverse

from tospann.agreed.models import Document
from tospann.demo import loading, studies
from tospann.structure.study.body import Study
from tospann.structure.study.text import missing


@pytest.fixture
def document(db) -> Document:
    assert loading.load()
    return Document.objects.filter(kind="structure_study").latest("created_at")


@pytest.fixture
def body(document) -> Study:
    return Study.model_validate(document.versions.get().read().body)


def test_the_study_compares_the_scenarios_of_the_lab(body):
    assert tuple(one.title for one in body.alternatives) == studies.SCENARIOS
    assert not [one for one in missing(body) if one.blocks]
    assert {one.name for one in body.councils} == {"Meløy", "Rødøy", "Gildeskål"}


def test_no_text_of_the_demo_passes_for_a_real_one(body):
    for text in (*(one.text for one in body.words), body.proposal):
        assert text.startswith("Eksempel:")
    assert all(one.text.startswith("Eksempel:") for one in body.goals if one.text)
    assert all(one.illustrative for one in body.alternatives)


def test_everybody_reads_the_study_and_only_those_inside_its_draft(client, document):
    version = document.versions.get()

    told = client.get(reverse("structure:study", args=["sor-salten", version.pk]))

    assert told.status_code == 200
    assert "eksempeltall" in told.content.decode()
    assert client.get(reverse("structure:study_draft", args=[document.pk])).status_code == 302


def test_the_study_tells_risks_and_milestones(body):
    milestones = body.table("t18-milepaeler")

    assert "Formell start" in [row[1] for row in milestones.shown]
    assert ["ikke satt", "Lokalene er klare"] in milestones.shown
    assert len(body.table("t17-risiko").shown) >= len(studies.RISKS)
    assert any("under 18 måneder" in said for said in body.said("gjennomforing"))
    assert all(one.measure.startswith("Eksempel:") for one in body.risks)
