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
