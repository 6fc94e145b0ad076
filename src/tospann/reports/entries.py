"""What the journal says about reports, besides what the kernel says of every document."""

from django.utils.translation import gettext_lazy as _

from tospann.journal.sentences import Sentence

SUBJECT = _("Rapporter")
SENTENCES = {
    "report.begun": Sentence(
        _("Arbeidet med rapporten for %(period)s ble påbegynt."), public=False
    ),
}
