from django.apps import AppConfig


class Plans(AppConfig):
    name = "tospann.plans"
    label = "plans"

    def ready(self) -> None:
        """Make the joint plan known to the kernel."""
        from tospann.agreed.kinds import register
        from tospann.plans.kind import KIND

        register(KIND)
