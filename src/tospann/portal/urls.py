from django.urls import path
from django.http import HttpResponse

app_name = "portal"
urlpatterns = [path("", lambda r: HttpResponse("x"), name="front"), path("min-side/", lambda r: HttpResponse("x"), name="mine"), path("partnerskap/<slug:slug>/", lambda r, slug: HttpResponse("x"), name="partnership")]
