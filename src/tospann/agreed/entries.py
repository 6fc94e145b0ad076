"""What the journal says about documents."""

from django.utils.translation import gettext_lazy as _

from tospann.journal.sentences import Sentence

SUBJECT = _("Dokumenter og godkjenninger")
SENTENCES = {
    "draft.started": Sentence(_("Et utkast ble påbegynt."), public=False),
    "draft.saved": Sentence(
        _("Utkastet ble lagret (utgave %(revision)s)."), public=False, quiet=True
    ),
    "draft.discarded": Sentence(_("Et utkast ble forkastet."), public=False),
    "draft.restored": Sentence(
        _("Utkastet ble satt tilbake til slik det var %(saved_on)s."), public=False
    ),
    "version.opened": Sentence(
        _(
            "«%(title)s», versjon %(version)s, ble åpnet for godkjenning og gjort "
            "tilgjengelig for alle eierne samtidig."
        )
    ),
    "version.ratified": Sentence(
        _(
            "%(owner)s godkjente «%(title)s», versjon %(version)s. Vedtatt av %(decided_by)s "
            "%(decided_on)s, sak %(case_reference)s."
        )
    ),
    "version.agreed": Sentence(_("Alle eierne har nå godkjent «%(title)s», versjon %(version)s.")),
    "version.returned": Sentence(
        _("%(owner)s sendte «%(title)s», versjon %(version)s, i retur med begrunnelse.")
    ),
    "ratification.withdrawn": Sentence(
        _("%(owner)s trakk sin godkjenning av «%(title)s», versjon %(version)s.")
    ),
    "annex.attached": Sentence(
        _("Vedlegget «%(annex)s» ble lagt ved «%(title)s», versjon %(version)s.")
    ),
    "version.first_read": Sentence(
        _("%(owner)s åpnet «%(title)s», versjon %(version)s, for første gang."),
        public=False,
        quiet=True,
        names_person=False,
    ),
    "notice.given": Sentence(_("%(owner)s sa opp «%(title)s». Siste dag er %(last_day_on)s.")),
}
