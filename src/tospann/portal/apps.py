from django.apps import AppConfig


class Portal(AppConfig):
    name = "tospann.portal"
    label = "portal"
