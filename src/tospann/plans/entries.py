"""What the journal says about signals and plans. Never a signal's text."""

from django.utils.translation import gettext_lazy as _

from tospann.journal.sentences import Sentence

SUBJECT = _("Styringssignaler og plan")
SENTENCES = {
    "signal.entered": Sentence(_("%(owner)s førte inn styringssignalet %(label)s."), public=False),
    "signal.changed": Sentence(_("%(owner)s endret styringssignalet %(label)s."), public=False),
    "signal.struck": Sentence(
        _("%(owner)s tok styringssignalet %(label)s ut av registeret. Grunn: %(reason)s."),
        public=False,
    ),
    "signal.restored": Sentence(
        _("%(owner)s satte styringssignalet %(label)s tilbake i registeret."), public=False
    ),
    "conflict.marked": Sentence(
        _("%(owner)s merket at disse styringssignalene drar i ulik retning: %(labels)s."),
        public=False,
    ),
    "conflict.struck": Sentence(
        _("%(owner)s tok bort merket om at %(labels)s drar i ulik retning. Grunn: %(reason)s."),
        public=False,
    ),
    "conflict.restored": Sentence(
        _("%(owner)s satte tilbake merket om at %(labels)s drar i ulik retning."), public=False
    ),
    "conflict.answered": Sentence(
        _("%(owner)s svarte på motstriden mellom %(labels)s: %(answer)s."), public=False
    ),
    "plan.begun": Sentence(_("Arbeidet med planen for %(year)s ble påbegynt."), public=False),
    "signals.confirmed": Sentence(
        _("%(owner)s bekreftet at styringssignalene er riktig forstått i utkastet til plan."),
        public=False,
    ),
    "signals.disputed": Sentence(
        _("%(owner)s meldte at styringssignalene ikke er riktig forstått i utkastet til plan."),
        public=False,
    ),
    "progress.reported": Sentence(
        _("%(owner)s meldte om tiltaket «%(title)s» per %(reported_on)s: %(status)s.")
    ),
    "goal.judged": Sentence(_("%(owner)s vurderte målet «%(title)s»: %(outlook)s.")),
}
