"""What the journal says about hearings. Bodies by name, never people."""

from django.utils.translation import gettext_lazy as _

from tospann.journal.sentences import Sentence

SUBJECT = _("Høringer")
SENTENCES = {
    # a draft's title is for those who write drafts, and news goes to everybody inside
    "hearing.begun": Sentence(_("Et utkast til høring ble påbegynt."), public=False),
    "hearing.changed": Sentence(
        _("Et utkast til høring ble lagret (utgave %(revision)s)."), public=False, quiet=True
    ),
    "hearing.dropped": Sentence(_("Et utkast til høring ble forkastet."), public=False),
    "hearing.sent": Sentence(
        _(
            "Høringen «%(title)s» ble sendt. Antall instanser: %(bodies)s. Det gjelder "
            "«%(document)s», versjon %(number)s (fingeravtrykk %(sha256)s). Fristen er "
            "%(deadline_on)s."
        )
    ),
    "hearing.extended": Sentence(
        _("Fristen for høringen «%(title)s» ble forlenget til %(deadline_on)s. Grunn: %(reason)s.")
    ),
    "hearing_body.added": Sentence(_("%(body)s ble lagt til i høringen «%(title)s».")),
    "hearing_answer.registered": Sentence(
        _("Svaret fra %(body)s på høringen «%(title)s» ble ført inn. Mottatt %(received_on)s.")
    ),
    "hearing_answer.corrected": Sentence(
        _("Svaret fra %(body)s på høringen «%(title)s» ble rettet (utgave %(revision)s).")
    ),
    "hearing_answer.followed": Sentence(
        _("Det ble skrevet hva som kom av svaret fra %(body)s på høringen «%(title)s».")
    ),
    "hearing.closed": Sentence(
        _("Høringen «%(title)s» ble avsluttet. Svar: %(answered)s av %(bodies)s.")
    ),
    "hearing.called_off": Sentence(_("Høringen «%(title)s» ble avlyst. Grunn: %(reason)s.")),
}
