"""Why a report was not begun."""

from django.utils.translation import gettext_lazy as _

from tospann.base.errors import Refused


class ReportExists(Refused):
    """There is a report of the period already."""

    text = _("Det finnes allerede en rapport for %(period)s. Åpne den i listen over rapporter.")


class NoReportPeriod(Refused):
    """The code is not a period that reports are made for."""

    text = _("Det lages ikke rapport for denne perioden. Velg en periode i listen.")


class NoAgreedPlan(Refused):
    """Every owner has not ratified a plan for the year."""

    text = _(
        "Det finnes ingen felles virksomhetsplan for %(year)s som alle eierne har godkjent. "
        "Rapporten følger planen, så planen må være på plass først."
    )
