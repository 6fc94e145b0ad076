"""Refusals about the office structure."""

from django.utils.translation import gettext_lazy as _

from tospann.base.errors import Refused


class Ended(Refused):
    """The run has its answer, has been refused, or was cancelled before."""

    text = _("Beregningen er allerede avsluttet. Bestill en ny hvis du vil regne på nytt.")


class ChangedMeanwhile(Refused):
    """Somebody else changed the scenario after the page was opened."""

    text = _("Noen andre har endret scenarioet siden du åpnet siden. Se over og lagre på nytt.")


class NoStructure(Refused):
    """The differences make no structure. `first` says which municipality and what to do."""

    text = _("Endringene henger ikke sammen. %(first)s")


class NotAskable(Refused):
    """The engine would not take the question. `because` is its own sentence."""

    text = _("Dette kan ikke regnes på. %(because)s")
    status = 422


class TooManyRuns(Refused):
    """The partnership has many runs that wait for an answer."""

    text = _(
        "Partnerskapet har %(count)s beregninger som ikke er ferdige. "
        "Vent til én er ferdig, eller avbryt en av dem."
    )
