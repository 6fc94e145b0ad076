"""The small forms of the pages about agreements: filters, a date, a new document."""

from collections.abc import Iterable
from typing import cast

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tospann.agreed.kinds import Kind
from tospann.agreements.selectors import STATES, Choice
from tospann.base import clock
from tospann.base.forms import Form


class RegisterFilter(Form):
    """What to show of the register; everything when it is empty."""

    slag = forms.ChoiceField(label=_("Slag"), required=False)
    partnerskap = forms.ChoiceField(label=_("Partnerskap"), required=False)
    tilstand = forms.ChoiceField(
        label=_("Tilstand"), required=False, choices=[("", _("Alle")), *STATES]
    )
    forfalt = forms.BooleanField(label=_("Bare avtaler som skulle vært revidert"), required=False)

    def __init__(
        self, data: QueryDict, *, kinds: Iterable[Kind], partnerships: Iterable[Choice]
    ) -> None:
        super().__init__(data)
        _offer(self, "slag", [("", _("Alle")), *_named(kinds)])
        _offer(
            self, "partnerskap", [("", _("Alle")), *((str(c.id), c.name) for c in partnerships)]
        )


class NoticeDay(Form):
    """Which agreement, and the day notice is given."""

    avtale = forms.ChoiceField(
        label=_("Avtale"), error_messages={"invalid_choice": _("Velg en avtale i listen.")}
    )
    dato = forms.DateField(
        label=_("Dagen oppsigelsen blir gitt"),
        input_formats=["%d.%m.%Y", "%d.%m.%y", "%Y-%m-%d"],
        error_messages={
            "invalid": _("Skriv datoen som dag.måned.år, for eksempel 09.11.2020."),
            "required": _("Skriv en dato, for eksempel 09.11.2020."),
        },
    )

    def __init__(self, data: QueryDict | None, *, agreements: Iterable[Choice]) -> None:
        super().__init__(data, initial={"dato": clock.today()})
        _offer(self, "avtale", [(str(one.id), one.name) for one in agreements])


class NewDocument(Form):
    """A kind and a title."""

    kind = forms.ChoiceField(
        label=_("Hva slags avtale?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg hva slags avtale det er.")},
    )
    title = forms.CharField(
        label=_("Tittel"),
        max_length=200,
        help_text=_("Slik avtalen skal hete, for eksempel «Partnerskapsavtale for Nav Bodø»."),
        error_messages={"required": _("Skriv en tittel.")},
    )

    def __init__(self, data: QueryDict | None = None, *, kinds: Iterable[Kind]) -> None:
        super().__init__(data)
        _offer(self, "kind", _named(kinds))


def _offer(form: forms.Form, name: str, choices: Iterable[tuple[str, str | Promise]]) -> None:
    cast(forms.ChoiceField, form.fields[name]).choices = list(choices)


def _named(kinds: Iterable[Kind]) -> list[tuple[str, str]]:
    return [(kind.name, str(kind.label).capitalize()) for kind in kinds]
