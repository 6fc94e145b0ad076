"""What is typed about figures."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tospann.base import clock
from tospann.base.forms import Form
from tospann.indicators.models import Indicator, Line, Measure, Type
from tospann.results.figures import Figure, faults
from tospann.results.models import OFFICE, Mark, Quality

MARKS = [
    ("", _("tall")),
    (Mark.MISSING.value, _("mangler")),
    (Mark.NOT_APPLICABLE.value, _("ikke aktuelt")),
    (Mark.SUPPRESSED.value, _("skjult i kilden")),
]
# Thousands with points, as 1.234, which may as well be a number with three decimals.
_POINTS = re.compile(r"-?[1-9]\d{0,2}(\.\d{3})+(,\d*)?")
QUALITIES = [(one.value, one.label) for one in Quality]


class Number(forms.DecimalField):
    """A number as people write it: 1 234,5 or 1234.5. Refuses 1.234, which is two numbers."""

    widget = forms.TextInput
    default_error_messages = {
        "invalid": _("Skriv et tall, for eksempel 1 234,5."),
        "points": _(
            "Et punktum kan være både tusenskille og desimaltegn. "
            "Skriv tusen som 1 234 og desimaler som 1,234."
        ),
        "max_digits": _("Tallet er for stort."),
        "max_whole_digits": _("Tallet er for stort."),
    }

    def __init__(self, **given: Any) -> None:
        super().__init__(**{"max_digits": 14, "decimal_places": 4, "required": False} | given)
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off", "size": 8}

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        """Without the spaces, and with a point."""
        if isinstance(value, str):
            value = "".join(value.split()).replace("\u2212", "-")
            if _POINTS.fullmatch(value):
                raise forms.ValidationError(self.error_messages["points"], code="points")
            value = value.replace(",", ".")
        return super().to_python(value)


class Filter(Form):
    """Which lines of the card to show."""

    hvem = forms.ChoiceField(
        label=_("Hvem sine tall"), choices=[("", _("Alle")), *Line.choices], required=False
    )
    type = forms.ChoiceField(
        label=_("Type"), choices=[("", _("Alle")), *Type.choices], required=False
    )
    vis = forms.ChoiceField(
        label=_("Vis"),
        choices=[("", _("Alle")), ("oppfolging", _("Bare det som trenger oppfølging"))],
        required=False,
    )


class Beside(Form):
    """Offices to lay beside one's own."""

    med = forms.MultipleChoiceField(
        label=_("Sammenlign med"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, offices: Sequence[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["med"].choices = offices  # type: ignore[attr-defined]


EVERYBODY = "alle"  # no group; in the address, where an empty choice cannot be asked for


class Group(Form):
    """Which group of people the page of an indicator is of."""

    fordeling = forms.ChoiceField(label=_("Vis tall for"))
    sted = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, groups: Sequence[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["fordeling"].choices = [  # type: ignore[attr-defined]
            (EVERYBODY, _("Alle")),
            *groups,
        ]


class Pick(Form):
    """Which period and place the grid is for."""

    periode = forms.ChoiceField(label=_("Periode"))
    sted = forms.ChoiceField(label=_("Sted"), required=False)

    def __init__(
        self,
        *args: Any,
        periods: Sequence[Any],
        places: Sequence[tuple[str, str]],
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        self.fields["periode"].choices = periods  # type: ignore[attr-defined]
        self.fields["sted"].choices = places  # type: ignore[attr-defined]


class Parts:
    """The fields of one figure: which of them are there follows from how it is measured.

    Mixed into a form.
    """

    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]
    errors: Any
    add_error: Any

    def add_figure(self, indicator: Indicator, prefix: str = "") -> None:
        """Numerator and denominator for what is a share of something, else the value."""
        if indicator.has_parts:
            self.fields[f"{prefix}numerator"] = Number(label=_("Teller"))
            self.fields[f"{prefix}denominator"] = Number(label=_("Nevner"))
        else:
            self.fields[f"{prefix}value"] = Number(label=_("Verdi"))
            if indicator.measure != Measure.COUNT:
                self.fields[f"{prefix}denominator"] = Number(label=_("Antall bak tallet"))
        self.fields[f"{prefix}mark"] = forms.ChoiceField(
            label=_("Merke"), choices=MARKS, required=False
        )

    def refuse_both(self, prefix: str = "") -> bool:
        """Say that a number and a mark exclude each other; True when both were given."""
        given = self.cleaned_data
        names = [f"{prefix}{name}" for name in ("numerator", "denominator", "value")]
        both = bool(given.get(f"{prefix}mark")) and any(
            given.get(one) is not None for one in names
        )
        if both:
            self.add_error(
                f"{prefix}mark", _("Her står både et tall og et merke. Ta bort det ene.")
            )
        return both

    def figure(
        self, indicator: Indicator, period: str, place: str, prefix: str = ""
    ) -> Figure | None:
        """The figure that was typed; None when nothing was."""
        value, numerator, denominator = (
            self.cleaned_data.get(f"{prefix}{name}")
            for name in ("value", "numerator", "denominator")
        )
        mark = self.cleaned_data.get(f"{prefix}mark") or ""
        if not mark and value is None and numerator is None and denominator is None:
            return None
        quality = self.cleaned_data.get("quality") or Quality.FINAL
        if mark:
            return Figure(indicator, period, place, mark=mark, quality=quality)
        return Figure(
            indicator,
            period,
            place,
            value=value,
            numerator=numerator,
            denominator=denominator,
            quality=quality,
        )


class Grid(Parts, Form):
    """The figures of one period and place, a row for each indicator."""

    source = forms.CharField(label=_("Kilde"), max_length=200)
    source_on = forms.DateField(label=_("Kildens dato"), required=False)
    quality = forms.ChoiceField(label=_("Kvalitet"), choices=QUALITIES, required=False)
    reason = forms.CharField(
        label=_("Hvorfor endres tall som står fra før?"),
        max_length=400,
        required=False,
        help_text=_("Skriv det bare når du retter et tall."),
    )

    def __init__(
        self,
        *args: Any,
        indicators: Sequence[Indicator],
        period: str = "",
        place: str = OFFICE,
        places: frozenset[str] = frozenset(),
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        self.indicators, self.period, self.place = indicators, period, place
        self.places = places
        self.typed: list[Figure] = []
        for one in indicators:
            self.add_figure(one, f"{one.code}_")
            for bound in self.row(one.code).values():
                bound.field.label = bound.label = f"{bound.label}: {one.name}"

    def clean(self) -> dict[str, Any]:
        """Every row that was filled in, and what is wrong with it, beside its first field."""
        self.typed = []
        for one in self.indicators:
            if self.refuse_both(f"{one.code}_") or self.row_errors(one.code):
                continue  # what is wrong is said beside the field
            figure = self.figure(one, self.period, self.place, f"{one.code}_")
            if figure is not None:
                self.typed.append(figure)
        for index, refusal in faults(self.typed, places=self.places, today=clock.today()):
            code = self.typed[index].indicator.code
            self.add_error(self.first_field(code), str(refusal))
        return self.cleaned_data

    def first_field(self, code: str) -> str:
        """The field of a row that its errors stand beside."""
        return next(name for name in self.fields if name.startswith(f"{code}_"))

    def row(self, code: str) -> dict[str, Any]:
        """The bound fields of one row, by what they are."""
        return {
            name: self[f"{code}_{name}"]
            for name in ("numerator", "denominator", "value", "mark")
            if f"{code}_{name}" in self.fields
        }

    def row_errors(self, code: str) -> bool:
        """Whether a field of the row was refused already."""
        return any(name.startswith(f"{code}_") for name in self.errors)

    @property
    def about(self) -> list[Any]:
        """The fields about all the figures."""
        return [self[name] for name in ("source", "source_on", "quality", "reason")]


class Correction(Parts, Form):
    """A new edition of one figure."""

    reason = forms.CharField(label=_("Hvorfor rettes tallet?"), max_length=400)

    def __init__(self, *args: Any, indicator: Indicator, **given: Any) -> None:
        super().__init__(*args, **given)
        self.add_figure(indicator)
        self.order_fields(["numerator", "denominator", "value", "mark", "reason"])

    def clean(self) -> dict[str, Any]:
        """A number or a mark must be there, and not both: an empty form is no correction."""
        self.refuse_both()
        given = self.cleaned_data
        parts = [given.get(name) for name in ("numerator", "denominator", "value")]
        if not given.get("mark") and not self.errors and all(one is None for one in parts):
            self.add_error(next(iter(self.fields)), _("Skriv et tall, eller velg et merke."))
        return given


class NewBase(Form):
    """From which period the ordinary variation is reckoned anew."""

    period = forms.ChoiceField(label=_("Fra og med"))
    reason = forms.CharField(
        label=_("Hva endret seg?"),
        max_length=400,
        help_text=_("Et nytt utgangspunkt er for en varig endring dere kjenner grunnen til."),
    )

    def __init__(self, *args: Any, periods: Sequence[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["period"].choices = periods  # type: ignore[attr-defined]


def _text(label: Any, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=required,
        help_text=help_text,
    )


class Explanation(Form):
    """What lies behind a figure that is off track."""

    story = _text(_("Hva ligger bak tallet?"))
    partners = _text(_("Hvem må være med for at det skal snu?"), required=False)
    works = _text(_("Hva vet vi at virker?"), required=False)
    next_step = _text(_("Hva gjør dere nå?"))


class TakeBack(Form):
    """Why figures that came in are taken back."""

    reason = forms.CharField(label=_("Hvorfor tas tallene tilbake?"), max_length=400)
