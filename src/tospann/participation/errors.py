"""Refusals about hearings."""

from django.utils.translation import gettext_lazy as _

from tospann.base.errors import Refused


class NotPublic(Refused):
    """The document is of a kind that only those inside may read."""

    text = _(
        "Dette dokumentet er bare for partnerskapet. En høring er åpen for alle, så det kan ikke "
        "sendes på høring her."
    )


class DraftExists(Refused):
    """The document has a hearing that is being prepared."""

    text = _("En høring om dette dokumentet er allerede under arbeid. Skriv videre på den.")


class ChangedMeanwhile(Refused):
    """Somebody else saved the draft after this page was opened."""

    text = _(
        "Noen andre har endret høringen siden du åpnet siden. Det du skrev, står her, men er ikke "
        "lagret. Se hva som er lagret, og lagre på nytt."
    )


class AlreadySent(Refused):
    """What is sent is not changed any more."""

    text = _("Høringen er sendt. Instansene, spørsmålene og teksten kan ikke endres lenger.")


class Dropped(Refused):
    """The draft was thrown away."""

    text = _("Utkastet til høring er forkastet. Lag et nytt.")


class NotSent(Refused):
    """Nobody has been asked yet."""

    text = _("Høringen er ikke sendt ennå.")


class Over(Refused):
    """The hearing was closed or called off."""

    text = _("Høringen er avsluttet. Ingenting kan endres lenger.")


class SameBodyTwice(Refused):
    """Two bodies of one hearing have the same name."""

    text = _("«%(body)s» står to ganger. Hver instans skal stå én gang.")
    status = 422


class NothingOpened(Refused):
    """The document has no opened version."""

    text = _("Dokumentet er ikke åpnet ennå. Åpne det først, så vet alle hva de svarer på.")


class NewerVersion(Refused):
    """A newer version has been opened than the one on the page."""

    text = _(
        "Versjon %(number)s er åpnet siden du åpnet siden. Les den, og send høringen på nytt."
    )


class NobodyAsked(Refused):
    """The hearing has no bodies."""

    text = _("Skriv hvem som skal svare. Høringen har ingen instanser.")


class NothingAsked(Refused):
    """The hearing has no questions."""

    text = _("Skriv minst ett spørsmål.")


class NoDeadline(Refused):
    """The deadline is missing, or is not after today."""

    text = _("Sett en frist som er etter i dag.")
    status = 422


class DeadlineTooFar(Refused):
    """The deadline is so far away that the year must be wrong, and it could never be shortened."""

    text = _("Fristen er mer enn ett år fram i tid. Se etter om årstallet er riktig.")
    status = 422


class DeadlineTooShort(Refused):
    """There are less than six weeks to answer, and nobody has said why."""

    text = _(
        "Fristen er kortere enn seks uker. Velg %(earliest)s eller senere, eller skriv hvorfor "
        "den må være kortere. Begrunnelsen blir stående åpent."
    )
    status = 422


class NotLater(Refused):
    """A deadline that is sent is never shortened."""

    text = _("Fristen er %(deadline)s. Den kan bare flyttes til en senere dag.")
    status = 422


class NotReceivedThen(Refused):
    """An answer cannot come before the hearing was sent, or tomorrow."""

    text = _("Svaret må være mottatt fra og med %(sent)s til og med i dag.")
    status = 422


class EmptyAnswer(Refused):
    """Nothing was answered, and the body has not said that it will not."""

    text = _(
        "Skriv svaret på minst ett spørsmål, merk det med «Ingen merknad», eller merk at "
        "instansen ikke vil svare."
    )
    status = 422


class DeclinedAndAnswered(Refused):
    """A body that will not answer has no replies."""

    text = _("Instansen kan ikke både ha svart og ha sagt at den ikke vil svare. Velg ett.")
    status = 422


class AnsweredMeanwhile(Refused):
    """Somebody else entered or corrected the body's answer after this page was opened."""

    text = _(
        "Noen andre har ført inn svaret fra %(body)s siden du åpnet siden. Det du skrev, står "
        "her, men er ikke lagret. Se hva som er ført inn, og rett det om det trengs."
    )


class NotAnswered(Refused):
    """There is nothing to follow up."""

    text = _("Instansen har ikke skrevet noe å følge opp.")


class FollowedMeanwhile(Refused):
    """Somebody else wrote what came of the answer, or the answer was corrected."""

    text = _(
        "Svaret eller oppfølgingen er endret siden du åpnet siden. Det du skrev, står her, men er "
        "ikke lagret. Se hva som står nå, og lagre på nytt."
    )


class ReasonWanted(Refused):
    """What came of a reply needs its reason."""

    text = _("Skriv hvorfor: «Fordi …». Bare «tatt til etterretning» kan stå uten grunn.")
    status = 422


class StillRunning(Refused):
    """The deadline has not passed."""

    text = _("Fristen er %(deadline)s. Høringen kan avsluttes når den er passert.")


class NotFollowedUp(Refused):
    """Replies stand without what came of them."""

    text = _("Disse svarene mangler oppfølging: %(which)s. Skriv hva som kom av dem først.")
