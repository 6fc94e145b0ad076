from django.apps import AppConfig


class Structure(AppConfig):
    name = "tospann.structure"
    label = "structure"
