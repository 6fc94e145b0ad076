"""Refusals about indicators."""

from django.utils.translation import gettext_lazy as _

from tospann.base.errors import Refused


class ChangedMeanwhile(Refused):
    """Somebody else changed the indicator after this page was opened."""

    text = _(
        "Noen andre har endret indikatoren etter at du åpnet siden. Se på den, og prøv igjen."
    )
    code = "changed_meanwhile"


class Frozen(Refused):
    """Figures exist, and the change would make them mean something else."""

    status = 422
    text = _(
        "Det finnes tall for %(code)s. Da kan du ikke endre måleenhet, retning, hyppighet, type "
        "eller grunnlag. Lag en ny indikator, og avslutt denne."
    )
    code = "frozen"


class LessHidden(Refused):
    """Figures exist, and the change would show small numbers that were hidden."""

    status = 422
    text = _("Det finnes tall for %(code)s. Da kan små tall skjules mer enn før, men ikke mindre.")
    code = "less_hidden"


class InTheCatalogue(Refused):
    """The common catalogue is the same for everybody."""

    status = 403
    text = _("%(code)s står i den felles katalogen og kan ikke endres her. Lag en egen indikator.")
    code = "in_the_catalogue"


class AlreadyRetired(Refused):
    """The indicator was retired before."""

    text = _("Indikatoren er allerede avsluttet.")
    code = "already_retired"
