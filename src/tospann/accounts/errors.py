"""Refusals about accounts."""

from django.utils.translation import gettext_lazy as _

from tospann.base.errors import Refused


class AddressInUse(Refused):
    """An account with this e-mail address exists."""

    text = _("Det finnes allerede en konto med denne e-postadressen. Logg inn med den i stedet.")
