"""Why the register could not be changed."""

from django.utils.translation import gettext_lazy as _

from tospann.base.errors import Refused


class SharesDoNotAddUp(Refused):
    """The residents of a municipality that was split are not all accounted for."""

    text = _(
        "Andelene for kommune %(number)s blir %(percent)s prosent til sammen. "
        "Rett andelene slik at de blir 100 prosent."
    )
    status = 422
    code = "shares_do_not_add_up"


class UnknownReference(Refused):
    """A row names something that is not in the register."""

    text = _(
        "En rad (%(row)s) viser til %(kind)s «%(key)s», som ikke finnes i registeret. "
        "Legg den til, eller rett raden."
    )
    status = 422
    code = "unknown_reference"


class NothingChanged(Refused):
    """The register already says just this."""

    text = _("Registeret har allerede nøyaktig dette innholdet. Ingenting er endret.")
    status = 409
    code = "nothing_changed"
