"""Refusals about figures."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tospann.base.errors import NotPermitted, Refused
from tospann.engines.results import periods


class PeriodInWords:
    """Mixed into refusals about one period: it is said as people say it, "oktober 2026"."""

    text: Any
    facts: dict[str, Any]

    def __str__(self) -> str:
        facts = self.facts | {"period": _in_words(self.facts["period"])}
        return str(self.text) % facts


def _in_words(code: str) -> str:
    try:
        return periods.parse(code).label.said(gettext)
    except ValueError:  # as it was typed
        return code


class OtherLine(NotPermitted):
    """The figures of an indicator belong to the line that answers for it."""

    status = 403
    code = "other_line"
    text = _(
        "Du kan ikke føre tall for %(code)s. Det gjør Nav-lederen, sekretæren eller den eieren "
        "som svarer for indikatoren."
    )


class NoFigures(Refused):
    """Nothing was given."""

    status = 422
    code = "no_figures"
    text = _("Det er ingen tall å ta imot. Skriv minst ett tall.")


class NothingNew(Refused):
    """Every figure is there already, with the same value."""

    status = 422
    code = "nothing_new"
    text = _("Alle tallene finnes fra før og er like. Ingenting er endret.")


class WrongPeriod(Refused):
    """The period is none, or of another length than the indicator's."""

    status = 422
    code = "wrong_period"
    text = _("«%(period)s» er ikke en periode for %(code)s. Skriv den slik: %(example)s.")


class NotOverYet(PeriodInWords, Refused):
    """The period has not ended."""

    status = 422
    code = "not_over_yet"
    text = _("%(period)s er ikke over ennå. Et tall gjelder en hel periode.")


class NotOurPlace(Refused):
    """The place is no municipality of the partnership, now or before."""

    status = 422
    code = "not_our_place"
    text = _(
        "%(place)s er ikke en kommune i partnerskapet. Skriv nummeret på en av kommunene, "
        "eller la feltet stå tomt for hele kontoret."
    )


class OutOfRange(Refused):
    """The value cannot be."""

    status = 422
    code = "out_of_range"
    text = _("%(value)s er ikke et mulig tall for %(code)s. Det må være fra %(floor)s%(ceiling)s.")


class PartsDisagree(PeriodInWords, Refused):
    """Numerator, denominator and value do not fit together."""

    status = 422
    code = "parts_disagree"
    text = _(
        "Tallene for %(code)s i %(period)s henger ikke sammen: teller %(numerator)s, "
        "nevner %(denominator)s, verdi %(value)s. Skriv både teller og nevner, ingen av dem "
        "under null. Verdien må følge av dem."
    )


class PartMissing(PeriodInWords, Refused):
    """Small numbers cannot be found, since what the figure rests on is not told."""

    status = 422
    code = "part_missing"
    text = _(
        "%(code)s mangler %(part)s for %(period)s. Uten det kan vi ikke vite om tallet gjelder "
        "så få at det må skjules."
    )


class Twice(PeriodInWords, Refused):
    """The same cell is given more than once."""

    status = 422
    code = "twice"
    text = _("%(code)s har mer enn ett tall for %(period)s på samme sted.")


class ReasonNeeded(PeriodInWords, Refused):
    """A figure that has been shown is changed."""

    status = 422
    code = "reason_needed"
    text = _("%(code)s har et tall for %(period)s fra før. Skriv hvorfor det endres.")


class ChangedMeanwhile(Refused):
    """Somebody else changed the figure after the page was opened."""

    code = "changed_meanwhile"
    text = _("Tallet er endret av noen andre siden du åpnet siden. Se på det, og prøv igjen.")


class AlreadyReverted(Refused):
    """The import was taken back before."""

    code = "already_reverted"
    text = _("Disse tallene er allerede tatt tilbake.")


class AlreadyRebased(PeriodInWords, Refused):
    """There is a new base from that period already."""

    code = "already_rebased"
    text = _("Det er allerede satt et nytt utgangspunkt fra %(period)s.")


class NoFigureThere(PeriodInWords, Refused):
    """There is no figure for the period."""

    status = 422
    code = "no_figure_there"
    text = _("Det finnes ikke noe tall for %(period)s. Velg en periode som står i tabellen.")


class AlreadyWithdrawn(Refused):
    """The new base was taken back before."""

    code = "already_withdrawn"
    text = _("Det nye utgangspunktet er allerede tatt tilbake.")
