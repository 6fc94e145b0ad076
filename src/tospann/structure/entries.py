"""What the journal says about the office structure."""

from django.utils.translation import gettext_lazy as _

from tospann.journal.sentences import Sentence

SUBJECT = _("Kontorstruktur")
SENTENCES = {
    "structure.dataset_taken": Sentence(
        _("Datasettet «%(title)s» ble tatt inn (fingeravtrykk %(sha256)s).")
    ),
    "scenario.begun": Sentence(_("Scenarioet «%(title)s» ble påbegynt."), public=False),
    "scenario.changed": Sentence(
        _("Scenarioet «%(title)s» ble endret (utgave %(revision)s)."), public=False, quiet=True
    ),
    "scenario.dropped": Sentence(_("Scenarioet «%(title)s» ble lagt bort."), public=False),
    "scenario.taken_back": Sentence(
        _("Scenarioet «%(title)s» ble tatt fram igjen."), public=False
    ),
    "scenario.renewed": Sentence(
        _("Scenarioet «%(title)s» ble flyttet til en nyere utgave av datasettet."), public=False
    ),
    "structure.run_asked": Sentence(
        _("En beregning over «%(title)s» ble bestilt. Antall deler: %(jobs)s."), public=False
    ),
    "structure.job_done": Sentence(
        _("Del %(number)s i en beregning over «%(title)s» er ferdig."), public=False, quiet=True
    ),
    "structure.run_answered": Sentence(
        _("Beregningen over «%(title)s» er ferdig (fingeravtrykk %(sha256)s)."), public=False
    ),
    "structure.run_refused": Sentence(
        _("Beregningen over «%(title)s» ga ikke noe svar."), public=False
    ),
    "structure.run_mailed": Sentence(
        _("Den som bestilte beregningen over «%(title)s», fikk e-post om at den er over."),
        public=False,
        quiet=True,
    ),
    "structure.run_cancelled": Sentence(
        _("Beregningen over «%(title)s» ble avbrutt."), public=False
    ),
    "structure.proposal_begun": Sentence(
        _("Et forslag om kontorstruktur ble påbegynt av «%(title)s», versjon %(number)s."),
        public=False,
    ),
    "structure.study_begun": Sentence(
        _("En utredning om kontorstruktur ble påbegynt. Den tilrår «%(title)s»."), public=False
    ),
}
