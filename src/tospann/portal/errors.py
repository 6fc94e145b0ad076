"""Refusals about saved views."""

from django.utils.translation import gettext_lazy as _

from tospann.base.errors import Refused


class NameTaken(Refused):
    """The person has another view with this name."""

    code = "name_taken"
    text = _("Du har allerede en visning som heter «%(name)s». Velg et annet navn.")


class ChangedMeanwhile(Refused):
    """The view was changed in another window."""

    code = "changed_meanwhile"
    text = _("Visningen er endret siden du åpnet siden. Se over den, og prøv igjen.")
