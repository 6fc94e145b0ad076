from django.urls import path

from tospann.structure.views import datasets

app_name = "structure"

_datasets = [
    path("struktur/datasett/", datasets.datasets, name="datasets"),
    path("struktur/datasett/nytt/", datasets.new_dataset, name="new_dataset"),
    path("struktur/datasett/<uuid:row_id>/", datasets.dataset, name="dataset"),
    path("struktur/datasett/<uuid:row_id>/tabeller.zip", datasets.dataset_zip, name="dataset_zip"),
    path("struktur/datasett/<uuid:row_id>/ny-versjon/", datasets.new_version, name="new_version"),
    path("struktur/datasett/utkast/<uuid:row_id>/", datasets.dataset_draft, name="dataset_draft"),
    path(
        "struktur/datasett/utkast/<uuid:row_id>/filer/",
        datasets.dataset_draft_change,
        name="dataset_draft_change",
    ),
    path(
        "struktur/datasett/utkast/<uuid:row_id>/feil.csv",
        datasets.dataset_draft_faults,
        name="dataset_draft_faults",
    ),
    path(
        "struktur/datasett/utkast/<uuid:row_id>/bekreftelse/",
        datasets.dataset_draft_confirm,
        name="dataset_draft_confirm",
    ),
    path(
        "struktur/datasett/utkast/<uuid:row_id>/avbrudd/",
        datasets.dataset_draft_leave,
        name="dataset_draft_leave",
    ),
]

urlpatterns = [*_datasets]
