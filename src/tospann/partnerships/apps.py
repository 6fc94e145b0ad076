from django.apps import AppConfig


class Partnerships(AppConfig):
    name = "tospann.partnerships"
    label = "partnerships"
