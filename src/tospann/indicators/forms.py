"""The shape of an indicator as people define it; rules live in the actions."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from tospann.base.forms import Form
from tospann.indicators.models import (
    Direction,
    Frequency,
    Indicator,
    Line,
    Measure,
    Suppression,
    Type,
)

WITH_BASE = {Measure.SHARE, Measure.RATE, Measure.MONEY}


class Definition(Form):
    """What an indicator measures. With an indicator that has figures, only the words are free."""

    title = forms.CharField(label=_("Navn"), max_length=120)
    definition = forms.CharField(
        label=_("Definisjon"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Hva telles, og hva deles det på? Skriv så en ny medarbeider kan regne likt."),
    )
    measure = forms.ChoiceField(label=_("Måles som"), choices=Measure.choices)
    unit = forms.CharField(
        label=_("Enhet"), max_length=40, help_text=_("For eksempel prosent, dager eller møter.")
    )
    decimals = forms.IntegerField(
        label=_("Desimaler som vises"), min_value=0, max_value=3, initial=0
    )
    base = forms.CharField(
        label=_("Grunnlag"),
        max_length=200,
        required=False,
        help_text=_("Hvem eller hva nevneren teller. Trengs når dere måler en andel."),
    )
    direction = forms.ChoiceField(label=_("Retning"), choices=Direction.choices)
    type = forms.ChoiceField(
        label=_("Type"),
        choices=Type.choices,
        help_text=_(
            "Et mål blir aldri grønt av innsats og aktivitet alene. Kjennetegn ved området "
            "får ingen farge."
        ),
    )
    line = forms.ChoiceField(label=_("Hvem fører tallene?"), choices=Line.choices)
    frequency = forms.ChoiceField(label=_("Hvor ofte?"), choices=Frequency.choices)
    due_days = forms.IntegerField(
        label=_("Klart så mange dager etter perioden"), min_value=0, max_value=730, initial=30
    )
    source = forms.CharField(label=_("Kilde"), max_length=120)
    suppression = forms.ChoiceField(
        label=_("Små tall"),
        choices=Suppression.choices,
        initial=Suppression.PUBLIC_COUNT,
        help_text=_("Gjelder tallet få personer, skal ingen kunne regne seg fram til hvem."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *, indicator: Indicator | None = None, **kwargs):
        given = {name: getattr(indicator, name) for name in self.base_fields} if indicator else {}
        super().__init__(data, initial=given, **kwargs)

    def clean(self) -> dict[str, Any]:
        """A share says what it is a share of."""
        given = cast(dict[str, Any], super().clean())
        if given.get("measure") in WITH_BASE and not given.get("base"):
            self.add_error(
                "base", _("Skriv hva nevneren teller, for eksempel innbyggere 18–66 år.")
            )
        if given.get("type") == Type.CONTEXT and given.get("direction") != Direction.NONE:
            self.add_error(
                "direction",
                _(
                    "For et kjennetegn ved området er verken høyere eller lavere bedre. "
                    "Velg det som retning."
                ),
            )
        return given


class Retire(Form):
    """Why an indicator is no longer followed."""

    because = forms.CharField(
        label=_("Hvorfor avsluttes den?"), max_length=400, widget=forms.Textarea(attrs={"rows": 2})
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)
