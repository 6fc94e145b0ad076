from django.apps import AppConfig


class Structure(AppConfig):
    name = "tospann.structure"
    label = "structure"

    def ready(self) -> None:
        """Make the study and the proposal known to the kernel."""
        from tospann.agreed.kinds import register
        from tospann.structure.study.kind import KIND as STUDY
        from tospann.structure.study.proposal.kind import KIND as PROPOSAL

        register(STUDY)
        register(PROPOSAL)
