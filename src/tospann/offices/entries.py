"""What the journal says about the register of municipalities and offices."""

from django.utils.translation import gettext_lazy as _

from tospann.journal.sentences import Sentence

SUBJECT = _("Registre")
SENTENCES = {
    "register.loaded": Sentence(
        _(
            "Registeret over kommuner og kontorer ble lastet inn: "
            "%(added)s nye rader, %(changed)s endret, %(removed)s fjernet."
        )
    ),
}
