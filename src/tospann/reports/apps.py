from django.apps import AppConfig


class Reports(AppConfig):
    name = "tospann.reports"
    label = "reports"

    def ready(self) -> None:
        """Make the report known to the kernel."""
        from tospann.agreed.kinds import register
        from tospann.reports.kind import KIND

        register(KIND)
