"""What the journal says about the registers of authority. Positions and bodies, never names."""

from django.utils.translation import gettext_lazy as _

from tospann.journal.sentences import Sentence

SUBJECT = _("Myndighet")
SENTENCES = {
    "employment.registered": Sentence(
        _("%(owner)s førte inn stillingen %(title)s (%(code)s)."), public=False
    ),
    "employment.changed": Sentence(
        _("%(owner)s endret stillingen %(title)s (%(code)s)."), public=False
    ),
    "delegation.registered": Sentence(
        _("%(owner)s førte inn en delegering fra %(delegated_by)s til %(to)s fra %(since_on)s.")
    ),
    "delegation.changed": Sentence(
        _("%(owner)s rettet delegeringen fra %(delegated_by)s til %(to)s.")
    ),
    "delegation.withdrawn": Sentence(
        _("%(owner)s trakk tilbake delegeringen til %(to)s. Siste dag er %(last_day_on)s.")
    ),
    "council_step.registered": Sentence(
        _("%(owner)s førte inn et vedtak av %(decided_on)s: %(body)s %(step)s (%(case)s).")
    ),
    "council_step.changed": Sentence(
        _("%(owner)s rettet et vedtak av %(decided_on)s: %(body)s %(step)s (%(case)s).")
    ),
    "trial.registered": Sentence(_("%(owner)s førte inn forsøket «%(title)s».")),
    "trial_event.registered": Sentence(
        _("%(owner)s førte inn om forsøket «%(title)s»: %(event)s %(happened_on)s.")
    ),
    "clarification.asked": Sentence(
        _("%(owner)s spurte %(asked_whom)s om en rettslig avklaring."), public=False
    ),
    "clarification.answered": Sentence(
        _("%(owner)s førte inn svaret fra %(answered_by)s på en rettslig avklaring."),
        public=False,
    ),
    "provision.checked": Sentence(
        _("%(owner)s førte inn at regelen %(provision)s er kontrollert av %(body)s: %(outcome)s.")
    ),
    "structure_decision.registered": Sentence(
        _("%(owner)s førte inn strukturvedtaket «%(title)s», %(decided_on)s."), public=False
    ),
    "preparation.registered": Sentence(
        _("%(owner)s førte inn om «%(title)s»: %(what)s %(happened_on)s."), public=False
    ),
    "row.struck": Sentence(
        _("%(owner)s tok en rad ut av registeret: %(title)s. Grunn: %(reason)s."), public=False
    ),
    "row.restored": Sentence(
        _("%(owner)s satte en rad tilbake i registeret: %(title)s."), public=False
    ),
}
