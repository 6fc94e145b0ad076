"""The shape of what people send about signals and plans; rules live in the actions."""

from collections.abc import Iterable, Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from tospann.agreed.forms import ForOwner
from tospann.base import clock
from tospann.base.forms import Form
from tospann.partnerships.models import Owner, OwnerKind
from tospann.plans.models import Line, Obligation, Outlook, Signal, Status

EVERY = ("", _("Alle"))


# --- Signals ----------------------------------------------------------------------------


class SignalRow(ForOwner):
    """A steering signal. Without `owners`, one that exists."""

    line = forms.ChoiceField(label=_("Linje"), choices=Line.choices)
    sender = forms.CharField(
        label=_("Avsender"),
        max_length=120,
        help_text=_("Organet, aldri en person. For eksempel Arbeids- og velferdsdirektoratet."),
    )
    document = forms.CharField(
        label=_("Dokument"), max_length=200, help_text=_("Slik det heter, for eksempel Mål- og "
        "disponeringsbrev 2026.")
    )  # fmt: skip
    place = forms.CharField(label=_("Punkt eller side"), max_length=60, required=False)
    dated_on = forms.DateField(label=_("Dokumentets dato"))
    obligation = forms.ChoiceField(label=_("Hvor bindende er det?"), choices=Obligation.choices)
    text = forms.CharField(
        label=_("Hva sier signalet?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        help_text=_("Helst ordrett."),
    )
    since = forms.DateField(label=_("Gjelder fra"))
    until = forms.DateField(
        label=_("Gjelder til og med"),
        required=False,
        help_text=_("La stå tomt når det gjelder til det blir avløst."),
    )
    municipalities = forms.MultipleChoiceField(
        label=_("Gjelder bare disse kommunene"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Kryss ikke av når det gjelder hele kontoret."),
    )
    handling = forms.CharField(
        label=_("Slik håndteres det"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
        required=False,
        help_text=_("La stå tomt til noe er bestemt. Et mål i planen regnes også som et svar."),
    )
    reply = forms.CharField(
        label=_("Svar til avsenderen"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=4000,
        required=False,
    )
    public = forms.BooleanField(
        label=_("Alle kan lese signalet"),
        required=False,
        help_text=_("Uten kryss leses det bare i partnerskapet, og planen gjengir ikke teksten."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, data=None, *, municipalities: Sequence[tuple[str, str]], owners=(), **kwargs
    ):
        super().__init__(data, owners=tuple(owners), **kwargs)
        if not owners:
            del self.fields["owner"]
        cast(forms.MultipleChoiceField, self.fields["municipalities"]).choices = municipalities

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        given = cast(dict[str, Any], super().clean())
        since, until = given.get("since"), given.get("until")
        if since and until and until < since:
            self.add_error("until", _("Siste dag kan ikke være før første dag."))
        return given


def first_line(owner: Owner | None) -> str:
    """The line an owner usually enters for."""
    return Line.STATE if owner and owner.kind == OwnerKind.STATE else Line.MUNICIPALITY


class SignalFilter(Form):
    """What the list of signals is narrowed to; sent in the address."""

    eier = forms.ChoiceField(label=_("Eier"), required=False)
    krav = forms.ChoiceField(label=_("Krav"), required=False, choices=[EVERY, *Obligation.choices])
    behandlet = forms.ChoiceField(
        label=_("Håndtert"),
        required=False,
        choices=[EVERY, ("nei", _("Ikke håndtert")), ("ja", _("Håndtert"))],
    )
    aar = forms.ChoiceField(label=_("År"), required=False)

    def __init__(self, data=None, *, owners: Iterable[Owner], years: Iterable[int], **kwargs):
        super().__init__(data, **kwargs)
        cast(forms.ChoiceField, self.fields["eier"]).choices = [
            EVERY, *((one.code, one.name) for one in owners),
        ]  # fmt: skip
        cast(forms.ChoiceField, self.fields["aar"]).choices = [
            EVERY, *((str(year), str(year)) for year in years),
        ]  # fmt: skip


class Strike(Form):
    """Why a row is taken out."""

    because = forms.CharField(
        label=_("Hvorfor tas det ut?"), widget=forms.Textarea(attrs={"rows": 3}), max_length=400
    )


# --- Signals that pull apart ------------------------------------------------------------


class ConflictRow(ForOwner):
    """Signals that cannot all be met as they stand."""

    chosen = forms.MultipleChoiceField(
        label=_("Signalene som drar i ulik retning"), widget=forms.CheckboxSelectMultiple
    )
    about = forms.CharField(
        label=_("Hva er det som ikke går sammen?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )

    field_order = ["owner", "chosen", "about"]

    def __init__(self, data=None, *, signals: Iterable[Signal], owners=(), **kwargs):
        super().__init__(data, owners=tuple(owners), **kwargs)
        cast(forms.MultipleChoiceField, self.fields["chosen"]).choices = [
            (str(one.pk), f"{one.label} · {one.owner}: {one.document}") for one in signals
        ]


class Settle(ForOwner):
    """What an owner says about a conflict."""

    settled = forms.TypedChoiceField(
        label=_("Er det løst for deres del?"),
        choices=[("ja", _("Ja")), ("nei", _("Nei, ikke ennå"))],
        coerce=lambda value: value == "ja",
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("Slik er det løst, eller dette gjenstår"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )
    decided_on = forms.DateField(label=_("Dato for avklaringen"))
    decided_where = forms.CharField(
        label=_("Hvor ble det avklart?"),
        max_length=120,
        help_text=_("For eksempel partnerskapsmøtet, sak 4/26."),
    )

    def __init__(self, data=None, *, owners=(), **kwargs):
        super().__init__(data, owners=tuple(owners), **kwargs)
        self.fields["decided_on"].initial = clock.today


# --- The plan ---------------------------------------------------------------------------


class NewPlan(Form):
    """The year of a new plan, and the plan it grows from."""

    year = forms.IntegerField(label=_("År"), min_value=2000, max_value=2100)
    title = forms.CharField(label=_("Tittel"), max_length=200)
    source = forms.ChoiceField(
        label=_("Begynn med"),
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Mål, tiltak og indikatorer kopieres og kan følges videre. Tiltak som er "
                    "ferdige eller stoppet, og budsjettet, blir ikke med."),
    )  # fmt: skip

    def __init__(self, data=None, *, sources: Sequence[tuple[str, str]], **kwargs):
        super().__init__(data, **kwargs)
        cast(forms.ChoiceField, self.fields["source"]).choices = [
            *sources, ("", _("En tom plan")),
        ]  # fmt: skip


class Understood(ForOwner):
    """Whether an owner's signals are rightly understood in a draft."""

    understood = forms.TypedChoiceField(
        label=_("Er signalene riktig forstått?"),
        choices=[("ja", _("Ja, signalene våre er riktig forstått")),
                 ("nei", _("Nei, noe må rettes"))],
        coerce=lambda value: value == "ja",
        widget=forms.RadioSelect,
    )  # fmt: skip
    remark = forms.CharField(
        label=_("Hva må rettes?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
        help_text=_("Må fylles ut når svaret er nei."),
    )
    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def clean(self) -> dict[str, Any]:
        """A no has a remark; a yes keeps none."""
        given = cast(dict[str, Any], super().clean())
        if given.get("understood") is False and not given.get("remark"):
            self.add_error("remark", _("Skriv hva som må rettes."))
        return given


class WhichPlan(Form):
    """Which text the coverage is shown for; sent in the address."""

    vis = forms.ChoiceField(label=_("Vis"), required=False)

    def __init__(self, data=None, *, texts: Sequence[tuple[str, str]], **kwargs):
        super().__init__(data, **kwargs)
        cast(forms.ChoiceField, self.fields["vis"]).choices = texts


# --- How it goes ------------------------------------------------------------------------


class Report(ForOwner):
    """How a measure stands."""

    status = forms.ChoiceField(
        label=_("Hvordan går det?"), choices=Status.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("Hva har skjedd, og hva er neste steg?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
        help_text=_("Alle kan lese dette. Skriv aldri om enkeltpersoner."),
    )
    on = forms.DateField(label=_("Per dato"))

    field_order = ["owner", "status", "text", "on"]

    def __init__(self, data=None, *, owners=(), **kwargs):
        super().__init__(data, owners=tuple(owners), **kwargs)
        self.fields["on"].initial = clock.today


class Judge(ForOwner):
    """An owner's own view of a goal."""

    outlook = forms.ChoiceField(
        label=_("Hvordan ligger dere an til å nå målet?"),
        choices=Outlook.choices,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Begrunnelse"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text=_("Alle kan lese begrunnelsen. Vurderingen står ved siden av tallene og endrer "
                    "dem ikke."),
    )  # fmt: skip

    field_order = ["owner", "outlook", "reason"]
