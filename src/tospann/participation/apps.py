from django.apps import AppConfig


class Participation(AppConfig):
    name = "tospann.participation"
    label = "participation"
