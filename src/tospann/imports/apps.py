from django.apps import AppConfig


class Imports(AppConfig):
    name = "tospann.imports"
    label = "imports"
