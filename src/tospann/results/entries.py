"""What the journal says about figures. Never a figure: what is hidden must not be found here."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tospann.journal.sentences import Sentence

SUBJECT = _("Resultater")
_ONE_PERIOD = Sentence(
    _("%(count)s tall kom inn for %(indicators)s i %(last_period)s. Kilde: %(source)s.")
)


class _Taken(Sentence):
    """Figures of one period, as those typed in the grid are, came from no period to another."""

    def told(self, facts: dict[str, Any]) -> str:
        if facts["first_period"] == facts["last_period"]:
            return _ONE_PERIOD.told(facts)
        return super().told(facts)


SENTENCES = {
    "figures.taken": _Taken(
        _(
            "%(count)s tall kom inn for %(indicators)s, %(first_period)s til %(last_period)s. "
            "Kilde: %(source)s."
        )
    ),
    "figure.corrected": Sentence(
        _("Tallet for %(indicator)s i %(period)s ble rettet. Grunn: %(reason)s.")
    ),
    "figures.revert_asked": Sentence(
        _("%(count)s tall fra %(source)s skal tas tilbake. Grunn: %(reason)s."), quiet=True
    ),
    "figures.revert_stopped": Sentence(
        _(
            "%(because)s Derfor ble %(count)s tall fra %(source)s ikke tatt tilbake. De gjelder "
            "som før."
        ),
        quiet=True,
    ),
    "figures.reverted": Sentence(
        _("%(count)s tall fra %(source)s ble tatt tilbake. Grunn: %(reason)s.")
    ),
    "chart.rebased": Sentence(
        _("%(owner)s satte nytt utgangspunkt for %(indicator)s fra %(period)s. Grunn: %(reason)s.")
    ),
    "chart.rebase_withdrawn": Sentence(
        _("%(owner)s tok tilbake det nye utgangspunktet for %(indicator)s fra %(period)s.")
    ),
    "note.written": Sentence(
        _("En forklaring ble skrevet om %(indicator)s for %(period)s."), public=False
    ),
    "summaries.refreshed": Sentence(
        _("Oversikten over resultater ble regnet ut på nytt."), public=False, quiet=True
    ),
}
