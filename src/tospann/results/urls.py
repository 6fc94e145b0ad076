from django.urls import path

from tospann.results import views

app_name = "results"

urlpatterns = [
    path("partnerskap/<slug:slug>/resultater/", views.card, name="card"),
    path("partnerskap/<slug:slug>/resultater/tall/", views.grid, name="grid"),
    path("partnerskap/<slug:slug>/resultater/kilder/", views.sources, name="sources"),
    path("partnerskap/<slug:slug>/resultater/<slug:code>/", views.indicator, name="indicator"),
    path(
        "partnerskap/<slug:slug>/resultater/<slug:code>/perioder/<slug:period>/retting/",
        views.correction,
        name="correction",
    ),
    path(
        "partnerskap/<slug:slug>/resultater/<slug:code>/utgangspunkt/",
        views.new_base,
        name="new_base",
    ),
    path(
        "partnerskap/<slug:slug>/resultater/<slug:code>/forklaring/",
        views.explanation,
        name="explanation",
    ),
    path(
        "utgangspunkter/<uuid:row_id>/tilbaketrekking/",
        views.withdrawn_base,
        name="withdrawn_base",
    ),
    path("tallkilder/<uuid:row_id>/tilbaketrekking/", views.reverted, name="reverted"),
]
