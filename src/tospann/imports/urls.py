from django.urls import path

from tospann.imports import views

app_name = "imports"

urlpatterns = [
    path("partnerskap/<slug:slug>/resultater/import/", views.bring, name="bring"),
    path("partnerskap/<slug:slug>/resultater/hentinger/", views.subscribe, name="subscribe"),
    path("importer/<uuid:row_id>/", views.draft, name="draft"),
    path("importer/<uuid:row_id>/valg/", views.choose, name="choose"),
    path("importer/<uuid:row_id>/celler/", views.mend, name="mend"),
    path("importer/<uuid:row_id>/feil.xlsx", views.errors, name="errors"),
    path("importer/<uuid:row_id>/bekreftelse/", views.confirm, name="confirm"),
    path("importer/<uuid:row_id>/avbrudd/", views.leave, name="leave"),
    path("hentinger/<uuid:row_id>/nye/", views.fetch, name="fetch"),
    path("hentinger/<uuid:row_id>/avslutning/", views.unsubscribe, name="unsubscribe"),
    path("tallkilder/<uuid:row_id>/", views.batch, name="batch"),
]
