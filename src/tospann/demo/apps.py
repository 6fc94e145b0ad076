from django.apps import AppConfig


class Demo(AppConfig):
    name = "tospann.demo"
    label = "demo"
