from django.apps import AppConfig


class Results(AppConfig):
    name = "tospann.results"
    label = "results"
