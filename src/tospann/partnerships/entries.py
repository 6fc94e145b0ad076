"""What the journal says about partnerships and seats. Roles and owners, never names."""

from django.utils.translation import gettext_lazy as _

from tospann.journal.sentences import Sentence

SUBJECT = _("Partnerskap, eiere og plasser")
SENTENCES = {
    "partnership.formed": Sentence(_("Partnerskapet %(name)s ble registrert.")),
    "ownership.began": Sentence(_("%(owner)s er eier i %(name)s fra %(since_on)s.")),
    "ownership.ended": Sentence(_("%(owner)s er ikke lenger eier i %(name)s etter %(until_on)s.")),
    "owner.registered": Sentence(_("%(owner)s ble registrert som eier.")),
    "seat.given": Sentence(_("%(owner)s ga en plass: %(title)s."), public=False),
    "seat.ended": Sentence(_("%(owner)s avsluttet en plass: %(title)s."), public=False),
    "invitation.sent": Sentence(_("%(owner)s inviterte til en plass: %(title)s."), public=False),
    "invitation.withdrawn": Sentence(
        _("%(owner)s trakk tilbake en invitasjon: %(title)s."), public=False
    ),
    "invitation.accepted": Sentence(
        _("En invitasjon fra %(owner)s ble tatt imot: %(title)s."), public=False
    ),
}
