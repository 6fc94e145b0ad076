from django.apps import AppConfig


class Reports(AppConfig):
    name = "tospann.reports"
    label = "reports"
