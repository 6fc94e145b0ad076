"""The structure lab: datasets, scenarios, runs, studies."""

from django.urls import include, path

from tospann.structure.views import studies

app_name = "structure"

_study = [
    path("", studies.version, name="study"),
    path("<slug:name>.svg", studies.picture, name="study_picture"),
    path("tabeller/<slug:name>.csv", studies.table, name="study_table"),
    path("tabeller.zip", studies.tables, name="study_tables"),
    path("utredning.<slug:ending>", studies.file, name="study_file"),
    path("sak/<str:number>/", studies.case, name="study_case"),
    path("sak/<str:number>/sak.<slug:ending>", studies.case_file, name="study_case_file"),
]
_studies = [
    path("partnerskap/<slug:slug>/struktur/utredning/ny/", studies.new, name="study_new"),
    path("partnerskap/<slug:slug>/struktur/utredning/<uuid:version_id>/", include(_study)),
    path("dokumenter/<uuid:document_id>/utkast/utredning/", studies.draft, name="study_draft"),
    path(
        "dokumenter/<uuid:document_id>/utkast/utredning/<slug:name>.svg",
        studies.draft_picture,
        name="study_draft_picture",
    ),
]

urlpatterns = [*_studies]
