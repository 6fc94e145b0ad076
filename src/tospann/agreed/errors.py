"""Refusals of the kernel. Each is a sentence the person can act on."""

from django.utils.translation import gettext_lazy as _

from tospann.base.errors import Refused


class DraftExists(Refused):
    """A draft is being written already."""

    text = _("Det skrives allerede på et utkast til neste versjon. Fortsett på det.")


class NoDraft(Refused):
    """There is nothing being written."""

    text = _("Det finnes ikke noe utkast. Start en ny versjon først.")


class NoVersionYet(Refused):
    """There is no version to begin the next one from."""

    text = _(
        "Ingen versjon er åpnet ennå, så det er ingen tekst å begynne fra. "
        "Er utkastet forkastet, ligger det under «Tidligere utkast»."
    )


class DraftChanged(Refused):
    """Someone saved the draft after this person opened it."""

    code = "draft_changed"
    text = _(
        "Utkastet ble lagret av en annen kl. %(saved_at)s, etter at du åpnet det. "
        "Det du skrev, er ikke lagret, men står fortsatt her. "
        "Sammenlign med den lagrede teksten før du lagrer på nytt."
    )


class NotComplete(Refused):
    """Something that stops the opening is missing."""

    status = 422
    text = _("Utkastet kan ikke åpnes for godkjenning ennå. %(first)s")


class NothingChanged(Refused):
    """The text is the same as in the version before."""

    text = _(
        "Teksten er den samme som i versjon %(number)s. "
        "Gjør en endring før du åpner en ny versjon."
    )


class Superseded(Refused):
    """A newer version has been opened since the page was."""

    code = "superseded"
    text = _(
        "Versjon %(number)s er erstattet av versjon %(latest)s. "
        "Les den nye versjonen før dere godkjenner."
    )


class AnotherText(Refused):
    """The fingerprint that came with the form is not this version's."""

    code = "another_text"
    text = _(
        "Teksten du leste, er en annen enn den som ligger her nå. "
        "Last siden på nytt, og les teksten før dere godkjenner."
    )


class AlreadyRatified(Refused):
    """The owner has ratified this version before."""

    code = "already_ratified"
    text = _(
        "%(owner)s har allerede godkjent versjon %(number)s. "
        "Vil dere endre noe, foreslå en ny versjon."
    )


class NotAParty(Refused):
    """The owner is not among those who must ratify."""

    status = 403
    text = _("%(owner)s er ikke part i dette dokumentet og skal ikke godkjenne det.")


class StrongerSignInNeeded(Refused):
    """Ratifying needs a fresh second factor."""

    status = 403
    code = "stronger_sign_in"
    text = _(
        "For å godkjenne må du bekrefte hvem du er med passnøkkel eller engangskode. "
        "Bekreft, og send inn på nytt."
    )


class DecidedInTheFuture(Refused):
    """A body cannot have decided tomorrow."""

    status = 422
    text = _("Vedtaksdatoen kan ikke være etter i dag. Skriv datoen vedtaket ble gjort.")


class RatifiedFirst(Refused):
    """An owner that has said yes must withdraw before it returns the text."""

    text = _(
        "%(owner)s har godkjent versjon %(number)s. Trekk godkjenningen før dere "
        "sender teksten i retur."
    )


class NothingToWithdraw(Refused):
    """The owner has no standing ratification."""

    text = _("%(owner)s har ingen godkjenning av versjon %(number)s som kan trekkes.")


class AllHaveRatified(Refused):
    """Every owner has said yes: it binds, and is left by notice."""

    code = "all_have_ratified"
    text = _(
        "Alle eierne har godkjent versjon %(number)s. Den binder partene og kan ikke lenger "
        "trekkes. Vil dere ut av avtalen, må dere si den opp."
    )


class NotInForce(Refused):
    """Only what is in force can be given notice of."""

    text = _("Dokumentet gjelder ikke i dag og kan derfor ikke sies opp.")


class NoNoticeAgreed(Refused):
    """The document has no period of notice."""

    text = _(
        "Avtalen har ingen frist for oppsigelse. Partene må bli enige om en ny versjon "
        "som avslutter den."
    )


class NoticeGiven(Refused):
    """The owner has given notice before."""

    text = _("%(owner)s har allerede sagt opp dette dokumentet. Siste dag er %(last_day)s.")


class AlreadyRead(Refused):
    """The owner's first reading has been noted."""

    text = _("Første lesing er allerede notert.")


class NoOneToSpeakFor(Refused):
    """The person represents none of the owners that must ratify."""

    status = 403
    text = _(
        "Bare den som representerer en eier, kan svare på eierens vegne. Plassen din gjør ikke "
        "det. Eierens administrator gir plassen som eierrepresentant."
    )
