from django.apps import AppConfig


class Offices(AppConfig):
    name = "tospann.offices"
    label = "offices"
