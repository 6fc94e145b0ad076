"""What the journal says about the office structure."""

from django.utils.translation import gettext_lazy as _

from tospann.journal.sentences import Sentence

SUBJECT = _("Kontorstruktur")
SENTENCES = {
    "structure.dataset_taken": Sentence(
        _("Datasettet «%(title)s» ble tatt inn (fingeravtrykk %(sha256)s).")
    ),
    "dataset_draft.begun": Sentence(
        _("Filer ble lagt fram for å bli et datasett."), public=False, quiet=True
    ),
    "dataset_draft.changed": Sentence(
        _("Et utkast til datasett ble endret."), public=False, quiet=True
    ),
    "dataset_draft.left": Sentence(
        _("Et utkast til datasett ble forkastet."), public=False, quiet=True
    ),
    "dataset_drafts.cleared": Sentence(
        _("%(count)s utkast til datasett som ingen fullførte, ble kastet etter 30 dager."),
        public=False,
        quiet=True,
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
    "structure.run_answered": Sentence(_("Beregningen over «%(title)s» er ferdig."), public=False),
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
    "assessment.opened": Sentence(
        _("En vurdering av scenarier ble åpnet. Antall scenarier: %(scenarios)s."), public=False
    ),
    "assessment.answered": Sentence(
        _("Vurderingen fikk et svar, eller et svar ble endret. Antall svar: %(answers)s."),
        public=False,
        quiet=True,
    ),
    "assessment.closed": Sentence(
        _("Vurderingen av scenarier ble avsluttet. Antall svar: %(answers)s."), public=False
    ),
    "structure.proposal_begun": Sentence(
        _("Et forslag om kontorstruktur ble påbegynt av «%(title)s», versjon %(number)s."),
        public=False,
    ),
    "structure.hearing_begun": Sentence(
        _("Et utkast til høring ble laget av utredningen «%(title)s»."), public=False
    ),
    "structure.agreements_begun": Sentence(
        _("Forslaget «%(title)s», versjon %(number)s, ble til %(count)s utkast til avtaler."),
        public=False,
    ),
    "structure.study_begun": Sentence(
        _("En utredning om kontorstruktur ble påbegynt. Den tilrår «%(title)s»."), public=False
    ),
}
