from django.apps import AppConfig


class Indicators(AppConfig):
    name = "tospann.indicators"
    label = "indicators"
