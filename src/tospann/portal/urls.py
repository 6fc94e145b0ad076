from django.urls import path

from tospann.portal import views

app_name = "portal"

urlpatterns = [
    path("", views.front, name="front"),
    path("min-side/", views.mine, name="mine"),
    path("partnerskap/<slug:slug>/", views.partnership, name="partnership"),
    path("sok/", views.search, name="search"),
]
