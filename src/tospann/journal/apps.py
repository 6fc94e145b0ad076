from django.apps import AppConfig


class Journal(AppConfig):
    name = "tospann.journal"
    label = "journal"
