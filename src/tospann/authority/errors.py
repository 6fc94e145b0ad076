"""Refusals about the registers of authority."""

from django.utils.translation import gettext_lazy as _

from tospann.base.errors import Refused


class ChangedMeanwhile(Refused):
    """Somebody else changed the row after this page was opened."""

    text = _("Raden er endret av noen andre siden du åpnet den. Åpne den på nytt, og prøv igjen.")
    code = "changed_meanwhile"


class LineCannotGive(Refused):
    """A receiver that this owner's line cannot delegate to."""

    status = 422
    text = _(
        "Staten kan ikke delegere til en vertskommune eller en felles nemnd. "
        "Velg lederen eller de ansatte ved kontoret."
    )
    code = "line_cannot_give"


class AlreadyWithdrawn(Refused):
    """The delegation was taken back before."""

    text = _("Delegeringen er allerede trukket tilbake.")
    code = "already_withdrawn"


class BeforeItBegan(Refused):
    """A last day before the first."""

    status = 422
    text = _(
        "Siste dag kan tidligst være dagen delegeringen begynte, %(since)s. "
        "Ble den ført feil, kan du ta den ut av registeret."
    )
    code = "before_it_began"


class StillToCome(Refused):
    """A day after today for something that is said to have happened."""

    status = 422
    text = _("Datoen kan ikke være etter i dag. Før inn hendelsen når den har skjedd.")
    code = "still_to_come"


class OnlyMunicipalities(Refused):
    """The state has no council."""

    status = 422
    text = _("Bare en kommune har et kommunestyre. Velg en kommune.")
    code = "only_municipalities"


class NoPeriod(Refused):
    """An approval without first and last day."""

    status = 422
    text = _("En godkjenning gjelder for en tid. Skriv første og siste dag.")
    code = "no_period"


class OtherSide(Refused):
    """A discussion with the other side's staff."""

    status = 422
    text = _(
        "Staten fører inn medbestemmelsen for sine ansatte, og kommunen drøftingen med sine. "
        "Velg riktig eier, eller et felles organ."
    )
    code = "other_side"
