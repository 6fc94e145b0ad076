from django.apps import AppConfig


class Wheel(AppConfig):
    name = "tospann.wheel"
    label = "wheel"

    def ready(self) -> None:
        """Make the joint ring known to the kernel."""
        from tospann.agreed.kinds import register
        from tospann.wheel.joint import KIND

        register(KIND)
