"""The shape of what people send about the wheel; rules live in the actions."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from tospann.agreed.forms import ForOwner
from tospann.base import clock
from tospann.base.forms import Form
from tospann.engines.wheel import Every
from tospann.partnerships.models import Partnership
from tospann.wheel.models import (
    DayOffLabel,
    EveryLabel,
    OnLabel,
    SortLabel,
    SubjectLabel,
)
from tospann.wheel.ring_events import JOINT, MUNICIPALITIES, rings_of

YEARS = (2000, 2100)


class Clock(forms.TimeField):
    """A time of day as people write it: 09:30, 9.30 or 9."""

    input_formats = ["%H:%M", "%H.%M", "%H:%M:%S", "%H"]
    default_error_messages = {"invalid": _("Skriv klokka slik: 09:30.")}


class Show(Form):
    """What the page of the wheel shows; everything stands in the address."""

    ar = forms.IntegerField(required=False, min_value=YEARS[0], max_value=YEARS[1])
    visning = forms.ChoiceField(
        required=False, choices=[("hjul", ""), ("liste", ""), ("tidslinje", "")]
    )
    ring = forms.MultipleChoiceField(required=False)

    def __init__(self, data=None, *, rings=(), **kwargs):
        super().__init__(data, **kwargs)
        codes = {ring.code for ring in rings} | {o.code for ring in rings for o in ring.owners}
        cast(forms.MultipleChoiceField, self.fields["ring"]).choices = [(c, c) for c in codes]


class RingEventForm(ForOwner):
    """An event of one's own ring. Without `owners`, one that exists."""

    everywhere = forms.BooleanField(
        label=_("Gjelder alle partnerskapene vi er med i"),
        required=False,
        help_text=_("Da føres den inn én gang, og alle ser den."),
    )
    title = forms.CharField(label=_("Hva skjer?"), max_length=120)
    details = forms.CharField(
        label=_("Mer om hendelsen"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Sted, grunnlag eller hva den bygger på. Aldri navn på personer."),
    )
    sort = forms.ChoiceField(
        label=_("Type hendelse"), choices=SortLabel.choices, initial=SortLabel.OTHER.value
    )
    subject = forms.ChoiceField(
        label=_("Hva gjelder det?"),
        choices=SubjectLabel.choices,
        required=False,
        help_text=_("Brukes til å finne datoer som kolliderer."),
    )
    since = forms.DateField(label=_("Dag"), help_text=_("Første gang. Skriv dd.mm.åååå"))
    length = forms.IntegerField(
        label=_("Varer i dager"), min_value=1, max_value=366, initial=1,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 4, "data-width": "auto"}),
    )  # fmt: skip
    begins = Clock(
        label=_("Fra klokka"), required=False, help_text=_("La stå tomt når det er hele dagen."),
        widget=forms.TimeInput(format="%H:%M", attrs={"size": 6, "data-width": "auto"}),
    )  # fmt: skip
    ends = Clock(
        label=_("Til klokka"), required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"size": 6, "data-width": "auto"}),
    )  # fmt: skip
    every = forms.ChoiceField(
        label=_("Gjentas"), choices=EveryLabel.choices, initial=EveryLabel.ONCE.value
    )
    on = forms.ChoiceField(
        label=_("På hvilken dag"),
        choices=OnLabel.choices,
        initial=OnLabel.DATE.value,
        help_text=_(
            "Regnes ut fra den første dagen. Er den en tredje torsdag, blir de neste det også."
        ),
    )
    rule = forms.CharField(
        label=_("Egen regel"),
        required=False,
        max_length=200,
        help_text=_("Bare for «Etter en egen regel». Slik kalendere skriver dem: %s")
        % "FREQ=YEARLY;BYMONTH=9;BYDAY=3TH",
    )
    until = forms.DateField(
        label=_("Siste gang"),
        required=False,
        help_text=_("La stå tomt når hendelsen ikke har noen slutt."),
    )
    day_off = forms.ChoiceField(
        label=_("Når dagen er en fridag"),
        choices=DayOffLabel.choices,
        initial=DayOffLabel.MOVE.value,
        widget=forms.RadioSelect,
    )
    public = forms.BooleanField(
        label=_("Alle kan se den, også de som ikke er logget inn"), required=False
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *, owners=(), **kwargs):
        super().__init__(data, owners=tuple(owners), **kwargs)
        if not owners:
            del self.fields["owner"], self.fields["everywhere"]
        elif data is None:
            self.fields["since"].initial = clock.today

    def clean(self) -> dict[str, Any]:
        """What belongs together stands together."""
        given = cast(dict[str, Any], super().clean())
        since, until = given.get("since"), given.get("until")
        begins, ends = given.get("begins"), given.get("ends")
        if since and until and until < since:
            self.add_error("until", _("Siste gang kan ikke være før første gang."))
        if (begins is None) != (ends is None):
            field = "ends" if ends is None else "begins"
            self.add_error(field, _("Skriv både fra og til, eller ingen av dem."))
        if begins and ends and ends <= begins:
            self.add_error("ends", _("Slutten må være etter begynnelsen."))
        if begins and given.get("length", 1) != 1:
            self.add_error("length", _("Det som har klokkeslett, varer i én dag."))
        ruled = given.get("every") == Every.RULE
        if ruled and not given.get("rule"):
            self.add_error("rule", _("Skriv regelen, eller velg noe annet under «Gjentas»."))
        if not ruled and given.get("rule"):
            self.add_error("rule", _("Velg «Etter en egen regel», eller ta bort regelen."))
        return given


class FillRing(ForOwner):
    """The template's events on one's own ring."""

    year = forms.IntegerField(min_value=YEARS[0], max_value=YEARS[1], widget=forms.HiddenInput)


class NewCalendar(Form):
    """A calendar to follow."""

    name = forms.CharField(
        label=_("Navn på kalenderen"), max_length=160, initial=_("Årshjul"),
        help_text=_("Slik den heter i kalenderprogrammet ditt."),
    )  # fmt: skip
    what = forms.ChoiceField(label=_("Hva skal den vise?"))

    def __init__(self, data=None, *, partnerships: list[Partnership], **kwargs):
        super().__init__(data, **kwargs)
        choices: list[tuple[str, Any]] = [("", _("Alle partnerskapene mine"))]
        for one in partnerships:
            choices.append((one.slug, one.name))
            choices += [
                (f"{one.slug}:{code}", f"{one.name}: {name}") for code, name in _rings(one)
            ]
        field = cast(forms.ChoiceField, self.fields["what"])
        field.choices, field.required = choices, False


def _rings(partnership: Partnership) -> list[tuple[str, str]]:
    found = []
    for ring in rings_of(partnership):
        if ring.code in {JOINT, MUNICIPALITIES}:
            found += [(JOINT, ring.name)] if ring.code == JOINT else []
        found += [(owner.code, owner.name) for owner in ring.owners]
    return found
