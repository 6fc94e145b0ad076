from django.urls import URLPattern, URLResolver, include, path

from tospann.participation import views

app_name = "participation"

_body = [
    path("svar/", views.answer, name="answer"),
    path("oppfolging/", views.follow_up, name="follow_up"),
]

_hearing: list[URLPattern | URLResolver] = [
    path("", views.hearing, name="hearing"),
    path("oppsummering/", views.summary, name="summary"),
    path("oppsummering.csv", views.summary_csv, name="summary_csv"),
    path("utkast/", views.draft, name="draft"),
    path("utkast/utsending/", views.sending, name="sending"),
    path("utkast/forkasting/", views.dropping, name="dropping"),
    path("frist/", views.deadline, name="deadline"),
    path("instanser/ny/", views.new_body, name="new_body"),
    path("instanser/<uuid:body_id>/", include(_body)),
    path("avslutning/", views.closing, name="closing"),
    path("avlysning/", views.calling_off, name="calling_off"),
]

urlpatterns = [
    path("partnerskap/<slug:slug>/horinger/", views.hearings, name="hearings"),
    path("partnerskap/<slug:slug>/horinger/ny/", views.new, name="new"),
    path("horinger/<uuid:hearing_id>/", include(_hearing)),
]
