"""The shape of what people send about scenarios; what it means is the selectors' and actions'."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tospann.base.forms import Form
from tospann.structure.selectors.drafts import Choices


class Start(Form):
    """A new scenario: on what figures, from which structure, and what it is called."""

    title = forms.CharField(
        label=_("Navn"), max_length=120, help_text=_("For eksempel «Meløy vert for tre».")
    )
    start = forms.ChoiceField(label=_("Begynn med"), widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Hva vil dere undersøke?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Hva scenarioet skal vise. Aldri navn på personer."),
    )

    def __init__(self, data=None, *, starts: Iterable[tuple[str, Any]] = (), **kwargs):
        super().__init__(data, **kwargs)
        self.fields["start"].choices = list(starts)  # type: ignore[attr-defined]


class Naming(Form):
    """What a scenario is called, and what it is meant to show."""

    title = forms.CharField(label=_("Navn"), max_length=120)
    note = forms.CharField(
        label=_("Hva skal det vise?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Aldri navn på personer."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)


class Title(Form):
    """A name for what is made of something else."""

    title = forms.CharField(label=_("Navn på scenarioet"), max_length=120)


class Revision(Form):
    """Which revision of the scenario the page showed."""

    revision = forms.IntegerField(widget=forms.HiddenInput)


class Days(forms.FloatField):
    """Days a week, with a comma or a point."""

    def to_python(self, value: Any) -> float | None:  # type: ignore[override]
        """Half days and thirds may be written as people write them."""
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


class Drawing(Form):
    """The rows of a scenario that were shown. A field that was not sent is as it was.

    Fields: `h_<number>` the host, `m_<number>` the model, `d_<site>` the days.
    """

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        data=None,
        *,
        names: Sequence[tuple[str, str]] = (),
        sites: Sequence[tuple[str, str]] = (),
        models: Sequence[tuple[str, Any]] = (),
        **kwargs,
    ):
        super().__init__(data, **kwargs)
        sent = data or {}
        for number, name in names:
            if f"h_{number}" in sent:
                self.fields[f"h_{number}"] = forms.ChoiceField(label=name, choices=names)
            if f"m_{number}" in sent:
                self.fields[f"m_{number}"] = forms.ChoiceField(
                    label=name, choices=[("", ""), *models], required=False
                )
        for site, name in sites:
            if f"d_{site}" in sent:
                self.fields[f"d_{site}"] = Days(
                    label=name,
                    min_value=0,
                    max_value=5,
                    required=False,
                    error_messages=dict.fromkeys(
                        ("invalid", "min_value", "max_value"),
                        _("Skriv dager i uken som et tall fra 0 til 5."),
                    ),
                )

    def choices(self) -> Choices:
        """What was chosen. An empty number of days is none."""
        given = self.cleaned_data

        def those(letter: str) -> dict[str, Any]:
            return {
                name[2:]: value for name, value in given.items() if name.startswith(f"{letter}_")
            }

        days = {site: float(value or 0) for site, value in those("d").items()}
        return Choices(hosts=those("h"), models=those("m"), days=days)

    def days_faults(self) -> dict[str, str]:
        """What is wrong with days, by site."""
        return {
            name[2:]: str(errors[0])
            for name, errors in self.errors.items()
            if name.startswith("d_")
        }

    def other_faults(self) -> dict[str, tuple[str, str]]:
        """What is wrong with hosts and models, by municipality, as `drafts.Drawn.faults`."""
        column = {"h": "host", "m": "model"}
        return {
            name[2:]: (column[name[0]], str(errors[0]))
            for name, errors in self.errors.items()
            if name[:2] in ("h_", "m_")
        }


class Outside(Form):
    """One municipality to hold out, and how."""

    number = forms.ChoiceField(label=_("Kommune"))
    rule = forms.ChoiceField(
        label=_("Hvordan"),
        choices=[
            ("StandsAlone", _("har kontor alene")),
            ("NeverHosts", _("er aldri vert")),
        ],
    )

    def __init__(self, data=None, *, municipalities: Sequence[tuple[str, str]] = (), **kwargs):
        super().__init__(data, **kwargs)
        self.fields["number"].choices = list(municipalities)  # type: ignore[attr-defined]
