"""The app that every page stands on."""

from django.apps import AppConfig


class Base(AppConfig):
    """Layout, components, static files and the small things every app needs."""

    name = "tospann.base"
    label = "base"
