from django.urls import path

from tospann.files import views

app_name = "files"
urlpatterns = [path("<uuid:file_id>/", views.file, name="file")]
