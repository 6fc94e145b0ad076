"""What is asked of the boards, and what a view is called."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tospann.base.forms import Form
from tospann.partnerships.models import OrganisationModel, Owner
from tospann.portal.board import columns
from tospann.portal.board.lines import Asked

ALL = ("", _("Alle"))
ONLY_ME = "meg"


class BoardFilter(Form):
    """Filters, order and columns, as they stand in the address; everything when it is empty."""

    region = forms.ChoiceField(label=_("Statlig eier"), required=False)
    modell = forms.ChoiceField(
        label=_("Modell"), required=False, choices=[ALL, *OrganisationModel.choices]
    )
    avtale = forms.ChoiceField(
        label=_("Partnerskapsavtale"), required=False, choices=[ALL, *columns.PAPER_STATES]
    )
    plan = forms.ChoiceField(
        label=_("Årets plan"), required=False, choices=[ALL, *columns.PAPER_STATES]
    )
    mal = forms.BooleanField(label=_("Har mål som ikke nås"), required=False)
    sene = forms.BooleanField(label=_("Har sene tall"), required=False)
    grupper = forms.BooleanField(label=_("Grupper etter statlig eier"), required=False)
    kolonner = forms.MultipleChoiceField(
        label=_("Kolonner"),
        help_text=_("Uten valg vises alle."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(one.key, one.heading) for one in columns.COLUMNS],
    )
    sorter = forms.ChoiceField(
        label=_("Rekkefølge"),
        required=False,
        choices=[
            (columns.NAME, _("Etter navn")),
            *((one.key, one.heading) for one in columns.COLUMNS),
        ],
    )
    retning = forms.ChoiceField(
        label=_("Retning"),
        required=False,
        widget=forms.HiddenInput,
        choices=[(columns.UP, _("stigende")), (columns.DOWN, _("synkende"))],
    )

    def __init__(self, data: QueryDict, *, regions: Iterable[Owner]) -> None:
        super().__init__(data)
        choices = [ALL, *((one.code, one.name) for one in regions)]
        cast(forms.ChoiceField, self.fields["region"]).choices = choices

    def asked(self) -> Asked:
        """What is asked for; call after `is_valid`, whose faults leave their field empty."""
        given = self.cleaned_data
        return Asked(
            region=given.get("region", ""),
            model=given.get("modell", ""),
            agreement=given.get("avtale", ""),
            plan=given.get("plan", ""),
            missed=given.get("mal", False),
            late=given.get("sene", False),
            sort=given.get("sorter", ""),
            direction=given.get("retning", ""),
            grouped=given.get("grupper", False),
            columns=tuple(given.get("kolonner", ())),
        )


class RegionFilter(Form):
    """Which region to show; the whole country when it is empty."""

    region = forms.ChoiceField(label=_("Statlig eier"), required=False)

    def __init__(self, data: QueryDict, *, regions: Iterable[Owner]) -> None:
        super().__init__(data)
        choices = [ALL, *((one.code, one.name) for one in regions)]
        cast(forms.ChoiceField, self.fields["region"]).choices = choices


def choices_of(asked: Asked) -> dict[str, list[str]]:
    """What is asked for, as the address and a saved view hold it; nothing for what is usual."""
    held: dict[str, list[str]] = {
        "region": [asked.region],
        "modell": [asked.model],
        "avtale": [asked.agreement],
        "plan": [asked.plan],
        "mal": ["on" if asked.missed else ""],
        "sene": ["on" if asked.late else ""],
        "grupper": ["on" if asked.grouped else ""],
        "kolonner": list(asked.columns),
        "sorter": [asked.sort],
        "retning": [asked.direction],
    }
    return {key: values for key, values in held.items() if any(values)}


def as_query(choices: Mapping[str, Sequence[str]]) -> QueryDict:
    """The choices of a view as if they stood in the address."""
    data = QueryDict(mutable=True)
    for key, values in choices.items():
        data.setlist(key, list(values))
    return data


class ViewName(Form):
    """What a view is called, and whom it is shared with."""

    name = forms.CharField(
        label=_("Navn"),
        max_length=80,
        help_text=_("For eksempel «Avtaler som skulle vært revidert»."),
        error_messages={"required": _("Skriv et navn.")},
    )
    owner = forms.ChoiceField(
        label=_("Hvem skal se visningen?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Velg hvem som skal se visningen.")},
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1, required=False)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        owners: Iterable[Owner],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial={"owner": ONLY_ME, **(initial or {})})
        self.owners = {str(one.pk): one for one in owners}
        field = cast(forms.ChoiceField, self.fields["owner"])
        field.choices = [
            (ONLY_ME, _("Bare jeg")),
            *(
                (key, _("Alle med plass hos %(owner)s") % {"owner": one.name})
                for key, one in self.owners.items()
            ),
        ]

    def shared_with(self) -> Owner | None:
        """The owner that was chosen; None: nobody else sees it."""
        return self.owners.get(self.cleaned_data["owner"])
