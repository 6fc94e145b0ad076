"""The annual wheel: the year, its events, and calendars to follow."""

from django.urls import path

from tospann.wheel import views

app_name = "wheel"

urlpatterns = [
    path("partnerskap/<slug:slug>/arshjul/", views.wheel, name="wheel"),
    path("partnerskap/<slug:slug>/arshjul/<int:year>/plakat.pdf", views.poster, name="poster"),
    path("partnerskap/<slug:slug>/arshjul/felles/", views.joint_ring, name="joint"),
    path("partnerskap/<slug:slug>/arshjul/mal/", views.template, name="template"),
    path("partnerskap/<slug:slug>/arshjul/ny/", views.new_event, name="new_event"),
    path("partnerskap/<slug:slug>/arshjul/<int:year>/<slug:key>/", views.event, name="event"),
    path("partnerskap/<slug:slug>/arshjul/<int:year>/<slug:key>/gjort/", views.done, name="done"),
    path(
        "partnerskap/<slug:slug>/arshjul/<int:year>/<slug:key>/ikke-gjort/",
        views.undone,
        name="undone",
    ),
    path("arshjul/hendelser/<uuid:row_id>/endring/", views.changed_event, name="changed"),
    path("arshjul/hendelser/<uuid:row_id>/fjerning/", views.struck_event, name="struck"),
    path("arshjul/hendelser/<uuid:row_id>/tilbakeforing/", views.restored_event, name="restored"),
    path("min-side/kalendere/", views.calendars, name="calendars"),
    path(
        "min-side/kalendere/<uuid:calendar_id>/stenging/",
        views.revoked_calendar,
        name="revoked_calendar",
    ),
    path("kalender/<str:token>.ics", views.feed, name="feed"),
]
