from django.apps import AppConfig


class Agreements(AppConfig):
    name = "tospann.agreements"
    label = "agreements"

    def ready(self) -> None:
        """Make the four kinds of agreement known to the kernel."""
        from tospann.agreed.kinds import register
        from tospann.agreements.kinds import KINDS

        for kind in KINDS:
            register(kind)
