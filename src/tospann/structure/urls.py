"""The structure lab. What is about a whole dataset is open to all."""

from django.urls import include, path

from tospann.structure.views import comparing, present, studies

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

_comparison = [
    path(
        "partnerskap/<slug:slug>/struktur/sammenlikning/", comparing.comparison, name="comparison"
    ),
]

# Last, since any dataset's name may stand here.
_present = [
    path("struktur/", present.index, name="index"),
    path("struktur/<slug:name>/", present.structure, name="present"),
    path("struktur/<slug:name>/sammenlikning/", comparing.of_dataset, name="dataset_comparison"),
    path("struktur/<slug:name>/tabeller/<slug:table>.csv", present.table_csv, name="table_csv"),
    path("struktur/<slug:name>/tall.json", present.as_json, name="present_json"),
    path("struktur/<slug:name>/kart.geojson", present.as_geojson, name="present_geojson"),
    path("struktur/<slug:name>/kart.svg", present.as_svg, name="present_svg"),
]

urlpatterns = [*_studies, *_comparison, *_present]
