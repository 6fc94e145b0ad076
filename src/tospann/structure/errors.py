"""Refusals about the office structure."""

from django.utils.translation import gettext_lazy as _

from tospann.base.errors import Refused


class Ended(Refused):
    """The run has its answer, has been refused, or was cancelled before."""

    text = _("Beregningen er allerede avsluttet. Bestill en ny hvis du vil regne på nytt.")
