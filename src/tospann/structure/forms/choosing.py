"""Which structures to show and to compare, as the address says it."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tospann.base.forms import Form

Choices = Iterable[tuple[str, Any]]


class Which(Form):
    """One structure of a dataset; today's when the address says nothing."""

    struktur = forms.ChoiceField(
        label=_("Kontorstruktur"),
        required=False,
        error_messages={
            "invalid_choice": _("Datasettet har ikke denne strukturen. Velg en annen.")
        },
    )

    def __init__(self, data: QueryDict, *, choices: Choices) -> None:
        super().__init__(data)
        cast(forms.ChoiceField, self.fields["struktur"]).choices = list(choices)


_GONE = _("Denne kan ikke velges her. Velg en annen.")


class Beside(Form):
    """Two structures: what was, and what comes instead."""

    a = forms.ChoiceField(label=_("Fra"), error_messages={"invalid_choice": _GONE})
    b = forms.ChoiceField(label=_("Til"), error_messages={"invalid_choice": _GONE})
    sorter = forms.ChoiceField(
        label=_("Rekkefølge"),
        required=False,
        choices=[
            ("", _("De som taper mest, først")),
            ("navn", _("Etter navn")),
            ("vinner", _("De som vinner mest, først")),
        ],
    )

    def __init__(self, data: QueryDict | dict[str, str], *, choices: Choices) -> None:
        super().__init__(data)
        for name in ("a", "b"):
            cast(forms.ChoiceField, self.fields[name]).choices = list(choices)
