from django.apps import AppConfig


class Structure(AppConfig):
    name = "tospann.structure"
    label = "structure"

    def ready(self) -> None:
        """Make the study known to the kernel."""
        from tospann.agreed.kinds import register
        from tospann.structure.study.kind import KIND

        register(KIND)
