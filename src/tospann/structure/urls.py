"""The structure lab."""

from django.urls import path

from tospann.structure.views import assessments, consequences

app_name = "structure"

_consequences = [
    path(
        "struktur/scenarier/<uuid:scenario_id>/konsekvenser/",
        consequences.consequences,
        name="consequences",
    ),
    path(
        "struktur/scenarier/<uuid:scenario_id>/konsekvenser.csv",
        consequences.consequences_csv,
        name="consequences_csv",
    ),
]

_assessments = [
    path("partnerskap/<slug:slug>/struktur/vurdering/", assessments.assessment, name="assessment"),
    path(
        "partnerskap/<slug:slug>/struktur/vurdering/ny/",
        assessments.new_assessment,
        name="new_assessment",
    ),
    path(
        "struktur/vurderinger/<uuid:assessment_id>/svar/",
        assessments.assessment_answer,
        name="assessment_answer",
    ),
    path(
        "struktur/vurderinger/<uuid:assessment_id>/avslutning/",
        assessments.assessment_closing,
        name="assessment_closing",
    ),
    path(
        "struktur/vurderinger/<uuid:assessment_id>/resultat.csv",
        assessments.assessment_csv,
        name="assessment_csv",
    ),
]

urlpatterns = [*_consequences, *_assessments]
