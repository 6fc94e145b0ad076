from django.apps import AppConfig


class Agreed(AppConfig):
    name = "tospann.agreed"
    label = "agreed"
