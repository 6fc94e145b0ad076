from django.urls import path

from tospann.indicators import views

app_name = "indicators"

urlpatterns = [
    path("indikatorer/", views.catalogue, name="catalogue"),
    path("indikatorer/<slug:code>/", views.indicator, name="indicator"),
    path("partnerskap/<slug:slug>/indikatorer/", views.own, name="own"),
    path("partnerskap/<slug:slug>/indikatorer/ny/", views.new, name="new"),
    path("partnerskap/<slug:slug>/indikatorer/<slug:code>/", views.own_indicator, name="one"),
    path("partnerskap/<slug:slug>/indikatorer/<slug:code>/endring/", views.change, name="change"),
    path(
        "partnerskap/<slug:slug>/indikatorer/<slug:code>/avslutning/",
        views.retire,
        name="retirement",
    ),
]
