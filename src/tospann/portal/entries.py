"""What the journal says about saved views. Only who saved one reads about it."""

from django.utils.translation import gettext_lazy as _

from tospann.journal.sentences import Sentence

SUBJECT = _("Visninger av oversikten")
SENTENCES = {
    "view.saved": Sentence(_("En visning av oversikten ble lagret."), public=False),
    "view.changed": Sentence(_("En visning av oversikten fikk nytt navn."), public=False),
    "view.removed": Sentence(_("En visning av oversikten ble slettet."), public=False),
}
