from django.urls import URLPattern, URLResolver, include, path

from tospann.agreed import views

app_name = "agreed"

_version = [
    path("", views.version, name="version"),
    path("endringer/", views.changes, name="changes"),
    path("dokument.pdf", views.pdf, name="pdf"),
    path("innhold.json", views.content, name="content"),
    path("godkjenning/", views.ratification, name="ratification"),
    path("tilbaketrekking/", views.withdrawal, name="withdrawal"),
    path("retur/", views.returning, name="return"),
    path("oppsigelse/", views.notice, name="notice"),
    path("vedlegg/", views.annexes, name="annexes"),
]

_document: list[URLPattern | URLResolver] = [
    path("", views.document, name="document"),
    path("nytt-utkast/", views.new_draft, name="new_draft"),
    path("utkast/", views.draft, name="draft"),
    path("utkast/forkasting/", views.discarded_draft, name="discarded_draft"),
    path("utkast/tidligere/", views.earlier_drafts, name="earlier_drafts"),
    path("utkast/tidligere/<uuid:row_id>/", views.earlier_draft, name="earlier_draft"),
    path("utkast/apning/", views.opening, name="opening"),
    path("versjoner/<int:number>/", include(_version)),
]

urlpatterns = [path("dokumenter/<uuid:document_id>/", include(_document))]
