from django.apps import AppConfig


class Files(AppConfig):
    name = "tospann.files"
    label = "files"
