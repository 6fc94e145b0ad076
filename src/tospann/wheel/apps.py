from django.apps import AppConfig


class Wheel(AppConfig):
    name = "tospann.wheel"
    label = "wheel"
