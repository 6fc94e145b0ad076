"""What the journal says about accounts. Never a name."""

from django.utils.translation import gettext_lazy as _

from tospann.journal.sentences import Sentence

SUBJECT = _("Kontoer")
SENTENCES = {
    "account.opened": Sentence(_("En konto ble opprettet."), public=False),
    "account.second_factors_forgotten": Sentence(
        _("Passnøkler og engangskoder for en konto ble fjernet av den som drifter tjenesten."),
        public=False,
    ),
    "account.renamed": Sentence(_("En person endret navnet som vises."), public=False),
}
