from django.urls import path

from tospann.journal import views

app_name = "journal"

urlpatterns = [
    path("", views.index, name="index"),
    path("om/", views.about, name="about"),
    path("<int:number>/", views.entry, name="entry"),
    path("feed.atom", views.feed, name="feed"),
    path("eksport.jsonl", views.export, name="export"),
    path("hoder.txt", views.signed_heads, name="heads"),
    path("kontroll.py", views.verifier, name="verifier"),
]
