from django.urls import path

from tospann.demo import views

app_name = "demo"
urlpatterns = [
    path("", views.entrance, name="entrance"),
    path("rolle/<slug:key>/", views.role, name="role"),
    path("nullstilling/", views.reset, name="reset"),
]
