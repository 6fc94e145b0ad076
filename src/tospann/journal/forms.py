"""What the reader of the journal may ask for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tospann.base.forms import Form
from tospann.journal.selectors import Choices, Wanted


class Ask(Form):
    """The journal limited, and where the page begins. All of it lives in the address."""

    partnerskap = forms.ChoiceField(label=_("Partnerskap"), required=False)
    eier = forms.ChoiceField(label=_("Eier"), required=False)
    emne = forms.ChoiceField(label=_("Hva det gjelder"), required=False)
    fra = forms.DateField(label=_("Fra dato"), required=False)
    til = forms.DateField(label=_("Til dato"), required=False)
    tekst = forms.CharField(label=_("Tittel på dokumentet"), required=False, max_length=100)
    alle = forms.BooleanField(
        label=_("Vis også småting, som lagring av utkast og første lesing"), required=False
    )
    under = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    over = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(self, data, *, choices: Choices):
        super().__init__(data)
        self.choices = choices
        self._offer("partnerskap", _("Alle"), [(p.slug, p.name) for p in choices.partnerships])
        self._offer("eier", _("Alle"), [(owner.id, owner.name) for owner in choices.owners])
        self._offer("emne", _("Alt"), list(choices.subjects.items()))

    def _offer(self, name: str, every, rows: list) -> None:
        field: Any = self.fields[name]
        field.choices = [("", every), *rows]

    @property
    def wanted(self) -> Wanted:
        """What to look for; only after `is_valid()`."""
        given = self.cleaned_data
        slug = given["partnerskap"]
        return Wanted(
            partnership_id=next((p.id for p in self.choices.partnerships if p.slug == slug), None),
            owner_id=given["eier"] or None,
            subject=given["emne"],
            since=given["fra"],
            until=given["til"],
            text=given["tekst"],
            quiet=given["alle"],
        )

    @property
    def is_limited(self) -> bool:
        """Whether anything but the place in the list was asked for."""
        return any(self.data.get(name) for name in self.fields if name not in {"under", "over"})
