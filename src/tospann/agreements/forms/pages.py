"""The small forms of the pages about agreements: filters, a date, a new document."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tospann.agreed.kinds import Kind
from tospann.agreements.selectors import STATES, Choice
from tospann.base import clock


class RegisterFilter(forms.Form):
    """What to show of the register; everything when it is empty."""

    slag = forms.ChoiceField(label=_("Slag"), required=False)
    partnerskap = forms.ChoiceField(label=_("Partnerskap"), required=False)
    tilstand = forms.ChoiceField(
        label=_("Tilstand"), required=False, choices=[("", _("Alle")), *STATES]
    )
    forfalt = forms.BooleanField(label=_("Bare avtaler som skulle vært revidert"), required=False)

    def __init__(self, data, *, kinds: list[Kind], partnerships: list[Choice]):
        super().__init__(data)
        self.fields["slag"].choices = [
            ("", _("Alle")),
            *((kind.name, str(kind.label).capitalize()) for kind in kinds),
        ]
        self.fields["partnerskap"].choices = [
            ("", _("Alle")),
            *((str(one.id), one.name) for one in partnerships),
        ]


class NoticeDay(forms.Form):
    """Which agreement, and the day notice is given."""

    avtale = forms.ChoiceField(
        label=_("Avtale"),
        error_messages={"invalid_choice": _("Velg en avtale i listen.")},
    )
    dato = forms.DateField(
        label=_("Dagen oppsigelsen blir gitt"),
        input_formats=["%d.%m.%Y", "%d.%m.%y", "%Y-%m-%d"],
        error_messages={
            "invalid": _("Skriv datoen som dag.måned.år, for eksempel 09.11.2020."),
            "required": _("Skriv en dato, for eksempel 09.11.2020."),
        },
    )

    def __init__(self, data, *, agreements: list[Choice]):
        super().__init__(data, initial={"dato": clock.today()})
        self.fields["avtale"].choices = [(str(one.id), one.name) for one in agreements]


class NewDocument(forms.Form):
    """A kind and a title."""

    kind = forms.ChoiceField(label=_("Hva slags avtale?"), widget=forms.RadioSelect)
    title = forms.CharField(
        label=_("Tittel"),
        max_length=200,
        help_text=_("Slik avtalen skal hete, for eksempel «Partnerskapsavtale for Nav Bodø»."),
        error_messages={"required": _("Skriv en tittel.")},
    )

    def __init__(self, data=None, *, kinds: list[Kind]):
        super().__init__(data)
        self.fields["kind"].choices = [(k.name, str(k.label).capitalize()) for k in kinds]
        self.fields["kind"].error_messages["required"] = _("Velg hva slags avtale det er.")
