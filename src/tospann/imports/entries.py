"""What the journal says about tables on their way in. Never what stands in them."""

from django.utils.translation import gettext_lazy as _

from tospann.journal.sentences import Sentence

SUBJECT = _("Importer")
SENTENCES = {
    "draft_import.begun": Sentence(
        _("En tabell med tall ble lagt fram for import."), public=False, quiet=True
    ),
    "draft_import.read": Sentence(
        _("Tabellen ble lest. Ingen tall er tatt imot ennå."), public=False, quiet=True
    ),
    "draft_import.refused": Sentence(
        _("Tabellen kunne ikke leses, og er kastet."), public=False, quiet=True
    ),
    "draft_import.stopped": Sentence(
        _("Lesingen av en tabell ble ikke ferdig. Ingen tall er tatt imot."),
        public=False,
        quiet=True,
    ),
    "draft_import.changed": Sentence(
        _("En import ble rettet før tallene ble tatt imot."), public=False, quiet=True
    ),
    "draft_import.confirmed": Sentence(
        _("En import ble bekreftet og lagt i kø."), public=False, quiet=True
    ),
    "draft_import.given_back": Sentence(
        _("En bekreftet import kunne ikke lagres, og venter på ny gjennomgang."),
        public=False,
        quiet=True,
    ),
    "draft_import.left": Sentence(_("En import ble forkastet."), public=False, quiet=True),
    "draft_imports.cleared": Sentence(
        _("%(count)s importer som ingen fullførte, ble kastet etter 30 dager."),
        public=False,
        quiet=True,
    ),
    "feed.kept": Sentence(
        _("Tabell %(table)s fra %(publisher)s skal hentes til resultatene."), public=False
    ),
    "feed.asked": Sentence(
        _("Tabell %(table)s ble hentet fra %(publisher)s."), public=False, quiet=True
    ),
    "feed.removed": Sentence(
        _("Tabell %(table)s fra %(publisher)s skal ikke lenger hentes."), public=False
    ),
}
