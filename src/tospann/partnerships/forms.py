"""The shape of invitations and of the answers to them."""

from typing import cast

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from tospann.base.forms import Form
from tospann.partnerships.models import Owner, Partnership, RoleLabel


class Invite(Form):
    """An offer of a seat."""

    email = forms.EmailField(label=_("E-postadresse"))
    role = forms.ChoiceField(label=_("Rolle"), choices=RoleLabel.choices)
    title = forms.CharField(
        label=_("Stilling eller verv"),
        max_length=120,
        required=False,
        help_text=_(
            "For eksempel kommunedirektør. Skriv ikke hvilken fagforening eller "
            "brukerorganisasjon noen hører til."
        ),
    )
    until = forms.DateField(
        label=_("Siste dag"),
        required=False,
        help_text=_("For eksempel slutten av valgperioden, som dd.mm.åååå."),
    )
    partnership = forms.ModelChoiceField(
        Partnership.objects.none(),
        label=_("Partnerskap"),
        required=False,
        empty_label=_("Alle partnerskapene eieren er med i"),
    )

    def __init__(self, data=None, *, owner: Owner, **kwargs):
        super().__init__(data, **kwargs)
        field = cast(forms.ModelChoiceField, self.fields["partnership"])
        field.queryset = Partnership.objects.filter(ownerships__owner=owner).distinct()


class Accept(Form):
    """A new account, made when an invitation is accepted."""

    name = forms.CharField(label=_("Navnet ditt"), max_length=120)
    password = forms.CharField(
        label=_("Passord"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Minst 15 tegn. En setning du husker, er bedre enn et kort, vanskelig ord."),
    )

    def clean_password(self) -> str:
        """The password, if it is long and uncommon enough."""
        validate_password(self.cleaned_data["password"])
        return self.cleaned_data["password"]
