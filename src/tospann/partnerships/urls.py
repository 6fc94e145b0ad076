from django.urls import path

from tospann.partnerships import views

app_name = "partnerships"

urlpatterns = [
    path("partnerskap/", views.index, name="index"),
    path("eiere/<uuid:owner_id>/plasser/", views.seats, name="seats"),
    path("eiere/<uuid:owner_id>/invitasjoner/", views.invitations, name="invitations"),
    path(
        "invitasjoner/<uuid:invitation_id>/tilbaketrekking/",
        views.withdrawn_invitation,
        name="withdrawn_invitation",
    ),
    path("plasser/<uuid:seat_id>/avslutning/", views.ended_seat, name="ended_seat"),
    path("invitasjon/<str:token>/", views.invitation, name="invitation"),
]
