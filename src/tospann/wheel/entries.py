"""What the journal says about the wheel. Rings and titles, never persons."""

from django.utils.translation import gettext_lazy as _

from tospann.journal.sentences import Sentence

SUBJECT = _("Årshjul")
SENTENCES = {
    "ring_event.entered": Sentence(
        _("%(owner)s førte «%(title)s» inn i årshjulet sitt."), public=False
    ),
    "ring_event.changed": Sentence(_("%(owner)s endret «%(title)s» i årshjulet."), public=False),
    "ring_event.struck": Sentence(_("%(owner)s tok «%(title)s» ut av årshjulet."), public=False),
    "ring_event.restored": Sentence(
        _("%(owner)s satte «%(title)s» tilbake i årshjulet."), public=False
    ),
    "ring.filled": Sentence(
        _("%(owner)s hentet %(count)s faste hendelser inn i årshjulet sitt."), public=False
    ),
    "occurrence.ticked": Sentence(
        _("«%(title)s» i årshjulet ble merket som gjort."), public=False
    ),
    "occurrence.unticked": Sentence(
        _("«%(title)s» i årshjulet er ikke lenger merket som gjort."), public=False
    ),
    "calendar.made": Sentence(_("En kalender å abonnere på ble laget."), public=False),
    "calendar.revoked": Sentence(_("En kalender å abonnere på ble stengt."), public=False),
}
