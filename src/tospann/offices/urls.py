"""Municipalities, offices and sources. Open to all: everything here is public."""

from django.urls import path

from tospann.offices import views

app_name = "offices"
urlpatterns = [
    path("kommuner/", views.municipalities, name="index"),
    path("kommuner/<str:number>/", views.municipality, name="municipality"),
    path("kontorer/", views.offices, name="offices"),
    path("kontorer/dekning/", views.coverage, name="coverage"),
    path("kontorer/<str:unit_number>/", views.office, name="office"),
    path("kilder/", views.sources, name="sources"),
]
