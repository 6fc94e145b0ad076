from django.apps import AppConfig


class Plans(AppConfig):
    name = "tospann.plans"
    label = "plans"
