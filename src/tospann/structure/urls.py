"""The structure lab. What is about a whole dataset is open to all."""

from django.urls import path

from tospann.structure.views import archives, comparing, offices, present

app_name = "structure"

_scenario_files = [
    path(
        "struktur/scenarier/<uuid:scenario_id>/datasett.zip",
        archives.scenario_archive,
        name="scenario_archive",
    ),
]

_offices = [
    path("struktur/kontorer/", offices.offices, name="offices"),
    path("struktur/kontorer/kontorer.csv", offices.offices_csv, name="offices_csv"),
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

urlpatterns = [*_scenario_files, *_offices, *_comparison, *_present]
