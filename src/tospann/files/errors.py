"""Refusals about files."""

from django.utils.translation import gettext_lazy as _

from tospann.base.errors import Refused


class TooLarge(Refused):
    """More bytes than the settings allow."""

    status = 422
    text = _("Filen er for stor (%(megabytes)s MB). Grensen er %(limit)s MB.")


class NotAllowedKind(Refused):
    """Name and content are not of a kind we keep."""

    status = 422
    text = _("Filen «%(name)s» er ikke av en type vi tar imot. Bruk en av disse: %(allowed)s.")


class Empty(Refused):
    """No bytes."""

    status = 422
    text = _("Filen «%(name)s» er tom. Velg en annen fil.")
