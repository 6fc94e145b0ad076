"""What the journal says about files."""

from django.utils.translation import gettext_lazy as _

from tospann.journal.sentences import Sentence

SUBJECT = _("Filer")
SENTENCES = {
    "file.uploaded": Sentence(
        _("En fil ble lastet opp (fingeravtrykk %(sha256)s)."), public=False, quiet=True
    ),
}
