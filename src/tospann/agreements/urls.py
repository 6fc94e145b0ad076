from django.urls import path

from tospann.agreements import views

app_name = "agreements"

urlpatterns = [
    path("avtaler/", views.register, name="register"),
    path("avtaler/samarbeid/", views.cooperations, name="cooperations"),
    path("avtaler/kommuner/", views.ceased, name="ceased"),
    path("avtaler/oppsigelsesfrist/", views.notice_period, name="notice_period"),
    path("partnerskap/<slug:slug>/avtaler/ny/", views.new_document, name="new_document"),
    path("partnerskap/<slug:slug>/oppgaver/", views.portfolio, name="portfolio"),
]
