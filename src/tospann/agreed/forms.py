"""The shape of what people send about documents; rules live in the actions."""

from datetime import date
from typing import Any, cast

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from tospann.base import clock
from tospann.base.forms import Form
from tospann.partnerships.models import Owner, OwnerKind


class ForOwner(Form):
    """A form in which one of the person's own owners speaks; hidden when there is one."""

    owner = forms.ModelChoiceField(Owner.objects.none(), label=_("På vegne av"), empty_label=None)

    def __init__(self, data=None, *, owners: tuple[Owner, ...], **kwargs):
        super().__init__(data, **kwargs)
        field = cast(forms.ModelChoiceField, self.fields["owner"])
        field.queryset = Owner.objects.filter(pk__in=[o.pk for o in owners])
        field.initial = owners[0].pk if owners else None
        if len(owners) == 1:
            field.widget = forms.HiddenInput()


class Ratify(ForOwner):
    """An owner's yes to a text that was opened on a day."""

    decided_by = forms.CharField(
        label=_("Hvem gjorde vedtaket?"),
        max_length=120,
        help_text=_("Kommunestyret i kommunen, eller fylkesdirektøren for staten."),
    )
    decided_on = forms.DateField(label=_("Vedtaksdato"))
    case_reference = forms.CharField(
        label=_("Saksnummer"),
        max_length=60,
        help_text=_("Slik saken heter i eierens eget arkiv, for eksempel PS 45/2026."),
    )
    sha256 = forms.CharField(widget=forms.HiddenInput)
    earlier = forms.BooleanField(
        label=_("Datoen er riktig: Vedtaket ble gjort før teksten ble åpnet her"),
        required=False,
        widget=forms.HiddenInput,  # until it is asked
    )
    has_read = forms.BooleanField(
        label=_("Vi har lest hele teksten og godkjenner akkurat denne versjonen"),
        error_messages={"required": _("Kryss av for at dere har lest og godkjenner teksten.")},
    )

    def __init__(
        self, data=None, *, owners: tuple[Owner, ...], opened_on: date = date.min, **kwargs
    ):
        super().__init__(data, owners=owners, **kwargs)
        self.opened_on = opened_on
        self.fields["decided_on"].initial = clock.today
        if len(owners) == 1:
            self.fields["decided_by"].initial = deciding_body(owners[0])

    def clean(self) -> dict[str, Any]:
        """A day before the text was there is mostly mistyped, and a yes in force is for good."""
        given = self.cleaned_data
        day = given.get("decided_on")
        if day and day < self.opened_on:
            self.fields["earlier"].widget = forms.CheckboxInput()
            if not given.get("earlier"):
                opened = date_format(self.opened_on, "DATE_FORMAT")
                said = _(
                    "Teksten ble åpnet her %(opened)s, etter vedtaksdatoen. "
                    "Rett datoen, eller kryss av for at den er riktig."
                )
                self.add_error("decided_on", said % {"opened": opened})
        return given


def deciding_body(owner: Owner) -> str:
    """Who usually decides for an owner: the council, or the regional director."""
    if owner.kind == OwnerKind.STATE:
        return str(_("Fylkesdirektøren, %(owner)s") % {"owner": owner.name})
    municipality = owner.name.removesuffix(" kommune")
    return str(_("%(municipality)s kommunestyre") % {"municipality": municipality})


class WithReason(ForOwner):
    """An owner's act that needs a reason."""

    reason = forms.CharField(
        label=_("Begrunnelse"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        help_text=_("De andre eierne leser begrunnelsen."),
    )


class GiveNotice(WithReason):
    """An owner's notice to leave."""

    given_on = forms.DateField(
        label=_("Dato for oppsigelsen"),
        help_text=_("Dagen oppsigelsen er gitt skriftlig til de andre partene."),
    )
    understood = forms.BooleanField(
        label=_("Vi forstår at oppsigelsen ikke kan angres"),
        error_messages={"required": _("Kryss av for at dere vil si opp avtalen.")},
    )

    field_order = ["owner", "given_on", "reason", "understood"]


class AttachAnnex(Form):
    """A paper for a version."""

    part_id = forms.ChoiceField(label=_("Hører til"), required=False)
    title = forms.CharField(label=_("Navn på vedlegget"), max_length=200)
    file = forms.FileField(label=_("Fil"), help_text=_("PDF, Word, OpenDocument eller bilde."))

    def __init__(self, data=None, files=None, *, required, **kwargs):
        super().__init__(data, files, **kwargs)
        cast(forms.ChoiceField, self.fields["part_id"]).choices = [
            *((annex.part_id, annex.title) for annex in required),
            ("", _("Annet vedlegg")),
        ]


class Revision(Form):
    """The revision of the draft that the person has in front of them."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class RevisionSeen(Form):
    """The revision of the draft that the person saw; empty when there was none."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1, required=False)


class DraftHead(Revision):
    """What every draft has whatever its kind."""

    title = forms.CharField(label=_("Tittel"), max_length=200)
    language = forms.ChoiceField(
        label=_("Målform i dokumentet"), choices=[("nb", _("Bokmål")), ("nn", _("Nynorsk"))]
    )
