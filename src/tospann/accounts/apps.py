from django.apps import AppConfig


class Accounts(AppConfig):
    name = "tospann.accounts"
    label = "accounts"
