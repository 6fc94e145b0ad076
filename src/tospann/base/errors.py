"""Refusals: what stopped an action, in words a person can act on."""

from typing import Any

from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """An action was refused. `str()` is a sentence to show the person who asked.

    A subclass sets `text`, a lazily translated %-format; its values are given as keyword
    arguments and kept in `facts`. `status` is the HTTP status of the answer, `code` a stable
    word for programs.
    """

    text: Any = _("Dette lot seg ikke gjøre.")
    status = 409
    code = ""

    def __init__(self, **facts: Any) -> None:
        super().__init__()
        self.facts = facts

    def __str__(self) -> str:
        return str(self.text) % self.facts if self.facts else str(self.text)

    def __repr__(self) -> str:
        given = ", ".join(f"{name}={value!r}" for name, value in self.facts.items())
        return f"{type(self).__name__}({given})"


class NotPermitted(Refused):
    """No seat the person holds lets them do this."""

    text = _(
        "Plassen din gir deg ikke rett til å gjøre dette. "
        "Spør administratoren hos eieren du arbeider for."
    )
    status = 403
    code = "not_permitted"


class AlreadyStruck(Refused):
    """The row was taken out of its register before."""

    text = _("Raden er allerede tatt ut av registeret.")
    code = "already_struck"


class NotStruck(Refused):
    """The row stands in its register."""

    text = _("Raden står i registeret. Det er ingenting å angre.")
    code = "not_struck"


class AboutAPerson(Refused):
    """The text seems to be about one of the people who use Nav.

    `field` says where, `around` the words beside it, with all that could tell who masked.
    """

    status = 422
    code = "about_a_person"
    text = _(
        "Vi fant noe som ligner opplysninger om én person i «%(field)s»: «%(around)s». "
        "Tospann skal ikke ha opplysninger om dem som bruker Nav. Ta det bort."
    )


class IdentityNumber(AboutAPerson):
    """A national identity number or a D-number."""

    code = "identity_number"
    text = _(
        "Vi fant noe som ligner et fødselsnummer eller D-nummer i «%(field)s»: «%(around)s». "
        "Tospann skal ikke ha opplysninger om dem som bruker Nav. Ta bort nummeret. "
        "Er det et kontonummer, skriv det med punktum, slik: 1234.56.78903."
    )


class PhoneAndName(AboutAPerson):
    """A mobile number beside a person's name."""

    code = "phone_and_name"
    text = _(
        "Vi fant noe som ligner et mobilnummer ved siden av et navn i «%(field)s»: «%(around)s». "
        "Tospann skal ikke ha telefonnumrene til enkeltpersoner. "
        "Ta bort nummeret eller navnet, eller skriv nummeret til sentralbordet."
    )


class OnePersonsCase(AboutAPerson):
    """A named person tied to a benefit, a diagnosis or a date of birth."""

    code = "case"
    text = _(
        "Vi fant noe som ligner opplysninger om saken eller helsen til én person i «%(field)s»: "
        "«%(around)s». Tospann skal ikke ha opplysninger om dem som bruker Nav. "
        "Ta bort navnet, eller skriv om tjenesten uten å nevne personen."
    )
