from django.apps import AppConfig


class Authority(AppConfig):
    name = "tospann.authority"
    label = "authority"
