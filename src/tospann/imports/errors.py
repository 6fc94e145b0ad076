"""Refusals about tables on their way in."""

from django.utils.translation import gettext_lazy as _

from tospann.base.errors import Refused


class CannotRead(Refused):
    """The table is not read at all, for a reason the reader gives."""

    status = 422
    code = "cannot_read"
    text = _("%(because)s Ingenting er lagret.")


class TooLarge(Refused):
    """More bytes than are taken in."""

    status = 422
    code = "too_large"
    text = _("Filen er på %(megabytes)s MB. Grensen er %(limit)s MB. Del den i flere filer.")


class TooMany(Refused):
    """The person has many unfinished imports."""

    status = 422
    code = "too_many"
    text = _(
        "Du har %(count)s importer som ikke er ferdige. Fullfør eller forkast noen av dem først."
    )


class ReadAnew(Refused):
    """The table was changed in another window."""

    code = "read_anew"
    text = _("Importen er endret i et annet vindu. Se over på nytt.")


class NotReady(Refused):
    """There are questions without answers, or cells that must be mended."""

    status = 422
    code = "not_ready"
    text = _("Noe må svares på eller rettes først. Det står øverst på siden.")


class Moved(Refused):
    """What stands has changed since the person looked."""

    code = "moved"
    text = _("Tall her er endret av noen andre siden du så på siden. Se over på nytt.")


class Ended(Refused):
    """The draft was taken, left or refused."""

    code = "ended"
    text = _("Denne importen er avsluttet.")


class Saving(Refused):
    """The figures are being written, all together, and it is over in a moment."""

    code = "saving"
    text = _("Tallene lagres akkurat nå. Vent litt. Da kan du angre hele importen.")


class HostNotAllowed(Refused):
    """The address is not among those the installation fetches from."""

    status = 422
    code = "host_not_allowed"
    text = _("Vi henter ikke fra %(host)s. Adressene vi kan hente fra, er: %(allowed)s.")


class NotFetched(Refused):
    """Nothing came from the statbank."""

    status = 422
    code = "not_fetched"
    text = _("%(because)s Ingenting er hentet.")
