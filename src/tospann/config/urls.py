"""The sitemap. Every route here has a row in the permission matrix."""

from django.conf import settings
from django.urls import include, path, re_path
from django.views.i18n import set_language

from tospann.base.views import not_here

urlpatterns = [
    path("", include("tospann.base.urls")),
    path("", include("tospann.portal.urls")),
    path("", include("tospann.partnerships.urls")),
    path("", include("tospann.agreed.urls")),
    path("", include("tospann.agreements.urls")),
    path("", include("tospann.authority.urls")),
    path("", include("tospann.indicators.urls")),
    path("", include("tospann.plans.urls")),
    path("", include("tospann.reports.urls")),
    path("", include("tospann.imports.urls")),  # before the slugs of results
    path("", include("tospann.results.urls")),
    path("", include("tospann.wheel.urls")),
    path("", include("tospann.structure.urls")),
    path("", include("tospann.participation.urls")),
    path("", include("tospann.offices.urls")),
    path("filer/", include("tospann.files.urls")),
    path("journal/", include("tospann.journal.urls")),
    # An invitation proves an address, so nobody changes it: allauth's pages for that are closed.
    re_path(r"^konto/(?:confirm-)?email/", not_here, name="closed"),
    path("konto/", include("allauth.urls")),
    path("sprak/", set_language, name="set_language"),
]
if settings.DEMO:
    urlpatterns.append(path("demo/", include("tospann.demo.urls")))

handler400 = "tospann.base.views.bad_request"
handler403 = "tospann.base.views.forbidden"
handler404 = "tospann.base.views.not_found"
handler500 = "tospann.base.views.server_error"
