from django.apps import AppConfig


class Structure(AppConfig):
    name = "tospann.structure"
    label = "structure"

    def ready(self) -> None:
        """Make the study, the proposal and what rests on them known to the kernel."""
        from tospann.agreed.kinds import register, trace
        from tospann.structure.study.kind import KIND as STUDY
        from tospann.structure.study.proposal.kind import KIND as PROPOSAL
        from tospann.structure.study.traces import traces

        register(STUDY)
        register(PROPOSAL)
        trace(traces)
