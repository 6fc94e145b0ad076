"""Refusals about signals and plans."""

from django.utils.translation import gettext_lazy as _

from tospann.base.errors import Refused


class ChangedMeanwhile(Refused):
    """Somebody else changed the row after this page was opened."""

    text = _(
        "Signalet er endret av noen andre siden du åpnet siden. Det du skrev, er ikke lagret. "
        "Se hva som står nå, og prøv igjen."
    )
    code = "changed_meanwhile"


class OtherLine(Refused):
    """An owner enters a signal of a line that is not its own."""

    status = 422
    text = _(
        "%(owner)s kan ikke føre inn signaler fra den andre linjen. "
        "Velg din egen linje, KS eller begge linjer."
    )
    code = "other_line"


class StillToCome(Refused):
    """A day after today for something that is said to have happened."""

    status = 422
    text = _("Datoen kan ikke være etter i dag.")
    code = "still_to_come"


class TooFew(Refused):
    """A conflict needs two sides."""

    status = 422
    text = _("Velg minst to styringssignaler fra partnerskapet.")
    code = "too_few"


class NotConcerned(Refused):
    """None of the signals in the conflict is this owner's."""

    status = 422
    text = _("%(owner)s har ingen del i denne motstriden og kan ikke svare på den.")
    code = "not_concerned"


class PlanExists(Refused):
    """The partnership has a plan for the year."""

    text = _("Partnerskapet har allerede en plan for %(year)s. Åpne den i stedet.")
    code = "plan_exists"


class WordingChanged(Refused):
    """The signals, or the goals that answer them, were changed after the page was opened."""

    text = _("Ordlyden er endret etter at du åpnet siden. Les den nye ordlyden, og svar på nytt.")
    code = "wording_changed"


class NothingToConfirm(Refused):
    """The owner has no signals for the year."""

    text = _("%(owner)s har ingen styringssignaler for %(year)s å svare for.")
    code = "nothing_to_confirm"


class NotInThePlan(Refused):
    """No version of the plan has this part."""

    text = _("Dette står ikke i noen versjon av planen som alle eierne har godkjent.")
    code = "not_in_the_plan"
