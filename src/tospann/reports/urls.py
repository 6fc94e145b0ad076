"""The reports of a partnership: the list, each version's covers, council pages and figures."""

from django.urls import include, path

from tospann.reports import views

app_name = "reports"

_version = [
    path("stat/", views.state, name="state"),
    path("stat/rapport.<slug:ending>", views.state_file, name="state_file"),
    path("kommune/<str:number>/", views.municipality, name="municipality"),
    path(
        "kommune/<str:number>/rapport.<slug:ending>",
        views.municipality_file,
        name="municipality_file",
    ),
    path("kommunestyret/<str:number>/", views.council, name="council"),
    path("kommunestyret/<str:number>/side.pdf", views.council_pdf, name="council_pdf"),
    path("tall.xlsx", views.sheet, name="sheet"),
]

urlpatterns = [
    path("partnerskap/<slug:slug>/rapporter/", views.index, name="index"),
    path("partnerskap/<slug:slug>/rapporter/ny/", views.new, name="new"),
    path("partnerskap/<slug:slug>/rapporter/<uuid:version_id>/", include(_version)),
    path("dokumenter/<uuid:document_id>/utkast/rapport/", views.preview, name="preview"),
]
