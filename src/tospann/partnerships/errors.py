"""Refusals about seats and invitations."""

from django.utils.translation import gettext_lazy as _

from tospann.base.errors import Refused


class LastAdministrator(Refused):
    """The owner would be left without anyone to administer it."""

    text = _(
        "%(owner)s må ha minst én administrator. "
        "Gi plassen som administrator til en annen før du avslutter denne."
    )


class SeatTaken(Refused):
    """The person holds that very seat."""

    text = _("Personen har allerede denne plassen.")


class SeatEnded(Refused):
    """The seat was ended by someone else."""

    text = _("Plassen er allerede avsluttet.")


class NotAnOwner(Refused):
    """The owner has no part in the partnership."""

    status = 422
    text = _("%(owner)s er ikke eier i %(partnership)s. Velg en eier som er med.")
    code = "not_an_owner"


class AlreadyPast(Refused):
    """The last day of a seat lies behind us."""

    status = 422
    text = _("Siste dag er allerede forbi. Velg en dag fra i dag av, eller la feltet stå tomt.")


class InvitationOver(Refused):
    """The invitation cannot be accepted any more."""

    status = 410
    text = _(
        "Invitasjonen gjelder ikke lenger. Den er brukt, trukket tilbake eller utløpt. "
        "Be om en ny fra den som inviterte deg."
    )


class NotYourInvitation(Refused):
    """Someone is signed in with another address than the invited one."""

    status = 403
    text = _(
        "Invitasjonen er sendt til en annen e-postadresse enn den du er logget inn med. "
        "Logg ut, og åpne lenken på nytt."
    )
