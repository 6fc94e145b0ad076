"""Pages that belong to no subject."""

from django.urls import path
from django.views.generic import RedirectView

from tospann.base import health, views

app_name = "base"

urlpatterns = [
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
    path("farger/", views.scheme, name="scheme"),
    path("ui/", views.components, name="components"),
    path("tilgjengelighet/", views.accessibility, name="accessibility"),
    path("ordliste/", views.glossary, name="glossary"),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
    path("robots.txt", views.robots_txt, name="robots_txt"),
    path(
        "favicon.ico",
        RedirectView.as_view(url="/static/tospann/favicon.svg", permanent=True),
        name="favicon",
    ),
]
