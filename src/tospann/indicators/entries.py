"""What the journal says about indicators."""

from django.utils.translation import gettext_lazy as _

from tospann.journal.sentences import Sentence

SUBJECT = _("Indikatorer")
SENTENCES = {
    "indicators.catalogue_taken": Sentence(
        _("Den felles katalogen fikk %(count)s nye indikatorer.")
    ),
    "indicator.defined": Sentence(_("Partnerskapet fikk indikatoren %(code)s «%(title)s».")),
    "indicator.changed": Sentence(_("Indikatoren %(code)s «%(title)s» ble endret.")),
    "indicator.frozen": Sentence(
        _("Indikatoren %(code)s fikk sine første tall. Måten den måles på, ligger fast.")
    ),
    "indicator.retired": Sentence(_("Indikatoren %(code)s «%(title)s» ble avsluttet.")),
}
